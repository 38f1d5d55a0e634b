"""Puts a badge's document into its picture, as Open Badges 3.0 says (5.3), and finds it there.

What is read may be anybody's: no picture is decoded, nothing is fetched, and nothing grows in memory
beyond what was sent, but for a text of a limited length.
"""

import struct
import zlib
from collections.abc import Iterator
from xml.parsers import expat

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
    """Read in passing: neither its tree nor its other texts are kept. Raises UnreadableError."""
    found = _Found()
    reader = expat.ParserCreate(namespace_separator=" ")
    reader.buffer_text = True
    # Entities, by which a few bytes become many, are declared nowhere else.
    reader.StartDoctypeDeclHandler = _refuse
    reader.StartElementHandler = found.begin
    reader.EndElementHandler = found.end
    reader.CharacterDataHandler = found.read
    try:
        reader.Parse(picture, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise UnreadableError from None
    return _text("".join(found.pieces).strip().encode()) or None


def _refuse(*_args: object) -> None:
    raise UnreadableError


class _Found:
    """The text of the first element of a badge, or its attribute: there a token is baked."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._length = 0
        self._is_within = self._is_over = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{NAMESPACE} credential" and not self._is_over:
            self._is_within = True
            self.read(attributes.get("verify", ""))

    def end(self, name: str) -> None:
        if name == f"{NAMESPACE} credential":
            self._is_within, self._is_over = False, True

    def read(self, text: str) -> None:
        if self._is_within:
            self._length += len(text)
            if self._length > LONGEST_TEXT:
                raise UnreadableError
            self.pieces.append(text)


def _text(found: bytes) -> str:
    if len(found) > LONGEST_TEXT:
        raise UnreadableError
    try:
        return found.decode()
    except UnicodeDecodeError:
        raise UnreadableError from None
