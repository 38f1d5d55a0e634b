"""A workbook (XLSX) with one sheet, written from its beginning to its end while it is sent.

openpyxl puts a sheet together in a file of its own before the first byte of the workbook is known. A
workbook is a ZIP archive of XML, which Python can write to where nothing can be read again.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

# Of a sheet, with the head.
ROWS = 1_048_576
# Before this day Excel counts wrong.
FIRST_DAY, DAY_ZERO = date(1900, 3, 1), date(1899, 12, 30)
# What XML can't say.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>
</Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>
</Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">
<sheets><sheet name="Experts" sheetId="1" r:id="rId1"/></sheets>
</workbook>""",
    # The styles of a cell: 0 plain, 1 a day, 2 the head.
    "xl/styles.xml": f"""<styleSheet xmlns="{_MAIN}">
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>""",
}
_BEFORE = f"""<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>
<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="%d" width="16" customWidth="1"/></cols>
<sheetData>"""
_AFTER = "</sheetData></worksheet>"


class _Sent:
    """A file from which is taken what was written to it."""

    def __init__(self) -> None:
        self.written = bytearray()

    def write(self, content: bytes) -> int:
        self.written += content
        return len(content)

    def flush(self) -> None:
        """There is nothing behind it."""

    def taken(self) -> bytes:
        taken, self.written = bytes(self.written), bytearray()
        return taken


def workbook(head: list[str], batches: Iterable[Iterable[list[Any]]]) -> Iterator[bytes]:
    sent: Any = _Sent()
    with ZipFile(sent, "w", ZIP_DEFLATED, compresslevel=3) as archive:
        for name, xml in _PARTS.items():
            archive.writestr(name, _XML + xml)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write((_XML + _BEFORE % len(head) + _row(head, _head)).encode())
            yield sent.taken()
            for rows in batches:
                sheet.write("".join(_row(row, _cell) for row in rows).encode())
                yield sent.taken()
            sheet.write(_AFTER.encode())
    yield sent.taken()


def _row(values: list[Any], cell: Any) -> str:
    return f"<row>{''.join(map(cell, values))}</row>"


def _head(name: str) -> str:
    return f'<c s="2" t="inlineStr"><is><t>{escape(name)}</t></is></c>'


def _cell(value: Any) -> str:
    """A text is marked as one: no program takes it for a formula, whatever it begins with."""
    if not value:
        return "<c/>"
    if isinstance(value, date):
        if value >= FIRST_DAY:
            return f'<c s="1"><v>{(value - DAY_ZERO).days}</v></c>'
        value = value.isoformat()
    text = escape(_UNSPEAKABLE.sub("", value))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
