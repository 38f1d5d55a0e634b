"""What a file is that somebody was shown as a badge; and files that nobody sends in good faith."""

import base64
import json
import struct
import time
import tracemalloc
import zlib
from copy import deepcopy
from datetime import timedelta

import pytest
from django.utils import timezone

from certification.demo.factories import CertificationFactory
from certification.models import Badge, Status
from certification.verification.badges import baking, keys, pictures
from certification.verification.badges.reading import MOST_BYTES, Finding, read_badge
from certification.verification.badges.signing import badge_of
from people.erasing import erase
from people.models import Person


@pytest.fixture
def certification():
    return CertificationFactory(number="ESCA-2020-0042", valid_until="2099-12-31")


@pytest.fixture
def badge(certification):
    certification.refresh_from_db()
    return badge_of(certification)


def ways(badge):
    """Of all kinds of files that it can be sent as."""
    level = badge.certification.level
    return {
        "document": badge.document.encode(),
        "with a mark before it": b"\xef\xbb\xbf" + badge.document.encode(),
        "written in another order": json.dumps(
            json.loads(badge.document), sort_keys=True, separators=(",", ":")
        ).encode(),
        "token": badge.token.encode() + b"\n",
        "png": baking.into_png(pictures.png(level), badge.document),
        "png with the token": baking.into_png(pictures.png(level), badge.token),
        "svg": baking.into_svg(pictures.svg(level), badge.document),
        "svg with the token": pictures.svg(level).replace(
            b"</svg>",
            f'<openbadges:credential verify="{badge.token}"/></svg>'.encode(),
        ),
    }


def test_ours_is_found_in_all_kinds_of_files_with_its_status_today(badge):
    found = {name: read_badge(content) for name, content in ways(badge).items()}

    as_it_is = (Finding.AS_SIGNED, badge, Status.VALID)
    assert {name: (one.finding, one.badge, one.status) for name, one in found.items()} == (
        dict.fromkeys(ways(badge), as_it_is)
    )
    assert {(one.is_latest, one.key_is_retired) for one in found.values()} == {(True, False)}


def test_ours_of_what_is_withdrawn_since_says_so(badge, certification):
    certification.withdraw(on=timezone.localdate(), reason="Decision")

    found = read_badge(badge.document.encode())

    assert (found.finding, found.status) == (Finding.AS_SIGNED, Status.WITHDRAWN)


def test_an_earlier_edition_is_ours_and_not_the_latest(badge, certification):
    Person.objects.filter(pk=certification.person.pk).update(family_name="Newname")
    newer = badge_of(Badge.objects.get().certification)

    both = [read_badge(one.document.encode()) for one in (badge, newer)]
    tokens = [read_badge(one.token.encode()) for one in (badge, newer)]

    assert [(found.finding, found.is_latest) for found in both + tokens] == [
        (Finding.AS_SIGNED, False),
        (Finding.AS_SIGNED, True),
    ] * 2


def test_one_that_a_retired_key_signed_is_ours(badge):
    keys.rotate()

    found = read_badge(badge.document.encode())

    assert (found.finding, found.key_is_retired) == (Finding.AS_SIGNED, True)


@pytest.mark.parametrize("days", [(-900, -800), (-100, 100), (100, 900)])
def test_one_that_the_records_have_lost_is_ours_by_its_signature(days, monkeypatch):
    """Also before its first day, and after its last."""
    first, last = (timezone.localdate() + timedelta(days=number) for number in days)
    badge = badge_of(CertificationFactory(certified_on=first, valid_until=last))
    monkeypatch.setattr("certification.verification.badges.reading._editions", lambda _: iter(()))

    found = [read_badge(badge.document.encode()), read_badge(badge.token.encode())]

    assert [(each.finding, each.is_latest) for each in found] == [(Finding.AS_SIGNED, False)] * 2


