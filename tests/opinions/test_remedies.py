"""Whoever is refused a line is told the line, what is wrong with which field, and what to do about it."""

import io

import pytest

from escalation.errors import Fault, ValidationFailed
from escalation.kit.parsing.table_files import open_table
from escalation.organisation.domain.tree import COLUMNS
from escalation.texts import translate
from tests.support.workbooks import a_workbook

UNITS = b"code,parent_code,level,name"
FILES = {
    "unknown_column": UNITS + b",colour\n",
    "missing_columns": b"code,name\n",
    "too_many_columns": b"code" + b",x" * 600,
    "old_workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "unreadable_workbook": b"PK\x03\x04" + bytes(600),
    "too_many_blank_lines": UNITS + b"\n" * 60_000_000,
}


def refused(content: bytes) -> list[Fault]:
    with pytest.raises(ValidationFailed) as refusal:
        list(open_table(io.BytesIO(content), COLUMNS).records)
    return list(refusal.value.faults)


@pytest.mark.parametrize("code", FILES)
def test_a_file_that_is_refused_names_the_place_and_is_explained_in_both_languages(code: str) -> None:
    (fault,) = refused(FILES[code])
    assert (fault.code, fault.pointer.startswith("line ")) == (code, True)
    assert translate(fault.detail, "zh") != fault.detail


def test_columns_that_are_not_known_are_named() -> None:
    (fault,) = refused(FILES["unknown_column"])
    assert fault.params["unknown"] == "colour"
    (fault,) = refused(a_workbook([["code", "parent_code", "level", "name", "颜色"]]))
    assert fault.params["unknown"] == "颜色"


class Counted(io.BytesIO):
    """How many steps were taken over a file, and how much of it was decoded."""

    bytes_read = 0
    steps = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Count what is looked at for the encoding, and for the header."""
        self.steps += 1
        return super().read(size)

    def readline(self, size: int | None = -1, /) -> bytes:
        """Count the rest of a line."""
        self.steps += 1
        return super().readline(size)

    def read1(self, size: int | None = -1, /) -> bytes:
        """Count what a decoder takes."""
        found = super().read1(size)
        self.bytes_read += len(found)
        return found


@pytest.mark.parametrize(
    ("content", "most"),
    [(FILES["too_many_blank_lines"], 2_000_000), (b"code" + b",x" * 1_000_000, 2_000_000)],
    ids=["60 MB of blank lines", "a million columns"],
)
def test_a_file_of_nothing_ends_after_a_bounded_part_of_it(content: bytes, most: int) -> None:
    file = Counted(content)
    with pytest.raises(ValidationFailed):
        list(open_table(file, COLUMNS).records)
    assert file.bytes_read < most
    assert file.steps < 200
