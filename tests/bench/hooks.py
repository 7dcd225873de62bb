#!/usr/bin/env python3
"""What hooks add to `git commit` and `git push`: ours, other managers and the floors, in one run.

usage: python3 tests/bench/hooks.py <directory of the programs> [--tools DIR] [--rounds N]
         [--case NAME]... [--first]

Makes repositories in /dev/shm where there is one, commits in each in turn, and prints as Markdown the median
of the paired differences to the same commit without hooks, in milliseconds. Each peer runs one job that does
nothing, `true`. DIR is where `npm install lefthook @j178/prek` was run; pre-commit is taken from PATH; what is
not there is left out.

--rounds N   for the repository of 1,000 files (default 40); the larger ones take a third
--case NAME  only these: small, large, definitions, push
--first      run what is timed before everything else on the machine (SCHED_FIFO; needs root), where others
             use it, too
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import hook_repositories as repositories  # noqa: E402
from hook_managers import Managers  # noqa: E402

WARM_UP = 2
REFS = 3000


class Stopwatch:
    def __init__(self, first):
        self.first = first

    def seconds(self, directory, words, **options):
        def go_first():
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(10))
        begin = time.perf_counter()
        subprocess.run(words, cwd=directory, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, preexec_fn=go_first if self.first else None,
                       **options)
        return time.perf_counter() - begin


def row(*cells):
    print("| " + " | ".join(cells) + " |")


def header(*cells):
    row(*cells)
    row(*["---"] * len(cells))


def commit_seconds(watch, directory, paths, number):
    for path in paths:
        file = directory / path
        repositories.replace(file, file.read_text() + f"{number}\n")
    repositories.git(directory, "add", *paths)
    return watch.seconds(directory, ["git", "commit", "-q", "-m", "change"])


def compare_commits(watch, managers, place, what, cases, rounds, only_pre_commit=False):
    """A row for each case; a case is its name and the files that are changed and committed."""
    original = place / "no hook"
    kinds = ["no hook", *managers.kinds]
    for kind, directory in zip(managers.kinds, repositories.copies(original, managers.kinds)):
        managers.install(kind, directory, only_pre_commit)
    for case, paths in cases.items():
        seconds = {kind: [] for kind in kinds}
        for number in range(-WARM_UP, rounds):
            for kind in kinds:
                took = commit_seconds(watch, place / kind, paths, f"{case} {number}")
                if number >= 0:
                    seconds[kind].append(took)
        bare = seconds["no hook"]
        added = [statistics.median(b - a for a, b in zip(bare, seconds[kind])) * 1e3
                 for kind in managers.kinds]
        row(f"{case}, {what}", f"{statistics.median(bare) * 1e3:.1f} ms",
            *[f"+{milliseconds:.1f}" for milliseconds in added])
        sys.stdout.flush()
    shutil.rmtree(place)


def commits(watch, managers, memory, wanted, rounds):
    others = repositories.other_path(0), repositories.other_path(1)
    agents = repositories.agent_path(1), repositories.agent_path(2)
    header("`git commit` of", "no hook", *managers.kinds)
    if "small" in wanted:
        repositories.make(memory / "small" / "no hook", 1000, 50)
        compare_commits(watch, managers, memory / "small", "1,000 files, 50 agents",
                        {"two other files": others, "two agents": agents}, rounds)
    few = max(3, rounds // 3)
    if "large" in wanted:
        repositories.make(memory / "large" / "no hook", 100_000, 50)
        compare_commits(watch, managers, memory / "large", "100,000 files, 50 agents",
                        {"two other files": others, "two agents": agents}, few)
    if "definitions" in wanted:
        repositories.make(memory / "definitions" / "no hook", 100_000, 5000)
        compare_commits(watch, managers, memory / "definitions",
                        "100,000 files, 5,000 agents, `pre-commit` alone",
                        {"one agent": (repositories.agent_path(4711),),
                         "one other file": (repositories.other_path(0),)}, few, True)
    print()


def pushes(watch, memory, rounds):
    """The hook itself with git's lines on stdin, against git resolving the same names."""
    directory = memory / "push"
    repositories.make(directory, 1000, 50)
    main = repositories.git(directory, "rev-parse", "main", stdout=subprocess.PIPE,
                            text=True).stdout.strip()
    zero = "0" * len(main)
    cases = {
        "one commit": [f"refs/heads/c{n} {main} refs/heads/c{n} {zero}\n" for n in range(REFS)],
        "as many trees, the same agents": repositories.branches(
            directory, REFS, lambda n: ("note", f"{n}\n")),
        "as many trees, an agent differs in each": repositories.branches(
            directory, REFS, lambda n: (repositories.agent_path(n % 50),
                                        repositories.agent_text(n % 50, 50) + f"{n}\n"))}
    header(f"`pre-push` of {REFS:,} refs on", "`git cat-file --batch-check`", "git agents, first time",
           "again", "ratio of the first")
    memo = directory / ".git" / "agents"
    for case, lines in cases.items():
        text = "".join(lines)
        names = "".join(line.split()[1] + "^{tree}\n" for line in lines)
        floor, first, again = [], [], []
        for _ in range(rounds):
            shutil.rmtree(memo, ignore_errors=True)
            floor.append(watch.seconds(directory, ["git", "cat-file", "--batch-check"], input=names,
                                       text=True))
            hook = ["git-agents-hook", "pre-push", "o", "../o.git"]
            first.append(watch.seconds(directory, hook, input=text, text=True))
            again.append(watch.seconds(directory, hook, input=text, text=True))
        ms = [statistics.median(values) * 1e3 for values in (floor, first, again)]
        row(case, *[f"{value:.0f} ms" for value in ms],
            f"{statistics.median(b / a for a, b in zip(floor, first)):.1f}")
        sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", type=pathlib.Path)
    parser.add_argument("--tools", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=40)
    names = ("small", "large", "definitions", "push")
    parser.add_argument("--case", action="append", choices=names)
    parser.add_argument("--first", action="store_true")
    options = parser.parse_args()
    wanted = options.case or names

    shared_memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(dir=shared_memory) as place:
        memory = pathlib.Path(place)
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            del os.environ[name]
        os.environ.update(HOME=place, XDG_STATE_HOME=f"{place}/state", XDG_CACHE_HOME=f"{place}/cache",
                          XDG_CONFIG_HOME=f"{place}/config", GIT_CONFIG_NOSYSTEM="1",
                          PATH=f"{options.programs.resolve()}:{os.environ['PATH']}")
        managers = Managers(options.tools.resolve() if options.tools else None)
        watch = Stopwatch(options.first)
        versions = [subprocess.run(["git", "--version"], stdout=subprocess.PIPE, text=True,
                                   check=True).stdout.strip()]
        versions += [f"{peer} {managers.version(peer)}" for peer in managers.peers]
        print(f"{', '.join(versions)}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
              f"{options.rounds} rounds\n")
        if set(wanted) - {"push"}:
            commits(watch, managers, memory, wanted, options.rounds)
        if "push" in wanted:
            pushes(watch, memory, max(1, options.rounds // 10))


if __name__ == "__main__":
    main()
