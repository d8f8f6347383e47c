"""Which catalogue, departments, posts and sample tree come with the package?"""

from functools import cache
from importlib.resources import files

import yaml

from escalation.catalogue.categories import Categories, read_categories
from escalation.catalogue.departments import Departments, read_departments, standard_units
from escalation.catalogue.files import read_csv
from escalation.catalogue.members import MemberRow, Post, read_posts, standard_members
from escalation.catalogue.tree import COLUMNS, read_tree
from escalation.catalogue.units import UnitRow

# The levels of the sample tree, growing upward.
SAMPLE_RANKS = {"village": 1, "township": 2, "county": 3, "city": 4, "province": 5}


@cache
def categories() -> Categories:
    """The default catalogue."""
    return read_categories(_document("categories.yaml"))


@cache
def departments() -> Departments:
    """The standard departments of each level."""
    return read_departments(_document("departments.yaml"))


@cache
def posts() -> tuple[Post, ...]:
    """The standard posts of each kind of unit."""
    return read_posts(_document("members.yaml"))


def sample_csv() -> bytes:
    """呼伦贝尔 with its counties, townships and villages as a unit file (statistical codes of 2023)."""
    return files("escalation").joinpath("data/units_hulunbuir.csv").read_bytes()


@cache
def sample_units() -> tuple[UnitRow, ...]:
    """The sample tree with its standard departments, every parent before its children."""
    places = [each.unit for each in read_tree(read_csv(sample_csv(), COLUMNS), known={}, ranks=SAMPLE_RANKS).placed]
    return (*places, *standard_units(places, departments()))


@cache
def sample_members() -> tuple[MemberRow, ...]:
    """Somebody for every role of the sample tree."""
    return tuple(standard_members(sample_units(), posts()))


def _document(name: str) -> object:
    return yaml.safe_load(files("escalation").joinpath("data", name).read_text(encoding="utf-8"))
