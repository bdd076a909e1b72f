"""Reads the functions out of the header, and knows a good value for each of their parameters, by type and name.

A parameter that it does not know makes it fail, so that no function of the header can be left out.
"""

import re
import sys
from dataclasses import dataclass

# (type, name) of a parameter: its good value in `a`, its length in bytes, its alignment.
POINTERS = {
    ("const cello_session_signer *", "signer"): ("&a.signer", "sizeof a.signer", 8),
    ("cello_session_signer *", "signer"): ("&a.signer", "sizeof a.signer", 8),
    ("cello_session_signer *", "signer_out"): ("&a.signer_out", "sizeof a.signer_out", 8),
    ("const cello_session_config *", "config"): ("&a.config", "sizeof a.config", 8),
    ("cello_session_config *", "config_out"): ("&a.config_out", "sizeof a.config_out", 8),
    ("const cello_session *", "session"): ("&a.session", "sizeof a.session", 8),
    ("cello_session *", "session"): ("&a.session", "sizeof a.session", 8),
    ("cello_session *", "session_out"): ("&a.session", "sizeof a.session", 8),
    ("const uint8_t *", "session_id"): ("a.session_id", "sizeof a.session_id", 1),
    ("const char *", "token"): ("a.token", "a.token_len", 1),
    ("const char *", "cookie_header"): ("a.header", "a.header_len", 1),
    ("const char *", "key"): ("a.key", "4", 1),
    ("const char *", "value"): ("a.json", "3", 1),
    ("const uint8_t *", "value"): ("a.bytes", "3", 1),
    ("const uint8_t *", "base"): ("a.base", "sizeof a.base", 1),
    ("const cello_session_entry *", "entries"): ("a.entries", "a.entry_count * sizeof a.entries[0]", 8),
    ("cello_session_entry *", "entry_out"): ("a.entries_out", "sizeof a.entries_out[0]", 8),
    ("cello_session_entry *", "entries_out"): ("a.entries_out", "a.entry_count * sizeof a.entries_out[0]", 8),
    ("const char **", "value_out"): ("&a.text_at", "sizeof a.text_at", 8),
    ("const uint8_t **", "value_out"): ("&a.bytes_at", "sizeof a.bytes_at", 8),
    ("int64_t *", "value_out"): ("&a.integer", "sizeof a.integer", 8),
    ("uint8_t *", "value_out"): ("a.flag", "1", 1),
    ("size_t *", "value_len_out"): ("&a.len", "sizeof a.len", 8),
    ("size_t *", "count_out"): ("&a.len", "sizeof a.len", 8),
    ("size_t *", "token_len_out"): ("&a.len", "sizeof a.len", 8),
    ("size_t *", "line_len_out"): ("&a.len", "sizeof a.len", 8),
    ("cello_session_info *", "info_out"): ("&a.info", "sizeof a.info", 8),
    ("char *", "token_out"): ("a.token_out", "a.token_len", 1),
    ("char *", "line_out"): ("a.line_out", "a.line_len", 1),
}
SCALARS = {
    ("size_t", "config_size"): "sizeof a.config_out",
    ("uint32_t", "abi_version"): "CELLO_SESSION_ABI_VERSION",
    ("uint64_t", "now_unix_s"): "NOW",
    ("uint64_t", "lifetime_s"): "60",
    ("size_t", "token_len"): "a.token_len",
    ("size_t", "cookie_header_len"): "a.header_len",
    ("size_t", "key_len"): "4",
    ("size_t", "value_len"): "3",
    ("int64_t", "value"): "9",
    ("uint8_t", "value"): "0",
    ("size_t", "base_len"): "sizeof a.base",
    ("size_t", "entry_count"): "a.entry_count",
    ("size_t", "entries_cap"): "a.entry_count",
    ("size_t", "info_size"): "sizeof a.info",
    ("size_t", "token_cap"): "a.token_len",
    ("size_t", "line_cap"): "a.line_len",
    ("cello_session_status", "status"): "0",
}


@dataclass
class Parameter:
    type: str
    name: str

    @property
    def is_pointer(self):
        return self.type.endswith("*")

    @property
    def is_written(self):
        return self.is_pointer and (not self.type.startswith("const ") or self.type.count("*") > 1)

    @property
    def value(self):
        return POINTERS[self.type, self.name][0] if self.is_pointer else SCALARS[self.type, self.name]

    @property
    def size(self):
        return POINTERS[self.type, self.name][1]

    @property
    def align(self):
        return POINTERS[self.type, self.name][2]


@dataclass
class Function:
    returns: str
    name: str
    parameters: list

    @property
    def short(self):
        return self.name.removeprefix("cello_session_")

    @property
    def pointers(self):
        return [p for p in self.parameters if p.is_pointer]


def parse(header):
    text = re.sub(r"/\*.*?\*/", "", header, flags=re.DOTALL)
    text = re.sub(r"^\s*#.*(?:\\\n.*)*$", "", text, flags=re.MULTILINE)
    functions = []
    for returns, name, parameters in re.findall(r"([\w ]+[\s*]+)(cello_session_\w+)\(([^)]*)\);", text):
        returns = " ".join(returns.replace("CELLO_SESSION_NODISCARD", "").split())
        functions.append(
            Function(
                returns, name, [parse_parameter(p) for p in parameters.split(",") if p.strip() != "void"]
            )
        )
    if len(functions) != len(re.findall(r"\bcello_session_\w+\s*\(", text)):
        sys.exit("the header has a prototype that this script cannot read")
    return functions


def parse_parameter(text):
    match = re.fullmatch(r"\s*(.*?)(\w+)\s*(\[\d+\])?\s*", text, flags=re.DOTALL)
    kind = " ".join(match[1].replace("*", " * ").split()).replace("* *", "**")
    parameter = Parameter(kind + " *" if match[3] else kind, match[2])
    if (parameter.type, parameter.name) not in (POINTERS if parameter.is_pointer else SCALARS):
        sys.exit(f"no good value is known for the parameter '{text.strip()}'")
    return parameter
