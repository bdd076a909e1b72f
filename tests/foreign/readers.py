"""Two public libraries as readers of our tokens: each checks the MAC and hands out key id and claims.

Keys come from the secret by a third implementation of HKDF. Neither library knows the profile: what it demands beyond
CWT is compared elsewhere.
"""

import base64

import cbor2
import cwt
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cwt.exceptions import CWTError, VerifyError
from pycose.algorithms import HMAC256
from pycose.exceptions import CoseException
from pycose.headers import KID
from pycose.keys import SymmetricKey
from pycose.keys.keyops import MacVerifyOp
from pycose.keys.keyparam import KpAlg, KpKeyOps
from pycose.messages import CoseMessage

SALT = b"cello-session/1"
# Both ends of time are ours to check: cwt compares exp with the machine's clock, which no vector runs by. Its
# documented leeway is set to more seconds than there are from the first token to the last.
CWT_LEEWAY_S = 10**12


class Refused(Exception):
    """The reader did not accept the token's MAC."""


# What else a library throws at bytes that it cannot take apart.
UNREADABLE = (CWTError, CoseException, cbor2.CBORError, AttributeError, KeyError, TypeError, ValueError)


def derive(secret, cookie_name):
    """Returns (mac key, kid)."""
    hkdf = HKDF(algorithm=hashes.SHA256(), length=36, salt=SALT, info=cookie_name.encode("ascii"))
    okm = hkdf.derive(secret)
    return okm[:32], okm[32:]


def keys_of(config):
    secrets = [config["signing_secret"], *config["accepted_secrets"]]
    return [derive(bytes.fromhex(secret), config["cookie_name"]) for secret in secrets]


def bytes_of(token):
    return base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))


def read_with_cwt(token, keys):
    """Returns (kid, claims). cwt itself picks the key by the key id."""
    reader = cwt.CWT.new(leeway=CWT_LEEWAY_S)
    cose_keys = [cwt.COSEKey.from_symmetric_key(mac_key, alg="HS256", kid=kid) for mac_key, kid in keys]
    try:
        claims = reader.decode(bytes_of(token), cose_keys)
        protected, _, _ = reader.cose.decode_with_headers(bytes_of(token), cose_keys)
    except VerifyError as error:
        raise Refused(str(error)) from error
    return protected[4], claims


def read_with_pycose(token, keys):
    """Returns (kid, claims). pycose leaves the choice of the key to its caller."""
    message = CoseMessage.decode(bytes_of(token))
    kid = message.get_attr(KID)
    mac_key = next(mac_key for mac_key, known in keys if known == kid)
    message.key = SymmetricKey(k=mac_key, optional_params={KpAlg: HMAC256, KpKeyOps: [MacVerifyOp]})
    if not message.verify_tag():
        raise Refused("verify_tag is false")
    return kid, cbor2.loads(message.payload)


READERS = {"cwt": read_with_cwt, "pycose": read_with_pycose}
