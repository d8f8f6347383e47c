"""What is sent and answered: a typed dictionary a schema.

Written by scripts/generate.py from openapi/openapi.json; `make clients` writes it anew.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict


class AcceptIn(TypedDict):
    """The secret of an invitation, and the password to be set."""

    password: str
    secret: str


class AcceptObjectionMove(TypedDict):
    """Accept the objection (同意退单)."""

    action: Literal["accept_objection"]
    reason: str
    request_id: NotRequired[str | None]


Activity: TypeAlias = Literal["visits", "diary", "opinions", "moves", "closings", "meetings"]


class ActivityCountOut(TypedDict):
    """How often something was done."""

    activity: Activity
    count: int


class ActivityWeightOut(TypedDict):
    """What an activity counts by the rules in force."""

    activity: Activity
    weight: int


class AdvanceIn(TypedDict):
    """How far to turn the clock forward."""

    advance: str


Advice: TypeAlias = Literal["update_url"]


class AgendaItemIn(TypedDict):
    """A ticket that the caller sees, or a topic without one, and why it is to be talked about."""

    reason: str
    ticket_id: NotRequired[str | None]
    topic: NotRequired[str | None]


class Alive(TypedDict):
    """The process answers."""

    status: Literal["alive"]


class AnswerIn(TypedDict):
    """What was done about it."""

    text: str


class AnswerOrderMove(TypedDict):
    """Answer an order (督办反馈)."""

    action: Literal["answer_order"]
    order_id: str
    text: str


class AnswerReviewOut(TypedDict):
    """What a request for a review is called where the matter stands, and what is said of it."""

    en: str
    help_en: str
    help_zh: str
    zh: str


class AnsweredOut(TypedDict):
    """The same with the head and the beginning of the body that the receiver answered."""

    attempt: int
    cause: str
    duration_ms: int
    error: str | None
    event_id: str
    event_type: str
    next_at: str | None
    outcome: str
    response_body: str
    response_headers: dict[str, str]
    started_at: str
    status: int | None


class ApproveRequestMove(TypedDict):
    """Grant a request (同意)."""

    action: Literal["approve_request"]
    reason: NotRequired[str | None]
    request_id: str


class ArchiveMove(TypedDict):
    """Archive (归档)."""

    action: Literal["archive"]


class AssignMove(TypedDict):
    """Assign (指定经办人)."""

    action: Literal["assign"]
    member_id: str


class AssigneeNameOut(TypedDict):
    """A member by name."""

    id: str
    name: str


class AssigneeRef(TypedDict):
    """The member who has a ticket in hand."""

    id: str
    name: str


class AttachmentIn(TypedDict):
    """A file to come. `size` in bytes; `sha256` in hexadecimal digits, compared once it is whole."""

    name: str
    sha256: NotRequired[str | None]
    size: int


class AttemptOut(TypedDict):
    """One attempt. `outcome` is `ok` or what went wrong; `cause` is why it was made; `next_at`: when it is repeated."""

    attempt: int
    cause: str
    duration_ms: int
    error: str | None
    event_id: str
    event_type: str
    next_at: str | None
    outcome: str
    started_at: str
    status: int | None


class AttemptPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[AttemptOut]
    next_cursor: str | None


class AuditFailMove(TypedDict):
    """Fail the audit (审核退回)."""

    action: Literal["audit_fail"]
    reason: str


class AuditPassMove(TypedDict):
    """Pass the audit (审核通过)."""

    action: Literal["audit_pass"]
    reason: NotRequired[str | None]


class BacklogOut(TypedDict):
    """How much an endpoint is owed: `is_capped` if that is `owed` or more. `oldest_due_at`: what has waited longest."""

    is_capped: bool
    oldest_due_at: str | None
    owed: int


Basis: TypeAlias = Literal["closed", "due", "dispatched"]


class BatchLineIn(TypedDict):
    """A ticket, and the version that the move is decided on; without one, whatever it is."""

    id: str
    version: NotRequired[int | None]


class BreachedCounts(TypedDict):
    """Tickets, how many of them are open, and whether the promise or a stage was the first to break."""

    open: int
    promises: int
    stages: int
    tickets: int


class BreachedGroup(TypedDict):
    """A group of tickets of which a limit was ever broken."""

    key: str | None
    name: str | None
    open: int
    promises: int
    stages: int
    tickets: int
    unit_id: str | None


Breaker: TypeAlias = Literal["closed", "open", "half_open"]


class BulletinDraftedDetails(TypedDict):
    """Of which period it is."""

    period: str
    starts_on: str
    unit_id: str


class BulletinOpenedDetails(TypedDict):
    """Of which period it is."""

    period: str
    starts_on: str
    unit_id: str


BulletinPeriod: TypeAlias = Literal["month", "two_months", "year"]


class BulletinPublishedDetails(TypedDict):
    """Of which period it is."""

    period: str
    starts_on: str
    unit_id: str


BulletinSection: TypeAlias = Literal["headline", "rates", "units", "overdue", "hot", "programme"]


class BulletinTakenBackDetails(TypedDict):
    """Of which period it is."""

    period: str
    starts_on: str
    unit_id: str


class BulletinTextIn(TypedDict):
    """What stands in a section; null takes it away."""

    section: BulletinSection
    text: str | None


class BulletinTextsIn(TypedDict):
    """Texts of sections; what is not named stays."""

    texts: list[BulletinTextIn]


CadreRank: TypeAlias = Literal["ministry", "bureau", "division", "section", "staff", "village"]


CallOutcome: TypeAlias = Literal["answered", "not_reached", "refused"]


class CallSettlementIn(TypedDict):
    """What came of a call."""

    answers: NotRequired[dict[str, str]]
    outcome: CallOutcome


class CancellationIn(TypedDict):
    """Why a meeting will not be."""

    reason: str


class CandidateOut(TypedDict):
    """
    What may be named by `id`.

    `code` is a unit's code, a ticket's number, a request's kind or an order's colour; `within` the unit that a unit is
    directly below, or that a member, ticket, joint task, request or order belongs to.
    """

    code: str | None
    id: str
    name: str
    within: str | None


class CandidatePage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[CandidateOut]
    next_cursor: str | None


ChallengeKind: TypeAlias = Literal["none", "proof_of_work", "captcha"]


class ChannelCodeIn(TypedDict):
    """The code that was sent to the channel."""

    code: str


ChannelKind: TypeAlias = Literal["email", "sms", "chat", "push"]


class ChannelRuleIn(TypedDict):
    """Whether the channel is told by the rule."""

    wanted: bool


class ChannelRuleOut(TypedDict):
    """A rule, and whether the channel is told by it. What is not `optional` cannot be switched off."""

    optional: bool
    rule: str
    title: str
    urgent: bool
    wanted: bool


class ChannelRulesOut(TypedDict):
    """What a channel is told."""

    items: list[ChannelRuleOut]


ChannelState: TypeAlias = Literal["unverified", "active", "failed"]


class CheckOrderIn(TypedDict):
    """The order that the holder has to answer, as the move `supervise` takes it."""

    colour: str
    due_at: NotRequired[str | None]
    text: str


class CheckedColumn(TypedDict):
    """A heading of the file, and the field that is read from it; null for one that is not read."""

    field: str | None
    heading: str


class CheckpointSignatureOut(TypedDict):
    """An Ed25519 signature of `text`, and the public key that it fits; both in Base64."""

    public_key: str
    signature: str


class ChooseIn(TypedDict):
    """As which post to act in this session wherever `Acting-As` does not say otherwise."""

    acting_as: str


class CitizenIn(TypedDict):
    """Who sent it. Both are sealed; only a masked contact is shown."""

    contact: NotRequired[str | None]
    name: NotRequired[str | None]


class ClimbedCounts(TypedDict):
    """Steps up by the clock, and of how many tickets."""

    steps: int
    tickets: int


class ClimbedGroup(TypedDict):
    """A group of steps up."""

    key: str | None
    name: str | None
    steps: int
    tickets: int
    unit_id: str | None


class CodeMessageOut(TypedDict):
    """What a message has to carry, and whereto. Nobody but the citizen may read it."""

    contact: str
    opinion_id: str
    tracking_code: str


class CommentMove(TypedDict):
    """Comment (批注)."""

    action: Literal["comment"]
    text: str


class CompletionIn(TypedDict):
    """What was done."""

    note: NotRequired[str | None]


Condition: TypeAlias = Literal["level", "urgency", "difficulty", "unit", "category"]


class ConfirmMove(TypedDict):
    """Confirm and close (回访办结)."""

    action: Literal["confirm"]
    note: NotRequired[str | None]
    satisfaction: NotRequired[int | None]
    solved: NotRequired[bool | None]
    unreachable: NotRequired[bool | None]


class ConfirmationCountsOut(TypedDict):
    """How many visits were made, and confirmed by which way."""

    code: int
    made: int
    share: float | None
    signature: int
    staff_device: int
    unconfirmed: int


ConfirmationWay: TypeAlias = Literal["signature", "code", "staff_device"]


class ConfirmedVisitOut(TypedDict):
    """Whose visit on which day was confirmed, and when that was said first."""

    confirmed_at: str
    day: str
    unit_name: str


class ContactFindingOut(TypedDict):
    """
    What is not as the rule has it: `missing`, `too_many`, `wrong_level`, `outside`, `named_twice`, `rank_unknown`
    or `not_serving`. `point_id`: the contact point that it is about.
    """

    code: str
    detail: str
    params: dict[str, str | int | float | bool | None]
    point_id: str | None


ContactIssue: TypeAlias = Literal["uncovered", "crowded"]


class ContactOut(TypedDict):
    """How to reach the citizen."""

    contact: str | None
    name: str | None


ContactPlace: TypeAlias = Literal["unit", "group", "party_household", "group_leader", "party_member", "household"]


class ContactPointAssignedDetails(TypedDict):
    """Who keeps in touch, and with what in the unit; never with whom, and not why it ended: both may name people."""

    contact_place: str
    member_id: str
    unit_id: str


class ContactPointEndedDetails(TypedDict):
    """Who keeps in touch, and with what in the unit; never with whom, and not why it ended: both may name people."""

    contact_place: str
    member_id: str
    unit_id: str


class ContactPointIn(TypedDict):
    """With what somebody shall keep in touch."""

    contact_place: NotRequired[ContactPlace]
    label: NotRequired[str | None]
    member_id: str
    unit_id: str


class CoordinatesIn(TypedDict):
    """
    Where a unit is, in degrees of WGS 84, kept to six decimals (0.1 m).

    Nobody can tell from the numbers whether they come from a map with shifted coordinates (GCJ-02, BD-09): turn those
    into WGS 84 first.
    """

    latitude: float
    longitude: float


class CoordinatesOut(TypedDict):
    """Degrees of WGS 84."""

    latitude: float
    longitude: float


class CountOut(TypedDict):
    """How many events would be sent again, counted up to a million."""

    count: int
    is_capped: bool


class Counts(TypedDict):
    """How often what happened to the ticket."""

    call_tries: int
    escalations: int
    extensions: int
    joint_open: int
    orders_open: int
    redispatches: int
    redos: int
    requests_open: int
    returns: int
    urges: int


CountsAs: TypeAlias = Literal["satisfied", "fair", "unsatisfied", "none"]


class CsrfOut(TypedDict):
    """The session of the cookie, and the token that goes along as `X-CSRF-Token`."""

    csrf_token: str
    session_id: str


class DayFiguresOut(TypedDict):
    """A day: received and closed in it; ever late and not closed at its end."""

    closed: int
    day: str
    late: int
    received: int


DayKind: TypeAlias = Literal["holiday", "workday"]


class DeadDeliveryOut(TypedDict):
    """A delivery that was given up. `subject_id`: the ticket, opinion or endpoint that the event is about."""

    attempts: int
    dead_at: str
    event_id: str
    event_type: str
    reason: str
    subject_id: str


class DeadDeliveryPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[DeadDeliveryOut]
    next_cursor: str | None


class DecisionCountOut(TypedDict):
    """How far the decisions of a meeting have come. Those overdue are among those open."""

    done: int
    open: int
    overdue: int


class DecisionIn(TypedDict):
    """Whether it is granted, and why; a refusal needs a reason, and so does every answer to an objection."""

    approve: bool
    reason: NotRequired[str | None]


class DecisionOverdueDetails(TypedDict):
    """At which meeting it was decided, and until when it was to be done. The unit is the one that has to do it."""

    due_on: str
    meeting_id: str
    unit_id: str


class Degradation(TypedDict):
    """Something that does not hinder this process and needs somebody's eyes all the same."""

    code: Literal["nobody_works", "engine_late", "no_space", "little_space"]
    detail: str
    since: str | None


class DeliveryExhaustedDetails(TypedDict):
    """Which event will not be tried again by itself, why, and how often it was tried."""

    attempts: int
    event_id: str
    event_type: str
    reason: str


class DepartmentOut(TypedDict):
    """Who answers for categories. `code` ends the codes of its units, `levels` says at which levels there is one."""

    code: str
    en: str
    levels: list[str]
    zh: str


class DescribedOut(TypedDict):
    """A type, with the JSON Schema of the body that tells of such an event, and an example."""

    api_version: int
    description: str
    example: dict[str, Any]
    name: str
    schema: dict[str, Any]
    title: str


class DeviceOut(TypedDict):
    """A phone that is signed in."""

    acting_as: str | None
    created_at: str
    device_name: str
    expires_at: str
    id: str
    seen_at: str


class DevicePage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[DeviceOut]
    next_cursor: str | None


class DiaryGradeOut(TypedDict):
    """A grade (评定等级)."""

    code: str
    en: str
    zh: str


class DiaryGradesOut(TypedDict):
    """The grades of the rules in force, the best first."""

    items: list[DiaryGradeOut]


class DiaryOpinionIn(TypedDict):
    """What somebody said, for the inbox of the entry's unit."""

    category: NotRequired[str | None]
    citizen: NotRequired[CitizenIn | None]
    confidential: NotRequired[bool]
    content: str
    place: NotRequired[str | None]
    title: str


class DiaryOpinionOut(TypedDict):
    """An opinion that came of an entry; what is said of its ticket is null for who may not see that."""

    id: str
    status: Literal["inbox", "attached", "dismissed"]
    ticket_id: str | None
    ticket_number: str | None
    ticket_state: str | None
    title: str


class DiaryReviewedDetails(TypedDict):
    """Of whom, and with which grade."""

    day: str
    grade: str
    member_id: str | None
    unit_id: str


DiaryState: TypeAlias = Literal["draft", "submitted", "reviewed"]


class DiarySubmittedDetails(TypedDict):
    """Of which day the entry tells."""

    day: str
    unit_id: str


Difficulty: TypeAlias = Literal["simple", "moderate", "hard"]


Direction: TypeAlias = Literal["up", "down", "sideways", "back"]


class DispatchMove(TypedDict):
    """Dispatch (交办)."""

    action: Literal["dispatch"]
    designate: NotRequired[bool | None]
    instructions: NotRequired[str | None]
    reason: NotRequired[str | None]
    unit_id: NotRequired[str | None]


class DissolveIn(TypedDict):
    """Who takes over, and why."""

    reason: NotRequired[str | None]
    successor_id: str


class DocumentOut(TypedDict):
    """A version with its content."""

    document: dict[str, Any]
    in_force: bool
    published_at: str
    published_by: str
    publisher_name: str | None
    version: int


class DoneOfOut(TypedDict):
    """How much was done of what is required; `share` 0 to 1, null when nothing is required."""

    done: int
    required: int
    share: float | None


DraftKind: TypeAlias = Literal["opinion", "move"]


class DraftOut(TypedDict):
    """A draft without what it says. It is kept for thirty days after it was changed last."""

    created_at: str
    id: str
    kind: DraftKind
    target_id: str | None
    updated_at: str
    version: int


class DraftsOut(TypedDict):
    """All that you have, changed last first."""

    items: list[DraftOut]


class EndIn(TypedDict):
    """Why a contact point ends."""

    reason: str


class EndpointDisabledDetails(TypedDict):
    """Why: as a code."""

    reason: str


class EndpointFailingDetails(TypedDict):
    """
    Since when deliveries have failed, and when the endpoint will be disabled unless one succeeds before.

    `share`: how much of that time has passed, in percent.
    """

    disables_at: str
    failing_since: str
    share: int


EventType: TypeAlias = str


class EndpointRecoveredDetails(TypedDict):
    """Since when deliveries had failed."""

    failing_since: NotRequired[str | None]


class ErasureDecisionIn(TypedDict):
    """Whether it is erased; refused, say why."""

    approve: bool
    reason: NotRequired[str | None]


class ErasureIn(TypedDict):
    """Why it shall be erased: what the citizen said, or the rule that wants it."""

    reason: str


class ErasureOut(TypedDict):
    """What became of an erasure: asked, approved (the engine is about to do it), refused or done."""

    answer: str | None
    asked_at: str
    asked_by: str
    decided_at: str | None
    decided_by: str | None
    done_at: str | None
    id: str
    opinion_id: str
    reason: str
    state: Literal["asked", "approved", "refused", "done"]


class ErasurePage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[ErasureOut]
    next_cursor: str | None


class EscalateMove(TypedDict):
    """Escalate (上报上级)."""

    action: Literal["escalate"]
    reason: str


class EventDetails(TypedDict):
    """What one type of event tells besides what all of them do. More fields may be added."""


class EventLinks(TypedDict):
    """Where to read on."""

    record: str | None
    self: str
    ticket: str | None


class EventTypeOut(TypedDict):
    """A type, in the language of the caller."""

    api_version: int
    description: str
    name: str
    title: str


class EventTypePage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[EventTypeOut]
    next_cursor: str | None


class EvidenceTicketOut(TypedDict):
    """A ticket that shows what was done."""

    id: str
    is_open: bool
    number: str
    state: str
    title: str


class ExampleIn(TypedDict):
    """The type of event of which an example shall be sent."""

    type: NotRequired[str]


ExportFormat: TypeAlias = Literal["csv", "xlsx", "jsonl"]


class ExtendMove(TypedDict):
    """Ask for an extension (延期申请)."""

    action: Literal["extend"]
    days: NotRequired[int | None]
    reason: str
    until: NotRequired[str | None]


class FeedbackIn(TypedDict):
    """Whether the result solves the matter. `note` is required when it does not."""

    note: NotRequired[str | None]
    satisfaction: NotRequired[int | None]
    solved: bool
    tracking_code: str


class FieldChoiceOut(TypedDict):
    """A value of a list, and what it is called."""

    en: str
    key: str
    zh: str


FieldKind: TypeAlias = Literal[
    "unit",
    "member",
    "ticket",
    "joint_task",
    "joint_units",
    "request",
    "order",
    "text",
    "code",
    "choice",
    "whole",
    "flag",
    "day",
    "moment",
]


