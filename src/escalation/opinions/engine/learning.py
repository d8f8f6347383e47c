"""Who learns from what clerks decide (learning)? Some hundred events of the feed at a time, each read once."""

import asyncio
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

import structlog

from escalation.clocks.policy_document import Urgency
from escalation.kit.database.connection import Connection, Row
from escalation.kit.documents.store import DocumentKind, newest_version
from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain.catalogue import RoutingCatalogue
from escalation.opinions.domain.learning import Example, LearntModel, dump, load
from escalation.opinions.domain.suggestions import CATEGORY, DEPARTMENT, URGENCY
from escalation.opinions.storage import learning
from escalation.opinions.usecases.category_suggestions import CATALOGUE

AT_ONCE: Final = 500
_log = structlog.get_logger(__name__)


async def step(runtime: Runtime) -> bool:
    """Learn from the next events; whether there may be more. One process at a time does.

    Where the catalogue says that nothing is to be learnt, what was learnt is forgotten and nothing is read.
    """
    async with runtime.database.transaction() as connection:
        taken = await learning.take_model(connection)
        version = await newest_version(connection, DocumentKind.CATALOGUE)
        if taken is None or not version:
            return False
        catalogue = await runtime.documents.get(connection, CATALOGUE, version)
        decisions = await learning.list_decisions(connection, taken["position"], AT_ONCE)
        if not catalogue.learning:
            await _forget(connection, taken, version, decisions)
        elif decisions:
            await _learn(connection, taken, version, catalogue, decisions)
    return len(decisions) == AT_ONCE


async def _forget(connection: Connection, taken: Row, catalogue_version: int, decisions: list[Row]) -> None:
    position = decisions[-1]["feed_pos"] if decisions else taken["position"]
    if taken["state"] is not None:
        await learning.write_model(
            connection, version=taken["version"], catalogue_version=catalogue_version, position=position, state=None
        )
    elif decisions:
        await learning.skip_decisions(connection, position)


async def _learn(
    connection: Connection, taken: Row, catalogue_version: int, catalogue: RoutingCatalogue, decisions: list[Row]
) -> None:
    """Take in some decisions. A model that cannot be read is learnt anew, from the earliest event that is kept."""
    position = decisions[-1]["feed_pos"]
    examples = list(examples_of(decisions, catalogue))
    if not examples:
        await learning.skip_decisions(connection, position)
        return
    answers = answers_of(catalogue)
    # In a thread, with the second that importing takes the first time: deadlines are not kept waiting.
    try:
        model = await asyncio.to_thread(_model, taken["state"])
    except ValueError as error:
        _log.warning("suggestion_model_forgotten", version=taken["version"], reason=str(error))
        await learning.write_model(
            connection, version=taken["version"], catalogue_version=catalogue_version, position=0, state=None
        )
        return
    state = await asyncio.to_thread(lambda: dump(model.learn(examples, answers)))
    await learning.write_model(
        connection, version=taken["version"] + 1, catalogue_version=catalogue_version, position=position, state=state
    )


def answers_of(catalogue: RoutingCatalogue) -> dict[str, Collection[str]]:
    """The answers there are to each question."""
    return {
        CATEGORY: frozenset(category.code for category in catalogue.categories if not category.retired),
        URGENCY: frozenset(Urgency),
        DEPARTMENT: frozenset(catalogue.departments),
    }


def examples_of(decisions: Iterable[Row], catalogue: RoutingCatalogue) -> Iterator[Example]:
    """What was decided about which text: category and urgency when formed or graded, the department when dispatched."""
    for row in decisions:
        if row["title"] is None:
            continue
        if row["type"] == learning.DISPATCHED:
            decided = {DEPARTMENT: row["holder_code"].rpartition("-")[2]} if "-" in row["holder_code"] else {}
        else:
            decided = {URGENCY: row["urgency"], **_category(row["category"], catalogue)}
        if decided:
            yield Example(row["title"], row["content"], decided)


def _category(code: str | None, catalogue: RoutingCatalogue) -> Mapping[str, str]:
    """For a category that was retired meanwhile stands its successor."""
    if code is None or code not in catalogue.categories:
        return {}
    return {CATEGORY: catalogue.categories[code].successor or code}


def _model(state: bytes | None) -> LearntModel:
    return load(state) if state is not None else LearntModel()
