"""CSV headers: where is the header of a file, what separates its fields, and which field does each column hold?"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final, get_args

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.parsing.encodings import ENCODINGS
from escalation.kit.parsing.normalization import bare
from escalation.kit.parsing.text import is_fit, looks_empty, tidy
from escalation.texts import Language, translate

DELIMITERS: Final = (",", ";", "\t", "|")
FIELD_LIMIT: Final = 4_000
MOST_COLUMNS: Final = 500

ROWS_LOOKED_AT: Final = 10
_MOST_NAMED, _LONGEST_NAME = 20, 40


@dataclass(frozen=True, slots=True)
class Columns:
    """Which fields a file may and must have, and how many characters each.

    A column is known by the name of its field or by one of the `aliases` of it (the first that the file has), unless
    `mapping` says by heading which field it holds. Case, width, spaces and punctuation of headings do not count; nor
    do remarks in brackets and traditional characters, where no heading is the name itself.
    Columns with a heading `passed_over` are passed over, as are with `others_ignored` all that are not known, and
    always those without a heading. Of the fields `one_of` the file has to have one at least. In the `exact` fields
    every digit counts. A limit above 131,072 has no effect.
    """

    required: Sequence[str] = ()
    optional: Sequence[str] = ()
    limits: Mapping[str, int] = field(default_factory=dict)
    others_ignored: bool = False
    one_of: Sequence[str] = ()
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    exact: frozenset[str] = frozenset()
    passed_over: frozenset[str] = frozenset()

    @property
    def known(self) -> tuple[str, ...]:
        """The names of all fields."""
        return *self.required, *self.optional

    def limit(self, name: str) -> int:
        """Characters that a field may have."""
        return self.limits.get(name, FIELD_LIMIT)

    def taking(self, exported: Mapping[str, str]) -> "Columns":
        """The same, taking what is exported as well. `exported`: the headings of its columns, message ids, by name.

        A heading in any language means the field of that name, and columns that are of no field are passed over.
        """
        words = {name: tuple(dict.fromkeys(_in_all_languages(heading))) for name, heading in exported.items()}
        aliases = {name: (*self.aliases.get(name, ()), *words.get(name, ())) for name in self.known}
        others = (word for name in exported if name not in self.known for word in (name, *words[name]))
        return replace(self, aliases=aliases, passed_over=frozenset(map(bare, others)))


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says: headings, and for each the field it holds or `None`. `row` counts rows before it.

    Of a workbook it names the sheet that is read, and the others that are not; `delimiter` is empty then.
    """

    encoding: str
    delimiter: str
    row: int
    headings: tuple[str, ...]
    fields: tuple[str | None, ...]
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headings of columns that are passed over."""
        pairs = zip(self.headings, self.fields, strict=True)
        return tuple(heading for heading, name in pairs if name is None and not looks_empty(heading))

    def beside(self, other_sheets: tuple[str, ...]) -> "Header":
        """The same, knowing the sheets that are not read."""
        return replace(self, other_sheets=other_sheets)


def _in_all_languages(heading: str) -> Iterator[str]:
    yield from (translate(heading, language) for language in get_args(Language))


def find_header(beginning: str, encoding: str, columns: Columns) -> Header:
    """The first of the first ten rows that has what is needed, with whatever separator; titles may stand above it.

    Raises `ValidationFailed` if no row is what `columns` asks for.
    """
    return choose_header({delimiter: list(_rows(beginning, delimiter)) for delimiter in DELIMITERS}, encoding, columns)


def choose_header(
    readings: Mapping[str, Sequence[list[str]]], encoding: str, columns: Columns, *, sheet: str = ""
) -> Header:
    """The same of rows that were read already, and tidied, by the separator with which they were read."""
    for row in range(ROWS_LOOKED_AT):
        for delimiter, rows in readings.items():
            if row < len(rows) and not _missing(fields_of(rows[row], columns), columns):
                last, names = _last_of_header(rows, row, columns)
                return _checked(Header(encoding, delimiter, last, tuple(rows[last]), tuple(names), sheet), columns)
    widest = max(readings, key=lambda delimiter: max(map(len, readings[delimiter]), default=0))
    headings = next((row for row in readings[widest] if row), [])
    names = fields_of(headings, columns)
    return _checked(Header(encoding, widest, 0, tuple(headings), tuple(names), sheet), columns)


def _last_of_header(rows: Sequence[list[str]], row: int, columns: Columns) -> tuple[int, list[str | None]]:
    """Of a header of two rows the second: cells merged downwards stand in both, and below one across are headings."""
    names = fields_of(rows[row], columns)
    while row + 1 < len(rows) and set(names) - {None} <= set(below := fields_of(rows[row + 1], columns)):
        row, names = row + 1, below
    return row, names


def tidied(row: Sequence[str]) -> list[str]:
    """The headings of a row, without what stands behind the last one."""
    cells = [tidy(cell) for cell in row]
    while cells and looks_empty(cells[-1]):
        cells.pop()
    return cells


def fields_of(headings: Sequence[str], columns: Columns) -> list[str | None]:
    """For each heading the field that its column holds; of several columns for one field the best known counts."""
    # Of an encoding that was not recognised the letters may be right, with something between them.
    fit = [heading if is_fit(heading) else "" for heading in headings]
    keys = list(map(bare, fit))
    mapped = {bare(heading): name for heading, name in columns.mapping.items()}
    fields: list[str | None] = [mapped.get(key) for key in keys]
    _find(fields, keys, columns)
    if any(key and name is None for key, name in zip(keys, fields, strict=True)):
        _find(fields, [bare(_REMARK.sub(" ", heading).translate(_SIMPLIFIED)) for heading in fit], columns)
    return fields


def _find(fields: list[str | None], keys: Sequence[str], columns: Columns) -> None:
    """Give each field that has no column yet the first of those left that is named as it is."""
    free: dict[str, int] = {}
    for place, key in enumerate(keys):
        if fields[place] is None:
            free.setdefault(key, place)
    for name in columns.known:
        if name in fields or name in columns.mapping.values():
            continue
        aliases = (bare(alias) for alias in (name, *columns.aliases.get(name, ())))
        found = next((free.pop(alias) for alias in aliases if alias in free), None)
        if found is not None:
            fields[found] = name


_REMARK: Final = re.compile(r"[(（\[［【〔].*?[)）\]］】〕]")
# Those that headings of hotlines, message boards and petition offices are made of.
_SIMPLIFIED: Final = str.maketrans(
    "標題訴單來問訪內詳類別碼聯繫係電話機號寫點發細時間記創辦編緊難結關閉應狀態決復覆處見滿評價過級屬稱業務據",
    "标题诉单来问访内详类别码联系系电话机号写点发细时间记创办编紧难结关闭应状态决复复处见满评价过级属称业务据",
)


def named(headings: Sequence[str]) -> str:
    """Some of the headings, as a sentence may name them."""
    shown = ["".join(filter(str.isprintable, heading))[:_LONGEST_NAME] for heading in headings[:_MOST_NAMED]]
    return ", ".join(shown) + (" …" if len(headings) > _MOST_NAMED else "")


def _rows(beginning: str, delimiter: str) -> Iterator[list[str]]:
    """The first rows, tidied, without what stands behind the last heading."""
    reader = csv.reader(io.StringIO(beginning, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in islice(reader, ROWS_LOOKED_AT):
            yield tidied(row)
    except csv.Error:
        return


def _missing(names: Sequence[str | None], columns: Columns) -> list[str]:
    missing = [name for name in columns.required if name not in names]
    if columns.one_of and not any(name in names for name in columns.one_of):
        missing.extend(columns.one_of)
    return missing


def _checked(header: Header, columns: Columns) -> Header:
    if faults := tuple(_faults(header, columns)):
        raise ValidationFailed(faults=faults)
    return header


def _faults(header: Header, columns: Columns) -> Iterator[Fault]:
    place = f"line {header.row + 1}"
    if len(header.headings) > MOST_COLUMNS:
        detail = N_("The header names more than {limit} columns.")
        yield Fault(place, "too_many_columns", detail, {"limit": MOST_COLUMNS})
        return
    if missing := _missing(header.fields, columns):
        yield _lacking(place, header, missing)
    unknown = [heading for heading in header.ignored if bare(heading) not in columns.passed_over]
    if not columns.others_ignored and unknown:
        detail = N_("The header names columns that are not known: {unknown}. Known are: {names}.")
        names = ", ".join(columns.known)
        yield Fault(place, "unknown_column", detail, {"unknown": named(unknown), "names": names})
    keys = [bare(heading) for heading in header.headings]
    named_fields = zip(header.headings, keys, header.fields, strict=True)
    if twice := [heading for heading, key, name in named_fields if name and keys.count(key) > 1]:
        detail = N_("The header names the column {name} twice. Delete or rename one of them.")
        yield Fault(place, "duplicate_column", detail, {"name": named(twice[:1])})
    if absent := [heading for heading in columns.mapping if bare(heading) not in keys]:
        detail = N_("The header does not have these columns that were mapped: {names}.")
        yield Fault(place, "unmapped_column", detail, {"names": named(absent)})


def _lacking(place: str, header: Header, missing: Sequence[str]) -> Fault:
    names, found = ", ".join(missing), named(header.headings) or "-"
    if not header.delimiter:
        detail = N_(
            "The header lacks these columns: {names}. Found are: {found}. A visible sheet of the workbook has to have "
            "them in one of its first ten rows; name them so, or say with a mapping what its headings mean."
        )
        return Fault(place, "missing_columns", detail, {"names": names, "found": found})
    detail = N_(
        "The header lacks these columns: {names}. Found are: {found}. The file was read as {encoding} (of {encodings}) "
        "with the separator {delimiter} (of {delimiters})."
    )
    params = {
        "names": names,
        "found": found,
        "encoding": header.encoding,
        "encodings": ", ".join(ENCODINGS),
        "delimiter": visible(header.delimiter),
        "delimiters": " ".join(map(visible, DELIMITERS)),
    }
    return Fault(place, "missing_columns", detail, dict(params))


def visible(delimiter: str) -> str:
    """A separator as a sentence may name it."""
    return "\\t" if delimiter == "\t" else delimiter
