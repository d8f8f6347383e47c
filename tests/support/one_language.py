"""Is a text in one language, without a word of the other? Names that machines go by belong to none."""

import re
from collections.abc import Iterator
from typing import Final

from tests.support.callers import Json

HAN: Final = re.compile("[\u4e00-\u9fff]")
NAMES: Final = re.compile(
    r"[\w.]+/[\w.+/-]+"  # a media type, or a path
    r"|\b[A-Za-z]+(?:[_-][A-Za-z]+)+\b"  # a header or a field of several words
    r"|\b[A-Z]{2,}[0-9]*\b|\bP[0-9]\w*|\bPT[0-9]\w*"  # JSON, UTF, GB; a duration
    r"|(?:：|都叫 )-?[a-z_]+(?:, -?[a-z_]+)*"  # columns of a table, or an order of them
    r"|\b(?:Authorization(?:: Bearer)?|Host|Allow|true|false|posts|errors)\b"
)
WORD: Final = re.compile(r"[A-Za-z]{2,}")


def words_of_another(text: str, language: str) -> list[str]:
    """What does not belong: any Chinese in English; in Chinese words that are no names, and a text without Chinese."""
    if language == "en":
        return HAN.findall(text)
    return WORD.findall(NAMES.sub("", text)) or ([] if HAN.search(text) else [text])


def mixed(problem: Json, language: str) -> Iterator[str]:
    """The texts of a problem document that are not in this language."""
    for text in (problem["title"], problem["detail"], *(error["detail"] for error in problem["errors"])):
        if words_of_another(text, language):
            yield f"not in {language}: {text}"
