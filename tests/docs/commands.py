"""Runs the shell blocks of the documents, each page in a scratch copy of the repository.

`sh` blocks are run as they stand and have to succeed. In `console` blocks the lines after `$ ` are run and the lines
below each have to be what it prints; a line of three dots stands for any number of lines. A block marked `write: PATH` is put into the
scratch copy first, and one marked `not run: REASON` is listed and left alone. Each block starts at the root of the copy.
"""

import os
import pathlib
import shutil
import subprocess

from pages import ROOT, blocks

SCRATCH = ROOT / "target" / "docs" / "scratch"
NOT_RUN_MAX = 13
TIME_LIMIT_S = 1500
results = {}
prepared = []


def check(pages, report):
    skipped = [block for block in blocks(pages) if block.is_marked("not run")]
    for block in skipped:
        report.say(f"        {block} is not run")
    few = len(skipped) <= NOT_RUN_MAX
    report.check(
        "blocks that are not run are few", few, f"{len(skipped)} are marked so, {NOT_RUN_MAX} may be"
    )
    for block in blocks(pages):
        if block.is_marked("not run"):
            continue
        if block.is_marked("write"):
            write(block)
        elif block.language == "sh":
            status, output = run(block.text)
            report.check(f"{block}", status == 0, f"ends with {status}: {output[-2000:]}")
        elif block.language == "console":
            check_session(block, report)


def check_session(block, report):
    """A console block: commands and what they print."""
    turns = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            turns.append((line[2:], []))
        elif turns and not turns[-1][1] and turns[-1][0].endswith("\\"):
            turns[-1] = (f"{turns[-1][0]}\n{line}", [])
        elif turns:
            turns[-1][1].append(line)
    report.check(f"{block} has commands", bool(turns), "no line starts with '$ '")
    for command, expected in turns:
        status, output = run(command)
        name = f"{block}: {command.splitlines()[0]}"
        if status:
            report.fail(name, f"ends with {status}: {output[-2000:]}")
            continue
        same = is_excerpt(expected, output.splitlines())
        report.check(name, same, f"the page is not what it prints:\n{output[-6000:]}")


def is_excerpt(expected, printed):
    """Whether the lines between the dots stand in the output in this order, each run of them without a gap."""
    runs, current = [], []
    for line in [*expected, "..."]:
        if line == "...":
            runs.append(current)
            current = []
        else:
            current.append(line)
    at = 0
    for i, lines in enumerate(runs):
        starts = range(at, len(printed) - len(lines) + 1)
        if i == 0:
            starts = [0]
        if i == len(runs) - 1:
            starts = [len(printed) - len(lines)] if len(printed) - len(lines) >= at else []
            if i == 0 and len(lines) != len(printed):
                return False
        found = next((start for start in starts if printed[start : start + len(lines)] == lines), None)
        if found is None:
            return False
        at = found + len(lines)
    return True


def write(block):
    """Puts a block that a reader would save in a file where its marker says."""
    prepare()
    path = SCRATCH / block.is_marked("write")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text)


def run(command):
    """A block's exit status and all that it printed; a block that a twin asks for again is not run again."""
    prepare()
    if command not in results:
        real_home = pathlib.Path.home()
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("CARGO_TARGET_DIR", "MAKEFLAGS", "MAKELEVEL")
        }
        environment |= {
            "HOME": str(SCRATCH / "target" / "home"),
            "PATH": f"{SCRATCH / 'target' / 'home' / '.local' / 'bin'}:{os.environ['PATH']}",
            "CARGO_HOME": os.environ.get("CARGO_HOME", str(real_home / ".cargo")),
            "RUSTUP_HOME": os.environ.get("RUSTUP_HOME", str(real_home / ".rustup")),
        }
        shell = ["bash", "-euo", "pipefail", "-c", command]
        done = subprocess.run(
            shell,
            check=False,
            cwd=SCRATCH,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=TIME_LIMIT_S,
        )
        results[command] = done.returncode, done.stdout
    return results[command]


def prepare():
    """A copy of what a clone would hold, made anew; its build artefacts are kept, so that a second run is quick."""
    if prepared:
        return
    SCRATCH.mkdir(parents=True, exist_ok=True)
    for old in SCRATCH.iterdir():
        if old.name != "target":
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    shutil.rmtree(SCRATCH / "target" / "home", ignore_errors=True)
    (SCRATCH / "target" / "home").mkdir(parents=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (SCRATCH / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, SCRATCH / name)
    prepared.append(True)
