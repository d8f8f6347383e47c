"""Texts of the console: every one is said somewhere."""

import re
from pathlib import Path
from typing import Final

SOURCES: Final = {
    path: path.read_text(encoding="utf-8") for path in Path("web/src").rglob("*.*") if path.suffix in {".ts", ".vue"}
}
CODES: Final = frozenset(re.findall(r'"([a-z_]+)"', Path("openapi/openapi.json").read_text(encoding="utf-8"))) | {
    "remind",
    *(file.stem for file in Path("src/escalation/data/programme").glob("*.yaml")),
}
"""What the interface, a life cycle and the rules of the programme name: words for it are looked up by the code, which
no source has to mention."""
_KEY: Final = re.compile(r"\b([A-Za-z_]\w*):(?= ['`({])")
_CHINESE: Final = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]+")


def words(source: str) -> set[str]:
    """All that a source mentions."""
    return set(re.findall(r"\w+", source))


def unsaid(texts: str, said: set[str]) -> set[str]:
    """Keys of some texts that no other source mentions."""
    return set(_KEY.findall(texts)) - CODES - said


def test_no_text_is_kept_that_nobody_is_shown() -> None:
    tables = {path for path in SOURCES if path.name in {"zh.ts", "en.ts"} or "textsOf({" in SOURCES[path]}
    said = set[str]().union(*(words(text) for path, text in SOURCES.items() if path not in tables))
    assert len(tables) > 5
    assert {path.as_posix(): found for path in tables if (found := unsaid(SOURCES[path], said))} == {}


def test_a_text_that_nobody_is_shown_is_noticed() -> None:
    assert (
        unsaid("{ shown: 'Shown', lostForEver: 'Lost', count: (n: number) => `${n}` }", words("texts.shown"))
        == {
            "lostForEver",
            "count",
        }
        - CODES
    )


def chinese_of(page: str) -> list[str]:
    """Chinese words and marks of a component's template; a language is named in itself."""
    said = _CHINESE.findall(page[page.find("<template>") : page.rfind("</template>")])
    return [each for each in said if each != "中文"]


def test_a_template_speaks_no_language_of_its_own() -> None:
    """Whoever reads English would read it too."""
    pages = {path.as_posix(): chinese_of(text) for path, text in SOURCES.items() if path.suffix == ".vue"}
    assert {path: found for path, found in pages.items() if found} == {}


def test_a_mark_of_the_other_language_is_noticed() -> None:
    assert chinese_of("<template><p>{{ texts.end }}：{{ name }}</p></template>") == ["："]
