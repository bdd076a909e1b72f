"""What the two libraries give to a linker and want from it, read from their bytes by binutils."""

import platform
import re
import subprocess

# What ISO C gives every platform, and all that the library needs; on arm64 also the question which instructions there are.
WANTED = {"memcmp", "memcpy", "memmove", "memset"} | (
    {"getauxval"} if platform.machine() == "aarch64" else set()
)
VERSION_NODE = "CELLO_SESSION_0"
SONAME = "libcello_session.so.0"
SIZE_MAX = 65536


def output(*command):
    ran = subprocess.run([str(part) for part in command], check=False, capture_output=True, text=True)
    return ran.stdout


def shared(library, functions):
    """Each gate for a shared library: a name, and the faults that it finds."""
    if not library.exists():
        return [("the shared library is there", [str(library)])]
    dynamic = output("readelf", "--wide", "--dynamic", library)
    symbols = output("nm", "--dynamic", "--with-symbol-versions", library)
    code = output("objdump", "--disassemble", "--no-show-raw-insn", library)
    return [
        ("exports are the functions of the header, all of one version", exports(symbols, functions)),
        ("wants nothing but four functions of memory", wants(symbols)),
        (f"SONAME is {SONAME}", [] if f"[{SONAME}]" in dynamic else ["another, or none"]),
        (f"at most {SIZE_MAX} bytes", size(library)),
        ("runs nothing when it is loaded", re.findall(r"\((?:INIT|FINI)\w*\).*", dynamic)),
        ("needs no library but libc", needed(dynamic)),
        ("looks for libraries in no folder of its own", re.findall(r"\((?:RPATH|RUNPATH)\).*", dynamic)),
        ("has no text to relocate and binds at once", hardening(dynamic)),
        ("has a stack that is no code", stack(output("readelf", "--wide", "--program-headers", library))),
        ("makes no system call", re.findall(r".*\b(?:syscall|sysenter|int +\$0x80)\b.*", code)),
    ]


def static(library, functions):
    """Each gate for an archive."""
    if not library.exists():
        return [("the archive is there", [str(library)])]
    members = output("ar", "t", library).split()
    defined = names(output("nm", "--defined-only", "--extern-only", library))
    undefined = names(output("nm", "--undefined-only", library))
    panics = [line for line in output("nm", library).split("\n") if "panic" in line.lower()]
    return [
        ("is one object", [] if members == ["cello_session.o"] else members),
        ("global symbols are the functions of the header", compare(defined, functions)),
        ("wants nothing but four functions of memory", sorted(undefined - WANTED)),
        ("has no symbol that speaks of a panic", panics),
    ]


def names(text):
    return {line.split()[-1] for line in text.split("\n") if re.search(r" [A-Za-z] ", line)}


def exports(symbols, functions):
    found = set()
    for line in symbols.split("\n"):
        if re.search(r" [TDBRVWi] ", line):
            name, _, node = line.split()[-1].partition("@")
            found.add(name)
            if node.lstrip("@") != VERSION_NODE:
                yield f"{name} has the version {node or '(none)'}"
    yield from compare(found, functions)


def compare(found, functions):
    return [f"{name} is not in the header" for name in sorted(found - functions)] + [
        f"{name} is missing" for name in sorted(functions - found)
    ]


def wants(symbols):
    found = {line.split()[-1].partition("@")[0] for line in symbols.split("\n") if re.search(r" [Uw] ", line)}
    return sorted(found - WANTED)


def size(library):
    size = library.stat().st_size
    return [f"{size} bytes"] if size > SIZE_MAX else []


def needed(dynamic):
    return [name for name in re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic) if not name.startswith("libc.so")]


def hardening(dynamic):
    faults = ["TEXTREL"] if "TEXTREL" in dynamic else []
    return faults + ([] if "NOW" in dynamic else ["no BIND_NOW"])


def stack(segments):
    flags = re.findall(r"GNU_STACK(?: +0x\w+){5} +(\w+)", segments)
    return [] if flags == ["RW"] else [f"flags {flags}"]