FieldType: TypeAlias = Literal["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]


CategoryItem: TypeAlias = str


LevelItem: TypeAlias = int


StateItem: TypeAlias = str


UnitItem: TypeAlias = str


class FormLinkOut(TypedDict):
    """Where the form can be opened without a key, until when. Whoever has the address sees what its maker sees."""

    expires_at: str
    path: str


Format: TypeAlias = Literal["standard", "cloudevents"]


GapKind: TypeAlias = Literal["unit_without_staff", "team_without_leader", "assignee_gone"]


class GroupFindingOut(TypedDict):
    """What is not as the rule has it, such as `no_group` or `nobody_in_charge`."""

    code: str
    detail: str
    params: dict[str, str | int | float | bool | None]
    rule: str | None


GroupKind: TypeAlias = Literal["special", "progress"]


GroupRole: TypeAlias = Literal["deputy", "member"]


GroupState: TypeAlias = Literal["planned", "running", "over"]


class HandDownMove(TypedDict):
    """Hand down (下派落实)."""

    action: Literal["hand_down"]
    designate: NotRequired[bool | None]
    instructions: str
    reason: NotRequired[str | None]
    unit_id: str


class HeadlineOut(TypedDict):
    """Tickets of the period: accepted, closed, closed on time, and late."""

    accepted: int
    closed: int
    late: int
    on_time: int


class HealthOut(TypedDict):
    """
    Whether the breaker lets deliveries pass (closed), none (open) or one (half_open), and since when they fail.

    `advice`: `update_url` after three redirects in a row, which are never followed.
    """

    advice: Advice | None
    breaker: Breaker
    failing_since: str | None
    failures_in_a_row: int
    last_failure_at: str | None
    last_success_at: str | None
    open_until: str | None
    redirects_in_a_row: int


class HolderIn(TypedDict):
    """Who has the position from now on, and why."""

    member_id: str | None
    reason: str


class HolderOut(TypedDict):
    """Who has a position, and whether they still serve."""

    member_id: str
    name: str
    serves: bool


class HoldingIn(TypedDict):
    """That a meeting was held, and what its minutes say."""

    attendance: NotRequired[str | None]
    chair: NotRequired[str | None]
    held_at: NotRequired[str | None]
    outlook: NotRequired[str | None]
    summary: NotRequired[str | None]


class HoldingsIn(TypedDict):
    """Whose: the telephone number or address that the person left, however it is written; and why it is asked."""

    contact: str
    reason: str


class HotMatterOut(TypedDict):
    """A category, and how many tickets of the period are of it."""

    name: str | None
    tickets: int


class HourOut(TypedDict):
    """Attempts of an hour that ended in the same way, and how long they took on average."""

    average_ms: int
    count: int
    hour: str
    outcome: str


class HouseholdCountIn(TypedDict):
    """A unit and how many households it has."""

    households: int
    unit_code: str


class HouseholdCountsIn(TypedDict):
    """Units and how many households they have, at most five hundred at a time."""

    items: list[HouseholdCountIn]


class HouseholdIn(TypedDict):
    """Whose row it is. It is sealed, and masked for who does not keep the ledger."""

    address: NotRequired[str | None]
    householder: str
    population: NotRequired[int | None]


class HouseholdOut(TypedDict):
    """Whose row it is; for who does not keep the ledger, a masked name alone."""

    address: str | None
    householder: str
    population: int | None


class IncidentOut(TypedDict):
    """
    A decision that failed. `error` is its kind; the server's log has the rest under `deadline_failed`.

    `tries`: how often deciding has failed on end. `next_try_at`: when the clock tries again.
    """

    at: str
    error: str
    id: int
    next_try_at: str | None
    number: str
    ticket_id: str
    ticket_version: int
    tries: int


class IncidentPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[IncidentOut]
    next_cursor: str | None


class InputOut(TypedDict):
    """
    What somebody fills in. `label` and `help` are in the language of the request.

    Texts have `min_length` to `max_length` characters, numbers lie between `minimum` and `maximum`.
    """

    en: str
    has_candidates: bool
    help: str | None
    kind: FieldKind
    label: str
    max_length: int | None
    maximum: int | None
    min_length: int | None
    minimum: int | None
    name: str
    required: bool
    zh: str


class InvitationIn(TypedDict):
    """Who is invited. `login` is the name to sign in by; without it, the member's reference or name."""

    days: NotRequired[int]
    login: NotRequired[str | None]
    member_id: str


class InvitationOut(TypedDict):
    """An invitation that can still be used, without the link; by whom it was made."""

    created_at: str
    created_by: str
    expires_at: str
    id: str
    login: str
    member_id: str
    member_name: str


class InvitationPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[InvitationOut]
    next_cursor: str | None


class ItemRemovalIn(TypedDict):
    """Why an item is taken off."""

    reason: str


class JoinIn(TypedDict):
    """The secret of an invitation."""

    secret: str


JointState: TypeAlias = Literal["open", "reported", "waived", "superseded"]


class JointTaskReportedDetails(TypedDict):
    """Which unit's task ended, and with what result if it reported one."""

    joint_task_id: str
    result: str | None
    unit_id: str


class JointTaskRequestedDetails(TypedDict):
    """Which unit is asked to do what, until when."""

    due_at: str
    joint_task_id: str
    task: str
    unit_id: str


class JointTaskSupersededDetails(TypedDict):
    """Which unit's task ended, and with what result if it reported one."""

    joint_task_id: str
    result: str | None
    unit_id: str


class JointTaskWaivedDetails(TypedDict):
    """Which unit's task ended, and with what result if it reported one."""

    joint_task_id: str
    result: str | None
    unit_id: str


class JointUnitIn(TypedDict):
    """One unit asked to help, and with what."""

    due_at: NotRequired[str | None]
    task: str
    unit_id: str


JsonValue: TypeAlias = Any


class JwkOut(TypedDict):
    """An Ed25519 public key (RFC 8037)."""

    alg: Literal["EdDSA"]
    crv: Literal["Ed25519"]
    kid: str
    kty: Literal["OKP"]
    use: Literal["sig"]
    x: str


class JwkSetOut(TypedDict):
    """A JSON Web Key Set (RFC 7517)."""

    keys: list[JwkOut]


class KindResultsOut(TypedDict):
    """What checks of tickets, or those of visits, found."""

    checks: int
    findings: int
    in_order: int
    not_done: int
    not_in_order: int
    orders: int
    share_in_order: float | None


class LapsedCounts(TypedDict):
    """Limits that passed, of how many tickets, and how many were promises and stages."""

    lapses: int
    promises: int
    stages: int
    tickets: int


class LapsedGroup(TypedDict):
    """A group of limits that passed."""

    key: str | None
    lapses: int
    name: str | None
    promises: int
    stages: int
    tickets: int
    unit_id: str | None


class LeadingGroupChangedDetails(TypedDict):
    """Whom it is about, and what they are in the group from now on."""

    group_role: Literal["deputy", "member"] | None
    member_id: str
    unit_id: str


class LeadingGroupChargeChangedDetails(TypedDict):
    """Who has a position from now on, and who had it."""

    former_member_id: str | None
    member_id: str | None
    position: Literal["in_charge", "office_director"]
    unit_id: str


class LeadingGroupFormedDetails(TypedDict):
    """The unit that the record belongs to. What a mechanism tells besides, its own models add."""

    unit_id: str


class LeadingGroupIn(TypedDict):
    """Of which unit the group is."""

    unit_id: str


LeadingPosition: TypeAlias = Literal["in_charge", "office_director"]


class LeadingServiceIn(TypedDict):
    """As what somebody is in the group, which department sent them (their own if left out), for what they answer."""

    area: NotRequired[str | None]
    group_role: GroupRole
    home_unit_id: NotRequired[str | None]


class LedgerRowIn(TypedDict):
    """A row for the ledger of the caller's own unit."""

    category: NotRequired[str | None]
    entered_on: str
    household: HouseholdIn
    matter: str


class LedgerRowPatch(TypedDict):
    """What shall change of a row of which no opinion came yet."""

    category: NotRequired[str | None]
    entered_on: NotRequired[str]
    household: NotRequired[HouseholdIn]
    matter: NotRequired[str]


LedgerStatus: TypeAlias = Literal["open", "written_off"]


class LedgerWrittenOffDetails(TypedDict):
    """How content the household is, from 1 to 5, if somebody asked."""

    satisfaction: int | None
    unit_id: str


class LevelNameOut(TypedDict):
    """What the policy in force calls a level."""

    en: str
    zh: str


class LineFault(TypedDict):
    """A line that was refused, and why. The header is line 1."""

    code: str
    detail: str
    line: int


ListKind: TypeAlias = Literal["tickets", "opinions"]


class LocationIn(TypedDict):
    """
    Degrees of WGS 84, as a phone has them, kept to six decimals (0.1 m). `accuracy`: within how many metres.

    Nobody can tell from the numbers whether they come from a map with shifted coordinates (GCJ-02, BD-09): turn those
    into WGS 84 first.
    """

    accuracy: NotRequired[int | None]
    latitude: float
    longitude: float


class LocationOut(TypedDict):
    """Degrees of WGS 84, and within how many metres that holds."""

    accuracy: int | None
    latitude: float
    longitude: float


class LogStateOut(TypedDict):
    """How many lines a log had, and the root of the Merkle tree over them (RFC 9162), as hexadecimal digits."""

    root: str
    size: int


class LookOut(TypedDict):
    """That somebody was shown name and contact."""

    at: str
    principal: str
    reason: str | None


class MapSourceOut(TypedDict):
    """Whose tiles a map shows. `tiles`: addresses with {z}, {x} and {y}, each drawn over those before."""

    attribution: str
    attribution_url: str | None
    tiles: list[str]


Means: TypeAlias = Literal["key", "session", "token", "oidc", "tracking_code", "terminal", "clock"]


class MeetingDueSoonDetails(TypedDict):
    """By which day the unit has to meet. The record is the unit's round of meetings, named by the unit."""

    due_on: str
    unit_id: str


class MeetingIn(TypedDict):
    """A meeting to be planned for the caller's own unit."""

    place: NotRequired[str | None]
    planned_at: str
    unit_id: str


class MeetingOverdueDetails(TypedDict):
    """By which day the unit has to meet. The record is the unit's round of meetings, named by the unit."""

    due_on: str
    unit_id: str


class MeetingPatch(TypedDict):
    """Another time or place."""

    place: NotRequired[str | None]
    planned_at: NotRequired[str]


Skill: TypeAlias = str


class MemberIn(TypedDict):
    """A member to be made. Roles are given by `PUT …/roles/{unit_id}/{role}`."""

    external_ref: NotRequired[str | None]
    home_unit_id: str
    name: str
    rank: NotRequired[CadreRank | None]
    skills: NotRequired[list[Skill]]


class MemberPatch(TypedDict):
    """What shall change; a field left out stays. `active: false` ends the member's keys."""

    active: NotRequired[bool]
    home_unit_id: NotRequired[str]
    name: NotRequired[str]
    rank: NotRequired[CadreRank | None]
    skills: NotRequired[list[Skill]]


class MergeMove(TypedDict):
    """Merge (并案)."""

    action: Literal["merge"]
    into_ticket_id: str
    reason: NotRequired[str | None]


class MessagePreviewOut(TypedDict):
    """A message in words. `text` is what mail says, `short` what text messages and chats do."""

    short: str
    subject: str
    text: str


MessageState: TypeAlias = Literal["waiting", "sending", "sent", "failed", "dropped"]


class MessageTemplateIn(TypedDict):
    """A wording: templates in Jinja's form, of variables alone. `short` is for text messages and chats."""

    body: str
    language: Literal["zh", "en"]
    rule: str
    short: str
    subject: str


class MessageTemplateOut(TypedDict):
    """A unit's own wording, which counts for everybody below as well."""

    body: str
    created_at: str
    created_by: str
    language: Literal["zh", "en"]
    rule: str
    short: str
    subject: str
    title: str
    unit_id: str
    version: int


class MessageTemplatePage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[MessageTemplateOut]
    next_cursor: str | None


class MetPersonIn(TypedDict):
    """Somebody who was met; sealed, and masked for everybody but the author."""

    contact: NotRequired[str | None]
    name: str


class MetPersonOut(TypedDict):
    """Somebody who was met."""

    contact: str | None
    name: str


class MinutesIn(TypedDict):
    """What minutes say besides the agenda and its decisions."""

    attendance: NotRequired[str | None]
    chair: NotRequired[str | None]
    outlook: NotRequired[str | None]
    summary: NotRequired[str | None]


class MoveIn(TypedDict):
    """The unit that shall be above."""

    parent_id: str


class NamedOut(TypedDict):
    """Somebody, and what they are called."""

    id: str
    name: str


class NamedUnitOut(TypedDict):
    """A unit directly below, and the share that it closed on time."""

    code: str
    name: str
    value: float


class NewInvitationOut(TypedDict):
    """An invitation. `link` is shown now and never again, and can be used once."""

    expires_at: str
    id: str
    link: str
    login: str
    member_id: str
    member_name: str


class NewReplyIn(TypedDict):
    """A reply to be offered to a unit and to all below it."""

    category: NotRequired[str | None]
    name: str
    text: str
    unit_id: str


class NewSecretOut(TypedDict):
    """A new secret, shown now and never again; null for a key pair, whose private half stays here."""

    algorithm: Literal["v1", "v1a"]
    created_at: str
    expires_at: str | None
    id: str
    public_key: str | None
    secret: str | None


class NoData(TypedDict):
    """Thin, too large, or more than the receiver may see: the link leads to the rest, if there is any for them."""


class ObjectMove(TypedDict):
    """Object to the assignment (退单申请)."""

    action: Literal["object"]
    reason: str
    reason_code: str
    suggested_unit_id: str


class OnTimeCounts(TypedDict):
    """
    Closed and open late tickets; shares are null where nothing was counted.

    `closed_on_time`: by the promised date as it is now, with whatever was granted; `closed_by_first_date`: by the date
    that was promised first. `confirmed_by_code`: whose citizen answered with a code of their own; `confirmed_by_call`:
    who was asked. Seconds run from the forming of a ticket to its closing, nights and holidays included.
    """

    closed_by_first_date: int
    closed_in_all: int
    closed_on_time: int
    confirmed_by_call: int
    confirmed_by_code: int
    median_seconds: int | None
    ninth_decile_seconds: int | None
    open_late: int
    share_by_first_date: float | None
    share_of_stages_on_time: float | None
    share_on_time: float | None
    stages_on_time: int
    tickets: int


class OnTimeGroup(TypedDict):
    """A group of tickets that were, or were not, answered on time."""

    closed_by_first_date: int
    closed_in_all: int
    closed_on_time: int
    confirmed_by_call: int
    confirmed_by_code: int
    key: str | None
    median_seconds: int | None
    name: str | None
    ninth_decile_seconds: int | None
    open_late: int
    share_by_first_date: float | None
    share_of_stages_on_time: float | None
    share_on_time: float | None
    stages_on_time: int
    tickets: int
    unit_id: str | None


class OpenDraftOut(TypedDict):
    """A draft, and what it says."""

    content: dict[str, Any]
    created_at: str
    id: str
    kind: DraftKind
    target_id: str | None
    updated_at: str
    version: int


OperationState: TypeAlias = Literal["waiting", "running", "done", "failed", "cancelled"]


class OpinionAttachedDetails(TypedDict):
    """To which ticket it belongs now; `from_ticket_id` if that was merged into this one."""

    category: str | None
    confidential: bool
    from_ticket_id: str | None
    source: str
    ticket_id: str
    unit_id: str


class OpinionAttachmentAddedDetails(TypedDict):
    """Which file: `sha256` in hexadecimal digits tells it from any other, `size` is in bytes."""

    attachment_id: str
    category: str | None
    confidential: bool
    media_type: str
    name: str
    sha256: str
    size: int
    source: str
    unit_id: str


class OpinionAttachmentRemovedDetails(TypedDict):
    """Which file: `sha256` in hexadecimal digits tells it from any other, `size` is in bytes."""

    attachment_id: str
    category: str | None
    confidential: bool
    media_type: str
    name: str
    sha256: str
    size: int
    source: str
    unit_id: str


class OpinionCodeGivenDetails(TypedDict):
    """How the code reached the citizen: a message carried it, or it was printed."""

    category: str | None
    confidential: bool
    source: str
    unit_id: str
    way: Literal["message", "paper"]


class OpinionCodeReadyDetails(TypedDict):
    """Which unit received it, from where, and what it is about if anybody said so."""

    category: str | None
    confidential: bool
    source: str
    unit_id: str


class OpinionContactReadDetails(TypedDict):
    """Which unit received it, from where, and what it is about if anybody said so."""

    category: str | None
    confidential: bool
    source: str
    unit_id: str


class OpinionDismissedDetails(TypedDict):
    """Which unit received it, from where, and what it is about if anybody said so."""

    category: str | None
    confidential: bool
    source: str
    unit_id: str


class OpinionErasedDetails(TypedDict):
    """Whether its contact was erased, or all of it. Whoever keeps a copy erases theirs, of its `ticket_id` too."""

    category: str | None
    confidential: bool
    extent: Literal["contact", "all"]
    source: str
    ticket_id: str | None
    unit_id: str


class OpinionReceivedDetails(TypedDict):
    """Which unit received it, from where, and what it is about if anybody said so."""

    category: str | None
    confidential: bool
    source: str
    unit_id: str


class OpinionSurveyReadyDetails(TypedDict):
    """In which survey the citizen is to be asked, and whether they were told of it before."""

    category: str | None
    confidential: bool
    reminder: bool
    source: str
    survey_id: str
    unit_id: str


class OptionOut(TypedDict):
    """A code that may be chosen. `label` is in the language of the request."""

    code: str
    en: str
    label: str
    zh: str


OrderColour: TypeAlias = Literal["yellow", "orange", "red"]


OrderState: TypeAlias = Literal["open", "answered", "ended"]


class OtherVisitsOut(TypedDict):
    """
    Somebody else is there as well: planned or recorded visits of other units and teams that the caller sees.

    `kind`: to the same unit, or to households of it that are named here too; `days` with one for each visit.
    """

    count: int
    days: list[str]
    kind: Literal["unit", "households"]


Outcome: TypeAlias = Literal["solved", "partly_solved", "explained", "kept_for_reference"]


class OverdueGroup(TypedDict):
    """A group of tickets that are overdue: how many, in which stages, how many of them stuck at the top."""

    key: str | None
    name: str | None
    oldest_due_at: str
    overdue: int
    stages: list[str]
    stuck: int
    unit_id: str | None


class OwedOut(TypedDict):
    """What is still to be sent: when, until when it is tried, and how often it was."""

    attempts: int
    cause: str
    due_at: str
    expires_at: str


class ParkMove(TypedDict):
    """Ask to park (挂账申请)."""

    action: Literal["park"]
    reason: str
    reason_code: str
    resume_on: str


Payload: TypeAlias = Literal["full", "thin"]


class PersonInChargeOut(TypedDict):
    """Who answers for a unit (责任人): the head of its leading group, as long as they serve."""

    member_id: str
    name: str
    since: str


class PersonOut(TypedDict):
    """Somebody who signs in."""

    id: str
    name: str


class PhotoOut(TypedDict):
    """A photo that is sent along. `size` and `received` are bytes; `ready` once it was looked at and kept."""

    id: str
    name: str
    received: int
    size: int
    state: Literal["uploading", "ready"]


PlanState: TypeAlias = Literal["open", "due_soon", "overdue", "fulfilled", "running"]


class PointOut(TypedDict):
    """A place: longitude before latitude, as GeoJSON has them."""

    coordinates: list[float]
    type: Literal["Point"]


class ProblemFault(TypedDict):
    """
    One place of the input that is wrong.

    `pointer` points into the body (RFC 6901), or is `?name` for a query parameter.
    """

    code: str
    detail: str
    pointer: str


class ProofOfWorkOut(TypedDict):
    """
    Work in Altcha's format: a number from 0 to `maxnumber` is looked for.

    SHA-256 of `salt` and its decimal digits, written in hexadecimal ones, is `challenge`.
    The proof is Base64 of a JSON object with `algorithm`, `challenge`, `number`, `salt` and `signature`.
    """

    algorithm: Literal["SHA-256"]
    challenge: str
    maxnumber: int
    salt: str
    signature: str


class ProviderOut(TypedDict):
    """
    A provider that vouches for people.

    A browser begins at `start_url`, which is relative to this server. A phone signs in at the provider by itself; its
    access token is good here if it is made out to `audience`.
    """

    audience: str
    issuer: str
    name: str
    start_url: str


class PushKeyOut(TypedDict):
    """The public key with which a browser subscribes (`applicationServerKey`), in base64url."""

    public_key: str


class PushKeysIn(TypedDict):
    """What a browser names with its subscription (RFC 8291)."""

    auth: str
    p256dh: str


class QueueOut(TypedDict):
    """How much is owed: new, after a failure, and sent again; how much of it is being sent, and what waited longest."""

    dead: int
    in_flight: int
    live: int
    oldest_due_at: str | None
    replay: int
    retry: int


class QuotaOut(TypedDict):
    """How many of something a cadre has, and how many the rule of their rank asks: units of a level, or places."""

    contact_place: ContactPlace
    have: int
    least: int
    level: int | None
    most: int | None
    name: str


RateName: TypeAlias = Literal[
    "on_time_sign",
    "response",
    "closure",
    "on_time_closure",
    "on_time_closure_first",
    "overdue",
    "resolution",
    "satisfaction",
    "satisfaction_with_fair",
    "return",
    "redo",
    "first_time",
    "solved_at_level",
    "escalation",
    "mean_time",
]


class RateOut(TypedDict):
    """A part of a whole. `value`: from 0 to 1, of the mean time in seconds; null where the denominator is 0."""

    denominator: int
    numerator: int
    rate: RateName
    value: float | None


class RatedUnitOut(TypedDict):
    """A unit, with everything below it."""

    code: str
    id: str
    level: int
    level_name: LevelNameOut | None
    name: str
    rates: list[RateOut]


class Ready(TypedDict):
    """
    The process answers and so does its database. `now` is the time that all deadlines go by.

    `degraded` names what is wrong elsewhere: requests are answered, and what should happen by itself does not.
    """

    degraded: list[Degradation]
    now: str
    status: Literal["ready"]


class ReasonIn(TypedDict):
    """Why; it is kept on record."""

    reason: str


class RecallMove(TypedDict):
    """Recall (撤回)."""

    action: Literal["recall"]
    reason: NotRequired[str | None]


class ReceiptOut(TypedDict):
    """
    What came of a line of the file (the header is line 1): an opinion, or a code and a sentence that says why.

    Of files of units and members only the lines that were refused have one.

    What was known already, word for word, is accepted, and `detail` says so.
    """

    code: str | None
    detail: str | None
    line: int
    opinion_id: str | None
    outcome: Literal["accepted", "refused"]


class ReceiptPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[ReceiptOut]
    next_cursor: str | None


class ReceiptsOut(TypedDict):
    """What came of a file. `unchanged` lines say what is so already; `faults` has the first 200 refused lines."""

    created: int
    faults: list[LineFault]
    refused: int
    total: int
    unchanged: int


class ReceiverOut(TypedDict):
    """A unit that an opinion can be sent to. `within`: the one directly above it, by name."""

    code: str
    name: str
    within: str | None


class ReceiverPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[ReceiverOut]
    next_cursor: str | None


class RedoMove(TypedDict):
    """Redo (重办)."""

    action: Literal["redo"]
    reason: str
    satisfaction: NotRequired[int | None]


class ReferenceOut(TypedDict):
    """A unit, which has a `code`, or a member, who has none."""

    code: str | None
    id: str
    name: str


class RefreshIn(TypedDict):
    """The refresh token that the phone was given last. `acting_as` changes the post, if it is given."""

    acting_as: NotRequired[str | None]
    refresh_token: str


class RefuseObjectionMove(TypedDict):
    """Refuse the objection (不同意退单)."""

    action: Literal["refuse_objection"]
    reason: str
    request_id: NotRequired[str | None]


class RefuseRequestMove(TypedDict):
    """Refuse a request (不同意)."""

    action: Literal["refuse_request"]
    reason: str
    request_id: str


class RefusedMoveOut(TypedDict):
    """Why the move of a decision could not be made when it was last tried."""

    code: str
    detail: str
    title: str


class RejectMove(TypedDict):
    """Reject (不予受理)."""

    action: Literal["reject"]
    reason: str
    reason_code: str


class RemovalIn(TypedDict):
    """Why a file has to go."""

    reason: str


class ReopenMove(TypedDict):
    """Reopen (重新办理)."""

    action: Literal["reopen"]
    reason: str
    satisfaction: NotRequired[int | None]


Type: TypeAlias = str


class ReplayIn(TypedDict):
    """
    What shall be sent again: what happened from `since` on, at most thirty days ago, and before `until`.

    `only: failed` is what was tried at this endpoint in vain; `all` is all that fits its types and its filter now.
    With `dry_run` it is only counted.
    """

    dry_run: NotRequired[bool]
    only: NotRequired[Literal["failed", "all"]]
    since: str
    ticket_id: NotRequired[str | None]
    types: NotRequired[list[Type]]
    until: NotRequired[str | None]


class ReplyIn(TypedDict):
    """What a reply is to say."""

    category: NotRequired[str | None]
    name: str
    text: str


ReportFormat: TypeAlias = Literal["xml", "json"]


ReportGroup: TypeAlias = Literal[
    "unit",
    "holder",
    "origin",
    "lapse",
    "climbed_to",
    "department",
    "level",
    "category",
    "main_category",
    "urgency",
    "difficulty",
    "state",
    "source",
    "week",
    "month",
]


class ReportIn(TypedDict):
    """What came of a joint task."""

    result: str


ReportKind: TypeAlias = Literal["overdue", "breached", "lapsed", "climbed", "on-time"]


class ReportMove(TypedDict):
    """Report a joint task (协办反馈)."""

    action: Literal["report"]
    joint_task_id: str
    result: str


RequestKind: TypeAlias = Literal["extension", "parking", "termination", "objection"]


RequestState: TypeAlias = Literal["pending", "approved", "refused", "lapsed"]


class ResentOut(TypedDict):
    """An event that is due at once."""

    event_id: str


class ResolveMove(TypedDict):
    """Resolve here (本级解决)."""

    action: Literal["resolve"]
    outcome: Outcome
    reply: str


class ResumeMove(TypedDict):
    """Resume (恢复办理)."""

    action: Literal["resume"]
    reason: NotRequired[str | None]


class ReviewIn(TypedDict):
    """What a reviewer thinks of it."""

    comment: NotRequired[str | None]
    grade: str


ReviewStage: TypeAlias = Literal["under_way", "last"]


Role: TypeAlias = Literal["handler", "leader", "office", "supervisor", "integrator", "admin"]


class RuleOut(TypedDict):
    """The rule that applied. Names are null if the policy version has no such rule any more."""

    en: str | None
    id: str
    source: str | None
    zh: str | None


class SampleDrawnDetails(TypedDict):
    """Out of how many how many were drawn. With the same `seed` out of the same ones it is the same sample."""

    frame: Literal["open", "closed", "made"]
    frame_size: int
    seed: int
    size: int
    unit_id: str


SampleFrame: TypeAlias = Literal["open", "closed", "made"]


class SandboxClockOut(TypedDict):
    """The time that every deadline goes by now."""

    now: str


ScoreGrade: TypeAlias = Literal["excellent", "good", "passed", "failed"]


class ScorePartOut(TypedDict):
    """A rate in a score. `points` of `attainable` are null where the unit does not have the rate."""

    attainable: float | None
    below_floor: bool
    floor: int | None
    points: float | None
    rate: RateName
    value: float | None
    weight: int


class SecretIn(TypedDict):
    """
    A secret to be added: `v1` is a shared one, `v1a` an Ed25519 key pair.

    Older ones of the same kind end after `overlap_seconds`, so that receivers can change over.
    """

    algorithm: NotRequired[Literal["v1", "v1a"]]
    overlap_seconds: NotRequired[int]
    secret: NotRequired[str | None]


class SecretOut(TypedDict):
    """A secret without itself; of a key pair the public half, as `whpk_…`. It signs until `expires_at`."""

    algorithm: Literal["v1", "v1a"]
    created_at: str
    expires_at: str | None
    id: str
    public_key: str | None


class SecretsOut(TypedDict):
    """The secrets that deliveries are signed with, newest first."""

    items: list[SecretOut]


class SectionTextOut(TypedDict):
    """A section in its place, and what an editor has written there."""

    section: BulletinSection
    text: str | None


class SessionOut(TypedDict):
    """A browser in which the caller is signed in. `browser` is what it calls itself."""

    browser: str
    created_at: str
    expires_at: str
    id: str
    method: str
    seen_at: str


class SessionPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[SessionOut]
    next_cursor: str | None


class SignInIn(TypedDict):
    """By which name somebody signs in, and their password."""

    login: str
    password: str


class SignMove(TypedDict):
    """Sign for (签收)."""

    action: Literal["sign"]


StrokeItemItem: TypeAlias = int


StrokeItem: TypeAlias = list[StrokeItemItem]


Stroke: TypeAlias = list[StrokeItem]


class SignatureIn(TypedDict):
    """
    What one of the visited has signed on the phone: strokes, each of points `[across, down]` in whole numbers.

    The field is 1000 across and 400 down, from left above. At most a thousand points in all.
    """

    strokes: list[Stroke]


class SignatureOut(TypedDict):
    """A signature as strokes, each of points across (0 to 1000) and down (0 to 400) of a field, from left above."""

    strokes: list[list[list[int]]]


class SignedInOut(TypedDict):
    """
    A session that has begun; its secret is in the cookie alone.

    `csrf_token` goes along as `X-CSRF-Token` with every request that changes something.
    """

    csrf_token: str
    expires_at: str
    session_id: str


class SiteCheckRecordedDetails(TypedDict):
    """Which ticket or visit was looked into, and how it was found to be. Of a confidential ticket not which."""

    number: str | None
    ticket_id: str | None
    unit_id: str
    verdict: Literal["in_order", "not_in_order", "not_done"]
    visit_id: str | None


class SlipIn(TypedDict):
    """Why another code is made, if the citizen had one."""

    reason: NotRequired[str | None]


Sort: TypeAlias = Literal["due", "-created", "updated", "-updated"]


class SortingLineOut(TypedDict):
    """What became of one line: the ticket, or the `problem` that says why there is none."""

    number: str | None
    problem: dict[str, JsonValue] | None
    status: int
    ticket_id: str | None


class SortingOverdueDetails(TypedDict):
    """The record is the unit's round of sorting, named by the unit."""

    unit_id: str
    waiting_since: str


Source: TypeAlias = Literal["visit", "diary", "walk_in", "phone", "web", "app", "open311", "from_above", "from_below"]


class SpanOut(TypedDict):
    """Exceptional days on end: `kind` is holiday, or workday for days of rest with work."""

    en: str | None
    first: str
    kind: DayKind
    last: str
    zh: str | None


Stage: TypeAlias = Literal["dispatch", "sign", "handle", "coordinate", "park", "audit", "call_back", "reopen_window"]


class StageOut(TypedDict):
    """What the holder has to do now, until when, and which rule says so; `limit` is its written form."""

    due_at: str | None
    kind: Stage
    limit: str | None
    rule: str | None
    started_at: str


Standing: TypeAlias = Literal[
    "holder",
    "leader",
    "dispatcher",
    "sender",
    "joint",
    "origin",
    "office",
    "supervisor",
    "integrator",
    "admin",
    "citizen",
    "clock",
]


Start: TypeAlias = Literal["registered", "dispatched", "stage"]


class StatisticsOut(TypedDict):
    """How an endpoint fares."""

    health: HealthOut
    hours: list[HourOut]
    queue: QueueOut


class StatusOut(TypedDict):
    """Where the matter stands, as a code and in words."""

    code: str
    en: str
    zh: str


class StepOut(TypedDict):
    """
    Something that happened to the matter. `merged`: it goes on together with another one about the same thing.

    `review`: the unit above was asked to look into the answer (复查, 复核); `reopened`: it is handled once more.
    """

    at: str
    step: Literal["received", "dispatched", "escalated", "answered", "reopened", "review", "merged"]


Stratum: TypeAlias = Literal["unit", "category", "lateness", "confirmation"]


class StreamTicketOut(TypedDict):
    """For `?ticket=` of a stream: good for one, which has to begin before `expires_at`."""

    expires_at: str
    ticket: str


SubjectKind: TypeAlias = Literal["ticket", "visit"]


class SubjectOut(TypedDict):
    """A ticket, or a visit that was made."""

    confirmation: str | None
    day: str | None
    holder: str
    id: str
    kind: SubjectKind
    number: str | None
    state: str
    title: str


class SubmissionIn(TypedDict):
    """What a citizen has to say, and to which unit. Name and contact are sealed, and need not be given."""

    attributes: NotRequired[dict[str, JsonValue] | None]
    category: NotRequired[str | None]
    confidential: NotRequired[bool]
    contact: NotRequired[str | None]
    content: str
    location: NotRequired[LocationIn | None]
    name: NotRequired[str | None]
    place: NotRequired[str | None]
    title: str
    unit_code: str


class SubmissionOut(TypedDict):
    """The code with which the opinion can be followed: it is shown this once, to nobody else. And where it went."""

    received_at: str
    tracking_code: str
    unit: str
    upload_token: str


class SuggestedDepartmentOut(TypedDict):
    """Which department answers for such matters; the holder's own has a code that ends with `code`."""

    because: list[str]
    code: str
    en: str
    levels: list[str]
    zh: str


class SuperviseMove(TypedDict):
    """Supervise (督办)."""

    action: Literal["supervise"]
    colour: OrderColour
    due_at: NotRequired[str | None]
    text: str


class SupervisedUnitOut(TypedDict):
    """A unit that is supervised with all below it; `active` is false once it was dissolved, and it is no more."""

    active: bool
    code: str
    id: str
    name: str


class SupervisionEndIn(TypedDict):
    """Why a group is ended before its time."""

    reason: str


class SupervisionFindingOut(TypedDict):
    """What somebody should look at, such as `no_sign_in` or `own_unit`."""

    code: str
    detail: str
    params: dict[str, str | int | float | bool | None]


class SupervisionGroupChangedDetails(TypedDict):
    """Who supervises which units, with all below them, in which days."""

    first_day: str
    group_kind: Literal["special", "progress"]
    last_day: str
    member_ids: list[str]
    unit_id: str
    unit_ids: list[str]


class SupervisionGroupFormedDetails(TypedDict):
    """Who supervises which units, with all below them, in which days."""

    first_day: str
    group_kind: Literal["special", "progress"]
    last_day: str
    member_ids: list[str]
    unit_id: str
    unit_ids: list[str]


class SupervisionGroupIn(TypedDict):
    """A group to be formed; both days are local ones and count."""

    first_day: str
    group_kind: GroupKind
    head_id: str
    last_day: str
    member_ids: NotRequired[list[str]]
    name: str
    unit_ids: list[str]


class SupervisionGroupLapsedDetails(TypedDict):
    """Who supervises which units, with all below them, in which days."""

    first_day: str
    group_kind: Literal["special", "progress"]
    last_day: str
    member_ids: list[str]
    unit_id: str
    unit_ids: list[str]


class SupervisionGroupPatch(TypedDict):
    """What shall change; a list that is sent takes the place of the one there is."""

    head_id: NotRequired[str]
    last_day: NotRequired[str]
    member_ids: NotRequired[list[str]]
    name: NotRequired[str]
    unit_ids: NotRequired[list[str]]


class SurveyAnswersOut(TypedDict):
    """What was answered to a question. All null if it is kept back, because too few have answered."""

    below_floor: bool
    fairly_satisfied: int | None
    options: dict[str, int] | None
    question: str
    rated: int | None
    satisfaction: float | None
    satisfaction_with_fair: float | None
    satisfied: int | None


class SurveyBelowFloorDetails(TypedDict):
    """To which question a unit has a representative result that is too low; `rated`: without who could not say."""

    fairly_satisfied: int
    question: str
    rated: int
    title: str
    unit_id: str


class SurveyClosedDetails(TypedDict):
    """How many were asked, and how many have answered."""

    answered: int
    asked: int
    title: str
    unit_id: str


class SurveyDueSoonDetails(TypedDict):
    """How many have not answered yet, and until when they can."""

    ends_at: str
    title: str
    unit_id: str
    waiting: int


SurveyKind: TypeAlias = Literal["ticket", "unit"]


class SurveyOpenedDetails(TypedDict):
    """What it is about, how many are asked, and until when."""

    asked: int
    ends_at: str
    kind: Literal["ticket", "unit"]
    title: str
    unit_id: str


class SurveyOptionOut(TypedDict):
    """An answer of which one is chosen."""

    code: str
    counts_as: CountsAs
    en: str
    zh: str


class SurveyProgressOut(TypedDict):
    """How many are asked, and how far that is. `reached`: who answered or refused."""

    answered: int
    answered_by_page: int
    asked: int
    reached: int
    refused: int
    response_rate: float | None
    unreached: int
    waiting: int
    waiting_by_message: int
    withdrawn: int


class SurveyQuestionOut(TypedDict):
    """A question; without options it is answered in words."""

    code: str
    en: str
    options: list[SurveyOptionOut]
    required: bool
    zh: str


class SurveyRemarkOut(TypedDict):
    """What somebody said in words."""

    question: str
    words: str


class SurveyRemarkPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[SurveyRemarkOut]
    next_cursor: str | None


class SurveyRulesOut(TypedDict):
    """What a survey that is ordered now would ask, of whom, and for how long."""

    again_after_days: int
    most: int
    most_days: int
    open_days: int
    questionnaires: dict[SurveyKind, list[SurveyQuestionOut]]
    size: int


SurveyState: TypeAlias = Literal["open", "closed"]


class TakeOverMove(TypedDict):
    """Take over (提级办理)."""

    action: Literal["take_over"]
    reason: str


class TakenBackOut(TypedDict):
    """Something that the version in force has and this one lacks. `pointer`: where it would be (RFC 6901)."""

    code: str
    detail: str
    pointer: str


TaskKind: TypeAlias = Literal["list", "besides", "key", "own"]


class TaskProgressOut(TypedDict):
    """How far tasks are. `percent` is the mean, null if there are no tasks."""

    done: int
    late: int
    percent: int | None
    tasks: int


class TeamFindingOut(TypedDict):
    """What is not as the rule has it, such as `no_leader` or `few_skilled`."""

    code: str
    detail: str
    member_id: str | None
    params: dict[str, str | int | float | bool | None]
    rule: str | None


class TeamIn(TypedDict):
    """A team to be formed."""

    name: str
    unit_id: str


TeamRole: TypeAlias = Literal["leader", "deputy", "member"]


class TerminateMove(TypedDict):
    """Ask for termination (终止申请)."""

    action: Literal["terminate"]
    reason: str


class TicketArchivedDetails(TypedDict):
    """What one type of event tells besides what all of them do. More fields may be added."""


class TicketAssignedDetails(TypedDict):
    """Which member of the holding unit takes it in hand."""

    member_id: str


class TicketAttachmentAddedDetails(TypedDict):
    """Which file: `sha256` in hexadecimal digits tells it from any other, `size` is in bytes."""

    attachment_id: str
    media_type: str
    name: str
    sha256: str
    size: int


class TicketAttachmentRemovedDetails(TypedDict):
    """Which file: `sha256` in hexadecimal digits tells it from any other, `size` is in bytes."""

    attachment_id: str
    media_type: str
    name: str
    sha256: str
    size: int


class TicketAuditFailedDetails(TypedDict):
    """What one type of event tells besides what all of them do. More fields may be added."""


class TicketAuditPassedDetails(TypedDict):
    """What one type of event tells besides what all of them do. More fields may be added."""


class TicketBreach(TypedDict):
    """A limit that had passed: the `promise` to the citizen, or the `stage` of the unit that held the ticket then."""

    at: str
    kind: Literal["promise", "stage"]
    level: int
    unit_id: str


class TicketCallTriedDetails(TypedDict):
    """Nobody answered the call. What was sent with it is kept."""

    note: NotRequired[str | None]
    satisfaction: NotRequired[int | None]
    solved: NotRequired[bool | None]
    unreachable: bool


TicketChanges: TypeAlias = dict[str, list[JsonValue]]
"""What was changed of a ticket, by field."""


class TicketCommentedDetails(TypedDict):
    """The comment."""

    text: str


class TicketConfirmedDetails(TypedDict):
    """What the citizen said, or that nobody could be reached."""

    note: NotRequired[str | None]
    satisfaction: NotRequired[int | None]
    solved: NotRequired[bool | None]
    unreachable: NotRequired[bool | None]


class TicketCoordinatedDetails(TypedDict):
    """What one type of event tells besides what all of them do. More fields may be added."""


class TicketCoordinationFinishedDetails(TypedDict):
    """The joint task that was the last, with its result unless it was waived."""

    joint_task_id: str
    result: NotRequired[str | None]


class TicketCreatedDetails(TypedDict):
    """Of what the ticket was formed."""

    category: str | None
    opinion_ids: list[str]
    source: str


class TicketDispatchedDetails(TypedDict):
    """To which unit, if it was named; `changes` has the holder in any case. Whom `designate` names keeps it."""

    designate: NotRequired[bool | None]
    instructions: NotRequired[str | None]
    unit_id: NotRequired[str | None]


class TicketErasedDetails(TypedDict):
    """
    Whose words, and whether with them all others of the ticket. Earlier events have lost theirs since.

    `left`: what is left of each of them, as a digest by its number, where their hashes cover the words themselves.
    """

    extent: Literal["all", "part"]
    left: NotRequired[dict[str, str]]
    opinion_id: str


class TicketEscalatedDetails(TypedDict):
    """What one type of event tells besides what all of them do. More fields may be added."""


class TicketExtendedDetails(TypedDict):
    """Which request."""

    request_id: str


class TicketExtensionRefusedDetails(TypedDict):
    """Which request; `lapsed` if nobody decided it in time."""

    lapsed: NotRequired[bool | None]
    request_id: str


class TicketExtensionRequestedDetails(TypedDict):
    """A moment, or so many working days more."""

    days: NotRequired[int | None]
    until: NotRequired[str | None]


TicketFormKind: TypeAlias = Literal[
    "assignment", "objection", "extension", "joint_task", "order", "call_back", "decision"
]


class TicketHandedDownDetails(TypedDict):
    """To which unit below, and what it is to do."""

    designate: NotRequired[bool | None]
    instructions: str
    unit_id: str


class TicketImportedDetails(TypedDict):
    """What the other system knew of the ticket. Of what happened there, `steps` has moment, action, units and words."""

    closed_at: str
    created_at: str
    due_at: str | None
    external_ref: str
    reply: str | None
    source_system: str
    steps: list[dict[str, str | None]]


class TicketMergedDetails(TypedDict):
    """Into which ticket."""

    into_ticket_id: str


class TicketMergedFromDetails(TypedDict):
    """Which ticket became part of this one; `changes` has what was taken over of its promise and grading."""

    from_number: str
    from_ticket_id: str


class TicketNameOut(TypedDict):
    """A ticket by its number."""

    id: str
    number: str


class TicketObjectedDetails(TypedDict):
    """Why it is not this unit's business, and whose it would be."""

    reason_code: str
    suggested_unit_id: str


class TicketObjectionAcceptedDetails(TypedDict):
    """Which objection, if it was named."""

    request_id: NotRequired[str | None]


class TicketObjectionRefusedDetails(TypedDict):
    """Which objection, if it was named; `lapsed` if nobody decided it in time."""

    lapsed: NotRequired[bool | None]
    request_id: NotRequired[str | None]


class TicketOrderAnsweredDetails(TypedDict):
    """Which order was answered, and how."""

    order_id: str
    text: str


class TicketOverdueDetails(TypedDict):
    """Which deadline has passed: the overall one or that of the stage. `rule` is the rule of policy it comes from."""

    colour: Literal["red"]
    deadline: Literal["overall", "stage"]
    due_at: str
    rule: str | None


class TicketParkedDetails(TypedDict):
    """Which request."""

    request_id: str


class TicketParkingRefusedDetails(TypedDict):
    """Which request; `lapsed` if nobody decided it in time."""

    lapsed: NotRequired[bool | None]
    request_id: str


class TicketParkingRequestedDetails(TypedDict):
    """Why the work has to wait, and until which day."""

    reason_code: str
    resume_on: str


TicketPart: TypeAlias = Literal[
    "opinions", "attachments", "hand_overs", "joint_tasks", "requests", "orders", "events", "actions", "clock"
]


class TicketProblemFlaggedDetails(TypedDict):
    """How often it was redone and handed on."""

    handed_on: int
    redos: int


class TicketRecalledDetails(TypedDict):
    """What one type of event tells besides what all of them do. More fields may be added."""


class TicketReclassifiedDetails(TypedDict):
    """The new grading, as far as it was named."""

    difficulty: NotRequired[Literal["simple", "moderate", "hard"] | None]
    urgency: NotRequired[Literal["routine", "urgent", "critical"] | None]


class TicketRedoneDetails(TypedDict):
    """What the citizen said; in words it is the reason."""

    satisfaction: NotRequired[int | None]


class TicketRejectedDetails(TypedDict):
    """Why the matter was not accepted."""

    reason_code: str


class TicketReleasedDetails(TypedDict):
    """Which member of the holding unit takes it in hand."""

    member_id: str


class TicketReopenedDetails(TypedDict):
    """What the citizen said; in words it is the reason."""

    satisfaction: NotRequired[int | None]


class TicketRescheduledDetails(TypedDict):
    """The calendar by which its dates are counted now."""

    calendar_version: int


class TicketResolvedDetails(TypedDict):
    """What came of it, and what the citizen is told."""

    outcome: Literal["solved", "partly_solved", "explained", "kept_for_reference"]
    reply: str


class TicketResumedDetails(TypedDict):
    """What one type of event tells besides what all of them do. More fields may be added."""


class TicketScopeLeftDetails(TypedDict):
    """Who does not see the ticket any more: units that had to do with it, and units above those."""

    overseers: list[str]
    units: list[str]


class TicketSignedDetails(TypedDict):
    """What one type of event tells besides what all of them do. More fields may be added."""


class TicketStuckAtTopDetails(TypedDict):
    """The level above which there is none."""

    level: int


class TicketSucceededDetails(TypedDict):
    """
    A unit was dissolved: what it had to do with the ticket falls to its successor.

    `accused`: the matter was about it, and is about the successor now; what that one had to do with it goes higher up.
    """

    dissolved_unit_id: str
    duties: list[Literal["holder", "origin", "handler", "dispatcher", "joint", "accused"]]
    successor_unit_id: str


class TicketSupervisedDetails(TypedDict):
    """
    An order, with its words and the time to answer if somebody issued it.

    If nobody answered one in time, `unanswered`: then it has its id, its level and the next colour.
    """

    colour: Literal["yellow", "orange", "red"]
    due_at: NotRequired[str | None]
    level: NotRequired[int | None]
    order_id: NotRequired[str | None]
    text: NotRequired[str | None]
    unanswered: NotRequired[bool | None]


class TicketTakenOverDetails(TypedDict):
    """What one type of event tells besides what all of them do. More fields may be added."""


class TicketTerminatedDetails(TypedDict):
    """Which request."""

    request_id: str


class TicketTerminationRefusedDetails(TypedDict):
    """Which request; `lapsed` if nobody decided it in time."""

    lapsed: NotRequired[bool | None]
    request_id: str


class TicketTerminationRequestedDetails(TypedDict):
    """What one type of event tells besides what all of them do. More fields may be added."""


class TicketTransferredDetails(TypedDict):
    """To which unit. Whom `designate` names keeps it."""

    designate: NotRequired[bool | None]
    instructions: NotRequired[str | None]
    unit_id: str


class TicketUrgedDetails(TypedDict):
    """The comment."""

    text: str


class TicketWarnedDetails(TypedDict):
    """How late it is: `deadline` is the overall one or that of the stage. A `reminder` names the colour only."""

    colour: Literal["yellow", "orange", "red"]
    deadline: NotRequired[Literal["overall", "stage"] | None]
    due_at: NotRequired[str | None]
    reminder: NotRequired[bool | None]
    rule: NotRequired[str | None]


class TokenIn(TypedDict):
    """Who signs in with which phone."""

    acting_as: NotRequired[str | None]
    device_name: str
    login: str
    password: str


class TokensOut(TypedDict):
    """What a phone is given, this once. The access token is good for `expires_in` seconds, the refresh token once."""

    access_token: str
    expires_in: int
    id: str
    refresh_token: str
    token_type: Literal["Bearer"]


class ToldOut(TypedDict):
    """A message to the contact: by which rule, and what became of it."""

    at: str
    rule: str
    state: MessageState


class TrackIn(TypedDict):
    """The code that came with the opinion; case, spaces and hyphens do not matter."""

    tracking_code: str


class TrackOut(TypedDict):
    """
    What a citizen may know. `reply` is there once it was audited; `may_answer` says that feedback is awaited.

    `review`: what it comes to, where the answer that it is not solved asks the unit above for a review.
    `review_stage`: whether one is under way, or its answer was the last one; null for all else.

    `may_confirm`: with this code the matter can be closed as solved. With one that was printed where the matter was
    handled it cannot: the office will call.
    """

    due_at: str | None
    may_answer: bool
    may_confirm: bool
    reply: str | None
    review: AnswerReviewOut | None
    review_stage: ReviewStage | None
    status: StatusOut
    steps: list[StepOut]
    unit: str


class TransferMove(TypedDict):
    """Transfer (转办)."""

    action: Literal["transfer"]
    designate: NotRequired[bool | None]
    instructions: NotRequired[str | None]
    reason: str
    unit_id: str


TrendAlarm: TypeAlias = Literal["faded", "idle_below", "burst"]


class TrendDecayedDetails(TypedDict):
    """The record is the alarm. `alarm`: faded (前紧后松), idle_below (上紧下松) or burst (一阵风)."""

    alarm: Literal["faded", "idle_below", "burst"]
    since: str
    unit_id: str


class TrendRecoveredDetails(TypedDict):
    """The record is the alarm. `alarm`: faded (前紧后松), idle_below (上紧下松) or burst (一阵风)."""

    alarm: Literal["faded", "idle_below", "burst"]
    since: str
    unit_id: str


class UnitFiguresOut(TypedDict):
    """
    In hand, overdue, due soon and stuck at the top now; `closed_on_time` of `tickets` in the period.

    `share_on_time` is null where there are no tickets to have a share of.
    """

    closed_on_time: int
    due_soon: int
    in_hand: int
    overdue: int
    share_on_time: float | None
    stuck: int
    tickets: int


UnitKind: TypeAlias = Literal["territory", "enterprise", "department", "office", "team", "supervision"]


class UnitPatch(TypedDict):
    """What shall change; a field left out stays. Another parent is given by `POST …/move`."""

    designation: NotRequired[str | None]
    location: NotRequired[CoordinatesIn | None]
    name: NotRequired[str]


class UnitRef(TypedDict):
    """A unit as tickets name it."""

    code: str
    id: str
    name: str


class UnitTaskIn(TypedDict):
    """A task that a unit sets itself, for this year if none is said."""

    due_on: NotRequired[str | None]
    note: NotRequired[str | None]
    title: str
    unit_id: str
    year: NotRequired[int | None]


class UnitTaskOut(TypedDict):
    """A task of a unit and year. Of tickets those that the caller may see."""

    code: str | None
    due_on: str | None
    id: str
    kind: TaskKind
    note: str | None
    percent: int
    tickets: list[EvidenceTicketOut]
    title: str
    title_en: str | None
    unit: UnitRef
    updated_at: str
    version: int
    year: int


class UnitTaskPatch(TypedDict):
    """How far a task is, and until when it is to be done."""

    due_on: NotRequired[str | None]
    note: NotRequired[str | None]
    percent: NotRequired[int]
    title: NotRequired[str]


class UnitTasksOut(TypedDict):
    """The tasks of a unit and year: those of its level in their order, then what it has set itself."""

    items: list[UnitTaskOut]


class UnitWithoutTeamOut(TypedDict):
    """A unit that has to have a team and has none."""

    level: int
    parent: UnitRef | None
    unit: UnitRef


class UnitWithoutTeamPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[UnitWithoutTeamOut]
    next_cursor: str | None


class UrgeMove(TypedDict):
    """Urge (催办)."""

    action: Literal["urge"]
    text: str


Urgency: TypeAlias = Literal["routine", "urgent", "critical"]


Verdict: TypeAlias = Literal["in_order", "not_in_order", "not_done"]


class VersionOut(TypedDict):
    """A published version; the newest one is in force."""

    in_force: bool
    published_at: str
    published_by: str
    publisher_name: str | None
    version: int


class VersionsOut(TypedDict):
    """Every version, newest first."""

    items: list[VersionOut]


class ViewFaultOut(TypedDict):
    """What the list would refuse of a view, and why."""

    code: str
    detail: str
    pointer: str


Column: TypeAlias = str


class ViewIn(TypedDict):
    """
    A view to be kept. `query`: the parameters of the list, as in its address; empty for all of it.

    `columns`: names of columns in their order, which the program keeps and does not read. `shared`: whoever acts at
    the unit where you act reads it too.
    """

    columns: NotRequired[list[Column]]
    list_kind: ListKind
    name: str
    query: NotRequired[str | None]
    shared: NotRequired[bool]


class ViewOut(TypedDict):
    """A view. `is_own`: yours, to be changed."""

    columns: list[str]
    created_at: str
    id: str
    is_own: bool
    list_kind: ListKind
    name: str
    query: str
    shared_with: UnitRef | None
    updated_at: str
    version: int


class VisitCancellationIn(TypedDict):
    """Why it did not take place, or was recorded by mistake."""

    reason: str


class VisitCancelledDetails(TypedDict):
    """Which unit is visited on which day, and for which plan."""

    day: str
    households: int
    plan_id: str | None
    target_unit_id: str
    unit_id: str


class VisitConfirmationIn(TypedDict):
    """The code that was shown on the visit; case, spaces and hyphens do not matter."""

    code: str


class VisitConfirmedDetails(TypedDict):
    """Which visit was confirmed, and by what way."""

    confirmation: NotRequired[str | None]
    day: str
    households: int
    plan_id: str | None
    target_unit_id: str
    unit_id: str


class VisitDutyIn(TypedDict):
    """A unit to be visited by a team, a member, or by the caller's unit as a whole; not by a team and a member."""

    member_id: NotRequired[str | None]
    target_unit_id: str
    team_id: NotRequired[str | None]


class VisitFiguresOut(TypedDict):
    """
    How somebody stands by a day: `plans` of periods that run on it, how many of them are `fulfilled`.

    `visits` and `households` are those of the last so many months that a plan's rule names; what one plan has too much
    makes up for no other. `households_unknown`: plans for all households of units of which nobody has said how many
    they have; nothing is required there. `overdue`: plans that were due by that day and are still open.
    """

    fulfilled: int
    households: DoneOfOut
    households_unknown: int
    overdue: int
    plans: int
    visits: DoneOfOut


class VisitHouseholdsReadDetails(TypedDict):
    """Which unit is visited on which day, and for which plan."""

    day: str
    households: int
    plan_id: str | None
    target_unit_id: str
    unit_id: str


class VisitMadeDetails(TypedDict):
    """Which unit is visited on which day, and for which plan."""

    day: str
    households: int
    plan_id: str | None
    target_unit_id: str
    unit_id: str


class VisitOpinionRef(TypedDict):
    """An opinion that was taken on a visit."""

    id: str
    status: Literal["inbox", "attached", "dismissed"]
    title: str


VisitPeriod: TypeAlias = Literal["month", "two_months", "quarter", "half_year", "year"]


class VisitPlanDueSoonDetails(TypedDict):
    """Which unit is to be visited until when, and how much of it is done."""

    due_at: str
    made_visits: int
    required_visits: int
    target_unit_id: str
    unit_id: str


class VisitPlanOverdueDetails(TypedDict):
    """Which unit is to be visited until when, and how much of it is done."""

    due_at: str
    made_visits: int
    required_visits: int
    target_unit_id: str
    unit_id: str


class VisitPlannedDetails(TypedDict):
    """Which unit is visited on which day, and for which plan."""

    day: str
    households: int
    plan_id: str | None
    target_unit_id: str
    unit_id: str


class VisitPlanningIn(TypedDict):
    """A visit to be planned. By a team, a member, or the caller; without `plan_id` for the plan of that day, if any."""

    day: str
    member_id: NotRequired[str | None]
    plan_id: NotRequired[str | None]
    target_unit_id: str
    team_id: NotRequired[str | None]


HouseholdLabel: TypeAlias = str


class VisitRecordIn(TypedDict):
    """
    A visit that was made. `id`: chosen by the phone (a UUID), or that of a planned visit.

    `target_unit_id` may be left out with the id of a planned visit, or a `plan_id`. A `plan_id` that is overdue is
    fulfilled late by it; without one it counts for the plan of its day. `household_labels`: what some of the
    `households` are called there, such as 3组 or a house number; they are sealed. `confirmation_code`: made by chance
    on the phone and shown to the visited, who can confirm the visit with it; it is not kept in the clear. With a
    `signature` they have confirmed it already; it is sealed.
    """

    confirmation_code: NotRequired[str | None]
    household_labels: NotRequired[list[HouseholdLabel]]
    households: NotRequired[int]
    id: str
    location: NotRequired[LocationIn | None]
    made_at: str
    plan_id: NotRequired[str | None]
    signature: NotRequired[SignatureIn | None]
    target_unit_id: NotRequired[str | None]
    team_id: NotRequired[str | None]


class VisitRecordsIn(TypedDict):
    """Visits that were made, at most fifty at a time."""

    items: list[VisitRecordIn]


class VisitedOut(TypedDict):
    """What the visited households are called, and what one of them signed; null if nobody did, or it was erased."""

    labels: list[str]
    signature: SignatureOut | None


class VisitedReadOut(TypedDict):
    """A look at whom a visit was to: when, by whom, and what for; `reason` is null once it was erased with that."""

    at: str
    person_id: str | None
    principal: str
    reason: str | None
    role: Role | None
    unit_id: str | None


class VisitedReadsOut(TypedDict):
    """The looks, newest first, at most a thousand."""

    items: list[VisitedReadOut]


class VisitorRef(TypedDict):
    """A team or a member who visits."""

    id: str
    name: str


class WaitingOpinionOut(TypedDict):
    """An opinion in an inbox. `source_system` and `external_ref`: how another system, such as a hotline, knows it."""

    category: str | None
    confidential: bool
    content: str
    external_ref: str | None
    id: str
    place: str | None
    received_at: str
    source: Source
    source_system: str | None
    suggested_categories: list[str]
    title: str


class WaiveIn(TypedDict):
    """Why the lead goes on without it."""

    reason: str


class WaiveMove(TypedDict):
    """Waive a joint task (免除协办)."""

    action: Literal["waive"]
    joint_task_id: str
    reason: str


class WarningOut(TypedDict):
    """What was done is done, and somebody should look at it: `nobody_there` or `assignee_gone`."""

    code: str
    detail: str
    params: dict[str, str | int | float | bool | None]


class WarningsOut(TypedDict):
    """What somebody should look at after this; mostly nothing."""

    warnings: list[WarningOut]


class WatchOut(TypedDict):
    """
    A stopwatch: a budget, what was used of it, and since when it runs (null: paused).

    `measures` says in which time: working or elapsed. `limit` is the written form of policies. `region` is the calendar
    by which it is counted (`base`: that of no region), `days` what makes the way there longer or shorter.
    """

    budget_seconds: int
    calendar_version: int
    days: list[SpanOut]
    due_at: str
    due_original_at: str | None
    extended: bool
    kind: str
    left_seconds: int
    limit: str
    limit_in_words: str
    measures: Literal["working", "elapsed"]
    paused: bool
    policy_version: int
    provisional: bool
    region: str
    rule: RuleOut
    running_since: str | None
    started_at: str
    time_zone: str
    used_seconds: int


class WaysOut(TypedDict):
    """How one can sign in here."""

    password: bool
    providers: list[ProviderOut]


class WebhookLinks(TypedDict):
    """Where to read more, relative to this server."""

    record: str | None
    self: str
    ticket: str | None


class WebhookPingDetails(TypedDict):
    """Nothing but a sign of life."""


class WebhookTestDetails(TypedDict):
    """Nothing but a sign of life."""


class WeekActivityOut(TypedDict):
    """A week that is over: its working days, what was done, and that as one figure by the weights of the rules."""

    counts: list[ActivityCountOut]
    monday: str
    weighed: int
    working_days: int


Why: TypeAlias = Literal["stuck", "problem", "parked_long", "climbed", "at_top", "by_hand"]


class WithdrawalIn(TypedDict):
    """Why a decision shall not be carried out."""

    reason: str


class WordOut(TypedDict):
    """What a code is called."""

    code: str
    en: str
    zh: str


class WordsOut(TypedDict):
    """The codes of one kind, in an order to show them in."""

    kind: str
    words: list[WordOut]


WorkKind: TypeAlias = Literal[
    "dispatch", "accept", "handle", "audit", "call-back", "overdue", "warned", "assigned", "joint", "requests", "orders"
]


WriteOff: TypeAlias = Literal["ticket", "hand"]


class WriteOffIn(TypedDict):
    """Why it is written off by hand, with what result, and how content the household is, from 1 to 5."""

    reason: str
    result: NotRequired[str | None]
    satisfaction: NotRequired[int | None]


class AgendaTicketOut(TypedDict):
    """A ticket on an agenda as it is now."""

    escalations: int
    holder: UnitRef
    id: str
    is_open: bool
    level: int
    next_due_at: str
    number: str
    state: str
    title: str


class AttachmentOut(TypedDict):
    """
    A file. `size` and `received` are bytes; `width` and `height` are pixels, of pictures alone.

    `media_type` and `sha256` are known once it is ready, and are those of the file as it can be fetched. `reason`: why
    it was refused (a code), or removed (in words).
    """

    created_at: str
    created_by: str
    created_by_name: str | None
    created_unit: UnitRef | None
    ended_at: str | None
    height: int | None
    id: str
    media_type: str | None
    name: str
    opinion_id: str | None
    reason: str | None
    received: int
    sha256: str | None
    size: int
    state: Literal["uploading", "ready", "refused", "removed"]
    ticket_id: str | None
    width: int | None


class AttachmentPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[AttachmentOut]
    next_cursor: str | None


class BatchLineOut(TypedDict):
    """
    What became of one ticket.

    `status` is that of the same move of this ticket alone. Of a ticket that was moved there are `version` and `state`,
    of another one the `problem` that says why not.
    """

    id: str
    problem: dict[str, JsonValue] | None
    state: str | None
    status: int
    version: int | None


class BatchTransitionOut(TypedDict):
    """A line for each ticket, in the order of the request; `moved` of them were moved."""

    items: list[BatchLineOut]
    moved: int


class BreachedReport(TypedDict):
    """Tickets ever late."""

    as_of: str
    definition: str
    group_by: ReportGroup
    is_whole: bool
    items: list[BreachedGroup]
    report: ReportKind
    since: str | None
    total: BreachedCounts
    unit: str | None
    until: str | None
    zone: str


class BulletinRateOut(TypedDict):
    """A rate of the unit with all below it, and what it was in the period before."""

    before: float | None
    denominator: int
    numerator: int
    rate: RateName
    value: float | None


class CadreRef(TypedDict):
    """Somebody by name, with their rank and the unit where they work."""

    home_unit: UnitRef
    id: str
    name: str
    rank: CadreRank | None


class CalendarsOut(TypedDict):
    """
    Every version, newest first, and how far the one in force reaches: due dates after that are provisional.

    `missing_year` should be published by now: its holidays are gazetted in November. Null if none is missing.
    """

    confirmed_until: str
    items: list[VersionOut]
    missing_year: int | None


class CategoryNode(TypedDict):
    """A heading with its parts."""

    code: str
    confidential: bool
    departments: list[str]
    en: str
    parts: list[CategoryNode]
    public: bool
    retired: bool
    successor: str | None
    urgency: Urgency | None
    zh: str


class CategoryTree(TypedDict):
    """The classes with their parts and the departments, in the order of the catalogue. `version`: the one in force."""

    departments: list[DepartmentOut]
    items: list[CategoryNode]
    version: int


class ChallengeOut(TypedDict):
    """
    What a page has to do before it sends an opinion in, and then sends along as `Submission-Proof`.

    `proof_of_work`: a proof that the work was done. `captcha`: what the captcha with this `site_key` gives the page.
    """

    kind: ChallengeKind
    site_key: str | None
    work: ProofOfWorkOut | None


class ChannelIn(TypedDict):
    """A channel: a mail address, a telephone number, the URL of a robot, or the endpoint and keys of a browser."""

    address: str
    keys: NotRequired[PushKeysIn | None]
    kind: ChannelKind
    language: NotRequired[Literal["zh", "en"]]


class ChannelOut(TypedDict):
    """A channel. `address` is as much of it as may be shown. `failed_because`: why nothing arrives there any more."""

    address: str
    code_until: str | None
    created_at: str
    failed_because: str | None
    id: str
    kind: ChannelKind
    language: Literal["zh", "en"]
    state: ChannelState


class ChannelPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[ChannelOut]
    next_cursor: str | None


class CheckResultsOut(TypedDict):
    """What checks found at a unit, and at all below it if it is not the one that was asked for."""

    tickets: KindResultsOut
    unit: UnitRef
    visits: KindResultsOut


class CheckpointOut(TypedDict):
    """What both logs had come to. `text` is what was signed, byte for byte; `previous` is its SHA-256 one earlier."""

    events: LogStateOut
    made_at: str
    number: int
    previous: str
    seals: LogStateOut
    signatures: list[CheckpointSignatureOut]
    text: str


class CheckpointPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[CheckpointOut]
    next_cursor: str | None


class ClimbedReport(TypedDict):
    """What climbed by the clock, and to whom."""

    as_of: str
    definition: str
    group_by: ReportGroup
    is_whole: bool
    items: list[ClimbedGroup]
    report: ReportKind
    since: str | None
    total: ClimbedCounts
    unit: str | None
    until: str | None
    zone: str


class ConsoleOut(TypedDict):
    """What this server is like, as far as a console shows it."""

    is_sample: bool
    map: MapSourceOut | None


class ContactPointOut(TypedDict):
    """With what a cadre keeps in touch; with `ended_at`, did. `first_unit`: as assigned, if it was dissolved since."""

    assigned_at: str
    cadre: CadreRef
    contact_place: ContactPlace
    end_reason: str | None
    ended_at: str | None
    first_unit: UnitRef
    id: str
    label: str | None
    level: int
    unit: UnitRef
    version: int


class ContactPointPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[ContactPointOut]
    next_cursor: str | None


class ContactReadOut(TypedDict):
    """A look at name and contact: when, by whom, and what for; `reason` is null where that was erased."""

    at: str
    person_id: str | None
    principal: str
    reason: str | None
    role: Role | None
    unit_id: str | None


class ContactReadsOut(TypedDict):
    """The looks, newest first, at most a thousand."""

    items: list[ContactReadOut]


class ContactedUnitOut(TypedDict):
    """A unit, and how many cadres keep in touch with it."""

    cadres: int
    parent: UnitRef | None
    unit: UnitRef


class ContactedUnitPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[ContactedUnitOut]
    next_cursor: str | None


class CoordinateMove(TypedDict):
    """Coordinate (协调联办)."""

    action: Literal["coordinate"]
    joint_units: list[JointUnitIn]
    reason: NotRequired[str | None]


class CustomFieldOut(TypedDict):
    """What is asked besides the words. `longest`: characters; `least` and `most` bound a number."""

    choices: list[FieldChoiceOut]
    code: str
    en: str
    help_en: str | None
    help_zh: str | None
    least: int | None
    longest: int | None
    most: int | None
    required: bool
    type: FieldType
    zh: str


class DefaultViewOut(TypedDict):
    """A view that everybody with your role has."""

    list_kind: ListKind
    name: str
    query: str


class DeliveryOut(TypedDict):
    """One event at one endpoint. `state`: waiting, sending, delivered, failed or dead."""

    attempts: list[AnsweredOut]
    dead_at: str | None
    dead_reason: str | None
    event_id: str
    owed: OwedOut | None
    state: Literal["waiting", "sending", "delivered", "failed", "dead"]


class DiaryCountOut(TypedDict):
    """Of one month and one branch of the tree: the unit itself, or one directly below it with all below that."""

    authors: int
    grades: dict[str, int]
    month: str
    reviewed: int
    submitted: int
    unit: UnitRef


class DiaryCountsOut(TypedDict):
    """Newest month first, by the codes of units. Where nothing was handed in there is no row."""

    items: list[DiaryCountOut]


class DiaryEntryIn(TypedDict):
    """An entry of the caller's own unit."""

    content: str
    day: str
    people: NotRequired[list[MetPersonIn]]
    place: NotRequired[str | None]
    submit: NotRequired[bool]
    title: str


class DiaryEntryOut(TypedDict):
    """An entry with who was met and what came of it. Contacts are masked for everybody but the author."""

    author_id: str | None
    author_name: str | None
    comment: str | None
    content: str
    created_at: str
    day: str
    erased_at: str | None
    grade: str | None
    id: str
    is_mine: bool
    opinions: list[DiaryOpinionOut]
    people: list[MetPersonOut]
    people_met: int
    place: str | None
    reviewed_at: str | None
    reviewed_by_name: str | None
    state: DiaryState
    submitted_at: str | None
    title: str
    unit: UnitRef
    updated_at: str
    version: int


class DiaryEntryPatch(TypedDict):
    """What shall change of a draft."""

    content: NotRequired[str]
    day: NotRequired[str]
    people: NotRequired[list[MetPersonIn]]
    place: NotRequired[str | None]
    title: NotRequired[str]


class DraftContentIn(TypedDict):
    """What a draft says now."""

    content: dict[str, JsonValue]


class DraftIn(TypedDict):
    """A draft to be kept. `target_id`: a move's ticket or opinion. `content`: whatever the form has, up to 32 kB."""

    content: dict[str, JsonValue]
    kind: DraftKind
    target_id: NotRequired[str | None]


class EventActor(TypedDict):
    """
    Who did it: the person, as which member, at which unit, and by what they were known (`means`).

    All null for an event from before that was recorded; a machine is no person.
    """

    means: Means | None
    member_id: str | None
    person_id: str | None
    unit_id: str | None


class EventActorOut(TypedDict):
    """
    Who did it: the person, as which member, at which unit and in which role; `means`: by what they were known.

    A machine is no person, and neither is the clock. What events from before it was recorded do not say is null.
    """

    means: Means | None
    member: NamedOut | None
    person: NamedOut | None
    role: Role | None
    unit: UnitRef | None


class EventData(TypedDict):
    """What an event tells. `action` was asked for by `principal`, a person or key, or was the clock's."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: EventDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class EventOut(TypedDict):
    """
    One fact. `sequence` counts from 1 without gaps; `hash` covers the event and the one before it.

    `refers_to`: the units and members whose ids stand in `data`, by name.
    """

    action: str
    actor: EventActorOut
    actor_role: Role | None
    actor_unit_id: str | None
    data: dict[str, JsonValue]
    from_state: str | None
    hash: str
    id: str
    occurred_at: str
    principal: str
    reason: str | None
    refers_to: list[ReferenceOut]
    sequence: int
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]
    type: str


class EventPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[EventOut]
    next_cursor: str | None


class ExtensionOut(TypedDict):
    """An extension that was asked for; `state` is pending, approved, refused or lapsed."""

    approver: Standing
    asked_at: str
    decide_by: str
    decided_at: str | None
    id: str
    state: RequestState
    until: str | None


class FeedEvent(TypedDict):
    """One event. `data` is empty for one that only tells that a ticket left the reader's scope."""

    api_version: int
    data: dict[str, JsonValue]
    endpoint_id: str | None
    feed_cursor: str
    id: str
    links: EventLinks
    opinion_id: str | None
    record_id: str | None
    sequence: int | None
    ticket_id: str | None
    timestamp: str
    type: str


class FeedPage(TypedDict):
    """
    Events in the order of the feed. `next` goes on behind them, and is always there; with `has_more` at once.

    A page may be empty although there is more: it looks through so many places, whoever may see what is there.
    """

    has_more: bool
    items: list[FeedEvent]
    next: str


class FeedbackOut(TypedDict):
    """Where the matter stands now."""

    status: StatusOut


class FieldOut(TypedDict):
    """
    A field of an action.

    A field of kind `choice` takes one of `choices`, which `options` name; one of kind `code` takes any code, and
    `options` are those that the life cycle offers. `default` is what it most likely will be. Where `has_candidates`,
    `GET …/actions/{action}/candidates?field=…` says what it may name. `joint_units` is a list of at most `max_items`
    lines, each with `parts`; everything else is one value.
    """

    choices: list[str]
    default: JsonValue
    en: str
    has_candidates: bool
    help: str | None
    kind: FieldKind
    label: str
    max_items: int | None
    max_length: int | None
    maximum: int | None
    min_length: int | None
    minimum: int | None
    name: str
    options: list[OptionOut]
    parts: list[InputOut]
    required: bool
    zh: str


class FilterIn(TypedDict):
    """
    Fields of the ticket and the values that are wanted; a field left out may have any.

    `category` and `unit` stand for all below them too; `unit` is one that holds or received the ticket.
    """

    category: NotRequired[list[CategoryItem] | None]
    difficulty: NotRequired[list[Literal["simple", "moderate", "hard"]] | None]
    key_task: NotRequired[bool | None]
    level: NotRequired[list[LevelItem] | None]
    problem: NotRequired[bool | None]
    source: NotRequired[list[Source] | None]
    state: NotRequired[list[StateItem] | None]
    unit: NotRequired[list[UnitItem] | None]
    urgency: NotRequired[list[Literal["routine", "urgent", "critical"]] | None]


class FilterOut(TypedDict):
    """Fields of the ticket and the values that are wanted; null: any."""

    category: list[str] | None
    difficulty: list[Difficulty] | None
    key_task: bool | None
    level: list[int] | None
    problem: bool | None
    source: list[Source] | None
    state: list[str] | None
    unit: list[str] | None
    urgency: list[Urgency] | None


class FormedOut(TypedDict):
    """A new ticket, with the opinions that it was formed of."""

    assignee_id: str | None
    calendar_version: int
    category: str | None
    closed_at: str | None
    confidential: bool
    content: str
    counts: Counts
    created_at: str
    difficulty: Difficulty
    dispatcher: UnitRef | None
    due_at: str
    due_limit: str
    due_original_at: str
    due_rule: str
    external_ref: str | None
    first_breached_at: str | None
    handler: UnitRef | None
    holder: UnitRef
    id: str
    imported: bool
    key_task: bool
    level: int
    merged_into_id: str | None
    no_return: bool
    number: str
    opinion_ids: list[str]
    origin: UnitRef
    outcome: Outcome | None
    overdue: bool
    problem: bool
    provisional: bool
    reason_code: str | None
    reply: str | None
    resume_at: str | None
    satisfaction: int | None
    seconds_left: int | None
    solved: bool | None
    source: Source
    source_system: str | None
    stage: StageOut
    state: str
    stuck: bool
    title: str
    updated_at: str
    urgency: Urgency
    version: int
    warning: Literal["none", "yellow", "orange", "red"]
    warnings: list[WarningOut]


class GraceOut(TypedDict):
    """How long after the end of a stage the ticket climbs to the level above by itself."""

    limit: str
    limit_in_words: str
    stage: Stage
    urgency: Urgency


class GroupCheckOut(TypedDict):
    """A unit and what is not as the rule has it; no findings: all is as it should be."""

    findings: list[GroupFindingOut]
    group_id: str | None
    in_charge: HolderOut | None
    level: int
    office_director: HolderOut | None
    parent: UnitRef | None
    unit: UnitRef


class GroupCheckPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[GroupCheckOut]
    next_cursor: str | None


class GroupPersonOut(TypedDict):
    """Somebody of the organisation. `serves`: whether still; `home_unit`: the department that sent them."""

    home_unit: UnitRef
    member_id: str
    name: str
    serves: bool


class HandOverOut(TypedDict):
    """One hop: which way, between whom, why, and whether it was signed for or withdrawn."""

    action: str
    direction: Direction
    from_unit: UnitRef
    id: str
    reason: str | None
    sent_at: str
    sent_by: str
    sent_by_name: str | None
    signed_at: str | None
    signed_by: str | None
    signed_by_name: str | None
    to_unit: UnitRef
    trigger: Literal["person", "clock"]
    withdrawn_at: str | None


class HandOverPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[HandOverOut]
    next_cursor: str | None


class HeldOut(TypedDict):
    """An opinion of the person, what became of it, who looked at their contact before, and what was sent there."""

    attributes: dict[str, Any] | None
    category: str | None
    closed_at: str | None
    code_given_at: str | None
    code_way: Literal["shown", "message", "paper"] | None
    confidential: bool
    contact: str | None
    content: str
    latitude: float | None
    longitude: float | None
    looks: list[LookOut]
    name: str | None
    opinion_id: str
    place: str | None
    reason: str | None
    received_at: str
    reply: str | None
    satisfaction: int | None
    solved: bool | None
    source: Source
    status: Literal["inbox", "attached", "dismissed"]
    submitted_at: str | None
    ticket_number: str | None
    ticket_state: str | None
    title: str
    told: list[ToldOut]
    unit_code: str
    unit_name: str


class HoldingsOut(TypedDict):
    """Everything that is held, newest first, at most 500."""

    items: list[HeldOut]


class HouseholdCountOut(TypedDict):
    """A unit and how many households it has now."""

    households: int
    unit: UnitRef


class HouseholdCountsOut(TypedDict):
    """Units and how many households they have now."""

    items: list[HouseholdCountOut]


class ImportCheckOut(TypedDict):
    """
    The receipts that the first lines of a file would have, some hundred at once, and how it is read.

    `is_whole`: there are no more lines. `delimiter` is empty for JSON lines and workbooks; of a workbook `sheet` is
    read, and `other_sheets` are not.
    """

    columns: list[CheckedColumn]
    created: int
    delimiter: str
    encoding: str
    faults: list[LineFault]
    is_whole: bool
    other_sheets: list[str]
    refused: int
    sheet: str
    total: int
    unchanged: int


class JointTaskOut(TypedDict):
    """What one unit was asked to do; `state` is open, reported, waived or superseded."""

    created_at: str
    due_at: str
    ended_at: str | None
    ended_by: str | None
    ended_by_name: str | None
    id: str
    reason: str | None
    result: str | None
    state: JointState
    task: str
    unit: UnitRef


class JointTaskPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[JointTaskOut]
    next_cursor: str | None


class JointTaskReportedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: JointTaskReportedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class JointTaskReportedEvent(TypedDict):
    """A joint unit is done and says with what result."""

    api_version: Literal[1]
    data: JointTaskReportedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["joint_task.reported"]
    unit_id: str


class JointTaskRequestedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: JointTaskRequestedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class JointTaskRequestedEvent(TypedDict):
    """A unit was asked to help with a ticket."""

    api_version: Literal[1]
    data: JointTaskRequestedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["joint_task.requested"]
    unit_id: str


class JointTaskSupersededData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: JointTaskSupersededDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class JointTaskSupersededEvent(TypedDict):
    """The coordination ended before this joint unit was done."""

    api_version: Literal[1]
    data: JointTaskSupersededData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["joint_task.superseded"]
    unit_id: str


class JointTaskWaivedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: JointTaskWaivedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class JointTaskWaivedEvent(TypedDict):
    """The lead goes on without this joint unit."""

    api_version: Literal[1]
    data: JointTaskWaivedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["joint_task.waived"]
    unit_id: str


class KeyIn(TypedDict):
    """A key to be made. With `member_id` it works as long as the member holds this role at this unit."""

    days: NotRequired[int]
    member_id: NotRequired[str | None]
    name: str
    role: Role
    unit_id: str


class KeyOut(TypedDict):
    """A key without its secret. `seen_at`: when it was used last, to a few minutes; none if it never was."""

    created_at: str
    created_by: str
    expires_at: str
    id: str
    member_id: str | None
    member_name: str | None
    name: str
    revoked_at: str | None
    role: Role
    seen_at: str | None
    unit: UnitRef


class KeyPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[KeyOut]
    next_cursor: str | None


class LapsedReport(TypedDict):
    """Limits that passed, and under whom."""

    as_of: str
    definition: str
    group_by: ReportGroup
    is_whole: bool
    items: list[LapsedGroup]
    report: ReportKind
    since: str | None
    total: LapsedCounts
    unit: str | None
    until: str | None
    zone: str


class LeadingGroupChangedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: LeadingGroupChangedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class LeadingGroupChangedEvent(TypedDict):
    """Somebody came to a leading group, or left it."""

    api_version: Literal[1]
    data: LeadingGroupChangedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["leading_group.changed"]
    unit_id: str


class LeadingGroupChargeChangedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: LeadingGroupChargeChangedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class LeadingGroupChargeChangedEvent(TypedDict):
    """Somebody else is in charge of a unit, or directs its coordination office; or nobody does any more."""

    api_version: Literal[1]
    data: LeadingGroupChargeChangedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["leading_group.charge_changed"]
    unit_id: str


class LeadingGroupFormedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: LeadingGroupFormedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class LeadingGroupFormedEvent(TypedDict):
    """A unit has a leading group."""

    api_version: Literal[1]
    data: LeadingGroupFormedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["leading_group.formed"]
    unit_id: str


class LeadingMemberOut(TypedDict):
    """Somebody in a group beside who is in charge."""

    area: str | None
    group_role: GroupRole
    home_unit: UnitRef
    member_id: str
    name: str
    serves: bool


class LeadingTermOut(TypedDict):
    """From when until when somebody had a position, and why it began and ended; without `until`, they have it now."""

    begun_by: str
    end_reason: str | None
    ended_by: str | None
    id: str
    person: GroupPersonOut
    position: LeadingPosition
    reason: str
    since: str
    until: str | None


class LeadingTermPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[LeadingTermOut]
    next_cursor: str | None


class LedgerCountOut(TypedDict):
    """Of one branch of the tree: the unit itself, or one directly below it with all below that."""

    entered: int
    open: int
    overdue: int
    unit: UnitRef
    written_off: int


class LedgerCountsOut(TypedDict):
    """The unit itself first, then those directly below it by their codes."""

    items: list[LedgerCountOut]


class LedgerTicketOut(TypedDict):
    """The ticket behind a row; its state is the row's progress."""

    id: str
    number: str
    outcome: Outcome | None
    reply: str | None
    satisfaction: int | None
    state: str


class LedgerWrittenOffData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: LedgerWrittenOffDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class LedgerWrittenOffEvent(TypedDict):
    """A row of a livelihood ledger was written off by hand, before a ticket of it ended."""

    api_version: Literal[1]
    data: LedgerWrittenOffData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ledger.written_off"]
    unit_id: str


class LimitCellOut(TypedDict):
    """Which rule applies, by its id, and which statutory one stands beside it."""

    difficulty: Difficulty
    level: int
    rule_id: str
    stage: Stage | None
    statutory_id: str | None
    urgency: Urgency


class ListedDiaryEntryOut(TypedDict):
    """An entry in a list. `grade` is a code of the rules, null until it was reviewed."""

    author_id: str | None
    author_name: str | None
    comment: str | None
    content: str
    created_at: str
    day: str
    erased_at: str | None
    grade: str | None
    id: str
    is_mine: bool
    people_met: int
    place: str | None
    reviewed_at: str | None
    reviewed_by_name: str | None
    state: DiaryState
    submitted_at: str | None
    title: str
    unit: UnitRef
    updated_at: str
    version: int


class ListedDiaryEntryPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[ListedDiaryEntryOut]
    next_cursor: str | None


class ListedEndpointOut(TypedDict):
    """An endpoint in a list, with how its receiver fares and how much it is owed."""

    advice: Advice | None
    backlog: BacklogOut
    created_at: str
    created_by: str
    description: str | None
    event_types: list[str]
    filter: FilterOut
    format: Format
    headers: dict[str, str]
    health: HealthOut
    id: str
    max_in_flight: int
    ordering: Literal["ticket", "none"]
    ordering_hold_seconds: int
    payload: Payload
    rate_per_second: int | None
    state: Literal["active", "paused", "disabled"]
    state_at: str
    state_reason: str | None
    timeout_ms: int
    unit: UnitRef
    updated_at: str
    url: str
    version: int


class ListedEndpointPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[ListedEndpointOut]
    next_cursor: str | None


class ListedOpinionOut(TypedDict):
    """An opinion in a list. `likeness` (0 to 1) tells how like it is to the one asked about, or is null."""

    attributes: dict[str, Any] | None
    attributes_version: int | None
    category: str | None
    code_given_at: str | None
    code_way: Literal["shown", "message", "paper"] | None
    confidential: bool
    contact_masked: str | None
    content: str
    erased_at: str | None
    external_ref: str | None
    has_name: bool
    id: str
    likeness: float | None
    location: LocationOut | None
    place: str | None
    reason: str | None
    received_at: str
    received_by: str
    received_by_name: str | None
    source: Source
    source_system: str | None
    status: Literal["inbox", "attached", "dismissed"]
    submitted_at: str | None
    suggested_categories: list[str]
    ticket_id: str | None
    title: str
    unit: UnitRef
    updated_at: str


class ListedOpinionPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[ListedOpinionOut]
    next_cursor: str | None


class ListedSampleOut(TypedDict):
    """A sample in a list."""

    category: str | None
    checked: int
    drawn_at: str
    frame: SampleFrame
    frame_digest: str
    frame_size: int
    id: str
    kind: SubjectKind
    not_in_order: int
    seed: int
    since: str | None
    size: int
    stratified_by: list[Stratum]
    unit: UnitRef
    until: str | None
    within: str | None
    within_code: str | None


class ListedSamplePage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[ListedSampleOut]
    next_cursor: str | None


class ListedSurveyOut(TypedDict):
    """A survey in a list. `unit` has ordered it; `within`: it asks about this unit and all below it."""

    closed_at: str | None
    ends_at: str
    id: str
    is_own: bool
    kind: SurveyKind
    opened_at: str
    period_since: str
    period_until: str
    progress: SurveyProgressOut
    reminded_at: str | None
    state: SurveyState
    title: str
    unit: UnitRef
    within: UnitRef


class ListedSurveyPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[ListedSurveyOut]
    next_cursor: str | None


class ListedViewOut(TypedDict):
    """A view. With `faults` its list would refuse it: what it names is not there any more."""

    columns: list[str]
    created_at: str
    faults: list[ViewFaultOut]
    id: str
    is_own: bool
    list_kind: ListKind
    name: str
    query: str
    shared_with: UnitRef | None
    updated_at: str
    version: int


class MeetingDecisionOut(TypedDict):
    """
    What was decided (议定事项), who has to carry it out (责任单位), until when, and how far it has come.

    A decision whose move was refused stays open.
    """

    action: str | None
    decided_at: str
    due_on: str | None
    ended_at: str | None
    id: str
    item_id: str
    kind: Literal["move", "order", "task"]
    meeting_id: str
    meeting_unit: UnitRef
    note: str | None
    overdue: bool
    refusal: RefusedMoveOut | None
    session: int | None
    state: Literal["open", "done", "withdrawn"]
    text: str
    ticket_id: str | None
    ticket_number: str | None
    ticket_title: str | None
    topic: str | None
    unit: UnitRef
    version: int
    year: int | None


class MeetingDecisionPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[MeetingDecisionOut]
    next_cursor: str | None


class MeetingDueSoonData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: MeetingDueSoonDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class MeetingDueSoonEvent(TypedDict):
    """A unit has to meet before long."""

    api_version: Literal[1]
    data: MeetingDueSoonData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["meeting.due_soon"]
    unit_id: str


class MeetingOut(TypedDict):
    """A meeting. `year` and `session` (期次) are given when it is held, as are the words of its minutes."""

    attendance: str | None
    chair: str | None
    created_at: str
    decisions: DecisionCountOut
    held_at: str | None
    id: str
    items: int
    outlook: str | None
    place: str | None
    planned_at: str
    reason: str | None
    session: int | None
    state: Literal["planned", "held", "cancelled"]
    summary: str | None
    unit: UnitRef
    updated_at: str
    version: int
    year: int | None


class MeetingOverdueData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: MeetingOverdueDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class MeetingOverdueEvent(TypedDict):
    """A unit did not meet although it had to."""

    api_version: Literal[1]
    data: MeetingOverdueData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["meeting.overdue"]
    unit_id: str


class MeetingPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[MeetingOut]
    next_cursor: str | None


class MessageOut(TypedDict):
    """
    What somebody is told. `reason`: why it failed or was dropped; `address`: as much of it as may be shown.

    `unit`: on whose account it is told. The address of a citizen is shown where the opinion is.
    """

    address: str | None
    attempts: int
    channel_id: str | None
    created_at: str
    event_id: str | None
    id: str
    kind: ChannelKind | None
    reason: str | None
    rule: str
    settled_at: str | None
    state: MessageState
    ticket_id: str | None
    title: str
    unit: UnitRef


class MessagePage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[MessageOut]
    next_cursor: str | None


class MovedOut(TypedDict):
    """A ticket as a move left it. `warnings`: whom it waits for and who is not there; the move stands."""

    assignee_id: str | None
    calendar_version: int
    category: str | None
    closed_at: str | None
    confidential: bool
    content: str
    counts: Counts
    created_at: str
    difficulty: Difficulty
    dispatcher: UnitRef | None
    due_at: str
    due_limit: str
    due_original_at: str
    due_rule: str
    external_ref: str | None
    first_breached_at: str | None
    handler: UnitRef | None
    holder: UnitRef
    id: str
    imported: bool
    key_task: bool
    level: int
    merged_into_id: str | None
    no_return: bool
    number: str
    origin: UnitRef
    outcome: Outcome | None
    overdue: bool
    problem: bool
    provisional: bool
    reason_code: str | None
    reply: str | None
    resume_at: str | None
    satisfaction: int | None
    seconds_left: int | None
    solved: bool | None
    source: Source
    source_system: str | None
    stage: StageOut
    state: str
    stuck: bool
    title: str
    updated_at: str
    urgency: Urgency
    version: int
    warning: Literal["none", "yellow", "orange", "red"]
    warnings: list[WarningOut]


class NewEndpointOut(TypedDict):
    """A new endpoint. `secret` is shown now and never again."""

    advice: Advice | None
    created_at: str
    created_by: str
    description: str | None
    event_types: list[str]
    filter: FilterOut
    format: Format
    headers: dict[str, str]
    id: str
    max_in_flight: int
    ordering: Literal["ticket", "none"]
    ordering_hold_seconds: int
    payload: Payload
    rate_per_second: int | None
    secret: str
    state: Literal["active", "paused", "disabled"]
    state_at: str
    state_reason: str | None
    timeout_ms: int
    unit: UnitRef
    updated_at: str
    url: str
    version: int


class NewKeyOut(TypedDict):
    """A new key. `secret` is shown now and never again."""

    created_at: str
    created_by: str
    expires_at: str
    id: str
    member_id: str | None
    member_name: str | None
    name: str
    revoked_at: str | None
    role: Role
    secret: str
    seen_at: str | None
    unit: UnitRef


class NextOut(TypedDict):
    """What the clock does when it looks at the ticket the next time: `action` at the earliest `at`."""

    action: str
    at: str
    colour: OrderColour | None
    unit: UnitRef | None


class OfferedReplyOut(TypedDict):
    """A reply; for a ticket also what it says there."""

    category: str | None
    created_at: str
    fits: bool | None
    id: str
    name: str
    rendered: str | None
    text: str
    unit: UnitRef
    updated_at: str
    version: int


class OnTimeReport(TypedDict):
    """Shares of what was answered on time."""

    as_of: str
    basis: Basis
    definition: str
    group_by: ReportGroup
    is_whole: bool
    items: list[OnTimeGroup]
    report: ReportKind
    since: str | None
    total: OnTimeCounts
    unit: str | None
    until: str | None
    zone: str


class OpenVisitOut(TypedDict):
    """A visit, with those of the opinions taken on it that the caller sees."""

    confirmation: ConfirmationWay | None
    confirmed_at: str | None
    created_at: str
    created_by: str
    day: str
    has_signature: bool
    households: int
    id: str
    location: LocationOut | None
    made_at: str | None
    member: VisitorRef | None
    named_households: int
    opinions: list[VisitOpinionRef]
    plan_id: str | None
    reason: str | None
    recorded_at: str | None
    state: Literal["planned", "made", "cancelled"]
    target: UnitRef
    team: VisitorRef | None
    unit: UnitRef
    updated_at: str
    version: int


class OperationOut(TypedDict):
    """
    Long work. `state` is waiting, running, done, failed or cancelled.

    Of `total` lines `done` are accepted or refused; of those accepted `unchanged` were known already. Of the events
    of a replay, those refused are owed anyway. Of an import `bytes_done` of the `bytes_total` that are kept of its
    file are done. What was cancelled with the error AUTHORITY_LOST ended because whoever began it has lost the key or
    the post for it; what is done stays.
    """

    accepted: int
    bytes_done: int | None
    bytes_total: int | None
    created_at: str
    created_by: str
    done: int
    endpoint_id: str | None
    error: str | None
    finished_at: str | None
    id: str
    ignored_columns: list[str]
    kind: str
    refused: int
    state: OperationState
    total: int
    unchanged: int
    unit: UnitRef


class OperationPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[OperationOut]
    next_cursor: str | None


class OpinionAttachedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: OpinionAttachedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class OpinionAttachedEvent(TypedDict):
    """An opinion belongs to a ticket now, or to another one because its own was merged."""

    api_version: Literal[1]
    data: OpinionAttachedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["opinion.attached"]
    unit_id: str


class OpinionAttachmentAddedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: OpinionAttachmentAddedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class OpinionAttachmentAddedEvent(TypedDict):
    """A photo or document came to an opinion."""

    api_version: Literal[1]
    data: OpinionAttachmentAddedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["opinion.attachment_added"]
    unit_id: str


class OpinionAttachmentRemovedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: OpinionAttachmentRemovedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class OpinionAttachmentRemovedEvent(TypedDict):
    """A photo or document of an opinion is gone for good."""

    api_version: Literal[1]
    data: OpinionAttachmentRemovedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["opinion.attachment_removed"]
    unit_id: str


class OpinionCodeGivenData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: OpinionCodeGivenDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class OpinionCodeGivenEvent(TypedDict):
    """The citizen has the tracking code, or another one in place of it."""

    api_version: Literal[1]
    data: OpinionCodeGivenData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["opinion.code_given"]
    unit_id: str


class OpinionCodeReadyData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: OpinionCodeReadyDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class OpinionCodeReadyEvent(TypedDict):
    """A message has to carry the tracking code to the citizen: the messenger collects it."""

    api_version: Literal[1]
    data: OpinionCodeReadyData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["opinion.code_ready"]
    unit_id: str


class OpinionContactReadData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: OpinionContactReadDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class OpinionContactReadEvent(TypedDict):
    """Somebody was shown the citizen's name and contact, for a reason."""

    api_version: Literal[1]
    data: OpinionContactReadData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["opinion.contact_read"]
    unit_id: str


class OpinionDismissedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: OpinionDismissedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class OpinionDismissedEvent(TypedDict):
    """An opinion left the inbox without a ticket."""

    api_version: Literal[1]
    data: OpinionDismissedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["opinion.dismissed"]
    unit_id: str


class OpinionErasedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: OpinionErasedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class OpinionErasedEvent(TypedDict):
    """What was said, or the contact alone, was erased: at the citizen's wish, or because its time was over."""

    api_version: Literal[1]
    data: OpinionErasedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["opinion.erased"]
    unit_id: str


class OpinionIn(TypedDict):
    """An opinion (意见建议). It goes to the unit that is named, or to the caller's own."""

    attributes: NotRequired[dict[str, JsonValue] | None]
    category: NotRequired[str | None]
    citizen: NotRequired[CitizenIn | None]
    confidential: NotRequired[bool]
    content: str
    external_ref: NotRequired[str | None]
    location: NotRequired[LocationIn | None]
    place: NotRequired[str | None]
    source: Source
    source_system: NotRequired[str | None]
    submitted_at: NotRequired[str | None]
    title: str
    unit_code: NotRequired[str | None]
    unit_id: NotRequired[str | None]


class OpinionOut(TypedDict):
    """
    An opinion. `status` is inbox, attached or dismissed, `reason` why it was dismissed.

    `code_way`: how the tracking code reaches the citizen (it was shown to them, a message carries it, or it is
    printed); null for what came in a file, until a slip is printed. `code_given_at`: since when they have it.
    `erased_at`: since when nothing is left of what was said. `attributes`: what the fields of the category ask for, by
    their codes; `attributes_version`: the version of the catalogue that it was checked by, which has their names.
    """

    attributes: dict[str, Any] | None
    attributes_version: int | None
    category: str | None
    code_given_at: str | None
    code_way: Literal["shown", "message", "paper"] | None
    confidential: bool
    contact_masked: str | None
    content: str
    erased_at: str | None
    external_ref: str | None
    has_name: bool
    id: str
    location: LocationOut | None
    place: str | None
    reason: str | None
    received_at: str
    received_by: str
    received_by_name: str | None
    source: Source
    source_system: str | None
    status: Literal["inbox", "attached", "dismissed"]
    submitted_at: str | None
    suggested_categories: list[str]
    ticket_id: str | None
    title: str
    unit: UnitRef
    updated_at: str


class OpinionPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[OpinionOut]
    next_cursor: str | None


class OpinionReceivedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: OpinionReceivedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class OpinionReceivedEvent(TypedDict):
    """An opinion came in. What it says is read where it is kept."""

    api_version: Literal[1]
    data: OpinionReceivedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["opinion.received"]
    unit_id: str


class OpinionSurveyReadyData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: OpinionSurveyReadyDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class OpinionSurveyReadyEvent(TypedDict):
    """A message has to carry the link to a survey to the citizen, or remind them of it."""

    api_version: Literal[1]
    data: OpinionSurveyReadyData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["opinion.survey_ready"]
    unit_id: str


class OrderOut(TypedDict):
    """
    An order of one level: `colour` yellow, orange or red, `state` open, answered or ended.

    The holder answers until `due_at`; unanswered, it gets the next colour at `wake_at`. An order that the rule for
    problem tickets opened has `problem_ticket` for a text.
    """

    answer: str | None
    colour: OrderColour
    due_at: str
    ended_at: str | None
    ended_by: str | None
    ended_by_name: str | None
    id: str
    in_charge: PersonInChargeOut | None
    issued_at: str
    issued_by: str
    issued_by_name: str | None
    issued_unit: UnitRef
    level: int
    state: OrderState
    text: str
    unit: UnitRef
    wake_at: str | None


class OrderPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[OrderOut]
    next_cursor: str | None


class OtherMove(TypedDict):
    """A move of a life cycle that this office published itself."""

    action: str
    colour: NotRequired[OrderColour | None]
    days: NotRequired[int | None]
    designate: NotRequired[bool | None]
    difficulty: NotRequired[Difficulty | None]
    due_at: NotRequired[str | None]
    instructions: NotRequired[str | None]
    into_ticket_id: NotRequired[str | None]
    joint_task_id: NotRequired[str | None]
    joint_units: NotRequired[list[JointUnitIn] | None]
    member_id: NotRequired[str | None]
    note: NotRequired[str | None]
    order_id: NotRequired[str | None]
    outcome: NotRequired[Outcome | None]
    reason: NotRequired[str | None]
    reason_code: NotRequired[str | None]
    reply: NotRequired[str | None]
    request_id: NotRequired[str | None]
    result: NotRequired[str | None]
    resume_on: NotRequired[str | None]
    satisfaction: NotRequired[int | None]
    solved: NotRequired[bool | None]
    suggested_unit_id: NotRequired[str | None]
    text: NotRequired[str | None]
    unit_id: NotRequired[str | None]
    unreachable: NotRequired[bool | None]
    until: NotRequired[str | None]
    urgency: NotRequired[Urgency | None]


class OverdueReport(TypedDict):
    """The groups, most overdue first, and their sum."""

    as_of: str
    definition: str
    group_by: ReportGroup
    is_whole: bool
    items: list[OverdueGroup]
    overdue: int
    report: ReportKind
    since: str | None
    unit: str | None
    until: str | None
    zone: str


class PlacedOpinionOut(TypedDict):
    """What a map shows of an opinion. `accuracy` and `distance` are metres, the latter from `near`."""

    accuracy: int | None
    category: str | None
    confidential: bool
    distance: float | None
    place: str | None
    received_at: str
    status: Literal["inbox", "attached", "dismissed"]
    ticket_id: str | None
    title: str
    unit: UnitRef


class PlannedVisitOut(TypedDict):
    """A visit that was planned; `warnings`: who else is there around that day."""

    confirmation: ConfirmationWay | None
    confirmed_at: str | None
    created_at: str
    created_by: str
    day: str
    has_signature: bool
    households: int
    id: str
    location: LocationOut | None
    made_at: str | None
    member: VisitorRef | None
    named_households: int
    plan_id: str | None
    reason: str | None
    recorded_at: str | None
    state: Literal["planned", "made", "cancelled"]
    target: UnitRef
    team: VisitorRef | None
    unit: UnitRef
    updated_at: str
    version: int
    warnings: list[OtherVisitsOut]


class PostOut(TypedDict):
    """A role that one of the caller's members holds at a unit; `acting_as` is how it is chosen."""

    acting_as: str
    member_id: str
    member_name: str
    role: Role
    unit: UnitRef
    until: str | None


class PrintableFormOut(TypedDict):
    """A form with something on it: `sheets` is one for each request, joint task or order."""

    kind: TicketFormKind
    sheets: int


class PrintableFormsOut(TypedDict):
    """The forms that there are of a ticket now, the assignment ticket first."""

    items: list[PrintableFormOut]


class ProbeOut(TypedDict):
    """What came of the ping, and the operation that sends again what failed, if one was begun."""

    attempt: AnsweredOut
    operation: OperationOut | None


class Problem(TypedDict):
    """
    Why a request was refused (RFC 9457). `code` never changes; the texts are in the language of the caller.

    Some codes bring more members: TRANSITION_NOT_ALLOWED has `current_state` and `allowed_actions`. Whoever meets a
    code that they do not know goes by the status.
    """

    code: str
    detail: str
    errors: list[ProblemFault]
    request_id: str
    status: int
    title: str
    type: str


class PublicPageOut(TypedDict):
    """What everybody reads of a bulletin, or would if it was opened."""

    is_open: bool
    kept_inside: list[BulletinSection]
    path: str
    sections: list[SectionTextOut]
    small_cell: int


class RateDefinitionOut(TypedDict):
    """What a rate is of, in words."""

    definition: str
    rate: RateName


class RatesOut(TypedDict):
    """
    What was counted, in words and as data.

    `total` is the unit with all below it, `own` it alone, `items` the units directly below, each with all below it.
    """

    as_of: str
    basis: Basis
    definition: str
    items: list[RatedUnitOut]
    own: list[RateOut]
    rates: list[RateDefinitionOut]
    since: str
    total: RatedUnitOut
    until: str | None
    zone: str


class ReclassifyMove(TypedDict):
    """Grade anew (重新定级)."""

    action: Literal["reclassify"]
    difficulty: NotRequired[Difficulty | None]
    reason: str
    urgency: NotRequired[Urgency | None]


class RepliesOut(TypedDict):
    """At most two hundred: those that fit first, then by unit, the nearest first, and by name."""

    items: list[OfferedReplyOut]


class ReplyOut(TypedDict):
    """A reply with the unit that offers it."""

    category: str | None
    created_at: str
    id: str
    name: str
    text: str
    unit: UnitRef
    updated_at: str
    version: int


class ReportedUnitOut(TypedDict):
    """A unit, with everything below it."""

    code: str
    figures: UnitFiguresOut
    id: str
    in_charge: str | None
    kind: UnitKind
    level: int
    level_name: LevelNameOut | None
    name: str


class RequestOut(TypedDict):
    """
    What was asked for: `kind` is extension, parking, termination or objection.

    It waits (`state` pending) for the decision of the standing `approver`, until `decide_by`, and lapses then. `until`
    is the wanted due date, or the day on which a parked ticket goes on.
    """

    answer: str | None
    approver: Standing
    asked_at: str
    asked_by: str
    asked_by_name: str | None
    asked_unit: UnitRef
    decide_by: str
    decided_at: str | None
    decided_by: str | None
    decided_by_name: str | None
    id: str
    kind: RequestKind
    reason: str | None
    reason_code: str | None
    state: RequestState
    suggested_unit: UnitRef | None
    until: str | None


class RequestPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[RequestOut]
    next_cursor: str | None


class ResultsOut(TypedDict):
    """The unit that was asked for first, then those directly below it."""

    items: list[CheckResultsOut]


class ReviewOut(TypedDict):
    """What publishing a document would do: as which `version`, and what it takes back, which has to be confirmed."""

    taken_back: list[TakenBackOut]
    version: int


class RoleOut(TypedDict):
    """A role held at a unit. All but `handler` reach the units below."""

    role: Role
    since: str
    unit: UnitRef


class RoundOut(TypedDict):
    """By when a unit has to meet. A unit that never met is counted from when it was told to."""

    due_at: str
    due_on: str
    every_months: int
    last_held_at: str | None
    level: int
    next_at: str | None
    next_id: str | None
    state: Literal["waiting", "due_soon", "overdue"]
    unit: UnitRef


class RoundPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[RoundOut]
    next_cursor: str | None


class RowOpinionIn(TypedDict):
    """What the row does not say itself."""

    confidential: NotRequired[bool]
    contact: NotRequired[str | None]
    source: NotRequired[Source]
    title: NotRequired[str | None]


class RowTicketIn(TypedDict):
    """How a ticket of the row is to be formed."""

    difficulty: Difficulty
    key_task: NotRequired[bool]
    opinion: NotRequired[RowOpinionIn | None]
    urgency: Urgency


class RuleConditionsOut(TypedDict):
    """To what a rule applies; null stands for all. Units count with all below them, categories with their parts."""

    category: list[str] | None
    difficulty: list[Difficulty] | None
    level: list[int] | None
    unit: list[str] | None
    urgency: list[Urgency] | None


class SampleDrawnData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: SampleDrawnDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class SampleDrawnEvent(TypedDict):
    """Tickets or visits were drawn by lot to be looked into."""

    api_version: Literal[1]
    data: SampleDrawnData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["sample.drawn"]
    unit_id: str


class SampleIn(TypedDict):
    """Out of what how many are drawn; what is left out is as the rules have it."""

    category: NotRequired[str | None]
    frame: SampleFrame
    since: NotRequired[str | None]
    size: NotRequired[int | None]
    stratify_by: NotRequired[list[Stratum] | None]
    unit: NotRequired[str | None]
    until: NotRequired[str | None]


class SampleLotOut(TypedDict):
    """What was drawn; all but its place is null for who may not see it. `verdict`: of the last check."""

    check_id: str | None
    place: int
    subject: SubjectOut | None
    verdict: Verdict | None


class SampleOut(TypedDict):
    """A sample with what was drawn."""

    category: str | None
    checked: int
    drawn_at: str
    frame: SampleFrame
    frame_digest: str
    frame_size: int
    id: str
    kind: SubjectKind
    lots: list[SampleLotOut]
    not_in_order: int
    seed: int
    since: str | None
    size: int
    stratified_by: list[Stratum]
    unit: UnitRef
    until: str | None
    within: str | None
    within_code: str | None


class ScoreCardOut(TypedDict):
    """
    A unit's score of 100 points with its parts; null where it has none of the rates that count.

    `rank` among the `ranked` units beside it that are of its level and have a score; equals share a rank.
    """

    code: str
    grade: ScoreGrade | None
    id: str
    level: int
    level_name: LevelNameOut | None
    name: str
    parts: list[ScorePartOut]
    rank: int | None
    ranked: int | None
    score: float | None


class ScoresOut(TypedDict):
    """
    The score cards; `commended` and `criticised` are codes of `items`, the best and the worst of each level first.

    Nobody is commended who failed, and nobody criticised who is excellent.
    """

    as_of: str
    basis: Basis
    commended: list[str]
    criticised: list[str]
    definition: str
    items: list[ScoreCardOut]
    since: str
    total: ScoreCardOut
    until: str | None
    zone: str


class ServiceIn(TypedDict):
    """As what somebody serves, and which department sent them (their own one if it is left out)."""

    home_unit_id: NotRequired[str | None]
    team_role: TeamRole


class SiteCheckIn(TypedDict):
    """What somebody found who went there: where a ticket says that something was done, or to who was visited."""

    checked_on: str
    found: str
    order: NotRequired[CheckOrderIn | None]
    place: NotRequired[str | None]
    sample_id: NotRequired[str | None]
    subject_id: str
    subject_kind: SubjectKind
    verdict: Verdict


class SiteCheckOut(TypedDict):
    """
    A check. `unit`: that held the ticket then, or visits; `by_unit`: that of who was there.

    `erased_at`: since when what was found is not kept any more; then three asterisks stand there.
    """

    by_unit: str
    checked_on: str
    erased_at: str | None
    found: str
    id: str
    in_charge: PersonInChargeOut | None
    order_id: str | None
    order_state: str | None
    place: str | None
    recorded_at: str
    sample_id: str | None
    subject: SubjectOut
    unit: UnitRef
    verdict: Verdict


class SiteCheckPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[SiteCheckOut]
    next_cursor: str | None


class SiteCheckRecordedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: SiteCheckRecordedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class SiteCheckRecordedEvent(TypedDict):
    """Somebody went to see whether what a ticket or a visit says was done was done."""

    api_version: Literal[1]
    data: SiteCheckRecordedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["site_check.recorded"]
    unit_id: str


class SortingBatchOut(TypedDict):
    """A line for each of the request, in its order; `formed` of them became tickets."""

    formed: int
    items: list[SortingLineOut]


class SortingLineIn(TypedDict):
    """A ticket to be formed of opinions. What is left out is taken from the first of them."""

    category: NotRequired[str | None]
    content: NotRequired[str | None]
    difficulty: Difficulty
    key_task: NotRequired[bool]
    opinion_ids: list[str]
    title: NotRequired[str | None]
    urgency: Urgency


class SortingOverdueData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: SortingOverdueDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class SortingOverdueEvent(TypedDict):
    """Something waits too long in an inbox that nobody has sorted."""

    api_version: Literal[1]
    data: SortingOverdueData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["sorting.overdue"]
    unit_id: str


class SortingProposalOut(TypedDict):
    """Opinions that may be one matter, and what would become of them: a ticket with the words of the first."""

    category: str | None
    content: str
    likeness: int
    opinions: list[WaitingOpinionOut]
    title: str
    urgency: Urgency | None


class SortingRoundOut(TypedDict):
    """A unit that has sorted its inbox, or was told to."""

    oldest_at: str | None
    overdue: bool
    sorted_at: str | None
    told_at: str | None
    unit: UnitRef


class SortingRoundPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[SortingRoundOut]
    next_cursor: str | None


class StaffingGapOut(TypedDict):
    """
    A unit where somebody is missing, how many open tickets wait there (to 1,000), and the team without a leader.

    Of an assignee who is gone: the one `ticket` that waits at the unit, and who has it in hand.
    """

    assignee: AssigneeNameOut | None
    open_tickets: int
    team: str | None
    ticket: TicketNameOut | None
    unit: UnitRef


class StaffingGapPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[StaffingGapOut]
    next_cursor: str | None


class SuggestedCategoryOut(TypedDict):
    """A category that a text may be about. `because`: words or letters of the text that speak for it."""

    because: list[str]
    code: str
    confidential: bool
    departments: list[str]
    en: str
    public: bool
    retired: bool
    successor: str | None
    urgency: Urgency | None
    zh: str


class SuggestedUrgencyOut(TypedDict):
    """How urgent such matters are."""

    because: list[str]
    code: Urgency


class SuggestionsOut(TypedDict):
    """What a text may be about, likeliest first, with the urgency and the department that go with it."""

    department: SuggestedDepartmentOut | None
    items: list[SuggestedCategoryOut]
    urgency: SuggestedUrgencyOut | None


class SupervisionGroupChangedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: SupervisionGroupChangedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class SupervisionGroupChangedEvent(TypedDict):
    """Others supervise, or others are supervised, or until another day."""

    api_version: Literal[1]
    data: SupervisionGroupChangedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["supervision_group.changed"]
    unit_id: str


class SupervisionGroupFormedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: SupervisionGroupFormedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class SupervisionGroupFormedEvent(TypedDict):
    """Some people supervise units for a time."""

    api_version: Literal[1]
    data: SupervisionGroupFormedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["supervision_group.formed"]
    unit_id: str


class SupervisionGroupLapsedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: SupervisionGroupLapsedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class SupervisionGroupLapsedEvent(TypedDict):
    """The period of a supervision group is over, or it was ended before."""

    api_version: Literal[1]
    data: SupervisionGroupLapsedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["supervision_group.lapsed"]
    unit_id: str


class SupervisorOut(TypedDict):
    """Somebody in a group. `signs_in`: whether they can sign in, without which they cannot supervise."""

    home_unit: UnitRef
    is_head: bool
    member_id: str
    name: str
    serves: bool
    signs_in: bool


class SurveyBelowFloorData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: SurveyBelowFloorDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class SurveyBelowFloorEvent(TypedDict):
    """Enough have answered for a unit, and too few of them are satisfied."""

    api_version: Literal[1]
    data: SurveyBelowFloorData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["survey.below_floor"]
    unit_id: str


class SurveyCallOut(TypedDict):
    """Whom to call, and about what. `ticket_number`, `matter`: of a survey about tickets."""

    contact: str | None
    id: str
    leased_until: str
    matter: str | None
    name: str | None
    ticket_number: str | None
    tries: int
    unit: UnitRef


class SurveyClosedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: SurveyClosedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class SurveyClosedEvent(TypedDict):
    """No answers are taken any more; the units asked about read theirs."""

    api_version: Literal[1]
    data: SurveyClosedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["survey.closed"]
    unit_id: str


class SurveyDueSoonData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: SurveyDueSoonDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class SurveyDueSoonEvent(TypedDict):
    """Who has not answered yet was reminded, once."""

    api_version: Literal[1]
    data: SurveyDueSoonData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["survey.due_soon"]
    unit_id: str


class SurveyIn(TypedDict):
    """Whom to ask about what; what is left out is as the rules have it."""

    kind: SurveyKind
    last_day: NotRequired[str | None]
    period_since: str
    period_until: str
    size: NotRequired[int | None]
    title: str
    unit: NotRequired[str | None]


class SurveyOpenedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: SurveyOpenedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class SurveyOpenedEvent(TypedDict):
    """Citizens were drawn by lot, and are asked."""

    api_version: Literal[1]
    data: SurveyOpenedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["survey.opened"]
    unit_id: str


class SurveyOut(TypedDict):
    """A survey with what it asks, and how it was drawn. With the seed, out of the same, the same are drawn."""

    asked_lately: int
    closed_at: str | None
    ends_at: str
    frame_digest: str
    frame_size: int
    id: str
    is_own: bool
    kind: SurveyKind
    opened_at: str
    out_of_reach: int
    period_since: str
    period_until: str
    progress: SurveyProgressOut
    questions: list[SurveyQuestionOut]
    reminded_at: str | None
    rules_version: int | None
    seed: int
    size: int
    state: SurveyState
    title: str
    unit: UnitRef
    within: UnitRef


class SurveyResultOut(TypedDict):
    """How a unit stands. `is_representative`: enough have answered for the rules."""

    answers: list[SurveyAnswersOut]
    is_representative: bool
    progress: SurveyProgressOut
    unit: UnitRef


class SurveyResultsOut(TypedDict):
    """
    A unit with all below it; and its parts: itself alone, first, and each unit directly below with all below that.

    These are answers to a survey. The satisfaction rate of `/v1/reports/rates` is of what citizens said by themselves
    about their own tickets, and has none of these in it.
    """

    floor: int
    parts: list[SurveyResultOut]
    small_cell: int
    whole: SurveyResultOut


class TeamCheckOut(TypedDict):
    """A team of a unit and what is not as the rule has it; no findings: all is as it should be."""

    findings: list[TeamFindingOut]
    level: int
    name: str
    team_id: str
    unit: UnitRef


class TeamCheckPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[TeamCheckOut]
    next_cursor: str | None


class TeamMemberOut(TypedDict):
    """A member of a team, with the department that sent them."""

    home_unit: UnitRef
    member_id: str
    name: str
    skills: list[str]
    team_role: TeamRole


class TeamOut(TypedDict):
    """A team of a unit, leader first."""

    created_at: str
    id: str
    members: list[TeamMemberOut]
    name: str
    unit: UnitRef


class TeamPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[TeamOut]
    next_cursor: str | None


class TicketArchivedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketArchivedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketArchivedEvent(TypedDict):
    """The time for reopening is over."""

    api_version: Literal[1]
    data: TicketArchivedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.archived"]
    unit_id: str


class TicketAssignedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketAssignedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketAssignedEvent(TypedDict):
    """A member of the holding unit takes the ticket in hand."""

    api_version: Literal[1]
    data: TicketAssignedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.assigned"]
    unit_id: str


class TicketAttachmentAddedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketAttachmentAddedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketAttachmentAddedEvent(TypedDict):
    """A photo or document came to the ticket."""

    api_version: Literal[1]
    data: TicketAttachmentAddedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.attachment_added"]
    unit_id: str


class TicketAttachmentRemovedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketAttachmentRemovedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketAttachmentRemovedEvent(TypedDict):
    """A photo or document of the ticket is gone for good."""

    api_version: Literal[1]
    data: TicketAttachmentRemovedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.attachment_removed"]
    unit_id: str


class TicketAuditFailedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketAuditFailedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketAuditFailedEvent(TypedDict):
    """The result was not accepted, and the unit has to do it again."""

    api_version: Literal[1]
    data: TicketAuditFailedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.audit_failed"]
    unit_id: str


class TicketAuditPassedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketAuditPassedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketAuditPassedEvent(TypedDict):
    """The result was accepted, and the citizen will be called."""

    api_version: Literal[1]
    data: TicketAuditPassedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.audit_passed"]
    unit_id: str


class TicketCallTriedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketCallTriedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketCallTriedEvent(TypedDict):
    """Nobody answered the call about the result."""

    api_version: Literal[1]
    data: TicketCallTriedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.call_tried"]
    unit_id: str


class TicketCommentedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketCommentedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketCommentedEvent(TypedDict):
    """Somebody wrote a comment."""

    api_version: Literal[1]
    data: TicketCommentedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.commented"]
    unit_id: str


class TicketConfirmedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketConfirmedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketConfirmedEvent(TypedDict):
    """The citizen answered or could not be reached, and the ticket is closed."""

    api_version: Literal[1]
    data: TicketConfirmedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.confirmed"]
    unit_id: str


class TicketCoordinatedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketCoordinatedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketCoordinatedEvent(TypedDict):
    """The holder leads, and other units were asked to help."""

    api_version: Literal[1]
    data: TicketCoordinatedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.coordinated"]
    unit_id: str


class TicketCoordinationFinishedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketCoordinationFinishedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketCoordinationFinishedEvent(TypedDict):
    """No joint task is open, and the lead goes on."""

    api_version: Literal[1]
    data: TicketCoordinationFinishedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.coordination_finished"]
    unit_id: str


class TicketCreatedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketCreatedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketCreatedEvent(TypedDict):
    """A ticket was formed of one or more opinions."""

    api_version: Literal[1]
    data: TicketCreatedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.created"]
    unit_id: str


class TicketDispatchedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketDispatchedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketDispatchedEvent(TypedDict):
    """An office gave the ticket to a unit, which has to sign."""

    api_version: Literal[1]
    data: TicketDispatchedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.dispatched"]
    unit_id: str


class TicketErasedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketErasedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketErasedEvent(TypedDict):
    """What a citizen said was erased, all of the ticket's words or those of one citizen. All else stays."""

    api_version: Literal[1]
    data: TicketErasedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.erased"]
    unit_id: str


class TicketEscalatedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketEscalatedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketEscalatedEvent(TypedDict):
    """The ticket went up one level, by decision or because it was late."""

    api_version: Literal[1]
    data: TicketEscalatedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.escalated"]
    unit_id: str


class TicketEventData(TypedDict):
    """
    What an event of a ticket tells. `changes`: what was changed of the ticket, by field; null before it existed.

    `breaches`: limits that had passed since the event before.
    """

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: EventDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketExtendedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketExtendedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketExtendedEvent(TypedDict):
    """The limit is later; the original one stays on record."""

    api_version: Literal[1]
    data: TicketExtendedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.extended"]
    unit_id: str


class TicketExtensionRefusedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketExtensionRefusedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketExtensionRefusedEvent(TypedDict):
    """The limit stays, or nobody decided in time."""

    api_version: Literal[1]
    data: TicketExtensionRefusedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.extension_refused"]
    unit_id: str


class TicketExtensionRequestedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketExtensionRequestedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketExtensionRequestedEvent(TypedDict):
    """The holder asks for more time."""

    api_version: Literal[1]
    data: TicketExtensionRequestedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.extension_requested"]
    unit_id: str


class TicketHandedDownData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketHandedDownDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketHandedDownEvent(TypedDict):
    """A unit above instructed one below, and will audit the result."""

    api_version: Literal[1]
    data: TicketHandedDownData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.handed_down"]
    unit_id: str


class TicketImportedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketImportedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketImportedEvent(TypedDict):
    """A ticket that another system had closed became history here."""

    api_version: Literal[1]
    data: TicketImportedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.imported"]
    unit_id: str


class TicketIn(TypedDict):
    """
    A ticket to be formed, of opinions in the inbox or of one that comes along.

    What is left out is taken from the first opinion. `id` may be chosen by the client, to make the request repeatable.
    """

    accused_unit_id: NotRequired[str | None]
    category: NotRequired[str | None]
    content: NotRequired[str | None]
    difficulty: Difficulty
    external_ref: NotRequired[str | None]
    id: NotRequired[str | None]
    key_task: NotRequired[bool]
    opinion: NotRequired[OpinionIn | None]
    opinion_ids: NotRequired[list[str] | None]
    source: NotRequired[Source | None]
    source_system: NotRequired[str | None]
    title: NotRequired[str | None]
    unit_id: NotRequired[str | None]
    urgency: Urgency


class TicketMergedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketMergedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketMergedEvent(TypedDict):
    """The ticket became part of another one, with its opinions."""

    api_version: Literal[1]
    data: TicketMergedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.merged"]
    unit_id: str


class TicketMergedFromData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketMergedFromDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketMergedFromEvent(TypedDict):
    """Another ticket became part of this one: its opinions, and whatever it was promised sooner."""

    api_version: Literal[1]
    data: TicketMergedFromData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.merged_from"]
    unit_id: str


class TicketObjectedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketObjectedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketObjectedEvent(TypedDict):
    """The holder says that the matter is another unit's business."""

    api_version: Literal[1]
    data: TicketObjectedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.objected"]
    unit_id: str


class TicketObjectionAcceptedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketObjectionAcceptedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketObjectionAcceptedEvent(TypedDict):
    """The ticket is back with whoever dispatched it."""

    api_version: Literal[1]
    data: TicketObjectionAcceptedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.objection_accepted"]
    unit_id: str


class TicketObjectionRefusedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketObjectionRefusedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketObjectionRefusedEvent(TypedDict):
    """The ticket stays with the unit, or nobody decided in time."""

    api_version: Literal[1]
    data: TicketObjectionRefusedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.objection_refused"]
    unit_id: str


class TicketOrderAnsweredData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketOrderAnsweredDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketOrderAnsweredEvent(TypedDict):
    """The holder says what was done about a supervision order."""

    api_version: Literal[1]
    data: TicketOrderAnsweredData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.order_answered"]
    unit_id: str


class TicketOut(TypedDict):
    """
    An assignment ticket (交办单). `level` grows upward; `warning` is none, yellow, orange or red.

    `imported`: history of another system, closed there. A parked ticket goes on by itself at `resume_at`.
    `no_return`: its holder may not object to having been given it.
    """

    assignee_id: str | None
    calendar_version: int
    category: str | None
    closed_at: str | None
    confidential: bool
    content: str
    counts: Counts
    created_at: str
    difficulty: Difficulty
    dispatcher: UnitRef | None
    due_at: str
    due_limit: str
    due_original_at: str
    due_rule: str
    external_ref: str | None
    first_breached_at: str | None
    handler: UnitRef | None
    holder: UnitRef
    id: str
    imported: bool
    key_task: bool
    level: int
    merged_into_id: str | None
    no_return: bool
    number: str
    origin: UnitRef
    outcome: Outcome | None
    overdue: bool
    problem: bool
    provisional: bool
    reason_code: str | None
    reply: str | None
    resume_at: str | None
    satisfaction: int | None
    seconds_left: int | None
    solved: bool | None
    source: Source
    source_system: str | None
    stage: StageOut
    state: str
    stuck: bool
    title: str
    updated_at: str
    urgency: Urgency
    version: int
    warning: Literal["none", "yellow", "orange", "red"]


class TicketOverdueData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketOverdueDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketOverdueEvent(TypedDict):
    """A deadline has passed."""

    api_version: Literal[1]
    data: TicketOverdueData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.overdue"]
    unit_id: str


class TicketPage(TypedDict):
    """
    A page of tickets. `total` is null unless asked for; with a `+` when there are more, `10000+` at most.

    A page has `limit` tickets, or it is the last one. Only if `stopped_early` is true it has fewer, even none, though
    the list may go on: no page costs more than a page, and so many tickets were looked at without finding enough that
    fit. `next_cursor` goes on from there; a list ends where `next_cursor` is null.
    """

    items: list[TicketOut]
    next_cursor: str | None
    stopped_early: bool
    total: str | None


class TicketParkedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketParkedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketParkedEvent(TypedDict):
    """The clocks stand still until the day that was agreed."""

    api_version: Literal[1]
    data: TicketParkedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.parked"]
    unit_id: str


class TicketParkingRefusedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketParkingRefusedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketParkingRefusedEvent(TypedDict):
    """The work goes on, or nobody decided in time."""

    api_version: Literal[1]
    data: TicketParkingRefusedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.parking_refused"]
    unit_id: str


class TicketParkingRequestedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketParkingRequestedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketParkingRequestedEvent(TypedDict):
    """The holder asks to wait until a day to come."""

    api_version: Literal[1]
    data: TicketParkingRequestedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.parking_requested"]
    unit_id: str


class TicketProblemFlaggedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketProblemFlaggedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketProblemFlaggedEvent(TypedDict):
    """Redone or handed on too often: the level above supervises it."""

    api_version: Literal[1]
    data: TicketProblemFlaggedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.problem_flagged"]
    unit_id: str


class TicketRecalledData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketRecalledDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketRecalledEvent(TypedDict):
    """The sender took the ticket back before it was signed for."""

    api_version: Literal[1]
    data: TicketRecalledData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.recalled"]
    unit_id: str


class TicketReclassifiedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketReclassifiedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketReclassifiedEvent(TypedDict):
    """Urgency or difficulty changed, and with them the limits."""

    api_version: Literal[1]
    data: TicketReclassifiedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.reclassified"]
    unit_id: str


class TicketRedoneData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketRedoneDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketRedoneEvent(TypedDict):
    """The citizen is not content, so the unit that handled it has it again."""

    api_version: Literal[1]
    data: TicketRedoneData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.redone"]
    unit_id: str


class TicketRejectedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketRejectedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketRejectedEvent(TypedDict):
    """The matter belongs to another channel, and the citizen is told."""

    api_version: Literal[1]
    data: TicketRejectedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.rejected"]
    unit_id: str


class TicketReleasedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketReleasedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketReleasedEvent(TypedDict):
    """Whoever had the ticket in hand does not serve there any more, so it lies on the unit's common desk again."""

    api_version: Literal[1]
    data: TicketReleasedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.released"]
    unit_id: str


class TicketReopenedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketReopenedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketReopenedEvent(TypedDict):
    """A closed ticket is worked on again."""

    api_version: Literal[1]
    data: TicketReopenedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.reopened"]
    unit_id: str


class TicketRescheduledData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketRescheduledDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketRescheduledEvent(TypedDict):
    """A newer calendar changed the dates."""

    api_version: Literal[1]
    data: TicketRescheduledData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.rescheduled"]
    unit_id: str


class TicketResolvedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketResolvedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketResolvedEvent(TypedDict):
    """The holder says what came of it; the result waits for its audit."""

    api_version: Literal[1]
    data: TicketResolvedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.resolved"]
    unit_id: str


class TicketResumedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketResumedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketResumedEvent(TypedDict):
    """The ticket is worked on again, and the clocks go on with the rest."""

    api_version: Literal[1]
    data: TicketResumedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.resumed"]
    unit_id: str


class TicketRowOut(TypedDict):
    """
    A ticket in a list. `duties`: what the caller's own unit is to it: holder, origin, handler or dispatcher.

    `next_due_at` is when what is owed first is due, `seconds_left` until then; `due_at` is the promise to the citizen.
    """

    assignee: AssigneeRef | None
    category: str | None
    confidential: bool
    created_at: str
    difficulty: Difficulty
    due_at: str
    duties: list[str]
    holder: UnitRef
    id: str
    joint_open: int
    key_task: bool
    level: int
    next_due_at: str | None
    number: str
    orders_open: int
    origin: UnitRef
    overdue: bool
    problem: bool
    requests_open: int
    seconds_left: int | None
    state: str
    stuck: bool
    title: str
    updated_at: str
    urgency: Urgency
    version: int
    warning: Literal["none", "yellow", "orange", "red"]


class TicketRowPage(TypedDict):
    """A page of rows; it ends and goes on as a page of tickets does."""

    items: list[TicketRowOut]
    next_cursor: str | None
    stopped_early: bool
    total: str | None


class TicketScopeLeftData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketScopeLeftDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketScopeLeftEvent(TypedDict):
    """The ticket went where the receiver does not see it. Who sees it no more is told no more than that."""

    api_version: Literal[1]
    data: TicketScopeLeftData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.scope_left"]
    unit_id: str


class TicketSignedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketSignedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketSignedEvent(TypedDict):
    """The unit has the ticket and works on it."""

    api_version: Literal[1]
    data: TicketSignedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.signed"]
    unit_id: str


class TicketStuckAtTopData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketStuckAtTopDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketStuckAtTopEvent(TypedDict):
    """The ticket should go up, and there is no level above."""

    api_version: Literal[1]
    data: TicketStuckAtTopData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.stuck_at_top"]
    unit_id: str


class TicketSucceededData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketSucceededDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketSucceededEvent(TypedDict):
    """A unit was dissolved, and its successor took over."""

    api_version: Literal[1]
    data: TicketSucceededData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.succeeded"]
    unit_id: str


class TicketSupervisedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketSupervisedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketSupervisedEvent(TypedDict):
    """An order was issued, or rose in colour because nobody answered."""

    api_version: Literal[1]
    data: TicketSupervisedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.supervised"]
    unit_id: str


class TicketTakenOverData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketTakenOverDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketTakenOverEvent(TypedDict):
    """The unit right above took the ticket over from the one below, and said why."""

    api_version: Literal[1]
    data: TicketTakenOverData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.taken_over"]
    unit_id: str


class TicketTerminatedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketTerminatedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketTerminatedEvent(TypedDict):
    """The ticket ended without a result."""

    api_version: Literal[1]
    data: TicketTerminatedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.terminated"]
    unit_id: str


class TicketTerminationRefusedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketTerminationRefusedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketTerminationRefusedEvent(TypedDict):
    """The work goes on, or nobody decided in time."""

    api_version: Literal[1]
    data: TicketTerminationRefusedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.termination_refused"]
    unit_id: str


class TicketTerminationRequestedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketTerminationRequestedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketTerminationRequestedEvent(TypedDict):
    """The holder asks to end the ticket without a result."""

    api_version: Literal[1]
    data: TicketTerminationRequestedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.termination_requested"]
    unit_id: str


class TicketTransferredData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketTransferredDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketTransferredEvent(TypedDict):
    """An office gave the ticket to another unit of the same level."""

    api_version: Literal[1]
    data: TicketTransferredData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.transferred"]
    unit_id: str


class TicketUrgedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketUrgedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketUrgedEvent(TypedDict):
    """Somebody asked the holder to hurry."""

    api_version: Literal[1]
    data: TicketUrgedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.urged"]
    unit_id: str


class TicketWarnedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    breaches: NotRequired[list[TicketBreach]]
    changes: NotRequired[TicketChanges]
    details: TicketWarnedDetails
    from_state: str | None
    principal: str
    reason: str | None
    ticket_number: str
    ticket_version: int
    to_state: str
    trigger: Literal["person", "clock"]


class TicketWarnedEvent(TypedDict):
    """A deadline comes near, or a ticket that is late was called to mind."""

    api_version: Literal[1]
    data: TicketWarnedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["ticket.warned"]
    unit_id: str


TransitionIn: TypeAlias = (
    AcceptObjectionMove
    | AnswerOrderMove
    | ApproveRequestMove
    | ArchiveMove
    | AssignMove
    | AuditFailMove
    | AuditPassMove
    | CommentMove
    | ConfirmMove
    | CoordinateMove
    | DispatchMove
    | EscalateMove
    | ExtendMove
    | HandDownMove
    | MergeMove
    | ObjectMove
    | ParkMove
    | RecallMove
    | ReclassifyMove
    | RedoMove
    | RefuseObjectionMove
    | RefuseRequestMove
    | RejectMove
    | ReopenMove
    | ReportMove
    | ResolveMove
    | ResumeMove
    | SignMove
    | SuperviseMove
    | TakeOverMove
    | TerminateMove
    | TransferMove
    | UrgeMove
    | WaiveMove
    | OtherMove
)


class TrendAlarmOut(TypedDict):
    """An alarm, with what it was given for: how much was done for each working day, before and since."""

    after: float
    alarm: TrendAlarm
    before: float
    found_at: str
    id: str
    idle: int | None
    recovered_at: str | None
    since: str
    unit: UnitRef
    units: int | None


class TrendAlarmPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[TrendAlarmOut]
    next_cursor: str | None


class TrendDecayedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: TrendDecayedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class TrendDecayedEvent(TypedDict):
    """What a unit does has become so little that somebody should ask why."""

    api_version: Literal[1]
    data: TrendDecayedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["trend.decayed"]
    unit_id: str


class TrendRecoveredData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: TrendRecoveredDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class TrendRecoveredEvent(TypedDict):
    """A unit is as active again as it was before an alarm."""

    api_version: Literal[1]
    data: TrendRecoveredData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["trend.recovered"]
    unit_id: str


class UnitConfirmationsOut(TypedDict):
    """How visits of a unit with all below it were confirmed."""

    counts: ConfirmationCountsOut
    unit: UnitRef


class UnitCoverageOut(TypedDict):
    """How many units that have to be covered lie at or below this one, and with how many a cadre keeps in touch."""

    covered: int
    to_cover: int
    unit: UnitRef


class UnitIn(TypedDict):
    """A unit to be made. Without `level` it has that of its parent."""

    code: str
    designation: NotRequired[str | None]
    kind: NotRequired[UnitKind]
    level: NotRequired[int | None]
    location: NotRequired[CoordinatesIn | None]
    name: str
    parent_id: str


class UnitOut(TypedDict):
    """A unit. `level` grows upward; `children` counts the active units directly below."""

    active: bool
    children: int
    code: str
    created_at: str
    designation: str | None
    has_office: bool
    id: str
    in_charge: PersonInChargeOut | None
    kind: UnitKind
    level: int
    location: CoordinatesOut | None
    name: str
    parent: UnitRef | None
    successor_id: str | None
    updated_at: str
    version: int


class UnitPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[UnitOut]
    next_cursor: str | None


class UnitProgressOut(TypedDict):
    """How far a unit is with its own tasks, and together with all below it."""

    level: int
    own: TaskProgressOut
    unit: UnitRef
    whole: TaskProgressOut


class UnitReportOut(TypedDict):
    """
    What was counted, in words and as data.

    `total` is that of `own`, what the unit holds or received itself, and of `items`, the units directly below.
    """

    as_of: str
    days: list[DayFiguresOut]
    definition: str
    items: list[ReportedUnitOut]
    own: UnitFiguresOut
    since: str
    total: ReportedUnitOut
    until: str
    zone: str


class UnitTrendOut(TypedDict):
    """A unit with all below it: its weeks, the oldest first, and alarms that go on."""

    alarms: list[TrendAlarmOut]
    unit: UnitRef
    weeks: list[WeekActivityOut]


class UnitVisitsOut(TypedDict):
    """How a unit stands with all below it. `household_count`: of the unit itself, null if nobody has said it."""

    figures: VisitFiguresOut
    household_count: int | None
    level: int
    unit: UnitRef


class ViewsOut(TypedDict):
    """Your own views, then those shared with you, each by list and name; and those of your role."""

    defaults: list[DefaultViewOut]
    items: list[ListedViewOut]


class VisitCancelledData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: VisitCancelledDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class VisitCancelledEvent(TypedDict):
    """A visit that was planned does not take place, or one was recorded by mistake."""

    api_version: Literal[1]
    data: VisitCancelledData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["visit.cancelled"]
    unit_id: str


class VisitConfirmedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: VisitConfirmedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class VisitConfirmedEvent(TypedDict):
    """The visited say that somebody was there."""

    api_version: Literal[1]
    data: VisitConfirmedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["visit.confirmed"]
    unit_id: str


class VisitDutyOut(TypedDict):
    """A unit, a team or a member of it has to visit the `target`. `derived`: the rules give it, by the tree."""

    created_at: str
    derived: bool
    id: str
    member: VisitorRef | None
    target: UnitRef
    team: VisitorRef | None
    unit: UnitRef


class VisitDutyPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[VisitDutyOut]
    next_cursor: str | None


class VisitHouseholdsReadData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: VisitHouseholdsReadDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class VisitHouseholdsReadEvent(TypedDict):
    """Somebody was shown which households were visited and what one of them signed, for a reason."""

    api_version: Literal[1]
    data: VisitHouseholdsReadData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["visit.households_read"]
    unit_id: str


class VisitMadeData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: VisitMadeDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class VisitMadeEvent(TypedDict):
    """Somebody was there. It may have been recorded days later."""

    api_version: Literal[1]
    data: VisitMadeData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["visit.made"]
    unit_id: str


class VisitOut(TypedDict):
    """
    A visit. `day`: the planned one until it was made. `named_households`: of how many labels are kept, sealed.

    `confirmed_at`: since when the visited say so; `reason`: why it was cancelled; `plan_id`: what it counts for.
    """

    confirmation: ConfirmationWay | None
    confirmed_at: str | None
    created_at: str
    created_by: str
    day: str
    has_signature: bool
    households: int
    id: str
    location: LocationOut | None
    made_at: str | None
    member: VisitorRef | None
    named_households: int
    plan_id: str | None
    reason: str | None
    recorded_at: str | None
    state: Literal["planned", "made", "cancelled"]
    target: UnitRef
    team: VisitorRef | None
    unit: UnitRef
    updated_at: str
    version: int


class VisitPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[VisitOut]
    next_cursor: str | None


class VisitPlanDueSoonData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: VisitPlanDueSoonDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class VisitPlanDueSoonEvent(TypedDict):
    """The period is nearly over, and visits are still owed."""

    api_version: Literal[1]
    data: VisitPlanDueSoonData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["visit_plan.due_soon"]
    unit_id: str


class VisitPlanOut(TypedDict):
    """
    What is owed to one unit in one period, and what was done of it.

    By the `team` or `member` of the unit, or without either by anybody there. `required_households`: null where none
    are asked for, and with `covers_all` where nobody has said how many the unit has. `seconds_left` until
    the period is over, less than none afterwards. `state`: `open`, `due_soon` or `overdue` until it is `fulfilled`;
    `void` if the duty ended before. `in_time`: null while it is not fulfilled.
    """

    covers_all: bool
    due_at: str
    ends_on: str
    fulfilled_at: str | None
    id: str
    in_time: bool | None
    made_households: int
    made_visits: int
    member: VisitorRef | None
    period: VisitPeriod
    required_households: int | None
    required_visits: int
    seconds_left: int
    starts_on: str
    state: Literal["open", "due_soon", "overdue", "fulfilled", "void"]
    target: UnitRef
    team: VisitorRef | None
    unit: UnitRef


class VisitPlanOverdueData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: VisitPlanOverdueDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class VisitPlanOverdueEvent(TypedDict):
    """The period is over, and visits are still owed."""

    api_version: Literal[1]
    data: VisitPlanOverdueData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["visit_plan.overdue"]
    unit_id: str


class VisitPlanPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[VisitPlanOut]
    next_cursor: str | None


class VisitPlannedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: VisitPlannedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class VisitPlannedEvent(TypedDict):
    """Somebody plans to visit a unit on a day."""

    api_version: Literal[1]
    data: VisitPlannedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["visit.planned"]
    unit_id: str


class VisitRecordOut(TypedDict):
    """
    What became of one: `recorded` now, `known` before, or `refused` with the `problem` and its `status`.

    `warnings`: who else was or will be there around that day.
    """

    id: str
    problem: dict[str, JsonValue] | None
    result: Literal["recorded", "known", "refused"]
    status: int
    visit: VisitOut | None
    warnings: list[OtherVisitsOut]


class VisitRecordsOut(TypedDict):
    """A line for each, in the order of the request; `recorded` counts those that are there now."""

    items: list[VisitRecordOut]
    recorded: int


class VisitorConfirmationsOut(TypedDict):
    """How visits of a member or a team were confirmed; with neither, those that name nobody."""

    counts: ConfirmationCountsOut
    member: VisitorRef | None
    team: VisitorRef | None


class VisitorFiguresOut(TypedDict):
    """How a team or a member stands; with neither, what the unit owes as a whole."""

    figures: VisitFiguresOut
    member: VisitorRef | None
    team: VisitorRef | None


class VocabularyOut(TypedDict):
    """Every kind of code."""

    items: list[WordsOut]


class WebhookPingData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: WebhookPingDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class WebhookPingEvent(TypedDict):
    """Sent when somebody asks for a sign of life, and before a disabled endpoint becomes active again."""

    api_version: Literal[1]
    data: WebhookPingData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["webhook.ping"]
    unit_id: str


class WebhookTestData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: WebhookTestDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class WebhookTestEvent(TypedDict):
    """Sent because somebody asked for it."""

    api_version: Literal[1]
    data: WebhookTestData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["webhook.test"]
    unit_id: str


class WorkCounter(TypedDict):
    """
    How many wait of a kind: a number, with a `+` when there are more, or when counting stopped before.

    In the order of due dates the first 1,000 tickets that the unit holds are looked at, and the first 200 of
    `assigned`, `joint`, `requests` and `orders`.
    """

    count: str
    kind: WorkKind


class WorkItemOut(TypedDict):
    """
    One thing to do until `due_at`.

    `task_id` is the joint task to report, the request to decide or the order to answer, and `text` says what it is;
    both are null where the ticket itself waits.
    """

    due_at: str
    kind: WorkKind
    task_id: str | None
    text: str | None
    ticket: TicketOut


class WorkItemPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[WorkItemOut]
    next_cursor: str | None


class WorkOut(TypedDict):
    """A counter for every kind."""

    items: list[WorkCounter]


class ActionOut(TypedDict):
    """
    A move this caller may make now. `label` and `help` are in the language of the request.

    At most one of them is `primary`: the first, in the order of the life cycle, of those that it declares to be. A
    front end asks once more before what is `dangerous`.
    """

    action: str
    dangerous: bool
    en: str
    fields: list[FieldOut]
    help: str | None
    label: str
    primary: bool
    zh: str


class ActionsOut(TypedDict):
    """The moves this caller may make now."""

    items: list[ActionOut]


class ActivityTrendsOut(TypedDict):
    """`total` is the unit with all below it, `own` it alone, `items` those directly below, each with all below it."""

    items: list[UnitTrendOut]
    own: list[WeekActivityOut]
    total: UnitTrendOut
    weights: list[ActivityWeightOut]


class AgendaItemOut(TypedDict):
    """
    A ticket, or a `topic` without one, and why it stands on the agenda.

    `removed_at` of what was taken off; with a `removed_reason` if somebody did, else it waits no longer.
    """

    added_at: str
    decisions: list[MeetingDecisionOut]
    id: str
    meeting_id: str
    reason: str | None
    removed_at: str | None
    removed_reason: str | None
    ticket: AgendaTicketOut | None
    topic: str | None
    version: int
    why: list[Why]


class AgendaOut(TypedDict):
    """An agenda without its decisions, those items that were taken off among the others."""

    items: list[AgendaItemOut]


class AssignedContactPointOut(TypedDict):
    """A contact point as assigned, and what the rule of the cadre's rank says against what they have now."""

    assigned_at: str
    cadre: CadreRef
    contact_place: ContactPlace
    end_reason: str | None
    ended_at: str | None
    findings: list[ContactFindingOut]
    first_unit: UnitRef
    id: str
    label: str | None
    level: int
    unit: UnitRef
    version: int
    warnings: list[WarningOut]


class BatchTransitionIn(TypedDict):
    """A move, and the tickets that it is to be made of."""

    move: TransitionIn
    tickets: list[BatchLineIn]


class BulletinDraftedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: BulletinDraftedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class BulletinDraftedEvent(TypedDict):
    """A period is over, and a draft waits to be edited."""

    api_version: Literal[1]
    data: BulletinDraftedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["bulletin.drafted"]
    unit_id: str


class BulletinFiguresOut(TypedDict):
    """The figures as they were when the bulletin was drafted."""

    alarms: int
    best: list[NamedUnitOut]
    climbed: int
    headline: HeadlineOut
    headline_before: HeadlineOut
    hot: list[HotMatterOut]
    meetings: int
    meetings_overdue: int
    overdue: int
    rates: list[BulletinRateOut]
    stuck: int
    visits: int
    visits_overdue: int
    worst: list[NamedUnitOut]


class BulletinOpenedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: BulletinOpenedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class BulletinOpenedEvent(TypedDict):
    """Everybody may read a published bulletin, without signing in."""

    api_version: Literal[1]
    data: BulletinOpenedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["bulletin.opened"]
    unit_id: str


class BulletinOut(TypedDict):
    """A bulletin; `number` is null while it is a draft."""

    document_number: str | None
    drafted_at: str
    ends_on: str
    figures: BulletinFiguresOut
    id: str
    number: int | None
    opened_at: str | None
    period: BulletinPeriod
    published_at: str | None
    sections: list[SectionTextOut]
    starts_on: str
    state: Literal["draft", "published"]
    unit: UnitRef
    version: int
    year: int | None


class BulletinPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[BulletinOut]
    next_cursor: str | None


class BulletinPublishedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: BulletinPublishedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class BulletinPublishedEvent(TypedDict):
    """A unit has published its bulletin of a period."""

    api_version: Literal[1]
    data: BulletinPublishedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["bulletin.published"]
    unit_id: str


class BulletinTakenBackData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: BulletinTakenBackDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class BulletinTakenBackEvent(TypedDict):
    """A bulletin that everybody could read is read by those who sign in alone."""

    api_version: Literal[1]
    data: BulletinTakenBackData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["bulletin.taken_back"]
    unit_id: str


class CadreCheckOut(TypedDict):
    """A cadre, what the rule of their rank asks, and what is not so; no findings: all is as it should be."""

    cadre: CadreRef
    findings: list[ContactFindingOut]
    quotas: list[QuotaOut]
    serves: bool


class CadreCheckPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[CadreCheckOut]
    next_cursor: str | None


class CategoryDetailOut(TypedDict):
    """
    A heading with its fields, in the order in which they are asked, as `version` of the catalogue has them.

    `attributes_schema`: what an opinion's `attributes` have to be, as a JSON Schema (draft 2020-12).
    """

    attributes_schema: dict[str, Any]
    code: str
    confidential: bool
    departments: list[str]
    en: str
    fields: list[CustomFieldOut]
    public: bool
    retired: bool
    successor: str | None
    urgency: Urgency | None
    version: int
    zh: str


class ChangedMemberOut(TypedDict):
    """A member as changed. `warnings`: units for which nobody could act by that, tickets that were in their hand."""

    active: bool
    created_at: str
    external_ref: str | None
    home_unit: UnitRef
    id: str
    name: str
    rank: CadreRank | None
    roles: list[RoleOut]
    skills: list[str]
    updated_at: str
    warnings: list[WarningOut]


class ClockOut(TypedDict):
    """
    Both stopwatches. `counts` names the one that is due first; `sentences` say all of it in words.

    `overdue` is what lists and reports go by, `late_since` the moment from which on it was so.

    `calendar_in_force` is newer than the `calendar_version` of the stopwatches as long as the dates were not computed
    anew; that happens at the latest when the clock looks.
    """

    calendar_in_force: int
    counts: Literal["overall", "stage"] | None
    escalates_at: str | None
    extension_count: int
    extensions: list[ExtensionOut]
    id: str
    late_since: str | None
    next: NextOut | None
    now: str
    number: str
    orange_at: str | None
    overall: WatchOut
    overdue: bool
    red_at: str | None
    resume_at: str | None
    sentences: list[str]
    stage: WatchOut | None
    state: str
    version: int
    yellow_at: str | None


class ConfirmationFiguresOut(TypedDict):
    """A unit with everything below (`total`), who visited for it itself, and those directly below that made visits."""

    items: list[UnitConfirmationsOut]
    since: str
    total: UnitConfirmationsOut
    until: str
    visitors: list[VisitorConfirmationsOut]


class ContactPointAssignedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: ContactPointAssignedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class ContactPointAssignedEvent(TypedDict):
    """A cadre keeps in touch with a unit, or with a group or a household there."""

    api_version: Literal[1]
    data: ContactPointAssignedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["contact_point.assigned"]
    unit_id: str


class ContactPointEndedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: ContactPointEndedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class ContactPointEndedEvent(TypedDict):
    """A cadre keeps in touch no longer."""

    api_version: Literal[1]
    data: ContactPointEndedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["contact_point.ended"]
    unit_id: str


class CoverageOut(TypedDict):
    """The unit itself first, then those directly below it that have any such units."""

    items: list[UnitCoverageOut]


class DecisionOverdueData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: DecisionOverdueDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class DecisionOverdueEvent(TypedDict):
    """What a meeting decided is not done although its day is over."""

    api_version: Literal[1]
    data: DecisionOverdueData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["decision.overdue"]
    unit_id: str


class DeliveryExhaustedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: DeliveryExhaustedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class DeliveryExhaustedEvent(TypedDict):
    """An event will not be sent again by itself."""

    api_version: Literal[1]
    data: DeliveryExhaustedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["delivery.exhausted"]
    unit_id: str


class DiaryReviewedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: DiaryReviewedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class DiaryReviewedEvent(TypedDict):
    """An entry of a diary was graded by somebody above."""

    api_version: Literal[1]
    data: DiaryReviewedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["diary.reviewed"]
    unit_id: str


class DiarySubmittedData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: DiarySubmittedDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class DiarySubmittedEvent(TypedDict):
    """A cadre has handed in what they noted of a day."""

    api_version: Literal[1]
    data: DiarySubmittedData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["diary.submitted"]
    unit_id: str


class EndpointDisabledData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: EndpointDisabledDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class EndpointDisabledEvent(TypedDict):
    """Nothing more is sent to an endpoint until somebody enables it."""

    api_version: Literal[1]
    data: EndpointDisabledData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["endpoint.disabled"]
    unit_id: str


class EndpointFailingData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: EndpointFailingDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class EndpointFailingEvent(TypedDict):
    """Deliveries to an endpoint fail, and it will be disabled."""

    api_version: Literal[1]
    data: EndpointFailingData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["endpoint.failing"]
    unit_id: str


class EndpointIn(TypedDict):
    """
    An endpoint to be made. Without `unit_id` it is the caller's unit's. Its secret is shown once, in the answer.

    `event_types` are globs. With `ordering` by ticket, an event waits for those of its ticket before it, but not longer
    than `ordering_hold_seconds` after they happened. The values of `headers` are never shown again.
    """

    description: NotRequired[str | None]
    event_types: NotRequired[list[EventType]]
    filter: NotRequired[FilterIn]
    format: NotRequired[Format]
    headers: NotRequired[dict[str, str]]
    max_in_flight: NotRequired[int]
    ordering: NotRequired[Literal["ticket", "none"]]
    ordering_hold_seconds: NotRequired[int]
    payload: NotRequired[Payload]
    rate_per_second: NotRequired[int | None]
    secret: NotRequired[str | None]
    timeout_ms: NotRequired[int]
    unit_id: NotRequired[str | None]
    url: str


class EndpointOut(TypedDict):
    """
    An endpoint. `state` is active, paused or disabled, and `state_reason` says why the latter.

    `advice` is what its owner should do: `update_url` if its receiver leads elsewhere again and again.
    """

    advice: Advice | None
    created_at: str
    created_by: str
    description: str | None
    event_types: list[str]
    filter: FilterOut
    format: Format
    headers: dict[str, str]
    id: str
    max_in_flight: int
    ordering: Literal["ticket", "none"]
    ordering_hold_seconds: int
    payload: Payload
    rate_per_second: int | None
    state: Literal["active", "paused", "disabled"]
    state_at: str
    state_reason: str | None
    timeout_ms: int
    unit: UnitRef
    updated_at: str
    url: str
    version: int


class EndpointPatch(TypedDict):
    """What shall change; a field left out stays."""

    description: NotRequired[str | None]
    event_types: NotRequired[list[EventType]]
    filter: NotRequired[FilterIn]
    format: NotRequired[Format]
    headers: NotRequired[dict[str, str]]
    max_in_flight: NotRequired[int]
    ordering: NotRequired[Literal["ticket", "none"]]
    ordering_hold_seconds: NotRequired[int]
    payload: NotRequired[Payload]
    rate_per_second: NotRequired[int | None]
    state: NotRequired[Literal["active", "paused"]]
    timeout_ms: NotRequired[int]
    url: NotRequired[str]


class EndpointRecoveredData(TypedDict):
    """What an event of this type tells."""

    action: str
    actor: EventActor
    actor_role: str | None
    actor_unit_id: str | None
    details: EndpointRecoveredDetails
    principal: str
    reason: str | None
    trigger: Literal["person", "clock"]


class EndpointRecoveredEvent(TypedDict):
    """Deliveries to an endpoint succeed again."""

    api_version: Literal[1]
    data: EndpointRecoveredData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: Literal["endpoint.recovered"]
    unit_id: str


class EventBody(TypedDict):
    """
    The body of a webhook. `id` is the event's, the same in every attempt, at every endpoint and in the feed.

    Exactly one of `ticket_id`, `opinion_id`, `endpoint_id` and `record_id`, a record of the programme, says what it is
    about. `sequence` counts a ticket's events without a gap; `previous_sequence` is that of the one before which this
    endpoint was sent. `feed_cursor` continues the feed behind this event.
    """

    api_version: Literal[1]
    data: EventData | NoData
    data_truncated: NotRequired[bool]
    endpoint_id: str | None
    feed_cursor: str | None
    id: str
    links: WebhookLinks
    opinion_id: str | None
    previous_sequence: int | None
    record_id: str | None
    sequence: int | None
    test: NotRequired[bool]
    ticket_id: str | None
    timestamp: str
    type: str
    unit_id: str


class FeatureOut(TypedDict):
    """An opinion on a map."""

    geometry: PointOut
    id: str
    properties: PlacedOpinionOut
    type: Literal["Feature"]


class FeaturesOut(TypedDict):
    """A page. `complete_within`: with `near`, metres in which there is nothing else, less than `within` in a crowd."""

    complete_within: float | None
    features: list[FeatureOut]
    next_cursor: str | None
    type: Literal["FeatureCollection"]


class IncludedOut(TypedDict):
    """
    What was asked for besides the ticket, each as its own address tells it; null is what was not asked for.

    Of events, attachments and opinions (`/v1/opinions?ticket=`) there is the first page, oldest first, and
    `next_cursor` goes on at their own addresses.
    """

    actions: ActionsOut | None
    attachments: AttachmentPage | None
    clock: ClockOut | None
    events: EventPage | None
    hand_overs: HandOverPage | None
    joint_tasks: JointTaskPage | None
    opinions: OpinionPage | None
    orders: OrderPage | None
    requests: RequestPage | None


class LeadingGroupOut(TypedDict):
    """The group of a unit."""

    formed_at: str
    id: str
    in_charge: LeadingTermOut | None
    level: int
    members: list[LeadingMemberOut]
    office_director: LeadingTermOut | None
    unit: UnitRef
    version: int


class LeadingGroupPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[LeadingGroupOut]
    next_cursor: str | None


class LedgerRowOut(TypedDict):
    """
    A row. What is said of its ticket is null for who may not see that.

    `written_off_by`: the end of its ticket, or somebody by hand; `result` and `satisfaction` are what was written with
    that, or those of the ticket. `household` is null once it was erased.
    """

    category: str | None
    created_at: str
    entered_on: str
    erased_at: str | None
    household: HouseholdOut | None
    id: str
    is_mine: bool
    matter: str
    opinion_id: str | None
    opinion_status: Literal["inbox", "attached", "dismissed"] | None
    overdue: bool
    result: str | None
    satisfaction: int | None
    status: LedgerStatus
    ticket: LedgerTicketOut | None
    unit: UnitRef
    updated_at: str
    version: int
    write_off_reason: str | None
    written_off_at: str | None
    written_off_by: WriteOff | None
    written_off_on: str | None


class LedgerRowPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[LedgerRowOut]
    next_cursor: str | None


class LimitRuleOut(TypedDict):
    """
    A rule of a policy. `stage` is null for the limit of the whole ticket, which begins with its registration.

    A `statutory` limit is set by law: it prevails over the rule that applies where it ends later.
    """

    en: str
    id: str
    limit: str
    limit_in_words: str
    source: str | None
    stage: Stage | None
    starts: Start
    statutory: bool
    when: RuleConditionsOut
    zh: str


class MeOut(TypedDict):
    """
    The caller: by what they are known, who that is, and as what they act.

    Of somebody with several posts who has chosen none, `role`, `unit`, `member_id` and `acting_as` are null. `key` is
    the API key that was shown.
    """

    acting_as: str | None
    key: KeyOut | None
    keys_for: list[Role]
    means: Means
    member_id: str | None
    member_name: str | None
    operations: list[str]
    person: PersonOut | None
    posts: list[PostOut]
    principal: str
    role: Role | None
    unit: UnitRef | None


class MeetingDecisionIn(TypedDict):
    """
    What was decided on an item. With a `move` the ticket is moved at once, as the caller may move it.

    Without one it is a task, which needs a day.
    """

    due_on: NotRequired[str | None]
    move: NotRequired[TransitionIn | None]
    text: str
    unit_id: NotRequired[str | None]


class MemberOut(TypedDict):
    """A member with every role held."""

    active: bool
    created_at: str
    external_ref: str | None
    home_unit: UnitRef
    id: str
    name: str
    rank: CadreRank | None
    roles: list[RoleOut]
    skills: list[str]
    updated_at: str


class MemberPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[MemberOut]
    next_cursor: str | None


class NextCallOut(TypedDict):
    """The next call. `call`: null if there is nobody to be called now."""

    call: SurveyCallOut | None
    due: int


class PassedOverOut(TypedDict):
    """
    A rule that does not apply: `unmet` conditions, or none if a more specific rule fits too.

    `ends_sooner`: it would apply, but of it and the limit by law, or the other way round, the later end counts.
    """

    en: str
    ends_sooner: bool
    id: str
    limit: str
    limit_in_words: str
    source: str | None
    stage: Stage | None
    starts: Start
    statutory: bool
    unmet: list[Condition]
    when: RuleConditionsOut
    zh: str


class PlacedTicketOut(TypedDict):
    """What a map shows of a ticket. `place` and `accuracy` (metres) are those of the opinion that was located there."""

    accuracy: int | None
    place: str | None
    ticket: TicketRowOut


class PolicyLimitsOut(TypedDict):
    """Every rule, and for each stage, level and grading the one that applies: there is no cell without."""

    cells: list[LimitCellOut]
    graces: list[GraceOut]
    rules: list[LimitRuleOut]
    version: int


class ProgressOfUnitsOut(TypedDict):
    """A unit first, then those directly below it."""

    items: list[UnitProgressOut]


class SortedInboxOut(TypedDict):
    """The inbox of a unit in groups, the largest first."""

    alone: list[WaitingOpinionOut]
    due_at: str | None
    has_more: bool
    overdue: bool
    proposals: list[SortingProposalOut]
    sorted_at: str | None
    unit: UnitRef


class SortingBatchIn(TypedDict):
    """The tickets that the caller's own unit forms of its inbox; none, to say that it was looked through."""

    lines: list[SortingLineIn]
    unit_id: str


class SupervisionGroupOut(TypedDict):
    """A group. Its members are supervisors at its units from `since` until `until`, and nowhere else by it."""

    created_at: str
    end_reason: str | None
    findings: list[SupervisionFindingOut]
    first_day: str
    group_kind: GroupKind
    id: str
    last_day: str
    members: list[SupervisorOut]
    name: str
    since: str
    state: GroupState
    unit: UnitRef
    units: list[SupervisedUnitOut]
    until: str
    version: int


class SupervisionGroupPage(TypedDict):
    """A page of a list, and where to go on."""

    items: list[SupervisionGroupOut]
    next_cursor: str | None


class TicketFeatureOut(TypedDict):
    """An opinion of a ticket on a map; `id` is that of the opinion."""

    geometry: PointOut
    id: str
    properties: PlacedTicketOut
    type: Literal["Feature"]


class TicketFeaturesOut(TypedDict):
    """A page. A ticket is there once for each of its opinions that has a location."""

    features: list[TicketFeatureOut]
    next_cursor: str | None
    type: Literal["FeatureCollection"]


class TicketPageOut(TypedDict):
    """A ticket with what belongs to it."""

    assignee_id: str | None
    calendar_version: int
    category: str | None
    closed_at: str | None
    confidential: bool
    content: str
    counts: Counts
    created_at: str
    difficulty: Difficulty
    dispatcher: UnitRef | None
    due_at: str
    due_limit: str
    due_original_at: str
    due_rule: str
    external_ref: str | None
    first_breached_at: str | None
    handler: UnitRef | None
    holder: UnitRef
    id: str
    imported: bool
    included: IncludedOut
    key_task: bool
    level: int
    merged_into_id: str | None
    no_return: bool
    number: str
    origin: UnitRef
    outcome: Outcome | None
    overdue: bool
    problem: bool
    provisional: bool
    reason_code: str | None
    reply: str | None
    resume_at: str | None
    satisfaction: int | None
    seconds_left: int | None
    solved: bool | None
    source: Source
    source_system: str | None
    stage: StageOut
    state: str
    stuck: bool
    title: str
    updated_at: str
    urgency: Urgency
    version: int
    warning: Literal["none", "yellow", "orange", "red"]


class VisitComplianceOut(TypedDict):
    """A unit with everything below (`total`), what it owes itself (`own`, by `visitors`), and those directly below."""

    as_of: str
    items: list[UnitVisitsOut]
    own: VisitFiguresOut
    total: UnitVisitsOut
    visitors: list[VisitorFiguresOut]


class WholeMeetingOut(TypedDict):
    """A meeting with its agenda and what was decided."""

    agenda: list[AgendaItemOut]
    attendance: str | None
    chair: str | None
    created_at: str
    decisions: DecisionCountOut
    held_at: str | None
    id: str
    items: int
    outlook: str | None
    place: str | None
    planned_at: str
    reason: str | None
    session: int | None
    state: Literal["planned", "held", "cancelled"]
    summary: str | None
    unit: UnitRef
    updated_at: str
    version: int
    year: int | None


class AppliedLimitOut(TypedDict):
    """
    What a ticket gets: the rule, when it is due and turns yellow and orange, and what that rests on.

    `days`: the exceptional days that count. `rolled_from`: the last day, if it was one without work. `provisional`:
    it rests on days that are not gazetted yet.
    """

    calendar_version: int
    days: list[SpanOut]
    due_at: str
    orange_at: str
    passed_over: list[PassedOverOut]
    policy_version: int
    provisional: bool
    region: str
    rolled_from: str | None
    rule: LimitRuleOut
    started_at: str
    time_zone: str
    yellow_at: str


class CloudEvent(TypedDict):
    """A structured CloudEvent 1.0. `source` names unit and ticket; `sequence` is padded to compare as text."""

    data: EventBody
    datacontenttype: Literal["application/json"]
    id: str
    sequence: NotRequired[str | None]
    source: str
    specversion: Literal["1.0"]
    subject: str
    time: str
    type: str
