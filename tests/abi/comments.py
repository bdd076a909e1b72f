"""Whether each comment of the header tells what a reader of C has to know, part by part."""

import re

# Every function that takes an object says what its time depends on; to set up a struct or to wipe one takes next to none.
OBJECTS = ("cello_session_signer *", "cello_session *")
UNITS = {
    "_len": "byte|character",
    "_cap": "byte|entries",
    "_size": "sizeof",
    "_count": "ENTRIES_MAX",
    "_unix_s": "seconds since 1970",
    "_s": "seconds",
}


def faults(header):
    """What is missing in the header, one text for each."""
    for name, (_, comment) in header.macros.items():
        yield from sentence(name, comment)
    for struct in header.structs:
        yield from sentence(struct.name, struct.comment)
        for _, name, comment in struct.fields:
            if name != "_opaque" and not comment.strip():
                yield f"{struct.name}.{name} has no comment"
    for function in header.functions:
        for fault in function_faults(function, header):
            yield f"{function.name}: {fault}"
    yield from contents_faults(header)


def sentence(name, comment):
    # A field's name may begin it in lower case.
    if not re.match(r" ([A-Z_]|[a-z]+_).*\.(\n|$)", comment, re.DOTALL):
        yield f"{name}: no sentence"


def function_faults(function, header):
    prose, parts = split(function.comment)
    yield from sentence("the first line", prose)
    names = [parameter.name for parameter in function.parameters]
    labels = ["Returns"] + (["On failure", "Threads"] if names else [])
    if function.answers_a_status and any(
        kind in p.declaration for p in function.parameters for kind in OBJECTS
    ):
        labels.append("Time")
    if list(parts) != names + labels:
        yield f"has the parts {', '.join(parts)} where {', '.join(names + labels)} are due"
        return
    for part, text in parts.items():
        if not text.strip():
            yield f"says nothing on {part}"
    for parameter in function.parameters:
        yield from parameter_faults(parameter, parts[parameter.name])
    if function.answers_a_status and function.name != "cello_session_status_name":
        yield from status_faults(function, parts["Returns"], header)


def split(comment):
    """The prose, and the indented parts by their labels, in order."""
    prose, _, rest = comment.partition("\n\n")
    parts, label = {}, None
    for line in rest.split("\n"):
        found = re.match(r" {5}(On failure|\w+)(?: {2,}(.*))?$", line)
        if found:
            label = found[1]
            parts[label] = found[2] or ""
        elif label:
            parts[label] += "\n" + line
    return prose, parts


def parameter_faults(parameter, text):
    words = " ".join(text.split())
    if parameter.is_pointer:
        wanted = "read" if parameter.is_const else "written|changed"
        if not re.match(rf"({wanted})\b", words):
            yield f"{parameter.name} does not begin with {wanted}: {words}"
        if "NULL" not in words:
            yield f"{parameter.name}: may it be NULL?"
        return
    unit = next((unit for ending, unit in UNITS.items() if parameter.name.endswith(ending)), None)
    if unit and not re.search(unit, words):
        yield f"{parameter.name} has no unit ({unit}): {words}"


def status_faults(function, text, header):
    listed = dict(re.findall(r"^ {7}(CELLO_SESSION_\w+) +(\S.*)$", text, re.MULTILINE))
    names = list(listed)
    unknown = [name for name in names if name not in header.statuses]
    if unknown:
        yield f"names {', '.join(unknown)}, which are no statuses"
        return
    if names[:1] != ["CELLO_SESSION_OK"]:
        yield "does not begin its statuses with CELLO_SESSION_OK"
    if sorted(names, key=lambda name: abs(header.statuses[name])) != names:
        yield "lists its statuses out of order"
    due = {"CELLO_SESSION_NULL_ARGUMENT", "CELLO_SESSION_INVALID_ARGUMENT"}
    objects = [p for p in function.parameters if any(kind in p.declaration for kind in OBJECTS)]
    if any(not p.name.endswith("_out") for p in objects):
        due.add("CELLO_SESSION_NOT_INITIALISED")
    if any(p.name == "now_unix_s" for p in function.parameters):
        due.add("CELLO_SESSION_TIME_RANGE")
    for name in sorted(due - set(names)):
        yield f"does not say when it answers {name}"


def contents_faults(header):
    """The opening comment's list of functions is complete and in order; those of sizes and bounds are one line of it."""
    listing = header.opening.partition("\n Functions\n")[2].partition("\n This file")[0]
    listed = []
    for row in re.findall(r"(?:cello_session)?(?<!\w)_\w+|cello_session_\w+", listing):
        listed.append(row if row.startswith("cello") else f"cello_session{row}")
    plain = [
        f.name for f in header.functions if f.name[len("cello_session_") :].upper() not in bounds(header)
    ]
    if listed != plain:
        different = [f"{a} / {b}" for a, b in zip(listed, plain) if a != b]
        yield f"the opening comment lists {len(listed)} functions, there are {len(plain)}: {different[:3]}"


def bounds(header):
    return {name[len("CELLO_SESSION_") :] for name in header.macros} - {"ABI_VERSION"}
