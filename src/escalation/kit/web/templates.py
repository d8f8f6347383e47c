"""How is a page laid out (templates)? By a file of `data`, which may extend another; what is put in is escaped."""

from functools import cache
from importlib.resources import files
from typing import Final

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template


@cache
def template(name: str) -> Template:
    """The template of this name, such as `survey.html`. Raises `FileNotFoundError`."""
    return _ENVIRONMENT.get_template(name)


def _text(name: str) -> str:
    return files("escalation").joinpath("data", name).read_text(encoding="utf-8")


_ENVIRONMENT: Final = Environment(
    loader=FunctionLoader(_text), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    auto_reload=False,
)  # fmt: skip
