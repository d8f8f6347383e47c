"""What does each refusal look like? Problem examples of the OpenAPI document: every code in both languages.

They are made of the classes of refusals, as an answer is; what an answer says of the case at hand has a sample.
"""

from collections.abc import Mapping
from typing import Any, Final

from escalation.errors import N_, DefinitionInvalid, Fault, Refusal, TransitionNotAllowed, ValidationFailed
from escalation.kit.web.language import TAGS
from escalation.kit.web.problems import kinds_of_refusals, problem_document, status_of_kind
from escalation.texts import Language

_REQUEST: Final = "7a0deb5bf76132ebdb768e5e"
_FAULTS: Final[Mapping[str, tuple[Fault, ...]]] = {
    ValidationFailed.code: (Fault("/title", "missing", N_("This is missing.")),),
    DefinitionInvalid.code: (Fault("/levels/1", "missing", N_("This is missing.")),),
}
_EXTRA: Final[Mapping[str, dict[str, object]]] = {
    TransitionNotAllowed.code: {"current_state": "closed", "allowed_actions": ["reopen"]},
}
SAMPLES: Final[Mapping[str, int | str]] = {
    "days": 30, "limit": 100_000, "header": "If-Match", "name": "12345", "expected": "application/json",
}  # fmt: skip
"""What stands for the parameters of sentences, by name."""


def problem_examples(status: int | None = None) -> dict[str, Any]:
    """Examples of the refusals with a status, of all when it is `None`, by code and language."""
    kinds = {kind.code: kind for kind in kinds_of_refusals() if "code" in vars(kind)}
    return {
        f"{code}.{language}": {"value": _example(kind, language)}
        for code, kind in sorted(kinds.items())
        if status in {None, status_of_kind(kind)}
        for language in TAGS
    }


def _example(kind: type[Refusal], language: Language) -> dict[str, Any]:
    refusal = kind(None, faults=_FAULTS.get(kind.code, ()), extra=_EXTRA.get(kind.code), **SAMPLES)
    return problem_document(refusal, language, _REQUEST, status=status_of_kind(kind))
