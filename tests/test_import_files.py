"""Which files are read, and what is said of those that can't be."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from certification.models import Certification
from people.models import Person
from tests.importing import HEADER, a_row, csv_text, import_bytes, import_path, import_rows, summary

NOTHING = summary((0, 0, 0), (0, 0, 0))

ONE_CREATED = summary(people=(1, 0, 0), certifications=(1, 0, 0))


def workbook(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_csv_is_read_with_each_delimiter_with_and_without_bom(
    tmp_path, delimiter, encoding, line_end
):
    text = csv_text([a_row(organisation="Black; Tanner, Fitz")], delimiter=delimiter)

    outcome = import_bytes(tmp_path, text.replace("\r\n", line_end).encode(encoding))

    assert (outcome.status, outcome.summary) == (0, ONE_CREATED)
    assert Person.objects.get().organisation.name == "Black; Tanner, Fitz"


def test_header_names_are_trimmed_and_of_any_case(tmp_path):
    text = csv_text([a_row()]).replace("register_no", " Register_No ").replace("level", "LEVEL")

    assert import_bytes(tmp_path, text.encode()).summary == ONE_CREATED


def test_a_workbook_is_read_with_dates_and_numbers_in_its_cells(tmp_path):
    book = workbook(
        HEADER,
        [],
        [12345, "Åse", "Ødegård", None, None, "no", "Gold", date(2015, 3, 1)],
        [12346.0, "Bo", "Ek", None, None, "se", "gold", datetime(2015, 3, 2)],  # noqa: DTZ001
    )

    outcome = import_bytes(tmp_path, book, name="export.xlsx")

    assert outcome.summary == summary(people=(2, 0, 0), certifications=(2, 0, 0))
    found = Certification.objects.order_by("certified_on")
    assert list(found.values_list("person__register_no", "certified_on")) == [
        ("12345", date(2015, 3, 1)),
        ("12346", date(2015, 3, 2)),
    ]


def test_a_bad_row_of_a_workbook_is_named_by_its_row(tmp_path):
    moment = datetime(2015, 3, 1, 12, 30)  # noqa: DTZ001
    book = workbook(HEADER, [], ["a1", "Åse", "Ødegård", None, None, "NO", "gold", moment])

    outcome = import_bytes(tmp_path, book, name="export.xlsx")

    assert outcome.problems == [
        "Line 3, column certified_on: “2015-03-01 12:30:00”. "
        "Expected: a day of the calendar as YYYY-MM-DD, such as 2016-04-30"
    ]


def test_lines_are_counted_as_the_file_has_them(tmp_path):
    rows = [a_row(organisation="Two\nlines"), a_row(register_no="b2", level="platinum")]
    text = csv_text(rows).replace("\r\nb2", "\r\n\r\n , ,,\r\nb2")

    outcome = import_bytes(tmp_path, text.encode())

    assert outcome.problems == [
        "Line 6, column level: “platinum”. Expected: one of the levels: bronze, silver, gold"
    ]


def test_unknown_columns_are_named_and_ignored(tmp_path):
    outcome = import_rows(tmp_path, [a_row(Shoe="42", hat="7")])

    assert outcome.lines[0] == "Columns that the register does not know, ignored: Shoe, hat"
    assert outcome.summary == ONE_CREATED


def test_a_row_with_more_cells_than_the_header_is_rejected(tmp_path):
    text = csv_text([a_row()]).rstrip() + ",surplus\r\n"

    assert import_bytes(tmp_path, text.encode()).problems == [
        "Line 2, column (after the last): “surplus”. "
        "Expected: at most as many cells as the header has, 8"
    ]


GOOD = csv_text([a_row()]).encode()
ZIP = io.BytesIO()
with zipfile.ZipFile(ZIP, "w") as archive:
    archive.writestr("readme.txt", "no workbook")

UNREADABLE = {
    "empty": (b"", "“export.csv” is empty."),
    "blank lines only": (b"\n \n", "“export.csv” is empty."),
    "header only": (GOOD.splitlines()[0], "“export.csv” has a header and no rows below it."),
    "UTF-16": (
        GOOD.decode().encode("utf-16"),
        "“export.csv” is text in UTF-16: save it as “CSV UTF-8”.",
    ),
    "Latin-1": (
        GOOD.decode().encode("latin-1"),
        "“export.csv”, line 2: this is not UTF-8. Save it as “CSV UTF-8”.",
    ),
    "NUL": (
        GOOD.replace(b"Cluster", b"Clu\0ster"),
        "“export.csv”, line 2: there is a NUL byte, so this is no text file.",
    ),
    "long cell": (
        GOOD.replace(b"Cluster", b"x" * 20_000),
        "“export.csv”, line 2: a cell is longer than 10000 characters.",
    ),
    "long line": (
        GOOD.replace(b"Cluster", b"x" * 100_000_000),
        "“export.csv”, line 2: the line is too long for a table of people.",
    ),
    "open quote": (
        GOOD.replace(b"Cluster Office", b'"Cluster Office'),
        "“export.csv”, line 2: the cells can't be told apart. Check the quotation marks and line ends.",
    ),
    "xls": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "“export.csv” is an old Excel file (.xls) or one with a password: save it as CSV or as XLSX "
        "without a password.",
    ),
    "zip": (ZIP.getvalue(), "“export.csv” is no XLSX workbook that can be read."),
    "cut zip": (b"PK\x03\x04", "“export.csv” is no XLSX workbook that can be read."),
    "a column is missing": (
        GOOD.replace(b"certified_on", b"certified"),
        "“export.csv” lacks the column certified_on.",
    ),
    "columns are missing": (
        GOOD.replace(b"certified_on", b"certified").replace(b"email", b"mail"),
        "“export.csv” lacks the columns: email, certified_on.",
    ),
    "a column twice": (
        GOOD.replace(b"email", b"country"),
        "“export.csv” lacks the column email.",
    ),
    "an optional column twice": (
        GOOD.replace(b"certified_on", b"certified_on,number,Number"),
        "“export.csv” has the column number twice.",
    ),
}


@pytest.mark.parametrize(("content", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_is_no_such_table_gets_one_sentence(tmp_path, content, sentence):
    outcome = import_bytes(tmp_path, content)

    assert (outcome.status, outcome.lines, outcome.error) == (1, [NOTHING], sentence)
    assert not Person.objects.exists()


def test_a_folder_and_a_missing_file_get_one_sentence(tmp_path):
    outcomes = [import_path(tmp_path), import_path(tmp_path / "none.csv")]

    assert [(outcome.status, outcome.error) for outcome in outcomes] == [
        (1, f"“{tmp_path}” can't be read: Is a directory."),
        (1, f"“{tmp_path / 'none.csv'}” can't be read: No such file or directory."),
    ]


def test_a_workbook_whose_texts_would_fill_the_memory_is_refused(tmp_path):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * 100_000_001)

    outcome = import_bytes(tmp_path, bomb.getvalue())

    assert outcome.error == "“export.csv” is too large for a workbook: save it as “CSV UTF-8”."


def test_an_empty_workbook_gets_one_sentence_and_the_summary(tmp_path):
    path = tmp_path / "export.xlsx"
    Workbook().save(path)

    outcome = import_path(path)

    assert (outcome.status, outcome.error) == (1, "“export.xlsx” is empty.")
    assert outcome.summary == NOTHING
