"""How do some opinions become a million in minutes (crowd)? As copies that share a part of the marks of their pattern.

Marking a text takes a quarter of a millisecond of a processor, and copying a row by SQL a tenth of that. A copy has the
words of its pattern, another unit, and each of its marks with a chance of three in ten: buckets are as full as where
many write about one matter, and nothing is as like as what was planted.
"""

from collections.abc import Sequence
from typing import Final

import asyncpg

from bench.support.tree import Chain

_AT_ONCE: Final = 50_000
_KEPT: Final = 0.3
_RANDOM: Final = "(random() * 4294967295 - 2147483648)::bigint::integer"
_COPIED: Final = f"""
INSERT INTO opinions (
  id, unit_id, unit_path, status, title, content, source, sketch, text_hash, bands, tracking_hash, received_at,
  received_by, updated_at
)
SELECT c.id, v.id, v.path, 'inbox', p.title, p.content, 'web',
  ARRAY(SELECT CASE WHEN random() < {_KEPT} THEN s ELSE {_RANDOM} END FROM unnest(p.sketch) s ORDER BY 1),
  (random() * 9e18)::bigint,
  ARRAY(
    SELECT CASE WHEN random() < {_KEPT} THEN b ELSE {_RANDOM} END FROM unnest(p.bands) WITH ORDINALITY t (b, n)
    ORDER BY n
  ),
  uuid_send(c.id), p.received_at, 'bench', p.received_at
FROM (
  SELECT gen_random_uuid() AS id, 1 + floor(random() * $2)::integer AS pattern,
    1 + floor(random() * cardinality($3::uuid[]))::integer AS place
  FROM generate_series(1, $1::integer)
) c
JOIN patterns p ON p.n = c.pattern
CROSS JOIN LATERAL (SELECT ($3::uuid[])[c.place] AS id, ($4::text[])[c.place] AS path) v
"""


async def multiply(dsn: str, places: Sequence[Chain], count: int) -> None:
    """Add `count` copies of the opinions that there are."""
    raw = await asyncpg.connect(dsn)
    await raw.execute("SET session_replication_role = replica")
    await raw.execute("""
        CREATE TEMPORARY TABLE patterns AS
        SELECT row_number() OVER () AS n, title, content, sketch, bands, received_at FROM opinions
        WHERE cardinality(bands) = 12
    """)
    await raw.execute("CREATE UNIQUE INDEX ON patterns (n)")
    await raw.execute("ANALYZE patterns")
    patterns = await raw.fetchval("SELECT count(*) FROM patterns")
    ids, paths = [chain[0].id for chain in places], [chain[0].path for chain in places]
    for begin in range(0, count, _AT_ONCE):
        await raw.execute(_COPIED, min(_AT_ONCE, count - begin), patterns, ids, paths)
    await raw.close()
