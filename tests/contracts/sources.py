"""The modules of the package as they are written, without importing them."""

import ast
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

import escalation

PACKAGE: Final = Path(escalation.__file__).parent


@dataclass(frozen=True)
class Source:
    """One module: `name` as it is imported, `path` below the package, `text` as it is written."""

    name: str
    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


@cache
def sources() -> tuple[Source, ...]:
    """Every module of the package."""
    return tuple(
        Source(_name(path), path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    )


def planted(name: str, text: str) -> Source:
    """A module that is not there, for the negative controls."""
    return Source(name, name.removeprefix("escalation.").replace(".", "/") + ".py", text)


def _name(path: Path) -> str:
    parts = (PACKAGE.name, *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
