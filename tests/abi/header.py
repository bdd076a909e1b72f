"""Reads the public header: its macros, structs and functions, each with its comment."""

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATH = ROOT / "include" / "cello_session.h"


@dataclass
class Parameter:
    declaration: str
    name: str

    @property
    def is_pointer(self):
        return "*" in self.declaration or "[" in self.declaration

    @property
    def is_const(self):
        """Whether the call may write through the pointer; `const char **` it may."""
        return self.declaration.startswith("const ") and "**" not in self.declaration


@dataclass
class Function:
    name: str
    returns: str
    comment: str
    must_be_used: bool
    parameters: list = field(default_factory=list)

    @property
    def prototype(self):
        inside = ", ".join(parameter.declaration for parameter in self.parameters) or "void"
        return f"{self.returns}{'' if self.returns.endswith('*') else ' '}{self.name}({inside})"

    @property
    def answers_a_status(self):
        return self.returns == "cello_session_status"


@dataclass
class Struct:
    name: str
    comment: str
    fields: list  # (declaration, name, comment)


@dataclass
class Header:
    text: str
    opening: str
    macros: dict  # name -> (value, comment)
    structs: list
    functions: list

    @property
    def statuses(self):
        """The status macros with their numbers: those that are 0 or negative."""
        numbers = {
            name: int(value) for name, (value, _) in self.macros.items() if re.fullmatch(r"-?\d+", value)
        }
        return {name: number for name, number in numbers.items() if number <= 0}


COMMENT = r"/\*\n(?P<comment>(?:(?!\*/).)*)\n\s*\*/\n"


def parse(text):
    """The header as it is written by cbindgen: this is no C parser."""
    opening = re.match(r"/\*\n(.*?)\n \*/", text, re.DOTALL)
    macros = {
        found["name"]: (found["value"], found["comment"])
        for found in re.finditer(
            COMMENT + r"#define (?P<name>CELLO_SESSION_\w+) (?P<value>\S+)\n", text, re.DOTALL
        )
    }
    structs = [
        Struct(found["name"], found["comment"], fields(found["body"]))
        for found in re.finditer(
            COMMENT + r"typedef struct \{\n(?P<body>.*?)\n\} (?P<name>\w+);", text, re.DOTALL
        )
    ]
    functions = [
        function(found)
        for found in re.finditer(
            COMMENT
            + r"(?P<must>CELLO_SESSION_NODISCARD\s)?(?P<returns>[\w ]+?[ *]+)(?P<name>cello_session_\w+)"
            r"\((?P<inside>[^()]*)\);",
            text,
            re.DOTALL,
        )
    ]
    return Header(text, opening[1] if opening else "", macros, structs, functions)


def fields(body):
    found = re.finditer(r"(?:  /\*\n(.*?)\n\s*\*/\n)?  (\w[^;]*?(\w+)(?:\[\d+\])?);", body, re.DOTALL)
    return [(declaration, name, comment or "") for comment, declaration, name in (f.groups() for f in found)]


def function(found):
    made = Function(found["name"], " ".join(found["returns"].split()), found["comment"], bool(found["must"]))
    inside = " ".join(found["inside"].split())
    if inside != "void":
        for declaration in inside.split(", "):
            made.parameters.append(Parameter(declaration, re.search(r"(\w+)(\[\d+\])?$", declaration)[1]))
    return made


def read(path=PATH):
    return parse(Path(path).read_text())
