"""How does a field of a request refuse a text that is not fit to be kept? By the rules for all texts."""

from collections.abc import Callable

from pydantic_core import PydanticCustomError

from escalation.kit.parsing import text as rules
from escalation.kit.parsing.text import UnfitText


def clean_line(text: str) -> str:
    """One line: trimmed, composed, without line breaks and controls."""
    return _cleaned(rules.clean_line, text)


def clean_text(text: str) -> str:
    """Several lines: as `clean_line`, but line feeds and tabs stay and other line ends become line feeds."""
    return _cleaned(rules.clean_text, text)


def _cleaned(clean: Callable[[str], str], text: str) -> str:
    try:
        return clean(text)
    except UnfitText as unfit:
        # Texts are message ids without placeholders, which pydantic cannot know.
        raise PydanticCustomError(unfit.code, unfit.detail) from None
