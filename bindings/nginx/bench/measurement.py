"""Rounds of wrk over all ways, and the processor time of the worker that served them."""

import os
import random
import re
import statistics
import subprocess
from pathlib import Path

CONNECTIONS = 32
TICKS_PER_S = os.sysconf("SC_CLK_TCK")


class Measurement:
    def __init__(self, servers, ways):
        self.servers = servers
        self.ways = ways
        self.requests_per_s = {way: [] for way in ways}
        self.cpu_us = {way: [] for way in ways}

    def round(self, seconds):
        for way in random.sample(self.ways, len(self.ways)):
            url, worker = self.servers.urls[way], self.servers.workers[way]
            before = cpu_s(worker)
            requests, rate = wrk(url, self.servers.cookie, seconds)
            self.requests_per_s[way].append(rate)
            self.cpu_us[way].append((cpu_s(worker) - before) / requests * 1e6)

    def median_ratio(self, way, other):
        pairs = zip(self.requests_per_s[way], self.requests_per_s[other], strict=True)
        return statistics.median(one / two for one, two in pairs)

    def median_difference(self, way, other):
        pairs = zip(self.cpu_us[way], self.cpu_us[other], strict=True)
        return statistics.median(one - two for one, two in pairs)


def cpu_s(pid):
    """User and system time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_S


def wrk(url, cookie, seconds):
    """Requests answered, and requests a second. An answer that is no 2xx is an error: then something else was measured."""
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "-H",
        f"Cookie: theme=dark; {cookie}; lang=en",
        url,
    ]
    if len(os.sched_getaffinity(0)) > 1:
        command = ["taskset", "-c", "1", *command]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 30).stdout
    if "Non-2xx" in done or "Socket errors" in done:
        raise SystemExit(f"{url}: {done}")
    requests = int(re.search(r"(\d+) requests in", done)[1])
    return requests, float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1])
