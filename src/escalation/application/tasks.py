"""What does the engine do at all times (background tasks)? Every concern, and who runs them."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Final

from escalation.application import contact_visits
from escalation.application.bulletin_counts import BULLETIN_COUNTS
from escalation.application.unit_activity import ACTIVITY_SOURCES
from escalation.attachments.engine import purging
from escalation.desk.engine import retention as desk_retention
from escalation.errors import Unavailable
from escalation.feed.engine.sequencer import REST, Sequencer
from escalation.kit.outbound.sender import Sender
from escalation.kit.runtime import set_aside
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.loop import Task, run
from escalation.kit.runtime.workers import BEAT, Heartbeat
from escalation.messages.engine import digests as message_digests
from escalation.messages.engine import gauges as message_gauges
from escalation.messages.engine import retention as message_retention
from escalation.messages.engine.message_worker import MessageWorker
from escalation.messages.engine.telling import MessageTeller
from escalation.messages.usecases.site import MessageSite
from escalation.opinions.engine import imports, learning, text_marks
from escalation.privacy.engine import erasing
from escalation.privacy.engine.erasing import RetentionWalk
from escalation.programme.bulletins.engine import drafting as bulletin_drafting
from escalation.programme.contact_points.usecases import contact_point_import
from escalation.programme.diary.engine import retention as diary_retention
from escalation.programme.groups.engine import lapses as group_lapses
from escalation.programme.ledger.engine import retention as ledger_retention
from escalation.programme.ledger.usecases import ledger_import
from escalation.programme.meetings.engine import rounds as meeting_rounds
from escalation.programme.sorting.engine import reminders as sorting_reminders
from escalation.programme.supervision.engine import retention as supervision_retention
from escalation.programme.surveys.engine import survey_clock
from escalation.programme.task_lists.engine import yearly_lists
from escalation.programme.trends.engine import weekly as weekly_trends
from escalation.programme.visits.engine import planning as visit_planning
from escalation.programme.visits.engine import retention as visit_retention
from escalation.reorganisation.engine import scope_left
from escalation.reorganisation.usecases.reorganisation import hand_on_what_is_left
from escalation.sign_in.engine import retention as sign_in_retention
from escalation.statistics.engine import rollups
from escalation.tickets.engine import assignees, gauges
from escalation.tickets.engine.deadlines import LONGEST_REST, DeadlineWorker
from escalation.tickets.engine.recalculation import CalendarCoverageCheck, recalculate
from escalation.verification.engine.checkpoints import REST as CHECKPOINT_REST
from escalation.verification.engine.checkpoints import CheckpointJob
from escalation.webhooks.engine import abandoned_deliveries, attempt_log, replays, revoked_keys
from escalation.webhooks.engine import gauges as delivery_gauges
from escalation.webhooks.engine.delivery_worker import DeliveryWorker
from escalation.webhooks.engine.retention import RetentionJob
from escalation.webhooks.storage.fan_out import FAN_OUT

_FILES_OF_THE_PROGRAMME: Final = {
    contact_point_import.KIND: contact_point_import.advance,
    ledger_import.KIND: ledger_import.advance,
}
_OF_THE_PROGRAMME: Final = (
    Task("meetings", meeting_rounds.step, 60.0),
    Task("sorting", sorting_reminders.step, 600.0),
    Task("surveys", survey_clock.step, 60.0),
    Task("task_lists", yearly_lists.step, 600.0),
    Task("contact_visits", contact_visits.step, 300.0),
    Task("bulletins", partial(bulletin_drafting.step, source=BULLETIN_COUNTS), 600.0),
    Task("trends", partial(weekly_trends.step, sources=ACTIVITY_SOURCES), 600.0),
    Task("visit_duties", visit_planning.keep_duties, 600.0),
    Task("visit_plans", visit_planning.begin_plans, 60.0),
    Task("visit_retention", visit_retention.step, 3600.0),
    Task("visit_clock", visit_planning.wake_plans, 30.0),
    Task("group_lapses", group_lapses.step, 60.0),
    Task("diary_retention", diary_retention.step, 3600.0),
    Task("ledger_retention", ledger_retention.step, 3600.0),
    Task("supervision_retention", supervision_retention.step, 3600.0),
)


def tasks(
    deliveries_are_due: Callable[[], None], teller: MessageTeller, checkpoints: CheckpointJob | None = None
) -> tuple[Task, ...]:
    """Every concern but deliveries and messages, who are told when there is something to do; once in this process.

    `checkpoints`: none are made without. Seals are numbered by whoever makes them.
    """
    deadline_worker, sequencer = DeadlineWorker(), Sequencer(FAN_OUT, deliveries_are_due)
    return (
        Task("deadlines", deadline_worker.step, LONGEST_REST, deadline_worker.rest),
        Task("feed", sequencer.step, REST, sequencer.rest),
        Task("attachments", purging.step, 60.0),
        Task("drafts", desk_retention.step, 3600.0),
        Task("imports", partial(imports.step, others=_FILES_OF_THE_PROGRAMME), 1.0),
        Task("learning", learning.step, 300.0),
        Task("text_marks", text_marks.step, 60.0),
        Task("replays", replays.step, 1.0),
        Task("revoked_keys", revoked_keys.step, 5.0),
        Task("backlogs", abandoned_deliveries.step, 30.0),
        Task("calendars", recalculate, 10.0),
        Task("missing_year", CalendarCoverageCheck().step, 3600.0),
        Task("succession", hand_on_what_is_left, 60.0),
        Task("farewells", scope_left.step, 10.0),
        Task("assignees", assignees.step, 30.0),
        Task("telling", teller.step, 1.0),
        Task("digests", message_digests.step, 60.0),
        Task("message_leases", message_retention.reap, 5.0),
        Task("message_retention", message_retention.step, 300.0),
        Task("push_keys", message_retention.make_keys, 3600.0),
        Task("message_gauges", message_gauges.step, 60.0),
        Task("rollups", rollups.step, rollups.REST),
        Task("gauges", gauges.step, 60.0),
        Task("set_aside", set_aside.step, 60.0),
        Task("ticket_gauges", gauges.count_tickets, 300.0),
        Task("delivery_gauges", delivery_gauges.step, 30.0),
        Task("attempt_log", attempt_log.step, 3600.0),
        Task("sign_in_retention", sign_in_retention.step, 3600.0),
        Task("erasures", erasing.step, 30.0),
        Task("retention", RetentionWalk().step, 3600.0),
        *_OF_THE_PROGRAMME,
        Task("housekeeping", RetentionJob().step, 300.0),
        *([Task("checkpoints", checkpoints.step, CHECKPOINT_REST)] if checkpoints else []),
    )


async def run_all(
    runtime: Runtime,
    sender: Sender,
    stop: asyncio.Event,
    checkpoints: CheckpointJob | None = None,
    message_worker: MessageWorker | None = None,
    at_work: asyncio.Event | None = None,
) -> None:
    """Run every task until `stop` is set, then let each finish the step it is in.

    `message_worker`: who sends messages; without, they are owed and wait. `at_work` is set once this process is known
    to be at work: whoever asks after that whether anybody is, is told so.
    """
    delivery_worker = DeliveryWorker(runtime, sender)
    message_worker = message_worker or MessageWorker(runtime, MessageSite(kinds=frozenset()), {})
    teller = MessageTeller(message_worker.site.carriers, message_worker.wake)
    concerns = tasks(delivery_worker.wake, teller, checkpoints)
    heartbeat = Heartbeat(["deliveries", "messages", *(task.name for task in concerns)])
    with suppress(Unavailable):  # Said again within a moment, as often as it takes.
        await heartbeat.step(runtime)
    if at_work is not None:
        at_work.set()
    async with asyncio.TaskGroup() as group:
        group.create_task(delivery_worker.run(stop), name="deliveries")
        group.create_task(message_worker.run(stop), name="messages")
        for task in (*concerns, Task("heartbeat", heartbeat.step, BEAT)):
            group.create_task(run(task, runtime, stop), name=task.name)
    await heartbeat.end(runtime)
