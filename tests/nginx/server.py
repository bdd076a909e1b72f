"""The real nginx, on 127.0.0.1 with a folder of its own: written, started, reloaded, ended by its id, its logs read."""

import mmap
import os
import pathlib
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time

REAL_TIME = 2**64 - 1
START_LIMIT_S = 20
# What a worker's end by a signal, a sanitizer's finding or nginx's own complaint about itself looks like.
FAULT = re.compile(
    r"exited on signal|AddressSanitizer|runtime error|\[alert\]|\[emerg\]|exited with fatal code"
)


class Nginx:
    """One instance of a flavour. `http` is the inside of http {}; PORT, UPSTREAM and FOLDER in it are filled in."""

    def __init__(self, flavour, http, upstream_port=0, level="info", workers=1, main="", files=None):
        self.flavour, self.workers, self.level, self.main = flavour, workers, level, main
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cello-nginx-"))
        # The workers run as another user and have to find their files.
        self.folder.chmod(0o755)
        (self.folder / "html").mkdir()
        (self.folder / "html" / "index.html").write_text("the page\n")
        (self.folder / "clock").write_bytes(struct.pack("=Q", REAL_TIME))
        with (self.folder / "clock").open("r+b") as clock:
            self.clock = mmap.mmap(clock.fileno(), 8)
        self.upstream_port, self.port, self.port2 = upstream_port, free_port(), free_port()
        self.process = None
        for name, content in (files or {}).items():
            self.write(name, content)
        self.configure(http)

    def write(self, name, content, mode=0o600):
        """A file in the folder: a secret, say, with the newline that an editor leaves behind."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        path.chmod(mode)
        return path

    def configure(self, http):
        text = f"""load_module {self.flavour.module};
worker_processes {self.workers};
pid {self.folder}/nginx.pid;
error_log {self.folder}/error.log {self.level};
{self.main}
events {{ worker_connections 512; }}
http {{
    access_log {self.folder}/access.log;
    client_body_temp_path {self.folder}/body;
    proxy_temp_path {self.folder}/proxy;
    fastcgi_temp_path {self.folder}/fastcgi;
    uwsgi_temp_path {self.folder}/uwsgi;
    scgi_temp_path {self.folder}/scgi;
    root {self.folder}/html;
{http}
}}
"""
        for word, number in (("PORT2", self.port2), ("PORT", self.port), ("UPSTREAM", self.upstream_port)):
            text = re.sub(rf"\b{word}\b", str(number), text)
        self.text = text.replace("FOLDER", str(self.folder))
        (self.folder / "nginx.conf").write_text(self.text, encoding="utf-8", errors="surrogateescape")

    def command(self, *more):
        return [self.flavour.binary, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), *more]

    def environment(self):
        return self.flavour.environment | {"CELLO_TEST_CLOCK": str(self.folder / "clock")}

    def tested(self):
        """`nginx -t`: its exit code and what it said."""
        command = self.command("-t", "-e", str(self.folder / "test.log"))
        done = subprocess.run(command, env=self.environment(), capture_output=True, timeout=60, check=False)
        return done.returncode, done.stderr.decode("utf-8", "replace")

    def start(self):
        command = self.command("-e", str(self.folder / "error.log"), "-g", "daemon off;")
        with (self.folder / "output").open("wb") as output:
            self.process = subprocess.Popen(
                command, env=self.environment(), stdout=output, stderr=output, stdin=subprocess.DEVNULL
            )
        wait_for(lambda: self.ended() or self.listens(), "nginx to listen", START_LIMIT_S)
        if self.ended():
            raise RuntimeError(f"nginx did not start: {self.said()}")
        return self

    def ended(self):
        return self.process.poll() is not None

    def listens(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return bool(self.worker_pids())

    def set_time(self, unix_s):
        self.clock[:8] = struct.pack("=Q", REAL_TIME if unix_s is None else unix_s)

    def reload(self, wait_s=START_LIMIT_S):
        """Returns when workers of the new configuration have taken over, though the old may still end their work."""
        before = set(self.worker_pids())
        self.process.send_signal(signal.SIGHUP)
        wait_for(lambda: len(set(self.worker_pids()) - before) >= self.workers, "new workers", wait_s)
        wait_for(lambda: not before & set(self.worker_pids()), "the old workers to end", wait_s)

    def worker_pids(self):
        pid = self.process.pid
        text = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
        return [int(word) for word in text.split()]

    def log(self):
        return self.read("error.log")

    def said(self):
        return (self.read("output") + self.log())[-1500:]

    def read(self, name):
        path = self.folder / name
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def stop(self):
        """Ends nginx; what its logs hold against it, as a list of lines."""
        faults = []
        if self.ended():
            faults.append(f"nginx had ended by itself with code {self.process.returncode}")
        else:
            self.process.send_signal(signal.SIGQUIT)
            try:
                code = self.process.wait(timeout=10)
                if code != 0:
                    faults.append(f"nginx ended with code {code}")
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(timeout=10)
        text = self.read("output") + self.log()
        return faults + [line for line in text.splitlines() if FAULT.search(line)]

    def end(self):
        """Whatever happened before: no process and no folder is left."""
        if self.process is not None and not self.ended():
            self.process.kill()
            self.process.wait(timeout=10)
        shutil.rmtree(self.folder, ignore_errors=True)

    def rss_kb(self):
        """The resident memory of all workers together."""
        pages = 0
        for pid in self.worker_pids():
            pages += int(pathlib.Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(holds, what, limit_s):
    end = time.monotonic() + limit_s
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {limit_s} s for {what}")
        time.sleep(0.02)
