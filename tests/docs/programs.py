"""Compiles and runs the C blocks of the documents.

Blocks marked `c: NAME` on one page are one program: they are joined in the order of the page and have to compile as
they stand, with warnings as errors. A block marked `output: NAME` is what the program prints. A block marked
`file: PATH` is that file, byte for byte; a C file is compiled and run as well.
"""

import hashlib
import shutil
import subprocess

from pages import ROOT, blocks

WORK = ROOT / "target" / "docs" / "programs"
LIBRARY = ROOT / "target" / "lib" / "libcello_session.a"
FLAGS = ["-std=gnu11", "-Wall", "-Wextra", "-Werror", "-Wpedantic", "-O1", "-pthread"]
# Each compiler under the names that Debian gives it; the first that is there is taken.
COMPILERS = {"gcc": ["gcc"], "clang": ["clang", "clang-22", "clang-19", "clang-16", "clang-14"]}
results = {}


def programs_of(pages):
    """Each program by page and name, and each expected output by the same."""
    sources, outputs = {}, {}
    for block in blocks(pages):
        for word, found in (("c", sources), ("output", outputs)):
            name = block.is_marked(word)
            if name:
                found[block.page, name] = found.get((block.page, name), "") + block.text
    return sources, outputs


def check(pages, report):
    check_files(pages, report)
    sources, outputs = programs_of(pages)
    for name in outputs:
        if name not in sources:
            report.fail(f"{name[0]}: output of {name[1]}", "there is no program of this name")
    for (page, name), source in sources.items():
        check_program(f"{page}: program {name}", source, outputs.get((page, name)), report)


def check_files(pages, report):
    for block in blocks(pages):
        path = block.is_marked("file")
        if not path:
            continue
        same = (ROOT / path).exists() and (ROOT / path).read_text() == block.text
        report.check(f"{block} is the file", same, f"differs from {path}")
        if same and path.endswith(".c"):
            check_program(f"{block} runs", block.text, None, report)


def check_program(name, source, output, report):
    """One program with every compiler that is there; the twins' repeated runs are answered from memory."""
    for compiler, names in COMPILERS.items():
        command = next(filter(shutil.which, names), None)
        if not command:
            report.skip(f"{name} ({compiler})", f"needs {compiler}")
            continue
        if (source, compiler) not in results:
            results[source, compiler] = build_and_run(source, command)
        step, run = results[source, compiler]
        if run.returncode:
            report.fail(
                f"{name} ({compiler})",
                f"{step} ends with {run.returncode}: {(run.stderr + run.stdout)[-2000:]}",
            )
        elif output is not None and run.stdout != output:
            report.fail(f"{name} ({compiler})", f"prints\n{run.stdout}where the page has\n{output}")
        else:
            report.ok(f"{name} ({compiler})")


def build_and_run(source, command):
    """Which step was last, and how it ended."""
    WORK.mkdir(parents=True, exist_ok=True)
    stem = WORK / f"{command}-{hashlib.sha256(source.encode()).hexdigest()[:12]}"
    stem.with_suffix(".c").write_text(source)
    paths = ["-I", ROOT / "include", "-o", stem, stem.with_suffix(".c"), LIBRARY]
    run = subprocess.run([command, *FLAGS, *paths], check=False, capture_output=True, text=True)
    if run.returncode:
        return "compiling", run
    return "running", subprocess.run([stem], check=False, capture_output=True, text=True, timeout=120)
