"""How does a life cycle look? A Mermaid state diagram, drawn from the same definition that is enforced."""

from collections import defaultdict

from escalation.tickets.domain.definition import Move, State, Workflow

# A label would end at one of these; the wide forms look the same and mean nothing to Mermaid.
_WIDE = str.maketrans({'"': "\uff02", ":": "\uff1a", ";": "\uff1b"})


def mermaid(workflow: Workflow, language: str = "en") -> str:
    """The diagram as Mermaid text (`stateDiagram-v2`); moves between the same two states share an arrow."""
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for move in workflow.moves:
        for source in move.from_:
            if move.target(source) != source:
                arrows[source, move.target(source)].append(_label(move, language))
    lines = ["stateDiagram-v2", f"    [*] --> {workflow.initial}"]
    for name, state in workflow.states.items():
        lines.append(f'    state "{_label(state, language)}" as {name}')
    for (source, target), labels in arrows.items():
        lines.append(f"    {source} --> {target}: {' / '.join(dict.fromkeys(labels))}")
    lines += [f"    {name} --> [*]" for name, state in workflow.states.items() if state.final]
    return "\n".join(lines) + "\n"


def _label(named: Move | State, language: str) -> str:
    return (named.zh if language == "zh" else named.en).translate(_WIDE)
