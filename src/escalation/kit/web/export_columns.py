"""Which table is exported? Its columns in the caller's language, and what it says of itself (export columns)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from escalation.errors import N_
from escalation.kit.exporting.columns import ExportColumn, Table
from escalation.texts import Language, name_zone, translate

Columns = Mapping[str, tuple[str, int]]
"""By the name of each column its heading, a message id, and its width."""
Labels = Mapping[str, Mapping[str, str]]
"""By the name of a column what codes in it are called."""


def columns_of(headings: Mapping[str, str], *widths: int) -> Columns:
    """Columns of these headings, message ids, each of its width."""
    return {name: (heading, width) for (name, heading), width in zip(headings.items(), widths, strict=True)}


def only(columns: Columns, names: Collection[str]) -> Columns:
    """Those of these names, in the order of the columns."""
    return {name: column for name, column in columns.items() if name in names}


def table_of(
    title: str, columns: Columns, now: datetime, zone: ZoneInfo, language: Language, *,
    query: BaseModel, labels: Labels | None = None,
    by_name: bool = False,
) -> Table:  # fmt: skip
    """A table in a language; it says of itself what it is, when it was taken, and which filters of `query` were set.

    `by_name`: the headings are the names of the columns, as an import of the same things knows them.
    """
    own = translate(title, language)
    taken = f"{now.astimezone(zone):%Y-%m-%d %H:%M} ({name_zone(zone, language)})"
    about = {N_("Content of the file"): own, N_("Taken at"): taken}
    return Table(
        title=own,
        columns=[
            ExportColumn(
                name, name if by_name else translate(heading, language), width, (labels or {}).get(name, _NONE)
            )
            for name, (heading, width) in columns.items()
        ],
        about=[*((translate(name, language), text) for name, text in about.items()), *_asked(query)],
        zone=zone,
        yes=translate(N_("yes"), language),
        no=translate(N_("no"), language),
        about_title=translate(N_("About"), language),
    )


_NONE: Final[Mapping[str, str]] = {}


def _asked(query: BaseModel) -> list[tuple[str, str]]:
    """The filters that were set, by their names in the interface."""
    given = query.model_dump(mode="json", exclude_none=True, exclude={"format", "about"})
    return [(name, ", ".join(value) if isinstance(value, list) else str(value)) for name, value in given.items()]
