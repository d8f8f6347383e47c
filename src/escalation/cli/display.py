"""How does a command show itself? Results on the output, everything else on the error stream."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

OUTPUT = Console(highlight=False)
ERRORS = Console(stderr=True, highlight=False)

_WIDEST = 400

Meter = Callable[[int, int], None]
"""Told how many are done, and of how many; 0 for a number that is not known."""


def say(text: str) -> None:
    """Tell what is being done, for whoever watches."""
    ERRORS.print(Text(text, style="dim"), soft_wrap=True)


def complain(*lines: str) -> None:
    """Tell what is wrong; the first line is the sentence, the others are places and reasons."""
    for number, line in enumerate(lines):
        ERRORS.print(Text(line, style="dim" if number else "bold red"), soft_wrap=True)


def result(text: str) -> None:
    """Print what was asked for, exactly and alone, fit for a pipe."""
    OUTPUT.print(text, markup=False, emoji=False, soft_wrap=True)


def show_table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table as wide as its content: a key that is broken over two lines cannot be copied."""
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, no_wrap=True)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(width=_WIDEST, highlight=False).print(table)


@contextmanager
def meter(title: str) -> Iterator[Meter]:
    """A progress bar while the block runs; on anything but a terminal it stays silent."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=ERRORS, transient=True, disable=not ERRORS.is_terminal) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total or None)
