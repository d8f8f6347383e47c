"""How do several modules of tests share one district? It is built once a run, kept aside, and put back for each."""

from dataclasses import dataclass, field, replace
from typing import Self

import pytest
from fastapi import FastAPI

from tests.support.callers import Callers, begin_anew, settle
from tests.support.district import District, build
from tests.support.roles import TwoRoles
from tests.support.snapshots import Snapshot
from tests.support.told import Told
from tests.support.visibility_rules import everything_visible


@dataclass(frozen=True, slots=True)
class BuiltDistrict:
    """A district as it was when it was built: that takes a thousand requests. And what was told to those who asked."""

    district: District
    snapshot: Snapshot
    told: dict[str, Told] = field(default_factory=dict)
    too_much: dict[str, Told] = field(default_factory=dict)

    @classmethod
    async def new(cls, database: TwoRoles, app: FastAPI) -> Self:
        """Build one on a database that is emptied, and keep it aside."""
        district = await build(await settle(database, app))
        return cls(district, await Snapshot.take(database, "district"))

    async def again(self, database: TwoRoles, app: FastAPI) -> District:
        """All of it, in a database where it may be changed, and a server that has just started."""
        await self.snapshot.restore(database)
        world = replace(self.district.callers.world, runtime=begin_anew(database, app), keys={})
        return replace(self.district, callers=Callers(app, world), codes=dict(self.district.codes))

    async def told_to(self, who: str, district: District) -> Told:
        """What somebody is told of it who asks for everything. Asked once: `district` is to be as it was built."""
        if who not in self.told:
            self.told[who] = await _ask_everything(who, district)
        return self.told[who]

    async def told_too_much(self, who: str, district: District) -> Told:
        """The same where every predicate lets everything pass: what tests have to notice."""
        if who not in self.too_much:
            with pytest.MonkeyPatch.context() as patch, everything_visible(patch):
                self.too_much[who] = await _ask_everything(who, district)
        return self.too_much[who]


async def _ask_everything(who: str, district: District) -> Told:
    from tests.support.crawl import crawl  # noqa: PLC0415 - lists all routes, in a second and more; others do not wait

    return await crawl(district.callers, district, who)
