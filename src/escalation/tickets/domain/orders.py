"""How is a ticket chased and supervised, and when does it become a problem ticket?

催办 is a word on record; 督办 is an order with a colour and a time to answer. Whoever ignores it meets the next colour.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from escalation.clocks.policy_document import OrderColour
from escalation.errors import N_, Refusal, RuledOut
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.draft import Case, wrong_field
from escalation.tickets.domain.ticket import Order, OrderState

FOR_PROBLEM = "problem_ticket"
"""What stands in an order that the rule for problem tickets opened, instead of somebody's words."""

_NEXT: Mapping[str, str] = {OrderColour.YELLOW: OrderColour.ORANGE, OrderColour.ORANGE: OrderColour.RED}


def not_supervised_at_this_level(case: Case) -> Refusal | None:
    """One open order per ticket and level: no repeated and no many-headed supervision (政府督查工作条例 art. 15)."""
    if _open_at(case, _level(case)) is None:
        return None
    return RuledOut(N_("Your level supervises this ticket already. Wait for the answer to that order."))


def answer_is_due_in_future(case: Case) -> Refusal | None:
    """An order names a moment to come, or leaves it to policy."""
    due = case.command.moment("due_at")
    past = due is not None and due <= case.now
    return wrong_field("due_at", "in_the_past", N_("A due date lies in the future.")) if past else None


def order_is_open(case: Case) -> Refusal | None:
    """The named order, or any if none is named, waits for an answer."""
    named = case.command.uuid("order_id")
    is_open = (order for order in case.orders.values() if order.state == OrderState.OPEN)
    known = any(named in {None, order.id} for order in is_open)
    return None if known else RuledOut(N_("There is no such order waiting for an answer."))


def not_under_supervision(case: Case) -> Refusal | None:
    """A supervised ticket is answered for; it does not vanish into another one."""
    supervised = any(order.state == OrderState.OPEN for order in case.orders.values())
    return RuledOut(N_("The ticket is under a supervision order. Answer that first.")) if supervised else None


GUARDS = (not_supervised_at_this_level, answer_is_due_in_future, order_is_open, not_under_supervision)
BEFORE_FIELDS = (not_supervised_at_this_level, order_is_open, not_under_supervision)


def count_urge(case: Case) -> None:
    """催办: counted, and told to the holder by its event."""
    case.changes["urges"] = case.ticket.urges + 1


def open_order(case: Case) -> None:
    """督办: an order in the name of the caller's level."""
    unit = case.situation.units[case.actor.unit_id] if case.actor.unit_id else case.situation.holder
    colour = case.command.text("colour") or OrderColour.YELLOW
    _open(case, unit, colour, case.command.text("text") or "", case.command.moment("due_at"))


def answer_order(case: Case) -> None:
    """The holder says what was done about it."""
    order = _named(case)
    if order is None:
        raise LookupError("order")
    _end(case, order, OrderState.ANSWERED, case.command.text("text"))


def flag_problem_ticket(case: Case) -> None:
    """问题工单: redone too often, or handed on too often without a lead; supervised one level up from then on.

    Source: 巴彦淖尔市, redone three times or forwarded to three units with nobody leading.
    """
    rule, count = case.rules.policy.problem, case.current
    handed_on = count("returns", int) + count("redispatches", int)
    if case.ticket.problem or (count("redos", int) < rule.redos and handed_on < rule.units):
        return
    case.changes["problem"] = True
    case.emit("ticket.problem_flagged", redos=count("redos", int), handed_on=handed_on)
    handler = case.situation.units.get(case.ticket.handler_unit_id) if case.ticket.handler_unit_id else None
    above = case.situation.level_above(handler or case.situation.holder)
    if above is not None and _open_at(case, above.level) is None:
        _open(case, above, OrderColour.YELLOW, FOR_PROBLEM, None)


EFFECTS = (count_urge, open_order, answer_order, flag_problem_ticket)


def unanswered(orders: Iterable[Order], now: datetime) -> list[Order]:
    """The open orders that the clock has to raise."""
    return [order for order in orders if order.state == OrderState.OPEN and order.wake_at and order.wake_at <= now]


def raise_colours(case: Case, orders: Iterable[Order]) -> None:
    """Nobody answered: the next colour, with a fresh time to answer; above red there is none."""
    for order in orders:
        colour = _NEXT.get(order.colour, OrderColour.RED)
        is_last = order.colour == OrderColour.RED
        wake_at, limit = (None, None) if is_last else _answer_by(case, colour)
        case.orders[order.id] = order._replace(
            colour=colour, wake_at=wake_at, wake_limit=limit, wake_from=case.now if limit else None
        )
        case.emit("ticket.supervised", order_id=order.id, colour=colour, level=order.level, unanswered=True)


def end_orders(case: Case) -> None:
    """The ticket is closed; what was still asked about it ends."""
    for order in [order for order in case.orders.values() if order.state == OrderState.OPEN]:
        _end(case, order, OrderState.ENDED, None)


def _level(case: Case) -> int:
    unit = case.situation.units.get(case.actor.unit_id) if case.actor.unit_id else None
    return unit.level if unit else case.ticket.level


def _open_at(case: Case, level: int) -> Order | None:
    is_open = (order for order in case.orders.values() if order.state == OrderState.OPEN)
    return next((order for order in is_open if order.level == level), None)


def _named(case: Case) -> Order | None:
    wanted = case.command.uuid("order_id")
    return case.orders.get(wanted) if wanted else None


def _answer_by(case: Case, colour: str) -> tuple[datetime, str]:
    """Until when it is to be answered, and by which limit."""
    limit = case.rules.policy.orders.answer[colour]
    return case.calendar_of(case.situation.holder, limit).due(case.now, limit).at, str(limit)


def _open(case: Case, unit: Unit, colour: str, words: str, due_at: datetime | None) -> None:
    due, limit = (due_at, None) if due_at else _answer_by(case, colour)
    order = Order(
        id=case.rules.new_id(), ticket_id=case.ticket.id, level=unit.level, colour=colour, text=words,
        state=OrderState.OPEN, issued_at=case.now, issued_by=case.actor.principal, issued_unit_id=unit.id, due_at=due,
        wake_at=due, ended_at=None, ended_by=None, answer=None, wake_limit=limit, wake_from=case.now if limit else None,
    )  # fmt: skip
    case.orders[order.id] = order


def _end(case: Case, order: Order, state: OrderState, answer: str | None) -> None:
    case.orders[order.id] = order._replace(
        state=state, wake_at=None, ended_at=case.now, ended_by=case.actor.principal, answer=answer
    )
