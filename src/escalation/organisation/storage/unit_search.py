"""Which units does somebody mean who types part of a name, of a code or of its pinyin (unit search)? The best first.

    1  the code or the name is this
    2  code, name or pinyin begins with it
    3  it stands inside name or pinyin

Whatever the size of the tree, so many are looked at: of each index `MOST_HITS`, and of a subtree or unit range that is
asked for its first `WINDOW` units, which is all of a city. What more than `MOST_HITS` names have in them is found where
they begin with it, or in a smaller subtree.
"""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import ARRAY, bindparam
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.parsing.pinyin import asked_pinyin, grams_of, pinyin_of
from escalation.kit.parsing.search_words import asked_words
from escalation.kit.runtime.subtree import end_of
from escalation.organisation.domain.unit_ranges import UnitRange
from escalation.organisation.domain.units import UnitKind
from escalation.organisation.storage.tables import units
from escalation.organisation.storage.unit_lists import UnitFilters
from escalation.organisation.storage.unit_ranges import IN_RANGE, RANGES, arguments, first_units, unnested
from escalation.organisation.storage.units import RECORDS, UnitRecord, record

MOST_HITS: Final = 500
WINDOW: Final = 2_000


async def search_units(
    connection: Connection,
    filters: UnitFilters,
    text: str,
    *,
    kinds: Collection[UnitKind] | None = None,
    ranges: Sequence[UnitRange] | None = None,
    limit: int,
) -> list[UnitRecord]:
    """At most `limit` units, the best first, among equals higher units, then by code. Two round trips.

    Of the filters `within`, `kind` and `active` are asked; `kinds` are several of which a unit has to be one,
    `ranges` those of which it has to lie in one, instead of `within`.
    """
    if filters.kind is not None:
        kinds = [UnitKind(filters.kind)]
    if ranges is None and filters.within is not None:
        ranges = [UnitRange(filters.within, end_of(filters.within))]
    said = nfkc(text).strip()
    typed, words = asked_pinyin(said), asked_words(said)
    rows = await connection.rows(
        _FOUND, said=said, end=f"{said}{_LAST}", words=words, typed=typed, typed_end=f"{typed}~", grams=grams_of(typed),
        sound=pinyin_of(said).spelling if not typed and not words else "",
        **arguments(enumerate(ranges or ())), is_narrowed=ranges is not None,
        kinds=None if kinds is None else [str(kind) for kind in kinds], active=filters.active, limit=limit,
    )  # fmt: skip
    ids = [row["id"] for row in rows]
    found = {row["id"]: record(row) for row in await connection.rows(_RECORDS, ids=ids)} if ids else {}
    return [found[id_] for id_ in ids if id_ in found]


def _hits(id_: str, table: str, condition: str) -> str:
    return f"(SELECT {id_} AS id FROM {table} WHERE {condition} LIMIT {MOST_HITS})"


def _range(id_: str, by: str, table: str, first: str, end: str) -> str:
    """The first of a range in its order. Told of its end, PostgreSQL would read all of it, and sort."""
    read = (
        f"SELECT {id_} AS id, {by} FROM {table} WHERE {first} <> '' AND {by} >= {first} ORDER BY {by} LIMIT {MOST_HITS}"
    )
    return f"(SELECT id FROM ({read}) r WHERE {by} < {end})"


_LAST: Final = "\U0010ffff"
# `~` is behind every letter. A single ideograph is in no index of words; what sounds like it is looked at instead.
_HITS: Final = " UNION ALL ".join((
    _range("id", "code", "units", "$1", "$2"),
    _hits("id", "units", "cardinality($3::text[]) > 0 AND search_words(name) @> $3::text[]"),
    _range("unit_id", "spelling", "unit_pinyin", "$4", "$5"),
    _range("unit_id", "initials", "unit_pinyin", "$4", "$5"),
    _hits("unit_id", "unit_pinyin", "cardinality($6::text[]) > 0 AND grams @> $6::text[]"),
    _range("unit_id", "spelling", "unit_pinyin", "$7", "$7 || '~'"),
    f"SELECT id FROM ({first_units(8, WINDOW)}) w",
))  # fmt: skip
_FOUND: Final = Compiled(
    f"""
    WITH hits AS MATERIALIZED ({_HITS})
    SELECT u.id
    FROM (SELECT DISTINCT id FROM hits) h
    CROSS JOIN LATERAL (SELECT * FROM units WHERE id = h.id LIMIT 1) u
    LEFT JOIN LATERAL (SELECT * FROM unit_pinyin WHERE unit_id = h.id LIMIT 1) p ON true
    CROSS JOIN LATERAL (SELECT lower(normalize(u.name, NFKC)) AS name, lower($1) AS said) n
    CROSS JOIN LATERAL (
      SELECT CASE
        WHEN u.code = $1 OR n.name = n.said OR $4 <> '' AND p.spelling = $4 THEN 1
        WHEN starts_with(u.code, $1) OR starts_with(n.name, n.said) THEN 2
        WHEN $4 <> '' AND (starts_with(p.spelling, $4) OR starts_with(p.initials, $4) OR starts_with(p.erhua, $4))
          THEN 2
        WHEN strpos(n.name, n.said) > 0 THEN 3
        WHEN length($4) >= 3 AND strpos(p.spelling || ' ' || p.initials || ' ' || p.erhua, $4) > 0 THEN 3
      END AS rank
    ) r
    WHERE r.rank IS NOT NULL
      AND (NOT $13::boolean OR EXISTS (SELECT FROM {unnested(8)} WHERE {IN_RANGE}))
      AND ($14::text[] IS NULL OR u.kind = ANY ($14))
      AND ($15::boolean IS NULL OR u.active = $15)
    ORDER BY r.rank, u.level DESC, u.code
    LIMIT $16
    """,
    (
        "said",
        "end",
        "words",
        "typed",
        "typed_end",
        "grams",
        "sound",
        *RANGES,
        "is_narrowed",
        "kinds",
        "active",
        "limit",
    ),
    {},
)
_RECORDS: Final = compile_statement(
    RECORDS.where(units.c.id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True)))))
)
