"""The life cycle is data: the program knows none of its states by name.

A word in quotes that is a state's name in the default life cycle is found wherever it stands. Where it means something
else, it is listed with what it means.
"""

import re
from collections.abc import Iterable
from typing import Final

from escalation.tickets.domain import default
from tests.contracts.sources import Source, planted, sources

STATES: Final = tuple(default.checked(default.document()).states)
QUOTED: Final = re.compile(rf"(['\"])(?:{'|'.join(STATES)})\1")
MEANT_OTHERWISE: Final = {
    "opinions/api/tracking.py": "a step that a citizen is told of",
    "opinions/domain/step_labels.py": "a step that a citizen is told of",
    "opinions/usecases/tracking.py": "a step that a citizen is told of",
    "vocabulary/domain/words.py": "names of other codes",
    "vocabulary/domain/programme_words.py": "from which tickets a sample is drawn",
    "programme/supervision/domain/samples.py": "from which tickets a sample is drawn",
    "programme/bulletins/api/bulletin_pages.py": "names of figures of a bulletin",
    "programme/bulletins/usecases/drafting.py": "names of figures of a bulletin",
    "programme/bulletins/api/figure_labels.py": "names of figures of a bulletin",
    "programme/bulletins/domain/open_figures.py": "names of figures of a bulletin",
    "events/domain/supervision_events.py": "from which tickets a sample is drawn",
    "programme/supervision/storage/ticket_subjects.py": "from which tickets a sample is drawn",
    "programme/supervision/storage/tables.py": "from which tickets a sample is drawn",
    "programme/surveys/domain/surveys.py": "whether a survey takes answers",
    "application/openapi_problem_examples.py": "an example of a refused move",
    "clocks/policy_document.py": "a moment from which a limit runs",
    "cli/demo/__init__.py": "the story is about the default life cycle",
    "cli/demo/scene.py": "the story is about the default life cycle",
    "cli/demo/story.py": "the story is about the default life cycle",
    "webhooks/storage/claims.py": "a breaker that lets deliveries pass",
    "webhooks/storage/gauges.py": "a breaker that lets deliveries pass",
    "webhooks/storage/tables.py": "a breaker that lets deliveries pass",
    "webhooks/domain/health.py": "a breaker that lets deliveries pass",
    "events/domain/ticket_events.py": "examples of events",
    "forms/api/form_labels.py": "names of lines of the form",
    "open311/api/report_documents.py": "whether a service request is open, as GeoReport says it",
    "open311/domain/service_requests.py": "whether a service request is open, as GeoReport says it",
    "statistics/api/unit_reports.py": "how many were closed on a day",
    "statistics/storage/rate_facts.py": "names of counts of a rate",
    "statistics/storage/rollup_counting.py": "names of counts of a rate",
    "statistics/storage/rollup_tables.py": "names of counts of a rate",
    "statistics/storage/ticket_contributions.py": "names of counts of a rate",
    "tickets/storage/figure_indexes.py": "names of indexes",
    "statistics/domain/reports.py": "by which moment a ticket belongs to a period",
}


def test_no_state_is_known_by_its_name() -> None:
    assert naming(sources()) - MEANT_OTHERWISE.keys() == set()


def test_no_exception_is_left_of_what_has_gone() -> None:
    assert MEANT_OTHERWISE.keys() - naming(sources()) == set()


def test_a_state_in_any_quotes_is_found() -> None:
    one = planted("escalation.tickets.domain.one", 'return ticket.state == "dispatched"')
    two = planted("escalation.tickets.storage.two", '"""WHERE tickets.state = \'follow_up\'"""')
    none = planted("escalation.tickets.domain.none", 'case.emit("ticket.dispatched")  # it is dispatched')
    assert naming([one, two, none]) == {one.path, two.path}


def naming(modules: Iterable[Source]) -> set[str]:
    """The modules that name a state of the default life cycle."""
    return {module.path for module in modules if QUOTED.search(module.text)}
