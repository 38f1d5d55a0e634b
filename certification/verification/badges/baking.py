"""Puts a badge's document into its picture, as Open Badges 3.0 says (5.3), and finds it there.

What is read may be anybody's: no picture is decoded, nothing is fetched, and nothing grows in memory
beyond what was sent, but for a text of a limited length.
"""

import struct
import zlib
from collections.abc import Iterator

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
KEYWORD = b"openbadgecredential"
PNG = b"\x89PNG\r\n\x1a\n"
# A document of ours takes some 4 KiB.
LONGEST_TEXT = 256 * 1024


class UnreadableError(Exception):
    """No picture of that kind, or one that nobody would make in good faith."""


def into_svg(picture: bytes, document: str) -> bytes:
    """As the first element, and in CDATA, whose end can't stand in it."""
    text = document.replace("]]>", "]]\\u003e")
    element = f"<openbadges:credential><![CDATA[{text}]]></openbadges:credential>"
    root, closed, rest = picture.decode().partition(">")
    return f"{root}{closed}\n{element}{rest}".encode()


def into_png(picture: bytes, document: str) -> bytes:
    """As an iTXt chunk that is not compressed, before the end."""
    head, end = picture[:-12], picture[-12:]
    # The keyword, not compressed, by no method, in no language, without a translated keyword.
    return head + _chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + document.encode()) + end


def _chunk(kind: bytes, content: bytes) -> bytes:
    length, sum_ = len(content), zlib.crc32(kind + content)
    return struct.pack("!I", length) + kind + content + struct.pack("!I", sum_)


def out_of_png(picture: bytes) -> str | None:
    """Raises UnreadableError."""
    for kind, content in _chunks(picture):
        keyword, _sep, rest = content.partition(b"\0")
        if kind == b"iTXt" and keyword == KEYWORD and len(rest) > 2:
            is_compressed = rest[0] != 0
            _language, _sep, rest = rest[2:].partition(b"\0")
            _translated, _sep, text = rest.partition(b"\0")
            return _text(_inflated(text) if is_compressed else text)
    return None


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(PNG)
    while place + 8 <= len(picture):
        length, kind = struct.unpack("!I4s", picture[place : place + 8])
        content = picture[place + 8 : place + 8 + length]
        if len(content) != length:
            raise UnreadableError
        yield kind, content
        place += length + 12


def _inflated(text: bytes) -> bytes:
    inflating = zlib.decompressobj()
    try:
        found = inflating.decompress(text, LONGEST_TEXT)
    except zlib.error:
        raise UnreadableError from None
    if inflating.unconsumed_tail:
        raise UnreadableError
    return found


def out_of_svg(picture: bytes) -> str | None:
    """Without entities and document types, by which a few bytes become many. Raises UnreadableError."""
    try:
        root = ElementTree.fromstring(picture, forbid_dtd=True)
    except (DefusedXmlException, ElementTree.ParseError, ValueError, LookupError, RecursionError):
        raise UnreadableError from None
    found = root.find(f".//{{{NAMESPACE}}}credential")
    if found is None:
        return None
    text = found.get("verify") or found.text or ""
    return _text(text.strip().encode(errors="replace")) or None


def _text(found: bytes) -> str:
    if len(found) > LONGEST_TEXT:
        raise UnreadableError
    try:
        return found.decode()
    except UnicodeDecodeError:
        raise UnreadableError from None
