#!/usr/bin/env python3
"""How long `git agents pull` takes over HTTP, against one round trip plus the program's start, in one run.

usage: python3 tests/bench/http_sync.py <directory of the programs> [--latency MS] [--rounds N]

A server on loopback answers as GitHub's API does, each answer after the latency. Measured are ten sources of
50 files of which nothing changed, and the first pull of one of them; printed are medians, ratios and counts
of requests.
"""

import argparse
import hashlib
import http.client
import http.server
import json
import os
import pathlib
import shutil
import socketserver
import statistics
import subprocess
import sys
import tempfile
import threading
import time

SOURCES, FILES = 10, 50


def git_id(kind, content):
    return hashlib.sha1(f"{kind} {len(content)}\0".encode() + content).hexdigest()


class Library:
    """A repository of agents as the API shows it."""

    def __init__(self, number):
        self.blobs, entries, tree = {}, [], b""
        for i in sorted(range(FILES), key=lambda i: f"a{i}.md"):
            content = (f"---\nname: a{number}-{i}\ndescription: Use for {i}.\n---\n\n" + "Do it.\n" * 50).encode()
            name, sha = f"a{i}.md", git_id("blob", content)
            self.blobs[sha] = content
            entries.append({"path": "agents/" + name, "mode": "100644", "type": "blob", "sha": sha,
                            "size": len(content)})
            tree += f"100644 {name}\0".encode() + bytes.fromhex(sha)
        agents = git_id("tree", tree)
        self.tree = git_id("tree", b"40000 agents\0" + bytes.fromhex(agents))
        self.commit = hashlib.sha1(self.tree.encode()).hexdigest()
        entries.insert(0, {"path": "agents", "mode": "040000", "type": "tree", "sha": agents})
        self.listing = json.dumps({"sha": self.tree, "tree": entries, "truncated": False}).encode()

    def answer(self, path):
        if path == "":
            return json.dumps({"full_name": "o/r", "default_branch": "main"}).encode()
        if path.startswith("/git/trees/"):
            return self.listing
        if path.startswith("/git/blobs/"):
            return self.blobs.get(path.rsplit("/", 1)[1])
        if path.startswith("/commits/"):
            return json.dumps({"sha": self.commit, "commit": {"tree": {"sha": self.tree}}}).encode()
        return None


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    libraries, latency, asked = {}, 0.05, []

    def do_GET(self):
        Handler.asked.append(self.path)
        time.sleep(Handler.latency)
        parts = self.path.split("?")[0].split("/", 4)
        library = Handler.libraries.get("/".join(parts[2:4])) if len(parts) > 3 else None
        body = library.answer("/" + parts[4] if len(parts) > 4 else "") if library else b"{}"
        if body is None:
            self.send_response(404)
            body = b"{}"
        else:
            etag = '"' + hashlib.sha1(body).hexdigest() + '"'
            known = self.headers.get("If-None-Match") == etag
            self.send_response(304 if known else 200)
            self.send_header("ETag", etag)
            if known:
                self.end_headers()
                return
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 128


def seconds(call):
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs")
    parser.add_argument("--latency", type=float, default=50)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    program = str(pathlib.Path(options.programs).resolve() / "git-agents")

    Handler.latency = options.latency / 1e3
    Handler.libraries = {f"o/lib{i}": Library(i) for i in range(SOURCES)}
    server = Server(("127.0.0.1", 0), Handler)
    port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()

    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(dir=memory) as name:
        home = pathlib.Path(name)
        environment = {"HOME": name, "PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1",
                       "LC_ALL": "C.UTF-8"}
        for key, value in (("user.name", "A"), ("user.email", "a@b"), ("agents.forge.test.forge", "github"),
                           ("agents.forge.test.apiUrl", f"http://127.0.0.1:{port}")):
            subprocess.run(["git", "config", "--global", key, value], check=True, env=environment)

        def project(title, count):
            directory = home / title
            directory.mkdir()
            subprocess.run(["git", "init", "-q"], check=True, env=environment, cwd=directory)
            (directory / ".git-agents.yaml").write_text("version: 1\nsources:\n" + "".join(
                f'  - {{url: "https://forge.test/o/lib{i}", sync: http}}\n' for i in range(count)))
            return directory

        def run(directory, *arguments):
            subprocess.run([program, *arguments], check=True, env=environment, cwd=directory,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def round_trip():
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", "/repos/o/lib0")
            connection.getresponse().read()
            connection.close()

        many, one = project("many", SOURCES), project("one", 1)
        run(many, "pull", "--jobs", str(SOURCES))
        unchanged, trips, starts, first, counts = [], [], [], [], []
        for _ in range(options.rounds):
            trips.append(seconds(round_trip))
            starts.append(seconds(lambda: run(many, "--version")))
            Handler.asked.clear()
            unchanged.append(seconds(lambda: run(many, "pull", "--jobs", str(SOURCES))))
            counts.append(len(Handler.asked))
        for _ in range(max(1, options.rounds // 4)):
            shutil.rmtree(home / ".cache", ignore_errors=True)
            shutil.rmtree(home / ".local", ignore_errors=True)
            (one / ".git-agents.lock").unlink(missing_ok=True)
            Handler.asked.clear()
            first.append(seconds(lambda: run(one, "pull")))
        requests = len(Handler.asked)
        trip, start = statistics.median(trips), statistics.median(starts)
        wall, whole = statistics.median(unchanged), statistics.median(first)
        floor = trip + start
        print(f"one round trip {trip * 1e3:.1f} ms, start {start * 1e3:.1f} ms")
        print(f"nothing changed, {SOURCES} sources of {FILES} files: {wall * 1e3:.1f} ms, "
              f"{wall / floor:.2f} of both; {max(counts)} requests")
        print(f"first pull of {FILES} files: {whole * 1e3:.1f} ms, {whole / trip:.1f} round trips; {requests} "
              f"requests, {requests / FILES:.2f} a file")
        slow = wall / floor > 1.5 or max(counts) > SOURCES or requests > 2 * FILES
        sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
