"""Many certificates as one ZIP, made one by one while it is sent, so that none is ever held as a whole."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from certification.models import Certification, RegisterSettings
from certification.verification.paper.issuing import certificate_pdf, file_name

NOT_PRINTED = "not-printed.txt"


class _Sink(io.RawIOBase):
    """What has been written and not been sent yet. It can't be wound back, which a ZIP takes."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self.pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        pieces, self.pieces = self.pieces, []
        return b"".join(pieces)


def zipped(
    certifications: Iterable[Certification], count: int, register: RegisterSettings
) -> Iterator[bytes]:
    """Each is named by its place, such as 03-of-13, so that whoever looks into a part sees it is one.

    Who can't be printed is named in a file at the end, with the reason.
    """
    sink, problems, width = _Sink(), [], len(str(count))
    with zipfile.ZipFile(sink, "w") as file:
        for place, certification in enumerate(certifications, 1):
            try:
                page = certificate_pdf(certification, register)
            except ValidationError as error:
                problems.append(f"{certification}: {' '.join(error.messages)}\r\n")
                continue
            name = f"{place:0{width}}-of-{count}-{file_name(certification)}"
            file.writestr(_entry(name, certification.certified_on), page)
            yield sink.taken()
        if problems:
            head = _("These certificates are not in this file:")
            text = f"{head}\r\n\r\n{''.join(problems)}"
            file.writestr(_entry(NOT_PRINTED, date(1980, 1, 1)), text.encode())
    yield sink.taken()


def _entry(name: str, day: date) -> zipfile.ZipInfo:
    """With a day of the certificate's own, so that the same certificates make the same file."""
    # A ZIP knows no day before 1980. What is in a PDF is compressed already.
    year = max(1980, day.year)
    entry = zipfile.ZipInfo(name, (year, day.month, day.day, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    return entry
