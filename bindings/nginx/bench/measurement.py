"""Rounds of wrk over all ways, and the processor time of the worker that served them."""

import os
import random
import re
import resource
import statistics
import subprocess
import time
from pathlib import Path

CONNECTIONS = 32
TICKS_PER_S = os.sysconf("SC_CLK_TCK")


class Measurement:
    """What each way did in each round; of all rounds the least disturbed ones count."""

    def __init__(self, servers, ways):
        self.servers = servers
        self.ways = ways
        self.rounds = []

    def round(self, seconds):
        """Measures every way once, and returns what share of the processors others had meanwhile, at the most."""
        results, disturbance = {}, 0.0
        for way in random.sample(self.ways, len(self.ways)):
            worker, ours, all_ = self.servers.workers[way], self.ours_s(), busy_s()
            before = cpu_s(worker)
            started = time.monotonic()
            requests, rate = wrk(self.servers.urls[way], self.servers.cookie, seconds)
            capacity_s = (time.monotonic() - started) * os.cpu_count()
            results[way] = (rate, (cpu_s(worker) - before) / requests * 1e6)
            others_s = busy_s() - all_ - (self.ours_s() - ours)
            disturbance = max(disturbance, others_s / capacity_s)
        self.rounds.append((disturbance, results))
        return disturbance

    def keep(self, count):
        """Forgets all but the least disturbed rounds, and returns the greatest disturbance among them."""
        self.rounds = sorted(self.rounds, key=lambda entry: entry[0])[:count]
        return self.rounds[-1][0]

    def rate(self, way):
        return statistics.median(results[way][0] for _, results in self.rounds)

    def cpu_us(self, way):
        return statistics.median(results[way][1] for _, results in self.rounds)

    def rate_ratio(self, way, other):
        return statistics.median(results[way][0] / results[other][0] for _, results in self.rounds)

    def cpu_ratio(self, way, other):
        """Requests that the same processor time serves, beside the other way."""
        return statistics.median(results[other][1] / results[way][1] for _, results in self.rounds)

    def ours_s(self):
        """Processor time of the benchmark: this process, the wrks that ended, the workers."""
        me, ended = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        own = me.ru_utime + me.ru_stime + ended.ru_utime + ended.ru_stime
        return own + sum(cpu_s(pid) for pid in self.servers.all_workers)


def busy_s():
    """Processor time of the whole machine, idle time and waiting left out."""
    fields = [int(field) for field in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / TICKS_PER_S


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
    if requests == 0:
        raise SystemExit(
            f"{url}: nothing was answered within {seconds} s: the machine is too busy to measure anything"
        )
    return requests, float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1])
