"""Repositories for the benchmarks of the hooks: many files, some of them definitions."""

import os
import shutil
import subprocess

AGENT = """---
name: agent-{number}
description: Does thing number {number} and says how it went
tools: Read, Grep
---

You do thing number {number}, step by step, and say how it went.

When it needs more, start `subagent_type: "agent-{other}"`, or read [the next](../{folder}/agent-{next}.md).
{outside}
"""
OUTSIDE = "\nThe words are explained in [the glossary](../../src/0/0.txt).\n"


def git(directory, *words, **options):
    return subprocess.run(["git", *words], cwd=directory, check=True, **options)


def agent_path(number):
    return f"agents/team-{number // 100}/agent-{number}.md"


def agent_text(number, count):
    following = (number + 1) % count
    return AGENT.format(number=number, other=number * 7 % count, next=following,
                        folder=f"team-{following // 100}",
                        outside=OUTSIDE if number % 10 == 0 else "")


def other_path(number):
    return f"src/{number // 100}/{number}.txt"


def set_up(directory):
    git(directory, "init", "-q", "-b", "main")
    for key, value in {"user.name": "A", "user.email": "a@example.com", "gc.auto": "0",
                       "maintenance.auto": "false"}.items():
        git(directory, "config", key, value)


def fast_import(directory, records):
    """Feeds `records`, an iterable of bytes, to git fast-import."""
    process = subprocess.Popen(["git", "fast-import", "--quiet", "--force"], cwd=directory,
                               stdin=subprocess.PIPE)
    for record in records:
        process.stdin.write(record)
    process.stdin.close()
    if process.wait() != 0:
        raise SystemExit("git fast-import failed")


def commit_record(ref, second, parent=None):
    lines = f"commit {ref}\ncommitter A <a@example.com> {1700000000 + second} +0000\ndata 1\nx\n"
    return (lines + (f"from {parent}\n" if parent else "")).encode()


def file_record(path, text):
    content = text.encode()
    return f"M 644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n"


def make(directory, files, agents):
    """A repository with `files` committed files of which `agents` are agents, checked out."""
    directory.mkdir(parents=True)
    set_up(directory)

    def records():
        yield commit_record("refs/heads/main", 0)
        for number in range(agents):
            yield file_record(agent_path(number), agent_text(number, agents))
        for number in range(files - agents):
            yield file_record(other_path(number), f"file {number}\n")
    fast_import(directory, records())
    git(directory, "reset", "-q", "--hard")


def copies(original, names):
    """Copies beside `original` that share its files on disk: a changed file has to be replaced."""
    places = [original.parent / name for name in names]
    for place in places:
        subprocess.run(["cp", "-al", original, place], check=True)
        for name in ("config", "HEAD", "index", "info/exclude", "logs", "refs"):
            shared = place / ".git" / name
            shutil.rmtree(shared) if shared.is_dir() else shared.unlink()
            source = original / ".git" / name
            shutil.copytree(source, shared) if source.is_dir() else shutil.copy2(source, shared)
    for place in [original, *places]:  # a new link changes what git remembers of the file
        git(place, "update-index", "-q", "--refresh")
    return places


def replace(path, text):
    new = path.with_name(path.name + ".new")
    new.write_text(text)
    os.replace(new, path)


def branches(directory, count, change):
    """`count` branches of one commit each upon main; change(number) is the path and text of its file.
    Gives the lines that git writes to pre-push when they are all new."""
    tip = git(directory, "rev-parse", "main", stdout=subprocess.PIPE, text=True).stdout.strip()

    def records():
        for number in range(count):
            yield commit_record(f"refs/heads/b{number}", number + 1, tip)
            yield file_record(*change(number)) + b"\n"
    fast_import(directory, records())
    zero = "0" * len(tip)
    refs = git(directory, "for-each-ref", "refs/heads/b*", stdout=subprocess.PIPE, text=True).stdout
    return [f"{ref} {oid} {ref} {zero}\n" for oid, _, ref in map(str.split, refs.splitlines())]
