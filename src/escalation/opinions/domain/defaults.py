"""Which catalogue does a new place begin with (defaults)? The one that comes with the package."""

from functools import cache
from importlib.resources import files
from typing import Any

from escalation.kit.parsing.yaml_documents import load_yaml
from escalation.opinions.domain.catalogue import RoutingCatalogue, read_catalogue
from escalation.opinions.domain.categories import Categories


@cache
def catalogue() -> RoutingCatalogue:
    """The default catalogue, checked."""
    return read_catalogue(catalogue_document())


def categories() -> Categories:
    """The categories of the default catalogue."""
    return catalogue().categories


def catalogue_document() -> dict[str, Any]:
    """The default catalogue as it is published."""
    document: dict[str, Any] = shipped_document("catalogue.yaml")
    return document


def shipped_document(name: str) -> Any:
    """A YAML document of the package's data, parsed."""
    return load_yaml(files("escalation").joinpath("data", name).read_text(encoding="utf-8"))
