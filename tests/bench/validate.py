#!/usr/bin/env python3
"""What `git agents validate` costs, against floors measured in the same run.

usage: python3 tests/bench/validate.py <directory of the programs> [--corpus DIR] [--sizes N,N,...] [--rounds N]

DIR holds unpacked definition corpora (the tests' GIT_AGENTS_CORPUS): all their Markdown goes into one
repository. `cold` starts without a memo and judges the staged files, `warm` again with it. The floor is what
no validator can do without: starting git once, listing the files and reading all of their bytes. Then
repositories of growing size show that time and memory grow with the number of definitions, not faster.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time


def git(directory, *words):
    subprocess.run(["git", *words], cwd=directory, check=True, stdout=subprocess.DEVNULL)


def commit_all(directory):
    git(directory, "init", "-q")
    for key, value in {"user.name": "A", "user.email": "a@example.com", "gc.auto": "0"}.items():
        git(directory, "config", key, value)
    git(directory, "add", "-A", "-f")
    git(directory, "commit", "-q", "-m", "all")


def seconds(command, directory, rounds, before=lambda: None):
    times = []
    for _ in range(rounds):
        before()
        begin = time.perf_counter()
        subprocess.run(command, cwd=directory, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def peak_mib(command, directory):
    """Peak memory of one run, in MiB: that of the largest child waited for."""
    probe = ("import resource,subprocess,sys;"
             "subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);"
             "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    out = subprocess.run(["python3", "-c", probe, *command], cwd=directory, capture_output=True, text=True, check=True)
    return int(out.stdout) / 1024


def read_all(directory):
    begin = time.perf_counter()
    listing = subprocess.run(["git", "ls-files", "-s", "-z"], cwd=directory, capture_output=True, check=True).stdout
    total = 0
    for record in listing.split(b"\0")[:-1]:
        with open(os.path.join(os.fsencode(directory), record.split(b"\t", 1)[1]), "rb", buffering=0) as file:
            total += len(file.read())
    return time.perf_counter() - begin, total


def corpus_repository(corpus, directory):
    for path in sorted(pathlib.Path(corpus).rglob("*.md")):
        target = directory / path.relative_to(corpus)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    commit_all(directory)


def synthetic_repository(directory, count):
    for i in range(count):
        folder = directory / ".claude" / "agents" / str(i // 500)
        if i % 500 == 0:
            folder.mkdir(parents=True)
        (folder / f"agent-{i}.md").write_text(
            f"---\nname: agent-{i}\ndescription: Does thing number {i} and says how it went\ntools: Read, Grep\n---\n\n"
            + f"You do thing number {i}. Say what you did, and name the files.\n" * 12)
    commit_all(directory)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("programs", type=pathlib.Path)
    parser.add_argument("--corpus")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    program = str(options.programs.resolve() / "git-agents")
    fast = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=fast) as name:
        scratch = pathlib.Path(name)
        os.environ.update(HOME=name, XDG_STATE_HOME=name + "/state", GIT_CONFIG_NOSYSTEM="1")
        start = seconds([program, "--version"], name, options.rounds)
        print(f"start of the program: {start * 1e3:.1f} ms")
        command = [program, "validate", "--staged", "--format", "json"]
        if options.corpus:
            directory = scratch / "corpus"
            corpus_repository(options.corpus, directory)
            memo = directory / ".git" / "agents"
            floor, total = min(read_all(directory) for _ in range(options.rounds))
            cold = seconds(command, directory, options.rounds, lambda: shutil.rmtree(memo, ignore_errors=True))
            warm = seconds(command, directory, options.rounds)
            tree = seconds([program, "validate", "--format", "json"], directory, options.rounds)
            print(f"corpus: {total / 1e6:.1f} MB; list and read all {floor * 1e3:.1f} ms")
            for what, took in (("cold, staged", cold), ("warm, staged", warm), ("work tree", tree)):
                print(f"  {what}: {took * 1e3:.1f} ms, {(took - start) * 1e3:.1f} after start, {took / floor:.2f} of the floor")
            print(f"  peak memory {peak_mib(command, directory):.1f} MiB")
        first = None
        for size in map(int, options.sizes.split(",")):
            directory = scratch / str(size)
            synthetic_repository(directory, size)
            memo = directory / ".git" / "agents"
            cold = seconds(command, directory, 3, lambda: shutil.rmtree(memo, ignore_errors=True))
            warm = seconds(command, directory, 3)
            each = cold / size
            first = first or each
            print(f"{size} definitions: cold {cold * 1e3:.0f} ms ({each * 1e6:.1f} us each, {each / first:.2f} of the "
                  f"smallest), warm {warm * 1e3:.0f} ms, {peak_mib(command, directory):.0f} MiB")
            shutil.rmtree(directory)


if __name__ == "__main__":
    main()
