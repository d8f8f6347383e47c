"""Which units of a file can join the tree, in what order, and what is wrong with the others?"""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from escalation.errors import N_, Fault
from escalation.kit.parsing.coordinates import Location
from escalation.kit.parsing.csv_files import Record, at
from escalation.kit.parsing.csv_headers import Columns
from escalation.kit.parsing.location_columns import LATITUDE_NAMES, LONGITUDE_NAMES, read_location
from escalation.kit.parsing.text import looks_empty
from escalation.organisation.domain.units import UnitKind, UnitRow

COLUMNS = Columns(
    required=("code", "parent_code", "level", "name"),
    optional=("kind", "designation", "longitude", "latitude", "active"),
    limits={"code": 64, "parent_code": 64, "level": 60, "name": 200, "kind": 100, "designation": 100},
    exact=frozenset({"code", "parent_code"}),
    aliases={
        "code": ("单位代码", "单位编码", "机构代码", "代码", "编码"),
        "parent_code": ("上级单位代码", "上级单位编码", "上级代码", "上级编码", "父级代码"),
        "level": ("层级", "级别", "单位层级"),
        "name": ("单位名称", "机构名称", "名称"),
        "kind": ("单位类型", "类型"),
        "designation": ("称谓",),
        "longitude": LONGITUDE_NAMES,
        "latitude": LATITUDE_NAMES,
    },
)
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}\Z")
_LATIN = re.compile(r"[A-Za-z]")
_KINDS = {kind.value: kind for kind in UnitKind}


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit that is in the tree already: its level's rank, what it is, and whether it has not been dissolved."""

    rank: int
    kind: UnitKind
    active: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit of the file that can join the tree, the line it came from and its level's rank."""

    line: int
    unit: UnitRow
    rank: int


@dataclass(frozen=True, slots=True)
class PlacedUnits:
    """`placed` has every parent before its children; `faults` has one for each refused line, in the order of lines."""

    placed: tuple[Placed, ...]
    faults: tuple[Fault, ...]


def read_tree(
    records: Iterable[Record[str] | Fault], *, known: Mapping[str, KnownUnit], ranks: Mapping[str, int]
) -> PlacedUnits:
    """Sort the units of a file into those that fit under the tree or each other, and those that do not.

    `known` are the units there are, by code; `ranks` the levels by name, growing upward (a file may also give the
    number). Of two lines with one code the first that can be read counts. A line that hangs below a refused one is
    refused with the number of that one, so that one correction mends them all. A unit without a parent is a root.
    Linear in the number of lines.
    """
    draft = _Draft(known, ranks)
    for record in records:
        draft.take(record)
    placed = draft.place()
    draft.explain(placed)
    return PlacedUnits(placed, tuple(draft.faults[line] for line in sorted(draft.faults)))


