"""Writes a C program that gives each function of the header, for each of its pointers, NULL, a misaligned address,
an address inside of another argument, and memory that ends or begins at a guard page.

    generate_pointer_tests.py include/cello_session.h target/c/pointer_tests.c
"""

import sys

from prototypes import parse

# Which length goes with a pointer, and what NULL with length 0 is answered with; a function name overrules.
EMPTY = {
    "token": ("token_len", {"": "REJECTED"}),
    "cookie_header": ("cookie_header_len", {"": "MISSING"}),
    "key": ("key_len", {"get": "NOT_FOUND", "set": "KEY_LENGTH", "remove": "OK"}),
    "value": ("value_len", {"set_json": "VALUE_ENCODING", "set": "OK"}),
    "base": ("base_len", {"": "INVALID_ARGUMENT"}),  # the entries reach beyond it
    "entries": ("entry_count", {"": "OK"}),
    "entries_out": ("entries_cap", {"": "NULL_ARGUMENT"}),
    "token_out": ("token_cap", {"": "NULL_ARGUMENT"}),
    "line_out": ("line_cap", {"": "NULL_ARGUMENT"}),
}
KEYS = {"get_bytes": "byte", "get_json": "json", "get_int": "inte", "get_bool": "bool"}
# On failure these leave their session_out holding no session.
VOIDING = {"begin", "verify", "cookie_read"}
STATUS = "cello_session_status"


def case(function, label, expected, changes=(), before="", after="", intact=True):
    """One call with some arguments replaced. `intact`: a session that the call would write must not be void."""
    changes = dict(changes)
    arguments = ", ".join(changes.get(p.name, p.value) for p in function.parameters)
    label = f'"{function.short}: {label}"'
    lines = [
        "  {",
        f'    arguments_fill(&a, "{KEYS.get(function.short, "text")}");',
        before,
        "    arguments_note(&a);",
    ]
    call = f"{function.name}({arguments})"
    if function.returns == "void":
        lines += [f"    {call};"]
    else:
        lines += [f"    check_answer({label}, CELLO_SESSION_{expected}, {call});"]
    if expected != "OK" or function.returns == "void":
        voided = function.short in VOIDING and not intact
        lines.append(f"    {'check_session_void' if voided else 'check_unchanged'}({label}, &a);")
    return "\n".join(line for line in [*lines, after, "  }"] if line)


def null_cases(function):
    for p in function.pointers:
        intact = p.name == "session_out"
        yield case(function, f"{p.name} is NULL", "NULL_ARGUMENT", {p.name: "NULL"}.items(), intact=intact)
        if p.name in EMPTY:
            length, answers = EMPTY[p.name]
            expected = next(answers[prefix] for prefix in answers if function.short.startswith(prefix))
            changes = {p.name: "NULL", length: "0"}
            yield case(function, f"{p.name} is NULL with length 0", expected, changes.items(), intact=False)


def misaligned_cases(function):
    for p in function.pointers:
        if p.align > 1:
            moved = f"({p.type})(void *)((char *)({p.value}) + 1)"
            intact = p.name == "session_out"
            yield case(
                function,
                f"{p.name} is misaligned",
                "INVALID_ARGUMENT",
                {p.name: moved}.items(),
                intact=intact,
            )


def overlap_cases(function):
    for i, one in enumerate(function.pointers):
        for other in function.pointers[i + 1 :]:
            if one.is_written or other.is_written:
                intact = {one.name, other.name} == {"signer", "session_out"}
                for place in ("0", "(large - small) / 2 / 8 * 8", "large - small"):
                    yield overlap_case(function, one, other, place, intact)


def overlap_case(function, one, other, place, intact):
    """The smaller of the two lies inside of the larger one, where it would be aligned."""
    before = (
        f"    const size_t first = {one.size}, second = {other.size};\n"
        f"    const size_t small = first < second ? first : second, large = first < second ? second : first;\n"
        f"    char *const one = first < second ? (char *)({other.value}) + {place} : (char *)({one.value});\n"
        f"    char *const other = first < second ? (char *)({other.value}) : (char *)({one.value}) + {place};\n"
        f"    (void)small, (void)large;"
    )
    changes = {one.name: f"({one.type})(void *)one", other.name: f"({other.type})(void *)other"}
    label = f"{one.name} overlaps {other.name} at {place}"
    return case(function, label, "INVALID_ARGUMENT", changes.items(), before, intact=intact)


def guarded_cases(function):
    for p in function.pointers:
        deletion = function.short == "cookie_write_deletion" and p.name == "line_out"
        size = "a.deletion_len" if deletion else p.size
        for place in ("BEFORE_GUARD", "BEHIND_GUARD"):
            before = (
                f"    const size_t len = {size};\n    void *guarded = guarded_copy({p.value}, len, {place});"
            )
            if not p.is_written:
                before += "\n    guarded_make_read_only(guarded, len);"
            changes = {p.name: f"({p.type})guarded", "line_cap": "len" if deletion else "a.line_len"}
            if function.returns != "void":
                label = f"{p.name} {place.lower().replace('_', ' a ').replace('before a guard', 'ends at a guard')}"
                yield case(function, label, "OK", changes.items(), before, "    guarded_free(guarded, len);")


def main():
    header_path, program_path = sys.argv[1:]
    with open(header_path, encoding="utf-8") as file:
        functions = parse(file.read())
    tests, calls = [], []
    for function in functions:
        if function.pointers:
            cases = [
                c
                for kind in (null_cases, misaligned_cases, overlap_cases, guarded_cases)
                for c in kind(function)
            ]
            tests.append(
                f"static void test_{function.short}(void) {{\n  static struct arguments a;\n"
                + "\n".join(cases)
                + "\n}\n"
            )
            calls.append(f"  test_{function.short}();")
    if not tests:
        sys.exit("the header has no function with a pointer")
    with open(program_path, "w", encoding="utf-8") as file:
        file.write(
            "/* Made by tests/c/generate_pointer_tests.py from the header: changes made here are lost. */\n"
        )
        file.write('#include "pointers.h"\n\n' + "\n".join(tests))
        file.write(
            "\nint main(void) {\n" + "\n".join(calls) + '\n  return check_report("pointer_tests");\n}\n'
        )
    print(f"{len(functions)} functions, {sum(len(f.pointers) for f in functions)} pointers")


main()
