"""What comes with the package fits together."""

from collections import Counter

from escalation.application.sample_data import SAMPLE_RANKS, departments, sample_csv, sample_units
from escalation.kit.parsing.csv_files import read_csv
from escalation.opinions.domain.defaults import categories
from escalation.organisation.domain.tree import COLUMNS, read_tree
from escalation.organisation.domain.units import UnitKind

CLASSES = (
    "城乡建设 劳动和社会保障 教育文体 卫生计生 交通运输 商贸旅游 环境保护 农村农业 "
    "国土资源 民政 政法 党务政务 经济管理 科技与信息产业 纪检监察"
)


def test_the_sample_tree_is_read_without_a_fault() -> None:
    reading = read_tree(read_csv(sample_csv(), COLUMNS), known={}, ranks=SAMPLE_RANKS)
    levels = Counter(each.unit.level for each in reading.placed)
    assert reading.faults == ()
    assert levels == {"province": 1, "city": 1, "county": 14, "township": 158, "village": 1_273}


def test_zhalainuoer_hangs_where_its_code_says_until_somebody_moves_it() -> None:
    assert {unit.code: unit.parent_code for unit in sample_units()}["150703"] == "1507"


def test_state_farms_stand_beside_the_townships() -> None:
    farms = [unit for unit in sample_units() if unit.kind is UnitKind.ENTERPRISE]
    assert {unit.level for unit in farms} == {"township"}
    assert "呼伦贝尔农垦三河农牧场有限公司" in {unit.name for unit in farms}


def test_every_parent_comes_before_its_parts_and_every_code_once() -> None:
    seen: set[str | None] = {None}
    for unit in sample_units():
        assert unit.parent_code in seen
        assert unit.code not in seen
        seen.add(unit.code)


def test_the_catalogue_has_the_fifteen_classes_of_the_field() -> None:
    assert [category.zh for category in categories() if category.level == 1] == CLASSES.split()


def test_only_discipline_is_confidential() -> None:
    assert {category.code.split(".")[0] for category in categories() if category.confidential} == {"discipline"}


def test_every_category_has_a_word_of_its_own() -> None:
    assert all(category.keywords for category in categories())


def test_categories_and_departments_name_only_what_the_other_has() -> None:
    everywhere = [each for of_level in departments().by_level.values() for each in of_level]
    suffixes = {each.suffix for each in everywhere}
    assert [category.code for category in categories() if not suffixes.issuperset(category.departments)] == []
    assert [each.suffix for each in everywhere if not all(code in categories() for code in each.categories)] == []
