"""How is a diary entry reviewed (reviews, 评定)? With a grade, by a leader or an office of the unit or above it."""

from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Fault, ForbiddenAction, ValidationFailed
from escalation.identity.usecases.four_eyes import is_one_human
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.programme.diary.domain.entries import DiaryState
from escalation.programme.diary.domain.rules import SECTION
from escalation.programme.diary.storage import entries
from escalation.programme.diary.usecases.entries import RenderEntry, require_readable, require_state, show_entry
from escalation.publishing.usecases.programme_moment import read_programme_moment


async def review_entry(
    runtime: Runtime, entry_id: UUID, grade: str, comment: str | None, *, by: Actor,
    expected: frozenset[int] | None, render: RenderEntry, request_id: str,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Grade an entry that was handed in.

    Raises `NotFound`, `ForbiddenAction`, also for the author by whatever key or post, `ValidationFailed` for an unknown
    grade, `TransitionNotAllowed`, `StaleVersion`.
    """

    async def work(connection: Connection) -> StoredResponse:
        entry, _ = await require_readable(connection, by, entry_id, lock=True)
        author = entry.written_by, entry.author_person_id
        is_author = await is_one_human(connection, author, (by.principal, by.person_id))
        if is_author or not entry.is_reviewable_by(by):
            raise ForbiddenAction(N_("An entry is reviewed by a leader or an office above its author."))
        require_state(entry, expected, DiaryState.SUBMITTED)
        present = await read_programme_moment(runtime, connection, SECTION)
        if present.rules.grade(grade) is None:
            raise ValidationFailed(faults=[Fault("/grade", "unknown_grade", N_("There is no such grade."))])
        await entries.review_entry(
            connection, entry_id, entry.version, (grade, comment), present.now, by=by, request_id=request_id
        )
        return render(await show_entry(runtime, connection, by, entry_id))

    return await do_once(runtime, once, work, recheck=lambda connection: require_readable(connection, by, entry_id))
