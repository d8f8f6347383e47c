"""Which errors are there? Everything that can be refused: each leaf has a stable code, a title and a sentence.

English texts are the message ids of the Babel catalogue (`escalation/texts`); `code` never changes.
What only HTTP knows is in `escalation.kit.web.errors`; statuses are given by `escalation.kit.web.problems`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from traceback import format_tb
from typing import ClassVar


def N_(message: str) -> str:
    """Mark a text for the message catalogue without translating it here."""
    return message


Param = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Fault:
    """One place in the input that is wrong.

    `pointer` is an RFC 6901 JSON pointer into the body (or `?name` for a query parameter, `line 7` for a file);
    `detail` is a message id, `params` fill its `{placeholders}`. Input is never echoed in `params`.
    """

    pointer: str
    code: str
    detail: str
    params: dict[str, Param] = field(default_factory=dict)


class Refusal(Exception):
    """Something the caller asked for was not done, and nothing was changed."""

    code: ClassVar[str] = "REFUSED"
    title: ClassVar[str] = N_("Refused")
    detail: ClassVar[str] = N_("The request was refused.")

    def __init__(
        self,
        detail: str | None = None,
        *,
        faults: Sequence[Fault] = (),
        extra: dict[str, object] | None = None,
        **params: Param,
    ) -> None:
        """`detail` replaces the class's sentence (a message id); `extra` members join the problem document."""
        self.message = detail or type(self).detail
        self.params = params
        self.faults = tuple(faults)
        self.extra = extra or {}
        super().__init__(self.code, self.message, params)

    def __str__(self) -> str:
        """The English sentence with its parameters, for logs and the terminal."""
        return self.message.format(**self.params)


# -- The request cannot be read ---------------------------------------------------------------------------------------


class BadRequest(Refusal):
    """The request cannot be understood."""


class InvalidCursor(BadRequest):
    """The cursor was not made by this server for this list."""

    code = "INVALID_CURSOR"
    title = N_("Invalid cursor")
    detail = N_("The cursor does not belong to this list. Start again without it.")


class CursorExpired(Refusal):
    """The cursor lies before what the feed keeps; `extra` has `earliest`, the first one that is good."""

    code = "CURSOR_EXPIRED"
    title = N_("Cursor too old")
    detail = N_("The feed keeps {days} days. Go on with `earliest`; older events are in the history of each ticket.")


class Unauthenticated(Refusal):
    """No key, or one that is unknown, expired or revoked."""

    code = "UNAUTHENTICATED"
    title = N_("Not authenticated")
    detail = N_("Send a valid key as 'Authorization: Bearer …', or sign in.")


class ForbiddenAction(Refusal):
    """The caller may see the thing but not do this to it."""

    code = "FORBIDDEN_ACTION"
    title = N_("Not allowed for you")
    detail = N_("Your role does not allow this.")


class NotFound(Refusal):
    """It does not exist, or it is not the caller's to see: the two are never told apart."""

    code = "NOT_FOUND"
    title = N_("Not found")
    detail = N_("There is nothing here that you may see.")


class TooManyRequests(Refusal):
    """The caller has to slow down; `extra['retry_after']` holds whole seconds."""

    code = "TOO_MANY_REQUESTS"
    title = N_("Too many requests")
    detail = N_("Too many requests. Try again later.")


# -- The request can be read but is wrong -----------------------------------------------------------------------------


class Unprocessable(Refusal):
    """The request is understood and cannot be carried out as it stands."""


class ValidationFailed(Unprocessable):
    """One or more fields are missing, unknown or wrong; `faults` says which."""

    code = "VALIDATION_FAILED"
    title = N_("Validation failed")
    detail = N_("One or more fields are wrong. See errors.")


class GuardFailed(Unprocessable):
    """The move exists and the caller may make it, but a rule stands against it."""

    code = "GUARD_FAILED"
    title = N_("A rule stands against it")
    detail = N_("A rule of the workflow stands against this move.")


class OtherEntry(GuardFailed):
    """An entry of a move is meant for another case than this one; another entry of the same name may fit."""


class IdempotencyKeyReused(Unprocessable):
    """The key was used before with another request."""

    code = "IDEMPOTENCY_KEY_REUSED"
    title = N_("Idempotency key used before")
    detail = N_("This Idempotency-Key was used before with a different request. Use a new key.")


class DefinitionInvalid(Unprocessable):
    """A workflow, policy or calendar document would strand a ticket; `faults` says where."""

    code = "DEFINITION_INVALID"
    title = N_("Definition invalid")
    detail = N_("The document is not valid. Nothing was published. See errors.")


