"""Which unit, and whom, does a line of a file mean (line subjects)? Nothing out of sight of whoever sends it."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Fault
from escalation.kit.parsing.csv_files import at
from escalation.organisation.storage.named_members import NamedMember
from escalation.organisation.storage.units import UnitRecord

NOT_SERVING: Final = N_("This member does not serve any more.")


def unit_fault(line: int, unit: UnitRecord | None, by: Actor | None) -> Fault | None:
    """Why a line cannot mean this unit. `by` is `None` for the operator at the terminal, who reaches everything."""
    if unit is None:
        return at(line, "unknown_unit", N_("There is no such unit."))
    if not unit.active:
        return at(line, "dissolved_unit", N_("This unit was dissolved. Name its successor."))
    if by is not None and not by.reaches(unit.path):
        return at(line, "outside_scope", N_("This unit is outside your scope."))
    return None


class NamedMembers:
    """Those whom the lines of a file may mean: by their reference, or by name and home unit."""

    def __init__(self, found: Iterable[NamedMember], by: Actor | None) -> None:
        """`by`: who sends the file, as of `unit_fault`."""
        self._by = by
        self._known: dict[object, list[NamedMember]] = {}
        for each in found:
            for key in (each.external_ref, (each.name, each.home_unit_id)):
                if key is not None:
                    self._known.setdefault(key, []).append(each)

    @property
    def ids(self) -> list[UUID]:
        """Of all of them."""
        return [each.id for meant in self._known.values() for each in meant]

    def meant(self, line: int, external_ref: str, name: str, home_unit_id: UUID) -> NamedMember | Fault:
        """Who serves and is meant. Somebody of whom the sender knows nothing is not there, whatever their reference."""
        meant = self._known.get(external_ref or (name, home_unit_id), [])
        known = [each for each in meant if self._by is None or self._by.reaches(each.home_path)]
        serving = [each for each in known if each.serves]
        if not known:
            return at(line, "unknown_member", N_("There is no such member."))
        if not serving:
            return at(line, "not_serving", NOT_SERVING)
        return serving[0] if len(serving) == 1 else at(line, "several_members", _SEVERAL)


_SEVERAL: Final = N_("Several people of this name work there. Say in external_ref who is meant.")
