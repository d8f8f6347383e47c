"""Words of a message suggest its category; how often they are right is measured on real messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.opinions.domain.categories import read_categories
from escalation.opinions.domain.classifier import Classifier, Suggestion
from escalation.opinions.domain.defaults import categories
from tests.support.real_messages import messages, needs_shared
from tests.support.work import calls


def a_classifier(**keywords: list[str]) -> Classifier:
    """One class for each name given, with its words."""
    common = {"zh": "类", "en": "class", "departments": ["ZJ"]}
    tops = [{**common, "code": code, "keywords": words} for code, words in keywords.items()]
    return Classifier(read_categories({"categories": tops}))


def best(found: list[Suggestion]) -> str:
    return found[0].category_code


def test_what_nobody_has_a_word_for_is_not_guessed() -> None:
    assert a_classifier(heat=["暖气"]).suggest("天空很蓝", title="你好") == []


def test_a_word_in_the_title_counts_double() -> None:
    found = a_classifier(heat=["暖气"], road=["修路"]).suggest("暖气", title="修路")
    assert found == [Suggestion("road", 2.0), Suggestion("heat", 1.0)]


def test_a_longer_word_weighs_more_than_a_shorter() -> None:
    assert best(a_classifier(heat=["集中供热"], road=["修路"]).suggest("修路,集中供热")) == "heat"


def test_a_word_that_several_classes_share_weighs_less() -> None:
    shared = a_classifier(heat=["暖气", "收费"], road=["修路", "收费"])
    assert best(shared.suggest("修路,收费,收费")) == "road"
    assert shared.suggest("收费") == [Suggestion("heat", 0.5), Suggestion("road", 0.5)]


def test_a_hint_weighs_less_than_a_keyword() -> None:
    assert best(a_classifier(heat=["~小区"], road=["修路"]).suggest("小区修路")) == "road"


def test_inside_a_longer_word_no_shorter_one_is_found() -> None:
    found = a_classifier(bank=["农村信用社"], rural=["农村"]).suggest("农村信用社不给取钱")
    assert [each.category_code for each in found] == ["bank"]


def test_width_and_case_of_letters_and_masks_make_no_difference() -> None:
    assert best(a_classifier(noise=["KTV"]).suggest("楼下的ｋｔｖ[TEL]太吵")) == "noise"
    assert a_classifier(name=["name"]).suggest("我叫[NAME]") == []


def test_the_part_is_named_when_the_words_are_clear_about_it() -> None:
    assert (
        best(Classifier(categories()).suggest("家里暖气不热,室温只有十二度", title="供热问题"))
        == "urban.utilities.heating"
    )


def test_only_the_class_is_named_when_they_are_not() -> None:
    assert best(Classifier(categories()).suggest("民政局")) == "civil"


@given(st.text("供热暖气修路医院学校的不给ＡKTV [TEL]", max_size=60), st.text("供热暖气修路", max_size=10))
def test_suggestions_are_sorted_and_one_for_each_class(text: str, title: str) -> None:
    found = Classifier(categories()).suggest(text, title=title)
    scores = [each.score for each in found]
    tops = [each.category_code.split(".")[0] for each in found]
    assert scores == sorted(scores, reverse=True)
    assert len(set(tops)) == len(tops)
    assert all(each.category_code in categories() and each.score > 0 for each in found)


@needs_shared
@pytest.mark.parametrize(("best_of", "floor"), [(1, 0.84), (3, 0.95)])
def test_real_messages_are_classified_as_people_did(best_of: int, floor: float) -> None:
    rows = messages("cn_messages_labeled.csv")
    assert share_right(Classifier(categories()), rows, best_of) >= floor


@needs_shared
def test_the_floor_is_not_reached_without_the_weights() -> None:
    """Negative control: with one word for each class, its own name, the measure falls."""
    names = {category.code: [category.zh] for category in categories() if category.level == 1}
    assert share_right(a_classifier(**names), messages("cn_messages_labeled.csv"), 3) < 0.2


@needs_shared
def test_a_message_takes_some_steps_for_each_of_its_characters() -> None:
    rows = messages("cn_messages_labeled.csv")
    subject = Classifier(categories())
    characters = sum(len(row["subject"]) + len(row["detail"]) for row in rows)
    assert calls(lambda: share_right(subject, rows, 1)) < 2 * characters


def test_a_catalogue_of_any_number_of_words_that_begin_alike_costs_no_more_a_place() -> None:
    """With each word tried at each place, one opinion would take seconds."""
    subject = a_classifier(road=[f"道路{number}" for number in range(20_000)])
    text = "道路积水" * 2_000
    assert calls(lambda: subject.suggest(text)) < 4 * len(text)
    assert best(subject.suggest("道路19999号")) == "road"


def share_right(subject: Classifier, rows: list[dict[str, str]], best_of: int) -> float:
    """The share of messages whose class, as given by people, is among the first suggestions."""
    return sum(row["category_l1"] in classes(subject, row)[:best_of] for row in rows) / len(rows)


def classes(subject: Classifier, row: dict[str, str]) -> list[str]:
    found = subject.suggest(row["detail"], title=row["subject"])
    return [categories()[each.category_code.split(".")[0]].zh for each in found]
