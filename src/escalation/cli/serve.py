"""How does a server come up and go down? Port, database, tables, engine, HTTP; and the same way back."""

from contextlib import AsyncExitStack, closing
from socket import socket
from typing import Any

import structlog
from fastapi import FastAPI

from escalation.application.app import attach, build_app
from escalation.application.sample_page import offer_sample
from escalation.application.sample_sign_in import SampleSignIn
from escalation.application.sample_stories import end_stories
from escalation.cli.database_addresses import check_role
from escalation.cli.display import say
from escalation.cli.engine import checkpoint_job, engine_beside
from escalation.cli.language import fill
from escalation.cli.logging import configure
from escalation.cli.map_source import map_source
from escalation.cli.messages import message_site, message_worker
from escalation.cli.outbound import sender_of
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.sample import SampleKey, prepare_sample, sample_sign_in, show_sample
from escalation.cli.server import address, listen, serve_until_told
from escalation.cli.sign_in import configuration_of, provider_of, provider_sender
from escalation.cli.signals import run
from escalation.cli.submission_rules import submission_rules
from escalation.console.api.files import offer_map
from escalation.errors import N_
from escalation.kit.outbound.sender import Sender
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.fair_shares import RequestLimits
from escalation.organisation.storage.unit_lists import UnitFilters
from escalation.organisation.usecases.units import list_units
from escalation.settings import Settings, read
from escalation.sign_in.domain.site import Site
from escalation.sign_in.usecases.provider import Provider
from escalation.tickets.usecases.calendar_coverage import outlook

_NO_UNITS = N_("There are no units yet: `escalation import units FILE`, or `serve --sample` to try it out.")
_log = structlog.get_logger(__name__)


def serve(*, host: str | None, port: int | None, sandbox: bool, migrate: bool, with_engine: bool, sample: bool) -> None:
    """Serve until a signal comes. Options that are given win over the environment."""
    given: dict[str, Any] = {"host": host, "port": port, "sandbox": sandbox or None, "migrate": migrate or None}
    settings = read().model_copy(update={name: value for name, value in given.items() if value is not None})
    configure(settings)
    run(_serve(settings, with_engine=with_engine, sample=sample))


async def _serve(settings: Settings, *, with_engine: bool, sample: bool) -> None:
    with closing(listen(settings.host, settings.port)) as listener:
        async with AsyncExitStack() as closing_down:
            runtime = await closing_down.enter_async_context(
                open_runtime(settings, DatabaseAccess.WRITE, tell=say, name="escalation serve")
            )
            await check_role(runtime)
            await end_stories(runtime)
            keys = await prepare_sample(runtime, sandbox=settings.sandbox) if sample else []
            if not (await list_units(runtime, UnitFilters(), after=None, limit=1)).units:
                say(fill(_NO_UNITS))
            await _look_ahead(runtime)
            sender = await closing_down.enter_async_context(sender_of(settings))
            if with_engine:
                await closing_down.enter_async_context(
                    engine_beside(runtime, sender, message_worker(settings, runtime, sender), checkpoint_job(settings))
                )
            provider = await _provider(settings, closing_down)
            trial = sample_sign_in(keys, settings)
            app = _app(settings, runtime, sender, provider, trial)
            await serve_until_told(app, listener, settings, started=lambda: _announce(listener, settings, keys, trial))
            say(fill(N_("Stopping …")))
    say(fill(N_("Stopped.")))


async def _look_ahead(runtime: Runtime) -> None:
    """Say if the holidays of a year are missing that should have been published by now."""
    reach = await outlook(runtime)
    if reach.missing_year is not None:
        told = N_(
            "The working days of {year} are not published yet; due dates after {day} are provisional. "
            "Publish the next version of the calendar: POST /v1/calendars."
        )
        say(fill(told, year=reach.missing_year, day=reach.confirmed_until.isoformat()))


async def _provider(settings: Settings, closing_down: AsyncExitStack) -> Provider | None:
    """Who else vouches for people. It need not be reachable yet."""
    configuration = provider_of(settings)
    if configuration is None:
        return None
    sender = await closing_down.enter_async_context(provider_sender(configuration.issuer))
    return Provider(configuration, sender.fetch)


def _app(
    settings: Settings, runtime: Runtime, sender: Sender, provider: Provider | None, trial: SampleSignIn | None
) -> FastAPI:
    app = build_app(default_language=settings.language or "zh", allowed_origins=settings.allowed_origins)
    limits = RequestLimits(
        of_key=settings.requests_a_minute_of_key,
        of_unit=settings.requests_a_minute_of_unit,
        at_once=settings.requests_at_once_of_key,
        bad_keys=settings.bad_keys_a_minute,
    )
    offer_sample(app, trial)
    offer_map(app, map_source(settings))
    return attach(
        app,
        runtime,
        sandbox=settings.sandbox,
        sender=sender,
        configuration=configuration_of(settings),
        limits=limits,
        allowed_hosts=settings.allowed_hosts,
        provider=provider,
        message_site=message_site(settings),
        submission_rules=submission_rules(settings),
    )


def _announce(listener: socket, settings: Settings, keys: list[SampleKey], trial: SampleSignIn | None) -> None:
    _log.info("serving", url=address(listener), sandbox=settings.sandbox)
    if keys:
        show_sample(keys, address(listener), Site(settings.public_url or address(listener)), trial)
    say(fill(N_("Serving on {url}. Ctrl-C stops everything."), url=address(listener)))
