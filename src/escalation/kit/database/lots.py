"""How are lots drawn (lots)? By one statement that looks at a frame once: shares of the strata, then lots.

A lot is the digest of the seed and the id of what may be drawn, so the same seed out of the same frame draws the same,
in whatever order it is read. A stratum has its share by the method of largest remainders; of equal remainders the lot
of the stratum decides, and not its name.

The seed is drawn here and kept with what was drawn: anybody draws it again, and nobody chooses what is drawn by trying.
"""

import secrets
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Select, Text, bindparam, cast, func

from escalation.kit.database.connection import Compiled, compile_statement

SEED_BITS: Final = 53
SEED: Final = bindparam("seed", type_=BigInteger)
"""The parameter by which is drawn; it comes with the frame."""


def new_seed() -> int:
    """A seed by chance, which JSON carries without loss (RFC 8259 §6)."""
    return secrets.randbits(SEED_BITS)


def lot_of(item: ColumnElement[UUID]) -> ColumnElement[bytes]:
    """The lot of a row by its id."""
    return func.sha256(func.convert_to(cast(SEED, Text) + ":" + cast(item, Text), "UTF8"))


def draw_lots(frame: Select[Any]) -> Compiled:
    """Draw at most `size`, a parameter besides those of the frame, out of rows `id, stratum, lot` (see `lot_of`).

    Rows `id, stratum, frame_size, frame_digest` in the order of their lots. The digest is that of all ids.
    """
    found = compile_statement(frame)
    names = (*found.names, "size")
    size, seed = f"${len(names)}::bigint", f"${found.names.index(SEED.key) + 1}"
    sql = f"""
    WITH frame AS MATERIALIZED ({found.text}),
    strata AS (
      SELECT stratum, count(*) AS size, (sum(count(*)) OVER ())::bigint AS total FROM frame GROUP BY stratum
    ),
    shares AS (
      SELECT stratum, least({size}, total) * size / total AS whole,
        least({size}, total) - sum(least({size}, total) * size / total) OVER () AS left_over,
        row_number() OVER (
          ORDER BY least({size}, total) * size % total DESC,
            sha256(convert_to({seed}::bigint || ':' || stratum, 'UTF8'))
        ) AS turn
      FROM strata
    ),
    lots AS (
      SELECT f.id, f.stratum, f.lot, row_number() OVER (PARTITION BY f.stratum ORDER BY f.lot) AS place,
        s.whole + (s.turn <= s.left_over)::int AS quota
      FROM frame f JOIN shares s USING (stratum)
    )
    SELECT l.id, l.stratum, (SELECT count(*) FROM frame) AS frame_size,
      (SELECT sha256(convert_to(string_agg(id::text, '' ORDER BY id), 'UTF8')) FROM frame) AS frame_digest
    FROM lots l WHERE l.place <= l.quota ORDER BY l.lot
    """
    return Compiled(sql, names, found.built_in)
