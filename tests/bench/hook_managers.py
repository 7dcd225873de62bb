"""Who can stand behind a commit's hooks in the benchmark: nobody, empty hooks, ours, and other managers."""

import os
import shutil
import subprocess

from hook_repositories import git

EMPTY = "#!/bin/sh\n:\n"
PRE_COMMIT = """repos:
- repo: local
  hooks:
  - {id: nothing, name: nothing, language: system, entry: "true", always_run: true, pass_filenames: false}
"""
LEFTHOOK = 'output: false\npre-commit:\n  jobs:\n    - run: "true"\n'


def run(directory, *words):
    subprocess.run(words, cwd=directory, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


class Managers:
    """`tools` is a directory in which npm installed lefthook and @j178/prek, or nothing; pre-commit is
    looked for on PATH. Those that are not there are left out."""

    def __init__(self, tools):
        self.modules = tools / "node_modules" if tools else None
        self.peers = [name for name in ("lefthook", "prek") if self.modules and
                      (self.modules / ".bin" / name).exists()]
        if shutil.which("pre-commit"):
            self.peers.append("pre-commit")
        self.kinds = ["empty hooks", "git agents", *self.peers]

    def version(self, kind):
        program = kind if kind == "pre-commit" else self.modules / ".bin" / kind
        words = [program, "version"] if kind == "lefthook" else [program, "--version"]
        return subprocess.run(words, check=True, stdout=subprocess.PIPE,
                              text=True).stdout.split()[-1 if kind != "lefthook" else 0]

    def install(self, kind, directory, only_pre_commit):
        """Installs `kind` in the repository and commits its configuration."""
        hooks = directory / ".git" / "hooks"
        shutil.rmtree(hooks, ignore_errors=True)
        hooks.mkdir()
        if kind == "empty hooks":
            for event in ("pre-commit",) if only_pre_commit else ("pre-commit", "post-commit"):
                (hooks / event).write_text(EMPTY)
                (hooks / event).chmod(0o755)
        elif kind == "git agents":
            run(directory, "git", "agents", "init")
        elif kind == "lefthook":
            self._link_modules(directory)
            (directory / "lefthook.yml").write_text(LEFTHOOK)
            run(directory, "node_modules/.bin/lefthook", "install")
        else:
            (directory / ".pre-commit-config.yaml").write_text(PRE_COMMIT)
            if kind == "prek":
                self._link_modules(directory)
            run(directory, "node_modules/.bin/prek" if kind == "prek" else kind, "install")
        git(directory, "add", "-A")
        git(directory, "commit", "-q", "--allow-empty", "-m", "configuration",
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if kind == "git agents" and only_pre_commit:
            keep_only_pre_commit(directory)

    def _link_modules(self, directory):
        os.symlink(self.modules, directory / "node_modules")
        with open(directory / ".git" / "info" / "exclude", "a", encoding="utf-8") as file:
            file.write("node_modules\n")


def keep_only_pre_commit(directory):
    """Of ours: hook files on older versions of git, configuration from 2.54 on."""
    for hook in (directory / ".git" / "hooks").iterdir():
        if hook.name != "pre-commit":
            hook.unlink()
    names = subprocess.run(["git", "config", "--local", "--name-only", "--get-regexp",
                            r"^hook\..*\.command$"], cwd=directory, check=False,
                           stdout=subprocess.PIPE, text=True).stdout.split()
    for name in names:
        section = name.removesuffix(".command")
        if not section.endswith("-pre-commit"):
            git(directory, "config", "--local", "--remove-section", section)
