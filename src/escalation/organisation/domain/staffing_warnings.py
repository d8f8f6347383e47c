"""Which warnings go with an answer? What was done stands, and nobody is there to act on it (staffing)."""

from typing import NamedTuple

from escalation.errors import N_, Param


class StaffingWarning(NamedTuple):
    """Something that was done and that somebody should look at. `detail` is a message id with `{placeholders}`."""

    code: str
    detail: str
    params: dict[str, Param]


def nobody_there(code: str, name: str) -> StaffingWarning:
    """A unit has to act, and nobody could act for it."""
    detail = N_("Nobody is there to act for {name} ({unit}): no member in service with a role for it, and no key.")
    return StaffingWarning("nobody_there", detail, {"unit": code, "name": name})


def tickets_in_hand(member_id: str, name: str, count: int) -> StaffingWarning:
    """Somebody goes who has tickets in hand."""
    detail = N_("{name} had {count} open tickets in hand. Within a minute they lie on the common desk of their units.")
    return StaffingWarning("tickets_in_hand", detail, {"member_id": member_id, "name": name, "count": count})


def assignee_gone(member_id: str) -> StaffingWarning:
    """Somebody has a ticket in hand who does not serve any more, or not at its holder."""
    detail = N_("Whoever has the ticket in hand does not serve there any more. Give it into other hands.")
    return StaffingWarning("assignee_gone", detail, {"member_id": member_id})
