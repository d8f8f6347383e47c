"""What a ticket's moments have to be, told again from its history alone: one step after another, without its columns.

The model knows what was asked, when, by which rule and under which calendar. It keeps for each stopwatch when it ran,
and counts all of it anew at each step, day by day.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from escalation.clocks.limits import Limit
from escalation.clocks.policy import Policy
from escalation.tickets.domain.draft import Decision
from escalation.tickets.domain.ticket import JointTask, Order, Request, Ticket
from tests.tickets.slow_calendar import SlowCalendar
from tests.tickets.slow_watch import NOTHING, Watch

GRANTING: Final = {"approve_request", "resume"}
"""Moves by which alone a late stage becomes less late."""
UNWARNED: Final = {*GRANTING, "reclassify", "report", "waive"}
"""Moves within a stage after which a colour may be a calmer one."""
COLOURS: Final = "none", "yellow", "orange", "red"
MOVING: Final = {"reclassify", "approve_request", "resume"}
"""Moves that come after the dates of the calendar in force were counted, and move the end of the stage themselves."""


@dataclass
class SlowModel:
    """One ticket. `superseded_at`: when another calendar came into force.

    `taken_in`: what is merged into it in the next step. `is_outdated`: what it was warned of may be too much by now.
    `compared` counts moments; `adopted` those that only the engine can tell, which are then its own.
    """

    policy: Policy
    promise: Watch | None = None
    stage: Watch | None = None
    due_at: datetime | None = None
    stage_due_at: datetime | None = None
    fulfilled: bool = False
    breach: datetime | None = None
    resumes_at: datetime | None = None
    looked_at: datetime | None = None
    version: int = 0
    superseded_at: datetime | None = None
    late_since: datetime | None = None
    tasks: list[JointTask] = field(default_factory=list)
    asked: dict[object, datetime] = field(default_factory=dict)
    recounted: bool = False
    action: str = ""
    taken_in: "SlowModel | None" = None
    was_settled: bool = False
    is_outdated: bool = False
    compared: int = 0
    adopted: int = 0
    differences: list[str] = field(default_factory=list)

    def form(self, ticket: Ticket, days: SlowCalendar, version: int) -> None:
        """It begins."""
        self.promise = Watch.begun(days, Limit.parse(self._limit(ticket.due_rule)), ticket.created_at)
        self.stage = self._stage(ticket, days, ticket.created_at)
        self.due_at = self.promise.due(days, None)
        self.stage_due_at = self.stage.due(days, None) if self.stage else None
        self.looked_at, self.version = ticket.created_at, version
        self._compare(ticket)

    def follow(self, old: Ticket, decision: Decision, days: SlowCalendar, version: int, now: datetime) -> None:
        """One more step: what the decision says happened, and when."""
        new = decision.ticket
        self.recounted, self.action = version != self.version, decision.action
        self._compare_colour(old, new, now, days)
        if self.recounted:
            self.looked_at = max(old.updated_at, self.superseded_at or old.updated_at)
            self._count_anew(old, days)
            self.tasks = [self._anew(task, days) for task in self.tasks]
        owed = self._stage_end()
        before = old._replace(due_at=self.due_at, stage_due_at=owed) if self.due_at else old
        passed = [self._passed(old, now)]
        if old.closed_at is not None and new.closed_at is None and new.is_open:
            self.fulfilled = True
        self._step(old, decision, days, now)
        same_stage = (new.stage, new.stage_started_at) == (old.stage, old.stage_started_at)
        if not same_stage or decision.action in GRANTING:
            self.late_since = None
        elif owed is not None and owed <= now and self.resumes_at is None:
            self.late_since = owed
        tasks, self.tasks = self.tasks, list(decision.joint_tasks) if decision.joint_tasks else self.tasks
        self.tasks = [task for task in self.tasks if task.state == "open"]
        # What had passed already and what this step moves into the past are found together; the first of them counts.
        passed += [self._passed(new, now)]
        self.breach = self.breach or min((at for at in passed if at is not None), default=None)
        self.tasks = tasks
        self.looked_at, self.version, self.superseded_at = new.updated_at, version, None
        self._compare(new)
        self._compare_lateness(before, decision, now)

    def _limit(self, rule_id: str | None) -> str:
        rule = self.policy.rule(rule_id or "")
        assert rule is not None
        return str(rule.limit)

    def _stage(self, ticket: Ticket, days: SlowCalendar, now: datetime) -> Watch | None:
        return Watch.begun(days, Limit.parse(self._limit(ticket.stage_rule)), now) if ticket.stage_rule else None

    def _is_broken(self, now: datetime) -> bool:
        assert self.due_at is not None
        assert self.promise is not None
        if self.resumes_at is not None:
            return self.promise.spent >= self.promise.budget + self.promise.more
        return self.due_at <= now

    def _count_anew(self, old: Ticket, days: SlowCalendar) -> None:
        """By another calendar; what had passed by the last look stays."""
        assert self.looked_at is not None
        assert self.promise is not None
        assert self.due_at is not None
        if not self.fulfilled and old.closed_at is None and self.due_at > self.looked_at:
            self.due_at = self.promise.due(days, self.resumes_at)
        if self.stage is not None and self.stage_due_at is not None and self.stage_due_at > self.looked_at:
            self.stage_due_at = self.stage.due(days, self.resumes_at)

    def _anew(self, task: JointTask, days: SlowCalendar) -> JointTask:
        if not task.due_limit or not task.due_from or (self.looked_at and task.due_at <= self.looked_at):
            return task
        return task._replace(due_at=days.due(task.due_from, Limit.parse(task.due_limit)))

    def _stage_end(self) -> datetime | None:
        """The earliest of what the stage ends with; once it was late, it is late until it is over."""
        ends = [task.due_at for task in self.tasks] + [at for at in (self.late_since,) if at is not None]
        return min([self.stage_due_at, *ends]) if self.stage_due_at is not None else None

    def _passed(self, ticket: Ticket, now: datetime) -> datetime | None:
        """When the first of what is owed was due, if it was."""
        if not ticket.is_open or self.stage_due_at is None or self.due_at is None or self.resumes_at is not None:
            return None
        ends = [self.stage_due_at, *(task.due_at for task in self.tasks)]
        owed = min(ends) if self.fulfilled else min(*ends, self.due_at)
        return owed if owed <= now else None

    def _step(self, old: Ticket, decision: Decision, days: SlowCalendar, now: datetime) -> None:
        assert self.promise is not None
        new, action = decision.ticket, decision.action
        self.was_settled = broken = self.fulfilled or self._is_broken(now)
        granted = [one for one in decision.requests if one.state == "approved"]
        if action == "approve_request" and granted[0].kind == "extension":
            self._extend(granted[0], days, broken=broken)
        elif action == "approve_request" and granted[0].kind == "parking" and self.stage is not None:
            self.resumes_at = granted[0].until
            self.promise, self.stage = self.promise.pause(days, now), self.stage.pause(days, now)
        elif action == "resume" and self.stage is not None:
            self.resumes_at = None
            self.promise, self.stage = self.promise.resume(now), self.stage.resume(now)
        elif action == "take_in" and self.taken_in is not None:
            self._take_in(old, new, days, now)
            return
        elif action == "reclassify":
            ends = self._stage_end()
            late = ends is not None and ends <= now and self.resumes_at is None
            self._regrade(new, days, broken=broken, late=late)
            if late:
                self.due_at = self.due_at if broken else self.promise.due(days, None)
                return
        elif new.stage_started_at != old.stage_started_at or new.stage != old.stage:
            self.stage = self._stage(new, days, now)
            self.stage_due_at = self.stage.due(days, None) if self.stage else None
            self.resumes_at = None if not new.is_open else self.resumes_at
            return
        else:
            return
        if not broken:
            self.due_at = self.promise.due(days, self.resumes_at)
        if self.stage is not None:
            self.stage_due_at = self.stage.due(days, self.resumes_at)

    def _extend(self, request: Request, days: SlowCalendar, *, broken: bool) -> None:
        assert self.stage is not None
        assert self.promise is not None
        assert self.stage_due_at is not None
        assert request.until is not None
        if not broken:
            self.promise = self.promise.granted(days, self.stage_due_at, request.until)
        self.stage = self.stage.granted(days, self.stage_due_at, request.until)

    def _regrade(self, new: Ticket, days: SlowCalendar, *, broken: bool, late: bool) -> None:
        assert self.promise is not None
        if not broken and self._limit(new.due_rule) != str(self.promise.limit):
            self.promise = self._another(self.promise, self._limit(new.due_rule), days, new, "promise")
        if self.stage is not None and not late and self._limit(new.stage_rule) != str(self.stage.limit):
            self.stage = self._another(self.stage, self._limit(new.stage_rule), days, new, "stage")

    def _another(self, watch: Watch, limit: str, days: SlowCalendar, new: Ticket, which: str) -> Watch:
        """Another limit from the same start. Of one that was paused or extended, only the engine tells how much."""
        fresh = Watch.begun(days, Limit.parse(limit), watch.start)
        if watch.spent == NOTHING and not watch.was_extended:
            return replace(fresh, since=watch.since)
        self.adopted += 1
        used = {"promise": new.used, "stage": new.stage_used}[which]
        budget = {"promise": new.budget, "stage": new.stage_budget}[which]
        granted = {"promise": new.due_granted, "stage": new.stage_granted}[which]
        assert budget >= fresh.budget
        other = replace(fresh, since=watch.since, spent=used, was_extended=watch.was_extended)
        if granted is None or granted < budget:
            # What was granted ends within the new limit, which then is counted like any other, until a shorter one.
            return other
        return replace(other, more=timedelta.resolution, budget=budget - timedelta.resolution)

    def _take_in(self, old: Ticket, new: Ticket, days: SlowCalendar, now: datetime) -> None:
        """The harder grade, if nothing ends later by it; the promise that ends first; the breach that was first."""
        ended, parked = self.taken_in, self.resumes_at is not None
        assert ended is not None
        assert ended.promise is not None
        assert ended.due_at is not None
        assert self.due_at is not None
        if (new.urgency, new.difficulty) != (old.urgency, old.difficulty):
            self._grade_by_merger(new, days, now)
        if not ended.fulfilled:
            watch = ended.promise.pause(days, now) if parked else ended.promise.resume(now)
            due = ended.due_at if ended.was_settled else watch.due(days, self.resumes_at)
            if self.fulfilled or due < self.due_at:
                self.promise, self.due_at, self.fulfilled = watch, due, False
        own = self.breach or self._passed(old, now)
        self.breach = min((at for at in (own, ended.breach) if at is not None), default=None)

    def _grade_by_merger(self, new: Ticket, days: SlowCalendar, now: datetime) -> None:
        before = self.promise, self.due_at, self.stage, self.stage_due_at
        ends = self._stage_end()
        late = ends is not None and ends <= now and self.resumes_at is None
        settled = self.was_settled
        self._regrade(new, days, broken=settled, late=late)
        assert self.promise is not None
        if not settled:
            self.due_at = self.promise.due(days, self.resumes_at)
        if self.stage is not None and not late:
            self.stage_due_at = self.stage.due(days, self.resumes_at)
        if before[1] is not None and self.due_at is not None and self.due_at >= before[1]:
            self.promise, self.due_at = before[:2]
        if before[3] is not None and self.stage_due_at is not None and self.stage_due_at >= before[3]:
            self.stage, self.stage_due_at = before[2:]

    # -- Is it so? -----------------------------------------------------------------------------------------------------

    def _compare(self, ticket: Ticket) -> None:
        told = {
            "due_at": ticket.due_at, "first_breached_at": ticket.first_breached_at,
            "fulfilled": ticket.fulfilled_at is not None,
        }  # fmt: skip
        found: dict[str, object] = {
            "due_at": self.due_at,
            "first_breached_at": self.breach,
            "fulfilled": self.fulfilled,
        }
        for name, value in found.items():
            self._same(name, ticket, told[name], value)

    def compare_moments(
        self, ticket: Ticket, tasks: list[JointTask], requests: list[Request], orders: list[Order], days: SlowCalendar
    ) -> None:
        """The stage, joint tasks, requests and orders that are open, as the history dates them."""
        before, self.tasks = {task.id: task for task in self.tasks}, tasks
        self._same("stage_due_at", ticket, ticket.stage_due_at, self._stage_end())
        for task in tasks:
            self._same("joint", ticket, task.due_at, before.get(task.id, self._anew(task, days)).due_at)
        for order in orders:
            if order.wake_limit and order.wake_from and order.wake_at and order.wake_at > ticket.updated_at:
                self._same("order", ticket, order.wake_at, days.due(order.wake_from, Limit.parse(order.wake_limit)))
        for request in requests:
            self._compare_request(request, ticket, days)
        self.asked = {request.id: request.decide_by for request in requests}

    def _compare_request(self, request: Request, ticket: Ticket, days: SlowCalendar) -> None:
        """Dated when it was asked, before the end that it is about; and anew by a new calendar, by nothing else."""
        known = self.asked.get(request.id)
        if known is not None and not self.recounted:
            self._same("request", ticket, request.decide_by, known)
        elif request.decide_limit and request.decide_by > ticket.updated_at and self.action not in MOVING:
            latest = ticket.stage_due_at if request.kind == "extension" else request.until
            by = days.due(request.asked_at, Limit.parse(request.decide_limit))
            self._same("request", ticket, request.decide_by, min(by, latest) if latest else by)

    def _same(self, name: str, ticket: Ticket, told: object, found: object) -> None:
        self.compared += 1
        if told != found:
            self.differences.append(f"version {ticket.version}, {ticket.state}: {name} is {told}, not {found}")

    def colour(self, ticket: Ticket, days: SlowCalendar, now: datetime) -> str:
        """What the share of time left gives, of the promise while it lies ahead within the stage, else of the stage."""
        ends = self._stage_end()
        assert ends is not None
        assert self.stage is not None
        assert self.promise is not None
        assert self.due_at is not None
        shares = self.policy.thresholds.yellow, self.policy.thresholds.orange
        if not self.fulfilled and ticket.stage_started_at < self.due_at < ends:
            return self.promise.colour(days, self.due_at, now, shares)
        return self.stage.colour(days, ends, now, shares)

    def compare_shown(self, ticket: Ticket, days: SlowCalendar, now: datetime) -> None:
        """Once the clock has looked: the ticket shows that colour, or a graver one that was right when it was shown."""
        found = self.colour(ticket, days, now)
        is_graver = self.is_outdated and COLOURS.index(ticket.warning) > COLOURS.index(found)
        self._same("warning", ticket, ticket.warning, ticket.warning if is_graver else found)

    def _compare_colour(self, old: Ticket, new: Ticket, now: datetime, days: SlowCalendar) -> None:
        """The clock alone makes a colour graver, and right; a fresh stage or more time makes it calmer."""
        self.compared += 1
        before, after = map(COLOURS.index, (old.warning, new.warning))
        same_stage = (new.stage, new.stage_started_at) == (old.stage, old.stage_started_at)
        self.is_outdated = same_stage and (self.is_outdated or self.recounted or self.action == "take_in")
        if self.action == "warn":
            self._same("colour", new, new.warning, self.colour(old, days, now))
        elif after > before or (after < before and same_stage and self.action not in UNWARNED):
            self.differences.append(f"version {new.version}: {self.action} turned {old.warning} into {new.warning}")

    def _compare_lateness(self, old: Ticket, decision: Decision, now: datetime) -> None:
        """A late ticket becomes less late by nothing but a request that was granted."""
        new = decision.ticket
        self.compared += 1
        is_granted = decision.action == "approve_request" or old.resume_at is not None
        same_stage = (new.stage, new.stage_started_at) == (old.stage, old.stage_started_at)
        stage_late = old.stage_due_at is not None and old.stage_due_at <= now and new.stage_due_at is not None
        is_another = decision.action == "take_in" and old.fulfilled_at is not None
        if old.due_at <= now and not is_granted and new.due_at > old.due_at and not is_another:
            self.differences.append(f"version {new.version}: {decision.action} mended a broken promise")
        if stage_late and same_stage and not is_granted and (new.stage_due_at or now) > (old.stage_due_at or now):
            self.differences.append(f"version {new.version}: {decision.action} made a late stage less late")
        earlier = decision.action == "take_in" and (new.first_breached_at or now) < (old.first_breached_at or now)
        if old.first_breached_at is not None and new.first_breached_at != old.first_breached_at and not earlier:
            self.differences.append(f"version {new.version}: {decision.action} made a breach another one")
