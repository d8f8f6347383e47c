"""The life cycle as a picture: valid Mermaid that leaves nothing out."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.tickets.domain import default
from escalation.tickets.domain.diagram import mermaid
from tests.tickets.story import WORKFLOW, a_document

NAME = r"[a-z][a-z_]*"
# The part of Mermaid's state diagrams that is used: a label ends at a line's end, a colon or a semicolon.
LINES = (
    rf'state "[^"\n]+" as {NAME}',
    rf"\[\*\] --> {NAME}",
    rf"{NAME} --> \[\*\]",
    rf"{NAME} --> {NAME}: [^:;\n]+",
)
ARROWS = [
    (source, move.target(source), move.zh, move.en)
    for move in WORKFLOW.moves
    for source in move.from_
    if move.target(source) != source
]


def is_mermaid(text: str) -> bool:
    head, *lines = text.removesuffix("\n").split("\n")
    return head == "stateDiagram-v2" and all(any(re.fullmatch(f"    {form}", line) for form in LINES) for line in lines)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_picture_is_valid_and_names_every_state(language: str) -> None:
    text = mermaid(WORKFLOW, language)
    assert is_mermaid(text)
    for name, state in WORKFLOW.states.items():
        assert f'state "{getattr(state, language)}" as {name}\n' in text


def test_every_move_between_two_states_has_its_arrow() -> None:
    drawn = {line.strip().partition(": ")[::2] for line in mermaid(WORKFLOW, "zh").splitlines() if ": " in line}
    labels = {arrow: set(text.split(" / ")) for arrow, text in drawn}
    assert all(zh in labels[f"{source} --> {target}"] for source, target, zh, _ in ARROWS)
    assert len(labels) == len({(source, target) for source, target, *_ in ARROWS})


def test_the_beginning_and_every_end_are_marked() -> None:
    text = mermaid(WORKFLOW)
    assert "    [*] --> registered\n" in text
    finals = [name for name, state in WORKFLOW.states.items() if state.final]
    assert (
        [name for name in finals if f"    {name} --> [*]\n" in text]
        == finals
        == ["rejected", "merged", "terminated", "archived"]
    )


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=40))
def test_no_label_breaks_the_picture(label: str) -> None:
    document = a_document()
    for place, language in product((document["moves"][3], document["states"]["dispatched"]), ("zh", "en")):
        place[language] = label
    for language in ("zh", "en"):
        assert is_mermaid(mermaid(default.checked(document), language))


def test_the_check_notices_a_line_that_mermaid_would_not_read() -> None:
    assert not is_mermaid(mermaid(WORKFLOW).replace("-->", "->"))
