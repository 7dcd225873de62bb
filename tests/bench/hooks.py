#!/usr/bin/env python3
"""What our hooks add to `git commit`, against the floor and a peer, in one run.

usage: python3 tests/bench/hooks.py <directory of the programs> [--files N] [--rounds N] [--lefthook DIR]

Makes repositories with N files of which 50 are agents (in /dev/shm where there is one), then commits two
changed files in each, in turn, and prints the median of the paired differences to a repository without
hooks. `empty` are hooks that run an empty static program through our shim's text: the floor of having
hooks at all. lefthook runs one job `true` on pre-commit; DIR is a directory in which `npm install lefthook`
was run, whose node_modules are copied into the repository, as npm puts them there for users.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

NOOP = "int main(void) { return 0; }\n"
EVENTS = ("pre-commit", "post-commit")


def git(directory, *words, **options):
    return subprocess.run(["git", *words], cwd=directory, check=True, **options)


def make_repository(directory, files):
    agents = directory / ".claude" / "agents"
    agents.mkdir(parents=True)
    for i in range(50):
        (agents / f"agent-{i}.md").write_text(
            f"---\nname: agent-{i}\ndescription: Does thing number {i} and says how it went\n"
            f"tools: Read, Grep\n---\n\nBody of number {i}.\n")
    for i in range(files - 50):
        folder = directory / "src" / str(i // 100)
        if i % 100 == 0:
            folder.mkdir(parents=True)
        (folder / f"{i}.txt").write_text(f"file {i}\n")
    git(directory, "init", "-q")
    for key, value in {"user.name": "A", "user.email": "a@example.com", "gc.auto": "0"}.items():
        git(directory, "config", key, value)
    git(directory, "add", "-A")
    git(directory, "commit", "-q", "-m", "all", stdout=subprocess.DEVNULL)


def write_hook(directory, event, text):
    path = directory / ".git" / "hooks" / event
    path.write_text(text)
    path.chmod(0o755)


def commit_seconds(directory, paths, number):
    for path in paths:
        with open(directory / path, "a", encoding="utf-8") as file:
            file.write(f"{number}\n")
    git(directory, "add", *paths)
    begin = time.perf_counter()
    git(directory, "commit", "-q", "-m", "two files", stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs")
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--lefthook")
    options = parser.parse_args()
    programs = pathlib.Path(options.programs).resolve()

    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(dir=memory) as place_name:
        place = pathlib.Path(place_name)
        os.environ.update(HOME=str(place), XDG_STATE_HOME=str(place / "state"),
                          GIT_CONFIG_NOSYSTEM="1", PATH=f"{programs}:{os.environ['PATH']}")
        for name in [name for name in os.environ if name.startswith("GIT_") and
                     name != "GIT_CONFIG_NOSYSTEM"]:
            del os.environ[name]
        (place / "noop.c").write_text(NOOP)
        noop = place / "noop"
        subprocess.run(["cc", "-O2", "-static", "-o", noop, place / "noop.c"], check=True)

        make_repository(place / "none", options.files)
        kinds = ["none", "empty", "ours"] + (["lefthook"] if options.lefthook else [])
        for kind in kinds[1:]:
            shutil.copytree(place / "none", place / kind)
        for event in EVENTS:
            write_hook(place / "empty", event, f"#!/bin/sh\n[ -x '{noop}' ] && exec '{noop}' {event} \"$@\"\n")
        subprocess.run(["git", "agents", "init"], cwd=place / "ours", check=True,
                       stdout=subprocess.DEVNULL)
        for kind in kinds[1:]:
            if kind == "lefthook":
                (place / kind / "lefthook.yml").write_text(
                    "output: false\npre-commit:\n  jobs:\n    - run: \"true\"\n")
                shutil.copytree(pathlib.Path(options.lefthook) / "node_modules",
                                place / kind / "node_modules", symlinks=True)
                with open(place / kind / ".git" / "info" / "exclude", "a", encoding="utf-8") as file:
                    file.write("node_modules\n")
                subprocess.run(["node_modules/.bin/lefthook", "install"], cwd=place / kind,
                               check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        git(place / "ours", "add", "-A")
        git(place / "ours", "commit", "-q", "-m", "configuration", stdout=subprocess.DEVNULL)

        cases = {"two other files": ("src/0/0.txt", "src/0/1.txt"),
                 "two agents": (".claude/agents/agent-1.md", ".claude/agents/agent-2.md")}
        print(f"git commit, {options.files} files, 50 agents, {options.rounds} rounds, milliseconds")
        for case, paths in cases.items():
            seconds = {kind: [] for kind in kinds}
            for number in range(options.rounds + 3):
                for kind in kinds:
                    seconds[kind].append(commit_seconds(place / kind, paths, number))
            seconds = {kind: values[3:] for kind, values in seconds.items()}
            added = {kind: statistics.median(b - a for a, b in zip(seconds["none"], values)) * 1e3
                     for kind, values in seconds.items()}
            print(f"{case}: no hooks {statistics.median(seconds['none']) * 1e3:.2f}")
            for kind in kinds[1:]:
                ratio = f", ours is {added['ours'] / added[kind]:.2f} of it" if kind != "ours" else ""
                print(f"  {kind:9} +{added[kind]:.2f}{ratio}")


if __name__ == "__main__":
    main()
