"""What are the fifteen rates and the scores (rates), counted ticket by ticket? By three bases, for every place."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from bench.programme_year.recount.branches import places
from bench.programme_year.recount.snapshot import Snapshot

BASES: Final = ("closed", "due", "dispatched")
Parts = Mapping[str, tuple[int, int]]
"""A rate by its name, as numerator and denominator."""


class RateCounter:
    """All tickets, gone through one by one. `rates`: by place, of what belongs to a basis and a period."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Sort what belongs to each ticket."""
        self._snapshot = snapshot
        self._hops = _by_ticket(snapshot, "hand_overs")
        self._requests = _by_ticket(snapshot, "requests")
        self._breaches = _by_ticket(snapshot, "ticket_breaches")

    def rates(self, basis: str, since: datetime, until: datetime) -> Mapping[tuple[object, ...], Parts]:
        """Of every place that has any."""
        found: dict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
        for ticket in self._snapshot.rows["tickets"]:
            moment = self._moment(ticket, basis) if ticket["is_open"] or ticket["closed_at"] else None
            if moment is None or not since <= moment < until:
                continue
            for place in places(self._snapshot, ticket["origin_unit_id"]):
                found[place].update(self._of_ticket(ticket))
            for place, counts in self._of_way(ticket):
                found[place].update(counts)
        return {place: _rates(counts) for place, counts in found.items()}

    def _moment(self, ticket: Mapping[str, Any], basis: str) -> datetime | None:
        if basis == "due":
            return _moment(ticket["due_at"])
        if basis == "closed":
            broken = ticket["due_at"] if self._is_broken(ticket) else None
            return _moment(ticket["closed_at"] or broken)
        return min((hop["sent_at"] for hop in self._kept(ticket) if _is_given(hop)), default=None)

    def _is_broken(self, ticket: Mapping[str, Any]) -> bool:
        is_running = ticket["fulfilled_at"] is None and ticket["resume_at"] is None
        return bool(ticket["is_open"] and is_running and ticket["due_at"] <= self._snapshot.now)

    def _kept(self, ticket: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        hops = sorted(self._hops[ticket["id"]], key=lambda hop: hop["n"])
        return [hop for hop in hops if hop["withdrawn_at"] is None]

    def _of_ticket(self, ticket: Mapping[str, Any]) -> Counter[str]:
        counts = Counter(accepted=1)
        if not ticket["closed_at"]:
            counts["broken"] = self._is_broken(ticket)
            return counts
        kept = ticket["fulfilled_at"] or ticket["closed_at"]
        seconds = ticket["closed_at"] - ticket["created_at"]
        counts.update(
            closed=1, on_time=kept <= ticket["due_at"], by_first=kept <= ticket["due_original_at"],
            reached=kept <= ticket["due_at"] and ticket["confirmed_by"] is not None,
            answered=ticket["solved"] is not None, solved=bool(ticket["solved"]),
            rated=ticket["satisfaction"] is not None, satisfied=(ticket["satisfaction"] or 0) >= 4,
            fair=(ticket["satisfaction"] or 0) >= 3, redone=ticket["redos"] > 0,
            seconds=seconds.days * 86_400 + seconds.seconds,
        )  # fmt: skip
        return counts

    def _of_way(self, ticket: Mapping[str, Any]) -> Iterator[tuple[tuple[object, ...], Counter[str]]]:
        hops = self._kept(ticket)
        for nth, hop in enumerate(hops):
            if _is_given(hop):
                for place in places(self._snapshot, hop["to_unit_id"]):
                    yield place, self._of_assignment(ticket, hop, hops[nth + 1 :])
        for request in self._requests[ticket["id"]]:
            if request["kind"] == "objection" and request["state"] == "approved":
                for place in places(self._snapshot, request["asked_unit_id"]):
                    yield place, Counter(returned=1)
        came = set(places(self._snapshot, ticket["origin_unit_id"]))
        left = set()
        for hop in hops:
            there, here = (set(places(self._snapshot, hop[name])) for name in ("to_unit_id", "from_unit_id"))
            came |= there
            if hop["direction"] == "up":
                left |= here - there
        for place in came | left:
            is_solved = ticket["closed_at"] is not None and place not in left
            yield place, Counter(came=1, left=place in left, solved_here=is_solved)

    def _of_assignment(
        self, ticket: Mapping[str, Any], hop: Mapping[str, Any], later: list[Mapping[str, Any]]
    ) -> Counter[str]:
        end = hop["signed_at"] or (later[0]["sent_at"] if later else self._snapshot.now)
        is_late = any(
            breach["kind"] == "stage" and breach["unit_id"] == hop["to_unit_id"] and breach["inherited_from"] is None
            and hop["sent_at"] < breach["at"] <= end
            for breach in self._breaches[ticket["id"]]
        )  # fmt: skip
        is_signed = hop["signed_at"] is not None
        return Counter(given=1, sign_due=is_signed or is_late, signed_in_time=is_signed and not is_late)


WEIGHTS: Final = {"on_time_sign": 15, "on_time_closure": 30, "resolution": 20, "satisfaction": 20, "first_time": 15}
"""As the rules that come along have them."""
NAMED: Final = 5
PASSED, EXCELLENT = 60, 90


def score(rates: Parts) -> float | None:
    """Of a hundred points, one digit; rates that there are none of give their weight to the others."""
    shares = {name: Fraction(*rates[name]) for name in WEIGHTS if name in rates and rates[name][1]}
    if not shares:
        return None
    whole = sum(share * WEIGHTS[name] for name, share in shares.items()) * 100 / sum(WEIGHTS[name] for name in shares)
    return float((whole * 10 + Fraction(1, 2)).__floor__() / 10)


def value(name: str, parts: tuple[int, int], rates: Parts) -> float | None:
    """As a rate is shown: half up to four digits, seconds whole; what is missing to another one makes 1 with it."""
    if not parts[1]:
        return None
    if name in _REST:
        return round(1 - float(str(value(_REST[name], rates[_REST[name]], rates))), 4)
    digits = 1 if name == "mean_time" else 10_000
    return float((Fraction(*parts) * digits + Fraction(1, 2)).__floor__() / digits)


_REST: Final = {"overdue": "on_time_closure", "redo": "first_time"}


def named(scores: Mapping[str, float | None]) -> tuple[list[str], list[str]]:
    """The best and the worst of one level by code, equals alike; nobody is praised who failed, or blamed who excels."""
    scored = {code: points for code, points in scores.items() if points is not None}
    best = [code for code, rank in _ranked(scored, -1) if rank <= NAMED and scored[code] >= PASSED]
    rest = {code: points for code, points in scored.items() if code not in best}
    return best, [code for code, rank in _ranked(rest, 1) if rank <= NAMED and rest[code] < EXCELLENT]


def _ranked(scores: Mapping[str, float], sign: int) -> list[tuple[str, int]]:
    order = sorted(scores, key=lambda code: (sign * scores[code], code))
    return [(code, 1 + sum(sign * each < sign * scores[code] for each in scores.values())) for code in order]


def _rates(n: Counter[str]) -> Parts:
    promised = n["closed"] + n["broken"]
    return {
        "on_time_sign": (n["signed_in_time"], n["sign_due"]), "response": (n["reached"], promised),
        "closure": (n["closed"], n["accepted"]), "on_time_closure": (n["on_time"], promised),
        "on_time_closure_first": (n["by_first"], promised), "overdue": (promised - n["on_time"], promised),
        "resolution": (n["solved"], n["answered"]), "satisfaction": (n["satisfied"], n["rated"]),
        "satisfaction_with_fair": (n["fair"], n["rated"]), "return": (n["returned"], n["given"]),
        "redo": (n["redone"], n["closed"]), "first_time": (n["closed"] - n["redone"], n["closed"]),
        "solved_at_level": (n["solved_here"], n["came"]), "escalation": (n["left"], n["came"]),
        "mean_time": (n["seconds"], n["closed"]),
    }  # fmt: skip


def _by_ticket(snapshot: Snapshot, table: str) -> Mapping[UUID, list[Mapping[str, Any]]]:
    found: dict[UUID, list[Mapping[str, Any]]] = defaultdict(list)
    for row in snapshot.rows[table]:
        found[row["ticket_id"]].append(row)
    return found


def _is_given(hop: Mapping[str, Any]) -> bool:
    return hop["direction"] in {"down", "sideways"}


def _moment(value: Any) -> datetime | None:
    return value if isinstance(value, datetime) else None
