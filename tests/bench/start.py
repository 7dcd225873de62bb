#!/usr/bin/env python3
"""How long our programs take from start to exit, against floors, in one run.

usage: python3 tests/bench/start.py <directory of the programs> [--corpus DIR]

Each command is run in turn with its floor; printed are medians and ratios. With --corpus the definitions
below DIR are validated, and the bytes a second are those of the definition files.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time


QUIET = [(os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
         (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
         (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0)]


def seconds(command, environment):
    begin = time.perf_counter()
    os.waitpid(os.posix_spawn(command[0], command, environment, file_actions=QUIET), 0)
    return time.perf_counter() - begin


def compare(title, command, floor, environment, rounds):
    ours, other = [], []
    for _ in range(rounds):
        ours.append(seconds(command, environment))
        other.append(seconds(floor, environment))
    a, b = statistics.median(ours) * 1e3, statistics.median(other) * 1e3
    print(f"{title}: {a:.2f} ms, {a / b:.2f} of {' '.join([pathlib.Path(floor[0]).name, *floor[1:3]])} ({b:.2f} ms)")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs")
    parser.add_argument("--corpus")
    parser.add_argument("--rounds", type=int, default=100)
    options = parser.parse_args()
    programs = pathlib.Path(options.programs).resolve()
    ours, hook = str(programs / "git-agents"), str(programs / "git-agents-hook")
    git = shutil.which("git")
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(dir=memory) as name:
        place = pathlib.Path(name)
        environment = {"HOME": name, "PATH": f"{programs}:{os.environ['PATH']}",
                       "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}
        (place / "noop.c").write_text("int main(void) { return 0; }\n")
        noop = str(place / "noop")
        subprocess.run(["cc", "-O2", "-static", "-o", noop, place / "noop.c"], check=True)
        repository = place / "repository"
        agents = repository / ".claude" / "agents"
        agents.mkdir(parents=True)
        for i in range(50):
            (agents / f"agent-{i}.md").write_text(
                f"---\nname: agent-{i}\ndescription: Does thing number {i}\n---\n\nBody {i}.\n")
        (repository / "src").mkdir()
        for i in range(950):
            (repository / "src" / f"{i}.txt").write_text(f"{i}\n")
        os.chdir(repository)
        for words in (["init", "-q"], ["config", "user.name", "A"], ["config", "user.email", "a@b"],
                      ["add", "-A"], ["commit", "-qm", "all"]):
            subprocess.run([git, *words], check=True, env=environment)
        subprocess.run([ours, "init"], check=True, env=environment, stdout=subprocess.DEVNULL)
        subprocess.run([git, "add", "-A"], check=True, env=environment)
        subprocess.run([git, "commit", "-qm", "configuration"], check=True, env=environment)

        rounds = options.rounds
        compare("hook, switched off", [hook, "pre-commit"], [noop],
                {**environment, "GIT_AGENTS": "0"}, rounds)
        compare("pre-commit, no definition affected", [hook, "pre-commit"],
                [git, "ls-files", "-s", "-z", "--", ".claude/agents"], environment, rounds)
        compare("git-agents --version", [ours, "--version"], [git, "--version"], environment, rounds)
        compare("git-agents __complete", [ours, "__complete", "show", "agent-1"], [git, "--version"],
                environment, rounds)
        if not options.corpus:
            return
        tree = place / "corpus"
        size = 0
        for path in pathlib.Path(options.corpus).rglob("*.md"):
            kind = ("skills/" + path.parent.name if path.name == "SKILL.md" else
                    "agents" if "agents" in path.parts else "commands" if "commands" in path.parts else None)
            if kind is None:
                continue
            number = str(abs(hash(str(path))))
            target = tree / (f"skills/{number}/SKILL.md" if path.name == "SKILL.md" else f"{kind}/{number}.md")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            size += path.stat().st_size
        os.chdir(tree)
        runs, cpu = [], []
        for _ in range(10):
            before = os.times()
            runs.append(seconds([ours, "validate"], environment))
            after = os.times()
            cpu.append(after.children_user + after.children_system - before.children_user -
                       before.children_system)
        print(f"validate, {size / 1e6:.1f} MB cold: {statistics.median(runs) * 1e3:.1f} ms wall, "
              f"{size / 1e6 / statistics.median(runs):.0f} MB/s, {size / 1e6 / statistics.median(cpu):.0f} "
              f"MB/s per core")


if __name__ == "__main__":
    main()
