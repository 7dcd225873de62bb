#!/usr/bin/env python3
"""Random histories on both sides of a source: no text that a user wrote is ever lost.

usage: pull_property.py SEED ROUNDS PROJECT UPSTREAM CACHE STATE [PULL-OPTION...]

PROJECT is a repository whose configuration names one source, whose upstream work tree is UPSTREAM and
whose cache is CACHE; STATE is the state directory. Each round changes both sides at random and pulls; the
command in $PUBLISH, if there is one, shows upstream's commits to whoever pulls.
Every text of the user's has a word of its own, so that it can be looked for: in the cache's files, in a
commit of the cache, or in the history store. A pull that refuses must leave the cache as it was.
"""
import hashlib
import os
import random
import re
import stat
import subprocess
import sys

seed, rounds, project, upstream, cache, state = sys.argv[1:7]
options = sys.argv[7:]
dice = random.Random(int(seed))
WORD = re.compile(rb"USER-\d+-\d+")
counter = 0


def git(directory, *arguments, check=True, data=None):
    done = subprocess.run(["git", "-C", directory, *arguments], input=data, capture_output=True)
    if check and done.returncode != 0:
        sys.exit(f"git {arguments}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def files(top):
    found = []
    for directory, below, names in os.walk(top):
        below[:] = sorted(name for name in below if name != ".git")
        found += [os.path.join(directory, name) for name in sorted(names)]
    return found


def picture(top):
    """Everything that a refused pull must leave alone."""
    digest = hashlib.sha256()
    for path in files(top):
        digest.update(path.encode() + b"\0" + oct(stat.S_IMODE(os.lstat(path).st_mode)).encode())
        with open(path, "rb") as file:
            digest.update(file.read())
    digest.update(git(top, "rev-parse", "HEAD"))
    digest.update(git(top, "ls-files", "-s"))
    return digest.hexdigest()


def words_in_files(top):
    words = set()
    for path in files(top):
        with open(path, "rb") as file:
            words |= set(WORD.findall(file.read()))
    return words


def words_in_objects(directory):
    if not os.path.exists(directory):
        return set()
    ids = git(directory, "rev-list", "--objects", "--all")
    ids = b"\n".join(line.split(b" ")[0] for line in ids.splitlines())
    return set(WORD.findall(git(directory, "cat-file", "--batch", data=ids + b"\n")))


def kept_words():
    return (words_in_files(cache) | words_in_objects(cache)
            | words_in_objects(os.path.join(state, "history.git")))


def lines_of(path):
    with open(path, "rb") as file:
        return file.read().splitlines(keepends=True)


def change(top, who):
    """One random change of files below `top`."""
    global counter
    counter += 1
    word = f"{who}-{seed}-{counter}\n".encode()
    there = [path for path in files(top) if path.endswith((".md", ".sh", ".bin"))]
    deed = dice.choice(["line", "line", "line", "append", "new", "new", "delete", "rename", "mode",
                        "binary", "replace"])
    if not there:
        deed = "new"
    path = dice.choice(there) if there else ""
    if deed == "line":
        lines = lines_of(path)
        at = dice.randrange(len(lines) + 1)
        lines[at:at + dice.randrange(2)] = [word]
        with open(path, "wb") as file:
            file.write(b"".join(lines))
    elif deed == "append":
        with open(path, "ab") as file:
            file.write(word)
    elif deed == "new":
        # Both sides sometimes invent the same name.
        path = os.path.join(top, "agents", dice.choice(["", "d/", "d/e/"]) + f"n{dice.randrange(12)}.md")
        if os.path.isdir(path) or any(os.path.isfile(os.path.join(top, *path[len(top) + 1:].split("/")[:i]))
                                      for i in range(1, path[len(top) + 1:].count("/") + 1)):
            return
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(b"first\n" + word + b"last\n")
    elif deed == "delete":
        os.remove(path)
    elif deed == "rename":
        target = os.path.join(os.path.dirname(path), f"r{dice.randrange(12)}.md")
        if not os.path.exists(target):
            os.rename(path, target)
    elif deed == "mode":
        os.chmod(path, os.stat(path).st_mode ^ 0o111)
    elif deed == "binary":
        with open(os.path.join(top, "agents", "data.bin"), "wb") as file:
            file.write(b"\0\1" + word + bytes(dice.randrange(256) for _ in range(20)))
    elif deed == "replace":
        with open(path, "wb") as file:
            file.write(word * 3)


def commit(top, message, *more):
    git(top, "add", "--all")
    git(top, "commit", "-q", "--allow-empty", "--no-verify", "-m", message, *more)
    if top == upstream and "PUBLISH" in os.environ:
        subprocess.run(os.environ["PUBLISH"], shell=True, check=True)


def pull(*more):
    return subprocess.run(["git-agents", "pull", *options, *more], cwd=project, capture_output=True)


refused = merged = 0
for number in range(int(rounds)):
    for _ in range(dice.randrange(4)):
        change(upstream, "UP")
    rewrite = dice.random() < 0.1
    commit(upstream, f"upstream {number}", *(["--amend"] if rewrite else []))
    for _ in range(dice.randrange(4)):
        change(cache, "USER")
        if dice.random() < 0.4:
            commit(cache, f"local {number}")
        elif dice.random() < 0.2:
            git(cache, "add", "--all")
    before = kept_words()
    then = picture(cache)
    force = ["--force"] if dice.random() < 0.12 else []
    done = pull(*force)
    said = (done.stdout + done.stderr).decode(errors="replace")
    if done.returncode not in (0, 1):
        sys.exit(f"seed {seed}, round {number}: exit code {done.returncode}: {said}")
    lost = before - kept_words()
    if lost:
        sys.exit(f"seed {seed}, round {number}: lost {sorted(lost)} in: {said}")
    if "staged content" in said:
        git(cache, "reset", "-q")
        refused += 1
    elif done.returncode == 1:
        refused += 1
        if picture(cache) != then:
            sys.exit(f"seed {seed}, round {number}: a refused pull changed the cache: {said}")
        if force:
            sys.exit(f"seed {seed}, round {number}: refused with --force: {said}")
        if dice.random() < 0.7 and pull("--force").returncode != 0:
            sys.exit(f"seed {seed}, round {number}: --force does not help: {said}")
        lost = before - kept_words()
        if lost:
            sys.exit(f"seed {seed}, round {number}: --force lost {sorted(lost)}")
    else:
        merged += 1
        again = pull()
        if again.returncode != 0 or b"up to date" not in again.stdout:
            sys.exit(f"seed {seed}, round {number}: a second pull is not idle: {again.stdout!r}")
git(cache, "fsck", "--strict")
print(f"seed {seed}: {merged} pulls went through, {refused} refused")
