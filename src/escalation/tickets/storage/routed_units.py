"""Which unit does the routing catalogue (派单目录) name for a ticket? SQL of one column of a situation."""

from escalation.clocks.policy_document import Stage


def routed_unit(columns: str) -> str:
    """The first department of the holder's territory that answers for the category, while it waits for dispatch.

    `columns`: what is told of it, as the unit `u`.
    """
    return f"""CASE WHEN tickets.stage = '{Stage.DISPATCH}' THEN (
  SELECT ROW({columns}) FROM categories c
  CROSS JOIN unnest(c.departments) WITH ORDINALITY AS s(suffix, rank)
  JOIN units h ON h.id = tickets.holder_unit_id
  JOIN units u ON u.code = h.code || '-' || s.suffix AND u.active
  WHERE c.code = tickets.category ORDER BY s.rank LIMIT 1
) END"""
