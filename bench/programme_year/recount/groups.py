"""Who leads and who supervises (groups), looked through one by one? And what is not as it should be there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from bench.programme_year.recount.snapshot import Figures, Snapshot

_LED: Final = {3, 4}
"""Ranks of counties and cities, which have a leading group and an office by the rules that come along."""
_PLACES: Final = {"territory", "enterprise"}

Row = Mapping[str, Any]


def count_leading(snapshot: Snapshot) -> Figures:
    """What is missing at each unit that has to be led, how often who leads has changed, and how many are in a group."""
    groups = {row["unit_id"]: row["id"] for row in snapshot.rows["leading_groups"]}
    terms, people = (_by_group(snapshot, f"leading_group_{each}") for each in ("terms", "members"))
    found: dict[tuple[object, ...], object] = {}
    for unit in snapshot.rows["units"]:
        if unit["level"] not in _LED or unit["kind"] not in _PLACES:
            continue
        group_id = groups.get(unit["id"])
        of_group = terms[group_id] if group_id else []
        elsewhere = [
            snapshot.codes[unit_id] for unit_id, other in groups.items()
            if other != group_id and _holder(terms[other], "in_charge") == _holder(of_group, "in_charge")
        ]  # fmt: skip
        found[unit["code"], "findings"] = (
            *_of_the_group(snapshot, of_group, sorted(elsewhere), is_formed=group_id is not None),
            *_of_the_office(snapshot, of_group, unit["id"]),
        )
        if group_id is not None:
            found[unit["code"], "terms"], found[unit["code"], "members"] = len(of_group), len(people[group_id])
    return {name: figure for name, figure in found.items() if figure or name[1] == "findings"}


def _of_the_group(
    snapshot: Snapshot, terms: Sequence[Row], elsewhere: Sequence[str], *, is_formed: bool
) -> Iterator[tuple[str, str]]:
    head = _holder(terms, "in_charge")
    if not is_formed:
        yield "no_group", ""
    elif head is None:
        yield "nobody_in_charge", ""
    else:
        if not _serves(snapshot, head):
            yield "in_charge_gone", ""
        yield from (("in_charge_of_several", code) for code in elsewhere)


def _of_the_office(snapshot: Snapshot, terms: Sequence[Row], unit_id: UUID) -> Iterator[tuple[str, str]]:
    director = _holder(terms, "office_director")
    staff = [row["member_id"] for row in snapshot.rows["memberships"]
             if row["unit_id"] == unit_id and row["role"] == "office"]  # fmt: skip
    if not any(_serves(snapshot, each) for each in staff):
        yield "no_office_staff", ""
    if director is None:
        yield "no_director", ""
    elif not _serves(snapshot, director):
        yield "director_gone", ""


def _serves(snapshot: Snapshot, member_id: UUID) -> bool:
    return any(row["active"] for row in snapshot.rows["members"] if row["id"] == member_id)


def _holder(terms: Sequence[Row], position: str) -> UUID | None:
    now = [term["member_id"] for term in terms if term["position"] == position and term["until"] is None]
    return now[0] if now else None


def count_supervising(snapshot: Snapshot) -> Figures:
    """Each group: whether it is to come, runs or is over, who and where, who cannot be fair; and what was told."""
    members = {row["id"]: row for row in snapshot.rows["members"]}
    people, places = (_by_group(snapshot, f"supervision_group_{each}") for each in ("members", "units"))
    found: dict[tuple[object, ...], object] = {}
    for group in snapshot.rows["supervision_groups"]:
        group_id = group["id"]
        is_over, has_begun = group["until"] <= snapshot.now, group["since"] <= snapshot.now
        found[group_id, "state"] = "over" if is_over else "running" if has_begun else "planned"
        found[group_id, "people"], found[group_id, "units"] = len(people[group_id]), len(places[group_id])
        found[group_id, "at home"] = sum(
            row["unit_id"] in snapshot.above[members[each["member_id"]]["home_unit_id"]]
            for each in people[group_id] for row in places[group_id]
        )  # fmt: skip
        if is_over or group["ended_by"] is not None:
            found[group_id, "told over"] = 1
    return {name: figure for name, figure in found.items() if figure}


def _by_group(snapshot: Snapshot, table: str) -> Mapping[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in snapshot.rows[table]:
        found[row["group_id"]].append(row)
    return found
