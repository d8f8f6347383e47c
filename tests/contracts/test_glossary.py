"""A module's first line contains its own name in words, or a term of the glossary, so that both can be searched."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final

import escalation

PACKAGE: Final = Path(escalation.__file__).parent
CHECKOUT: Final = Path(__file__).parents[2]
GLOSSARY: Final = CHECKOUT / "docs/glossary.md"
WHERE_IS: Final = CHECKOUT / "docs/architecture.md"
PATHS: Final = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def test_first_lines_contain_the_name_of_their_module_or_a_term() -> None:
    lines = {path: first_line((PACKAGE / path).read_text(encoding="utf-8")) for path in PATHS}
    assert {path: line for path, line in lines.items() if not is_found(path, line)} == {}


def test_a_line_in_words_of_its_own_is_found_out() -> None:
    assert not is_found("feed/usecases/tail.py", "Who wants to hear of it at once? One follower for all who listen.")
    assert is_found("feed/usecases/tail.py", "Who follows the tail? One for all who listen.")
    assert is_found("feed/usecases/tail.py", "Who wants to hear of it at once (subscription)?")


def test_names_may_stand_in_singular_or_plural() -> None:
    assert is_found("a/import_rows.py", "What does an import row say?")
    assert is_found("a/summary.py", "Which summaries are there?")
    assert not is_found("a/row.py", "Who arrows?")


def test_every_term_is_at_home_somewhere() -> None:
    assert [place for place in re.findall(r"\| `([^`]+)` \|$", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)
            if not any(PACKAGE.glob(place))] == []  # fmt: skip


def test_what_is_looked_for_is_where_the_page_says() -> None:
    rows = re.findall(r"^\| [^|]+ \| [^|]+ \| ([^|]+) \|$", WHERE_IS.read_text(encoding="utf-8"), re.MULTILINE)
    places = re.findall(r"`([^`]+)`", " ".join(rows))
    assert len(places) > len(rows) > 1
    assert [place for place in places if not (PACKAGE / place).exists() and not (CHECKOUT / place).exists()] == []


def is_found(path: str, line: str) -> bool:
    """Whether a first line has the module's name or a term in it."""
    file = Path(path)
    name = file.parent.name if file.stem in {"__init__", "__main__"} else file.stem
    return any_of(name.replace("_", " ")).search(line) is not None or any_of(*terms()).search(line) is not None


@cache
def any_of(*names: str) -> re.Pattern[str]:
    return re.compile("|".join(map(pattern, names)), re.IGNORECASE)


def pattern(term: str) -> str:
    """A term as a word, in singular or plural; between its own words may stand a blank or a hyphen."""
    words = [re.escape(word) for word in re.split(r"[ -]", term)]
    last = words[-1]
    stems = {last, last.removesuffix("s"), last.removesuffix("es"), re.sub("ies$", "y", last)}
    plural = re.sub("y$", "ies", last)
    return r"\b" + "[ -]".join([*words[:-1], f"(?:(?:{'|'.join(sorted(stems))})(?:s|es)?|{plural})"]) + r"\b"


@cache
def terms() -> frozenset[str]:
    """The first column of the tables."""
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \| `", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)
    return frozenset(rows)


def first_line(text: str) -> str:
    """The first line of a module's documentation."""
    documentation = ast.get_docstring(ast.parse(text)) or ""
    return documentation.partition("\n")[0]
