"""A secret and a cookie name -> MAC key and key id, by HKDF-SHA256 (RFC 5869) written out."""

import hashlib
import hmac

SALT = b"cello-session/1"
MAC_KEY_LEN, KID_LEN = 32, 4


def derive(secret, cookie_name):
    """Returns (mac key, kid)."""
    okm = hkdf_sha256(SALT, secret, cookie_name.encode("ascii"), MAC_KEY_LEN + KID_LEN)
    return okm[:MAC_KEY_LEN], okm[MAC_KEY_LEN:]


def hkdf_sha256(salt, input_key, info, length):
    pseudo_random_key = hmac_sha256(salt, input_key)
    okm, block, counter = b"", b"", 1
    while len(okm) < length:
        block = hmac_sha256(pseudo_random_key, block + info + bytes([counter]))
        okm, counter = okm + block, counter + 1
    return okm[:length]


def hmac_sha256(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def configured(config):
    """The keys of a config as a list of (kid, mac key), the signing one first."""
    secrets = [config["signing_secret"], *config["accepted_secrets"]]
    pairs = (derive(bytes.fromhex(secret), config["cookie_name"]) for secret in secrets)
    return [(kid, mac_key) for mac_key, kid in pairs]
