"""Who may call which route, and what does a good request to each look like?

A route that is new has to be written down here, or the tests of every route fail.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from escalation.actors import Role
from escalation.clocks import defaults
from escalation.opinions.domain import defaults as opinion_defaults
from escalation.publishing.domain.rule_sections import shipped_document, shipped_section
from escalation.tickets.domain import default
from tests.support.things import ENTRY, FORM, LEDGER_ROW, OPINION, SUPERVISION, Things

Json = dict[str, Any]

PUBLIC: frozenset[Role] = frozenset()
EVERYBODY = frozenset(Role)
WORKERS = EVERYBODY - {Role.SUPERVISOR}
KEY_MAKERS = frozenset({Role.ADMIN, Role.OFFICE, Role.LEADER})
OVERSEERS = frozenset({Role.SUPERVISOR, Role.LEADER, Role.OFFICE, Role.ADMIN})
DECIDERS = frozenset({Role.LEADER, Role.OFFICE})
VISITORS = frozenset({Role.HANDLER, Role.LEADER, Role.OFFICE})
LEDGER_READERS = EVERYBODY - {Role.INTEGRATOR}
WRITERS = frozenset({Role.HANDLER, Role.LEADER, Role.OFFICE})
CHECKERS = frozenset({Role.SUPERVISOR, Role.LEADER, Role.OFFICE})
SENDERS = frozenset({Role.OFFICE, Role.ADMIN})
SURVEYORS = frozenset({Role.SUPERVISOR, Role.OFFICE})
ADMINS = frozenset({Role.ADMIN})
INTEGRATORS = frozenset({Role.INTEGRATOR, Role.ADMIN})


def _nothing(_: Things) -> Json | None:
    return None


@dataclass(frozen=True, slots=True)
class Good:
    """A request that is granted: `body` as JSON, `lines` as CSV, `part` of a file, or `form`.

    `another` is the body of another request.
    """

    roles: frozenset[Role]
    status: int = 200
    by: str = "C admin"
    body: Callable[[Things], Json | None] = _nothing
    lines: tuple[str, ...] = ()
    part: bytes = b""
    form: Mapping[str, str] | None = None
    another: Json = field(default_factory=dict)
    instead: Json = field(default_factory=dict)
    """What paths name otherwise than `one_of_everything` says."""


def _body(**fields: object) -> Callable[[Things], Json]:
    """Fields as they are; a text `{name}` stands for that thing."""
    return lambda things: {name: filled(value, things) for name, value in fields.items()}


def filled(value: object, things: Things) -> object:
    if isinstance(value, list):
        return [filled(each, things) for each in value]
    is_name = isinstance(value, str) and value.startswith("{")
    return value.format(**things) if is_name and isinstance(value, str) else value


def _publication(document: Any) -> Callable[[Things], Json]:
    return lambda _: {name: deepcopy(part) for name, part in document.items() if name != "version"}


VISITS: Any = shipped_section("visits")

ROUTES: dict[str, Good] = {
    "GET /livez": Good(PUBLIC),
    "GET /readyz": Good(PUBLIC),
    "GET /metrics": Good(PUBLIC),
    "GET /v1/tickets": Good(EVERYBODY),
    "GET /v1/work": Good(EVERYBODY),
    "GET /v1/work/{kind}": Good(EVERYBODY, instead={"kind": "handle"}),
    "POST /v1/tickets": Good(
        WORKERS, 201, body=_body(**FORM, opinion=OPINION, unit_id="{V1_id}"), another={"urgency": "urgent"}
    ),
    "POST /v1/tickets/imports": Good(
        ADMINS, 202, lines=("external_ref,title,created_at,closed_at", "1,路灯,2024-01-01,2024-01-03")
    ),
    "POST /v1/tickets/imports/checks": Good(
        ADMINS, lines=("external_ref,title,created_at,closed_at", "1,路灯,2024-01-01,2024-01-03")
    ),
    "GET /v1/tickets/{ticket_id}": Good(EVERYBODY),
    "GET /v1/vocabulary": Good(EVERYBODY),
    "GET /v1/console": Good(EVERYBODY),
    "GET /v1/tickets/{ticket_id}/actions": Good(EVERYBODY),
    "GET /v1/tickets/{ticket_id}/actions/{action}/candidates": Good(
        EVERYBODY, by="C office", instead={"action": "merge"}
    ),
    "GET /v1/tickets/{ticket_id}/events": Good(EVERYBODY),
    "GET /v1/tickets/{ticket_id}/form": Good(EVERYBODY),
    "GET /v1/tickets/{ticket_id}/form/link": Good(EVERYBODY),
    "GET /v1/tickets/{ticket_id}/forms": Good(EVERYBODY),
    "GET /v1/forms/{token}": Good(PUBLIC),
    "GET /v1/tickets/{ticket_id}/hand-overs": Good(EVERYBODY),
    "GET /v1/tickets/{ticket_id}/joint-tasks": Good(EVERYBODY),
    "GET /v1/tickets/{ticket_id}/requests": Good(EVERYBODY),
    "GET /v1/tickets/{ticket_id}/orders": Good(EVERYBODY),
    "GET /v1/tickets/{ticket_id}/clock": Good(EVERYBODY),
    "POST /v1/tickets/{ticket_id}/transitions": Good(
        EVERYBODY, body=_body(action="comment", text="请抓紧。"), another={"text": "不急。"}
    ),
    "POST /v1/tickets/transitions": Good(
        EVERYBODY,
        body=lambda things: {
            "tickets": [{"id": things["ticket_id"]}],
            "move": {"action": "comment", "text": "请抓紧。"},
        },
        another={"move": {"action": "comment", "text": "不急。"}},
    ),
    "POST /v1/joint-tasks/{joint_task_id}/report": Good(
        EVERYBODY, by="K1-JT handler", body=_body(result="已处置。"), another={"result": "未处置。"}
    ),
    "POST /v1/joint-tasks/{joint_task_id}/waive": Good(
        EVERYBODY, by="K1 handler", body=_body(reason="不涉及。"), another={"reason": "已撤销。"}
    ),
    "GET /v1/tickets/{ticket_id}/attachments": Good(EVERYBODY),
    "POST /v1/tickets/{ticket_id}/attachments": Good(
        WORKERS, 201, by="K1 office", body=_body(name="路灯.jpg", size=1_000), another={"size": 1_001}
    ),
    "GET /v1/opinions/{opinion_id}/attachments": Good(EVERYBODY),
    "POST /v1/opinions/{opinion_id}/attachments": Good(
        WORKERS, 201, by="V1 handler", body=_body(name="路灯.jpg", size=1_000), another={"size": 1_001}
    ),
    "GET /v1/attachments/{attachment_id}": Good(EVERYBODY),
    "GET /v1/attachments/{attachment_id}/content": Good(EVERYBODY),
    "GET /v1/attachments/{attachment_id}/thumbnail": Good(EVERYBODY),
    "PUT /v1/attachments/{attachment_id}/parts": Good(
        WORKERS, by="V1 handler", part=b"%PDF-1.7", instead={"attachment_id": "{begun_id}"}
    ),
    "POST /v1/attachments/{attachment_id}/complete": Good(
        WORKERS, by="V1 handler", instead={"attachment_id": "{arrived_id}"}
    ),
    "POST /v1/attachments/{attachment_id}/removal": Good(
        WORKERS, by="V1 handler", body=_body(reason="拍到了旁人"), another={"reason": "重复"}
    ),
    "GET /v1/incidents": Good(OVERSEERS),
    "POST /v1/requests/{request_id}/decision": Good(
        EVERYBODY, by="K1-ZJ leader", body=_body(approve=True), another={"approve": False}
    ),
    "POST /v1/orders/{order_id}/answer": Good(
        EVERYBODY, by="K1-ZJ handler", body=_body(text="已整改。"), another={"text": "正在整改。"}
    ),
    "GET /v1/opinions": Good(EVERYBODY),
    "GET /v1/places/opinions": Good(EVERYBODY),
    "GET /v1/places/tickets": Good(EVERYBODY),
    "POST /v1/opinions": Good(WORKERS, 201, body=_body(**OPINION, unit_code="V1"), another={"title": "别的事"}),
    "GET /v1/opinions/{opinion_id}": Good(EVERYBODY),
    "POST /v1/opinions/{opinion_id}/contact": Good(EVERYBODY, by="V1 handler", body=_body(reason="电话核实")),
    "POST /v1/opinions/{opinion_id}/dismiss": Good(
        DECIDERS, by="C office", body=_body(reason="重复反映"), another={"reason": "无法核实"}
    ),
    "POST /v1/opinions/imports": Good(WORKERS, 202, lines=("title,content", "路灯,不亮了")),
    "POST /v1/opinions/imports/checks": Good(WORKERS, lines=("title,content", "路灯,不亮了")),
    "GET /v1/operations": Good(EVERYBODY),
    "GET /v1/operations/{operation_id}": Good(EVERYBODY),
    "DELETE /v1/operations/{operation_id}": Good(EVERYBODY),
    "GET /v1/operations/{operation_id}/receipts": Good(EVERYBODY),
    "POST /v1/opinions/{opinion_id}/erasure": Good(
        EVERYBODY, 202, by="T1 leader", body=_body(reason="本人要求"), another={"reason": "期限已过"}
    ),
    "GET /v1/erasures": Good(frozenset({Role.LEADER, Role.OFFICE}), by="C office"),
    "POST /v1/erasures/{erasure_id}/decision": Good(
        EVERYBODY, by="K1 office", body=_body(approve=True), another={"approve": False}
    ),
    "POST /v1/holdings": Good(
        frozenset({Role.LEADER, Role.OFFICE}), by="K1 office", body=_body(contact="138 0013 1234", reason="本人查询")
    ),
    "GET /v1/opinions/{opinion_id}/contact-reads": Good(EVERYBODY, by="C office"),
    "POST /v1/opinions/{opinion_id}/tracking-slip": Good(EVERYBODY, by="V1 handler", body=_body(reason="遗失")),
    "POST /v1/opinions/{opinion_id}/code-message": Good(frozenset({Role.INTEGRATOR}), by="C integrator"),
    "GET /v1/submissions/challenge": Good(PUBLIC),
    "GET /v1/submissions/units": Good(PUBLIC),
    "POST /v1/submissions/{upload_token}/photos": Good(
        PUBLIC, 201, body=_body(name="路灯.jpg", size=1_000), another={"size": 1_001}
    ),
    "PUT /v1/submissions/{upload_token}/photos/{photo_id}/parts": Good(
        PUBLIC, part=b"\xff\xd8\xff", instead={"photo_id": "{begun_photo_id}"}
    ),
    "POST /v1/submissions/{upload_token}/photos/{photo_id}/complete": Good(PUBLIC),
    "POST /v1/submissions": Good(
        PUBLIC,
        201,
        body=_body(unit_code="V1", title="路灯不亮", content="村口的路灯坏了。"),
        another={"title": "别的事"},
    ),
    "POST /v1/track": Good(PUBLIC, body=_body(tracking_code="{tracking_code}")),
    "POST /v1/track/feedback": Good(
        PUBLIC, body=_body(tracking_code="{tracking_code}", solved=False, note="还是不亮"), another={"satisfaction": 1}
    ),
    "GET /v1/reports/overdue": Good(EVERYBODY),
    "GET /v1/reports/breached": Good(EVERYBODY),
    "GET /v1/reports/lapsed": Good(EVERYBODY),
    "GET /v1/reports/climbed": Good(EVERYBODY),
    "GET /v1/reports/on-time": Good(EVERYBODY),
    "GET /v1/reports/by-unit": Good(EVERYBODY),
    "GET /v1/reports/rates": Good(EVERYBODY),
    "GET /v1/scores": Good(EVERYBODY),
    "GET /v1/bulletins": Good(EVERYBODY),
    "GET /v1/bulletins/{bulletin_id}": Good(EVERYBODY, by="K1 office"),
    "GET /v1/bulletins/{bulletin_id}/page": Good(EVERYBODY, by="K1 office"),
    "GET /v1/bulletins/{bulletin_id}/page/link": Good(EVERYBODY, by="K1 office"),
    "GET /v1/exports/bulletins/{bulletin_id}": Good(EVERYBODY, by="K1 office"),
    "PUT /v1/bulletins/{bulletin_id}/texts": Good(
        DECIDERS, by="K1 office", body=_body(texts=[{"section": "hot", "text": "路灯问题较多。"}])
    ),
    "PUT /v1/bulletins/{bulletin_id}/publication": Good(DECIDERS, by="K1 office"),
    "GET /v1/bulletins/{bulletin_id}/public-page": Good(EVERYBODY, by="K1 office"),
    "PUT /v1/bulletins/{bulletin_id}/public-page": Good(
        DECIDERS, by="K1 office", instead={"bulletin_id": "{open_bulletin_id}"}
    ),
    "DELETE /v1/bulletins/{bulletin_id}/public-page": Good(
        DECIDERS, 204, by="K1 office", instead={"bulletin_id": "{open_bulletin_id}"}
    ),
    "GET /v1/activity-trends": Good(EVERYBODY),
    "GET /v1/trend-alarms": Good(EVERYBODY),
    "GET /v1/trend-alarms/{alarm_id}": Good(EVERYBODY, by="V1 handler"),
    "GET /v1/exports/surveys/{survey_id}/results": Good(EVERYBODY),
    "GET /v1/exports/trend-alarms": Good(EVERYBODY),
    "GET /v1/exports/rates": Good(EVERYBODY),
    "GET /v1/exports/scores": Good(EVERYBODY),
    "GET /v1/saved-views": Good(EVERYBODY),
    "POST /v1/saved-views": Good(
        EVERYBODY, 201, body=_body(name="未办结", list_kind="tickets", query="open=true"), another={"name": "逾期"}
    ),
    "PUT /v1/saved-views/{view_id}": Good(
        EVERYBODY, by="V1 handler", body=_body(name="办理中", list_kind="tickets", query="open=true")
    ),
    "DELETE /v1/saved-views/{view_id}": Good(EVERYBODY, 204, by="V1 handler"),
    "GET /v1/diary-entries": Good(EVERYBODY),
    "POST /v1/diary-entries": Good(WRITERS, 201, by="V1 handler", body=_body(**ENTRY), another={"title": "又一次"}),
    "GET /v1/diary-entries/{entry_id}": Good(EVERYBODY, by="V1 handler"),
    "PATCH /v1/diary-entries/{entry_id}": Good(WRITERS, by="V1 handler", body=_body(place="村部")),
    "DELETE /v1/diary-entries/{entry_id}": Good(WRITERS, 204, by="V1 handler"),
    "POST /v1/diary-entries/{entry_id}/submit": Good(WRITERS, by="V1 handler"),
    "POST /v1/diary-entries/{entry_id}/take-back": Good(
        WRITERS, by="V1 handler", instead={"entry_id": "{submitted_entry_id}"}
    ),
    "POST /v1/diary-entries/{entry_id}/review": Good(
        DECIDERS,
        by="V1 leader",
        body=_body(grade="good"),
        another={"grade": "passed"},
        instead={"entry_id": "{submitted_entry_id}"},
    ),
    "POST /v1/diary-entries/{entry_id}/opinions": Good(
        WRITERS, 201, by="V1 handler", body=_body(title="路灯", content="不亮"), another={"title": "又一次"}
    ),
    "GET /v1/diary-entries/{entry_id}/form": Good(EVERYBODY, by="V1 handler"),
    "GET /v1/diary-entries/{entry_id}/form/link": Good(EVERYBODY, by="V1 handler"),
    "GET /v1/diary-counts": Good(OVERSEERS),
    "GET /v1/exports/diary-entries": Good(EVERYBODY),
    "GET /v1/diary-grades": Good(EVERYBODY),
    "GET /v1/contact-points": Good(EVERYBODY),
    "POST /v1/contact-points": Good(
        KEY_MAKERS, 201, body=_body(member_id="{other_id}", unit_id="{V1_id}"), another={"unit_id": "{V2_id}"}
    ),
    "GET /v1/contact-points/{point_id}": Good(EVERYBODY, by="V3 handler"),
    "POST /v1/contact-points/{point_id}/end": Good(
        KEY_MAKERS, body=_body(reason="分工调整"), another={"reason": "调离"}
    ),
    "POST /v1/contact-points/imports": Good(KEY_MAKERS, lines=("name,home_unit_code,unit_code", "高娃,T1,V2")),
    "POST /v1/contact-points/imports/checks": Good(KEY_MAKERS, lines=("name,home_unit_code,unit_code", "高娃,T1,V2")),
    "GET /v1/exports/contact-points": Good(EVERYBODY),
    "GET /v1/contact-checks/cadres": Good(OVERSEERS),
    "GET /v1/contact-checks/coverage": Good(OVERSEERS),
    "GET /v1/leading-groups": Good(EVERYBODY),
    "POST /v1/leading-groups": Good(KEY_MAKERS, 201, body=_body(unit_id="{K2_id}"), another={"unit_id": "{C_id}"}),
    "GET /v1/leading-groups/{group_id}": Good(EVERYBODY, by="K1 handler"),
    "GET /v1/leading-groups/{group_id}/terms": Good(EVERYBODY, by="K1 handler"),
    "PUT /v1/leading-groups/{group_id}/positions/{position}": Good(
        KEY_MAKERS, body=_body(member_id="{other_id}", reason="换届")
    ),
    "PUT /v1/leading-groups/{group_id}/members/{member_id}": Good(
        KEY_MAKERS, body=_body(group_role="deputy", area="民生改善")
    ),
    "DELETE /v1/leading-groups/{group_id}/members/{member_id}": Good(KEY_MAKERS, 204),
    "GET /v1/group-checks": Good(OVERSEERS),
    "GET /v1/exports/leading-groups": Good(EVERYBODY),
    "GET /v1/supervision-groups": Good(EVERYBODY),
    "POST /v1/supervision-groups": Good(
        SENDERS,
        201,
        body=_body(**SUPERVISION, head_id="{member_id}", unit_ids=["{T1_id}"]),
        another={"name": "推进组"},
    ),
    "GET /v1/supervision-groups/{group_id}": Good(EVERYBODY, instead={"group_id": "{supervision_group_id}"}),
    "PATCH /v1/supervision-groups/{group_id}": Good(
        SENDERS, body=_body(name="推进组"), instead={"group_id": "{supervision_group_id}"}
    ),
    "POST /v1/supervision-groups/{group_id}/end": Good(
        SENDERS,
        body=_body(reason="任务完成"),
        another={"reason": "调整"},
        instead={"group_id": "{supervision_group_id}"},
    ),
    "GET /v1/exports/supervision-groups": Good(EVERYBODY),
    "GET /v1/team-checks": Good(OVERSEERS),
    "GET /v1/team-checks/units": Good(OVERSEERS),
    "GET /v1/contact-checks/units": Good(OVERSEERS),
    "GET /v1/ledger-rows": Good(LEDGER_READERS),
    "POST /v1/ledger-rows": Good(
        WRITERS, 201, by="V1 handler", body=_body(**LEDGER_ROW), another={"entered_on": "2026-01-06"}
    ),
    "GET /v1/ledger-rows/{row_id}": Good(LEDGER_READERS),
    "PATCH /v1/ledger-rows/{row_id}": Good(WRITERS, by="V1 handler", body=_body(matter="井盖")),
    "POST /v1/ledger-rows/{row_id}/write-off": Good(
        WRITERS, by="V1 handler", body=_body(reason="已解决"), another={"reason": "已搬走"}
    ),
    "POST /v1/ledger-rows/{row_id}/restore": Good(WRITERS, by="V1 handler", instead={"row_id": "{done_row_id}"}),
    "POST /v1/ledger-rows/{row_id}/opinion": Good(
        WRITERS, 201, by="V1 handler", body=_body(source="visit"), another={"source": "phone"}
    ),
    "POST /v1/ledger-rows/{row_id}/ticket": Good(
        WRITERS,
        201,
        by="V1 handler",
        body=_body(**FORM, opinion={"source": "visit"}),
        another={"urgency": "urgent"},
        instead={"row_id": "{another_row_id}"},
    ),
    "POST /v1/ledger-rows/imports": Good(WRITERS, by="V1 handler", lines=("户主,诉求", "高娃,井盖")),
    "POST /v1/ledger-rows/imports/checks": Good(WRITERS, by="V1 handler", lines=("户主,诉求", "高娃,井盖")),
    "GET /v1/ledger-counts": Good(LEDGER_READERS),
    "GET /v1/ledger-form": Good(LEDGER_READERS),
    "GET /v1/ledger-form/link": Good(LEDGER_READERS),
    "GET /v1/exports/ledger-rows": Good(LEDGER_READERS),
    "GET /v1/standard-replies": Good(EVERYBODY),
    "POST /v1/standard-replies": Good(
        DECIDERS,
        201,
        by="K1 office",
        body=_body(unit_id="{K1_id}", name="已修", text="编号{ticket_number}已办结。"),
        another={"name": "未修"},
    ),
    "PUT /v1/standard-replies/{reply_id}": Good(DECIDERS, by="K1 office", body=_body(name="已修", text="已办结。")),
    "DELETE /v1/standard-replies/{reply_id}": Good(DECIDERS, 204, by="K1 office"),
    "GET /v1/drafts": Good(EVERYBODY),
    "GET /v1/drafts/{draft_id}": Good(EVERYBODY, by="V1 handler"),
    "POST /v1/drafts": Good(
        EVERYBODY, 201, body=_body(kind="opinion", content={"title": "路灯"}), another={"kind": "move"}
    ),
    "PUT /v1/drafts/{draft_id}": Good(EVERYBODY, by="V1 handler", body=_body(content={"title": "路灯"})),
    "DELETE /v1/drafts/{draft_id}": Good(EVERYBODY, 204, by="V1 handler"),
    "GET /v1/exports/by-unit": Good(EVERYBODY),
    "GET /open311/v2/discovery.{format}": Good(PUBLIC, instead={"format": "json"}),
    "GET /open311/v2/services.{format}": Good(PUBLIC, instead={"format": "xml"}),
    "GET /open311/v2/services/{service_code}.{format}": Good(
        PUBLIC, instead={"service_code": "urban.streets", "format": "json"}
    ),
    "GET /open311/v2/requests.{format}": Good(PUBLIC, instead={"format": "json"}),
    "POST /open311/v2/requests.{format}": Good(
        WORKERS,
        form={"service_code": "urban.streets", "address_string": "村口", "description": "路灯不亮"},
        another={"description": "路灯又不亮"},
        instead={"format": "json"},
    ),
    "GET /open311/v2/requests/{service_request_id}.{format}": Good(
        PUBLIC, instead={"service_request_id": "{classified_id}", "format": "json"}
    ),
    "GET /open311/v2/tokens/{token}.{format}": Good(PUBLIC, instead={"token": "{classified_id}", "format": "json"}),
    "GET /v1/exports/tickets": Good(EVERYBODY),
    "GET /v1/exports/hand-overs": Good(EVERYBODY),
    "GET /v1/exports/opinions": Good(EVERYBODY),
    "GET /v1/exports/units": Good(EVERYBODY),
    "GET /v1/exports/members": Good(EVERYBODY),
    "GET /v1/exports/teams": Good(EVERYBODY),
    "GET /v1/exports/events": Good(EVERYBODY),
    "GET /v1/exports/webhook-endpoints/{endpoint_id}/deliveries": Good(INTEGRATORS),
    "GET /v1/exports/reports/{report}": Good(EVERYBODY, instead={"report": "lapsed"}),
    "GET /v1/visit-plans": Good(EVERYBODY),
    "GET /v1/visit-plans/{plan_id}": Good(EVERYBODY),
    "GET /v1/visit-duties": Good(EVERYBODY),
    "POST /v1/visit-duties": Good(
        DECIDERS, 201, by="K1 leader", body=_body(target_unit_id="{V1_id}"), another={"target_unit_id": "{V2_id}"}
    ),
    "DELETE /v1/visit-duties/{duty_id}": Good(DECIDERS, 204, by="V3 leader"),
    "GET /v1/visits/compliance": Good(EVERYBODY),
    "PUT /v1/visits/household-counts": Good(
        WORKERS, body=lambda _: {"items": [{"unit_code": "V1", "households": 120}]}
    ),
    "POST /v1/visits/records": Good(
        VISITORS,
        by="V1 handler",
        body=lambda things: {
            "items": [{"id": things["recorded_id"], "made_at": things["made_at"], "target_unit_id": things["V1_id"]}]
        },
        another={"items": [{"id": "0199c1f3-8f00-7000-8000-00000000000d", "made_at": "2026-01-31T08:00:00Z"}]},
    ),
    "POST /v1/visits/confirmations": Good(
        PUBLIC, body=_body(code="{confirmation_code}"), another={"code": "0000-0000-0000-0000"}
    ),
    "GET /v1/visits": Good(EVERYBODY),
    "POST /v1/visits": Good(
        VISITORS,
        201,
        by="V1 handler",
        body=_body(target_unit_id="{V1_id}", day="{tomorrow}"),
        another={"day": "2099-01-01"},
    ),
    "GET /v1/visits/{visit_id}": Good(EVERYBODY),
    "POST /v1/visits/{visit_id}/households": Good(
        EVERYBODY, by="V3 leader", body=_body(reason="回访"), another={"reason": "抽查"}
    ),
    "GET /v1/visits/{visit_id}/household-reads": Good(EVERYBODY, by="V3 leader"),
    "GET /v1/visits/confirmation-figures": Good(EVERYBODY),
    "POST /v1/visits/{visit_id}/cancel": Good(
        VISITORS, by="V3 leader", body=_body(reason="改期"), another={"reason": "下雪"}
    ),
    "POST /v1/visits/{visit_id}/opinions": Good(
        VISITORS, 201, by="V3 leader", body=_body(**OPINION), another={"title": "路灯"}
    ),
    "GET /v1/samples": Good(EVERYBODY),
    "POST /v1/samples": Good(CHECKERS, 201, by="V3 leader", body=_body(frame="open", size=1), another={"size": 2}),
    "GET /v1/samples/{sample_id}": Good(EVERYBODY),
    "GET /v1/site-checks": Good(EVERYBODY),
    "POST /v1/site-checks": Good(
        CHECKERS,
        201,
        by="V3 leader",
        another={"place": "村口"},
        body=_body(
            subject_kind="ticket", subject_id="{drawn_id}", checked_on="{today}", found="没有修。", verdict="not_done"
        ),
    ),
    "GET /v1/site-checks/{check_id}": Good(EVERYBODY),
    "GET /v1/supervision-results": Good(OVERSEERS),
    "GET /v1/surveys": Good(EVERYBODY),
    "POST /v1/surveys": Good(
        SURVEYORS,
        201,
        by="V3 office",
        body=_body(kind="unit", title="满意度调查", period_since="2000-01-01", period_until="2100-01-01", size=1),
        another={"title": "年度调查"},
    ),
    "GET /v1/surveys/{survey_id}": Good(EVERYBODY),
    "GET /v1/surveys/{survey_id}/results": Good(EVERYBODY),
    "GET /v1/surveys/{survey_id}/remarks": Good(EVERYBODY),
    "POST /v1/surveys/{survey_id}/close": Good(SURVEYORS, by="V3 office"),
    "POST /v1/surveys/{survey_id}/calls": Good(SURVEYORS, by="V3 office"),
    "POST /v1/surveys/{survey_id}/calls/{call_id}/settlement": Good(
        SURVEYORS, by="V3 office", body=_body(outcome="refused"), another={"outcome": "not_reached"}
    ),
    "GET /v1/survey-rules": Good(EVERYBODY),
    "GET /v1/meeting-rounds": Good(EVERYBODY),
    "GET /v1/meeting-rounds/{round_id}": Good(EVERYBODY, instead={"round_id": "{V3_id}"}),
    "GET /v1/meeting-decisions/{decision_id}": Good(EVERYBODY),
    "GET /v1/meetings": Good(EVERYBODY),
    "POST /v1/meetings": Good(
        DECIDERS,
        201,
        by="V3 leader",
        body=_body(unit_id="{V3_id}", planned_at="2027-02-01T01:00:00Z"),
        another={"place": "村委会"},
    ),
    "GET /v1/meetings/{meeting_id}": Good(EVERYBODY),
    "PATCH /v1/meetings/{meeting_id}": Good(DECIDERS, by="V3 leader", body=_body(place="村委会")),
    "POST /v1/meetings/{meeting_id}/cancellation": Good(
        DECIDERS, by="V3 leader", body=_body(reason="主要领导出差"), another={"reason": "改期"}
    ),
    "POST /v1/meetings/{meeting_id}/holding": Good(
        DECIDERS, by="V3 leader", body=_body(chair="高娃"), another={"chair": "娜仁"}
    ),
    "GET /v1/meetings/{meeting_id}/minutes": Good(EVERYBODY),
    "GET /v1/meetings/{meeting_id}/minutes/link": Good(EVERYBODY),
    "PUT /v1/meetings/{meeting_id}/minutes": Good(
        DECIDERS, by="V3 leader", body=_body(chair="娜仁"), instead={"meeting_id": "{held_meeting_id}"}
    ),
    "POST /v1/meetings/{meeting_id}/draws": Good(DECIDERS, by="V3 leader"),
    "POST /v1/meetings/{meeting_id}/agenda": Good(
        DECIDERS, 201, by="V3 leader", body=_body(topic="下一步安排", reason="阶段安排"), another={"topic": "小结"}
    ),
    "POST /v1/agenda-items/{item_id}/removal": Good(
        DECIDERS, by="V3 leader", body=_body(reason="已当面解决"), another={"reason": "下次再议"}
    ),
    "POST /v1/agenda-items/{item_id}/decisions": Good(
        DECIDERS, 201, by="V3 leader", body=_body(text="入户核实", due_on="2099-12-30"), another={"text": "再核实"}
    ),
    "GET /v1/meeting-decisions": Good(EVERYBODY),
    "POST /v1/meeting-decisions/{decision_id}/attempts": Good(
        EVERYBODY,
        by="V3 leader",
        body=_body(action="comment", text="请抓紧。"),
        another={"text": "不急。"},
        instead={"decision_id": "{refused_decision_id}"},
    ),
    "POST /v1/meeting-decisions/{decision_id}/completion": Good(
        EVERYBODY, by="V3 leader", body=_body(note="已核实"), another={"note": "已办"}
    ),
    "POST /v1/meeting-decisions/{decision_id}/withdrawal": Good(
        DECIDERS, by="V3 leader", body=_body(reason="不再需要"), another={"reason": "另行安排"}
    ),
    "GET /v1/unit-tasks": Good(EVERYBODY),
    "GET /v1/unit-task-progress": Good(EVERYBODY),
    "POST /v1/unit-tasks": Good(
        WORKERS, 201, by="V3 leader", body=_body(unit_id="{V3_id}", title="修水渠"), another={"title": "修桥"}
    ),
    "PATCH /v1/unit-tasks/{task_id}": Good(WORKERS, by="V3 leader", body=_body(percent=50)),
    "DELETE /v1/unit-tasks/{task_id}": Good(WORKERS, 204, by="V3 leader"),
    "PUT /v1/unit-tasks/{task_id}/tickets/{ticket_id}": Good(
        WORKERS, by="V3 leader", instead={"ticket_id": "{evidence_id}"}
    ),
    "DELETE /v1/unit-tasks/{task_id}/tickets/{ticket_id}": Good(
        WORKERS, 204, by="V3 leader", instead={"ticket_id": "{evidence_id}"}
    ),
    "GET /v1/sorting-proposals": Good(EVERYBODY),
    "POST /v1/sorting-batches": Good(
        WORKERS,
        by="V1 handler",
        body=lambda things: {
            "unit_id": things["V1_id"],
            "lines": [{"opinion_ids": [things["opinion_id"]], "urgency": "routine", "difficulty": "simple"}],
        },
        another={"lines": []},
    ),
    "GET /v1/sorting-rounds": Good(EVERYBODY),
    "GET /v1/sorting-rounds/{sorting_round_id}": Good(EVERYBODY, instead={"sorting_round_id": "{V3_id}"}),
    "GET /v1/staffing-gaps": Good(EVERYBODY),
    "GET /v1/units": Good(EVERYBODY),
    "POST /v1/units": Good(
        ADMINS, 201, body=_body(code="V4", name="第四村", parent_id="{T2_id}", level=1), another={"name": "第五村"}
    ),
    "GET /v1/units/{unit_id}": Good(EVERYBODY),
    "PATCH /v1/units/{unit_id}": Good(
        ADMINS, body=_body(name="第二村", location={"longitude": 119.758, "latitude": 49.2153})
    ),
    "POST /v1/units/{unit_id}/move": Good(ADMINS, body=_body(parent_id="{T1_id}"), another={"parent_id": "{K2_id}"}),
    "POST /v1/units/{unit_id}/dissolve": Good(
        ADMINS, body=_body(successor_id="{V2_id}", reason="合村并居"), another={"reason": "机构改革"}
    ),
    "POST /v1/units/imports": Good(ADMINS, lines=("code,parent_code,level,name", "V5,T2,village,第五村")),
    "POST /v1/units/imports/checks": Good(ADMINS, lines=("code,parent_code,level,name", "V5,T2,village,第五村")),
    "GET /v1/members": Good(EVERYBODY),
    "POST /v1/members": Good(
        ADMINS, 201, body=_body(name="巴特尔", home_unit_id="{K1-JT_id}"), another={"name": "苏和"}
    ),
    "GET /v1/members/{member_id}": Good(EVERYBODY),
    "PATCH /v1/members/{member_id}": Good(ADMINS, body=_body(rank="section")),
    "PUT /v1/members/{member_id}/roles/{unit_id}/{role}": Good(ADMINS, instead={"role": "office"}),
    "DELETE /v1/members/{member_id}/roles/{unit_id}/{role}": Good(ADMINS),
    "POST /v1/members/imports": Good(ADMINS, lines=("name,home_unit_code,role,unit_code", "苏和,T1,handler,T1")),
    "POST /v1/teams/imports": Good(
        ADMINS, lines=("unit_code,team,name,home_unit_code,team_role", "T1,一队,苏和,T1,leader")
    ),
    "POST /v1/teams/imports/checks": Good(
        ADMINS, lines=("unit_code,team,name,home_unit_code,team_role", "T1,一队,苏和,T1,leader")
    ),
    "POST /v1/members/imports/checks": Good(ADMINS, lines=("name,home_unit_code,role,unit_code", "苏和,T1,handler,T1")),
    "GET /v1/teams": Good(EVERYBODY),
    "POST /v1/teams": Good(
        ADMINS, 201, body=_body(unit_id="{T1_id}", name="引领工作二队"), another={"name": "引领工作三队"}
    ),
    "GET /v1/teams/{team_id}": Good(EVERYBODY),
    "PUT /v1/teams/{team_id}/members/{member_id}": Good(
        ADMINS, body=_body(team_role="member"), instead={"member_id": "{other_id}"}
    ),
    "DELETE /v1/teams/{team_id}/members/{member_id}": Good(ADMINS, 204),
    "GET /v1/keys": Good(KEY_MAKERS),
    "POST /v1/keys": Good(
        KEY_MAKERS, 201, body=_body(unit_id="{V3_id}", role="handler", name="平台"), another={"name": "别的平台"}
    ),
    "DELETE /v1/keys/{key_id}": Good(KEY_MAKERS),
    "GET /v1/me": Good(EVERYBODY),
    "POST /v1/sign-in": Good(
        PUBLIC, body=_body(login="{login}", password="{password}"), another={"password": "{other_password}"}
    ),
    "GET /v1/sign-in": Good(PUBLIC),
    "GET /v1/sign-in/session": Good(PUBLIC, 401),
    "PUT /v1/sign-in/post": Good(PUBLIC, 401, body=_body(acting_as="{member_id}")),
    "POST /v1/sign-in/invitation": Good(PUBLIC, body=_body(secret="{secret}", password="{password}")),
    "POST /v1/sign-in/invitation/join": Good(PUBLIC, 401, body=_body(secret="{secret}")),
    "POST /v1/invitations": Good(ADMINS, 201, body=_body(member_id="{other_id}"), another={"login": "another"}),
    "GET /v1/invitations": Good(ADMINS),
    "DELETE /v1/invitations/{invitation_id}": Good(ADMINS, 204),
    "GET /v1/sessions": Good(EVERYBODY),
    "DELETE /v1/sessions": Good(EVERYBODY, 204, by="V3 leader"),
    "DELETE /v1/members/{member_id}/sessions": Good(ADMINS, 204),
    "DELETE /v1/sessions/{session_id}": Good(EVERYBODY, 204, by="V3 leader"),
    "GET /v1/tokens": Good(EVERYBODY),
    "POST /v1/tokens": Good(
        PUBLIC,
        201,
        body=_body(login="{login}", password="{password}", device_name="手机"),
        another={"device_name": "x"},
    ),
    "POST /v1/tokens/refresh": Good(
        PUBLIC, body=_body(refresh_token="{refresh_token}"), another={"acting_as": "another"}
    ),
    "DELETE /v1/tokens/{token_id}": Good(EVERYBODY, 204, by="V3 leader"),
    "GET /v1/me/push-key": Good(EVERYBODY),
    "GET /v1/me/messages": Good(EVERYBODY),
    "GET /v1/message-failures": Good(OVERSEERS),
    "GET /v1/me/channels": Good(EVERYBODY),
    "POST /v1/me/channels": Good(
        EVERYBODY,
        201,
        by="V3 leader",
        body=_body(kind="email", address="naren@example.gov.cn"),
        another={"address": "other@example.gov.cn"},
    ),
    "DELETE /v1/me/channels/{channel_id}": Good(EVERYBODY, 204, by="V3 leader"),
    "POST /v1/me/channels/{channel_id}/code": Good(EVERYBODY, 202, by="V3 leader"),
    "POST /v1/me/channels/{channel_id}/verification": Good(
        EVERYBODY, by="V3 leader", body=_body(code="{channel_code}"), another={"code": "no code"}
    ),
    "POST /v1/me/channels/{channel_id}/test": Good(
        EVERYBODY, 202, by="V3 leader", instead={"channel_id": "{active_channel_id}"}
    ),
    "GET /v1/me/channels/{channel_id}/rules": Good(EVERYBODY, by="V3 leader"),
    "PUT /v1/me/channels/{channel_id}/rules/{rule}": Good(EVERYBODY, by="V3 leader", body=_body(wanted=False)),
    "GET /v1/units/{unit_id}/channels": Good(KEY_MAKERS),
    "POST /v1/units/{unit_id}/channels": Good(
        KEY_MAKERS,
        201,
        body=_body(kind="email", address="office@example.gov.cn"),
        another={"address": "other@example.gov.cn"},
    ),
    "DELETE /v1/units/{unit_id}/channels/{channel_id}": Good(
        KEY_MAKERS, 204, instead={"channel_id": "{unit_channel_id}"}
    ),
    "POST /v1/units/{unit_id}/channels/{channel_id}/code": Good(
        KEY_MAKERS, 202, instead={"channel_id": "{unit_channel_id}"}
    ),
    "POST /v1/units/{unit_id}/channels/{channel_id}/verification": Good(
        KEY_MAKERS,
        body=_body(code="{unit_channel_code}"),
        another={"code": "no code"},
        instead={"channel_id": "{unit_channel_id}"},
    ),
    "GET /v1/units/{unit_id}/channels/{channel_id}/rules": Good(
        KEY_MAKERS, instead={"channel_id": "{unit_channel_id}"}
    ),
    "PUT /v1/units/{unit_id}/channels/{channel_id}/rules/{rule}": Good(
        KEY_MAKERS, body=_body(wanted=False), instead={"channel_id": "{unit_channel_id}"}
    ),
    "GET /v1/units/{unit_id}/message-templates": Good(OVERSEERS),
    "POST /v1/units/{unit_id}/message-templates/preview": Good(
        ADMINS,
        body=_body(rule="assigned", language="zh", subject="交办", body="交办单 {{ number }}", short="交办"),
        another={"short": "新交办"},
    ),
    "POST /v1/units/{unit_id}/message-templates": Good(
        ADMINS,
        201,
        body=_body(rule="assigned", language="zh", subject="交办", body="交办单 {{ number }}", short="交办"),
        another={"subject": "又一件"},
    ),
    "GET /unsubscribe/{token}": Good(PUBLIC, instead={"token": "{unsubscribe_token}"}),
    "POST /unsubscribe/{token}": Good(
        PUBLIC, form={"List-Unsubscribe": "One-Click"}, instead={"token": "{unsubscribe_token}"}
    ),
    "GET /sign-in": Good(PUBLIC),
    "GET /pages.css": Good(PUBLIC),
    "GET /": Good(PUBLIC),
    "GET /docs": Good(PUBLIC),
    "GET /docs/5.35.0/swagger-ui-bundle.js": Good(PUBLIC),
    "GET /docs/5.35.0/swagger-ui.css": Good(PUBLIC),
    "GET /docs/reference.js": Good(PUBLIC),
    "GET /docs/reference.css": Good(PUBLIC),
    "GET /console": Good(PUBLIC, 308),
    "GET /console/{path}": Good(PUBLIC, instead={"path": "tickets"}),
    "GET /track": Good(PUBLIC),
    "POST /track/feedback": Good(PUBLIC, 404, form={"seen": "none", "solved": "no"}),
    "GET /bulletins": Good(PUBLIC),
    "GET /bulletins/{bulletin_id}": Good(PUBLIC, instead={"bulletin_id": "{open_bulletin_id}"}),
    "GET /bulletins/{bulletin_id}/pdf": Good(PUBLIC, instead={"bulletin_id": "{open_bulletin_id}"}),
    "GET /visited": Good(PUBLIC),
    "POST /visited": Good(PUBLIC, 404, form={"code": "0000-0000-0000-0000"}),
    "GET /submit": Good(PUBLIC),
    "GET /survey": Good(PUBLIC),
    "POST /survey": Good(
        PUBLIC,
        form={"code": "{survey_code}", "answer_1": "satisfied", "answer_2": "good", "answer_3": "prompt"},
    ),
    "POST /track": Good(PUBLIC, form={"code": "{tracking_code}"}),
    "POST /sign-in/post": Good(PUBLIC, form={"acting_as": "{member_id}"}),
    "POST /sign-in": Good(PUBLIC, 303, form={"login": "{login}", "password": "{password}"}),
    "GET /sign-in/invitations/{secret}": Good(PUBLIC),
    "POST /sign-in/invitations/{secret}": Good(PUBLIC, 303, form={"password": "{password}"}),
    "GET /sign-in/oidc": Good(PUBLIC, 404),
    "GET /sign-in/oidc/callback": Good(PUBLIC, 404),
    "GET /sample": Good(PUBLIC, 404),
    "GET /sample/{secret}": Good(PUBLIC, 404),
    "POST /sample": Good(PUBLIC, 404, form={"person": "{member_id}"}),
    "POST /sign-out": Good(PUBLIC, 303, form={"csrf": ""}),
    "GET /v1/categories": Good(EVERYBODY),
    "GET /v1/categories/suggest": Good(EVERYBODY),
    "GET /v1/categories/{code}": Good(EVERYBODY, instead={"code": "urban.streets"}),
    "GET /v1/events": Good(EVERYBODY),
    "GET /v1/events/stream": Good(EVERYBODY),
    "POST /v1/events/stream-tickets": Good(EVERYBODY, 201),
    "GET /v1/events/{event_id}": Good(EVERYBODY),
    "GET /v1/checkpoints": Good(EVERYBODY),
    "GET /asyncapi.json": Good(PUBLIC),
    "GET /v1/event-types": Good(EVERYBODY),
    "GET /v1/event-types/{event_type}": Good(EVERYBODY),
    "GET /v1/workflows": Good(EVERYBODY),
    "POST /v1/workflows": Good(ADMINS, 201, body=_publication(default.document()), another={"name": "another"}),
    "GET /v1/workflows/{version}": Good(EVERYBODY),
    "POST /v1/workflows/checks": Good(ADMINS, body=_publication(default.document())),
    "GET /v1/workflows/{version}/diagram": Good(EVERYBODY),
    "GET /v1/policies": Good(EVERYBODY),
    "POST /v1/policies": Good(ADMINS, 201, body=_publication(defaults.policy_document()), another={"zh": "另一个政策"}),
    "GET /v1/policies/{version}": Good(EVERYBODY),
    "POST /v1/policies/checks": Good(ADMINS, body=_publication(defaults.policy_document())),
    "GET /v1/policies/{version}/limits": Good(EVERYBODY),
    "GET /v1/policies/{version}/applying-limit": Good(EVERYBODY),
    "GET /v1/calendars": Good(EVERYBODY),
    "POST /v1/calendars": Good(
        ADMINS, 201, body=_publication(defaults.calendar_document()), another={"zone": "Asia/Hong_Kong"}
    ),
    "GET /v1/calendars/{version}": Good(EVERYBODY),
    "POST /v1/calendars/checks": Good(ADMINS, body=_publication(defaults.calendar_document())),
    "GET /v1/catalogues": Good(EVERYBODY),
    "POST /v1/catalogues": Good(
        ADMINS, 201, body=_publication(opinion_defaults.catalogue_document()), another={"zh": "另一个目录"}
    ),
    "GET /v1/catalogues/{version}": Good(EVERYBODY),
    "POST /v1/catalogues/checks": Good(ADMINS, body=_publication(opinion_defaults.catalogue_document())),
    "GET /v1/programmes": Good(EVERYBODY),
    "POST /v1/programmes": Good(
        ADMINS,
        201,
        body=_publication(shipped_document()),
        another={"visits": {**VISITS, "recorded_within_days": 31}},
    ),
    "GET /v1/programmes/{version}": Good(EVERYBODY),
    "POST /v1/programmes/checks": Good(ADMINS, body=_publication(shipped_document())),
    "GET /v1/webhook-endpoints": Good(INTEGRATORS),
    "POST /v1/webhook-endpoints": Good(
        INTEGRATORS, 201, body=_body(url="https://93.184.216.34/hooks"), another={"timeout_ms": 5_000}
    ),
    "GET /v1/webhook-endpoints/{endpoint_id}": Good(INTEGRATORS),
    "PATCH /v1/webhook-endpoints/{endpoint_id}": Good(INTEGRATORS, body=_body(timeout_ms=5_000)),
    "DELETE /v1/webhook-endpoints/{endpoint_id}": Good(INTEGRATORS, 204),
    "GET /v1/webhook-endpoints/{endpoint_id}/secrets": Good(INTEGRATORS),
    "POST /v1/webhook-endpoints/{endpoint_id}/secrets": Good(
        INTEGRATORS, 201, body=_body(overlap_seconds=60), another={"overlap_seconds": 0}
    ),
    "DELETE /v1/webhook-endpoints/{endpoint_id}/secrets/{secret_id}": Good(INTEGRATORS, 204),
    "GET /v1/webhook-endpoints/{endpoint_id}/jwks.json": Good(PUBLIC),
    "POST /v1/webhook-endpoints/{endpoint_id}/ping": Good(INTEGRATORS),
    "POST /v1/webhook-endpoints/{endpoint_id}/test": Good(
        INTEGRATORS, body=_body(type="ticket.escalated"), another={"type": "webhook.test"}
    ),
    "POST /v1/webhook-endpoints/{endpoint_id}/probe": Good(INTEGRATORS),
    "GET /v1/webhook-endpoints/{endpoint_id}/deliveries": Good(INTEGRATORS),
    "GET /v1/webhook-endpoints/{endpoint_id}/deliveries/{event_id}": Good(INTEGRATORS),
    "POST /v1/webhook-endpoints/{endpoint_id}/deliveries/{event_id}/retry": Good(INTEGRATORS, 202),
    "GET /v1/webhook-endpoints/{endpoint_id}/dead": Good(INTEGRATORS),
    "GET /v1/webhook-endpoints/{endpoint_id}/stats": Good(INTEGRATORS),
    "POST /v1/webhook-endpoints/{endpoint_id}/replays": Good(
        INTEGRATORS, 202, body=_body(since="{since}"), another={"only": "failed"}
    ),
    "DELETE /v1/webhook-endpoints/{endpoint_id}/replays/{operation_id}": Good(
        INTEGRATORS, 204, instead={"endpoint_id": "{replayed_id}", "operation_id": "{replay_id}"}
    ),
    "POST /v1/sandbox/clock": Good(ADMINS, body=_body(advance="PT1S"), another={"advance": "PT2S"}),
}

EVERY_LOOK_COUNTS = frozenset({
    "POST /v1/track",
    "POST /v1/opinions/{opinion_id}/contact",
    "POST /v1/visits/{visit_id}/households",
    "POST /v1/opinions/{opinion_id}/tracking-slip",
    "POST /v1/opinions/{opinion_id}/code-message",
    "POST /v1/holdings",
    "POST /v1/surveys/{survey_id}/calls",
})  # fmt: skip
"""They are asked by POST to keep secrets out of addresses, and take no key: nothing is changed, every look is to be on
record, or a code is told that is kept nowhere."""
NOTHING_TO_REPEAT = frozenset({
    "POST /v1/sign-in", "POST /v1/sign-in/invitation", "POST /v1/sign-in/invitation/join", "POST /sign-in",
    "POST /sign-in/invitations/{secret}", "POST /sign-in/post", "POST /sign-out", "POST /track", "POST /v1/tokens",
    "POST /unsubscribe/{token}", "POST /sample",
    "POST /v1/events/stream-tickets", "POST /track/feedback", "POST /survey",
    "POST /visited",
    "POST /v1/workflows/checks", "POST /v1/policies/checks", "POST /v1/calendars/checks", "POST /v1/catalogues/checks",
    "POST /v1/programmes/checks",
    "POST /v1/tickets/imports/checks", "POST /v1/opinions/imports/checks", "POST /v1/units/imports/checks",
    "POST /v1/members/imports/checks", "POST /v1/teams/imports/checks",
    "POST /v1/units/{unit_id}/message-templates/preview",
    "POST /v1/ledger-rows/imports/checks", "POST /v1/contact-points/imports/checks",
})  # fmt: skip
"""They take no key either: what they begin is a session or a stream, and once more is no harm; an invitation is used
up. A check or a preview writes nothing, and the page of a citizen carries what makes its answer the only one."""
NEEDED = {
    "PUT /v1/attachments/{attachment_id}/parts": "start=0",
    "PUT /v1/submissions/{upload_token}/photos/{photo_id}/parts": "start=0",
    "GET /v1/submissions/units": "q=单位",
    "GET /v1/categories/suggest": "text=路灯不亮",
    "GET /v1/tickets/{ticket_id}/actions/{action}/candidates": "field=into_ticket_id",
    "GET /v1/events/stream": "seconds=0",
    "GET /v1/ledger-counts": "since=2026-01-01&until=2027-01-01",
    "GET /v1/diary-counts": "since=2026-01-01&until=2027-01-01",
    "GET /v1/reports/on-time": "since=2026-01-01T00:00:00Z",
    "GET /v1/reports/rates": "since=2026-01-01T00:00:00Z",
    "GET /v1/scores": "since=2026-01-01T00:00:00Z",
    "GET /v1/exports/rates": "since=2026-01-01T00:00:00Z",
    "GET /v1/exports/scores": "since=2026-01-01T00:00:00Z",
    "GET /v1/policies/{version}/applying-limit": "level=1&urgency=routine&difficulty=simple&at=2026-03-02T01:00:00Z",
    "POST /v1/tickets/imports": "source_system=12345",
    "POST /v1/tickets/imports/checks": "source_system=12345",
}
"""Queries without which there is no answer, or no end of it."""
