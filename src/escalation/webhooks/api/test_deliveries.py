"""Having an endpoint sent something now: a ping, an example of any event, or a probe after failures."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Query, Response
from pydantic import BaseModel, ConfigDict, Field

from escalation.kit.web.auth import Uses
from escalation.kit.web.fields import Code, In, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.queries import TrueOrFalse
from escalation.kit.web.request_context import Context
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.operations import OperationOut, serialize
from escalation.organisation.usecases.operations import OperationView
from escalation.texts import Language
from escalation.webhooks.api.deliveries import AnsweredOut, answered
from escalation.webhooks.api.endpoint_limits import LONGEST, Admits, EndpointChanger, EndpointId, Sends
from escalation.webhooks.storage.attempts import Attempt
from escalation.webhooks.usecases.probe import probe as probe_endpoint
from escalation.webhooks.usecases.test_delivery import PING, Cause, send_test

router = strict_router(prefix="/v1/webhook-endpoints/{endpoint_id}", tags=["webhooks"])


class ExampleIn(In):
    """The type of event of which an example shall be sent."""

    type: Code = "webhook.test"


class ProbeQuery(BaseModel):
    """What else a probe shall do."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    resend_failed: TrueOrFalse = Field(default=False, description="Send again what failed, if the ping is taken.")


class ProbeOut(Out):
    """What came of the ping, and the operation that sends again what failed, if one was begun."""

    attempt: AnsweredOut
    operation: OperationOut | None


@router.post("/ping", summary="Ping an endpoint", response_model=AnsweredOut)
async def ping_webhook_endpoint(
    endpoint_id: EndpointId,
    caller: EndpointChanger,
    runtime: Uses,
    context: Context,
    once: Idempotent,
    sender: Sends,
    admit: Admits,
    language: CallerLanguage,
) -> Response:
    """Send a sign of life now, and say what the receiver answered. Whatever that is, the endpoint stays as it is."""
    context.allow(LONGEST)
    context.let_others()
    reply = await send_test(
        runtime,
        sender,
        endpoint_id,
        PING,
        Cause.PING,
        by=caller,
        admit=admit,
        render=rendered(200, _renders(language)),
        once=once,
    )
    return answer(reply)


@router.post("/test", summary="Send an example to an endpoint", response_model=AnsweredOut)
async def send_example_event(
    endpoint_id: EndpointId,
    body: ExampleIn,
    caller: EndpointChanger,
    runtime: Uses,
    context: Context,
    once: Idempotent,
    sender: Sends,
    admit: Admits,
    language: CallerLanguage,
) -> Response:
    """Send the example of any event type now, signed and formed as deliveries are, with `test: true` in its body."""
    context.allow(LONGEST)
    context.let_others()
    reply = await send_test(
        runtime,
        sender,
        endpoint_id,
        body.type,
        Cause.TEST,
        by=caller,
        admit=admit,
        render=rendered(200, _renders(language)),
        once=once,
    )
    return answer(reply)


@router.post("/probe", summary="Probe an endpoint that failed", response_model=ProbeOut)
async def probe_webhook_endpoint(
    endpoint_id: EndpointId,
    caller: EndpointChanger,
    runtime: Uses,
    context: Context,
    once: Idempotent,
    sender: Sends,
    admit: Admits,
    language: CallerLanguage,
    query: Annotated[ProbeQuery, Query()],
) -> Response:
    """Ping; if the receiver takes it, deliveries go on at once, and on request what failed is sent again."""
    context.allow(LONGEST)
    context.let_others()
    reply = await probe_endpoint(
        runtime,
        sender,
        endpoint_id,
        resend_failed=query.resend_failed,
        by=caller,
        request_id=context.request_id,
        admit=admit,
        render=rendered(200, _renders_probe(language)),
        once=once,
    )
    return answer(reply)


def _renders(language: Language) -> Callable[[Attempt], bytes]:
    return lambda attempt: answered(attempt, language).model_dump_json().encode()


def _renders_probe(language: Language) -> Callable[[Attempt, OperationView | None], bytes]:
    def render(attempt: Attempt, view: OperationView | None) -> bytes:
        operation = OperationOut(**serialize(view)) if view else None
        return ProbeOut(attempt=answered(attempt, language), operation=operation).model_dump_json().encode()

    return render
