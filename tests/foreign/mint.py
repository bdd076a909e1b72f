"""Two public libraries as writers: of tokens to our profile, and of good COSE that is not the profile's."""

import base64

import cbor2
import cwt
from pycose.algorithms import HMAC256
from pycose.headers import KID, Algorithm
from pycose.keys import SymmetricKey
from pycose.keys.keyops import MacCreateOp
from pycose.keys.keyparam import KpAlg, KpKeyOps
from pycose.messages import Mac0Message

ALG_HEADER, KID_HEADER, HMAC_256_256 = 1, 4, 5


def with_pycose(claims, mac_key, kid):
    """The profile asks for nothing that pycose does not do: both header parameters protected, canonical CBOR."""
    return _pycose(claims, mac_key, {Algorithm: HMAC256, KID: kid}, {})


def with_cwt(claims, mac_key, kid):
    """cwt's COSE layer takes the headers as they are given."""
    key = cwt.COSEKey.from_symmetric_key(mac_key, alg="HS256", kid=kid)
    protected = {ALG_HEADER: HMAC_256_256, KID_HEADER: kid}
    payload = cbor2.dumps(claims, canonical=True)
    return to_text(cwt.COSE.new().encode_and_mac(payload, key, protected=protected, unprotected={}))


WRITERS = {"pycose": with_pycose, "cwt": with_cwt}


def with_kid_unprotected(claims, mac_key, kid):
    """The key id stands outside of what is MAC'd."""
    return _pycose(claims, mac_key, {Algorithm: HMAC256}, {KID: kid})


def with_cwt_defaults(claims, mac_key, kid):
    """What cwt's CWT layer makes of the same claims: the key id unprotected, and a claim nbf of its own."""
    key = cwt.COSEKey.from_symmetric_key(mac_key, alg="HS256", kid=kid)
    return to_text(cwt.CWT.new().encode_and_mac(dict(claims), key))


def with_claims_unsorted(claims, mac_key, kid):
    """The same claims in another order of the map."""
    return _pycose(
        dict(reversed(claims.items())), mac_key, {Algorithm: HMAC256, KID: kid}, {}, canonical=False
    )


OUTSIDE_THE_PROFILE = [with_kid_unprotected, with_cwt_defaults, with_claims_unsorted]


def to_text(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _pycose(claims, mac_key, protected, unprotected, canonical=True):
    message = Mac0Message(phdr=protected, uhdr=unprotected, payload=cbor2.dumps(claims, canonical=canonical))
    message.key = SymmetricKey(k=mac_key, optional_params={KpAlg: HMAC256, KpKeyOps: [MacCreateOp]})
    return to_text(message.encode())
