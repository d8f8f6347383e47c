"""Does the AsyncAPI document tell of every event, by every way, with examples that are true?"""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from jsonschema import Draft7Validator

from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.webhooks.api import asyncapi

Json = dict[str, Any]


@cache
def document() -> Json:
    return asyncapi.document()


def faults(document: Json) -> Iterator[str]:
    """Where an example of a message is not what its payload says."""
    for name, message in document["components"]["messages"].items():
        validator = Draft7Validator({"allOf": [message["payload"]], "components": document["components"]})
        for example in message.get("examples", ()):
            for error in validator.iter_errors(example["payload"]):
                yield f"{name}: {error.json_path} {error.message}"


def test_every_type_of_event_is_sent_and_streamed_with_an_example() -> None:
    channels, messages = document()["channels"], document()["components"]["messages"]
    for channel in ("webhooks", "stream"):
        told = [messages[name] for name in channels[channel]["messages"]]
        assert [message["name"] for message in told] == list(EVENT_TYPES)
        assert all(message["examples"] for message in told)


def test_examples_are_what_the_payloads_say() -> None:
    assert list(faults(document())) == []


def test_an_example_that_is_not_true_is_noticed() -> None:
    spoilt = deepcopy(document())
    spoilt["components"]["messages"]["FeedTicketEscalated"]["examples"][0]["payload"]["data"]["trigger"] = "chance"
    spoilt["components"]["messages"]["FeedPage"]["examples"][0]["payload"]["has_more"] = "perhaps"

    assert [line.partition(":")[0] for line in faults(spoilt)] == ["FeedPage", "FeedTicketEscalated"]
