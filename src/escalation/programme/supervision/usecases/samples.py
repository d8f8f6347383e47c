"""How is a random sample drawn (随机抽查)? Out of the tickets or visits that somebody sees, by a seed that is kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Fault, NotFound, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.database.lots import new_seed
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.subjects import SubjectSource
from escalation.kit.runtime.subtree import end_of, range_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.usecases.units import hold_own_unit, require_unit
from escalation.programme.supervision.domain.rules import SECTION
from escalation.programme.supervision.domain.samples import Sample, SampleCriteria, SampleFrame, Stratum, SubjectKind
from escalation.programme.supervision.storage import samples
from escalation.programme.supervision.storage.drawing import draw
from escalation.programme.supervision.storage.samples import NewSample, SampleLot
from escalation.publishing.usecases.programme_rules import rules_in_force
from escalation.tickets.usecases.local_days import local_days


@dataclass(frozen=True, slots=True)
class WantedSample:
    """What to draw. `None`: of all units, categories or days; size and strata by the rules.

    `until`: the first day that does not count. `seed`: drawn by chance, unless the sample world is loaded, which is the
    same each time; no request names one.
    """

    frame: SampleFrame
    unit: str | None
    category: str | None
    since: date | None
    until: date | None
    stratify_by: tuple[Stratum, ...] | None
    size: int | None
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class ShownSample:
    """A sample with what was drawn, as far as somebody may see it."""

    sample: Sample
    lots: Sequence[SampleLot]


RenderSample = Callable[[ShownSample], StoredResponse]


async def draw_sample(
    runtime: Runtime, wanted: WantedSample, *, by: Actor, request_id: str, render: RenderSample,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Draw a sample of the actor's unit.

    Raises `ValidationFailed` if it is too large, spread by what these do not have, or there is nothing to draw.
    """

    async def work(connection: Connection) -> StoredResponse:
        await hold_own_unit(connection, by)
        rules = (await rules_in_force(runtime, connection, SECTION)).sample
        size = wanted.size or rules.size
        if size > rules.most:
            fault = Fault("/size", "too_many", N_("There are more than {most} here."), {"most": rules.most})
            raise ValidationFailed(faults=[fault])
        source = source_of(runtime, wanted.frame.kind)
        strata = _strata(source, wanted, rules.stratify_by)
        seed = new_seed() if wanted.seed is None else wanted.seed
        within = await require_unit(connection, wanted.unit, pointer="/unit") if wanted.unit else None
        criteria = await _criteria(runtime, connection, wanted, within, by)
        drawing = await draw(connection, by, source, criteria, strata, seed, size)
        if not drawing.lots:
            detail = N_("There is nothing to draw: nothing fits, or nothing that you may see.")
            raise ValidationFailed(faults=[Fault("", "nothing_to_draw", detail)])
        new = NewSample(
            new_id(), wanted.frame, within.id if within else None, wanted.category, criteria.days, strata, seed, size
        )
        await samples.insert_sample(connection, new, drawing, by, await read_now(connection), request_id)
        return render(await _shown(runtime, connection, by, new.id))

    return await do_once(runtime, once, work)


async def list_samples(runtime: Runtime, actor: Actor, *, after: UUID | None, limit: int) -> Sequence[Sample]:
    """One page of what units in the actor's scope have drawn, newest first."""
    async with runtime.database.connection(changes=False) as connection:
        return await samples.list_samples(connection, range_of(actor), after=after, limit=limit)


async def get_sample(runtime: Runtime, actor: Actor, sample_id: UUID) -> ShownSample:
    """One of a unit in the actor's scope. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        return await _shown(runtime, connection, actor, sample_id)


def source_of(runtime: Runtime, kind: SubjectKind) -> SubjectSource:
    """Where subjects of a kind are looked for."""
    return next(source for source in runtime.subjects if source.kind == kind)


def _strata(source: SubjectSource, wanted: WantedSample, usual: tuple[Stratum, ...]) -> tuple[Stratum, ...]:
    """By what it is spread: as was said, or by what the rules name, as far as these can be."""
    detail = N_("What is drawn here has nothing of this kind.")
    faults = [
        Fault(f"/stratify_by/{at}", "does_not_fit", detail)
        for at, each in enumerate(wanted.stratify_by or ())
        if each not in source.strata
    ]
    if wanted.category is not None and not source.has_categories:
        faults.append(Fault("/category", "does_not_fit", detail))
    if faults:
        raise ValidationFailed(faults=faults)
    return tuple(each for each in usual if each in source.strata) if wanted.stratify_by is None else wanted.stratify_by


async def _shown(runtime: Runtime, connection: Connection, actor: Actor, sample_id: UUID) -> ShownSample:
    sample = await samples.find_sample(connection, sample_id, range_of(actor))
    if sample is None:
        raise NotFound
    source = source_of(runtime, sample.frame.kind)
    return ShownSample(sample, await samples.list_lots(connection, actor, source, sample_id))


async def _criteria(
    runtime: Runtime, connection: Connection, wanted: WantedSample, within: Unit | None, by: Actor
) -> SampleCriteria:
    """Days are those of the calendar in force."""
    start, end = range_of(by)
    if within is not None:
        start, end = max(start, within.path), min(end, end_of(within.path))
    local = await local_days(runtime, connection)
    days = wanted.since, wanted.until
    since, before = (local.begin_of(day) if day else None for day in days)
    return SampleCriteria(wanted.frame, (start, end), wanted.category, days, (since, before))
