#!/usr/bin/env python3
"""What hostile requests cost a server: memory, time, and what others notice of them. Each case starts a server of its own on SQLite.

usage: bench/hostile.py [CASE…]      cases: like ids pages bodies stalled stop torn readers; all without
       LEAT='dotnet …/leat.dll' bench/hostile.py      another build, to compare two in one go
needs: Linux, Python 3.9, and a Release build
"""
import concurrent.futures
import contextlib
import http.client
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = shlex.split(os.environ.get("LEAT", f"dotnet {HERE}/src/Leat.Cli/bin/Release/net10.0/Leat.Cli.dll"))
API = "/api/2.0/mlflow"


class Server:
    """A server on a free port in a temporary folder."""

    def __init__(self, *options):
        self.folder = tempfile.TemporaryDirectory()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.errors = open(os.path.join(self.folder.name, "errors"), "w+")
        self.process = subprocess.Popen(
            [*PROGRAM, "server", "--port", str(self.port), *options], cwd=self.folder.name, stdout=subprocess.DEVNULL, stderr=self.errors)
        while True:
            with contextlib.suppress(OSError):
                if self.send("GET", "/health")[0] == 200:
                    return
            if self.process.poll() is not None:
                raise SystemExit(self.log())
            time.sleep(0.05)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.folder.cleanup()

    def send(self, method, path, body=None, timeout=300, source=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout, source_address=source and (source, 0))
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"} if body is not None else {})
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()

    def call(self, path, message, **how):
        return self.send("POST", API + path, json.dumps(message), **how)

    def run(self, name="r"):
        return json.loads(self.call("/runs/create", {"experiment_id": "0", "run_name": name, "start_time": 1})[1])["run"]["info"]["run_id"]

    def memory(self, field="VmRSS"):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) // 1024 for line in status if line.startswith(field + ":"))

    def forget_peak(self):
        with open(f"/proc/{self.process.pid}/clear_refs", "w") as refs:
            refs.write("5")

    def log(self):
        self.errors.flush()
        self.errors.seek(0)
        return self.errors.read()


def timed(work):
    begin = time.monotonic()
    answer = work()
    return time.monotonic() - begin, answer


def together(count, work):
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, range(count)))


def statuses(answers):
    found = [answer[0] for answer in answers]
    return ", ".join(f"{found.count(status)} × {status}" for status in sorted(set(found)))


def memory_of(server, title, work):
    """Peak while something is done, and what is left a minute later."""
    time.sleep(2)
    before = server.memory()
    server.forget_peak()
    seconds, result = timed(work)
    peak = server.memory("VmHWM")
    for _ in range(60):
        time.sleep(1)
        if server.memory() < before + 40:
            break
    print(f"{title}: {result}, {seconds:.1f} s; resident {before} MiB before, {peak} at most, {server.memory()} afterwards")


def like():
    """A long pattern on 400 values of 8,000 characters, beside a short one."""
    with Server() as server:
        for i in range(400):
            server.call("/runs/set-tag", {"run_id": server.run(), "key": "t", "value": "a" * 8000})
        for title, pattern in (("short", "%b%"), ("long", "%" + "a" * 2000 + "b" + "a" * 2000 + "%"), ("long with _", "%" + "a" * 2000 + "_" + "a" * 2000 + "b%")):
            for word in ("LIKE", "ILIKE"):
                seconds, answer = timed(lambda: server.call("/runs/search", {"experiment_ids": ["0"], "filter": f"tags.t {word} '{pattern}'"}))
                print(f"like: {word} {title}: {answer[0]} in {seconds * 1000:.0f} ms")


def ids():
    """Twice and four times as many experiment ids in one search."""
    with Server() as server:
        for count in (100_000, 200_000, 400_000):
            seconds, answer = timed(lambda: server.call("/runs/search", {"experiment_ids": [str(i) for i in range(count)]}))
            print(f"ids: {count}: {answer[0]} in {seconds * 1000:.0f} ms")


def fill(server, runs, params):
    for i in range(runs):
        run = server.run(str(i))
        for start in range(0, params, 100):
            server.call("/runs/log-batch", {"run_id": run, "params": [{"key": f"p{start + k}", "value": "x" * 6000} for k in range(100)]})


def pages():
    """150 runs of 1.4 MB each, all in one page: once, and six times at once."""
    with Server() as server:
        fill(server, 150, 233)
        search = lambda _=0: (lambda answer: (answer[0], len(answer[1])))(server.call("/runs/search", {"experiment_ids": ["0"], "max_results": 1000}))
        memory_of(server, "pages: one of 210 MB", lambda: search())
        memory_of(server, "pages: six at once", lambda: statuses(together(6, search)))


def bodies():
    """Bodies of 30 MB that hold nothing but numbers, eight at once, and bodies that hold one text."""
    with Server() as server:
        numbers = '{"experiment_ids":[' + ",".join(["1"] * 15_000_000) + "]}"
        text = json.dumps({"run_id": "x", "key": "k", "value": "v" * 30_000_000})
        points = json.dumps({"run_id": "x", "metrics": [{"key": "k", "value": 1, "timestamp": 1, "step": i} for i in range(500_000)]})
        for title, path, body in (("numbers", "/runs/search", numbers), ("one text", "/runs/set-tag", text), ("points", "/runs/log-batch", points)):
            def send(_):
                with contextlib.suppress(OSError):
                    return server.send("POST", API + path, body)
                return (0,)
            memory_of(server, f"bodies: {title}, {len(body) / 1e6:.0f} MB", lambda: statuses([send(0)]))
            memory_of(server, f"bodies: {title}, eight at once", lambda: statuses(together(8, send)))


