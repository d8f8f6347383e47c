"""How many contact points has a cadre (contact rules)? Data, by rank: a section that is checked when it is read."""

from collections.abc import Iterator
from typing import Annotated, Final

from pydantic import Field, StrictInt

from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import Document, read, refuse
from escalation.organisation.domain.ranks import CadreRank
from escalation.programme.contact_points.domain.places import ContactPlace
from escalation.publishing.domain.rule_sections import RuleSection

LevelRank = Annotated[StrictInt, Field(ge=1, le=99)]
Count = Annotated[StrictInt, Field(ge=0, le=1_000)]


class Amount(Document):
    """At least so many, and at most so many; `most: null`: as many as somebody likes."""

    least: Count
    most: Annotated[StrictInt, Field(ge=1, le=1_000)] | None = None


class UnitAmount(Amount):
    """How many units of a level."""

    level: LevelRank


class PlaceAmount(Amount):
    """How many places of a kind that stand in no tree."""

    place: ContactPlace


class RankRule(Document):
    """What a cadre of one rank keeps in touch with; a level or a kind of place that is not named is none of theirs."""

    rank: CadreRank
    units: Annotated[tuple[UnitAmount, ...], Field(max_length=20)] = ()
    places: Annotated[tuple[PlaceAmount, ...], Field(max_length=20)] = ()


class ContactRules(Document):
    """The section `contact_points`."""

    ranks: Annotated[tuple[RankRule, ...], Field(max_length=20)]
    most_at_one_unit: Annotated[StrictInt, Field(ge=1, le=1_000)]
    covered_levels: Annotated[tuple[LevelRank, ...], Field(max_length=20)]

    def of_rank(self, rank: str | None) -> RankRule | None:
        """What cadres of a rank keep in touch with."""
        return next((rule for rule in self.ranks if rule.rank == rank), None)


def parse(section: object) -> ContactRules:
    """The section as a value. Raises `DefinitionInvalid` with a fault for every place that is wrong."""
    rules = read(ContactRules, section)
    refuse(_faults(rules))
    return rules


SECTION: Final = RuleSection("contact_points", parse)


def _faults(rules: ContactRules) -> Iterator[Fault]:
    yield from _named_twice("/ranks/{}/rank", [rule.rank for rule in rules.ranks])
    for at, rule in enumerate(rules.ranks):
        yield from _named_twice(f"/ranks/{at}/units/{{}}/level", [amount.level for amount in rule.units])
        yield from _named_twice(f"/ranks/{at}/places/{{}}/place", [amount.place for amount in rule.places])
        for kind, amounts in (("units", rule.units), ("places", rule.places)):
            for nth, amount in enumerate(amounts):
                if amount.most is not None and amount.most < amount.least:
                    pointer = f"/ranks/{at}/{kind}/{nth}/most"
                    yield Fault(pointer, "too_small", N_("At most is fewer than at least."))
        for nth, amount in enumerate(rule.places):
            if amount.place is ContactPlace.UNIT:
                detail = N_("Units are counted by level.")
                yield Fault(f"/ranks/{at}/places/{nth}/place", "does_not_fit", detail)


def _named_twice(pointer: str, names: list[object]) -> Iterator[Fault]:
    for at, name in enumerate(names):
        if name in names[:at]:
            yield Fault(pointer.format(at), "named_twice", N_("Something is named more than once here."))
