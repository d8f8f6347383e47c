"""Which routes are there? The web application, put together; it does not start with a hole in it."""

from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager
from typing import Final

from fastapi import FastAPI

from escalation.application import front_page, sample_page
from escalation.application.form_printers import FORM_PRINTERS
from escalation.application.lags import QUEUES
from escalation.application.openapi import DescribedApp, operation_id
from escalation.application.openapi_info import TITLE, VERSION
from escalation.application.openapi_responses import REFUSALS
from escalation.application.programme import PROGRAMME_ROUTERS
from escalation.attachments.api import attachments, submission_photos, uploads
from escalation.console.api import configuration, files, submission_page
from escalation.desk.api import drafts, saved_views
from escalation.errors import ConfigurationInvalid
from escalation.events.api import event_types
from escalation.feed.api import event_exports, feed, stream_tickets
from escalation.feed.api.streams import Streams
from escalation.feed.usecases.subscription import FeedFollower
from escalation.forms.api import linked_forms, printed_form, ticket_page
from escalation.identity.api import api_keys
from escalation.kit.outbound.sender import Sender
from escalation.kit.runtime.context import Runtime
from escalation.kit.web import api_reference, health, sandbox, stylesheet
from escalation.kit.web.auth import Authenticator, undeclared_routes
from escalation.kit.web.cross_origin import allow_origins
from escalation.kit.web.engine_status import EngineWatch
from escalation.kit.web.exports import ExportSlots
from escalation.kit.web.fair_shares import FairShares, RequestLimits
from escalation.kit.web.idempotency import early_routes
from escalation.kit.web.install import install
from escalation.kit.web.middleware import Drain
from escalation.kit.web.rate_limit import Throttle
from escalation.kit.web.routes import lax_routes
from escalation.messages.api import channels as message_channels
from escalation.messages.api import messages, unsubscribe_pages
from escalation.messages.usecases.site import NOWHERE, MessageSite
from escalation.open311.api import service_requests, services
from escalation.opinions.api import (
    categories,
    contact_reads,
    form_ticket,
    history_imports,
    imports,
    opinion_exports,
    opinion_places,
    opinions,
    submissions,
    ticket_places,
    tracking,
    tracking_codes,
    tracking_pages,
)
from escalation.opinions.usecases.submission_challenges import SubmissionRules
from escalation.organisation.api import members, operations, organisation_exports, teams, units
from escalation.privacy.api import erasures, holdings
from escalation.publishing.api import documents, policy_limits
from escalation.publishing.usecases.publishers import check_publisher
from escalation.reorganisation.api import reorganisation
from escalation.sign_in.api import browser, invitations, me, oidc, pages, sessions, sign_in, tokens
from escalation.sign_in.api.authentication import CallerAuthenticator
from escalation.sign_in.domain.configuration import SignInConfiguration
from escalation.sign_in.usecases.provider import Provider
from escalation.sign_in.usecases.sign_in_context import SignInContext
from escalation.standard_replies.api import standard_replies
from escalation.statistics.api import rates, report_exports, reports, unit_reports
from escalation.texts import Language
from escalation.tickets.api import (
    actions,
    batch_transitions,
    candidates,
    clock,
    history,
    incidents,
    leavers,
    lists,
    orders,
    requests,
    staffing_gaps,
    ticket_exports,
    transitions,
    work,
)
from escalation.verification.api import checkpoints
from escalation.vocabulary.api import vocabulary
from escalation.webhooks.api import (
    asyncapi,
    deliveries,
    delivery_exports,
    endpoint_limits,
    endpoints,
    replays,
    secrets,
    statistics,
    test_deliveries,
)

WEB_ROUTERS = (health.router, sandbox.router, stylesheet.router, api_reference.router, front_page.router)
ORGANISATION_ROUTERS = (
    units.router,
    units.imports_router,
    members.router,
    members.imports_router,
    teams.router,
    teams.imports_router,
    operations.router,
    organisation_exports.router,
)
SIGN_IN_ROUTERS = (
    me.router, sign_in.router, sessions.router, sessions.members_router, invitations.router, pages.router, oidc.router,
    tokens.router,
)  # fmt: skip
MOST_ASKED_ROUTERS = (transitions.router, lists.router, form_ticket.router, opinions.router, ticket_page.router)
TICKETS_ROUTERS = (
    batch_transitions.router,
    actions.router,
    candidates.router,
    history.router,
    history.joint_router,
    requests.router,
    requests.decisions_router,
    orders.router,
    orders.answers_router,
    clock.router,
    work.router,
    leavers.router,
    incidents.router,
    staffing_gaps.router,
    ticket_exports.router,
)
OPINIONS_ROUTERS = (
    imports.uploads, history_imports.uploads, contact_reads.router, opinion_exports.router, opinion_places.router,
    ticket_places.router, tracking.router, tracking_codes.router, tracking_pages.router, submissions.router,
    categories.router,
)  # fmt: skip
ATTACHMENTS_ROUTERS = (
    attachments.tickets_router, attachments.opinions_router, attachments.router, uploads.tickets_router,
    uploads.opinions_router, uploads.router, uploads.parts_router, submission_photos.router,
    submission_photos.parts_router,
)  # fmt: skip
OPEN311_ROUTERS = (services.router, service_requests.router)
FORMS_ROUTERS = (printed_form.router, printed_form.lists_router, linked_forms.router)
STATISTICS_ROUTERS = (
    unit_reports.router, unit_reports.exports_router, rates.router, reports.router, report_exports.router,
)  # fmt: skip
PUBLISHING_ROUTERS = (
    documents.workflows_router,
    documents.policies_router,
    policy_limits.router,
    documents.calendars_router,
    documents.catalogues_router,
    documents.programmes_router,
)
FEED_ROUTERS = (event_exports.router, feed.router, stream_tickets.router)
WEBHOOKS_ROUTERS = (
    endpoints.router, secrets.router, test_deliveries.router, deliveries.router,
    delivery_exports.router, statistics.router, replays.router, asyncapi.router,
)  # fmt: skip
MESSAGES_ROUTERS = (
    message_channels.router,
    message_channels.units_router,
    messages.router,
    messages.failures_router,
    messages.templates_router,
    unsubscribe_pages.router,
)
DESK_ROUTERS = (saved_views.router, drafts.router)
PRIVACY_ROUTERS = (erasures.router, holdings.router)

