"""The unsubscribe page, for whoever has the link: opening it changes nothing, one click does (RFC 8058)."""

from typing import Final

from fastapi import Request, Response

from escalation.errors import N_, NotFound, Refusal
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.forms import page_router, read_form
from escalation.kit.web.language import TAGS, language_of
from escalation.kit.web.problems import localize, status_of
from escalation.kit.web.rate_limit import throttled
from escalation.kit.web.templates import template
from escalation.messages.domain.rules import RULES
from escalation.messages.usecases.channels import unsubscribe
from escalation.messages.usecases.unsubscribing import PAGE, Unsubscription, read_token

router = page_router(tags=["messages"])
ONE_CLICK: Final = "List-Unsubscribe"
_POLICY: Final = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
TEXTS: Final = frozenset({
    N_("Unsubscribe"), N_("Send me no more of these:"), N_("You will get no more of these by mail:"),
    N_("This link is not good any more."),
})  # fmt: skip
"""What the template says."""


@router.get(f"{PAGE}/{{token}}")
async def unsubscribe_page(request: Request, token: str, _: Anybody, runtime: Uses) -> Response:
    """Ask. Mail programs open links by themselves."""
    return await _answer(request, token, runtime, done=False)


@router.post(f"{PAGE}/{{token}}")
async def unsubscribe_form(request: Request, token: str, _: Anybody, runtime: Uses) -> Response:
    """Switch the rule off for that address."""
    await read_form(request, ONE_CLICK)
    return await _answer(request, token, runtime, done=True)


async def _answer(request: Request, token: str, runtime: Runtime, *, done: bool) -> Response:
    try:
        await throttled(request)
        wish = read_token(token, runtime.vault.cursor_key, runtime.vault.earlier_cursor_keys)
        if wish.rule not in RULES:
            raise NotFound
        if done:
            await unsubscribe(runtime, wish.channel_id, wish.rule)
    except Refusal as refusal:
        return _page(request, None, done=False, status=status_of(refusal))
    return _page(request, wish, done=done, status=200)


def _page(request: Request, wish: Unsubscription | None, *, done: bool, status: int) -> Response:
    language = language_of(request.scope)
    html = template("unsubscribe.html").render(
        rule=localize(RULES[wish.rule].title, {}, language) if wish else None, done=done, language=TAGS[language],
        field=ONE_CLICK, say=lambda text: localize(text, {}, language),
    )  # fmt: skip
    headers = {"Content-Security-Policy": _POLICY, "Content-Language": TAGS[language], "Referrer-Policy": "no-referrer"}
    return Response(html, status, headers, media_type="text/html")
