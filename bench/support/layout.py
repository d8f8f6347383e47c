"""How are figures laid out, whatever they are of?"""

from collections.abc import Sequence
from statistics import median

from rich.table import Table


def table(title: str, *columns: str) -> Table:
    """An empty table; numbers stand to the right."""
    made = Table(title=title, title_justify="left")
    for column in columns:
        made.add_column(column, justify="right")
    return made


def spread(values: Sequence[float], form: str) -> str:
    """Least, middle and most."""
    return " / ".join(format(value, form) for value in (min(values), median(values), max(values)))


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many per cent do not exceed."""
    return sorted(values)[(len(values) - 1) * percent // 100]


def p50_p95(seconds: Sequence[float], form: str = ".1f") -> str:
    """Both, in milliseconds."""
    return " / ".join(format(1000 * percentile(seconds, percent), form) for percent in (50, 95))


def coloured(text: str, *, good: bool) -> str:
    """Green for what reaches its target, red for what does not."""
    return f"[{'green' if good else 'red'}]{text}[/]"
