"""A village in which nearly everything is: of each table one row, many times over, as if it had all been imported.

What tells rows apart the database says itself. What is made of an id goes by the id and a number, so what belongs to a
row is found again at each of its copies.
"""

from dataclasses import dataclass
from typing import Final

from escalation.application.tables import METADATA
from tests.support.callers import Callers
from tests.support.roles import TwoRoles
from tests.support.things import Things

ROWS: Final = 3_000
_ONE_OF_ITS_KIND: Final = frozenset({
    "documents", "row_seals", "clock", "feed_head", "message_progress", "rollup_progress", "rate_rollups",
    "suggestion_model", "ticket_serials", "units", "ticket_listings", "unit_tasks", "joint_tasks",
})  # fmt: skip
_COLUMNS: Final = """
SELECT attname::text, format_type(atttypid, NULL) FROM pg_attribute
WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''
ORDER BY attnum
"""
_KEYS: Final = """
SELECT array(
  SELECT attname::text FROM unnest(indkey) WITH ORDINALITY k (attnum, place)
  JOIN pg_attribute a ON a.attrelid = indrelid AND a.attnum = k.attnum AND attidentity = '' ORDER BY k.place
) FROM pg_index WHERE indrelid = $1::text::regclass AND indisunique
"""
_VARIED: Final = {
    "bigint": "{name} + 1000000 + nth",
    "integer": "{name} + 1000000 + nth",
    "date": "{name} - nth",
    "timestamp with time zone": "{name} - nth * interval '1 hour'",
    "bytea": "{name} || int4send(nth)",
    "uuid": "md5({name}::text || nth)::uuid",
    "text": "{name} || '-' || nth",
}
"""What tells copies apart, those first that may have any value. Of ids it is the first of a key: a copy belongs to a
copy."""
_BY_HAND: Final = {
    "visit_duties": {"target_unit_id"},
    "visit_plans": {"duty_id"},
    "trend_alarms": {"since"},
    "surveys": set[str](),
    "opinion_listings": {"opinion_id"},
}
_OF_EACH_UNIT: Final = "opinion_listings"
"""Has a row for each unit above as well."""
_INSTEAD: Final = {
    "trend_alarms": {"recovered_at": "found_at"},
    "diary_entries": {"state": "'submitted'", "submitted_at": "created_at"},
    # What is sealed is sealed for one id.
    "contact_points": {"place": "'unit'", "data_key": "NULL", "label": "NULL"},
    "ledger_rows": {"data_key": "NULL", "household": "NULL"},
}
_UNIT, _PATH = "md5(unit::text || nth)::uuid", "above || 1000 + nth || '/'"
_UNITS: Final = f"""
INSERT INTO units (id, serial, code, name, kind, level, parent_id, path, has_office, created_at, updated_at)
SELECT {_UNIT}, 1000 + nth, code || '-' || nth, name || nth, kind, level, parent_id, {_PATH}, has_office,
       created_at, updated_at
FROM units v, generate_series(1, $2) nth, (SELECT $1::uuid AS unit, $3::text AS above) WHERE v.id = unit
"""
_LISTED: Final = """
INSERT INTO ticket_listings SELECT * FROM ticket_listings_derived
WHERE ticket_id NOT IN (SELECT ticket_id FROM ticket_listings)
"""


@dataclass(frozen=True, slots=True)
class _Table:
    columns: dict[str, str]
    told_apart: set[str]
    instead: dict[str, str]

    def value(self, name: str) -> str:
        """SQL of a copy's."""
        if name in self.instead:
            return self.instead[name]
        is_unit, by_unit = name.endswith("unit_id"), "unit_id" in self.told_apart
        if is_unit and not name.startswith("accused"):
            return _UNIT if name in self.told_apart else "unit"
        if name in {"path", "unit_path", "holder_path", "origin_path", "home_path"}:
            return _PATH if by_unit else "path_of_unit"
        return _VARIED[self.columns[name]].format(name=name) if name in self.told_apart else name


async def crowd(callers: Callers, things: Things) -> None:
    """Copy what `one_of_everything` has made into V1, and the unit itself, with what a unit has only one of."""
    village, database = callers.world.units["V1"], callers.world.runtime.database
    assert isinstance(database, TwoRoles)
    raw, above = database.replica, callers.world.units["T1"].path
    await raw.execute(_UNITS, village.id, ROWS, above)
    ids = [value for value in things.values() if len(value) == len(str(village.id)) and value.count("-") == 4]
    for table in sorted(METADATA.tables.keys() - _ONE_OF_ITS_KIND):
        columns: dict[str, str] = {name: kind for name, kind in await raw.fetch(_COLUMNS, table)}  # noqa: C416
        keys = [key for (key,) in await raw.fetch(_KEYS, table) if key]
        by_hand = _BY_HAND.get(table)
        told_apart = {_chosen(key, columns) for key in keys if by_hand is None or key == ["id"]} | (by_hand or set())
        made = _Table(columns, told_apart, _INSTEAD.get(table, {}))
        known = [f"coalesce({name} = ANY($1), false)::int" for name, kind in columns.items() if kind == "uuid"]
        await raw.execute(
            f"""INSERT INTO {table} ({", ".join(columns)}) SELECT {", ".join(map(made.value, columns))}
            FROM (SELECT * FROM {table} ORDER BY {" + ".join(["0", "0", *known])} DESC
                  FETCH FIRST ROW {"WITH TIES" if table == _OF_EACH_UNIT else "ONLY"}) one,
                 generate_series(1, $2) nth,
                 (SELECT $3::uuid AS unit, $4::text AS path_of_unit, $5::text AS above, $1::uuid[])""",
            ids, ROWS, village.id, village.path, above,
        )  # fmt: skip
    await raw.execute(_LISTED)


def _chosen(key: list[str], columns: dict[str, str]) -> str:
    """By which column of a key copies differ."""
    order = [*_VARIED]
    known = [name for name in key if columns[name] in order]
    return min(known, key=lambda name: (name != "id", name.endswith("unit_id"), order.index(columns[name])))
