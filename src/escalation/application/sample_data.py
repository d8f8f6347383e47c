"""Which sample data comes with the package? A tree of units with standard departments, and people at their posts."""

from functools import cache
from importlib.resources import files

from escalation.kit.parsing.csv_files import read_csv
from escalation.opinions.domain.defaults import shipped_document
from escalation.organisation.domain.departments import Departments, read_departments, standard_units
from escalation.organisation.domain.staffing import MemberRow, Post, read_posts, standard_members
from escalation.organisation.domain.tree import COLUMNS, read_tree
from escalation.organisation.domain.units import UnitRow

# The levels of the sample tree, growing upward.
SAMPLE_RANKS = {"village": 1, "township": 2, "county": 3, "city": 4, "province": 5}


@cache
def departments() -> Departments:
    """The standard departments of each level."""
    return read_departments(shipped_document("departments.yaml"))


@cache
def posts() -> tuple[Post, ...]:
    """The standard posts of each kind of unit."""
    return read_posts(shipped_document("members.yaml"))


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