def stalled():
    """200 uploads and 200 downloads that stand still: how many connections and files they hold after 75 seconds."""
    with Server() as server:
        files = f"{API}-artifacts/artifacts"
        server.send("PUT", f"{files}/big.bin", b"b" * 8_000_000)
        held = []
        for i in range(200):
            upload = socket.create_connection(("127.0.0.1", server.port))
            upload.sendall(f"PUT {files}/u{i} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n".encode() + b"u" * 1000)
            download = socket.create_connection(("127.0.0.1", server.port))
            download.sendall(f"GET {files}/big.bin HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            held += [upload, download]
        count = lambda: (len(os.listdir(f"/proc/{server.process.pid}/fd")), sum(len(names) for _, _, names in os.walk(server.folder.name + "/mlartifacts")))
        time.sleep(2)
        print("stalled: {} open descriptors, {} files at first".format(*count()))
        time.sleep(75)
        print("stalled: {} open descriptors, {} files after 75 s".format(*count()))
        for connection in held:
            connection.close()


def stop():
    """SIGTERM while uploads, downloads and a search hang."""
    with Server() as server:
        files = f"{API}-artifacts/artifacts"
        server.send("PUT", f"{files}/big.bin", b"b" * 8_000_000)
        held = []
        for i in range(20):
            upload = socket.create_connection(("127.0.0.1", server.port))
            upload.sendall(f"PUT {files}/u{i} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n".encode() + b"u" * 1000)
            body = socket.create_connection(("127.0.0.1", server.port))
            body.sendall(f"POST {API}/runs/log-batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n".encode() + b"{" * 1000)
            download = socket.create_connection(("127.0.0.1", server.port))
            download.sendall(f"GET {files}/big.bin HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            held += [upload, download, body]
        time.sleep(1)
        server.process.send_signal(signal.SIGTERM)
        seconds, code = timed(lambda: server.process.wait(60))
        lines = server.log().splitlines()
        print(f"stop: ended with {code} after {seconds:.1f} s; {len(lines)} lines, {sum(map(len, lines))} bytes on stderr")
        print("\n".join(f"      {line[:160]}" for line in lines[:4]))


def torn():
    """Clients that close in the middle of a body."""
    with Server() as server:
        files = f"{API}-artifacts/artifacts"
        for i in range(10):
            for head in (f"PUT {files}/u{i}", f"POST {API}/runs/log-batch", "POST /v1/traces"):
                with socket.create_connection(("127.0.0.1", server.port)) as torn:
                    media = "application/x-protobuf" if "v1" in head else "application/json"
                    torn.sendall(f"{head} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {media}\r\nx-mlflow-experiment-id: 0\r\nContent-Length: 1000000\r\n\r\n".encode() + b"u" * 1000)
                    time.sleep(0.02)
                    if i % 2:
                        torn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        time.sleep(1)
        lines = server.log().splitlines()
        print(f"torn: {len(lines)} lines, {sum(map(len, lines))} bytes on stderr for 30 torn bodies")
        print("\n".join(f"      {line[:160]}" for line in lines[:3]))


def readers():
    """What another client waits for a small search while one sends slow ones."""
    with Server("--search-timeout", "5") as server:
        subprocess.run([*PROGRAM, "demo-data", "--runs", "20000", "--points", "0", "--backend-store-uri", f"sqlite:///{server.folder.name}/leat.db"],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        found = json.loads(server.call("/experiments/search", {"max_results": 100})[1])["experiments"]
        slow = {"experiment_ids": [e["experiment_id"] for e in found], "max_results": 1000,
                "filter": " AND ".join(f"attributes.artifact_uri LIKE '%{c}%{c}%{c}%'" for c in "abcdef0123456789" * 30)}
        quick = lambda: timed(lambda: server.call("/runs/search", {"experiment_ids": ["0"], "max_results": 1}, source="127.0.0.2"))[0]
        alone = sorted(quick() for _ in range(20))[10]
        ending = threading.Event()
        def hammer():
            while not ending.is_set():
                with contextlib.suppress(OSError):
                    server.call("/runs/search", slow)
        hostile = [threading.Thread(target=hammer, daemon=True) for _ in range(16)]
        for thread in hostile:
            thread.start()
        time.sleep(2)
        waits = sorted(quick() for _ in range(20))
        ending.set()
        print(f"readers: a small search takes {alone * 1000:.0f} ms alone; beside 16 slow ones {waits[10] * 1000:.0f} ms, {waits[-1] * 1000:.0f} ms at most")


CASES = (like, ids, pages, bodies, stalled, stop, torn, readers)

if __name__ == "__main__":
    wanted = sys.argv[1:]
    for case in CASES:
        if not wanted or case.__name__ in wanted:
            case()
            sys.stdout.flush()
