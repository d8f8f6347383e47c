"""What becomes of breaches when a decision is applied? Parts of the one statement: found, or inherited by a merger."""

from typing import Final

from escalation.tickets.storage.apply_arguments import COLUMNS, ApplyNeed, ApplyPart, ApplyShape
from escalation.tickets.storage.apply_sources import names_of, source


def lapsed(shape: ApplyShape) -> str:
    """Limits that had passed; one that was found before is the same one. A merger asks for them, found or not."""
    names = COLUMNS[ApplyPart.BREACHES]
    if ApplyPart.BREACHES in shape.ones | shape.manys:
        return f"""
ticket_breaches_written AS (
  INSERT INTO ticket_breaches ({names_of(names)})
  SELECT {names_of(names, of="r.")} FROM ({source(shape, ApplyPart.BREACHES)}) r JOIN done ON done.id = r.ticket_id
  ON CONFLICT DO NOTHING
  RETURNING *
),"""
    return _NOTHING_FOUND if ApplyNeed.MERGERS in shape.needs else ""


_NOTHING_FOUND: Final = """
ticket_breaches_written AS (
  SELECT * FROM ticket_breaches WHERE false
),"""

# The ticket that goes on was late when the one that ended was: with all that was found before, and just now.
INHERITED: Final = f"""
inherited AS (
  INSERT INTO ticket_breaches ({names_of(COLUMNS[ApplyPart.BREACHES])}, inherited_from)
  SELECT w.merged_into_id, b.kind, b.at, b.unit_id, b.level, coalesce(b.inherited_from, b.ticket_id)
  FROM wanted w JOIN changed c ON c.id = w.id
  CROSS JOIN LATERAL (
    SELECT * FROM ticket_breaches k WHERE k.ticket_id = w.id
    UNION ALL
    SELECT * FROM ticket_breaches_written n WHERE n.ticket_id = w.id
  ) b
  WHERE w.merged_into_id IS NOT NULL
  ON CONFLICT DO NOTHING
),"""
