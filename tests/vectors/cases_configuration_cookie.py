"""Configurations: the cookie and its attributes, each rule from both sides. A bad one breaks exactly one."""

from case import config

LABEL_63 = "l" * 63
DOMAIN_253 = ".".join([LABEL_63, LABEL_63, LABEL_63, "l" * 61])


def cases():
    for name, status, why, changes in [*_cookie(), *_domain(), *_flags(), *_prefixes()]:
        yield {"name": f"config-{name}", "why": why, "config": config(**changes), "status": status}


def _cookie():
    yield "name-empty", "cookie_name", "A name of no bytes.", {"cookie_name": ""}
    for length, status in ((1, "ok"), (63, "ok"), (64, "ok"), (65, "cookie_name")):
        yield (
            f"name-{length}-bytes",
            status,
            f"The name's length in bytes is {length}.",
            {"cookie_name": "n" * length},
        )
    for i, letters in enumerate(
        ("!#$%&'*+-.^_`|~0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    ):
        yield (
            f"name-all-characters-{i}",
            "ok",
            "Every character that a token may have.",
            {"cookie_name": letters},
        )
    for character in '(,;\\"/= \t\0\x7fé\u0141':
        why = f"U+{ord(character):04X} is not allowed in a name."
        yield f"name-with-{ord(character):04x}", "cookie_name", why, {"cookie_name": f"a{character}b"}
    yield "path-empty", "cookie_path", "A path of no bytes.", {"path": ""}
    yield "path-relative", "cookie_path", "A path that does not begin with a slash.", {"path": "app"}
    yield (
        "path-all-printable",
        "ok",
        "Every printable ASCII character but ';'.",
        {"path": "/" + "".join(chr(c) for c in range(33, 127) if c != 59)},
    )
    yield "path-with-space", "ok", "A space within a path.", {"path": "/a b"}
    for length, status in ((1, "ok"), (254, "ok"), (255, "ok"), (256, "cookie_path")):
        yield (
            f"path-{length}-bytes",
            status,
            f"The path's length in bytes is {length}.",
            {"path": "/" + "p" * (length - 1)},
        )
    for character in ";\0\t\n\x1f\x7f\x80é":
        why = f"U+{ord(character):04X} is not allowed in a path."
        yield f"path-with-{ord(character):04x}", "cookie_path", why, {"path": f"/a{character}b"}
    yield (
        "path-injection",
        "cookie_path",
        "An attribute that came in through a path.",
        {"path": "/; Domain=evil.example"},
    )


def _domain():
    for name, domain in [
        ("plain", "example.org"),
        ("one-label", "localhost"),
        ("hyphen", "a-b.c--d.example"),
        ("case", "ExAmple.ORG"),
        ("digits", "a9.0b.9.example"),
        ("punycode", "xn--bcher-kva.example"),
        ("label-63-bytes", f"{LABEL_63}.org"),
        ("252-bytes", DOMAIN_253[:-1]),
        ("253-bytes", DOMAIN_253),
    ]:
        yield f"domain-{name}", "ok", "A host name.", {"domain": domain}
    for name, why, domain in [
        ("254-bytes", "A domain of one byte too many.", DOMAIN_253 + "l"),
        ("label-64-bytes", "A label of one byte too many.", f"l{LABEL_63}.org"),
        ("leading-dot", "A leading dot, which browsers drop: write it without.", ".example.org"),
        ("trailing-dot", "A trailing dot.", "example.org."),
        ("empty-label", "An empty label.", "example..org"),
        ("leading-hyphen", "A label that begins with a hyphen.", "-example.org"),
        ("trailing-hyphen", "A label that ends with a hyphen.", "example-.org"),
        ("underscore", "An underscore.", "my_host.example"),
        ("space", "A space.", "exam ple.org"),
        ("nul", "A NUL.", "example.org\0"),
        ("not-ascii", "A name that is not written in ASCII.", "bücher.example"),
    ]:
        yield f"domain-{name}", "cookie_domain", why, {"domain": domain}


def _flags():
    yield (
        "none-without-secure",
        "same_site_none_needs_secure",
        "SameSite=None without Secure.",
        {"same_site": "none", "secure": False},
    )
    yield "none-with-secure", "ok", "SameSite=None with Secure.", {"same_site": "none"}
    yield "lax-without-secure", "ok", "SameSite=Lax without Secure.", {"secure": False}
    yield (
        "strict-without-secure",
        "ok",
        "SameSite=Strict without Secure.",
        {"same_site": "strict", "secure": False},
    )
    yield (
        "partitioned-without-secure",
        "partitioned_needs_secure",
        "Partitioned without Secure.",
        {"partitioned": True, "secure": False},
    )
    yield "partitioned-with-secure", "ok", "Partitioned with Secure.", {"partitioned": True}
    yield "all-flags-off", "ok", "Every flag off.", {"http_only": False, "secure": False, "persistent": False}


def _prefixes():
    for how, spelling in (("title", "__Host-"), ("mixed", "__hOsT-")):
        name = {"cookie_name": f"{spelling}sid"}
        yield f"host-prefix-{how}", "ok", "Secure, Path=/, no Domain.", name
        yield f"host-prefix-{how}-not-secure", "host_prefix", "Not Secure.", name | {"secure": False}
        yield f"host-prefix-{how}-path", "host_prefix", "Another path.", name | {"path": "/app"}
        yield f"host-prefix-{how}-domain", "host_prefix", "A domain.", name | {"domain": "example.org"}
    for how, spelling in (("title", "__Secure-"), ("mixed", "__sEcUrE-")):
        name = {"cookie_name": f"{spelling}sid"}
        wide = {"path": "/app", "domain": "example.org"}
        yield f"secure-prefix-{how}", "ok", "Secure, and nothing more is asked.", name | wide
        yield f"secure-prefix-{how}-not-secure", "secure_prefix", "Not Secure.", name | {"secure": False}
    yield (
        "host-prefix-alone",
        "host_prefix",
        "The prefix is the whole name, and a prefix all the same.",
        {"cookie_name": "__Host-", "secure": False},
    )
    yield (
        "secure-prefix-alone",
        "secure_prefix",
        "The prefix is the whole name.",
        {"cookie_name": "__Secure-", "secure": False},
    )
    for i, name in enumerate(
        ("__Host", "_Host-sid", "x__Host-sid", "__Hosts-sid", "__Secure", "__Secured-sid")
    ):
        yield (
            f"no-prefix-{i}",
            "ok",
            f"{name} begins with no prefix.",
            {"cookie_name": name, "secure": False, "path": "/app"},
        )
