"""Windows of a browser: each is somebody else's, with cookies of its own, and says what it complained about."""

from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.sign_in.browsers import PASSWORD, a_member, an_invitation
from tests.support.world import World


@dataclass(slots=True)
class Windows:
    """What a story opens, at pages of `origin`."""

    browser: Browser
    origin: str
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    async def open(self, path: str = "/sign-in", *, locale: str = "en", **more: Any) -> Page:
        """A window of somebody who was never here before, at this page."""
        context = await self.browser.new_context(locale=locale, base_url=self.origin, **more)
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        page = await context.new_page()
        page.on("console", lambda message: self._note(message))  # noqa: PLW0108 - the driver marks what it is given
        await page.goto(path)
        return page

    async def of(self, world: World, name: str, *roles: tuple[str, str], **more: Any) -> Page:
        """A window of somebody new with these roles who has just signed in, at a page that shows nothing."""
        invitation = await an_invitation(world, await a_member(world, name, *roles))
        page = await self.open("/livez", **more)
        accepted = await page.request.post(
            "/v1/sign-in/invitation",
            data={"secret": invitation.secret, "password": PASSWORD},
            headers={"Origin": self.origin, "Sec-Fetch-Site": "same-origin"},
        )
        assert accepted.ok, await accepted.text()
        return page

    async def close(self) -> None:
        for context in self.contexts:
            await context.close()

    def _note(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.complaints.append(message.text)