ROUTERS = (
    *MOST_ASKED_ROUTERS,
    *TICKETS_ROUTERS,
    *OPINIONS_ROUTERS,
    *WEB_ROUTERS,
    *ORGANISATION_ROUTERS,
    api_keys.router,
    *SIGN_IN_ROUTERS,
    event_types.router,
    *ATTACHMENTS_ROUTERS,
    *FORMS_ROUTERS,
    *OPEN311_ROUTERS,
    *STATISTICS_ROUTERS,
    *DESK_ROUTERS,
    standard_replies.router,
    *PUBLISHING_ROUTERS,
    *FEED_ROUTERS,
    *WEBHOOKS_ROUTERS,
    *MESSAGES_ROUTERS,
    reorganisation.router,
    *PROGRAMME_ROUTERS,
    *PRIVACY_ROUTERS,
    checkpoints.router,
    vocabulary.router,
    configuration.router,
    sample_page.router,
    files.router,
    submission_page.router,
)
"""By capability. No path of one could be taken for a path of another, so their order says nothing but this: of those
below one path, all that stand before the right one are tried in vain, so those come first that are asked for most."""

BY_DEFAULT: Final = SignInConfiguration()
UNASKED: Final = SubmissionRules()
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def build_app(
    *, default_language: Language = "zh", lifespan: Lifespan | None = None, allowed_origins: Collection[str] = ()
) -> FastAPI:
    """The application without a runtime: enough for its OpenAPI document. `attach` makes it answer.

    `allowed_origins`: those of other sites whose pages may ask.

    Raises `ConfigurationInvalid` if a route reads its input leniently, declares no permission, or takes a key for
    repetitions before it knows whose.
    """
    app = DescribedApp(
        title=TITLE,
        version=VERSION,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        responses=REFUSALS,
        generate_unique_id_function=operation_id,
    )
    app.state.form_printers = FORM_PRINTERS
    app.state.drain = install(app, default_language=default_language)
    allow_origins(app, allowed_origins)
    for router in ROUTERS:
        app.include_router(router)
    holes = [*lax_routes(app), *undeclared_routes(app), *early_routes(app)]
    if holes:
        raise ConfigurationInvalid(", ".join(holes))
    return app


def build_probes(runtime: Runtime) -> FastAPI:
    """What a worker serves: whether it is alive and ready, and its metrics; nothing else."""
    app = FastAPI(title="escalation worker", version="1", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.form_printers = FORM_PRINTERS
    app.state.drain = install(app, default_language="en")
    app.include_router(health.router)
    app.state.runtime = runtime
    app.state.engine_watch = EngineWatch(QUEUES)
    return app


def attach(
    app: FastAPI,
    runtime: Runtime,
    *,
    sandbox: bool = False,
    sender: Sender | None = None,
    configuration: SignInConfiguration = BY_DEFAULT,
    provider: Provider | None = None,
    limits: RequestLimits | None = None,
    allowed_hosts: Collection[str] = (),
    message_site: MessageSite = NOWHERE,
    submission_rules: SubmissionRules = UNASKED,
) -> FastAPI:
    """Give the application what it works with. `sandbox`: its test clock may be turned.

    `sender`: with what endpoints are tried when somebody asks for it. `configuration`: how people sign in.
    `provider`: who else vouches for them. `limits`: how much one caller may take. `allowed_hosts`: what `Host` may say;
    anything, if none is named. `message_site`: by what people are reached. `submission_rules`: what citizens are asked.
    """
    app.state.runtime = runtime
    app.state.engine_watch = EngineWatch(QUEUES)
    app.state.sender = sender
    app.state.sandbox = sandbox
    app.state.decides_for_all = check_publisher
    app.state.public_address = configuration.site.origin if configuration.site else None
    app.state.sign_in = SignInContext(runtime, configuration, provider)
    authenticator: Authenticator = CallerAuthenticator(app.state.sign_in)
    app.state.authenticator = authenticator
    app.state.sign_ins = Throttle(each=browser.EACH, all_=browser.ALL)
    app.state.throttle = Throttle()
    app.state.message_site = message_site
    app.state.submission_rules = submission_rules
    app.state.shares = FairShares(limits)
    app.state.allowed_hosts = frozenset(allowed_hosts)
    app.state.trials = Throttle(each=endpoint_limits.EACH, all_=endpoint_limits.ALL)
    drain: Drain = app.state.drain
    app.state.follower = FeedFollower(runtime, lambda: drain.has_begun)
    app.state.streams = Streams()
    app.state.exports = ExportSlots()
    return app
