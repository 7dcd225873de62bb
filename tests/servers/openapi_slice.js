// Cuts GitHub's OpenAPI description down to what we ask, in a form that Prism checks for real.
//
// usage: node openapi_slice.js <api.github.com.json> <output>
//
// Prism ignores "x-multi-segment": a parameter that may hold slashes becomes one to six parameters. And it
// skips a body whose schema it cannot compile, which is what "nullable" beside "oneOf" without a "type" does
// to it: it goes into the first branch that has a type. GitHub's manual recommends to accept
// "application/vnd.github+json", which the description does not name.
'use strict';
const fs = require('fs');

const wanted = [
  '/user',
  '/repos/{owner}/{repo}',
  '/repos/{owner}/{repo}/commits/{ref}',
  '/repos/{owner}/{repo}/forks',
  '/repos/{owner}/{repo}/git/blobs/{file_sha}',
  '/repos/{owner}/{repo}/git/ref/{ref}',
  '/repos/{owner}/{repo}/git/trees/{tree_sha}',
  '/repos/{owner}/{repo}/pulls',
];
const segments = 6;

/// The name of the path's parameter that may hold slashes.
function multiSegment(item) {
  for (const operation of Object.values(item)) {
    for (const parameter of operation.parameters || []) {
      if (parameter['x-multi-segment']) return parameter.name;
    }
  }
  return undefined;
}

function resolveParameters(item, components) {
  const copy = JSON.parse(JSON.stringify(item));
  for (const operation of Object.values(copy)) {
    if (!operation.parameters) continue;
    operation.parameters = operation.parameters.map((parameter) =>
      parameter.$ref ? components.parameters[parameter.$ref.split('/').pop()] : parameter);
  }
  return copy;
}

function withSegments(item, name, count) {
  const names = [...Array(count).keys()].map((i) => `${name}_${i + 1}`);
  const copy = JSON.parse(JSON.stringify(item));
  for (const operation of Object.values(copy)) {
    if (!operation.parameters) continue;
    operation.operationId += `-${count}`;
    const original = operation.parameters.find((parameter) => parameter.name === name);
    operation.parameters = operation.parameters
      .filter((parameter) => parameter.name !== name)
      .concat(names.map((one) => ({ ...original, name: one })));
  }
  return [names.map((one) => `{${one}}`).join('/'), copy];
}

function repairNullable(value) {
  if (Array.isArray(value)) return value.forEach(repairNullable);
  if (!value || typeof value !== 'object') return undefined;
  const branches = value.oneOf || value.anyOf;
  if (value.nullable === true && !value.type && branches) {
    const typed = branches.find((branch) => branch.type && !branch.enum);
    if (typed) {
      typed.nullable = true;
      delete value.nullable;
    }
  }
  return Object.values(value).forEach(repairNullable);
}

const [source, output] = process.argv.slice(2);
const description = JSON.parse(fs.readFileSync(source));
const { openapi, info, servers, components } = description;
const slice = { openapi, info, servers, components, paths: {} };
for (const path of wanted) {
  if (!description.paths[path]) throw new Error(`GitHub's description has no ${path}`);
  const item = resolveParameters(description.paths[path], components);
  slice.paths[path] = item;
  const name = multiSegment(item);
  for (let count = 2; name && count <= segments; ++count) {
    const [names, copy] = withSegments(item, name, count);
    slice.paths[path.replace(`{${name}}`, names)] = copy;
  }
}
repairNullable(slice);
for (const item of Object.values(slice.paths)) {
  for (const operation of Object.values(item)) {
    for (const response of Object.values(operation.responses || {})) {
      const content = response.content || {};
      if (content['application/json']) content['application/vnd.github+json'] = content['application/json'];
    }
  }
}
fs.writeFileSync(output, JSON.stringify(slice));
