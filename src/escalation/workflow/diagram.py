"""How does a life cycle look? A Mermaid state diagram, drawn from the same definition that is enforced."""

from collections import defaultdict

from escalation.workflow.definition import Workflow


def mermaid(workflow: Workflow, language: str = "en") -> str:
    """The diagram as Mermaid text (`stateDiagram-v2`); moves between the same two states share an arrow."""
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for move in workflow.moves:
        for source in move.from_:
            if move.target(source) != source:
                label = move.zh if language == "zh" else move.en
                arrows[source, move.target(source)].append(label)
    lines = ["stateDiagram-v2", f"    [*] --> {workflow.initial}"]
    for name, state in workflow.states.items():
        lines.append(f'    state "{state.zh if language == "zh" else state.en}" as {name}')
    for (source, target), labels in arrows.items():
        lines.append(f"    {source} --> {target}: {' / '.join(dict.fromkeys(labels))}")
    lines += [f"    {name} --> [*]" for name, state in workflow.states.items() if state.final]
    return "\n".join(lines) + "\n"
