#!/usr/bin/env python3
"""Writes what GitHub's REST API answers about a git repository into files that a web server can serve.

usage: static_api.py <repository> <owner/name> <directory>

Answers for HEAD, every branch and tag, their commits and every tree and blob of these. A file's time is made
of its content, so that servers that make ETags of time and size give one ETag to one content.
"""

import hashlib
import json
import os
import pathlib
import subprocess
import sys


def git(repository, *arguments):
    return subprocess.run(["git", "-C", repository, *arguments], check=True, capture_output=True).stdout


def put(path, content):
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    time = int.from_bytes(hashlib.sha1(content).digest()[:4], "big") >> 2
    os.utime(path, (time, time))


def entries(repository, tree):
    found = []
    for record in git(repository, "ls-tree", "-rtlz", tree).split(b"\0")[:-1]:
        head, path = record.split(b"\t", 1)
        mode, kind, sha, size = head.split()
        entry = {"path": path.decode(), "mode": mode.decode(), "type": kind.decode(), "sha": sha.decode()}
        if size != b"-":
            entry["size"] = int(size)
        found.append(entry)
    return found


def main():
    repository, name, directory = sys.argv[1:]
    base = pathlib.Path(directory) / "repos" / name
    branch = git(repository, "symbolic-ref", "--short", "HEAD").decode().strip()
    put(base / "index.json", json.dumps({"full_name": name, "default_branch": branch}).encode())
    names = ["HEAD"] + git(repository, "for-each-ref", "--format=%(refname)", "refs/heads",
                           "refs/tags").decode().split()
    for ref in names:
        commit = git(repository, "rev-parse", ref + "^{commit}").decode().strip()
        tree = git(repository, "rev-parse", ref + "^{tree}").decode().strip()
        short = ref.removeprefix("refs/heads/").removeprefix("refs/tags/")
        listing = entries(repository, tree)
        answer = json.dumps({"sha": tree, "tree": listing, "truncated": False}).encode()
        for tree_ish in (short, commit, tree):
            put(base / "git/trees" / tree_ish, answer)
        answer = json.dumps({"sha": commit, "commit": {"tree": {"sha": tree}}}).encode()
        for commit_ish in (short, commit):
            put(base / "commits" / commit_ish, answer)
        if ref != "HEAD":
            put(base / "git/ref" / ref.removeprefix("refs/"), json.dumps({"ref": ref}).encode())
        for entry in listing:
            if entry["type"] == "blob":
                put(base / "git/blobs" / entry["sha"], git(repository, "cat-file", "blob", entry["sha"]))


if __name__ == "__main__":
    main()
