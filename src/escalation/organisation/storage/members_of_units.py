"""Which members are of certain units (members of units), by their home or by a role? A condition that begins there."""

from sqlalchemy import TextClause, text


def is_of(those: str) -> TextClause:
    """Over `members`: whose home or a role of whose is at one of those units (SQL over `u`), each asked by its index.

    Not to be joined in any other way: statistics of a unit where nearly everybody works would have all members read.
    """
    return text(f"""members.id = ANY (ARRAY(
      SELECT p.id FROM units u CROSS JOIN LATERAL (
        SELECT m.id FROM members m WHERE m.home_unit_id = u.id
        UNION SELECT m.member_id FROM memberships m WHERE m.unit_id = u.id OFFSET 0
      ) p WHERE {those}
    ))""")