# -- The request is right but the world is in the way ------------------------------------------------------------------


class Conflict(Refusal):
    """The present state of the thing does not allow it."""


class TransitionNotAllowed(Conflict):
    """The life cycle has no such move from the present state; `extra` has `current_state` and `allowed_actions`."""

    code = "TRANSITION_NOT_ALLOWED"
    title = N_("Move not allowed now")
    detail = N_("This is not possible in the present state of the ticket.")


class AtTheTop(TransitionNotAllowed):
    """There is no level above the holder."""

    detail = N_(
        "There is no level above. Decide here, put it on the agenda of the joint meeting, or explain and close."
    )


class RuledOut(TransitionNotAllowed):
    """A rule stands against the move that the caller cannot meet with other fields; `detail` says which."""

    detail = N_("A rule stands against this move at this point.")


class DuplicateExternalRef(Conflict):
    """The pair (source_system, external_ref) is taken for ever."""

    code = "DUPLICATE_EXTERNAL_REF"
    title = N_("External reference already known")
    detail = N_("This source_system and external_ref are already known.")


class Duplicate(Conflict):
    """Something with the same identity exists already."""

    code = "DUPLICATE"
    title = N_("Exists already")
    detail = N_("Something with this id exists already. Read it, or choose another id.")


class StillInUse(Conflict):
    """It cannot go while something depends on it."""

    code = "STILL_IN_USE"
    title = N_("Still in use")
    detail = N_("It is still in use. Name a successor first.")


class LimitReached(Conflict):
    """There are as many as there may be."""

    code = "LIMIT_REACHED"
    title = N_("Limit reached")
    detail = N_("There are {limit} already, and no more are allowed. Remove one first.")


class EndpointDisabled(Conflict):
    """The endpoint was taken out of service because its receiver did not take what it was sent."""

    code = "ENDPOINT_DISABLED"
    title = N_("Endpoint disabled")
    detail = N_("The endpoint is disabled. Make it active again first.")


class EndpointNotAnswering(Conflict):
    """The receiver did not answer a ping with success; `extra` has the `attempt`."""

    code = "ENDPOINT_NOT_ANSWERING"
    title = N_("Endpoint does not answer")
    detail = N_("The receiver did not answer the ping with success, so the endpoint stays as it is. See attempt.")


class IdempotencyKeyInUse(Conflict):
    """A request with the same key is still running."""

    code = "IDEMPOTENCY_KEY_IN_USE"
    title = N_("Idempotency key in use")
    detail = N_("A request with this Idempotency-Key is still running. Repeat it in a moment.")


class StaleVersion(Refusal):
    """Somebody changed it since the caller read it."""

    code = "STALE_VERSION"
    title = N_("Changed meanwhile")
    detail = N_("It was changed since you read it. Read it again, then decide.")


# -- The service is in the way ----------------------------------------------------------------------------------------


class Unavailable(Refusal):
    """Not now; nothing is known to be changed."""


class DatabaseUnavailable(Unavailable):
    """The database cannot be reached or is too busy."""

    code = "DB_UNAVAILABLE"
    title = N_("Database unavailable")
    detail = N_("The database cannot be reached just now. Try again in a moment.")


class OutcomeUnknown(Unavailable):
    """The change was sent to the database and its answer was lost."""

    code = "OUTCOME_UNKNOWN"
    title = N_("Outcome unknown")
    detail = N_("It is not known whether the change was made. Repeat the request with the same Idempotency-Key.")


class InternalError(Refusal):
    """A mistake of ours; the log holds the reason under the request's id."""

    code = "INTERNAL"
    title = N_("Internal error")
    detail = N_("Something went wrong on our side. Quote the request id when you report it.")


class ConfigurationInvalid(Refusal):
    """The operator's settings or data directory do not work; said at start-up, never to an API caller."""

    code = "CONFIGURATION_INVALID"
    title = N_("Configuration invalid")
    detail = N_("The configuration is not usable.")


def trace_without_texts(error: BaseException) -> Iterator[str]:
    """Where it failed and of what kind the errors are, the first cause first: for the log.

    Neither their texts nor local variables: a database quotes whole rows, and those hold keys and citizens' words.
    """
    cause = error.__cause__ or error.__context__
    yield from trace_without_texts(cause) if cause is not None else ()
    state = getattr(error, "sqlstate", None)
    yield f"{''.join(format_tb(error.__traceback__))}{type(error).__name__}{f' {state}' if state else ''}"
