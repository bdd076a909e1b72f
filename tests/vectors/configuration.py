"""The rules of a configuration, each with its status."""

import re

import keys

SECRET_LENS = range(32, 1025)
ACCEPTED_SECRETS_MAX = 7
MAX_AGE_S_MAX = 34560000
TOKEN_CHARACTERS = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}")
PATH = re.compile(r"/[ -:<-~]{0,254}")
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
DOMAIN_LEN_MAX = 253


def broken_rules(config):
    """The statuses of all rules that this config breaks; a case breaks at most one."""
    return [status for status, holds in RULES.items() if not holds(config)]


def _secrets(config):
    return [bytes.fromhex(secret) for secret in [config["signing_secret"], *config["accepted_secrets"]]]


def _kids_differ(config):
    if not _cookie_name(config):
        return True
    kids = [kid for kid, _ in keys.configured(config)]
    return len(set(kids)) == len(kids)


def _cookie_name(config):
    return bool(TOKEN_CHARACTERS.fullmatch(config["cookie_name"]))


def _domain(config):
    domain = config["domain"]
    if domain is None:
        return True
    return len(domain) <= DOMAIN_LEN_MAX and all(LABEL.fullmatch(label) for label in domain.split("."))


def _host_prefix(config):
    bound_to_host = config["secure"] and config["path"] == "/" and config["domain"] is None
    return bound_to_host or not config["cookie_name"].lower().startswith("__host-")


def _secure_prefix(config):
    return config["secure"] or not config["cookie_name"].lower().startswith("__secure-")


def _longest(config):
    longest = config["longest_max_age_s"]
    return longest == 0 or config["max_age_s"] <= longest <= MAX_AGE_S_MAX


def _absolute(config):
    return config["absolute_max_age_s"] == 0 or config["absolute_max_age_s"] >= config["max_age_s"]


RULES = {
    "secret_length": lambda c: all(len(secret) in SECRET_LENS for secret in _secrets(c)),
    "secret_duplicate": _kids_differ,
    "too_many_secrets": lambda c: len(c["accepted_secrets"]) <= ACCEPTED_SECRETS_MAX,
    "cookie_name": _cookie_name,
    "cookie_path": lambda c: bool(PATH.fullmatch(c["path"])),
    "cookie_domain": _domain,
    "same_site_none_needs_secure": lambda c: c["same_site"] != "none" or c["secure"],
    "partitioned_needs_secure": lambda c: c["secure"] or not c["partitioned"],
    "host_prefix": _host_prefix,
    "secure_prefix": _secure_prefix,
    "max_age": lambda c: 1 <= c["max_age_s"] <= MAX_AGE_S_MAX,
    "longest_max_age": _longest,
    "absolute_max_age": _absolute,
}
