"""The C library through ctypes: enough of the ABI to sign what we are told and to read what others signed."""

import ctypes
import pathlib
from ctypes import POINTER, byref, c_char_p, c_int32, c_int64, c_size_t, c_uint8, c_uint32, c_uint64

PATH = pathlib.Path(__file__).parents[2] / "target" / "lib" / "libcello_session.so"
KINDS = {1: "text", 2: "bytes", 3: "int", 4: "bool", 5: "null", 6: "json"}
SAME_SITE = {"lax": 1, "strict": 2, "none": 3}
ABI_VERSION = 1
TOKEN_LEN_MAX = 4000
ENTRIES_MAX = 64


class Bytes(ctypes.Structure):
    _fields_ = (("data", c_char_p), ("len", c_size_t))


class Config(ctypes.Structure):
    _fields_ = (
        ("struct_size", c_size_t),
        ("abi_version", c_uint32),
        ("same_site", c_int32),
        ("signing_secret", c_char_p),
        ("signing_secret_len", c_size_t),
        ("accepted_secrets", POINTER(Bytes)),
        ("accepted_secret_count", c_size_t),
        ("cookie_name", c_char_p),
        ("cookie_name_len", c_size_t),
        ("path", c_char_p),
        ("path_len", c_size_t),
        ("domain", c_char_p),
        ("domain_len", c_size_t),
        ("max_age_s", c_uint64),
        ("longest_max_age_s", c_uint64),
        ("absolute_max_age_s", c_uint64),
        ("http_only", c_uint8),
        ("secure", c_uint8),
        ("partitioned", c_uint8),
        ("persistent", c_uint8),
        ("reserved", c_uint8 * 4),
    )


class Entry(ctypes.Structure):
    _fields_ = (
        ("kind", c_int32),
        ("key_offset", c_uint32),
        ("key_len", c_uint32),
        ("value_offset", c_uint32),
        ("value_len", c_uint32),
        ("reserved", c_uint32),
        ("integer", c_int64),
    )


class Info(ctypes.Structure):
    _fields_ = (
        ("issued_at", c_uint64),
        ("expires_at", c_uint64),
        ("began_at", c_uint64),
        ("expires_if_signed_now", c_uint64),
        ("count", c_uint32),
        ("token_len", c_uint32),
        ("cookie_line_len", c_uint32),
        ("changed", c_uint8),
        ("renewal_due", c_uint8),
        ("reserved", c_uint8 * 2),
        ("id", c_uint8 * 16),
        ("lifetime_s", c_uint64),
        ("entries_len", c_uint32),
        ("entries_room", c_uint32),
    )


class Status(Exception):
    """The library answered something other than OK; `name` is the status' name."""

    def __init__(self, name):
        super().__init__(name)
        self.name = name


def load(path=PATH):
    lib = ctypes.CDLL(str(path))
    lib.cello_session_status_name.restype = c_char_p
    for name, struct in (("config", Config), ("entry", Entry), ("info", Info)):
        size = getattr(lib, f"cello_session_{name}_size")
        size.restype = c_size_t
        if size() != ctypes.sizeof(struct):
            raise ValueError(f"{name} has {size()} bytes in the library, {ctypes.sizeof(struct)} here")
    for name in ("signer", "session"):
        getattr(lib, f"cello_session_{name}_size").restype = c_size_t
    return lib


class Signer:
    """A configured signer; `config` is a vector's."""

    def __init__(self, lib, config):
        self.lib = lib
        self.memory = _object(lib.cello_session_signer_size())
        accepted = [bytes.fromhex(secret) for secret in config["accepted_secrets"]]
        secrets = (Bytes * max(1, len(accepted)))(*[Bytes(secret, len(secret)) for secret in accepted])
        c_config = Config()
        size = c_size_t(ctypes.sizeof(c_config))
        self.call("config_init", byref(c_config), size, c_uint32(ABI_VERSION))
        c_config.signing_secret = bytes.fromhex(config["signing_secret"])
        c_config.signing_secret_len = len(config["signing_secret"]) // 2
        c_config.accepted_secrets, c_config.accepted_secret_count = secrets, len(accepted)
        for name in ("cookie_name", "path", "domain"):
            text = (config[name] or "").encode("ascii")
            setattr(c_config, name, text)
            setattr(c_config, f"{name}_len", len(text))
        c_config.same_site = SAME_SITE[config["same_site"]]
        for name in ("max_age_s", "longest_max_age_s", "absolute_max_age_s"):
            setattr(c_config, name, config[name])
        for name in ("http_only", "secure", "partitioned", "persistent"):
            setattr(c_config, name, int(config[name]))
        self.call("signer_init", self.memory, byref(c_config))

    def call(self, name, *arguments):
        status = getattr(self.lib, f"cello_session_{name}")(*arguments)
        if status != 0:
            raise Status(self.lib.cello_session_status_name(status).decode("ascii"))

    def begin(self, session_id, now):
        session = self.new_session()
        self.call("begin", self.memory, session_id, c_uint64(now), session)
        return session

    def verify(self, token, now):
        session = self.new_session()
        text = token.encode("ascii")
        self.call("verify", self.memory, text, c_size_t(len(text)), c_uint64(now), session)
        return session

    def sign(self, session, now):
        text, length = ctypes.create_string_buffer(TOKEN_LEN_MAX), c_size_t()
        self.call("sign", self.memory, session, c_uint64(now), text, c_size_t(TOKEN_LEN_MAX), byref(length))
        return text.raw[: length.value].decode("ascii")

    def set(self, session, key, kind, value):
        """`value` is written as in the vectors: integers as decimal text, bytes as hex."""
        raw_key = key.encode("utf-8")
        start = (session, raw_key, c_size_t(len(raw_key)))
        if kind == "int":
            self.call("set_int", *start, c_int64(int(value)))
        elif kind == "bool":
            self.call("set_bool", *start, c_uint8(value))
        elif kind == "null":
            self.call("set_null", *start)
        else:
            raw = bytes.fromhex(value) if kind == "bytes" else value.encode("utf-8")
            self.call(f"set_{kind}", *start, raw, c_size_t(len(raw)))

    def found(self, session, now):
        """What is in a session, in the terms of the vectors, without the key id, which the ABI does not tell."""
        info, count = Info(), c_size_t()
        entries = (Entry * ENTRIES_MAX)()
        size = c_size_t(ctypes.sizeof(info))
        self.call("describe", self.memory, session, c_uint64(now), byref(info), size)
        self.call("entries", session, entries, c_size_t(ENTRIES_MAX), byref(count))
        whole = bytes(session)
        return {
            "id": bytes(info.id).hex(),
            "issued_at": info.issued_at,
            "ends_at": info.expires_at,
            "began_at": info.began_at,
            "renewal_due": bool(info.renewal_due),
            "entries": [_entry(whole, one) for one in entries[: count.value]],
        }

    def new_session(self):
        return _object(self.lib.cello_session_session_size())


def _object(size):
    return (c_uint64 * (size // 8))()


def _entry(whole, one):
    key = whole[one.key_offset : one.key_offset + one.key_len].decode("utf-8")
    raw = whole[one.value_offset : one.value_offset + one.value_len]
    kind = KINDS[one.kind]
    values = {"int": str(one.integer), "bool": bool(one.integer), "null": None, "bytes": raw.hex()}
    return {"key": key, "kind": kind, "value": values[kind] if kind in values else raw.decode("utf-8")}
