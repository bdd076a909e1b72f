"""Sizes, offsets, numbers and prototypes against the blessed snapshot: what compiled programs rely on.

`tests/abi/run --bless` writes tests/abi/snapshot.txt anew. That is right when something was added, or before a new ABI
version; a changed or vanished line breaks programs that are already compiled.
"""

import subprocess

from builds import WORK
from header import ROOT

SNAPSHOT = ROOT / "tests" / "abi" / "snapshot.txt"
LIBRARY = ROOT / "target" / "lib" / "libcello_session.a"
FLAGS = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]


def snapshot(header):
    """The snapshot of a header, as a C program sees it."""
    lines = compile_and_run(header, "layout", layout_program(header))
    return lines + "".join(f"{function.prototype};\n" for function in header.functions)


def layout_program(header):
    body = [f'  printf("{name} %lld\\n", (long long){name});' for name in header.macros]
    for struct in header.structs:
        body.append(
            f'  printf("{struct.name} size %zu align %zu\\n", sizeof({struct.name}), _Alignof({struct.name}));'
        )
        for declaration, name, _ in struct.fields:
            member = f"(({struct.name} *)0)->{name}"
            body.append(
                f'  printf("  {declaration}: offset %zu size %zu\\n", offsetof({struct.name}, {name}), sizeof({member}));'
            )
    return program("#include <stddef.h>\n", body)


def program(includes, body):
    body = "\n".join(body)
    return f'{includes}#include <stdio.h>\n#include <string.h>\n#include "cello_session.h"\n\nint main(void) {{\n{body}\n  return 0;\n}}\n'


def compile_and_run(header, name, source):
    """What a program prints that was compiled with this text as the header."""
    folder = WORK / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cello_session.h").write_text(header.text)
    (folder / "main.c").write_text(source)
    command = ["cc", *FLAGS, "-I", folder, "-o", folder / "main", folder / "main.c", LIBRARY]
    compiled = subprocess.run(command, check=False, capture_output=True, text=True)
    if compiled.returncode:
        return f"does not compile: {compiled.stderr}"
    return subprocess.run([folder / "main"], check=False, capture_output=True, text=True).stdout


def differences(header):
    """Lines that differ from the blessed ones."""
    blessed, present = SNAPSHOT.read_text().split("\n"), snapshot(header).split("\n")
    faults = [f"was blessed and is no more: {line}" for line in blessed if line not in present]
    faults += [f"is not blessed: {line}" for line in present if line not in blessed]
    if not faults and blessed != present:
        faults.append("the order has changed")
    return faults


def agreement(header):
    """Every macro of a size or a bound equals the function of that name, in value and type, and the struct's size."""
    body = []
    for function in header.functions:
        macro = function.name.upper()
        if function.parameters or macro not in header.macros:
            continue
        kind = function.returns
        body.append(
            f"  if (_Generic({function.name}(), {kind}: 0, default: 1) || {function.name}() != {macro})"
        )
        body.append(f'    printf("{function.name} and {macro} differ\\n");')
        if macro.endswith("_SIZE"):
            struct = (
                "cello_session"
                if macro == "CELLO_SESSION_SESSION_SIZE"
                else function.name.removesuffix("_size")
            )
            body.append(f'  if (sizeof({struct}) != {macro}) printf("{struct} has another size\\n");')
    body.append(
        '  if (strcmp(cello_session_version(), CELLO_SESSION_VERSION) != 0) printf("versions differ\\n");'
    )
    return compile_and_run(header, "agreement", program("", body)).split("\n")[:-1]


def bounds_without_a_function(header):
    """Bounds and sizes are those macros that are neither statuses nor one of a list."""
    names = {function.name.upper() for function in header.functions}
    for name in header.macros:
        if (
            name not in header.statuses
            and "_KIND_" not in name
            and "_SAME_SITE_" not in name
            and name not in names
        ):
            yield f"{name} has no function"


def bless(header):
    SNAPSHOT.write_text(snapshot(header))
