"""In which language is the caller answered? By `Accept-Language` (RFC 9110 section 12.5.4), as the answer says."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import Depends, Request

from escalation.kit.web.request_context import context_of
from escalation.texts import Language, pick_language

TAGS: Final[Mapping[Language, str]] = {"zh": "zh-Hans", "en": "en"}
"""As `Content-Language` has them (RFC 5646)."""


def language_of(scope: Mapping[str, Any]) -> Language:
    """The language of a request: the caller's choice, or the default of this server."""
    wanted = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"accept-language"), None)
    return pick_language(wanted, context_of(scope).default_language)


async def _language(request: Request) -> Language:
    return language_of(request.scope)


CallerLanguage = Annotated[Language, Depends(_language)]