class _Draft:
    """A file being read."""

    def __init__(self, known: Mapping[str, KnownUnit], ranks: Mapping[str, int]) -> None:
        self.faults: dict[int, Fault] = {}
        self._known = known
        self._ranks = ranks
        self._levels = {str(rank): name for name, rank in ranks.items()} | {name: name for name in ranks}
        self._rows: dict[str, Placed] = {}
        self._refused_codes: dict[str, int] = {}

    def take(self, record: Record[str] | Fault) -> None:
        """Keep a line that is right by itself; else remember which code is missing because of it."""
        if isinstance(record, Fault):
            self.faults[int(record.pointer.removeprefix("line "))] = record
            return
        line, values = record.line, record.values
        location = self._field_fault(line, values) or read_location(line, values)
        if isinstance(location, Fault):
            self._leave_out(line, values["code"], location)
        elif duplicate := self._duplicate(line, values["code"]):
            self._leave_out(line, values["code"], duplicate)
        else:
            unit = self._unit(values, location)
            self._rows[unit.code] = Placed(line, unit, self._ranks[unit.level])

    def _leave_out(self, line: int, code: str, fault: Fault) -> None:
        self.faults[line] = fault
        self._refused_codes.setdefault(code, line)

    def place(self) -> tuple[Placed, ...]:
        """Everything that hangs on the tree or is a root, generation by generation, each in the order of the file."""
        children: dict[str, list[Placed]] = defaultdict(list)
        queue: deque[tuple[Placed, KnownUnit | None]] = deque()
        for row in self._rows.values():
            parent_code = row.unit.parent_code
            if parent_code is None or parent_code in self._known:
                queue.append((row, self._known[parent_code] if parent_code else None))
            else:
                children[parent_code].append(row)
        placed: list[Placed] = []
        while queue:
            row, parent = queue.popleft()
            if fault := _misfit(row, parent):
                self.faults[row.line] = fault
                continue
            placed.append(row)
            itself = KnownUnit(row.rank, row.unit.kind)
            queue.extend((child, itself) for child in children[row.unit.code])
        return tuple(placed)

    def explain(self, placed: Iterable[Placed]) -> None:
        """Give every line that is neither placed nor refused its reason: what it hangs on is not there."""
        there = {row.unit.code for row in placed}
        missing = {code: line for code, line in self._refused_codes.items() if code not in self._rows}
        missing |= {row.unit.code: row.line for row in self._rows.values() if row.line in self.faults}
        for code in self._rows:
            if code not in there:
                self._explain(code, missing)

    def _explain(self, code: str, missing: dict[str, int]) -> None:
        """Walk up to where it ends, in a refused line, nowhere or a circle; then explain all that was passed."""
        passed: dict[str, int] = {}
        while code in self._rows and code not in missing and code not in passed:
            passed[code] = len(passed)
            code = self._rows[code].unit.parent_code or ""
        chain = list(passed)
        if code in passed:
            circle, chain = chain[passed[code] :], chain[: passed[code]]
            for each in circle:
                self._refuse(each, "cycle", N_("The unit is above itself."))
                missing[each] = self._rows[code].line
        elif chain and code not in missing:
            top = chain.pop()
            self._refuse(top, "unknown_parent", N_("There is no unit with the code of the parent."))
            missing[top] = self._rows[top].line
        for each in reversed(chain):
            cause = missing[self._rows[each].unit.parent_code or ""]
            self._refuse(each, "parent_refused", N_("It hangs below line {line}, which was refused."), line=cause)
            missing[each] = cause

    def _refuse(self, code: str, fault_code: str, detail: str, **params: int) -> None:
        line = self._rows[code].line
        self.faults[line] = at(line, fault_code, detail, **params)

    def _field_fault(self, line: int, values: Mapping[str, str]) -> Fault | None:
        if not _CODE.match(values["code"]):
            detail = N_("A code has 1 to 64 Latin letters, digits, dots, hyphens and underscores.")
            return at(line, "invalid_code", detail)
        if looks_empty(values["name"]) or "\n" in values["name"]:
            return at(line, "invalid_name", N_("A unit has a name, on one line."))
        if values["level"] not in self._levels:
            return at(line, "unknown_level", N_("Known levels are: {names}."), names=", ".join(self._ranks))
        if _LATIN.search(values.get("kind", "")) and values["kind"] not in _KINDS:
            return at(line, "unknown_kind", N_("Known kinds are: {names}."), names=", ".join(_KINDS))
        return None

    def _duplicate(self, line: int, code: str) -> Fault | None:
        if code in self._known:
            return at(line, "exists_already", N_("A unit with this code exists already."))
        if code in self._rows:
            return at(line, "duplicate_code", N_("Line {line} has the same code."), line=self._rows[code].line)
        return None

    def _unit(self, values: Mapping[str, str], location: Location | None) -> UnitRow:
        kind = values.get("kind", "")
        return UnitRow(
            code=values["code"],
            parent_code=values["parent_code"] or None,
            level=self._levels[values["level"]],
            name=values["name"],
            kind=_KINDS.get(kind, UnitKind.TERRITORY),
            # A kind in the words of the place (旗, 苏木) is what the unit is called there; it stands on its own.
            designation=values.get("designation") or (None if kind in _KINDS else kind or None),
            location=location,
        )


def _misfit(row: Placed, parent: KnownUnit | None) -> Fault | None:
    """Why a unit cannot hang where it says, if it cannot."""
    attached = row.unit.kind.is_attached
    if parent is None:
        return at(row.line, "no_parent", N_("A unit of this kind belongs to another one.")) if attached else None
    if not parent.active:
        return at(row.line, "parent_dissolved", N_("The parent has been dissolved."))
    if attached and row.rank != parent.rank:
        return at(row.line, "level_of_parent", N_("A unit of this kind has the level of its parent."))
    if row.rank > parent.rank:
        return at(row.line, "level_above_parent", N_("The level is above that of the parent."))
    if parent.kind.is_attached and not attached:
        return at(row.line, "parent_attached", N_("The parent is part of another unit; no place can be below it."))
    return None
