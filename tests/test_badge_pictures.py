"""The pictures of badges, told apart without colour, and what is baked into them."""

import json
import struct
import xml.etree.ElementTree as ET
import zlib

import pytest
from PIL import Image

from certification.demo.factories import CertificationFactory
from certification.models import Level
from certification.verification.badges import baking, pictures
from certification.verification.badges.signing import badge_of

LEVELS = ("bronze", "silver", "gold")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(slug, **changes):
    level = Level.objects.get(slug=slug)
    for name, value in changes.items():
        setattr(level, name, value)
    return ET.fromstring(pictures.svg(level))  # noqa: S314 - our own


def told_apart(root):
    texts = [text.text for text in root.iter(f"{SVG}text")]
    chevrons = root.findall(f"{SVG}g/{SVG}path")
    corners = root.find(f"{SVG}path").get("d").count(" ") // 2 + 1
    return texts[0], len(chevrons), corners


def test_levels_differ_by_word_number_and_outline():
    assert [told_apart(drawn(slug)) for slug in LEVELS] == [
        ("Bronze", 1, 6),
        ("Silver", 2, 8),
        ("Gold", 3, 24),
    ]


def test_a_name_is_written_as_text_whatever_it_holds():
    assert told_apart(drawn("gold", name='<script>"&'))[0] == '<script>"&'


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_picture_of_a_level_is_served(client, kind):
    response = client.get(f"/badges/levels/gold.{kind}")

    assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=3600")
    assert response.content == getattr(pictures, kind)(Level.objects.get(slug="gold"))
    assert client.get(f"/badges/levels/platinum.{kind}").status_code == 404


def test_the_address_of_an_achievement_describes_it(client):
    certification = CertificationFactory()
    badge = json.loads(badge_of(certification).document)
    achievement = badge["credentialSubject"]["achievement"]

    told = client.get(achievement["id"].removeprefix("http://127.0.0.1:8000")).json()

    assert told == {"@context": badge["@context"], **achievement}


def test_a_png_is_a_picture_that_holds_the_document_as_it_is_served(client, tmp_path):
    badge = badge_of(CertificationFactory())
    content = client.get(f"/badges/{badge.uuid}/badge.png").content

    place = content.index(b"iTXt")
    (length,) = struct.unpack("!I", content[place - 4 : place])
    chunk = content[place + 4 : place + 4 + length]
    (sum_,) = struct.unpack("!I", content[place + 4 + length : place + 8 + length])
    assert chunk == b"openbadgecredential\0\0\0\0\0" + badge.document.encode()
    assert sum_ == zlib.crc32(b"iTXt" + chunk)
    file = tmp_path / "badge.png"
    file.write_bytes(content)
    with Image.open(file) as picture:
        picture.load()
        assert (picture.size, picture.text["openbadgecredential"]) == ((512, 512), badge.document)


def test_an_svg_holds_the_document_in_cdata(client):
    badge = badge_of(CertificationFactory(person__family_name="Lie]]> & <Berg>"))
    content = client.get(f"/badges/{badge.uuid}/badge.svg").content

    assert content.count(b"<openbadges:credential><![CDATA[{") == 1
    root = ET.fromstring(content)  # noqa: S314 - our own
    (element,) = root.findall("{https://purl.imsglobal.org/ob/v3p0}credential")
    assert json.loads(element.text) == json.loads(badge.document)
    assert "Lie]]> & <Berg>" in badge.document


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_what_is_baked_is_found_again(client, kind):
    badge = badge_of(CertificationFactory())
    content = client.get(f"/badges/{badge.uuid}/badge.{kind}").content

    assert getattr(baking, f"out_of_{kind}")(content) == badge.document
