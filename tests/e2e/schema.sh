#!/bin/sh
# The JSON Schema of .git-agents.yaml is what the program makes, and it agrees with the parser.
# ACCEPT=1 takes what the program makes as the new docs/git-agents.schema.json.
bin=$1
docs=$(cd "$(dirname "$0")/../../docs" && pwd)
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

t 'docs/git-agents.schema.json is what git agents __schema prints'
expect_ok git agents __schema
[ -z "${ACCEPT-}" ] || [ "$code" != 0 ] || cp "$scratch/out" "$docs/git-agents.schema.json"
check cmp "$scratch/out" "$docs/git-agents.schema.json"

t 'the schema and the parser agree'
begin
cat >"$scratch/agree.py" <<'END_OF_PYTHON'
import json
import pathlib
import re
import subprocess
import sys

import jsonschema
import yaml

docs = pathlib.Path(sys.argv[1])
schema = json.loads((docs / "git-agents.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)


class Core(yaml.SafeLoader):
    """YAML 1.2 (core schema), where `on` and `off` are strings; PyYAML's own is YAML 1.1."""

    yaml_implicit_resolvers = {}


def scalar(name, pattern, first, value):
    tag = "tag:yaml.org,2002:" + name
    Core.add_implicit_resolver(tag, re.compile("^(?:" + pattern + ")$"), list(first))
    Core.add_constructor(tag, lambda loader, node: value(node.value))


scalar("null", "~|null|Null|NULL|", ["~", "n", "N", ""], lambda text: None)
scalar("bool", "true|True|TRUE|false|False|FALSE", "tTfF", lambda text: text.lower() == "true")
scalar("int", "[-+]?[0-9]+", "-+0123456789", int)
scalar("int", "0x[0-9a-fA-F]+", "0", lambda text: int(text, 0))
scalar("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789", float)
Core.add_constructor(
    "tag:yaml.org,2002:int", lambda loader, node: int(node.value, 16 if "x" in node.value else 10)
)


def schema_accepts(text):
    try:
        value = yaml.load(text, Core)
    except yaml.YAMLError:
        return False
    return validator.is_valid(value)


def parser_accepts(text):
    pathlib.Path(".git-agents.yaml").write_bytes(text.encode())
    done = subprocess.run(["git", "agents", "validate", "--json"], capture_output=True, check=False)
    found = json.loads(done.stdout)["diagnostics"]
    return not any(one["rule"] == "configuration" for one in found)


failures = 0


def expect(text, parser, by_schema=None):
    global failures
    wanted = (parser, parser if by_schema is None else by_schema)
    got = (parser_accepts(text), schema_accepts(text))
    if got != wanted:
        failures += 1
        print(f"{text!r}: (parser, schema) accept it: {got}, not {wanted}", file=sys.stderr)


good = [
    "",
    "# nothing but a comment\n",
    "version: 1\n",
    "{version: 1}\n",
    '"version": 1\n',
    "version: 1\nbuild:\n",
    "version: 1\ndeploy: ~\nvalidate: null\n",
    "version: 1\nbuild: {}\ndeploy: {}\nvalidate: {}\n",
    "version: 1\ndefinitions: []\n",
    "version: 1\ndefinitions: [{path: agents}]\n",
    "version: 1\ndefinitions: [{path: .}]\n",
    'version: 1\ndefinitions: [{path: ""}]\n',
    "version: 1\ndefinitions: [{path: 2024}]\n",
    "version: 1\ndefinitions: [{path: ./a//b/}]\n",
    "version: 1\ndefinitions: [{path: a..b}, {path: ...}, {path: .github}, {path: x.git}]\n",
    "version: 1\ndefinitions: [{path: 'p/*/skills', kind: skill, profile: claude}]\n",
    "version: 1\ndefinitions: [{path: a, kind: output-style, profile: any}]\n",
    "version: 1\nbuild: {base: B.md, order: nearest-first, output: dist/agents}\n",
    "version: 1\nbuild: {base: 1}\n",
    "version: 1\nbuild: {base: ..}\n",
    "version: 1\nbuild: {order: 'root-first'}\n",
    "version: 1\ndeploy: {on: merge}\n",
    "version: 1\ndeploy: {on: []}\n",
    "version: 1\ndeploy: {on: [commit, merge, checkout]}\n",
    "version: 1\ndeploy: {branches: main}\n",
    "version: 1\ndeploy: {branches: [main, 1.0, true]}\n",
    'version: 1\ndeploy: {branches: ""}\n',
    "version: 1\ndeploy: {targets: []}\n",
    "version: 1\ndeploy: {targets: [{tool: claude}, {tool: claude, scope: project}]}\n",
    "version: 1\nvalidate: {fail-on: info}\n",
    "version: 1\nvalidate: {rules: {}}\n",
    "version: 1\nvalidate: {rules: {cycle: off, broken-link: 'error'}}\n",
    "version: 1\nvalidate: {ignore: '*.md'}\n",
    "version: 1\nvalidate: {ignore: [a/**, '!a/b']}\n",
    "version: 1\nvalidate: {max-bytes: 1024}\n",
    "version: 1\nvalidate: {max-bytes: 67108864}\n",
    "version: 1\nvalidate: {profiles: gemini}\n",
    "version: 1\nvalidate: {profiles: [agentskills, gemini]}\n",
    "version: 1\nvalidate: {profiles: []}\n",
    "version: 1\napproval:\n",
    "version: 1\napproval: {}\n",
    "version: 1\napproval: {mode: off, paths: ['a/**', '!a/b']}\n",
    "version: 1\napproval: {mode: record}\n",
    "version: 1\napproval: {paths: agents}\n",
    "version: 1\ndeploy: {on: &e [merge], branches: *e}\n",
    "version: 1\ndefinitions:\n",
    "version: 1\nsources:\ndetect: ~\n",
    "version: 1\nsources: []\ndetect: []\n",
    "version: 1\ndeploy: {pull: true}\n",
    "version: 1\nsources: [{url: o/r, priority: 0, tier: system, sync: http, path: .}]\n",
    "version: 1\nsources: [{url: o/r}, {url: o/r, ref: v1, name: a/b@c:d+e}]\n",
    *(
        f"version: 1\nsources: [{{url: '{url}'}}]\n"
        for url in """owner/repo _o/r.x-y https://github.com/o/r.git HTTPS://h.example:8443/scm/a/b/
        http://127.0.0.1:8080/a https://[::1]:8080/a/b ssh://git@host:2222/a/b.git ssh://host/~me/x
        git+ssh://git@host/a ssh+git://host/a git://host/a.git git@host:a/b.git host:a git@host:/a
        [git@host:2222]:a/b.git [host]:a""".split()
    ),
    *(
        f"version: 1\nsources: [{{url: o/r, ref: '{ref}'}}]\n"
        for ref in "main feature/x v1.0 refs/tags/v1 a@b a-b 0123abc locked a.lockx".split()
    ),
    "version: 1\nsources: [{url: o/r, ref: 2024}]\n",
    "version: 1\ndetect: [{deploy: a}, {deploy: [a, b], files: '*.py'}, {deploy: []}]\n",
]
bad = [
    "{}\n",
    "[]\n",
    "7\n",
    "version\n",
    "build: {}\n",
    "version:\n",
    "version: 2\n",
    "version: '1'\n",
    "version: one\n",
    "version: [1]\n",
    "version: 1\nvalidat: {}\n",
    "version: 1\nVersion: 1\n",
    "version: 1\n1: x\n",
    "version: 1\n<<: {build: {}}\n",
    "version: 1\nsources: {}\n",
    "version: 1\nsources: [o/r]\n",
    "version: 1\nsources: [{}]\n",
    "version: 1\nsources: [{url: null}]\n",
    "version: 1\nsources: [{url: [a]}]\n",
    "version: 1\nsources: [{url: o/r, rev: main}]\n",
    "version: 1\nsources: [{url: o/r, name: null}]\n",
    "version: 1\nsources: [{url: o/r, name: .}]\n",
    "version: 1\nsources: [{url: o/r, name: -a}]\n",
    "version: 1\nsources: [{url: o/r, name: ''}]\n",
    "version: 1\nsources: [{url: o/r, name: a b}]\n",
    "version: 1\nsources: [{url: o/r, path: ../a}]\n",
    "version: 1\nsources: [{url: o/r, path: .git}]\n",
    "version: 1\nsources: [{url: o/r, priority: -1}]\n",
    "version: 1\nsources: [{url: o/r, priority: 1001}]\n",
    "version: 1\nsources: [{url: o/r, priority: high}]\n",
    "version: 1\nsources: [{url: o/r, tier: team}]\n",
    "version: 1\nsources: [{url: o/r, sync: ssh}]\n",
    *(
        f"version: 1\nsources: [{{url: '{url}'}}]\n"
        for url in """../a ./a a a/b/c github.com/o/r ~/a / /srv/git file:///srv/git .a/b -a/b a/-b
        https://u:p@host/a https://token@host/a https://host/a?x=y https://host/a#x https://host
        https://host// https:///a https://host?x/a ssh://git:pw@host/a git:pw@host:a git@host:a@b
        -oProxyCommand=x ssh://-x/a ssh://git@-x/a git@-x:a ssh://-x@host/a host:-x host: host:/
        ext::sh fd::17 ::x http::https://host/a ftp://host/a javascript://host/a""".split()
    ),
    "version: 1\nsources: [{url: ''}]\n",
    'version: 1\nsources: [{url: "ext::sh -c id"}]\n',
    'version: 1\nsources: [{url: "https://host/a\\nb"}]\n',
    *(
        f"version: 1\nsources: [{{url: o/r, ref: '{ref}'}}]\n"
        for ref in "-a @ a. a..b a//b /a a/ .a a/.b a.lock a.lock/b a@{b a~1 a^ a:b a? a* a[ a\\\\b".split()
    ),
    "version: 1\nsources: [{url: o/r, ref: ''}]\n",
    "version: 1\nsources: [{url: o/r, ref: a b}]\n",
    "version: 1\ndetect: {}\n",
    "version: 1\ndetect: [a]\n",
    "version: 1\ndetect: [{files: a}]\n",
    "version: 1\ndetect: [{deploy: null}]\n",
    "version: 1\ndetect: [{deploy: a, file: b}]\n",
    "version: 1\napproval: {mode: require}\n",
    "version: 1\napproval: {mode: null}\n",
    "version: 1\napproval: {mode: Off}\n",
    "version: 1\napproval: {paths: [null]}\n",
    "version: 1\napproval: {paths: {a: b}}\n",
    "version: 1\napproval: {approvers: [a]}\n",
    "version: 1\nindex: {}\n",
    "version: 1\nindex: {export: x}\n",
    "version: 1\nbuild: {stage: yes}\n",
    "version: 1\nbuild: {stage: 1}\n",
    "version: 1\nbuild: {stage: }\n",
    "version: 1\ndeploy: {pull: 1}\n",
    "version: 1\ndeploy: {local-edits: merge}\n",
    "version: 1\ndefinitions: agents\n",
    "version: 1\ndefinitions: {path: agents}\n",
    "version: 1\ndefinitions: [agents]\n",
    "version: 1\ndefinitions: [null]\n",
    "version: 1\ndefinitions: [{}]\n",
    "version: 1\ndefinitions: [{kind: skill}]\n",
    "version: 1\ndefinitions: [{path: null}]\n",
    "version: 1\ndefinitions: [{path: [a]}]\n",
    "version: 1\ndefinitions: [{path: /etc}]\n",
    "version: 1\ndefinitions: [{path: ~/x}]\n",
    "version: 1\ndefinitions: [{path: ..}]\n",
    "version: 1\ndefinitions: [{path: ../x}]\n",
    "version: 1\ndefinitions: [{path: a/../b}]\n",
    "version: 1\ndefinitions: [{path: a/..}]\n",
    "version: 1\ndefinitions: [{path: .git}]\n",
    "version: 1\ndefinitions: [{path: ./.GIT/hooks}]\n",
    'version: 1\ndefinitions: [{path: "a\\0b"}]\n',
    "version: 1\ndefinitions: [{path: a, kind: agents}]\n",
    "version: 1\ndefinitions: [{path: a, kind: null}]\n",
    "version: 1\ndefinitions: [{path: a, profile: emacs}]\n",
    "version: 1\ndefinitions: [{path: a, name: b}]\n",
    "version: 1\nbuild: on\n",
    "version: 1\nbuild: []\n",
    'version: 1\nbuild: {base: ""}\n',
    "version: 1\nbuild: {base: a/B.md}\n",
    "version: 1\nbuild: {base: null}\n",
    "version: 1\nbuild: {order: Root-First}\n",
    'version: 1\nbuild: {output: ""}\n',
    "version: 1\nbuild: {output: .}\n",
    "version: 1\nbuild: {output: ././}\n",
    "version: 1\nbuild: {output: /tmp/x}\n",
    "version: 1\nbuild: {output: a/../../x}\n",
    "version: 1\nbuild:\n  output:\n",
    "version: 1\ndeploy: {on: push}\n",
    "version: 1\ndeploy: {on: null}\n",
    "version: 1\ndeploy: {on: [[merge]]}\n",
    "version: 1\ndeploy: {branches: null}\n",
    "version: 1\ndeploy: {branches: [{}]}\n",
    "version: 1\ndeploy: {branches: {main: yes}}\n",
    "version: 1\ndeploy: {targets: claude}\n",
    "version: 1\ndeploy: {targets: [{scope: project}]}\n",
    "version: 1\ndeploy: {targets: [{tool: vim}]}\n",
    "version: 1\ndeploy: {targets: [{tool: claude, scope: user}]}\n",
    "version: 1\ndeploy: {targets: [{tool: claude, path: /x}]}\n",
    "version: 1\nvalidate: {fail-on: never}\n",
    "version: 1\nvalidate: {rules: null}\n",
    "version: 1\nvalidate: {rules: [cycle]}\n",
    "version: 1\nvalidate: {rules: {cycel: off}}\n",
    "version: 1\nvalidate: {rules: {cycle: false}}\n",
    "version: 1\nvalidate: {rules: {cycle: null}}\n",
    "version: 1\nvalidate: {ignore: [null]}\n",
    "version: 1\nvalidate: {max-bytes: 1023}\n",
    "version: 1\nvalidate: {max-bytes: 67108865}\n",
    "version: 1\nvalidate: {max-bytes: '2048'}\n",
    "version: 1\nvalidate: {max-bytes: 1.5}\n",
    "version: 1\nvalidate: {profiles: vim}\n",
    "version: 1\nvalidate: {profiles: [gemini, null]}\n",
    "version: 1\nvalidate: {profiles: {gemini: true}}\n",
    "version: 1\nversion: [\n",
    'version: 1\nbuild: {base: "x}\n',
]
# What a schema cannot see: how a value is written, and what is beside the file.
unseen = [
    "version: 1\nversion: 1\n",
    "version: 1\nbuild: {base: A.md, base: B.md}\n",
    "version: 1.0\n",
    "version: 0x1\n",
    "version: 1\nvalidate: {max-bytes: 2048.0}\n",
    "version: 1\ndefinitions: [{path: agents}]\nbuild: {output: agents/out}\n",
    "version: 1\nsources: [{url: o/r}, {url: 'https://github.com/o/r'}]\n",
    "version: 1\nsources: [{url: o/r, name: a}, {url: o/s, name: a}]\n",
    "version: 1\ndetect: [{deploy: ['']}]\n",
]
for text in good:
    expect(text, True)
for text in bad:
    expect(text, False)
for text in unseen:
    expect(text, False, by_schema=True)


def keys(node, prefix=""):
    for name, child in node.get("properties", {}).items():
        yield prefix + name, child
        if prefix + name != "validate.rules":
            yield from keys(child.get("items", child), prefix + name + ".")


def nested(name, value):
    """The smallest configuration in which the key `name` is `value`."""
    for part in reversed(name.split(".")):
        value = {part: value}
    if isinstance(value.get("definitions"), dict):
        value = {"definitions": [{"path": "x", **value["definitions"]}]}
    if isinstance(value.get("sources"), dict):
        value = {"sources": [{"url": "o/r", **value["sources"]}]}
    if isinstance(value.get("detect"), dict):
        value = {"detect": [{"deploy": ["x"], **value["detect"]}]}
    if isinstance(value.get("deploy", {}).get("targets"), dict):
        value = {"deploy": {"targets": [{"tool": "claude", **value["deploy"]["targets"]}]}}
    return {"version": 1, **value}


page = (docs / "configuration.md").read_text()
for name, key in keys(schema):
    if not key.get("description"):
        failures += 1
        print(f"{name}: no description", file=sys.stderr)
    if f"\n| `{name}` |" not in page:
        failures += 1
        print(f"{name}: docs/configuration.md does not list it", file=sys.stderr)
    for value in key.get("examples", []) + ([key["default"]] if "default" in key else []):
        expect(json.dumps(nested(name, value)), True)

known = {name for name, _ in keys(schema)}
for name, example in re.findall(r"^\| `([^`]+)` \|.*\| (?:`([^`|]*)`)? *\|$", page, re.M):
    if name not in known:
        failures += 1
        print(f"{name}: docs/configuration.md lists it, the schema does not", file=sys.stderr)
    elif example:
        expect(json.dumps(nested(name, yaml.load(example, Core))), True)
for text in re.findall(r"^```yaml\n(.*?)^```$", page, re.M | re.S):
    expect(text, True)

print(f"{len(good)} good, {len(bad)} bad, {len(unseen)} unseen, {len(known)} keys")
sys.exit(failures > 0)
END_OF_PYTHON
run python3 "$scratch/agree.py" "$docs"
[ "$code" = 0 ] || { problem 'they do not agree'; show_output; }
cat "$scratch/out"
finish
