#!/usr/bin/python3
"""Checks SARIF logs against the schema and what the schema cannot say. Usage: SCHEMA LOG..."""
import json
import sys

import jsonschema


def problems_of(run):
    driver = run["tool"]["driver"]
    rules = driver["rules"]
    if len({rule["id"] for rule in rules}) != len(rules):
        yield "a rule is described twice"
    taxa = [taxon["id"] for taxonomy in run.get("taxonomies", []) for taxon in taxonomy["taxa"]]
    for rule in rules:
        for relationship in rule.get("relationships", []):
            if relationship["target"]["id"] not in taxa:
                yield f"{rule['id']}: no taxon {relationship['target']['id']}"
    for number, result in enumerate(run["results"]):
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            yield f"result {number}: the index is not that of its rule"
        for location in result["locations"]:
            place = location["physicalLocation"]
            artifact = place["artifactLocation"]
            if artifact["uriBaseId"] not in run["originalUriBaseIds"]:
                yield f"result {number}: unknown base"
            if not artifact["uri"].isascii() or ":" in artifact["uri"]:
                yield f"result {number}: not a relative URI"
            for region in (place.get("region"), place.get("contextRegion")):
                if region is not None and "startLine" not in region:
                    yield f"result {number}: a region without a line"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        validator = jsonschema.Draft4Validator(
            json.load(file), format_checker=jsonschema.FormatChecker())
    failed = False
    for name in sys.argv[2:]:
        with open(name, encoding="utf-8", errors="strict") as file:
            log = json.load(file)
        found = ["/".join(map(str, error.absolute_path)) + ": " + error.message
                 for error in validator.iter_errors(log)]
        found = found or [problem for run in log["runs"] for problem in problems_of(run)]
        for problem in found:
            print(f"{name}: {problem}")
        failed = failed or bool(found)
    return failed


sys.exit(main())
