"""In which words is something told? By templates: a subject, a text and a short form, with a closed list of variables.

A template prints variables, asks whether there is one, and goes through `lines`; it calls, computes and reaches into
nothing. It is run in a sandbox all the same.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import yaml
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import SandboxedEnvironment

from escalation.errors import N_, Fault, ValidationFailed

VARIABLES: Final = frozenset({
    "number", "title", "unit", "due", "link", "page", "code", "today", "overdue", "due_today", "stuck", "lines", "what",
    "count",
})  # fmt: skip
LONGEST_SHORT: Final = 134
"""Characters of a short form: two text messages of 67, as they are when anything but ASCII is in them (3GPP 23.040)."""
LONGEST_SUBJECT: Final = 200

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Wording:
    """The three templates of a message in one language."""

    subject: str
    body: str
    short: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message in words: for mail as text and as HTML, and short. `short` is cut to its length."""

    subject: str
    text: str
    html: str
    short: str


def check_wording(wording: Wording) -> None:
    """Raise `ValidationFailed` for a template that is broken, or does more than a template may."""
    faults = list(_faults("/subject", wording.subject)) + list(_faults("/body", wording.body))
    if faults := [*faults, *_faults("/short", wording.short)]:
        raise ValidationFailed(faults=faults)


def render(wording: Wording, values: Values) -> Rendered:
    """The message in words. A variable that has no value prints as nothing."""
    known = dict.fromkeys(VARIABLES, "") | {"lines": ()} | dict(values)
    subject = " ".join(_template(wording.subject).render(known).split())[:LONGEST_SUBJECT]
    text = _template(wording.body).render(known).strip() + "\n"
    html = _PAGE.render(subject=subject, paragraphs=text.strip().split("\n\n"), link=known["link"] or known["page"])
    return Rendered(subject, text, html, shortened(" ".join(_template(wording.short).render(known).split())))


def shortened(text: str) -> str:
    """A text that fits into a text message."""
    return text if len(text) <= LONGEST_SHORT else text[: LONGEST_SHORT - 1] + "…"


def without_contacts(words: str) -> str:
    """Words that a clerk typed, without what looks like somebody's number or address."""
    return _CONTACT.sub("***", words)


@cache
def wordings() -> Mapping[tuple[str, str], Wording]:
    """What comes along, by rule and language."""
    document = yaml.safe_load(files("escalation").joinpath("data/messages.yaml").read_text(encoding="utf-8"))
    return {
        (rule, language): Wording(**words)
        for rule, by_language in document.items()
        for language, words in by_language.items()
    }


_CONTACT: Final = re.compile(r"[^\s@,;:，、；：()<>]+@[^\s@,;:，、；：()<>]+|\+?[0-9０-９](?:[\s-]?[0-9０-９]){6,}")
_PLAIN: Final = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, trim_blocks=True)
_ESCAPING: Final = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
_PAGE: Final = _ESCAPING.from_string(
    "<!doctype html><html><head><meta charset=utf-8><title>{{ subject }}</title></head><body>"
    '{% for each in paragraphs %}{% if each == link %}<p><a href="{{ link }}">{{ link }}</a></p>{% else %}'
    '<p style="white-space: pre-line">{{ each }}</p>{% endif %}{% endfor %}</body></html>\n'
)
_ALLOWED: Final = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.For)


@lru_cache(maxsize=1024)
def _template(text: str) -> Template:
    return _PLAIN.from_string(text)


def _faults(pointer: str, text: str) -> Iterator[Fault]:
    try:
        tree = _PLAIN.parse(text)
        # What is nested too deeply, or sets what it may not, shows when it is compiled.
        undeclared = find_undeclared_variables(tree)
        _PLAIN.compile(tree)
    except (TemplateSyntaxError, SyntaxError, RecursionError):
        yield Fault(pointer, "template_broken", N_("This template is not well-formed."))
        return
    if any(not isinstance(node, _ALLOWED) for node in _below(tree)):
        detail = N_("A template may print variables, ask whether there is one, and go through `lines`.")
        yield Fault(pointer, "template_too_clever", detail)
        return
    loops = list(tree.find_all(nodes.For))
    own = {loop.target.name for loop in loops if isinstance(loop.target, nodes.Name)}
    if any(
        not isinstance(each.iter, nodes.Name) or each.iter.name != "lines" or each.find(nodes.For) for each in loops
    ):
        yield Fault(pointer, "template_too_clever", N_("A template goes through `lines` alone, and once."))
    used = {name.name for name in tree.find_all(nodes.Name)} - own
    if (used | undeclared) - VARIABLES:
        yield Fault(pointer, "unknown_variable", N_("This template uses a variable that there is not."))


def _below(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _below(child)
