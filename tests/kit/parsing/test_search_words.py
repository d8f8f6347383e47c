"""What is stored and what is looked for are cut into the same words."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from escalation.kit.parsing.search_words import asked_patterns, asked_terms, asked_words, search_words
from tests.support.world import World

KNOWN = "路灯不亮坏abC 1-。，ＬＥＤ"
# The database knows letters of a later Unicode than the program does, some of them compatible with ASCII.
ASSIGNED = st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cn"])
texts = st.text(KNOWN, max_size=30) | st.text(ASSIGNED, max_size=60)


def test_ideographs_go_in_pairs_and_other_words_whole() -> None:
    assert search_words("路灯不亮, 5号楼 LED Lamp") == ["5", "lamp", "led", "不亮", "号楼", "灯不", "路灯"]
    assert search_words("灯") == ["灯"]
    assert search_words("。!  ") == []


def test_a_search_asks_for_the_longest_words_and_for_no_lone_ideograph() -> None:
    assert asked_words("灯") == []
    assert asked_words("ＬＥＤ 灯") == ["led"]
    assert asked_terms("路灯  ＬＥＤ") == ["路灯", "led"]
    assert asked_patterns(r"5% a_b \\") == [r"%5\%%", r"%a\_b%", r"%\\\\%"]
    assert len(asked_words("一二三四五六七八九十百千万亿")) == 8


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
async def test_the_database_cuts_as_the_program_does(world: World, text: str) -> None:
    stored = await world.runtime.database.pool.fetchval("SELECT search_words($1)", text)
    if all(character in KNOWN for character in text):
        assert stored == search_words(text)
    # Which letters have small ones, two libraries do not quite agree on.
    assert [word for word in stored if word.isascii()] == [word for word in search_words(text) if word.isascii()]
