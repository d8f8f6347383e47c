"""A real browser on a real server: the Chromium of the system, driven by playwright, without a window."""

import os
import shutil
from collections.abc import AsyncIterator
from typing import Final

import pytest
from fastapi import FastAPI
from playwright.async_api import Browser, async_playwright

from escalation.application.app import attach
from escalation.cli.server import address, listen, served_beside
from escalation.kit.runtime.context import Runtime
from escalation.sign_in.domain.configuration import SignInConfiguration
from tests.browser.windows import Windows
from tests.sign_in.conftest import CHEAP

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
MISSING: Final = "No Chromium here: apt-get install chromium fonts-noto-cjk"


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One for all stories, each of which has windows of its own. CI installs it; elsewhere it may be missing."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        assert os.environ.get("CI") != "true", MISSING
        pytest.skip(MISSING)
    # Its sandbox wants another account than root, which containers run as.
    sandbox = os.geteuid() != 0
    async with async_playwright() as driver:
        # Maps are drawn by the processor, where there is no other.
        drawing = ["--enable-unsafe-swiftshader"]
        browser = await driver.chromium.launch(executable_path=program, chromium_sandbox=sandbox, args=drawing)
        yield browser
        await browser.close()


@pytest.fixture
async def served(app: FastAPI, runtime: Runtime) -> AsyncIterator[str]:
    """Where the application answers, on a port of its own."""
    attach(app, runtime, configuration=SignInConfiguration(hashing=CHEAP))
    listener = listen("127.0.0.1", 0)
    async with served_beside(app, listener):
        yield address(listener)


@pytest.fixture
async def windows(chromium: Browser, served: str) -> AsyncIterator[Windows]:
    """To be opened by a story. None of them may have been kept from anything by the policy of our pages."""
    opened = Windows(chromium, served)
    yield opened
    await opened.close()
    assert opened.complaints == []
