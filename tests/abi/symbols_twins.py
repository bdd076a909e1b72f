"""Libraries with every fault that the gates of symbols.py look for: each gate has to find its own."""

import re
import subprocess

import symbols
from builds import WORK

# One small library that does what ours must not: it has an initialiser, a panic, foreign symbols, a system call, too
# much data, another name, and it lacks most of the functions.
SOURCE = r"""
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

extern char bulk[%d];
char bulk[%d] = {1};

int cello_session_extra(void) { return bulk[3] + (int)cos(atof(getenv("HOME"))); }

__attribute__((constructor)) static void begin(void) { puts("begin"); }

void _ZN4core9panicking9panic_fmt17h0000000000000000E(void) { begin(); }

long cello_session_get(void) {
  long answer;
  __asm__ volatile("syscall" : "=a"(answer) : "0"(39) : "rcx", "r11", "memory");
  return answer;
}
"""


def check(report, functions):
    WORK.mkdir(parents=True, exist_ok=True)
    source, library, archive = WORK / "twin.c", WORK / "twin.so", WORK / "twin.a"
    source.write_text(SOURCE % (symbols.SIZE_MAX, symbols.SIZE_MAX))
    build(source, library, archive)
    for name, faults in symbols.shared(library, functions):
        report.twin(f"shared: {name}", faults)
    for name, faults in symbols.static(archive, functions):
        report.twin(f"static: {name}", faults)


def build(source, library, archive):
    first, second = (source.with_suffix(f".{part}.o") for part in (1, 2))
    flags = ["-shared", "-Wl,-rpath,/nowhere", "-Wl,-z,lazy", "-Wl,-z,execstack"]
    # Without the option a relocation in the code is refused, and without -fPIC there are some.
    flags += ["-fno-pic", "-mcmodel=large", "-Wl,-z,notext"] if is_x86() else []
    subprocess.run(["cc", *flags, "-o", library, source, "-lm"], check=True, capture_output=True)
    for part in (first, second):
        subprocess.run(["cc", "-c", "-o", part, source], check=True)
    archive.unlink(missing_ok=True)
    subprocess.run(["ar", "rc", archive, first, second], check=True)


def is_x86():
    machine = subprocess.run(["cc", "-dumpmachine"], check=False, capture_output=True, text=True).stdout
    return bool(re.match(r"(x86_64|i\d86)", machine))
