"""Which categories does a new place begin with (defaults)? The catalogue that comes with the package."""

from functools import cache
from importlib.resources import files

import yaml

from escalation.opinions.domain.categories import Categories, read_categories


@cache
def categories() -> Categories:
    """The default catalogue."""
    return read_categories(shipped_document("categories.yaml"))


def shipped_document(name: str) -> object:
    """A YAML document of the package's data, parsed."""
    return yaml.safe_load(files("escalation").joinpath("data", name).read_text(encoding="utf-8"))
