"""What the tests of badges share."""

import json

import jwt
from openbadgeslib.ob3.status import decode_encoded_list, set_indices

from certification.verification.badges.signing import badge_of


def document(certification):
    return json.loads(badge_of(certification).document)


def said(client, badge, suffix=""):
    response = client.get(f"/badges/{badge.uuid}/{suffix}")
    return response.status_code, response.content.decode()


def everything_said(certification):
    """Document and token, readable."""
    badge = badge_of(certification)
    return badge.document + json.dumps(claims(badge.token))


def claims(token):
    return jwt.decode(token, options={"verify_signature": False})


def told(client, number=1):
    """The places that are set in both lists."""
    found = []
    for address in (f"/badges/status/{number}/", f"/badges/status/{number}/revocation/"):
        listed = json.loads(client.get(address).content)
        found.append(set_indices(decode_encoded_list(listed["credentialSubject"]["encodedList"])))
    return tuple(map(sorted, found))
