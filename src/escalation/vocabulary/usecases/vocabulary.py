"""What is each code called just now (vocabulary)? The program's words, and those of the documents in force."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from escalation.errors import Refusal
from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.kit.documents.in_force import in_force
from escalation.kit.runtime.context import Runtime
from escalation.texts import translate
from escalation.tickets.domain.draft import Rules
from escalation.tickets.usecases.rules import read_rules
from escalation.vocabulary.domain.words import WORDS


@dataclass(frozen=True, slots=True)
class Word:
    """A code of some kind, and what it is called."""

    code: str
    zh: str
    en: str


async def vocabulary(runtime: Runtime, refusals: Iterable[type[Refusal]]) -> dict[str, list[Word]]:
    """By kind. States and moves are those of the life cycle in force, levels those of the policy in force.

    `refusals`: those that a request may meet.
    """
    async with runtime.database.connection(changes=False) as connection:
        rules = await read_rules(runtime, connection, await in_force(connection))
    ours = {kind: [_word(code, text) for code, text in words.items()] for kind, words in WORDS.items()}
    return (
        ours
        | dict(_of_documents(rules))
        | {
            "event_type": [_word(name, type_.title) for name, type_ in EVENT_TYPES.items()],
            "problem": sorted({_word(each.code, each.title) for each in refusals}, key=lambda word: word.code),
        }
    )


def _of_documents(rules: Rules) -> Iterator[tuple[str, list[Word]]]:
    states, moves, levels = rules.workflow.states, rules.workflow.moves, rules.policy.levels
    yield "state", [Word(name, state.zh, state.en) for name, state in states.items()]
    yield "action", list({move.name: Word(move.name, move.zh, move.en) for move in reversed(moves)}.values())
    yield "level", [Word(str(rank), level.zh, level.en) for rank, level in sorted(levels.items())]


def _word(code: str, text: str) -> Word:
    return Word(code, translate(text, "zh"), text)
