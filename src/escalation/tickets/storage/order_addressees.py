"""To whom was a supervision order given (order addressees)? The unit that held the ticket then, and who led it then."""

from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.organisation.domain.leading_groups import PersonInCharge
from escalation.organisation.storage.people_in_charge import in_charge_at
from escalation.organisation.storage.units import UnitName


class OrderAddressee(NamedTuple):
    """Who has to answer an order. `in_charge`: of the unit when it was issued; `None` if nobody was."""

    unit: UnitName
    in_charge: PersonInCharge | None


async def addressees_of_orders(connection: Connection, ticket_id: UUID) -> dict[UUID, OrderAddressee]:
    """Of each order of a ticket, by its id."""
    return {row["order_id"]: _addressee(row) for row in await connection.rows(_GIVEN_TO, ticket=ticket_id)}


def _addressee(row: Row) -> OrderAddressee:
    person = PersonInCharge(row["member_id"], row["member_name"], row["since"]) if row["member_id"] else None
    return OrderAddressee(UnitName(row["unit_id"], row["code"], row["name"]), person)


_GIVEN_TO: Final = Compiled(
    f"""
    SELECT o.id AS order_id, u.id AS unit_id, u.code, u.name, p.member_id, p.name AS member_name, p.since
    FROM orders o
    JOIN tickets k ON k.id = o.ticket_id
    CROSS JOIN LATERAL (
      SELECT coalesce(
        (SELECT h.to_unit_id FROM hand_overs h
         WHERE h.ticket_id = o.ticket_id AND h.sent_at <= o.issued_at
           AND (h.withdrawn_at IS NULL OR h.withdrawn_at > o.issued_at)
         ORDER BY h.n DESC LIMIT 1),
        (SELECT h.from_unit_id FROM hand_overs h WHERE h.ticket_id = o.ticket_id ORDER BY h.n LIMIT 1),
        k.holder_unit_id
      ) AS unit_id
    ) held
    JOIN units u ON u.id = held.unit_id
    LEFT JOIN LATERAL ({in_charge_at("u.id", "o.issued_at")}) p ON true
    WHERE o.ticket_id = $1
    """,
    ("ticket",),
    {},
)
