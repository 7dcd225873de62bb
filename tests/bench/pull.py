#!/usr/bin/env python3
"""How long an idle `git agents pull` of a git source takes, against the `git fetch` that it runs, in one run.

usage: python3 tests/bench/pull.py <directory of the programs> [--definitions N] [--latency MS] [--rounds N]

A source of so many definitions, over a file URL and from `git daemon` on loopback behind a relay that delays
every connection and answer by the latency; nothing changed. Printed are medians and their ratio.
"""

import argparse
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def pump(source, sink, latency):
    while True:
        data = source.recv(65536)
        time.sleep(latency / 2)
        if not data:
            break
        sink.sendall(data)
    try:
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def relay(port, to, latency):
    server = socket.create_server(("127.0.0.1", port))

    def serve():
        while True:
            client, _ = server.accept()
            upstream = socket.create_connection(("127.0.0.1", to))
            for pair in ((client, upstream), (upstream, client)):
                threading.Thread(target=pump, args=(*pair, latency), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()


def median_ms(command, cwd, rounds):
    times = []
    for _ in range(rounds + 2):
        start = time.perf_counter()
        done = subprocess.run(command, cwd=cwd, capture_output=True)
        times.append((time.perf_counter() - start) * 1000)
        if done.returncode != 0:
            sys.exit(f"{command}: {done.stderr.decode()}")
    return statistics.median(times[2:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("programs")
    parser.add_argument("--definitions", type=int, default=1000)
    parser.add_argument("--latency", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        measure(options, pathlib.Path(scratch))


def measure(options, root):
    for name in list(os.environ):
        if name.startswith(("GIT_", "XDG_")):
            del os.environ[name]
    os.environ.update(HOME=str(root), GIT_CONFIG_NOSYSTEM="1",
                      PATH=f"{os.path.abspath(options.programs)}:{os.environ['PATH']}")

    def git(*arguments, cwd=root):
        subprocess.run(["git", *arguments], cwd=cwd, check=True, capture_output=True)

    for key, value in (("user.name", "A"), ("user.email", "a@example.com"), ("init.defaultBranch", "main")):
        git("config", "--global", key, value)
    agents = root / "srv/o/lib/agents"
    agents.mkdir(parents=True)
    for i in range(options.definitions):
        (agents / f"a{i}.md").write_text(f"---\nname: a{i}\ndescription: Use for {i}.\n---\n\n" + "Do it.\n" * 50)
    git("init", "-q", cwd=agents.parent)
    git("add", "-A", cwd=agents.parent)
    git("commit", "-q", "-m", "first", cwd=agents.parent)
    daemon_port, relay_port = free_port(), free_port()
    daemon = subprocess.Popen(["git", "daemon", "--reuseaddr", "--export-all", f"--base-path={root}/srv",
                               "--listen=127.0.0.1", f"--port={daemon_port}"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", daemon_port)).close()
                break
            except OSError:
                time.sleep(0.01)
        relay(relay_port, daemon_port, options.latency / 1000)
        for name, base in (("file", f"file://{root}/srv/"),
                           (f"git, {options.latency:g} ms", f"git://127.0.0.1:{relay_port}/")):
            project = root / name.split(",")[0]
            project.mkdir()
            git("init", "-q", cwd=project)
            os.environ["XDG_CACHE_HOME"] = str(project / "cache")
            os.environ["XDG_STATE_HOME"] = str(project / "state")
            (root / ".gitconfig").write_text((root / ".gitconfig").read_text().split("[url")[0] +
                                             f'[url "{base}"]\n\tinsteadOf = https://upstream.test/\n')
            (project / ".git-agents.yaml").write_text(
                "version: 1\nsources:\n  - {url: 'https://upstream.test/o/lib', sync: git}\n")
            (project / ".gitignore").write_text("cache\nstate\n")
            median_ms(["git-agents", "pull"], project, 1)
            cache = project / "cache/git-agents/sources/upstream.test/o/lib@HEAD"
            fetch = median_ms(["git", "fetch", "-q", "--no-tags", "https://upstream.test/o/lib",
                               "+refs/heads/main:refs/agents/upstream"], cache, options.rounds)
            pull = median_ms(["git-agents", "pull"], project, options.rounds)
            print(f"{name:12} git fetch {fetch:6.1f} ms   pull {pull:6.1f} ms   ratio {pull / fetch:.2f}")
    finally:
        daemon.terminate()


main()