def paths(value, path=()):
    """To everything that stands in a document."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from paths(value[key], (*path, key))
    else:
        yield path


def altered(document, path):
    changed = deepcopy(document)
    *way, last = path
    part = changed
    for key in way:
        part = part[key]
    part[last] = not part[last] if isinstance(part[last], bool) else f"{part[last]}x"
    return changed


def test_ours_is_known_as_altered_in_each_of_its_fields(badge):
    document = json.loads(badge.document)
    # Without its own name it is nobody's, and says that it is ours by its issuer.
    found = {
        path: read_badge(json.dumps(altered(document, path)).encode()).finding
        for path in paths(document)
    }

    assert len(found) > 40
    assert {path: finding for path, finding in found.items() if finding != Finding.ALTERED} == {}


@pytest.mark.parametrize("name", ["name", "validUntil", "credentialStatus", "proof", "evidence"])
def test_ours_without_one_of_its_fields_is_altered(badge, name):
    document = json.loads(badge.document)
    del document[name]

    assert read_badge(json.dumps(document).encode()).finding == Finding.ALTERED


def test_ours_with_another_field_is_altered(badge):
    document = json.loads(badge.document) | {"description": "Everything"}

    assert read_badge(json.dumps(document).encode()).finding == Finding.ALTERED


def test_a_token_of_ours_with_another_text_is_altered(badge):
    head, body, signature = badge.token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    claims["name"] = "Certified cluster expert: Gold"
    forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")

    assert read_badge(f"{head}.{forged}.{signature}".encode()).finding == Finding.ALTERED


def test_a_name_that_stands_twice_is_refused(badge):
    twice = badge.document.replace("{", '{"name": "Certified cluster expert: Gold",', 1)

    assert read_badge(twice.encode()).finding == Finding.UNREADABLE


def test_of_an_erased_person_nothing_is_told(badge, certification):
    erase(certification.person, "Request", "Rita Registrar")

    found = read_badge(badge.document.encode())

    assert (found.finding, found.status) == (Finding.ERASED, None)


FOREIGN = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "https://badges.example.org/1",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "did:web:badges.example.org"},
}


def test_somebody_elses_is_foreign():
    assert read_badge(json.dumps(FOREIGN).encode()).finding == Finding.FOREIGN


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": {"id": "did:web:127.0.0.1%3A8000"}},
        {"issuer": "did:web:127.0.0.1%3A8000"},
    ],
)
def test_one_that_says_it_is_ours_and_is_in_no_record_is_altered(changes):
    assert read_badge(json.dumps(FOREIGN | changes).encode()).finding == Finding.ALTERED


def test_a_certificate_in_print_is_known_by_the_address_in_it():
    link = b"/URI(http://127.0.0.1:8000/verify/ESCA20200042/?code=7K3QF0XW9M)"

    found = read_badge(b"%PDF-1.7\n" + link)

    assert (found.finding, found.number) == (Finding.PAPER, "ESCA20200042")
    assert read_badge(b"%PDF-1.7\nhttps://example.org/verify/1/").finding == Finding.NO_BADGE


def png(*chunks):
    parts = [baking.PNG]
    for kind, content in (*chunks, (b"IEND", b"")):
        parts += [struct.pack("!I", len(content)), kind, content, b"\0\0\0\0"]
    return b"".join(parts)


def itxt(text, *, compressed):
    flag = b"\1\0" if compressed else b"\0\0"
    return b"iTXt", baking.KEYWORD + b"\0" + flag + b"\0\0" + text


def test_a_compressed_text_in_a_png_is_read(badge):
    text = zlib.compress(badge.document.encode())

    assert read_badge(png(itxt(text, compressed=True))).finding == Finding.AS_SIGNED


BOMB = zlib.compress(b"a" * 200_000_000)
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;">]><svg xmlns="http://www.w3.org/2000/svg">&c;</svg>"""
OUTSIDE = b"""<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>"""
HOSTILE = {
    "nothing": (b"", Finding.UNREADABLE),
    "spaces": (b"   \n", Finding.UNREADABLE),
    "bytes": (bytes(range(256)) * 100, Finding.UNREADABLE),
    "words": ("Ich möchte".encode(), Finding.UNREADABLE),
    "another alphabet": ("{}".encode("utf-16"), Finding.UNREADABLE),
    "no JSON": (b'{"id": ', Finding.UNREADABLE),
    "a list": (b"[]", Finding.UNREADABLE),
    "a number too long": (b'{"id": ' + b"9" * 100_000 + b"}", Finding.UNREADABLE),
    "a name that is no text": (b'{"id": ["a"], "issuer": []}', Finding.FOREIGN),
    "deep JSON": (b'{"id":' * 40_000 + b"1" + b"}" * 40_000, Finding.UNREADABLE),
    "deep lists": (b'{"id":' + b"[" * 100_000 + b"]" * 100_000 + b"}", Finding.UNREADABLE),
    "half a surrogate": (b'{"id": "\\ud800", "issuer": "\\ud800"}', Finding.FOREIGN),
    "a token of nothing": (b"a.b.c", Finding.UNREADABLE),
    "a token of text": (b"eyJ9.InRleHQi.c", Finding.UNREADABLE),
    "too much": (b"{" + b" " * MOST_BYTES + b"}", Finding.TOO_BIG),
    "a long text": (b'{"id": "' + b"a" * 1_000_000 + b'"}', Finding.UNREADABLE),
    "entities": (ENTITIES, Finding.UNREADABLE),
    "an entity outside": (OUTSIDE, Finding.UNREADABLE),
    "a document type": (b"<!DOCTYPE html><html></html>", Finding.UNREADABLE),
    "broken XML": (b"<svg><a></svg>", Finding.UNREADABLE),
    "deep XML": (b"<a>" * 200_000 + b"</a>" * 200_000, Finding.NO_BADGE),
    "XML of an unknown encoding": (b'<?xml version="1.0" encoding="x"?><a/>', Finding.UNREADABLE),
    "an SVG without a badge": (b"<svg/>", Finding.NO_BADGE),
    "a PNG without a badge": (png(), Finding.NO_BADGE),
    "a PNG that is cut off": (png(itxt(b"{}", compressed=False))[:40], Finding.UNREADABLE),
    "a PNG with a false length": (
        baking.PNG + b"\xff\xff\xff\xffiTXt" + b"a" * 100,
        Finding.UNREADABLE,
    ),
    "a bomb": (png(itxt(BOMB, compressed=True)), Finding.UNREADABLE),
    "a bomb in its pixels": (png((b"IDAT", BOMB)), Finding.NO_BADGE),
    "no compressed text": (png(itxt(b"text", compressed=True)), Finding.UNREADABLE),
    "many chunks": (png(*[(b"tEXt", b"")] * 150_000), Finding.NO_BADGE),
    "a PDF": (b"%PDF-1.7\n" + b"http://127.0.0.1:8000/verify/" * 60_000, Finding.NO_BADGE),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_sent_gets_an_answer_in_little_time_and_memory(name):
    content, finding = HOSTILE[name]
    tracemalloc.start()
    began = time.perf_counter()

    found = read_badge(content).finding

    took, (_now, most) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == finding
    assert (took < 10, most < 32 * 2**20) == (True, True), (took, most)


def test_one_of_ours_full_of_nonsense_is_answered_soon(badge):
    """Its shape could keep one busy who looks for its meaning first."""
    document = json.loads(badge.document)
    nodes = [{"type": ["Evidence"], "id": f"urn:x:{number}"} for number in range(2000)]
    began = time.perf_counter()

    found = read_badge(json.dumps(document | {"evidence": nodes}).encode())

    assert (found.finding, time.perf_counter() - began < 5) == (Finding.ALTERED, True)
