"""Sketches of texts about one matter share values; those of others hardly ever do."""

import random
from collections import defaultdict
from itertools import combinations

from hypothesis import assume, given
from hypothesis import strategies as st

from escalation.opinions.domain.similarity import BANDS, SIZE, fingerprint_of, likeness, sketch
from tests.support.real_messages import messages, needs_shared

TEXTS = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4E80), max_size=80)

MARKS = (
    -1239818177020361899,
    (-1377273473, -662815096, 1448269),
    (
        -1828282604,
        -903158955,
        1191133660,
        -2136180818,
        -309329507,
        291348546,
        -497689278,
        -117381482,
        -1315953490,
        464372865,
        1568106545,
        995674874,
    ),
)


def test_a_sketch_never_changes_for_it_is_stored() -> None:
    assert sketch("供热", "暖气不热") == (-1377273473, -662815096, 1448269)


def test_punctuation_width_case_and_masks_make_no_difference() -> None:
    assert sketch("ＫＴＶ 扰民!", "电话[TEL],太吵了。") == sketch("ktv扰民", "电话太吵了")


def test_a_text_without_letters_is_like_nothing() -> None:
    assert sketch("!!", "[TEL] …") == ()
    assert likeness((), ()) == 0.0


def test_a_text_of_one_letter_has_a_sketch() -> None:
    assert len(sketch("", "水")) == 1


@given(TEXTS, TEXTS)
def test_a_sketch_is_a_short_ascending_list_of_four_byte_integers(title: str, text: str) -> None:
    values = sketch(title, text)
    assert len(values) <= SIZE
    assert list(values) == sorted(set(values))
    assert all(-(2**31) <= value < 2**31 for value in values)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_likeness_is_symmetric_and_between_none_and_all(a: str, b: str, c: str, d: str) -> None:
    first, second = sketch(a, b), sketch(c, d)
    assert 0.0 <= likeness(first, second) == likeness(second, first) <= 1.0


@given(TEXTS, TEXTS)
def test_a_text_is_wholly_like_itself(title: str, text: str) -> None:
    assume(title or text)
    assert likeness(sketch(title, text), sketch(title, text)) == 1.0


@given(TEXTS, TEXTS, st.text("abcdef", min_size=3))
def test_texts_without_a_common_letter_have_nothing_in_common(title: str, text: str, other: str) -> None:
    assert likeness(sketch(title, text), sketch(other, other)) == 0.0


@given(TEXTS.filter(lambda text: len(text) > 40))
def test_a_text_with_a_few_words_added_is_still_found(text: str) -> None:
    assert likeness(sketch("同一个标题啊", text), sketch("同一个标题啊", text + "谢谢")) > 0.5


@needs_shared
def test_messages_about_one_matter_are_found_among_thousands() -> None:
    rows = messages("cn_messages_hot.csv")
    sketches = [sketch(row["subject"], row["detail"]) for row in rows]
    matters = matters_of(rows)
    firsts = [place for place, matter in matters.items() if likest(place, sketches) in same(matter, matters)]
    assert len(firsts) / len(matters) >= 0.88


@needs_shared
def test_pairs_about_one_matter_share_values_and_pairs_at_random_hardly_ever() -> None:
    rows = messages("cn_messages_hot.csv")
    sketches = [set(sketch(row["subject"], row["detail"])) for row in rows]
    matters = matters_of(rows)
    together = [pair for pair in combinations(matters, 2) if matters[pair[0]] == matters[pair[1]]]
    dice = random.Random(20_240_601)
    apart = [
        pair for pair in (dice.sample(range(len(rows)), 2) for _ in range(5_000)) if unlike(pair[0], pair[1], matters)
    ]
    assert share_touching(together, sketches) >= 0.93
    assert share_touching(apart, sketches) <= 0.08


def test_marks_never_change_for_they_are_stored() -> None:
    marks = fingerprint_of("供热", "暖气不热")
    assert (marks.text_hash, marks.sketch, marks.bands) == MARKS


def test_the_same_words_have_the_same_hash_and_others_another() -> None:
    same = fingerprint_of("ＫＴＶ 扰民!", "电话[TEL],太吵了。")
    assert same == fingerprint_of("ktv扰民", "电话太吵了")
    assert same.text_hash != fingerprint_of("ktv扰民", "电话太吵").text_hash
    assert fingerprint_of("?", "?!").text_hash != fingerprint_of("!", "!?").text_hash


@given(TEXTS, TEXTS)
def test_bands_are_twelve_or_none(title: str, text: str) -> None:
    bands = fingerprint_of(title, text).bands
    assert len(bands) == (BANDS if title or text else 0)
    assert all(-(2**31) <= value < 2**31 for value in bands)


@needs_shared
def test_of_messages_about_one_matter_the_likest_that_shares_a_band_is_of_the_same() -> None:
    rows = messages("cn_messages_hot.csv")
    marks = [fingerprint_of(row["subject"], row["detail"]) for row in rows]
    sharing: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, each in enumerate(marks):
        for band in enumerate(each.bands):
            sharing[band].append(place)
    matters, firsts = matters_of(rows), 0
    for place, matter in matters.items():
        near = {other for band in enumerate(marks[place].bands) for other in sharing[band][-32:]} - {place}
        likest_first = sorted(near, key=lambda other: -likeness(marks[place].sketch, marks[other].sketch))
        firsts += bool(likest_first) and likest_first[0] in same(matter, matters)
    assert firsts / len(matters) >= 0.88


def matters_of(rows: list[dict[str, str]]) -> dict[int, str]:
    """The matter of each message that people put under one."""
    return {place: row["hot_issue_id"] for place, row in enumerate(rows) if row["hot_issue_id"]}


def same(matter: str, matters: dict[int, str]) -> set[int]:
    return {place for place, other in matters.items() if other == matter}


def likest(place: int, sketches: list[tuple[int, ...]]) -> int:
    others = (other for other in range(len(sketches)) if other != place)
    return max(others, key=lambda other: likeness(sketches[place], sketches[other]))


def unlike(a: int, b: int, matters: dict[int, str]) -> bool:
    return a not in matters or matters[a] != matters.get(b)


def share_touching(pairs: list[tuple[int, int]] | list[list[int]], sketches: list[set[int]]) -> float:
    return sum(not sketches[a].isdisjoint(sketches[b]) for a, b in pairs) / len(pairs)
