from typing import NamedTuple

from certification.register.statistics.drawing import Picture


class Column(NamedTuple):
    """`key` never changes, and stands in files; `heading` on the page."""

    key: str
    heading: str


class Row(NamedTuple):
    """`key` stands in files in place of `name`. `address` is of the list of those who are counted."""

    key: str
    name: str
    numbers: list[int]
    address: str = ""


class Chart(NamedTuple):
    """`picture` is None as long as there is nothing to show."""

    key: str
    # The head of the rows' keys in files.
    key_column: str
    title: str
    # What it shows, worked out from the numbers.
    sentence: str
    # How it is counted, where one could take it for something else.
    note: str
    # What the numbers are, and what they are told of: beside and below the picture.
    axes: tuple[str, str]
    picture: Picture | None
    # The names of stacked series, the first at the bottom.
    legend: list[str]
    columns: list[Column]
    rows: list[Row]
    # Headings above those of so many columns each.
    groups: list[tuple[str, int]] = []
    # Takes the whole width of a wide page.
    is_wide: bool = False
    # What the rows are, if the axis needs more words.
    row_heading: str = ""

    @property
    def rows_are(self) -> str:
        return self.row_heading or self.axes[1]
