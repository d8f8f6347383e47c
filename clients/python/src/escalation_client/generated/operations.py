"""A call for every route.

Written by scripts/generate.py from openapi/openapi.json; `make clients` writes it anew.
"""

from collections.abc import Sequence
from typing import Literal

from escalation_client.calls import Call, ListCall, quoted
from escalation_client.generated import models


def read_asyncapi() -> Call[dict[str, object]]:
    """What is told, as AsyncAPI.

    The AsyncAPI 3 document of webhooks and feed: every type of event, as it arrives by each way.
    """
    return Call("GET", "/asyncapi.json", answer="json")


def check_liveness() -> Call[models.Alive]:
    """Alive?.

    Answers without touching the database, even while draining.
    """
    return Call("GET", "/livez", answer="json")


def read_metrics() -> Call[str]:
    """Metrics.

    Counters and histograms in the Prometheus text format; no ticket, unit or person is named in them.
    """
    return Call("GET", "/metrics", answer="text")


def read_discovery(
    format: models.ReportFormat, *, jurisdiction_id: str | None = None, api_key: str | None = None
) -> Call[dict[str, object]]:
    """Service discovery.

    Where this interface is, in which formats it answers, and when its services changed (Open311 discovery).
    """
    return Call(
        "GET",
        f"/open311/v2/discovery.{quoted(format)}",
        answer="json",
        query={"jurisdiction_id": jurisdiction_id, "api_key": api_key},
    )


def list_service_requests(
    format: models.ReportFormat,
    *,
    jurisdiction_id: str | None = None,
    api_key: str | None = None,
    service_request_id: str | None = None,
    service_code: str | None = None,
    start_date: str | None = None,
    end_date: str | None = None,
    status: str | None = None,
) -> Call[Sequence[dict[str, object]]]:
    """GET Service Requests.

    Those that the key may see, newest first, at most a thousand (GeoReport v2).

    Without a key: those of public categories, with service, status, days, agency and unit, and not a word that
    anybody wrote.
    """
    return Call(
        "GET",
        f"/open311/v2/requests.{quoted(format)}",
        answer="json",
        query={
            "jurisdiction_id": jurisdiction_id,
            "api_key": api_key,
            "service_request_id": service_request_id,
            "service_code": service_code,
            "start_date": start_date,
            "end_date": end_date,
            "status": status,
        },
    )


def submit_service_request(
    format: models.ReportFormat,
    body: bytes,
    *,
    content_type: Literal["application/x-www-form-urlencoded"] = "application/x-www-form-urlencoded",
    idempotency_key: str | None = None,
) -> Call[Sequence[dict[str, object]]]:
    """POST Service Request.

    Register an opinion that another system took, as a form has it (GeoReport v2).

    The key is the parameter `api_key`, or the `Authorization` header. Names, mail, telephone and account are
    sealed; `device_id` is not kept. What `media_url` names is not fetched: it stays a line of the text.
    """
    return Call(
        "POST",
        f"/open311/v2/requests.{quoted(format)}",
        answer="json",
        content=body,
        content_type=content_type,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def read_service_request(
    service_request_id: str,
    format: models.ReportFormat,
    *,
    jurisdiction_id: str | None = None,
    api_key: str | None = None,
) -> Call[Sequence[dict[str, object]]]:
    """GET Service Request.

    One that may be seen, in a list of one (GeoReport v2).
    """
    return Call(
        "GET",
        f"/open311/v2/requests/{quoted(service_request_id)}.{quoted(format)}",
        answer="json",
        query={"jurisdiction_id": jurisdiction_id, "api_key": api_key},
    )


def list_open311_services(
    format: models.ReportFormat, *, jurisdiction_id: str | None = None, api_key: str | None = None
) -> Call[Sequence[dict[str, object]]]:
    """GET Service List.

    The categories that something new can have, named in the caller's language (GeoReport v2).
    """
    return Call(
        "GET",
        f"/open311/v2/services.{quoted(format)}",
        answer="json",
        query={"jurisdiction_id": jurisdiction_id, "api_key": api_key},
    )


def read_service_definition(
    service_code: str, format: models.ReportFormat, *, jurisdiction_id: str | None = None, api_key: str | None = None
) -> Call[dict[str, object]]:
    """GET Service Definition.

    What a category asks for besides the words, in the order in which it is asked (GeoReport v2).
    """
    return Call(
        "GET",
        f"/open311/v2/services/{quoted(service_code)}.{quoted(format)}",
        answer="json",
        query={"jurisdiction_id": jurisdiction_id, "api_key": api_key},
    )


def read_service_request_of_token(
    token: str, format: models.ReportFormat, *, jurisdiction_id: str | None = None, api_key: str | None = None
) -> Call[Sequence[dict[str, object]]]:
    """GET service_request_id from a token.

    Nobody needs a token: a request has its id at once. For clients that ask anyway the id stands for itself.
    """
    return Call(
        "GET",
        f"/open311/v2/tokens/{quoted(token)}.{quoted(format)}",
        answer="json",
        query={"jurisdiction_id": jurisdiction_id, "api_key": api_key},
    )


def check_readiness() -> Call[models.Ready]:
    """Ready?.

    503 while the database cannot be reached or the process is stopping: only where this process cannot serve.
    """
    return Call("GET", "/readyz", answer="json")


def read_activity_trends(*, unit: str | None = None, weeks: int | None = None) -> Call[models.ActivityTrendsOut]:
    """What a unit and those directly below it did, week by week.

    Weeks that are over, counted once each by when things were recorded. A handler is told of their unit alone.
    """
    return Call("GET", "/v1/activity-trends", answer="json", query={"unit": unit, "weeks": weeks})


def create_meeting_decision(
    item_id: str,
    body: models.MeetingDecisionIn,
    *,
    if_match: str | int | None = None,
    idempotency_key: str | None = None,
) -> Call[models.MeetingDecisionOut]:
    """Decide on an item.

    Decide, and move the ticket if the decision says how.

    A move that the caller may not make, or that a rule stands against, leaves the decision open; `refusal` says
    why. Of one that lacks something nothing is kept. `If-Match` is the version of the item.
    """
    return Call(
        "POST",
        f"/v1/agenda-items/{quoted(item_id)}/decisions",
        answer="json",
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def remove_agenda_item(
    item_id: str, body: models.ItemRemovalIn, *, if_match: str | int | None = None, idempotency_key: str | None = None
) -> Call[models.AgendaItemOut]:
    """Take off the agenda.

    Take an item off; no later draw brings it back.
    """
    return Call(
        "POST",
        f"/v1/agenda-items/{quoted(item_id)}/removal",
        answer="json",
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def read_attachment(attachment_id: str) -> Call[models.AttachmentOut]:
    """One attachment.

    What is known of a file, and how many of its bytes have come.
    """
    return Call("GET", f"/v1/attachments/{quoted(attachment_id)}", answer="json")


def complete_attachment(attachment_id: str, *, idempotency_key: str | None = None) -> Call[models.AttachmentOut]:
    """Complete a file.

    Have a file looked at that has come whole: JPEG, PNG, WebP, PDF, or DOCX and XLSX without macros.

    Pictures are written anew, without what the camera noted of place and time. What is not taken is answered with
    422 and is gone. May be repeated.
    """
    return Call(
        "POST",
        f"/v1/attachments/{quoted(attachment_id)}/complete",
        answer="json",
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def download_attachment(attachment_id: str) -> Call[bytes]:
    """Fetch an attachment.

    The file itself, to be saved: no browser shows it in the name of this server.
    """
    return Call("GET", f"/v1/attachments/{quoted(attachment_id)}/content", answer="bytes")


def upload_part(
    attachment_id: str,
    body: bytes,
    *,
    start: int,
    content_type: Literal["application/octet-stream"] = "application/octet-stream",
) -> Call[models.AttachmentOut]:
    """Send a part of a file.

    Send the next bytes, up to 4 MiB. After a lost answer send them once more, or read how many were `received`.
    """
    return Call(
        "PUT",
        f"/v1/attachments/{quoted(attachment_id)}/parts",
        answer="json",
        query={"start": start},
        content=body,
        content_type=content_type,
    )


def remove_attachment(
    attachment_id: str, body: models.RemovalIn, *, idempotency_key: str | None = None
) -> Call[models.AttachmentOut]:
    """Remove an attachment.

    Take a file away for good. That it was there, its digest, who removed it and why stay in the history.
    """
    return Call(
        "POST",
        f"/v1/attachments/{quoted(attachment_id)}/removal",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def download_thumbnail(attachment_id: str) -> Call[bytes]:
    """Fetch a small picture.

    A picture in small, at most 320 pixels wide and high, as JPEG.
    """
    return Call("GET", f"/v1/attachments/{quoted(attachment_id)}/thumbnail", answer="bytes")


def list_bulletins(
    *, limit: int | None = None, cursor: str | None = None, state: Literal["draft", "published"] | None = None
) -> ListCall[models.BulletinPage, models.BulletinOut]:
    """Bulletins.

    Those of units in the caller's scope, newest first.
    """
    return ListCall("GET", "/v1/bulletins", answer="json", query={"limit": limit, "cursor": cursor, "state": state})


def read_bulletin(bulletin_id: str) -> Call[models.BulletinOut]:
    """One bulletin.

    Of a unit in the caller's scope, with its figures and texts.
    """
    return Call("GET", f"/v1/bulletins/{quoted(bulletin_id)}", answer="json")


def print_bulletin(
    bulletin_id: str,
    *,
    language: Literal["zh", "en"] | None = None,
    format: Literal["html", "pdf"] | None = None,
    for_: Literal["staff", "everybody"] | None = None,
) -> Call[bytes]:
    """The printable bulletin.

    A bulletin for A4; a draft says that it is one.
    """
    return Call(
        "GET",
        f"/v1/bulletins/{quoted(bulletin_id)}/page",
        answer="bytes",
        query={"language": language, "format": format, "for": for_},
    )


def link_bulletin(bulletin_id: str, *, for_: Literal["staff", "everybody"] | None = None) -> Call[models.FormLinkOut]:
    """A link to the printable bulletin.

    An address that a browser opens by itself, for a minute.
    """
    return Call("GET", f"/v1/bulletins/{quoted(bulletin_id)}/page/link", answer="json", query={"for": for_})


def take_back_bulletin(bulletin_id: str, *, if_match: str | int | None = None) -> Call[None]:
    """Take a bulletin back from everybody.

    From now on it is read by those who sign in alone; its unit does it, or one above. It stays published.
    """
    return Call("DELETE", f"/v1/bulletins/{quoted(bulletin_id)}/public-page", answer="nothing", if_match=if_match)


def read_bulletin_public_page(bulletin_id: str) -> Call[models.PublicPageOut]:
    """What everybody reads of a bulletin.

    Which sections go out by the rules of the programme, and which stay inside.

    The figures that go out are on the page for `everybody` (`GET /v1/bulletins/{bulletin_id}/page`).
    """
    return Call("GET", f"/v1/bulletins/{quoted(bulletin_id)}/public-page", answer="json")


def open_bulletin(bulletin_id: str, *, if_match: str | int | None = None) -> Call[models.BulletinOut]:
    """Open a bulletin to everybody.

    Let everybody read a published bulletin of the caller's own unit, without signing in.
    """
    return Call("PUT", f"/v1/bulletins/{quoted(bulletin_id)}/public-page", answer="json", if_match=if_match)


def publish_bulletin(bulletin_id: str, *, if_match: str | int | None = None) -> Call[models.BulletinOut]:
    """Publish a bulletin.

    Give a draft of the caller's own unit its number within the year. Nothing of it changes any more.
    """
    return Call("PUT", f"/v1/bulletins/{quoted(bulletin_id)}/publication", answer="json", if_match=if_match)


def put_bulletin_texts(
    bulletin_id: str, body: models.BulletinTextsIn, *, if_match: str | int | None = None
) -> Call[models.BulletinOut]:
    """Edit a bulletin.

    Write texts of sections of a draft of the caller's own unit, as its office or a leader.
    """
    return Call("PUT", f"/v1/bulletins/{quoted(bulletin_id)}/texts", answer="json", json=body, if_match=if_match)


def list_calendars() -> Call[models.CalendarsOut]:
    """Versions of calendars.

    Every version ever published, newest first, and until when working days are sure.
    """
    return Call("GET", "/v1/calendars", answer="json")


def publish_calendar(
    body: dict[str, object], *, confirm: bool | None = None, idempotency_key: str | None = None
) -> Call[models.DocumentOut]:
    """Publish a version.

    Check a document and publish it as the next version, in force at once. Its `version` may be left out.

    Whatever would strand a ticket is refused, with a pointer to each place. What takes something back that the
    version in force has, such as a year of holidays, a rule or a state, needs `confirm=true`; the refusal names
    it.
    """
    return Call(
        "POST",
        "/v1/calendars",
        answer="json",
        query={"confirm": confirm},
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def check_calendar(body: dict[str, object]) -> Call[models.ReviewOut]:
    """Check a version.

    Say what publishing this document would say, and what it would take back; nothing is written.
    """
    return Call("POST", "/v1/calendars/checks", answer="json", json=body)


def read_calendar(version: int) -> Call[models.DocumentOut]:
    """One version.

    A version with its content.
    """
    return Call("GET", f"/v1/calendars/{quoted(version)}", answer="json")


def list_catalogues() -> Call[models.VersionsOut]:
    """Versions of catalogues.

    Every version ever published, newest first.
    """
    return Call("GET", "/v1/catalogues", answer="json")


def publish_catalogue(
    body: dict[str, object], *, confirm: bool | None = None, idempotency_key: str | None = None
) -> Call[models.DocumentOut]:
    """Publish a version.

    Check a document and publish it as the next version, in force at once. Its `version` may be left out.

    Whatever would strand a ticket is refused, with a pointer to each place. What takes something back that the
    version in force has, such as a year of holidays, a rule or a state, needs `confirm=true`; the refusal names
    it.
    """
    return Call(
        "POST",
        "/v1/catalogues",
        answer="json",
        query={"confirm": confirm},
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def check_catalogue(body: dict[str, object]) -> Call[models.ReviewOut]:
    """Check a version.

    Say what publishing this document would say, and what it would take back; nothing is written.
    """
    return Call("POST", "/v1/catalogues/checks", answer="json", json=body)


def read_catalogue(version: int) -> Call[models.DocumentOut]:
    """One version.

    A version with its content.
    """
    return Call("GET", f"/v1/catalogues/{quoted(version)}", answer="json")


def read_category_tree() -> Call[models.CategoryTree]:
    """The catalogue.

    All categories, up to three levels deep, of the catalogue in force.
    """
    return Call("GET", "/v1/categories", answer="json")


def suggest_categories(*, text: str) -> Call[models.SuggestionsOut]:
    """What may this be about?.

    The likeliest categories of a text, by keywords and by what clerks decided so far; none if nothing is known.
    """
    return Call("GET", "/v1/categories/suggest", answer="json", query={"text": text})


def read_category(code: str, *, version: int | None = None) -> Call[models.CategoryDetailOut]:
    """One category, with its fields.

    What is asked besides the words when an opinion has this category, now or as an older version had it.
    """
    return Call("GET", f"/v1/categories/{quoted(code)}", answer="json", query={"version": version})


def list_checkpoints(
    *, limit: int | None = None, cursor: str | None = None
) -> ListCall[models.CheckpointPage, models.CheckpointOut]:
    """Signed checkpoints.

    Newest first.
    """
    return ListCall("GET", "/v1/checkpoints", answer="json", query={"limit": limit, "cursor": cursor})


def read_console_configuration() -> Call[models.ConsoleOut]:
    """What a console has to know.

    Whether this is the sample world, and whether it has maps.
    """
    return Call("GET", "/v1/console", answer="json")


def list_cadre_checks(
    *, limit: int | None = None, cursor: str | None = None, within: str | None = None
) -> ListCall[models.CadreCheckPage, models.CadreCheckOut]:
    """Cadres against the rule.

    Those who work at or below a unit, with a rank that the rule names or with any contact point.
    """
    return ListCall(
        "GET", "/v1/contact-checks/cadres", answer="json", query={"limit": limit, "cursor": cursor, "within": within}
    )


def read_coverage(*, within: str | None = None) -> Call[models.CoverageOut]:
    """Coverage by unit.

    How many villages have a cadre who keeps in touch with them, of a unit and of each one directly below it.
    """
    return Call("GET", "/v1/contact-checks/coverage", answer="json", query={"within": within})


def list_contact_issues(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    within: str | None = None,
    issue: models.ContactIssue | None = None,
) -> ListCall[models.ContactedUnitPage, models.ContactedUnitOut]:
    """Units without a cadre, or with too many.

    Those that nobody keeps in touch with, or more cadres than the rule has at most.

    In the order of the tree. A page looks at some hundred units: it may be short, even empty, and goes on where
    `next_cursor` says.
    """
    return ListCall(
        "GET",
        "/v1/contact-checks/units",
        answer="json",
        query={"limit": limit, "cursor": cursor, "within": within, "issue": issue},
    )


def list_contact_points(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    member: str | None = None,
    unit: str | None = None,
    within: str | None = None,
    contact_place: models.ContactPlace | None = None,
    current: bool | None = None,
) -> ListCall[models.ContactPointPage, models.ContactPointOut]:
    """Contact points.

    Those of units and of cadres in the caller's scope, and the caller's own, in the order of assignment.
    """
    return ListCall(
        "GET",
        "/v1/contact-points",
        answer="json",
        query={
            "limit": limit,
            "cursor": cursor,
            "member": member,
            "unit": unit,
            "within": within,
            "contact_place": contact_place,
            "current": current,
        },
    )


def create_contact_point(
    body: models.ContactPointIn, *, idempotency_key: str | None = None
) -> Call[models.AssignedContactPointOut]:
    """Assign a contact point.

    Let a cadre keep in touch with a unit, or with a place within it. Both have to be in the caller's scope.
    """
    return Call("POST", "/v1/contact-points", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def import_contact_points(
    body: bytes,
    *,
    content_type: Literal["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"],
    idempotency_key: str | None = None,
) -> Call[models.ReceiptsOut | models.OperationOut]:
    """Import contact points.

    Take in a table (CSV, XLSX): name, home_unit_code, unit_code[, external_ref, contact_place, label].

    One line for each contact point; what is there already changes nothing. A cadre is known by `external_ref`, or
    else by name and home unit.
    """
    return Call(
        "POST",
        "/v1/contact-points/imports",
        answer="json",
        content=body,
        content_type=content_type,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def check_contact_point_import(
    body: bytes,
    *,
    content_type: Literal["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"],
) -> Call[models.ImportCheckOut]:
    """Check a file of contact points.

    What importing a file would say of its first lines, and how it is read; nothing is changed.
    """
    return Call("POST", "/v1/contact-points/imports/checks", answer="json", content=body, content_type=content_type)


def read_contact_point(point_id: str) -> Call[models.ContactPointOut]:
    """One contact point.

    One that the caller sees.
    """
    return Call("GET", f"/v1/contact-points/{quoted(point_id)}", answer="json")


def end_contact_point(
    point_id: str, body: models.EndIn, *, if_match: str | int | None = None, idempotency_key: str | None = None
) -> Call[models.ContactPointOut]:
    """End a contact point.

    That it was there stays on record with the reason; which household it was is forgotten.
    """
    return Call(
        "POST",
        f"/v1/contact-points/{quoted(point_id)}/end",
        answer="json",
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def count_diary_entries(*, since: str, until: str, unit: str | None = None) -> Call[models.DiaryCountsOut]:
    """How many diary entries there are.

    Entries that were handed in, by month and unit: of a unit and of each directly below it. Drafts do not count.
    """
    return Call("GET", "/v1/diary-counts", answer="json", query={"unit": unit, "since": since, "until": until})


def list_diary_entries(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    unit: str | None = None,
    mine: bool | None = None,
    author: str | None = None,
    state: models.DiaryState | None = None,
    grade: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> ListCall[models.ListedDiaryEntryPage, models.ListedDiaryEntryOut]:
    """Diary entries.

    What was handed in at units of the caller's subtree, newest day first; `mine`: the caller's own.

    A handler sees their own entries alone. Drafts are nobody's but their author's.
    """
    return ListCall(
        "GET",
        "/v1/diary-entries",
        answer="json",
        query={
            "limit": limit,
            "cursor": cursor,
            "unit": unit,
            "mine": mine,
            "author": author,
            "state": state,
            "grade": grade,
            "since": since,
            "until": until,
        },
    )


def write_diary_entry(body: models.DiaryEntryIn, *, idempotency_key: str | None = None) -> Call[models.DiaryEntryOut]:
    """Write a diary entry.

    Write an entry of the caller's own unit: a draft that nobody else reads, or handed in at once.
    """
    return Call("POST", "/v1/diary-entries", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def delete_diary_entry(entry_id: str, *, if_match: str | int | None = None) -> Call[None]:
    """Throw a draft away.

    Delete a draft of one's own, of which no opinion came.
    """
    return Call("DELETE", f"/v1/diary-entries/{quoted(entry_id)}", answer="nothing", if_match=if_match)


def read_diary_entry(entry_id: str) -> Call[models.DiaryEntryOut]:
    """One diary entry.

    An entry with who was met, and what became of the opinions that came of it, as far as the caller may see them.
    """
    return Call("GET", f"/v1/diary-entries/{quoted(entry_id)}", answer="json")


def change_diary_entry(
    entry_id: str, body: models.DiaryEntryPatch, *, if_match: str | int | None = None
) -> Call[models.DiaryEntryOut]:
    """Change a draft.

    Let a draft of one's own say something else.
    """
    return Call("PATCH", f"/v1/diary-entries/{quoted(entry_id)}", answer="json", json=body, if_match=if_match)


def print_diary_entry(
    entry_id: str, *, language: Literal["zh", "en"] | None = None, format: Literal["html", "pdf"] | None = None
) -> Call[bytes]:
    """A printable diary entry.

    An entry for A4, with places for signatures. Contacts are masked for everybody but the author.
    """
    return Call(
        "GET",
        f"/v1/diary-entries/{quoted(entry_id)}/form",
        answer="bytes",
        query={"language": language, "format": format},
    )


def link_diary_form(entry_id: str) -> Call[models.FormLinkOut]:
    """A link to a printable diary entry.

    An address that a browser opens by itself, for a minute.
    """
    return Call("GET", f"/v1/diary-entries/{quoted(entry_id)}/form/link", answer="json")


def register_diary_opinion(
    entry_id: str, body: models.DiaryOpinionIn, *, idempotency_key: str | None = None
) -> Call[models.OpinionOut]:
    """Register what was said.

    Take what somebody said into the inbox of the entry's unit, with the diary as its source.
    """
    return Call(
        "POST",
        f"/v1/diary-entries/{quoted(entry_id)}/opinions",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def review_diary_entry(
    entry_id: str, body: models.ReviewIn, *, if_match: str | int | None = None, idempotency_key: str | None = None
) -> Call[models.DiaryEntryOut]:
    """Review a diary entry.

    Grade an entry that was handed in, as a leader or office of its unit or above; never one's own.
    """
    return Call(
        "POST",
        f"/v1/diary-entries/{quoted(entry_id)}/review",
        answer="json",
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def submit_diary_entry(
    entry_id: str, *, if_match: str | int | None = None, idempotency_key: str | None = None
) -> Call[models.DiaryEntryOut]:
    """Hand a diary entry in.

    Hand a draft in: leaders and offices above read it from now on.
    """
    return Call(
        "POST",
        f"/v1/diary-entries/{quoted(entry_id)}/submit",
        answer="json",
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def take_back_diary_entry(
    entry_id: str, *, if_match: str | int | None = None, idempotency_key: str | None = None
) -> Call[models.DiaryEntryOut]:
    """Take a diary entry back.

    Make a draft of it again, as long as nobody has reviewed it.
    """
    return Call(
        "POST",
        f"/v1/diary-entries/{quoted(entry_id)}/take-back",
        answer="json",
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def list_diary_grades() -> Call[models.DiaryGradesOut]:
    """The grades of diary entries.

    By which grades entries are reviewed.
    """
    return Call("GET", "/v1/diary-grades", answer="json")


def list_drafts() -> Call[models.DraftsOut]:
    """Drafts.

    The caller's own drafts, at most a hundred; nobody else is told of them.
    """
    return Call("GET", "/v1/drafts", answer="json")


def create_draft(body: models.DraftIn, *, idempotency_key: str | None = None) -> Call[models.DraftOut]:
    """Keep a draft.

    Keep a draft of an opinion or of a move. All of it is sealed.
    """
    return Call("POST", "/v1/drafts", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def delete_draft(draft_id: str, *, if_match: str | int | None = None) -> Call[None]:
    """Throw a draft away.

    Throw a draft away.
    """
    return Call("DELETE", f"/v1/drafts/{quoted(draft_id)}", answer="nothing", if_match=if_match)


def read_draft(draft_id: str) -> Call[models.OpenDraftOut]:
    """One draft.

    A draft of the caller's own. About what they do not see any more there is none; it can be thrown away.
    """
    return Call("GET", f"/v1/drafts/{quoted(draft_id)}", answer="json")


def put_draft(
    draft_id: str, body: models.DraftContentIn, *, if_match: str | int | None = None
) -> Call[models.DraftOut]:
    """Go on with a draft.

    Keep what it says now. With `If-Match` nothing is lost that was written on another device meanwhile.
    """
    return Call("PUT", f"/v1/drafts/{quoted(draft_id)}", answer="json", json=body, if_match=if_match)


def list_erasures(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    state: Literal["asked", "approved", "refused", "done"] | None = None,
) -> ListCall[models.ErasurePage, models.ErasureOut]:
    """Erasures.

    What was asked to be erased below the caller's unit, newest first.
    """
    return ListCall("GET", "/v1/erasures", answer="json", query={"limit": limit, "cursor": cursor, "state": state})


def decide_erasure(
    erasure_id: str, body: models.ErasureDecisionIn, *, idempotency_key: str | None = None
) -> Call[models.ErasureOut]:
    """Decide an erasure.

    Grant or refuse an erasure that somebody else has asked for. What is granted, the engine does within a minute.
    """
    return Call(
        "POST",
        f"/v1/erasures/{quoted(erasure_id)}/decision",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def list_event_types() -> ListCall[models.EventTypePage, models.EventTypeOut]:
    """The types of event.

    All of them, in the order of a ticket's life.
    """
    return ListCall("GET", "/v1/event-types", answer="json")


def read_event_type(event_type: str) -> Call[models.DescribedOut]:
    """One type of event.

    What it is called, what it tells, and an example. The same schemas are in the OpenAPI document.
    """
    return Call("GET", f"/v1/event-types/{quoted(event_type)}", answer="json")


def list_events(
    *,
    after: str | None = None,
    type: Sequence[str] | None = None,
    ticket_id: str | None = None,
    limit: int | None = None,
    wait: int | None = None,
) -> Call[models.FeedPage]:
    """The event feed.

    What has happened to all that the caller may see, oldest first, each event once and in order per ticket.

    Who polls with `next` misses nothing. 410 with `earliest`, a cursor, if the cursor is older than what is kept.
    """
    return Call(
        "GET",
        "/v1/events",
        answer="json",
        query={"after": after, "type": type, "ticket_id": ticket_id, "limit": limit, "wait": wait},
    )


def create_stream_ticket() -> Call[models.StreamTicketOut]:
    """A ticket for one stream.

    Let `EventSource` open the stream, which cannot send an `Authorization` header. Never put a key there.
    """
    return Call("POST", "/v1/events/stream-tickets", answer="json")


def read_event(event_id: str) -> Call[models.FeedEvent]:
    """One event.

    An event as the feed shows it, however old it is.
    """
    return Call("GET", f"/v1/events/{quoted(event_id)}", answer="json")


def export_bulletin(
    bulletin_id: str, *, format: models.ExportFormat | None = None, about: bool | None = None
) -> Call[bytes]:
    """A bulletin as a file.

    A row for each figure, with that of the period before, and one for each text.
    """
    return Call(
        "GET", f"/v1/exports/bulletins/{quoted(bulletin_id)}", answer="bytes", query={"format": format, "about": about}
    )


def export_unit_report(
    *,
    format: models.ExportFormat | None = None,
    about: bool | None = None,
    unit: str | None = None,
    held_in: str | None = None,
    received_in: str | None = None,
    holder: str | None = None,
    origin: str | None = None,
    department: str | None = None,
    assignee: str | None = None,
    mine: Literal[True] | None = None,
    state: Sequence[str] | None = None,
    level: int | None = None,
    overdue: bool | None = None,
    ever_breached: bool | None = None,
    breached_since: str | None = None,
    breached_until: str | None = None,
    warning: Sequence[Literal["yellow", "orange", "red"]] | None = None,
    due_before: str | None = None,
    due_since: str | None = None,
    due_until: str | None = None,
    created_since: str | None = None,
    created_until: str | None = None,
    updated_since: str | None = None,
    closed_since: str | None = None,
    closed_until: str | None = None,
    closed_on_time: bool | None = None,
    counted_since: str | None = None,
    counted_until: str | None = None,
    climbed_by_clock: bool | None = None,
    escalations_min: int | None = None,
    stuck: bool | None = None,
    problem: bool | None = None,
    key_task: bool | None = None,
    open: bool | None = None,
    category: str | None = None,
    urgency: Literal["routine", "urgent", "critical"] | None = None,
    difficulty: Literal["simple", "moderate", "hard"] | None = None,
    source: models.Source | None = None,
    source_system: str | None = None,
    external_ref: str | None = None,
    q: str | None = None,
    days: int | None = None,
    rows: Literal["units", "days"] | None = None,
) -> Call[bytes]:
    """The report by unit as a file.

    A row for each unit directly below, for what the unit holds itself and for the sum; or one for each day.
    """
    return Call(
        "GET",
        "/v1/exports/by-unit",
        answer="bytes",
        query={
            "format": format,
            "about": about,
            "unit": unit,
            "held_in": held_in,
            "received_in": received_in,
            "holder": holder,
            "origin": origin,
            "department": department,
            "assignee": assignee,
            "mine": mine,
            "state": state,
            "level": level,
            "overdue": overdue,
            "ever_breached": ever_breached,
            "breached_since": breached_since,
            "breached_until": breached_until,
            "warning": warning,
            "due_before": due_before,
            "due_since": due_since,
            "due_until": due_until,
            "created_since": created_since,
            "created_until": created_until,
            "updated_since": updated_since,
            "closed_since": closed_since,
            "closed_until": closed_until,
            "closed_on_time": closed_on_time,
            "counted_since": counted_since,
            "counted_until": counted_until,
            "climbed_by_clock": climbed_by_clock,
            "escalations_min": escalations_min,
            "stuck": stuck,
            "problem": problem,
            "key_task": key_task,
            "open": open,
            "category": category,
            "urgency": urgency,
            "difficulty": difficulty,
            "source": source,
            "source_system": source_system,
            "external_ref": external_ref,
            "q": q,
            "days": days,
            "rows": rows,
        },
    )


def export_contact_points(
    *,
    format: models.ExportFormat | None = None,
    about: bool | None = None,
    unit: str | None = None,
    within: str | None = None,
    current: bool | None = None,
) -> Call[bytes]:
    """Contact points as a file.

    The contact points that the caller sees.

    An import takes the file as it is; lines of what has ended change nothing.
    """
    return Call(
        "GET",
        "/v1/exports/contact-points",
        answer="bytes",
        query={"format": format, "about": about, "unit": unit, "within": within, "current": current},
    )


def export_diary_entries(
    *,
    format: models.ExportFormat | None = None,
    about: bool | None = None,
    unit: str | None = None,
    mine: bool | None = None,
    author: str | None = None,
    state: models.DiaryState | None = None,
    grade: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Call[bytes]:
    """Diary entries as a file.

    The entries that the caller's list shows, newest day first. Whom they tell of, only their number says.
    """
    return Call(
        "GET",
        "/v1/exports/diary-entries",
        answer="bytes",
        query={
            "format": format,
            "about": about,
            "unit": unit,
            "mine": mine,
            "author": author,
            "state": state,
            "grade": grade,
            "since": since,
            "until": until,
        },
    )


def export_events(
    *,
    format: models.ExportFormat | None = None,
    about: bool | None = None,
    type: Sequence[str] | None = None,
    ticket_id: str | None = None,
) -> Call[bytes]:
    """Events as a file.

    What happened to all that the caller may see, as the feed tells it, oldest first, as far as it is kept.

    It ends with what had its place in the feed when it began. `data` is that of the event, in tables as JSON.
    """
    return Call(
        "GET",
        "/v1/exports/events",
        answer="bytes",
        query={"format": format, "about": about, "type": type, "ticket_id": ticket_id},
    )


def export_hand_overs(
    *,
    format: models.ExportFormat | None = None,
    about: bool | None = None,
    unit: str | None = None,
    held_in: str | None = None,
    received_in: str | None = None,
    holder: str | None = None,
    origin: str | None = None,
    department: str | None = None,
    assignee: str | None = None,
    mine: Literal[True] | None = None,
    state: Sequence[str] | None = None,
    level: int | None = None,
    overdue: bool | None = None,
    ever_breached: bool | None = None,
    breached_since: str | None = None,
    breached_until: str | None = None,
    warning: Sequence[Literal["yellow", "orange", "red"]] | None = None,
    due_before: str | None = None,
    due_since: str | None = None,
    due_until: str | None = None,
    created_since: str | None = None,
    created_until: str | None = None,
    updated_since: str | None = None,
    closed_since: str | None = None,
    closed_until: str | None = None,
    closed_on_time: bool | None = None,
    counted_since: str | None = None,
    counted_until: str | None = None,
    climbed_by_clock: bool | None = None,
    escalations_min: int | None = None,
    stuck: bool | None = None,
    problem: bool | None = None,
    key_task: bool | None = None,
    open: bool | None = None,
    category: str | None = None,
    urgency: Literal["routine", "urgent", "critical"] | None = None,
    difficulty: Literal["simple", "moderate", "hard"] | None = None,
    source: models.Source | None = None,
    source_system: str | None = None,
    external_ref: str | None = None,
    q: str | None = None,
) -> Call[bytes]:
    """Hand-overs as a file.

    Every hop of the tickets that the list shows with these filters, with its receipt.
    """
    return Call(
        "GET",
        "/v1/exports/hand-overs",
        answer="bytes",
        query={
            "format": format,
            "about": about,
            "unit": unit,
            "held_in": held_in,
            "received_in": received_in,
            "holder": holder,
            "origin": origin,
            "department": department,
            "assignee": assignee,
            "mine": mine,
            "state": state,
            "level": level,
            "overdue": overdue,
            "ever_breached": ever_breached,
            "breached_since": breached_since,
            "breached_until": breached_until,
            "warning": warning,
            "due_before": due_before,
            "due_since": due_since,
            "due_until": due_until,
            "created_since": created_since,
            "created_until": created_until,
            "updated_since": updated_since,
            "closed_since": closed_since,
            "closed_until": closed_until,
            "closed_on_time": closed_on_time,
            "counted_since": counted_since,
            "counted_until": counted_until,
            "climbed_by_clock": climbed_by_clock,
            "escalations_min": escalations_min,
            "stuck": stuck,
            "problem": problem,
            "key_task": key_task,
            "open": open,
            "category": category,
            "urgency": urgency,
            "difficulty": difficulty,
            "source": source,
            "source_system": source_system,
            "external_ref": external_ref,
            "q": q,
        },
    )


def export_leading_groups(
    *, format: models.ExportFormat | None = None, about: bool | None = None, within: str | None = None
) -> Call[bytes]:
    """Leading groups as a file.

    A row for who is in charge, who directs the office, and for each deputy and member.
    """
    return Call(
        "GET", "/v1/exports/leading-groups", answer="bytes", query={"format": format, "about": about, "within": within}
    )


def export_ledger_rows(
    *,
    format: models.ExportFormat | None = None,
    about: bool | None = None,
    unit: str | None = None,
    status: models.LedgerStatus | None = None,
    overdue: bool | None = None,
    category: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Call[bytes]:
    """Ledgers as a file.

    The rows that the caller's list shows, newest first, with headings that an import knows.

    Households are masked for who does not keep the ledger.
    """
    return Call(
        "GET",
        "/v1/exports/ledger-rows",
        answer="bytes",
        query={
            "format": format,
            "about": about,
            "unit": unit,
            "status": status,
            "overdue": overdue,
            "category": category,
            "since": since,
            "until": until,
        },
    )


def export_members(
    *,
    format: models.ExportFormat | None = None,
    about: bool | None = None,
    unit: str | None = None,
    role: models.Role | None = None,
    active: bool | None = None,
    q: str | None = None,
) -> Call[bytes]:
    """Members as a file.

    The members in the caller's scope, a row for each role.

    An import takes the file as it is; lines of those who serve no more change nothing.
    """
    return Call(
        "GET",
        "/v1/exports/members",
        answer="bytes",
        query={"format": format, "about": about, "unit": unit, "role": role, "active": active, "q": q},
    )


def export_opinions(
    *,
    format: models.ExportFormat | None = None,
    about: bool | None = None,
    unit: str | None = None,
    category: str | None = None,
    status: Literal["inbox", "attached", "dismissed"] | None = None,
) -> Call[bytes]:
    """Opinions as a file.

    The opinions that the caller may see, newest first, whatever their status; contacts are masked as in lists.

    An import knows the headings. What has a reference of another system is known there already.
    """
    return Call(
        "GET",
        "/v1/exports/opinions",
        answer="bytes",
        query={"format": format, "about": about, "unit": unit, "category": category, "status": status},
    )


def export_unit_rates(
    *,
    since: str,
    format: models.ExportFormat | None = None,
    about: bool | None = None,
    unit: str | None = None,
    basis: models.Basis | None = None,
    until: str | None = None,
) -> Call[bytes]:
    """The rates by unit as a file.

    A row for each unit directly below and one for all together; empty where a unit has nothing to have a rate of.

    A spreadsheet says on its second sheet what each rate is of.
    """
    return Call(
        "GET",
        "/v1/exports/rates",
        answer="bytes",
        query={"format": format, "about": about, "unit": unit, "basis": basis, "since": since, "until": until},
    )


def export_report(
    report: models.ReportKind,
    *,
    format: models.ExportFormat | None = None,
    about: bool | None = None,
    unit: str | None = None,
    held_in: str | None = None,
    received_in: str | None = None,
    holder: str | None = None,
    origin: str | None = None,
    department: str | None = None,
    assignee: str | None = None,
    mine: Literal[True] | None = None,
    state: Sequence[str] | None = None,
    level: int | None = None,
    overdue: bool | None = None,
    ever_breached: bool | None = None,
    breached_since: str | None = None,
    breached_until: str | None = None,
    warning: Sequence[Literal["yellow", "orange", "red"]] | None = None,
    due_before: str | None = None,
    due_since: str | None = None,
    due_until: str | None = None,
    created_since: str | None = None,
    created_until: str | None = None,
    updated_since: str | None = None,
    closed_since: str | None = None,
    closed_until: str | None = None,
    closed_on_time: bool | None = None,
    counted_since: str | None = None,
    counted_until: str | None = None,
    climbed_by_clock: bool | None = None,
    escalations_min: int | None = None,
    stuck: bool | None = None,
    problem: bool | None = None,
    key_task: bool | None = None,
    open: bool | None = None,
    category: str | None = None,
    urgency: Literal["routine", "urgent", "critical"] | None = None,
    difficulty: Literal["simple", "moderate", "hard"] | None = None,
    source: models.Source | None = None,
    source_system: str | None = None,
    external_ref: str | None = None,
    q: str | None = None,
    group_by: models.ReportGroup | None = None,
    basis: models.Basis | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Call[bytes]:
    """A report as a file.

    A row for each group, the sum in the last row. A spreadsheet says on its second sheet what was counted.
    """
    return Call(
        "GET",
        f"/v1/exports/reports/{quoted(report)}",
        answer="bytes",
        query={
            "format": format,
            "about": about,
            "unit": unit,
            "held_in": held_in,
            "received_in": received_in,
            "holder": holder,
            "origin": origin,
            "department": department,
            "assignee": assignee,
            "mine": mine,
            "state": state,
            "level": level,
            "overdue": overdue,
            "ever_breached": ever_breached,
            "breached_since": breached_since,
            "breached_until": breached_until,
            "warning": warning,
            "due_before": due_before,
            "due_since": due_since,
            "due_until": due_until,
            "created_since": created_since,
            "created_until": created_until,
            "updated_since": updated_since,
            "closed_since": closed_since,
            "closed_until": closed_until,
            "closed_on_time": closed_on_time,
            "counted_since": counted_since,
            "counted_until": counted_until,
            "climbed_by_clock": climbed_by_clock,
            "escalations_min": escalations_min,
            "stuck": stuck,
            "problem": problem,
            "key_task": key_task,
            "open": open,
            "category": category,
            "urgency": urgency,
            "difficulty": difficulty,
            "source": source,
            "source_system": source_system,
            "external_ref": external_ref,
            "q": q,
            "group_by": group_by,
            "basis": basis,
            "since": since,
            "until": until,
        },
    )


def export_unit_scores(
    *,
    since: str,
    format: models.ExportFormat | None = None,
    about: bool | None = None,
    unit: str | None = None,
    basis: models.Basis | None = None,
    until: str | None = None,
) -> Call[bytes]:
    """The scores by unit as a file.

    A row for each unit directly below and one for all together: place, score, grade, and the points of each part.
    """
    return Call(
        "GET",
        "/v1/exports/scores",
        answer="bytes",
        query={"format": format, "about": about, "unit": unit, "basis": basis, "since": since, "until": until},
    )


def export_supervision_groups(
    *, format: models.ExportFormat | None = None, about: bool | None = None, state: models.GroupState | None = None
) -> Call[bytes]:
    """Supervision groups as a file.

    The groups that the caller's list shows, the newest first.
    """
    return Call(
        "GET",
        "/v1/exports/supervision-groups",
        answer="bytes",
        query={"format": format, "about": about, "state": state},
    )


def export_survey_results(
    survey_id: str, *, format: models.ExportFormat | None = None, about: bool | None = None, unit: str | None = None
) -> Call[bytes]:
    """Results of a survey as a file.

    For a unit with all below it, and for each of its parts, a row for each question and one for each option of
    it.

    What the caller's page of the results keeps back is kept back here.
    """
    return Call(
        "GET",
        f"/v1/exports/surveys/{quoted(survey_id)}/results",
        answer="bytes",
        query={"format": format, "about": about, "unit": unit},
    )


def export_teams(
    *, format: models.ExportFormat | None = None, about: bool | None = None, unit: str | None = None
) -> Call[bytes]:
    """Teams as a file.

    The teams of units in the caller's scope, a row for each who serves in one. An import takes the file as it is.
    """
    return Call("GET", "/v1/exports/teams", answer="bytes", query={"format": format, "about": about, "unit": unit})


def export_tickets(
    *,
    format: models.ExportFormat | None = None,
    about: bool | None = None,
    unit: str | None = None,
    held_in: str | None = None,
    received_in: str | None = None,
    holder: str | None = None,
    origin: str | None = None,
    department: str | None = None,
    assignee: str | None = None,
    mine: Literal[True] | None = None,
    state: Sequence[str] | None = None,
    level: int | None = None,
    overdue: bool | None = None,
    ever_breached: bool | None = None,
    breached_since: str | None = None,
    breached_until: str | None = None,
    warning: Sequence[Literal["yellow", "orange", "red"]] | None = None,
    due_before: str | None = None,
    due_since: str | None = None,
    due_until: str | None = None,
    created_since: str | None = None,
    created_until: str | None = None,
    updated_since: str | None = None,
    closed_since: str | None = None,
    closed_until: str | None = None,
    closed_on_time: bool | None = None,
    counted_since: str | None = None,
    counted_until: str | None = None,
    climbed_by_clock: bool | None = None,
    escalations_min: int | None = None,
    stuck: bool | None = None,
    problem: bool | None = None,
    key_task: bool | None = None,
    open: bool | None = None,
    category: str | None = None,
    urgency: Literal["routine", "urgent", "critical"] | None = None,
    difficulty: Literal["simple", "moderate", "hard"] | None = None,
    source: models.Source | None = None,
    source_system: str | None = None,
    external_ref: str | None = None,
    q: str | None = None,
) -> Call[bytes]:
    """Tickets as a file.

    All tickets that the list shows with these filters, newest first, as csv, xlsx or jsonl.

    Pages are read one by one: a ticket that is there from beginning to end comes once, as it was when its page
    was read; one that is made meanwhile does not come.
    """
    return Call(
        "GET",
        "/v1/exports/tickets",
        answer="bytes",
        query={
            "format": format,
            "about": about,
            "unit": unit,
            "held_in": held_in,
            "received_in": received_in,
            "holder": holder,
            "origin": origin,
            "department": department,
            "assignee": assignee,
            "mine": mine,
            "state": state,
            "level": level,
            "overdue": overdue,
            "ever_breached": ever_breached,
            "breached_since": breached_since,
            "breached_until": breached_until,
            "warning": warning,
            "due_before": due_before,
            "due_since": due_since,
            "due_until": due_until,
            "created_since": created_since,
            "created_until": created_until,
            "updated_since": updated_since,
            "closed_since": closed_since,
            "closed_until": closed_until,
            "closed_on_time": closed_on_time,
            "counted_since": counted_since,
            "counted_until": counted_until,
            "climbed_by_clock": climbed_by_clock,
            "escalations_min": escalations_min,
            "stuck": stuck,
            "problem": problem,
            "key_task": key_task,
            "open": open,
            "category": category,
            "urgency": urgency,
            "difficulty": difficulty,
            "source": source,
            "source_system": source_system,
            "external_ref": external_ref,
            "q": q,
        },
    )


def export_trend_alarms(
    *,
    format: models.ExportFormat | None = None,
    about: bool | None = None,
    unit: str | None = None,
    alarm: models.TrendAlarm | None = None,
    open: bool | None = None,
) -> Call[bytes]:
    """Alarms of trends as a file.

    Those of units in the caller's scope, newest first.
    """
    return Call(
        "GET",
        "/v1/exports/trend-alarms",
        answer="bytes",
        query={"format": format, "about": about, "unit": unit, "alarm": alarm, "open": open},
    )


def export_units(
    *,
    format: models.ExportFormat | None = None,
    about: bool | None = None,
    code: str | None = None,
    parent: str | None = None,
    level: int | None = None,
    kind: models.UnitKind | None = None,
    active: bool | None = None,
    q: str | None = None,
) -> Call[bytes]:
    """Units as a file.

    The tree in the order of codes, parents by their codes.

    An import takes the file as it is; lines of units that were dissolved change nothing.
    """
    return Call(
        "GET",
        "/v1/exports/units",
        answer="bytes",
        query={
            "format": format,
            "about": about,
            "code": code,
            "parent": parent,
            "level": level,
            "kind": kind,
            "active": active,
            "q": q,
        },
    )


def export_deliveries(
    endpoint_id: str,
    *,
    format: models.ExportFormat | None = None,
    about: bool | None = None,
    outcome: Sequence[str] | None = None,
    cause: str | None = None,
    event_id: str | None = None,
    type: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Call[bytes]:
    """Attempts to deliver as a file.

    What was tried in the last thirty days, the latest first; without what was answered.
    """
    return Call(
        "GET",
        f"/v1/exports/webhook-endpoints/{quoted(endpoint_id)}/deliveries",
        answer="bytes",
        query={
            "format": format,
            "about": about,
            "outcome": outcome,
            "cause": cause,
            "event_id": event_id,
            "type": type,
            "since": since,
            "until": until,
        },
    )


def read_linked_form(
    token: str, *, language: Literal["zh", "en"] | None = None, format: Literal["html", "pdf"] | None = None
) -> Call[bytes]:
    """Open a linked form.

    The form that a link was made for, seen as who made it sees it; no key is needed.
    """
    return Call("GET", f"/v1/forms/{quoted(token)}", answer="bytes", query={"language": language, "format": format})


def list_group_checks(
    *, limit: int | None = None, cursor: str | None = None, within: str | None = None
) -> ListCall[models.GroupCheckPage, models.GroupCheckOut]:
    """Leading groups and offices against the rule.

    Units at and below one that have to be led or coordinated, or are though the rule does not name their level.

    In the order of the tree. A page looks at some hundred units: it may be short, even empty, and goes on where
    `next_cursor` says.
    """
    return ListCall(
        "GET", "/v1/group-checks", answer="json", query={"limit": limit, "cursor": cursor, "within": within}
    )


def read_holdings(body: models.HoldingsIn) -> Call[models.HoldingsOut]:
    """What is held about a person.

    Every opinion in the caller's subtree that was sent with this contact. Each counts as a look at it, on record.
    """
    return Call("POST", "/v1/holdings", answer="json", json=body)


def list_incidents(
    *, limit: int | None = None, cursor: str | None = None
) -> ListCall[models.IncidentPage, models.IncidentOut]:
    """Incidents of the clock.

    Incidents of tickets the caller may see that nobody, nor the clock itself, has decided since; newest first.
    """
    return ListCall("GET", "/v1/incidents", answer="json", query={"limit": limit, "cursor": cursor})


def list_invitations(
    *, limit: int | None = None, cursor: str | None = None
) -> ListCall[models.InvitationPage, models.InvitationOut]:
    """Open invitations.

    Invitations of members in the caller's scope that were neither used nor replaced, nor have expired.
    """
    return ListCall("GET", "/v1/invitations", answer="json", query={"limit": limit, "cursor": cursor})


def invite_member(body: models.InvitationIn, *, idempotency_key: str | None = None) -> Call[models.NewInvitationOut]:
    """Invite a member.

    Make a link by which a member sets a password and signs in. An earlier one for the same member ends.

    A person who also holds posts outside the caller's scope can be invited by those only who reach all of them.
    """
    return Call("POST", "/v1/invitations", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def revoke_invitation(invitation_id: str) -> Call[None]:
    """Revoke an invitation.

    End an invitation: its link opens nothing any more.
    """
    return Call("DELETE", f"/v1/invitations/{quoted(invitation_id)}", answer="nothing")


def report_joint_task(
    joint_task_id: str, body: models.ReportIn, *, if_match: str | int | None = None, idempotency_key: str | None = None
) -> Call[models.MovedOut]:
    """Report a joint task.

    The joint unit is done. With the last one, the ticket goes back to its lead.
    """
    return Call(
        "POST",
        f"/v1/joint-tasks/{quoted(joint_task_id)}/report",
        answer="json",
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def waive_joint_task(
    joint_task_id: str, body: models.WaiveIn, *, if_match: str | int | None = None, idempotency_key: str | None = None
) -> Call[models.MovedOut]:
    """Waive a joint task.

    The lead goes on without it, and says why.
    """
    return Call(
        "POST",
        f"/v1/joint-tasks/{quoted(joint_task_id)}/waive",
        answer="json",
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def list_keys(
    *, limit: int | None = None, cursor: str | None = None, unit: str | None = None
) -> ListCall[models.KeyPage, models.KeyOut]:
    """Keys.

    The keys that the caller may revoke, with those that are revoked or have expired.
    """
    return ListCall("GET", "/v1/keys", answer="json", query={"limit": limit, "cursor": cursor, "unit": unit})


def create_api_key(body: models.KeyIn, *, idempotency_key: str | None = None) -> Call[models.NewKeyOut]:
    """Make a key.

    Make a key for a unit in the caller's scope and a role that is not above the caller's. It is shown this once.

    It ends with the key that it is made with: at the latest when that expires (see `expires_at`), and when that
    is revoked.
    """
    return Call("POST", "/v1/keys", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def revoke_api_key(key_id: str) -> Call[models.WarningsOut]:
    """Revoke a key.

    End a key, with all keys that were made with it and the webhook endpoints that they set up.

    They stop working within seconds, everywhere.
    """
    return Call("DELETE", f"/v1/keys/{quoted(key_id)}", answer="json")


def list_leading_groups(
    *, limit: int | None = None, cursor: str | None = None, within: str | None = None
) -> ListCall[models.LeadingGroupPage, models.LeadingGroupOut]:
    """Leading groups.

    Those of units in the caller's scope, in the order of the tree.
    """
    return ListCall(
        "GET", "/v1/leading-groups", answer="json", query={"limit": limit, "cursor": cursor, "within": within}
    )


def form_leading_group(
    body: models.LeadingGroupIn, *, idempotency_key: str | None = None
) -> Call[models.LeadingGroupOut]:
    """Form a leading group.

    Form the group of a unit in the caller's scope, on a level where the rules have one; a unit has one.
    """
    return Call("POST", "/v1/leading-groups", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def read_leading_group(group_id: str) -> Call[models.LeadingGroupOut]:
    """One leading group.

    The group of a unit in the caller's scope.
    """
    return Call("GET", f"/v1/leading-groups/{quoted(group_id)}", answer="json")


def remove_leading_member(group_id: str, member_id: str) -> Call[None]:
    """Take somebody from a leading group.

    End what a member is in the group.
    """
    return Call("DELETE", f"/v1/leading-groups/{quoted(group_id)}/members/{quoted(member_id)}", answer="nothing")


def put_leading_member(
    group_id: str, member_id: str, body: models.LeadingServiceIn, *, if_match: str | int | None = None
) -> Call[models.LeadingGroupOut]:
    """Put somebody in a leading group.

    Let a member be a deputy or a member of the group, or be it otherwise than before.
    """
    return Call(
        "PUT",
        f"/v1/leading-groups/{quoted(group_id)}/members/{quoted(member_id)}",
        answer="json",
        json=body,
        if_match=if_match,
    )


def change_leading_position(
    group_id: str, position: models.LeadingPosition, body: models.HolderIn, *, if_match: str | int | None = None
) -> Call[models.LeadingGroupOut]:
    """Put somebody in charge.

    Give a position to a member, or take it from whoever has it. One person has it at a time.
    """
    return Call(
        "PUT",
        f"/v1/leading-groups/{quoted(group_id)}/positions/{quoted(position)}",
        answer="json",
        json=body,
        if_match=if_match,
    )


def list_leading_terms(
    group_id: str, *, limit: int | None = None, cursor: str | None = None
) -> ListCall[models.LeadingTermPage, models.LeadingTermOut]:
    """Who had a position, and when.

    Who is and was in charge, and directs and directed the office: the newest first.
    """
    return ListCall(
        "GET", f"/v1/leading-groups/{quoted(group_id)}/terms", answer="json", query={"limit": limit, "cursor": cursor}
    )


def count_ledger_rows(*, since: str, until: str, unit: str | None = None) -> Call[models.LedgerCountsOut]:
    """How many rows ledgers have.

    Rows that were entered in a period: of a unit, and of each directly below it. Each is open or written off.
    """
    return Call("GET", "/v1/ledger-counts", answer="json", query={"unit": unit, "since": since, "until": until})


def print_ledger(
    *,
    unit_id: str | None = None,
    status: models.LedgerStatus | None = None,
    overdue: bool | None = None,
    category: str | None = None,
    since: str | None = None,
    until: str | None = None,
    language: Literal["zh", "en"] | None = None,
    format: Literal["html", "pdf"] | None = None,
) -> Call[bytes]:
    """A printable ledger.

    The first five hundred rows of a ledger for A4, newest first. Masked for who does not keep it.
    """
    return Call(
        "GET",
        "/v1/ledger-form",
        answer="bytes",
        query={
            "unit_id": unit_id,
            "status": status,
            "overdue": overdue,
            "category": category,
            "since": since,
            "until": until,
            "language": language,
            "format": format,
        },
    )


def link_ledger_form(
    *,
    unit_id: str | None = None,
    status: models.LedgerStatus | None = None,
    overdue: bool | None = None,
    category: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Call[models.FormLinkOut]:
    """A link to a printable ledger.

    An address that a browser opens by itself, for a minute.
    """
    return Call(
        "GET",
        "/v1/ledger-form/link",
        answer="json",
        query={
            "unit_id": unit_id,
            "status": status,
            "overdue": overdue,
            "category": category,
            "since": since,
            "until": until,
        },
    )


def list_ledger_rows(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    unit: str | None = None,
    status: models.LedgerStatus | None = None,
    overdue: bool | None = None,
    category: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> ListCall[models.LedgerRowPage, models.LedgerRowOut]:
    """Rows of ledgers.

    Rows of the caller's unit and, but for a handler, of those below it, newest first.
    """
    return ListCall(
        "GET",
        "/v1/ledger-rows",
        answer="json",
        query={
            "limit": limit,
            "cursor": cursor,
            "unit": unit,
            "status": status,
            "overdue": overdue,
            "category": category,
            "since": since,
            "until": until,
        },
    )


def enter_ledger_row(body: models.LedgerRowIn, *, idempotency_key: str | None = None) -> Call[models.LedgerRowOut]:
    """Enter a row.

    Enter a row into the ledger of the caller's unit. One for the same household, matter and day is refused.
    """
    return Call("POST", "/v1/ledger-rows", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def import_ledger_rows(
    body: bytes,
    *,
    content_type: Literal["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"],
    idempotency_key: str | None = None,
) -> Call[models.ReceiptsOut | models.OperationOut]:
    """Import rows of the ledger.

    Take a table (CSV, XLSX) into the ledger of the caller's unit: householder, matter and, if wanted, the others.

    Others are address, population, category (code or name), entered_on, result, satisfaction (1 to 5) and
    written_off_on; usual Chinese headings are known. A row for the same household, matter and day is there
    already.
    """
    return Call(
        "POST",
        "/v1/ledger-rows/imports",
        answer="json",
        content=body,
        content_type=content_type,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def check_ledger_import(
    body: bytes,
    *,
    content_type: Literal["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"],
) -> Call[models.ImportCheckOut]:
    """Check a file of rows.

    What importing a file would say of its first lines, and how it is read; nothing is changed.
    """
    return Call("POST", "/v1/ledger-rows/imports/checks", answer="json", content=body, content_type=content_type)


def read_ledger_row(row_id: str) -> Call[models.LedgerRowOut]:
    """One row.

    A row with the progress of its ticket.
    """
    return Call("GET", f"/v1/ledger-rows/{quoted(row_id)}", answer="json")


def change_ledger_row(
    row_id: str, body: models.LedgerRowPatch, *, if_match: str | int | None = None
) -> Call[models.LedgerRowOut]:
    """Change a row.

    Let an open row of which no opinion came yet say something else.
    """
    return Call("PATCH", f"/v1/ledger-rows/{quoted(row_id)}", answer="json", json=body, if_match=if_match)


def register_ledger_row(
    row_id: str, body: models.RowOpinionIn, *, idempotency_key: str | None = None
) -> Call[models.OpinionOut]:
    """Register the matter of a row.

    Take the matter into the inbox of the unit, with the household as its citizen.
    """
    return Call(
        "POST",
        f"/v1/ledger-rows/{quoted(row_id)}/opinion",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def restore_ledger_row(
    row_id: str, *, if_match: str | int | None = None, idempotency_key: str | None = None
) -> Call[models.LedgerRowOut]:
    """Take a write-off back.

    Take back what was written off by hand.
    """
    return Call(
        "POST",
        f"/v1/ledger-rows/{quoted(row_id)}/restore",
        answer="json",
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def form_ledger_ticket(
    row_id: str, body: models.RowTicketIn, *, idempotency_key: str | None = None
) -> Call[models.FormedOut]:
    """Form a ticket of a row.

    Form a ticket of the matter in one act: of its opinion, which is registered first if there is none.
    """
    return Call(
        "POST",
        f"/v1/ledger-rows/{quoted(row_id)}/ticket",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def write_off_ledger_row(
    row_id: str, body: models.WriteOffIn, *, if_match: str | int | None = None, idempotency_key: str | None = None
) -> Call[models.LedgerRowOut]:
    """Write a row off.

    Write an open row off by hand (销号), whatever becomes of its ticket. The end of its ticket does so by itself.
    """
    return Call(
        "POST",
        f"/v1/ledger-rows/{quoted(row_id)}/write-off",
        answer="json",
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def read_me() -> Call[models.MeOut]:
    """Who am I?.

    The caller's person and posts, the role and unit as which they act, and what that admits to.
    """
    return Call("GET", "/v1/me", answer="json")


def list_my_channels() -> ListCall[models.ChannelPage, models.ChannelOut]:
    """My channels.

    By what the caller is reached; none for a machine.
    """
    return ListCall("GET", "/v1/me/channels", answer="json")


def add_my_channel(body: models.ChannelIn, *, idempotency_key: str | None = None) -> Call[models.ChannelOut]:
    """Add a channel of mine.

    Add a channel. But for a browser's, a code is sent to it, which has to be entered before it is used.
    """
    return Call("POST", "/v1/me/channels", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def remove_my_channel(channel_id: str) -> Call[None]:
    """Remove a channel of mine.

    Forget an address. What waits to be sent to it is not sent.
    """
    return Call("DELETE", f"/v1/me/channels/{quoted(channel_id)}", answer="nothing")


def send_my_channel_code(channel_id: str, *, idempotency_key: str | None = None) -> Call[models.ChannelOut]:
    """Send a code to a channel of mine.

    Send another code, at most ten a day.
    """
    return Call(
        "POST",
        f"/v1/me/channels/{quoted(channel_id)}/code",
        answer="json",
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def list_my_channel_rules(channel_id: str) -> Call[models.ChannelRulesOut]:
    """What a channel of mine is told.

    Every rule, and whether it is on.
    """
    return Call("GET", f"/v1/me/channels/{quoted(channel_id)}/rules", answer="json")


def change_my_channel_rule(channel_id: str, rule: str, body: models.ChannelRuleIn) -> Call[models.ChannelRulesOut]:
    """Switch a rule of a channel of mine.

    Switch a rule on or off. Those that are not optional stay on.
    """
    return Call("PUT", f"/v1/me/channels/{quoted(channel_id)}/rules/{quoted(rule)}", answer="json", json=body)


def send_my_test_message(channel_id: str, *, idempotency_key: str | None = None) -> Call[models.ChannelOut]:
    """Send a test to a channel of mine.

    Send a test message, at most ten a day. What came of it is in the list of one's messages.
    """
    return Call(
        "POST",
        f"/v1/me/channels/{quoted(channel_id)}/test",
        answer="json",
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def check_my_channel_code(
    channel_id: str, body: models.ChannelCodeIn, *, idempotency_key: str | None = None
) -> Call[models.ChannelOut]:
    """Enter the code of a channel of mine.

    Show that one reads what is sent there.
    """
    return Call(
        "POST",
        f"/v1/me/channels/{quoted(channel_id)}/verification",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def list_my_messages(
    *, limit: int | None = None, cursor: str | None = None
) -> ListCall[models.MessagePage, models.MessageOut]:
    """My messages.

    What the caller was and will be told, newest first, for half a year; nothing for a machine.
    """
    return ListCall("GET", "/v1/me/messages", answer="json", query={"limit": limit, "cursor": cursor})


def read_push_service_key() -> Call[models.PushKeyOut]:
    """Key for browsers.

    The key that `pushManager.subscribe` is given; the endpoint and keys it gives back make a channel.
    """
    return Call("GET", "/v1/me/push-key", answer="json")


def list_meeting_decisions(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    unit: str | None = None,
    progress: Literal["open", "done", "withdrawn", "overdue"] | None = None,
) -> ListCall[models.MeetingDecisionPage, models.MeetingDecisionOut]:
    """Decisions to carry out.

    What units in the caller's scope have to carry out, whoever decided it; the latest first.
    """
    return ListCall(
        "GET",
        "/v1/meeting-decisions",
        answer="json",
        query={"limit": limit, "cursor": cursor, "unit": unit, "progress": progress},
    )


def read_meeting_decision(decision_id: str) -> Call[models.MeetingDecisionOut]:
    """One decision.

    A decision of a meeting in the caller's scope, or one that a unit there has to carry out.
    """
    return Call("GET", f"/v1/meeting-decisions/{quoted(decision_id)}", answer="json")


def retry_meeting_decision(
    decision_id: str, body: models.TransitionIn, *, idempotency_key: str | None = None
) -> Call[models.MeetingDecisionOut]:
    """Try the move again.

    Make the move of an open decision, that one or another, with what the caller may do.
    """
    return Call(
        "POST",
        f"/v1/meeting-decisions/{quoted(decision_id)}/attempts",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def complete_meeting_decision(
    decision_id: str,
    body: models.CompletionIn,
    *,
    if_match: str | int | None = None,
    idempotency_key: str | None = None,
) -> Call[models.MeetingDecisionOut]:
    """Say that it is done.

    Say that a decision is carried out: the unit that had to, or the office or a leader of the one that met.
    """
    return Call(
        "POST",
        f"/v1/meeting-decisions/{quoted(decision_id)}/completion",
        answer="json",
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def cancel_meeting_decision(
    decision_id: str,
    body: models.WithdrawalIn,
    *,
    if_match: str | int | None = None,
    idempotency_key: str | None = None,
) -> Call[models.MeetingDecisionOut]:
    """Withdraw a decision.

    Say that a decision shall not be carried out; it stays in the minutes as withdrawn.
    """
    return Call(
        "POST",
        f"/v1/meeting-decisions/{quoted(decision_id)}/withdrawal",
        answer="json",
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def list_meeting_rounds(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    unit: str | None = None,
    state: Literal["waiting", "due_soon", "overdue"] | None = None,
) -> ListCall[models.RoundPage, models.RoundOut]:
    """By when units have to meet.

    Units in the caller's scope that have to meet, in the order of the tree, and who is late.
    """
    return ListCall(
        "GET",
        "/v1/meeting-rounds",
        answer="json",
        query={"limit": limit, "cursor": cursor, "unit": unit, "state": state},
    )


def read_meeting_round(round_id: str) -> Call[models.RoundOut]:
    """By when one unit has to meet.

    A unit in the caller's scope that has to meet.
    """
    return Call("GET", f"/v1/meeting-rounds/{quoted(round_id)}", answer="json")


def list_meetings(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    unit: str | None = None,
    state: Literal["planned", "held", "cancelled"] | None = None,
) -> ListCall[models.MeetingPage, models.MeetingOut]:
    """Meetings.

    Meetings of units in the caller's scope, those planned last first.
    """
    return ListCall(
        "GET", "/v1/meetings", answer="json", query={"limit": limit, "cursor": cursor, "unit": unit, "state": state}
    )


def create_meeting(body: models.MeetingIn, *, idempotency_key: str | None = None) -> Call[models.MeetingOut]:
    """Plan a meeting.

    Plan a meeting of the caller's own unit. Its agenda is drawn when somebody asks for it.
    """
    return Call("POST", "/v1/meetings", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def read_meeting(meeting_id: str) -> Call[models.WholeMeetingOut]:
    """One meeting.

    A meeting with its agenda and decisions. Tickets that are not the caller's to see are left out.
    """
    return Call("GET", f"/v1/meetings/{quoted(meeting_id)}", answer="json")


def change_meeting(
    meeting_id: str, body: models.MeetingPatch, *, if_match: str | int | None = None
) -> Call[models.MeetingOut]:
    """Plan a meeting anew.

    Let a planned meeting be at another time or place.
    """
    return Call("PATCH", f"/v1/meetings/{quoted(meeting_id)}", answer="json", json=body, if_match=if_match)


def add_agenda_item(
    meeting_id: str, body: models.AgendaItemIn, *, idempotency_key: str | None = None
) -> Call[models.AgendaItemOut]:
    """Add to the agenda.

    Add a ticket, or a topic without one. A ticket that was removed comes back.
    """
    return Call(
        "POST",
        f"/v1/meetings/{quoted(meeting_id)}/agenda",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def cancel_meeting(
    meeting_id: str,
    body: models.CancellationIn,
    *,
    if_match: str | int | None = None,
    idempotency_key: str | None = None,
) -> Call[models.MeetingOut]:
    """Cancel a meeting.

    Say that a planned meeting will not be. The unit has to meet by the same day as before.
    """
    return Call(
        "POST",
        f"/v1/meetings/{quoted(meeting_id)}/cancellation",
        answer="json",
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def draw_agenda(meeting_id: str, *, idempotency_key: str | None = None) -> Call[models.AgendaOut]:
    """Draw the agenda.

    Put on the agenda what waits in the unit and below it: stuck, problem, parked too long, climbed, late at the
    top.

    What was drawn before and waits no longer is taken off; what was added or removed by hand stays as it is.
    """
    return Call(
        "POST",
        f"/v1/meetings/{quoted(meeting_id)}/draws",
        answer="json",
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def complete_meeting(
    meeting_id: str, body: models.HoldingIn, *, if_match: str | int | None = None, idempotency_key: str | None = None
) -> Call[models.MeetingOut]:
    """Say that a meeting was held.

    The meeting gets its number of the year, and the time until the next one counts from it.
    """
    return Call(
        "POST",
        f"/v1/meetings/{quoted(meeting_id)}/holding",
        answer="json",
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def print_meeting(
    meeting_id: str, *, language: Literal["zh", "en"] | None = None, format: Literal["html", "pdf"] | None = None
) -> Call[bytes]:
    """The printable minutes.

    The minutes of a meeting, numbered once it was held; before, its agenda.

    How far decisions have come is told as it is now. Tickets that are not the caller's to see are left out.
    """
    return Call(
        "GET",
        f"/v1/meetings/{quoted(meeting_id)}/minutes",
        answer="bytes",
        query={"language": language, "format": format},
    )


def put_meeting_minutes(
    meeting_id: str, body: models.MinutesIn, *, if_match: str | int | None = None
) -> Call[models.MeetingOut]:
    """Write the minutes.

    Say anew what the minutes of a meeting that was held say.
    """
    return Call("PUT", f"/v1/meetings/{quoted(meeting_id)}/minutes", answer="json", json=body, if_match=if_match)


def link_meeting(meeting_id: str) -> Call[models.FormLinkOut]:
    """A link to the printable minutes.

    An address that a browser opens by itself, for a minute.
    """
    return Call("GET", f"/v1/meetings/{quoted(meeting_id)}/minutes/link", answer="json")


def list_members(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    unit: str | None = None,
    role: models.Role | None = None,
    active: bool | None = None,
    q: str | None = None,
) -> ListCall[models.MemberPage, models.MemberOut]:
    """Members.

    The members who work, or hold a role, in the caller's scope.
    """
    return ListCall(
        "GET",
        "/v1/members",
        answer="json",
        query={"limit": limit, "cursor": cursor, "unit": unit, "role": role, "active": active, "q": q},
    )


def create_member(body: models.MemberIn, *, idempotency_key: str | None = None) -> Call[models.MemberOut]:
    """Make a member.

    Make a member of a unit in the caller's scope.
    """
    return Call("POST", "/v1/members", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def import_members(
    body: bytes,
    *,
    content_type: Literal["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"],
    idempotency_key: str | None = None,
) -> Call[models.ReceiptsOut | models.OperationOut]:
    """Import members.

    Take in a table (CSV, XLSX) of name, home_unit_code, role, unit_code and, if wanted, rank, skills,
    external_ref.

    One line for each role. Somebody is known by `external_ref`, or else by name and home unit.
    """
    return Call(
        "POST",
        "/v1/members/imports",
        answer="json",
        content=body,
        content_type=content_type,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def check_member_import(
    body: bytes,
    *,
    content_type: Literal["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"],
) -> Call[models.ImportCheckOut]:
    """Check a file of members.

    Say what importing this file would say of its first lines; nothing is written.
    """
    return Call("POST", "/v1/members/imports/checks", answer="json", content=body, content_type=content_type)


def read_member(member_id: str) -> Call[models.MemberOut]:
    """One member.

    A member in the caller's scope.
    """
    return Call("GET", f"/v1/members/{quoted(member_id)}", answer="json")


def change_member(member_id: str, body: models.MemberPatch) -> Call[models.ChangedMemberOut]:
    """Change a member.

    Change name, home unit, rank or skills, or end somebody's service.
    """
    return Call("PATCH", f"/v1/members/{quoted(member_id)}", answer="json", json=body)


def take_role(member_id: str, unit_id: str, role: models.Role) -> Call[models.WarningsOut]:
    """End a role.

    End a role. Keys made for it stop working within seconds.
    """
    return Call("DELETE", f"/v1/members/{quoted(member_id)}/roles/{quoted(unit_id)}/{quoted(role)}", answer="json")


def give_role(member_id: str, unit_id: str, role: models.Role) -> Call[models.MemberOut]:
    """Give a role.

    Give a member a role at a unit in the caller's scope.
    """
    return Call("PUT", f"/v1/members/{quoted(member_id)}/roles/{quoted(unit_id)}/{quoted(role)}", answer="json")


def end_sessions_of_member(member_id: str) -> Call[None]:
    """Sign a member out everywhere.

    End all sessions and phones of the person whose member this is: a phone was lost, or a password is known.

    A person who also holds posts outside the caller's scope is signed out by those only who reach all of them.
    """
    return Call("DELETE", f"/v1/members/{quoted(member_id)}/sessions", answer="nothing")


def list_message_failures(
    *, limit: int | None = None, cursor: str | None = None
) -> ListCall[models.MessagePage, models.MessageOut]:
    """Messages that failed.

    What could not be told in the caller's subtree, newest first: wrong addresses, and what was given up.
    """
    return ListCall("GET", "/v1/message-failures", answer="json", query={"limit": limit, "cursor": cursor})


def list_operations(
    *, limit: int | None = None, cursor: str | None = None
) -> ListCall[models.OperationPage, models.OperationOut]:
    """Operations.

    One's own and those of units in the caller's scope, newest first.
    """
    return ListCall("GET", "/v1/operations", answer="json", query={"limit": limit, "cursor": cursor})


def cancel_operation(operation_id: str) -> Call[models.OperationOut]:
    """Cancel an operation.

    End an import that is not wanted any more: what is done stays, the rest of the file is dropped.

    Whoever began it may, and an admin of a unit above. One that has ended is left as it is. Replays are cancelled
    at their endpoint.
    """
    return Call("DELETE", f"/v1/operations/{quoted(operation_id)}", answer="json")


def read_operation(operation_id: str) -> Call[models.OperationOut]:
    """One operation.

    How far it is.
    """
    return Call("GET", f"/v1/operations/{quoted(operation_id)}", answer="json")


def read_receipts(
    operation_id: str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    outcome: Literal["accepted", "refused"] | None = None,
) -> ListCall[models.ReceiptPage, models.ReceiptOut]:
    """What came of each line.

    A receipt for every line done so far, in the order of the file, in the caller's language.
    """
    return ListCall(
        "GET",
        f"/v1/operations/{quoted(operation_id)}/receipts",
        answer="json",
        query={"limit": limit, "cursor": cursor, "outcome": outcome},
    )


def list_opinions(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    unit: str | None = None,
    category: str | None = None,
    status: Literal["inbox", "attached", "dismissed"] | None = None,
    similar_to: str | None = None,
    q: str | None = None,
    ticket: str | None = None,
) -> ListCall[models.ListedOpinionPage, models.ListedOpinionOut]:
    """The inbox.

    The opinions that the caller may see, newest first; those like another one, likest first; or those of a
    ticket.

    A page of the former costs the same whatever it is narrowed to; where few fit it is shorter, and goes on.
    """
    return ListCall(
        "GET",
        "/v1/opinions",
        answer="json",
        query={
            "limit": limit,
            "cursor": cursor,
            "unit": unit,
            "category": category,
            "status": status,
            "similar_to": similar_to,
            "q": q,
            "ticket": ticket,
        },
    )


def register_opinion(body: models.OpinionIn, *, idempotency_key: str | None = None) -> Call[models.OpinionOut]:
    """Register an opinion.

    Take an opinion into the inbox. `code_way` says how the citizen comes by the code; the caller does not see it.
    """
    return Call("POST", "/v1/opinions", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def import_opinions(
    body: bytes,
    *,
    content_type: Literal[
        "application/jsonl", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"
    ],
    unit_id: str | None = None,
    unit_code: str | None = None,
    source: models.Source | None = None,
    source_system: str | None = None,
    map: Sequence[str] | None = None,
    idempotency_key: str | None = None,
) -> Call[models.OperationOut]:
    """Import opinions.

    Take a file of opinions: CSV or XLSX with a header, or one JSON object a line. Answers with an operation.

    Fields: title, content, category, contact, citizen_name, place, longitude, latitude (degrees of WGS 84),
    accuracy (metres), submitted_at (local time if it has no zone), unit_code, external_ref, source; usual
    headings of exports in Chinese and English are known. Encoding (UTF-8, UTF-16, GB18030) and separator are
    found. Every line becomes an opinion or a receipt that says why not.
    """
    return Call(
        "POST",
        "/v1/opinions/imports",
        answer="json",
        query={
            "unit_id": unit_id,
            "unit_code": unit_code,
            "source": source,
            "source_system": source_system,
            "map": map,
        },
        content=body,
        content_type=content_type,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def check_opinion_import(
    body: bytes,
    *,
    content_type: Literal[
        "application/jsonl", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"
    ],
    unit_id: str | None = None,
    unit_code: str | None = None,
    source: models.Source | None = None,
    source_system: str | None = None,
    map: Sequence[str] | None = None,
) -> Call[models.ImportCheckOut]:
    """Check a file of opinions.

    Say what importing this file would say of its first lines; nothing is written.
    """
    return Call(
        "POST",
        "/v1/opinions/imports/checks",
        answer="json",
        query={
            "unit_id": unit_id,
            "unit_code": unit_code,
            "source": source,
            "source_system": source_system,
            "map": map,
        },
        content=body,
        content_type=content_type,
    )


def read_opinion(opinion_id: str) -> Call[models.OpinionOut]:
    """One opinion.

    An opinion that the caller may see, with the citizen's contact masked.
    """
    return Call("GET", f"/v1/opinions/{quoted(opinion_id)}", answer="json")


def list_opinion_attachments(
    opinion_id: str, *, limit: int | None = None, cursor: str | None = None
) -> ListCall[models.AttachmentPage, models.AttachmentOut]:
    """Attachments of an opinion.

    What is attached to the opinion, oldest first.
    """
    return ListCall(
        "GET", f"/v1/opinions/{quoted(opinion_id)}/attachments", answer="json", query={"limit": limit, "cursor": cursor}
    )


def attach_to_opinion(
    opinion_id: str, body: models.AttachmentIn, *, idempotency_key: str | None = None
) -> Call[models.AttachmentOut]:
    """Attach a file to an opinion.

    The same for an opinion in the caller's scope.
    """
    return Call(
        "POST",
        f"/v1/opinions/{quoted(opinion_id)}/attachments",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def send_tracking_code(opinion_id: str) -> Call[models.CodeMessageOut]:
    """Collect a code to be sent.

    Code and contact, for a machine that the operator has named as messenger (`opinion.code_ready` tells when).

    Each call makes another code and the one before void: after a failure, ask again.
    """
    return Call("POST", f"/v1/opinions/{quoted(opinion_id)}/code-message", answer="json")


def read_contact(opinion_id: str, body: models.ReasonIn) -> Call[models.ContactOut]:
    """Read the citizen's contact.

    Name and contact in the clear, for who works on the matter. Every look is an event with its reason.
    """
    return Call("POST", f"/v1/opinions/{quoted(opinion_id)}/contact", answer="json", json=body)


def list_contact_reads(opinion_id: str) -> Call[models.ContactReadsOut]:
    """Who read the citizen's contact.

    Every look at the contact, for offices, leaders and supervisors in whose scope the opinion was received.
    """
    return Call("GET", f"/v1/opinions/{quoted(opinion_id)}/contact-reads", answer="json")


def dismiss_opinion(
    opinion_id: str, body: models.ReasonIn, *, idempotency_key: str | None = None
) -> Call[models.OpinionOut]:
    """Dismiss an opinion.

    Take an opinion out of the inbox without a ticket: for the office or a leader of the line, not for a handler.
    """
    return Call(
        "POST",
        f"/v1/opinions/{quoted(opinion_id)}/dismiss",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def request_erasure(
    opinion_id: str, body: models.ErasureIn, *, idempotency_key: str | None = None
) -> Call[models.ErasureOut]:
    """Ask for an erasure.

    Ask that everything an opinion says be erased: contact, words, files, and those of its ticket if it is the
    last.

    For an office or leader over the unit, once the matter has ended. Somebody else decides. That there was an
    opinion, of which category and when, stays, and histories still verify.
    """
    return Call(
        "POST",
        f"/v1/opinions/{quoted(opinion_id)}/erasure",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def print_tracking_slip(
    opinion_id: str, body: models.SlipIn, *, language: Literal["zh", "en"] | None = None
) -> Call[str]:
    """Print the citizen's code.

    A slip to be printed and handed over, for whom no message reaches. It comes once: the code is kept nowhere.

    Another slip makes the code on the one before void, and wants a reason. With a code that the unit printed
    which handled the matter, a citizen can say that it is not solved; that it is solved, the office asks them by
    telephone.
    """
    return Call(
        "POST",
        f"/v1/opinions/{quoted(opinion_id)}/tracking-slip",
        answer="text",
        query={"language": language},
        json=body,
    )


def answer_order(
    order_id: str,
    body: models.AnswerIn,
    *,
    validate_only: bool | None = None,
    if_match: str | int | None = None,
    idempotency_key: str | None = None,
) -> Call[models.MovedOut]:
    """Answer an order.

    The holder says what was done; the order is answered, and its level may give another one.
    """
    return Call(
        "POST",
        f"/v1/orders/{quoted(order_id)}/answer",
        answer="json",
        query={"validate_only": validate_only},
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def list_placed_opinions(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    bbox: str | None = None,
    near: str | None = None,
    within: int | None = None,
    unit: str | None = None,
    category: str | None = None,
    status: Literal["inbox", "attached", "dismissed"] | None = None,
) -> Call[bytes]:
    """Opinions on a map.

    The opinions with a location that the caller may see, newest first or, with `near`, nearest first.

    A page costs the same whatever it is narrowed to; where few fit it is shorter, and goes on. Of a crowd the
    nearest thousand are measured: `complete_within` says how far these reach.
    """
    return Call(
        "GET",
        "/v1/places/opinions",
        answer="bytes",
        query={
            "limit": limit,
            "cursor": cursor,
            "bbox": bbox,
            "near": near,
            "within": within,
            "unit": unit,
            "category": category,
            "status": status,
        },
    )


def list_placed_tickets(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    bbox: str | None = None,
    unit: str | None = None,
    held_in: str | None = None,
    received_in: str | None = None,
    holder: str | None = None,
    origin: str | None = None,
    department: str | None = None,
    assignee: str | None = None,
    mine: Literal[True] | None = None,
    state: Sequence[str] | None = None,
    level: int | None = None,
    overdue: bool | None = None,
    ever_breached: bool | None = None,
    breached_since: str | None = None,
    breached_until: str | None = None,
    warning: Sequence[Literal["yellow", "orange", "red"]] | None = None,
    due_before: str | None = None,
    due_since: str | None = None,
    due_until: str | None = None,
    created_since: str | None = None,
    created_until: str | None = None,
    updated_since: str | None = None,
    closed_since: str | None = None,
    closed_until: str | None = None,
    closed_on_time: bool | None = None,
    counted_since: str | None = None,
    counted_until: str | None = None,
    climbed_by_clock: bool | None = None,
    escalations_min: int | None = None,
    stuck: bool | None = None,
    problem: bool | None = None,
    key_task: bool | None = None,
    open: bool | None = None,
    category: str | None = None,
    urgency: Literal["routine", "urgent", "critical"] | None = None,
    difficulty: Literal["simple", "moderate", "hard"] | None = None,
    source: models.Source | None = None,
    source_system: str | None = None,
    external_ref: str | None = None,
    q: str | None = None,
) -> Call[bytes]:
    """Tickets on a map.

    The tickets that the caller may see, wherever opinions of theirs have a location, the newest opinion first.

    A page costs the same whatever it is narrowed to; where few fit it is shorter, even empty, and goes on.
    """
    return Call(
        "GET",
        "/v1/places/tickets",
        answer="bytes",
        query={
            "limit": limit,
            "cursor": cursor,
            "bbox": bbox,
            "unit": unit,
            "held_in": held_in,
            "received_in": received_in,
            "holder": holder,
            "origin": origin,
            "department": department,
            "assignee": assignee,
            "mine": mine,
            "state": state,
            "level": level,
            "overdue": overdue,
            "ever_breached": ever_breached,
            "breached_since": breached_since,
            "breached_until": breached_until,
            "warning": warning,
            "due_before": due_before,
            "due_since": due_since,
            "due_until": due_until,
            "created_since": created_since,
            "created_until": created_until,
            "updated_since": updated_since,
            "closed_since": closed_since,
            "closed_until": closed_until,
            "closed_on_time": closed_on_time,
            "counted_since": counted_since,
            "counted_until": counted_until,
            "climbed_by_clock": climbed_by_clock,
            "escalations_min": escalations_min,
            "stuck": stuck,
            "problem": problem,
            "key_task": key_task,
            "open": open,
            "category": category,
            "urgency": urgency,
            "difficulty": difficulty,
            "source": source,
            "source_system": source_system,
            "external_ref": external_ref,
            "q": q,
        },
    )


def list_policies() -> Call[models.VersionsOut]:
    """Versions of policies.

    Every version ever published, newest first.
    """
    return Call("GET", "/v1/policies", answer="json")


def publish_policy(
    body: dict[str, object], *, confirm: bool | None = None, idempotency_key: str | None = None
) -> Call[models.DocumentOut]:
    """Publish a version.

    Check a document and publish it as the next version, in force at once. Its `version` may be left out.

    Whatever would strand a ticket is refused, with a pointer to each place. What takes something back that the
    version in force has, such as a year of holidays, a rule or a state, needs `confirm=true`; the refusal names
    it.
    """
    return Call(
        "POST",
        "/v1/policies",
        answer="json",
        query={"confirm": confirm},
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def check_policy(body: dict[str, object]) -> Call[models.ReviewOut]:
    """Check a version.

    Say what publishing this document would say, and what it would take back; nothing is written.
    """
    return Call("POST", "/v1/policies/checks", answer="json", json=body)


def read_policy(version: int) -> Call[models.DocumentOut]:
    """One version.

    A version with its content.
    """
    return Call("GET", f"/v1/policies/{quoted(version)}", answer="json")


def read_applying_limit(
    version: int,
    *,
    level: int,
    urgency: models.Urgency,
    difficulty: models.Difficulty,
    at: str,
    unit: str | None = None,
    category: str | None = None,
    stage: models.Stage | None = None,
) -> Call[models.AppliedLimitOut]:
    """Which limit would apply?.

    The limit that a ticket of this kind gets, due by the calendar in force, and why no other rule applies.
    """
    return Call(
        "GET",
        f"/v1/policies/{quoted(version)}/applying-limit",
        answer="json",
        query={
            "unit": unit,
            "category": category,
            "stage": stage,
            "level": level,
            "urgency": urgency,
            "difficulty": difficulty,
            "at": at,
        },
    )


def list_policy_limits(
    version: int, *, unit: str | None = None, category: str | None = None
) -> Call[models.PolicyLimitsOut]:
    """The limits as a table.

    All rules of a policy, and which one applies to each stage, level, urgency and difficulty at a place.
    """
    return Call(
        "GET", f"/v1/policies/{quoted(version)}/limits", answer="json", query={"unit": unit, "category": category}
    )


def list_programmes() -> Call[models.VersionsOut]:
    """Versions of programmes.

    Every version ever published, newest first.
    """
    return Call("GET", "/v1/programmes", answer="json")


def publish_programme(
    body: dict[str, object], *, confirm: bool | None = None, idempotency_key: str | None = None
) -> Call[models.DocumentOut]:
    """Publish a version.

    Check a document and publish it as the next version, in force at once. Its `version` may be left out.

    Whatever would strand a ticket is refused, with a pointer to each place. What takes something back that the
    version in force has, such as a year of holidays, a rule or a state, needs `confirm=true`; the refusal names
    it.
    """
    return Call(
        "POST",
        "/v1/programmes",
        answer="json",
        query={"confirm": confirm},
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def check_programme(body: dict[str, object]) -> Call[models.ReviewOut]:
    """Check a version.

    Say what publishing this document would say, and what it would take back; nothing is written.
    """
    return Call("POST", "/v1/programmes/checks", answer="json", json=body)


def read_programme(version: int) -> Call[models.DocumentOut]:
    """One version.

    A version with its content.
    """
    return Call("GET", f"/v1/programmes/{quoted(version)}", answer="json")


def report_breached(
    *,
    unit: str | None = None,
    held_in: str | None = None,
    received_in: str | None = None,
    holder: str | None = None,
    origin: str | None = None,
    department: str | None = None,
    assignee: str | None = None,
    mine: Literal[True] | None = None,
    state: Sequence[str] | None = None,
    level: int | None = None,
    overdue: bool | None = None,
    ever_breached: bool | None = None,
    breached_since: str | None = None,
    breached_until: str | None = None,
    warning: Sequence[Literal["yellow", "orange", "red"]] | None = None,
    due_before: str | None = None,
    due_since: str | None = None,
    due_until: str | None = None,
    created_since: str | None = None,
    created_until: str | None = None,
    updated_since: str | None = None,
    closed_since: str | None = None,
    closed_until: str | None = None,
    closed_on_time: bool | None = None,
    counted_since: str | None = None,
    counted_until: str | None = None,
    climbed_by_clock: bool | None = None,
    escalations_min: int | None = None,
    stuck: bool | None = None,
    problem: bool | None = None,
    key_task: bool | None = None,
    open: bool | None = None,
    category: str | None = None,
    urgency: Literal["routine", "urgent", "critical"] | None = None,
    difficulty: Literal["simple", "moderate", "hard"] | None = None,
    source: models.Source | None = None,
    source_system: str | None = None,
    external_ref: str | None = None,
    q: str | None = None,
    since: str | None = None,
    until: str | None = None,
    group_by: Literal[
        "unit",
        "holder",
        "origin",
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
        "lapse",
    ]
    | None = None,
) -> Call[models.BreachedReport]:
    """Tickets that were ever late.

    Tickets of which a limit was ever broken, by the moment of the first breach, whatever became of them since.
    """
    return Call(
        "GET",
        "/v1/reports/breached",
        answer="json",
        query={
            "unit": unit,
            "held_in": held_in,
            "received_in": received_in,
            "holder": holder,
            "origin": origin,
            "department": department,
            "assignee": assignee,
            "mine": mine,
            "state": state,
            "level": level,
            "overdue": overdue,
            "ever_breached": ever_breached,
            "breached_since": breached_since,
            "breached_until": breached_until,
            "warning": warning,
            "due_before": due_before,
            "due_since": due_since,
            "due_until": due_until,
            "created_since": created_since,
            "created_until": created_until,
            "updated_since": updated_since,
            "closed_since": closed_since,
            "closed_until": closed_until,
            "closed_on_time": closed_on_time,
            "counted_since": counted_since,
            "counted_until": counted_until,
            "climbed_by_clock": climbed_by_clock,
            "escalations_min": escalations_min,
            "stuck": stuck,
            "problem": problem,
            "key_task": key_task,
            "open": open,
            "category": category,
            "urgency": urgency,
            "difficulty": difficulty,
            "source": source,
            "source_system": source_system,
            "external_ref": external_ref,
            "q": q,
            "since": since,
            "until": until,
            "group_by": group_by,
        },
    )


def report_units(
    *,
    unit: str | None = None,
    held_in: str | None = None,
    received_in: str | None = None,
    holder: str | None = None,
    origin: str | None = None,
    department: str | None = None,
    assignee: str | None = None,
    mine: Literal[True] | None = None,
    state: Sequence[str] | None = None,
    level: int | None = None,
    overdue: bool | None = None,
    ever_breached: bool | None = None,
    breached_since: str | None = None,
    breached_until: str | None = None,
    warning: Sequence[Literal["yellow", "orange", "red"]] | None = None,
    due_before: str | None = None,
    due_since: str | None = None,
    due_until: str | None = None,
    created_since: str | None = None,
    created_until: str | None = None,
    updated_since: str | None = None,
    closed_since: str | None = None,
    closed_until: str | None = None,
    closed_on_time: bool | None = None,
    counted_since: str | None = None,
    counted_until: str | None = None,
    climbed_by_clock: bool | None = None,
    escalations_min: int | None = None,
    stuck: bool | None = None,
    problem: bool | None = None,
    key_task: bool | None = None,
    open: bool | None = None,
    category: str | None = None,
    urgency: Literal["routine", "urgent", "critical"] | None = None,
    difficulty: Literal["simple", "moderate", "hard"] | None = None,
    source: models.Source | None = None,
    source_system: str | None = None,
    external_ref: str | None = None,
    q: str | None = None,
    days: int | None = None,
) -> Call[models.UnitReportOut]:
    """How a unit and those directly below it stand.

    The unit, those directly below it with everything below each, and the course of the last days.

    Only tickets that the caller may see are counted. What is narrowed by a filter is narrowed everywhere.
    """
    return Call(
        "GET",
        "/v1/reports/by-unit",
        answer="json",
        query={
            "unit": unit,
            "held_in": held_in,
            "received_in": received_in,
            "holder": holder,
            "origin": origin,
            "department": department,
            "assignee": assignee,
            "mine": mine,
            "state": state,
            "level": level,
            "overdue": overdue,
            "ever_breached": ever_breached,
            "breached_since": breached_since,
            "breached_until": breached_until,
            "warning": warning,
            "due_before": due_before,
            "due_since": due_since,
            "due_until": due_until,
            "created_since": created_since,
            "created_until": created_until,
            "updated_since": updated_since,
            "closed_since": closed_since,
            "closed_until": closed_until,
            "closed_on_time": closed_on_time,
            "counted_since": counted_since,
            "counted_until": counted_until,
            "climbed_by_clock": climbed_by_clock,
            "escalations_min": escalations_min,
            "stuck": stuck,
            "problem": problem,
            "key_task": key_task,
            "open": open,
            "category": category,
            "urgency": urgency,
            "difficulty": difficulty,
            "source": source,
            "source_system": source_system,
            "external_ref": external_ref,
            "q": q,
            "days": days,
        },
    )


def report_climbed(
    *,
    unit: str | None = None,
    held_in: str | None = None,
    received_in: str | None = None,
    holder: str | None = None,
    origin: str | None = None,
    department: str | None = None,
    assignee: str | None = None,
    mine: Literal[True] | None = None,
    state: Sequence[str] | None = None,
    level: int | None = None,
    overdue: bool | None = None,
    ever_breached: bool | None = None,
    breached_since: str | None = None,
    breached_until: str | None = None,
    warning: Sequence[Literal["yellow", "orange", "red"]] | None = None,
    due_before: str | None = None,
    due_since: str | None = None,
    due_until: str | None = None,
    created_since: str | None = None,
    created_until: str | None = None,
    updated_since: str | None = None,
    closed_since: str | None = None,
    closed_until: str | None = None,
    closed_on_time: bool | None = None,
    counted_since: str | None = None,
    counted_until: str | None = None,
    climbed_by_clock: bool | None = None,
    escalations_min: int | None = None,
    stuck: bool | None = None,
    problem: bool | None = None,
    key_task: bool | None = None,
    open: bool | None = None,
    category: str | None = None,
    urgency: Literal["routine", "urgent", "critical"] | None = None,
    difficulty: Literal["simple", "moderate", "hard"] | None = None,
    source: models.Source | None = None,
    source_system: str | None = None,
    external_ref: str | None = None,
    q: str | None = None,
    since: str | None = None,
    until: str | None = None,
    group_by: Literal[
        "unit",
        "holder",
        "origin",
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
        "lapse",
        "climbed_to",
    ]
    | None = None,
) -> Call[models.ClimbedReport]:
    """What climbed by the clock, and to whom.

    Each step that the clock took a late ticket up counts for the unit it was given to.
    """
    return Call(
        "GET",
        "/v1/reports/climbed",
        answer="json",
        query={
            "unit": unit,
            "held_in": held_in,
            "received_in": received_in,
            "holder": holder,
            "origin": origin,
            "department": department,
            "assignee": assignee,
            "mine": mine,
            "state": state,
            "level": level,
            "overdue": overdue,
            "ever_breached": ever_breached,
            "breached_since": breached_since,
            "breached_until": breached_until,
            "warning": warning,
            "due_before": due_before,
            "due_since": due_since,
            "due_until": due_until,
            "created_since": created_since,
            "created_until": created_until,
            "updated_since": updated_since,
            "closed_since": closed_since,
            "closed_until": closed_until,
            "closed_on_time": closed_on_time,
            "counted_since": counted_since,
            "counted_until": counted_until,
            "climbed_by_clock": climbed_by_clock,
            "escalations_min": escalations_min,
            "stuck": stuck,
            "problem": problem,
            "key_task": key_task,
            "open": open,
            "category": category,
            "urgency": urgency,
            "difficulty": difficulty,
            "source": source,
            "source_system": source_system,
            "external_ref": external_ref,
            "q": q,
            "since": since,
            "until": until,
            "group_by": group_by,
        },
    )


def report_lapsed(
    *,
    unit: str | None = None,
    held_in: str | None = None,
    received_in: str | None = None,
    holder: str | None = None,
    origin: str | None = None,
    department: str | None = None,
    assignee: str | None = None,
    mine: Literal[True] | None = None,
    state: Sequence[str] | None = None,
    level: int | None = None,
    overdue: bool | None = None,
    ever_breached: bool | None = None,
    breached_since: str | None = None,
    breached_until: str | None = None,
    warning: Sequence[Literal["yellow", "orange", "red"]] | None = None,
    due_before: str | None = None,
    due_since: str | None = None,
    due_until: str | None = None,
    created_since: str | None = None,
    created_until: str | None = None,
    updated_since: str | None = None,
    closed_since: str | None = None,
    closed_until: str | None = None,
    closed_on_time: bool | None = None,
    counted_since: str | None = None,
    counted_until: str | None = None,
    climbed_by_clock: bool | None = None,
    escalations_min: int | None = None,
    stuck: bool | None = None,
    problem: bool | None = None,
    key_task: bool | None = None,
    open: bool | None = None,
    category: str | None = None,
    urgency: Literal["routine", "urgent", "critical"] | None = None,
    difficulty: Literal["simple", "moderate", "hard"] | None = None,
    source: models.Source | None = None,
    source_system: str | None = None,
    external_ref: str | None = None,
    q: str | None = None,
    since: str | None = None,
    until: str | None = None,
    group_by: Literal[
        "unit",
        "holder",
        "origin",
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
        "lapse",
    ]
    | None = None,
) -> Call[models.LapsedReport]:
    """Limits that passed, and under whom.

    Each limit that passed counts for the unit that held the ticket at that moment, wherever the ticket lies now.
    """
    return Call(
        "GET",
        "/v1/reports/lapsed",
        answer="json",
        query={
            "unit": unit,
            "held_in": held_in,
            "received_in": received_in,
            "holder": holder,
            "origin": origin,
            "department": department,
            "assignee": assignee,
            "mine": mine,
            "state": state,
            "level": level,
            "overdue": overdue,
            "ever_breached": ever_breached,
            "breached_since": breached_since,
            "breached_until": breached_until,
            "warning": warning,
            "due_before": due_before,
            "due_since": due_since,
            "due_until": due_until,
            "created_since": created_since,
            "created_until": created_until,
            "updated_since": updated_since,
            "closed_since": closed_since,
            "closed_until": closed_until,
            "closed_on_time": closed_on_time,
            "counted_since": counted_since,
            "counted_until": counted_until,
            "climbed_by_clock": climbed_by_clock,
            "escalations_min": escalations_min,
            "stuck": stuck,
            "problem": problem,
            "key_task": key_task,
            "open": open,
            "category": category,
            "urgency": urgency,
            "difficulty": difficulty,
            "source": source,
            "source_system": source_system,
            "external_ref": external_ref,
            "q": q,
            "since": since,
            "until": until,
            "group_by": group_by,
        },
    )


def report_on_time(
    *,
    since: str,
    unit: str | None = None,
    held_in: str | None = None,
    received_in: str | None = None,
    holder: str | None = None,
    origin: str | None = None,
    department: str | None = None,
    assignee: str | None = None,
    mine: Literal[True] | None = None,
    state: Sequence[str] | None = None,
    level: int | None = None,
    overdue: bool | None = None,
    ever_breached: bool | None = None,
    breached_since: str | None = None,
    breached_until: str | None = None,
    warning: Sequence[Literal["yellow", "orange", "red"]] | None = None,
    due_before: str | None = None,
    due_since: str | None = None,
    due_until: str | None = None,
    created_since: str | None = None,
    created_until: str | None = None,
    updated_since: str | None = None,
    closed_since: str | None = None,
    closed_until: str | None = None,
    closed_on_time: bool | None = None,
    counted_since: str | None = None,
    counted_until: str | None = None,
    climbed_by_clock: bool | None = None,
    escalations_min: int | None = None,
    stuck: bool | None = None,
    problem: bool | None = None,
    key_task: bool | None = None,
    open: bool | None = None,
    category: str | None = None,
    urgency: Literal["routine", "urgent", "critical"] | None = None,
    difficulty: Literal["simple", "moderate", "hard"] | None = None,
    source: models.Source | None = None,
    source_system: str | None = None,
    external_ref: str | None = None,
    q: str | None = None,
    basis: models.Basis | None = None,
    until: str | None = None,
    group_by: Literal[
        "unit",
        "holder",
        "origin",
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
    | None = None,
) -> Call[models.OnTimeReport]:
    """Shares of what was answered on time.

    How many of the tickets that were closed, or whose promise broke, kept it; and how many kept all stages.
    """
    return Call(
        "GET",
        "/v1/reports/on-time",
        answer="json",
        query={
            "unit": unit,
            "held_in": held_in,
            "received_in": received_in,
            "holder": holder,
            "origin": origin,
            "department": department,
            "assignee": assignee,
            "mine": mine,
            "state": state,
            "level": level,
            "overdue": overdue,
            "ever_breached": ever_breached,
            "breached_since": breached_since,
            "breached_until": breached_until,
            "warning": warning,
            "due_before": due_before,
            "due_since": due_since,
            "due_until": due_until,
            "created_since": created_since,
            "created_until": created_until,
            "updated_since": updated_since,
            "closed_since": closed_since,
            "closed_until": closed_until,
            "closed_on_time": closed_on_time,
            "counted_since": counted_since,
            "counted_until": counted_until,
            "climbed_by_clock": climbed_by_clock,
            "escalations_min": escalations_min,
            "stuck": stuck,
            "problem": problem,
            "key_task": key_task,
            "open": open,
            "category": category,
            "urgency": urgency,
            "difficulty": difficulty,
            "source": source,
            "source_system": source_system,
            "external_ref": external_ref,
            "q": q,
            "basis": basis,
            "since": since,
            "until": until,
            "group_by": group_by,
        },
    )


def report_overdue(
    *,
    unit: str | None = None,
    held_in: str | None = None,
    received_in: str | None = None,
    holder: str | None = None,
    origin: str | None = None,
    department: str | None = None,
    assignee: str | None = None,
    mine: Literal[True] | None = None,
    state: Sequence[str] | None = None,
    level: int | None = None,
    overdue: bool | None = None,
    ever_breached: bool | None = None,
    breached_since: str | None = None,
    breached_until: str | None = None,
    warning: Sequence[Literal["yellow", "orange", "red"]] | None = None,
    due_before: str | None = None,
    due_since: str | None = None,
    due_until: str | None = None,
    created_since: str | None = None,
    created_until: str | None = None,
    updated_since: str | None = None,
    closed_since: str | None = None,
    closed_until: str | None = None,
    closed_on_time: bool | None = None,
    counted_since: str | None = None,
    counted_until: str | None = None,
    climbed_by_clock: bool | None = None,
    escalations_min: int | None = None,
    stuck: bool | None = None,
    problem: bool | None = None,
    key_task: bool | None = None,
    open: bool | None = None,
    category: str | None = None,
    urgency: Literal["routine", "urgent", "critical"] | None = None,
    difficulty: Literal["simple", "moderate", "hard"] | None = None,
    source: models.Source | None = None,
    source_system: str | None = None,
    external_ref: str | None = None,
    q: str | None = None,
    group_by: Literal[
        "unit",
        "holder",
        "origin",
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
    | None = None,
) -> Call[models.OverdueReport]:
    """Tickets that are overdue now.

    Counts of the overdue tickets that the caller may see. `key` is the holder's code, the level, or the category.

    A level is named as the policy in force calls it.
    """
    return Call(
        "GET",
        "/v1/reports/overdue",
        answer="json",
        query={
            "unit": unit,
            "held_in": held_in,
            "received_in": received_in,
            "holder": holder,
            "origin": origin,
            "department": department,
            "assignee": assignee,
            "mine": mine,
            "state": state,
            "level": level,
            "overdue": overdue,
            "ever_breached": ever_breached,
            "breached_since": breached_since,
            "breached_until": breached_until,
            "warning": warning,
            "due_before": due_before,
            "due_since": due_since,
            "due_until": due_until,
            "created_since": created_since,
            "created_until": created_until,
            "updated_since": updated_since,
            "closed_since": closed_since,
            "closed_until": closed_until,
            "closed_on_time": closed_on_time,
            "counted_since": counted_since,
            "counted_until": counted_until,
            "climbed_by_clock": climbed_by_clock,
            "escalations_min": escalations_min,
            "stuck": stuck,
            "problem": problem,
            "key_task": key_task,
            "open": open,
            "category": category,
            "urgency": urgency,
            "difficulty": difficulty,
            "source": source,
            "source_system": source_system,
            "external_ref": external_ref,
            "q": q,
            "group_by": group_by,
        },
    )


def report_unit_rates(
    *,
    since: str,
    unit: str | None = None,
    held_in: str | None = None,
    received_in: str | None = None,
    holder: str | None = None,
    origin: str | None = None,
    department: str | None = None,
    assignee: str | None = None,
    mine: Literal[True] | None = None,
    state: Sequence[str] | None = None,
    level: int | None = None,
    overdue: bool | None = None,
    ever_breached: bool | None = None,
    breached_since: str | None = None,
    breached_until: str | None = None,
    warning: Sequence[Literal["yellow", "orange", "red"]] | None = None,
    due_before: str | None = None,
    due_since: str | None = None,
    due_until: str | None = None,
    created_since: str | None = None,
    created_until: str | None = None,
    updated_since: str | None = None,
    closed_since: str | None = None,
    closed_until: str | None = None,
    closed_on_time: bool | None = None,
    counted_since: str | None = None,
    counted_until: str | None = None,
    climbed_by_clock: bool | None = None,
    escalations_min: int | None = None,
    stuck: bool | None = None,
    problem: bool | None = None,
    key_task: bool | None = None,
    open: bool | None = None,
    category: str | None = None,
    urgency: Literal["routine", "urgent", "critical"] | None = None,
    difficulty: Literal["simple", "moderate", "hard"] | None = None,
    source: models.Source | None = None,
    source_system: str | None = None,
    external_ref: str | None = None,
    q: str | None = None,
    basis: models.Basis | None = None,
    until: str | None = None,
) -> Call[models.RatesOut]:
    """The rates of a unit and of those directly below it.

    Each rate as two counts and as it is shown, with its definition; only tickets that the caller may see count.
    """
    return Call(
        "GET",
        "/v1/reports/rates",
        answer="json",
        query={
            "unit": unit,
            "held_in": held_in,
            "received_in": received_in,
            "holder": holder,
            "origin": origin,
            "department": department,
            "assignee": assignee,
            "mine": mine,
            "state": state,
            "level": level,
            "overdue": overdue,
            "ever_breached": ever_breached,
            "breached_since": breached_since,
            "breached_until": breached_until,
            "warning": warning,
            "due_before": due_before,
            "due_since": due_since,
            "due_until": due_until,
            "created_since": created_since,
            "created_until": created_until,
            "updated_since": updated_since,
            "closed_since": closed_since,
            "closed_until": closed_until,
            "closed_on_time": closed_on_time,
            "counted_since": counted_since,
            "counted_until": counted_until,
            "climbed_by_clock": climbed_by_clock,
            "escalations_min": escalations_min,
            "stuck": stuck,
            "problem": problem,
            "key_task": key_task,
            "open": open,
            "category": category,
            "urgency": urgency,
            "difficulty": difficulty,
            "source": source,
            "source_system": source_system,
            "external_ref": external_ref,
            "q": q,
            "basis": basis,
            "since": since,
            "until": until,
        },
    )


def decide_request(
    request_id: str,
    body: models.DecisionIn,
    *,
    validate_only: bool | None = None,
    if_match: str | int | None = None,
    idempotency_key: str | None = None,
) -> Call[models.MovedOut]:
    """Decide a request.

    Grant or refuse. For whom it waits, and until when, the request says.
    """
    return Call(
        "POST",
        f"/v1/requests/{quoted(request_id)}/decision",
        answer="json",
        query={"validate_only": validate_only},
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def list_samples(
    *, limit: int | None = None, cursor: str | None = None
) -> ListCall[models.ListedSamplePage, models.ListedSampleOut]:
    """Random samples.

    What units in the caller's scope have drawn, newest first.
    """
    return ListCall("GET", "/v1/samples", answer="json", query={"limit": limit, "cursor": cursor})


def draw_sample(body: models.SampleIn, *, idempotency_key: str | None = None) -> Call[models.SampleOut]:
    """Draw a sample.

    Draw by lot out of the tickets or visits that the caller sees and that fit; no confidential ticket is drawn.
    """
    return Call("POST", "/v1/samples", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def read_sample(sample_id: str) -> Call[models.SampleOut]:
    """One sample.

    A sample with what was drawn, as far as the caller may see it, and what was found about each.
    """
    return Call("GET", f"/v1/samples/{quoted(sample_id)}", answer="json")


def advance_sandbox_clock(
    body: models.AdvanceIn, *, idempotency_key: str | None = None
) -> Call[models.SandboxClockOut]:
    """Turn the test clock forward.

    For every process on this database, and so for everybody: only who may publish rules for all turns it.

    Only a server started with `--sandbox` has this route; the clock never goes back.
    """
    return Call("POST", "/v1/sandbox/clock", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def list_saved_views() -> Call[models.ViewsOut]:
    """Saved views.

    Views of lists that the caller keeps or that are shared with the unit where they act.
    """
    return Call("GET", "/v1/saved-views", answer="json")


def create_saved_view(body: models.ViewIn, *, idempotency_key: str | None = None) -> Call[models.ViewOut]:
    """Keep a view.

    Keep a view of a list, at most fifty. What the list would refuse is refused.
    """
    return Call("POST", "/v1/saved-views", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def delete_saved_view(view_id: str, *, if_match: str | int | None = None) -> Call[None]:
    """Throw a view away.

    Throw a view of one's own away, for all it was shared with.
    """
    return Call("DELETE", f"/v1/saved-views/{quoted(view_id)}", answer="nothing", if_match=if_match)


def put_saved_view(view_id: str, body: models.ViewIn, *, if_match: str | int | None = None) -> Call[models.ViewOut]:
    """Change a view.

    Change a view of one's own, all of it.
    """
    return Call("PUT", f"/v1/saved-views/{quoted(view_id)}", answer="json", json=body, if_match=if_match)


def report_unit_scores(
    *, since: str, unit: str | None = None, basis: models.Basis | None = None, until: str | None = None
) -> Call[models.ScoresOut]:
    """The scores of a unit and of those directly below it.

    Rates by the weights of the rules in force; a rate that a unit does not have gives its weight to the others.
    """
    return Call(
        "GET", "/v1/scores", answer="json", query={"unit": unit, "basis": basis, "since": since, "until": until}
    )


def end_sessions() -> Call[None]:
    """Sign out everywhere.

    End all sessions and phones of one's own, this one too. They are over within seconds, everywhere.
    """
    return Call("DELETE", "/v1/sessions", answer="nothing")


def list_sessions() -> ListCall[models.SessionPage, models.SessionOut]:
    """My sessions.

    The browsers in which the caller is signed in, the last first; none for a machine.
    """
    return ListCall("GET", "/v1/sessions", answer="json")


def end_session(session_id: str) -> Call[None]:
    """Sign out.

    End a session of one's own. It is over within seconds, everywhere.
    """
    return Call("DELETE", f"/v1/sessions/{quoted(session_id)}", answer="nothing")


def list_sign_in_ways() -> Call[models.WaysOut]:
    """Ways to sign in.

    By what one can sign in at this server: name and password, or a provider.
    """
    return Call("GET", "/v1/sign-in", answer="json")


def sign_in_by_password(body: models.SignInIn) -> Call[models.SignedInOut]:
    """Sign in.

    Sign in with a browser. The answer sets a cookie that no script can read; a session before it ends.
    """
    return Call("POST", "/v1/sign-in", answer="json", json=body)


def sign_in_by_invitation(body: models.AcceptIn) -> Call[models.SignedInOut]:
    """Accept an invitation.

    Set the password of whoever is invited, and sign in. Their other sessions end.
    """
    return Call("POST", "/v1/sign-in/invitation", answer="json", json=body)


def join_by_invitation(body: models.JoinIn) -> Call[None]:
    """Add an invitation to oneself.

    Add the member that is invited to the person who is signed in: it is one of theirs from now on.
    """
    return Call("POST", "/v1/sign-in/invitation/join", answer="nothing", json=body)


def change_post(body: models.ChooseIn) -> Call[None]:
    """Choose a post.

    Act as this post from now on in the session of this browser; a request's `Acting-As` goes before it.
    """
    return Call("PUT", "/v1/sign-in/post", answer="nothing", json=body)


def read_session() -> Call[models.CsrfOut]:
    """The session of this browser.

    What a page of ours needs that was loaded anew: the token without which nothing is changed.
    """
    return Call("GET", "/v1/sign-in/session", answer="json")


def list_site_checks(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    unit: str | None = None,
    subject_kind: models.SubjectKind | None = None,
    subject_id: str | None = None,
    sample_id: str | None = None,
    verdict: models.Verdict | None = None,
    finding: bool | None = None,
) -> ListCall[models.SiteCheckPage, models.SiteCheckOut]:
    """Checks on the spot.

    Checks of units in the caller's scope and of what they see, newest first.
    """
    return ListCall(
        "GET",
        "/v1/site-checks",
        answer="json",
        query={
            "limit": limit,
            "cursor": cursor,
            "unit": unit,
            "subject_kind": subject_kind,
            "subject_id": subject_id,
            "sample_id": sample_id,
            "verdict": verdict,
            "finding": finding,
        },
    )


def record_site_check(body: models.SiteCheckIn, *, idempotency_key: str | None = None) -> Call[models.SiteCheckOut]:
    """Record a check.

    Keep what was found about a ticket or a visit that the caller sees, and issue the order: both or neither.
    """
    return Call("POST", "/v1/site-checks", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def read_site_check(check_id: str) -> Call[models.SiteCheckOut]:
    """One check.

    A check of a unit in the caller's scope, of something that they see.
    """
    return Call("GET", f"/v1/site-checks/{quoted(check_id)}", answer="json")


def create_sorting_batch(
    body: models.SortingBatchIn, *, idempotency_key: str | None = None
) -> Call[models.SortingBatchOut]:
    """Form the tickets of an inbox.

    Form a ticket of each line; a line that is refused says why and stops no other. The unit has sorted with it.
    """
    return Call(
        "POST", "/v1/sorting-batches", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True
    )


def list_sorting_proposals(*, unit: str | None = None) -> Call[models.SortedInboxOut]:
    """What may be one matter.

    The inbox of a unit in the caller's scope in groups. Nothing is kept of it: asked again, it is sorted anew.
    """
    return Call("GET", "/v1/sorting-proposals", answer="json", query={"unit": unit})


def list_sorting_rounds(
    *, limit: int | None = None, cursor: str | None = None
) -> ListCall[models.SortingRoundPage, models.SortingRoundOut]:
    """Inboxes that were not sorted.

    Units in the caller's scope that were told to sort, and have not, in the order of the tree.
    """
    return ListCall("GET", "/v1/sorting-rounds", answer="json", query={"limit": limit, "cursor": cursor})


def read_sorting_round(sorting_round_id: str) -> Call[models.SortingRoundOut]:
    """Whether one inbox was sorted.

    When a unit in the caller's scope has sorted last, and whether it was told to.
    """
    return Call("GET", f"/v1/sorting-rounds/{quoted(sorting_round_id)}", answer="json")


def list_staffing_gaps(
    *, limit: int | None = None, cursor: str | None = None, kind: models.GapKind | None = None, unit: str | None = None
) -> ListCall[models.StaffingGapPage, models.StaffingGapOut]:
    """Where nobody is there to act.

    Active units in the caller's scope without member or key that could handle a ticket, or teams without leader.

    Or (`assignee_gone`) open tickets in the hand of who is not in service any more, or has no role where they
    lie. In the order of the tree; a page may be short, or empty, and go on. Within a minute the clock takes a
    ticket off the desk of who has left, and it lies on that of its unit.
    """
    return ListCall(
        "GET", "/v1/staffing-gaps", answer="json", query={"limit": limit, "cursor": cursor, "kind": kind, "unit": unit}
    )


def list_standard_replies(*, ticket_id: str | None = None) -> Call[models.RepliesOut]:
    """Standard replies.

    What the caller's unit and those above it offer. A placeholder that a ticket has nothing for stays open.
    """
    return Call("GET", "/v1/standard-replies", answer="json", query={"ticket_id": ticket_id})


def create_standard_reply(body: models.NewReplyIn, *, idempotency_key: str | None = None) -> Call[models.ReplyOut]:
    """Offer a standard reply.

    Offer a reply to a unit in the caller's scope and to all below it.
    """
    return Call(
        "POST", "/v1/standard-replies", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True
    )


def remove_standard_reply(reply_id: str, *, if_match: str | int | None = None) -> Call[None]:
    """Retire a standard reply.

    Offer a reply no longer. Its versions are kept.
    """
    return Call("DELETE", f"/v1/standard-replies/{quoted(reply_id)}", answer="nothing", if_match=if_match)


def put_standard_reply(
    reply_id: str, body: models.ReplyIn, *, if_match: str | int | None = None
) -> Call[models.ReplyOut]:
    """Change a standard reply.

    Offer the next version of a reply; what was said before stays on record.
    """
    return Call("PUT", f"/v1/standard-replies/{quoted(reply_id)}", answer="json", json=body, if_match=if_match)


def submit_opinion(body: models.SubmissionIn, *, idempotency_key: str | None = None) -> Call[models.SubmissionOut]:
    """Send an opinion in.

    Take a citizen's opinion into a unit's inbox. No key is needed. Who works on it never sees the code.

    Where a challenge is asked for, its proof comes along; a repetition that was answered before needs none.
    """
    return Call("POST", "/v1/submissions", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def read_submission_challenge() -> Call[models.ChallengeOut]:
    """What a submission is asked for.

    Ask before each submission: what is wanted may change from one to the next. Work is good once, for 20 minutes.
    """
    return Call("GET", "/v1/submissions/challenge", answer="json")


def list_submission_units(*, q: str) -> ListCall[models.ReceiverPage, models.ReceiverOut]:
    """Units to send an opinion to.

    Whom somebody means who types this, the best first, all on one page: places, and enterprises that are some.
    """
    return ListCall("GET", "/v1/submissions/units", answer="json", query={"q": q})


def add_submission_photo(
    upload_token: str, body: models.AttachmentIn, *, idempotency_key: str | None = None
) -> Call[models.PhotoOut]:
    """Send a photo along.

    Begin a photo of up to 20 MiB: send its parts next, then complete it. An opinion takes five, within an hour.
    """
    return Call(
        "POST",
        f"/v1/submissions/{quoted(upload_token)}/photos",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def complete_submission_photo(
    photo_id: str, upload_token: str, *, idempotency_key: str | None = None
) -> Call[models.PhotoOut]:
    """Complete a photo.

    Have a photo looked at that has come whole: JPEG, PNG or WebP. It is written anew, without place and time.

    What is not taken is answered with 422 and is gone, and another one may take its place. May be repeated.
    """
    return Call(
        "POST",
        f"/v1/submissions/{quoted(upload_token)}/photos/{quoted(photo_id)}/complete",
        answer="json",
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def upload_photo_part(
    photo_id: str,
    upload_token: str,
    body: bytes,
    *,
    start: int,
    content_type: Literal["application/octet-stream"] = "application/octet-stream",
) -> Call[models.PhotoOut]:
    """Send a part of a photo.

    Send the next bytes, up to 4 MiB. After a lost answer send them once more: it says what was `received`.
    """
    return Call(
        "PUT",
        f"/v1/submissions/{quoted(upload_token)}/photos/{quoted(photo_id)}/parts",
        answer="json",
        query={"start": start},
        content=body,
        content_type=content_type,
    )


def list_supervision_groups(
    *, limit: int | None = None, cursor: str | None = None, state: models.GroupState | None = None
) -> ListCall[models.SupervisionGroupPage, models.SupervisionGroupOut]:
    """Supervision groups.

    Groups of units in the caller's scope, those that supervise there, and the caller's own: the newest first.
    """
    return ListCall(
        "GET", "/v1/supervision-groups", answer="json", query={"limit": limit, "cursor": cursor, "state": state}
    )


def form_supervision_group(
    body: models.SupervisionGroupIn, *, idempotency_key: str | None = None
) -> Call[models.SupervisionGroupOut]:
    """Form a supervision group.

    Form a group of the caller's own unit, of people and units in their scope.
    """
    return Call(
        "POST", "/v1/supervision-groups", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True
    )


def read_supervision_group(group_id: str) -> Call[models.SupervisionGroupOut]:
    """One supervision group.

    One that the caller sees.
    """
    return Call("GET", f"/v1/supervision-groups/{quoted(group_id)}", answer="json")


def change_supervision_group(
    group_id: str, body: models.SupervisionGroupPatch, *, if_match: str | int | None = None
) -> Call[models.SupervisionGroupOut]:
    """Change a supervision group.

    Change who supervises what until when. Whoever is not named any more supervises no more within seconds.
    """
    return Call("PATCH", f"/v1/supervision-groups/{quoted(group_id)}", answer="json", json=body, if_match=if_match)


def end_supervision_group(
    group_id: str,
    body: models.SupervisionEndIn,
    *,
    if_match: str | int | None = None,
    idempotency_key: str | None = None,
) -> Call[models.SupervisionGroupOut]:
    """End a supervision group.

    End it before its last day. Its members supervise no more within seconds; what they did stays on record.
    """
    return Call(
        "POST",
        f"/v1/supervision-groups/{quoted(group_id)}/end",
        answer="json",
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def read_supervision_results(
    *, unit: str | None = None, since: str | None = None, until: str | None = None
) -> Call[models.ResultsOut]:
    """What checks found, by unit.

    What was found at a unit and at those directly below it, each with all that is below.
    """
    return Call("GET", "/v1/supervision-results", answer="json", query={"unit": unit, "since": since, "until": until})


def read_survey_rules() -> Call[models.SurveyRulesOut]:
    """Rules of surveys.

    What a survey that is ordered now would ask.
    """
    return Call("GET", "/v1/survey-rules", answer="json")


def list_surveys(
    *, limit: int | None = None, cursor: str | None = None, state: models.SurveyState | None = None
) -> ListCall[models.ListedSurveyPage, models.ListedSurveyOut]:
    """Surveys.

    What units in the caller's scope have ordered, and closed surveys that asked about them; newest first.
    """
    return ListCall("GET", "/v1/surveys", answer="json", query={"limit": limit, "cursor": cursor, "state": state})


def create_survey(body: models.SurveyIn, *, idempotency_key: str | None = None) -> Call[models.SurveyOut]:
    """Order a survey.

    Draw by lot who is asked, of citizens who left a contact, each of them once; messages go to them at once.

    The seed is drawn as well, and kept. Whoever was asked by any survey not long ago is left out.
    """
    return Call("POST", "/v1/surveys", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def read_survey(survey_id: str) -> Call[models.SurveyOut]:
    """One survey.

    A survey with what it asks and how far it is.
    """
    return Call("GET", f"/v1/surveys/{quoted(survey_id)}", answer="json")


def take_survey_call(survey_id: str) -> Call[models.NextCallOut]:
    """Take the next call.

    Somebody to call, with their contact, for the unit that ordered the survey. That it was read is an event.

    Nobody else is given the same one for a while; whoever asks again before it is settled is given the same.
    """
    return Call("POST", f"/v1/surveys/{quoted(survey_id)}/calls", answer="json")


def record_survey_call(
    survey_id: str, call_id: str, body: models.CallSettlementIn, *, idempotency_key: str | None = None
) -> Call[models.SurveyOut]:
    """Settle a call.

    Note what came of a call that the caller was given.
    """
    return Call(
        "POST",
        f"/v1/surveys/{quoted(survey_id)}/calls/{quoted(call_id)}/settlement",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def end_survey(survey_id: str, *, idempotency_key: str | None = None) -> Call[models.SurveyOut]:
    """Close a survey.

    Take no answers any more, before its end. Units with too low a result are told, and those above them.
    """
    return Call(
        "POST", f"/v1/surveys/{quoted(survey_id)}/close", answer="json", idempotency_key=idempotency_key, takes_key=True
    )


def list_survey_remarks(
    survey_id: str, *, limit: int | None = None, cursor: str | None = None
) -> ListCall[models.SurveyRemarkPage, models.SurveyRemarkOut]:
    """What was said in a survey.

    What citizens said in words, for those in whose scope the survey was ordered; the order tells of nobody.
    """
    return ListCall(
        "GET", f"/v1/surveys/{quoted(survey_id)}/remarks", answer="json", query={"limit": limit, "cursor": cursor}
    )


def read_survey_results(survey_id: str, *, unit: str | None = None) -> Call[models.SurveyResultsOut]:
    """Results of a survey.

    How a unit and those directly below it stand, each with all below it.

    A unit that was asked about reads its own once the survey is closed, and nothing by which somebody could be
    guessed.
    """
    return Call("GET", f"/v1/surveys/{quoted(survey_id)}/results", answer="json", query={"unit": unit})


def list_team_checks(
    *, limit: int | None = None, cursor: str | None = None, within: str | None = None
) -> ListCall[models.TeamCheckPage, models.TeamCheckOut]:
    """Teams against the rule.

    The teams at and below a unit, each with what is missing or wrong by the rule of its unit's level.
    """
    return ListCall("GET", "/v1/team-checks", answer="json", query={"limit": limit, "cursor": cursor, "within": within})


def list_units_without_team(
    *, limit: int | None = None, cursor: str | None = None, within: str | None = None
) -> ListCall[models.UnitWithoutTeamPage, models.UnitWithoutTeamOut]:
    """Units without a team.

    In the order of the tree: units of a level of which every unit has a team, and that have none.

    A page looks at some hundred units: it may be short, even empty, and goes on where `next_cursor` says.
    """
    return ListCall(
        "GET", "/v1/team-checks/units", answer="json", query={"limit": limit, "cursor": cursor, "within": within}
    )


def list_teams(
    *, limit: int | None = None, cursor: str | None = None, unit: str | None = None
) -> ListCall[models.TeamPage, models.TeamOut]:
    """Teams.

    The teams of units in the caller's scope.
    """
    return ListCall("GET", "/v1/teams", answer="json", query={"limit": limit, "cursor": cursor, "unit": unit})


def create_team(body: models.TeamIn, *, idempotency_key: str | None = None) -> Call[models.TeamOut]:
    """Form a team.

    Form a team of a unit in the caller's scope; a unit may have many.
    """
    return Call("POST", "/v1/teams", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def import_teams(
    body: bytes,
    *,
    content_type: Literal["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"],
    idempotency_key: str | None = None,
) -> Call[models.ReceiptsOut | models.OperationOut]:
    """Import teams.

    Take in a table (CSV, XLSX): unit_code, team, name, home_unit_code, team_role[, external_ref,
    sent_by_unit_code].

    One line for each who serves; a team that is not there is formed. Members are there already, known by
    `external_ref`, or else by name and home unit.
    """
    return Call(
        "POST",
        "/v1/teams/imports",
        answer="json",
        content=body,
        content_type=content_type,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def check_team_import(
    body: bytes,
    *,
    content_type: Literal["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"],
) -> Call[models.ImportCheckOut]:
    """Check a file of teams.

    Say what importing this file would say of its first lines; nothing is written.
    """
    return Call("POST", "/v1/teams/imports/checks", answer="json", content=body, content_type=content_type)


def read_team(team_id: str) -> Call[models.TeamOut]:
    """One team.

    A team in the caller's scope.
    """
    return Call("GET", f"/v1/teams/{quoted(team_id)}", answer="json")


def remove_team_member(team_id: str, member_id: str) -> Call[None]:
    """Take somebody from a team.

    End a member's service in a team.
    """
    return Call("DELETE", f"/v1/teams/{quoted(team_id)}/members/{quoted(member_id)}", answer="nothing")


def put_team_member(team_id: str, member_id: str, body: models.ServiceIn) -> Call[models.TeamOut]:
    """Put somebody in a team.

    Let a member serve in a team, or serve otherwise than before. A team has one leader.
    """
    return Call("PUT", f"/v1/teams/{quoted(team_id)}/members/{quoted(member_id)}", answer="json", json=body)


def list_tickets(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    unit: str | None = None,
    held_in: str | None = None,
    received_in: str | None = None,
    holder: str | None = None,
    origin: str | None = None,
    department: str | None = None,
    assignee: str | None = None,
    mine: Literal[True] | None = None,
    state: Sequence[str] | None = None,
    level: int | None = None,
    overdue: bool | None = None,
    ever_breached: bool | None = None,
    breached_since: str | None = None,
    breached_until: str | None = None,
    warning: Sequence[Literal["yellow", "orange", "red"]] | None = None,
    due_before: str | None = None,
    due_since: str | None = None,
    due_until: str | None = None,
    created_since: str | None = None,
    created_until: str | None = None,
    updated_since: str | None = None,
    closed_since: str | None = None,
    closed_until: str | None = None,
    closed_on_time: bool | None = None,
    counted_since: str | None = None,
    counted_until: str | None = None,
    climbed_by_clock: bool | None = None,
    escalations_min: int | None = None,
    stuck: bool | None = None,
    problem: bool | None = None,
    key_task: bool | None = None,
    open: bool | None = None,
    category: str | None = None,
    urgency: Literal["routine", "urgent", "critical"] | None = None,
    difficulty: Literal["simple", "moderate", "hard"] | None = None,
    source: models.Source | None = None,
    source_system: str | None = None,
    external_ref: str | None = None,
    q: str | None = None,
    sort: models.Sort | None = None,
    view: Literal["whole", "row"] | None = None,
    count: Literal["capped"] | None = None,
) -> ListCall[models.TicketPage | models.TicketRowPage, models.TicketOut | models.TicketRowOut]:
    """Tickets.

    The tickets that the caller may see, most overdue first unless `sort` says otherwise.

    A filter that names a state, category, unit or member that is not there is refused. With `view=row` an item
    has what a table shows, by name, and no texts: half the bytes or less.
    """
    return ListCall(
        "GET",
        "/v1/tickets",
        answer="json",
        query={
            "limit": limit,
            "cursor": cursor,
            "unit": unit,
            "held_in": held_in,
            "received_in": received_in,
            "holder": holder,
            "origin": origin,
            "department": department,
            "assignee": assignee,
            "mine": mine,
            "state": state,
            "level": level,
            "overdue": overdue,
            "ever_breached": ever_breached,
            "breached_since": breached_since,
            "breached_until": breached_until,
            "warning": warning,
            "due_before": due_before,
            "due_since": due_since,
            "due_until": due_until,
            "created_since": created_since,
            "created_until": created_until,
            "updated_since": updated_since,
            "closed_since": closed_since,
            "closed_until": closed_until,
            "closed_on_time": closed_on_time,
            "counted_since": counted_since,
            "counted_until": counted_until,
            "climbed_by_clock": climbed_by_clock,
            "escalations_min": escalations_min,
            "stuck": stuck,
            "problem": problem,
            "key_task": key_task,
            "open": open,
            "category": category,
            "urgency": urgency,
            "difficulty": difficulty,
            "source": source,
            "source_system": source_system,
            "external_ref": external_ref,
            "q": q,
            "sort": sort,
            "view": view,
            "count": count,
        },
    )


def form_ticket(body: models.TicketIn, *, idempotency_key: str | None = None) -> Call[models.FormedOut]:
    """Form a ticket.

    Form a ticket (交办单). The opinions leave the inbox with it; if one is gone already, nothing happens.
    """
    return Call("POST", "/v1/tickets", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def import_history(
    body: bytes,
    *,
    source_system: str,
    content_type: Literal[
        "application/jsonl", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"
    ],
    unit_id: str | None = None,
    unit_code: str | None = None,
    source: models.Source | None = None,
    map: Sequence[str] | None = None,
    idempotency_key: str | None = None,
) -> Call[models.OperationOut]:
    """Import closed tickets.

    Take tickets that another system has closed: CSV or XLSX with a line each, or JSON lines.

    Needed: external_ref, created_at, closed_at, and title or content. Besides: unit_code (who received it),
    handler_code (who dealt with it), category, urgency, difficulty, source, due_at, state, outcome, reply,
    solved, satisfaction, and steps (a list of objects with at, action, from_unit, to_unit, reason, text, by).
    They are counted and found like other tickets and marked `imported`; no clock looks at them. Each is told by
    one event, `ticket.imported`, which webhooks are sent only if they name it.
    """
    return Call(
        "POST",
        "/v1/tickets/imports",
        answer="json",
        query={
            "source_system": source_system,
            "unit_id": unit_id,
            "unit_code": unit_code,
            "source": source,
            "map": map,
        },
        content=body,
        content_type=content_type,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def check_history_import(
    body: bytes,
    *,
    source_system: str,
    content_type: Literal[
        "application/jsonl", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"
    ],
    unit_id: str | None = None,
    unit_code: str | None = None,
    source: models.Source | None = None,
    map: Sequence[str] | None = None,
) -> Call[models.ImportCheckOut]:
    """Check a file of closed tickets.

    Say what importing this file would say of its first lines; nothing is written.
    """
    return Call(
        "POST",
        "/v1/tickets/imports/checks",
        answer="json",
        query={
            "source_system": source_system,
            "unit_id": unit_id,
            "unit_code": unit_code,
            "source": source,
            "map": map,
        },
        content=body,
        content_type=content_type,
    )


def move_tickets(
    body: models.BatchTransitionIn, *, idempotency_key: str | None = None
) -> Call[models.BatchTransitionOut]:
    """Move many tickets.

    Make one move of each ticket that it can be made of; a line says of each other why not, and stops none.

    Everybody may do what they may do one by one, and nothing else. All of it is written at once, and a repeated
    Idempotency-Key is answered as before. Whom a ticket waits for and who is not there, only single moves tell.
    """
    return Call(
        "POST", "/v1/tickets/transitions", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True
    )


def read_ticket(
    ticket_id: str, *, include: Sequence[models.TicketPart] | None = None, if_none_match: str | None = None
) -> Call[models.TicketOut | models.TicketPageOut]:
    """One ticket.

    A ticket that the caller may see; 304 if the caller knows this version already.

    With `include` all that a page shows of it comes in one answer, as its own addresses tell it. Such an answer
    has no tag, for opinions, names and clocks change without the ticket: decide on the `version` that it holds.
    """
    return Call(
        "GET",
        f"/v1/tickets/{quoted(ticket_id)}",
        answer="json",
        query={"include": include},
        if_none_match=if_none_match,
    )


def list_actions(ticket_id: str) -> Call[models.ActionsOut]:
    """What may I do now?.

    The moves that this caller may make now, from the very checks that the moves themselves make.

    Nothing is listed that has no possible target: no unit to transfer to, nobody to assign, no other ticket.
    """
    return Call("GET", f"/v1/tickets/{quoted(ticket_id)}/actions", answer="json")


def list_action_candidates(
    ticket_id: str,
    action: str,
    *,
    field: str,
    limit: int | None = None,
    cursor: str | None = None,
    q: str | None = None,
    parent: str | None = None,
) -> ListCall[models.CandidatePage, models.CandidateOut]:
    """Whom or what may a field name?.

    The units, members, tickets or requests that a field may name: those that the move would accept, and no
    others.

    Units come in the order of the tree, those found by `q` on one page, the best first; members by name, tickets
    newest first. A page costs a page: it may be shorter than `limit`, even empty, and go on where `next_cursor`
    says.
    """
    return ListCall(
        "GET",
        f"/v1/tickets/{quoted(ticket_id)}/actions/{quoted(action)}/candidates",
        answer="json",
        query={"limit": limit, "cursor": cursor, "field": field, "q": q, "parent": parent},
    )


def list_ticket_attachments(
    ticket_id: str, *, limit: int | None = None, cursor: str | None = None
) -> ListCall[models.AttachmentPage, models.AttachmentOut]:
    """Attachments of a ticket.

    What is attached to the ticket, to tickets merged into it, and to those of its opinions that the caller sees.
    """
    return ListCall(
        "GET", f"/v1/tickets/{quoted(ticket_id)}/attachments", answer="json", query={"limit": limit, "cursor": cursor}
    )


def attach_to_ticket(
    ticket_id: str, body: models.AttachmentIn, *, idempotency_key: str | None = None
) -> Call[models.AttachmentOut]:
    """Attach a file to a ticket.

    Begin a file of up to 20 MiB. Send its parts next, then complete it.
    """
    return Call(
        "POST",
        f"/v1/tickets/{quoted(ticket_id)}/attachments",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def read_ticket_clock(ticket_id: str) -> Call[models.ClockOut]:
    """Why is it due when it is due?.

    The rule, its source and its limit, the calendar and its holidays, what was used, and what comes next.
    """
    return Call("GET", f"/v1/tickets/{quoted(ticket_id)}/clock", answer="json")


def list_ticket_events(
    ticket_id: str, *, after: int | None = None, limit: int | None = None
) -> ListCall[models.EventPage, models.EventOut]:
    """The history of a ticket.

    Its events, oldest first. `next_cursor` is the `after` of the next page.
    """
    return ListCall(
        "GET", f"/v1/tickets/{quoted(ticket_id)}/events", answer="json", query={"after": after, "limit": limit}
    )


def print_ticket(
    ticket_id: str,
    *,
    kind: models.TicketFormKind | None = None,
    language: Literal["zh", "en"] | None = None,
    format: Literal["html", "pdf"] | None = None,
) -> Call[bytes]:
    """The printable ticket.

    A form of a ticket for A4: the assignment ticket, with places for signatures and seals, or one of `…/forms`.

    Contacts are masked; what is confidential is on it only for who may read it. A form on which nothing stands is
    empty but for its head.
    """
    return Call(
        "GET",
        f"/v1/tickets/{quoted(ticket_id)}/form",
        answer="bytes",
        query={"kind": kind, "language": language, "format": format},
    )


def link_form(ticket_id: str, *, kind: models.TicketFormKind | None = None) -> Call[models.FormLinkOut]:
    """A link to a printable form.

    An address that a browser opens by itself, for a minute.
    """
    return Call("GET", f"/v1/tickets/{quoted(ticket_id)}/form/link", answer="json", query={"kind": kind})


def list_ticket_forms(ticket_id: str) -> Call[models.PrintableFormsOut]:
    """Which forms a ticket has.

    The forms that can be printed of a ticket: those on which something stands.
    """
    return Call("GET", f"/v1/tickets/{quoted(ticket_id)}/forms", answer="json")


def list_hand_overs(ticket_id: str) -> ListCall[models.HandOverPage, models.HandOverOut]:
    """The hand-overs of a ticket.

    Every hop, oldest first.
    """
    return ListCall("GET", f"/v1/tickets/{quoted(ticket_id)}/hand-overs", answer="json")


def list_joint_tasks(ticket_id: str) -> ListCall[models.JointTaskPage, models.JointTaskOut]:
    """The joint tasks of a ticket.

    Every joint task, oldest first.
    """
    return ListCall("GET", f"/v1/tickets/{quoted(ticket_id)}/joint-tasks", answer="json")


def list_orders(ticket_id: str) -> ListCall[models.OrderPage, models.OrderOut]:
    """The supervision orders of a ticket.

    Every order, oldest first, ended ones included.
    """
    return ListCall("GET", f"/v1/tickets/{quoted(ticket_id)}/orders", answer="json")


def list_requests(ticket_id: str) -> ListCall[models.RequestPage, models.RequestOut]:
    """The requests about a ticket.

    Every request, oldest first, whatever became of it.
    """
    return ListCall("GET", f"/v1/tickets/{quoted(ticket_id)}/requests", answer="json")


def move_ticket(
    ticket_id: str,
    body: models.TransitionIn,
    *,
    validate_only: bool | None = None,
    if_match: str | int | None = None,
    idempotency_key: str | None = None,
) -> Call[models.MovedOut]:
    """Move a ticket.

    Make one move. A repeated Idempotency-Key is answered as before and changes nothing.
    """
    return Call(
        "POST",
        f"/v1/tickets/{quoted(ticket_id)}/transitions",
        answer="json",
        query={"validate_only": validate_only},
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def list_tokens() -> ListCall[models.DevicePage, models.DeviceOut]:
    """My phones.

    The phones with which the caller is signed in, the last first; none for a machine.
    """
    return ListCall("GET", "/v1/tokens", answer="json")


def create_token(body: models.TokenIn) -> Call[models.TokensOut]:
    """Sign a phone in.

    Sign in with a phone, by name and password.
    """
    return Call("POST", "/v1/tokens", answer="json", json=body)


def refresh_token(body: models.RefreshIn, *, idempotency_key: str | None = None) -> Call[models.TokensOut]:
    """Go on with a phone.

    Give a refresh token back for new tokens. One that comes again after these were used ends the phone.

    An answer that was lost on the way is asked for again, best with the same Idempotency-Key.
    """
    return Call("POST", "/v1/tokens/refresh", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def revoke_token(token_id: str) -> Call[None]:
    """Sign a phone out.

    Sign a phone of one's own out. It is over within seconds, everywhere.
    """
    return Call("DELETE", f"/v1/tokens/{quoted(token_id)}", answer="nothing")


def track_opinion(body: models.TrackIn) -> Call[models.TrackOut]:
    """Follow an opinion.

    How far the matter is. No key is needed; a code that opens nothing is answered like any other unknown thing.
    """
    return Call("POST", "/v1/track", answer="json", json=body)


def give_feedback(body: models.FeedbackIn, *, idempotency_key: str | None = None) -> Call[models.FeedbackOut]:
    """Answer the result.

    Close the matter as solved, or have it handled again, while feedback is awaited or the matter may be reopened.
    """
    return Call("POST", "/v1/track/feedback", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def list_trend_alarms(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    unit: str | None = None,
    alarm: models.TrendAlarm | None = None,
    open: bool | None = None,
) -> ListCall[models.TrendAlarmPage, models.TrendAlarmOut]:
    """Alarms of trends.

    Those of units in the caller's scope, newest first. Each is given once, until the unit has recovered.
    """
    return ListCall(
        "GET",
        "/v1/trend-alarms",
        answer="json",
        query={"limit": limit, "cursor": cursor, "unit": unit, "alarm": alarm, "open": open},
    )


def read_trend_alarm(alarm_id: str) -> Call[models.TrendAlarmOut]:
    """One alarm of a trend.

    Of a unit in the caller's scope.
    """
    return Call("GET", f"/v1/trend-alarms/{quoted(alarm_id)}", answer="json")


def read_unit_task_progress(*, unit: str | None = None, year: int | None = None) -> Call[models.ProgressOfUnitsOut]:
    """How far units are with their tasks.

    A unit in the caller's scope, and those directly below it, each alone and with all below.
    """
    return Call("GET", "/v1/unit-task-progress", answer="json", query={"unit": unit, "year": year})


def list_unit_tasks(*, unit: str | None = None, year: int | None = None) -> Call[models.UnitTasksOut]:
    """The tasks of a unit.

    What a unit in the caller's scope has to do in a year, and how far it is.
    """
    return Call("GET", "/v1/unit-tasks", answer="json", query={"unit": unit, "year": year})


def create_unit_task(body: models.UnitTaskIn, *, idempotency_key: str | None = None) -> Call[models.UnitTaskOut]:
    """Set a task.

    Set a task for the caller's own unit, besides those of its level.
    """
    return Call("POST", "/v1/unit-tasks", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def remove_unit_task(task_id: str, *, if_match: str | int | None = None) -> Call[None]:
    """Take a task off the list.

    Take off what the unit has set itself; items of the level's list stay.
    """
    return Call("DELETE", f"/v1/unit-tasks/{quoted(task_id)}", answer="nothing", if_match=if_match)


def change_unit_task(
    task_id: str, body: models.UnitTaskPatch, *, if_match: str | int | None = None
) -> Call[models.UnitTaskOut]:
    """Say how far a task is.

    Say how far a task of the caller's own unit is, and until when it is to be done.
    """
    return Call("PATCH", f"/v1/unit-tasks/{quoted(task_id)}", answer="json", json=body, if_match=if_match)


def remove_unit_task_ticket(task_id: str, ticket_id: str) -> Call[None]:
    """Name a ticket no longer.

    Take back that a ticket shows what was done.
    """
    return Call("DELETE", f"/v1/unit-tasks/{quoted(task_id)}/tickets/{quoted(ticket_id)}", answer="nothing")


def put_unit_task_ticket(task_id: str, ticket_id: str) -> Call[models.UnitTaskOut]:
    """Name a ticket for a task.

    Let a ticket that the caller sees show what was done.
    """
    return Call("PUT", f"/v1/unit-tasks/{quoted(task_id)}/tickets/{quoted(ticket_id)}", answer="json")


def list_units(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    code: str | None = None,
    parent: str | None = None,
    roots: bool | None = None,
    ancestors: str | None = None,
    within: str | None = None,
    level: int | None = None,
    kind: models.UnitKind | None = None,
    active: bool | None = None,
    q: str | None = None,
    sort: Literal["code", "match"] | None = None,
) -> ListCall[models.UnitPage, models.UnitOut]:
    """Units.

    The tree in the order of codes, dissolved units included unless `active=true`.

    A page costs the same whatever the list is narrowed to: it may be short, and goes on where `next_cursor` says.
    """
    return ListCall(
        "GET",
        "/v1/units",
        answer="json",
        query={
            "limit": limit,
            "cursor": cursor,
            "code": code,
            "parent": parent,
            "roots": roots,
            "ancestors": ancestors,
            "within": within,
            "level": level,
            "kind": kind,
            "active": active,
            "q": q,
            "sort": sort,
        },
    )


def create_unit(body: models.UnitIn, *, idempotency_key: str | None = None) -> Call[models.UnitOut]:
    """Make a unit.

    Make one unit below a unit in the caller's scope.
    """
    return Call("POST", "/v1/units", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def import_units(
    body: bytes,
    *,
    content_type: Literal["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"],
    idempotency_key: str | None = None,
) -> Call[models.ReceiptsOut | models.OperationOut]:
    """Import units.

    Take in a table (CSV, XLSX) of units: code, parent_code, level and name.

    If wanted, there are kind, designation, longitude and latitude as well (degrees of WGS 84). A line that is
    wrong is refused by itself; a line that says what is so already changes nothing.
    """
    return Call(
        "POST",
        "/v1/units/imports",
        answer="json",
        content=body,
        content_type=content_type,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def check_unit_import(
    body: bytes,
    *,
    content_type: Literal["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"],
) -> Call[models.ImportCheckOut]:
    """Check a file of units.

    Say what importing this file would say of its first lines; nothing is written.
    """
    return Call("POST", "/v1/units/imports/checks", answer="json", content=body, content_type=content_type)


def read_unit(unit_id: str, *, if_none_match: str | None = None) -> Call[models.UnitOut]:
    """One unit.

    A unit, dissolved or not; 304 if the caller knows this version already.
    """
    return Call("GET", f"/v1/units/{quoted(unit_id)}", answer="json", if_none_match=if_none_match)


def change_unit(unit_id: str, body: models.UnitPatch, *, if_match: str | int | None = None) -> Call[models.UnitOut]:
    """Change a unit.

    Give a unit in the caller's scope another name, another designation or another place on the map.
    """
    return Call("PATCH", f"/v1/units/{quoted(unit_id)}", answer="json", json=body, if_match=if_match)


def list_unit_channels(unit_id: str) -> ListCall[models.ChannelPage, models.ChannelOut]:
    """Channels of a unit.

    By what a unit is reached as a whole, such as the group of its office.
    """
    return ListCall("GET", f"/v1/units/{quoted(unit_id)}/channels", answer="json")


def add_unit_channel(
    unit_id: str, body: models.ChannelIn, *, idempotency_key: str | None = None
) -> Call[models.ChannelOut]:
    """Add a channel of a unit.

    Add a channel. A code is sent to it, which has to be entered before it is used.
    """
    return Call(
        "POST",
        f"/v1/units/{quoted(unit_id)}/channels",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def remove_unit_channel(unit_id: str, channel_id: str) -> Call[None]:
    """Remove a channel of a unit.

    Forget an address. What waits to be sent to it is not sent.
    """
    return Call("DELETE", f"/v1/units/{quoted(unit_id)}/channels/{quoted(channel_id)}", answer="nothing")


def send_unit_channel_code(
    unit_id: str, channel_id: str, *, idempotency_key: str | None = None
) -> Call[models.ChannelOut]:
    """Send a code to a channel of a unit.

    Send another code, at most ten a day.
    """
    return Call(
        "POST",
        f"/v1/units/{quoted(unit_id)}/channels/{quoted(channel_id)}/code",
        answer="json",
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def list_unit_channel_rules(unit_id: str, channel_id: str) -> Call[models.ChannelRulesOut]:
    """What a channel of a unit is told.

    Every rule, and whether it is on.
    """
    return Call("GET", f"/v1/units/{quoted(unit_id)}/channels/{quoted(channel_id)}/rules", answer="json")


def change_unit_channel_rule(
    unit_id: str, channel_id: str, rule: str, body: models.ChannelRuleIn
) -> Call[models.ChannelRulesOut]:
    """Switch a rule of a channel of a unit.

    Switch a rule on or off. Those that are not optional stay on.
    """
    return Call(
        "PUT",
        f"/v1/units/{quoted(unit_id)}/channels/{quoted(channel_id)}/rules/{quoted(rule)}",
        answer="json",
        json=body,
    )


def check_unit_channel_code(
    unit_id: str, channel_id: str, body: models.ChannelCodeIn, *, idempotency_key: str | None = None
) -> Call[models.ChannelOut]:
    """Enter the code of a channel of a unit.

    Show that somebody reads what is sent there.
    """
    return Call(
        "POST",
        f"/v1/units/{quoted(unit_id)}/channels/{quoted(channel_id)}/verification",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def dissolve_unit(
    unit_id: str, body: models.DissolveIn, *, if_match: str | int | None = None, idempotency_key: str | None = None
) -> Call[models.UnitOut]:
    """Dissolve a unit.

    Dissolve a unit that has no active unit below it.

    Its members, its inbox and its duty in open tickets go to the successor; its keys end.
    """
    return Call(
        "POST",
        f"/v1/units/{quoted(unit_id)}/dissolve",
        answer="json",
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def list_message_templates(unit_id: str) -> ListCall[models.MessageTemplatePage, models.MessageTemplateOut]:
    """Message templates of a unit.

    A unit's own wordings, the newest version of each. What is not here comes from above, or with the program.
    """
    return ListCall("GET", f"/v1/units/{quoted(unit_id)}/message-templates", answer="json")


def publish_message_template(
    unit_id: str, body: models.MessageTemplateIn, *, idempotency_key: str | None = None
) -> Call[models.MessageTemplateOut]:
    """Publish a message template.

    Tell it in other words from now on. A template prints variables, asks for one, and goes through `lines`.
    """
    return Call(
        "POST",
        f"/v1/units/{quoted(unit_id)}/message-templates",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def preview_message_template(unit_id: str, body: models.MessageTemplateIn) -> Call[models.MessagePreviewOut]:
    """How a message would read.

    A message in these words, with sample values. Nothing is published by it, and nobody is told.
    """
    return Call("POST", f"/v1/units/{quoted(unit_id)}/message-templates/preview", answer="json", json=body)


def move_unit(
    unit_id: str, body: models.MoveIn, *, if_match: str | int | None = None, idempotency_key: str | None = None
) -> Call[models.UnitOut]:
    """Give a unit another parent.

    Move a unit with everything below it. Open tickets go on as they are; who may see them follows the tree.
    """
    return Call(
        "POST",
        f"/v1/units/{quoted(unit_id)}/move",
        answer="json",
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def list_visit_duties(
    *, limit: int | None = None, cursor: str | None = None, unit: str | None = None
) -> ListCall[models.VisitDutyPage, models.VisitDutyOut]:
    """Visit duties.

    Duties in force of units in the caller's scope.
    """
    return ListCall("GET", "/v1/visit-duties", answer="json", query={"limit": limit, "cursor": cursor, "unit": unit})


def give_visit_duty(body: models.VisitDutyIn, *, idempotency_key: str | None = None) -> Call[models.VisitDutyOut]:
    """Give a unit to visit.

    Give somebody of the caller's own unit a unit to visit. Plans follow by the rules of the level.
    """
    return Call("POST", "/v1/visit-duties", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def end_visit_duty(duty_id: str) -> Call[None]:
    """Take a unit back.

    End a duty that was given: what is open of it is void, what was done stays.
    """
    return Call("DELETE", f"/v1/visit-duties/{quoted(duty_id)}", answer="nothing")


def list_visit_plans(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    state: models.PlanState | None = None,
    unit: str | None = None,
    own: bool | None = None,
    target: str | None = None,
    mine: bool | None = None,
) -> ListCall[models.VisitPlanPage, models.VisitPlanOut]:
    """Visit plans.

    Plans of units in the caller's scope, by when they are due.
    """
    return ListCall(
        "GET",
        "/v1/visit-plans",
        answer="json",
        query={
            "limit": limit,
            "cursor": cursor,
            "state": state,
            "unit": unit,
            "own": own,
            "target": target,
            "mine": mine,
        },
    )


def read_visit_plan(plan_id: str) -> Call[models.VisitPlanOut]:
    """One visit plan.

    A plan of a unit in the caller's scope.
    """
    return Call("GET", f"/v1/visit-plans/{quoted(plan_id)}", answer="json")


def list_visits(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    unit: str | None = None,
    own: bool | None = None,
    state: Literal["planned", "made", "cancelled"] | None = None,
    target: str | None = None,
    plan: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> ListCall[models.VisitPage, models.VisitOut]:
    """Visits.

    Visits of units in the caller's scope, the latest day first.
    """
    return ListCall(
        "GET",
        "/v1/visits",
        answer="json",
        query={
            "limit": limit,
            "cursor": cursor,
            "unit": unit,
            "own": own,
            "state": state,
            "target": target,
            "plan": plan,
            "since": since,
            "until": until,
        },
    )


def plan_visit(body: models.VisitPlanningIn, *, idempotency_key: str | None = None) -> Call[models.PlannedVisitOut]:
    """Plan a visit.

    Plan a visit of the caller's own unit. Who else is there around that day is said, and is no reason against it.
    """
    return Call("POST", "/v1/visits", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def read_visit_compliance(*, unit: str | None = None, as_of: str | None = None) -> Call[models.VisitComplianceOut]:
    """Done of required.

    What a unit and those directly below it have done of what is required, counted on a day.
    """
    return Call("GET", "/v1/visits/compliance", answer="json", query={"unit": unit, "as_of": as_of})


def read_confirmation_figures(
    *, unit: str | None = None, since: str | None = None, until: str | None = None
) -> Call[models.ConfirmationFiguresOut]:
    """How visits were confirmed.

    By which ways visits made in some days, a year of them at most, were confirmed.
    """
    return Call(
        "GET", "/v1/visits/confirmation-figures", answer="json", query={"unit": unit, "since": since, "until": until}
    )


def confirm_visit(
    body: models.VisitConfirmationIn, *, idempotency_key: str | None = None
) -> Call[models.ConfirmedVisitOut]:
    """Confirm a visit.

    Say that a visit took place. No key is needed; a code that opens nothing is answered like any unknown thing.

    Where staff are signed in, or with a key of theirs that is no integrator's, the visit says `staff_device`.
    """
    return Call(
        "POST", "/v1/visits/confirmations", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True
    )


def put_household_counts(body: models.HouseholdCountsIn) -> Call[models.HouseholdCountsOut]:
    """Say how many households there are.

    Say how many households units in the caller's scope have; all or nothing. Open plans for all of them go by it.
    """
    return Call("PUT", "/v1/visits/household-counts", answer="json", json=body)


def record_visits(body: models.VisitRecordsIn, *, idempotency_key: str | None = None) -> Call[models.VisitRecordsOut]:
    """Record visits.

    Record visits of the caller's own unit; a line that is refused stops no other.

    The phone's ids make it safe to send them again, in whatever company: what is there is `known`.
    """
    return Call("POST", "/v1/visits/records", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True)


def read_visit(visit_id: str) -> Call[models.OpenVisitOut]:
    """One visit.

    A visit of a unit in the caller's scope.
    """
    return Call("GET", f"/v1/visits/{quoted(visit_id)}", answer="json")


def cancel_visit(
    visit_id: str,
    body: models.VisitCancellationIn,
    *,
    if_match: str | int | None = None,
    idempotency_key: str | None = None,
) -> Call[models.VisitOut]:
    """Cancel a visit.

    Take back a visit that was planned, or recorded by mistake. What it counted for is counted anew.
    """
    return Call(
        "POST",
        f"/v1/visits/{quoted(visit_id)}/cancel",
        answer="json",
        json=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def list_visited_reads(visit_id: str) -> Call[models.VisitedReadsOut]:
    """Who read whom it was to.

    Every look at whom a visit was to, for offices, leaders and supervisors of the unit or above.
    """
    return Call("GET", f"/v1/visits/{quoted(visit_id)}/household-reads", answer="json")


def read_visited_households(visit_id: str, body: models.ReasonIn) -> Call[models.VisitedOut]:
    """Read whom it was to.

    Labels and signature, for those who work at the unit, and offices, leaders and supervisors above.

    Every look is an event with its reason.
    """
    return Call("POST", f"/v1/visits/{quoted(visit_id)}/households", answer="json", json=body)


def register_visit_opinion(
    visit_id: str, body: models.OpinionIn, *, idempotency_key: str | None = None
) -> Call[models.OpinionOut]:
    """Register what was said.

    Register an opinion that was voiced on a visit, as any other; its `source` is the visit in any case.
    """
    return Call(
        "POST",
        f"/v1/visits/{quoted(visit_id)}/opinions",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def read_vocabulary(*, if_none_match: str | None = None) -> Call[models.VocabularyOut]:
    """What codes are called.

    Chinese and English for states, moves, levels, grades, roles, events, problems and all other codes.
    """
    return Call("GET", "/v1/vocabulary", answer="json", if_none_match=if_none_match)


def list_webhook_endpoints(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    unit: str | None = None,
    state: Literal["active", "paused", "disabled"] | None = None,
) -> ListCall[models.ListedEndpointPage, models.ListedEndpointOut]:
    """Webhook endpoints.

    The endpoints of the units in the caller's scope, with how they fare.
    """
    return ListCall(
        "GET",
        "/v1/webhook-endpoints",
        answer="json",
        query={"limit": limit, "cursor": cursor, "unit": unit, "state": state},
    )


def create_webhook_endpoint(
    body: models.EndpointIn, *, idempotency_key: str | None = None
) -> Call[models.NewEndpointOut]:
    """Make a webhook endpoint.

    Make an endpoint of a unit in the caller's scope. It is told what happens from now on.

    The secret is shown once, here: store it, then ask for a ping.
    """
    return Call(
        "POST", "/v1/webhook-endpoints", answer="json", json=body, idempotency_key=idempotency_key, takes_key=True
    )


def delete_webhook_endpoint(endpoint_id: str, *, if_match: str | int | None = None) -> Call[None]:
    """Remove a webhook endpoint.

    Remove an endpoint with what it is owed.
    """
    return Call("DELETE", f"/v1/webhook-endpoints/{quoted(endpoint_id)}", answer="nothing", if_match=if_match)


def read_webhook_endpoint(endpoint_id: str, *, if_none_match: str | None = None) -> Call[models.EndpointOut]:
    """One webhook endpoint.

    An endpoint; 304 if the caller knows this version already.
    """
    return Call("GET", f"/v1/webhook-endpoints/{quoted(endpoint_id)}", answer="json", if_none_match=if_none_match)


def change_webhook_endpoint(
    endpoint_id: str, body: models.EndpointPatch, *, if_match: str | int | None = None
) -> Call[models.EndpointOut]:
    """Change a webhook endpoint.

    Change settings, pause, or go on. What is owed to a paused endpoint waits; what happens meanwhile is not
    added.

    A replay since the pause fetches it. An endpoint that was disabled is pinged before it is active again.
    """
    return Call("PATCH", f"/v1/webhook-endpoints/{quoted(endpoint_id)}", answer="json", json=body, if_match=if_match)


def list_dead_deliveries(
    endpoint_id: str, *, limit: int | None = None, cursor: str | None = None
) -> ListCall[models.DeadDeliveryPage, models.DeadDeliveryOut]:
    """Dead letters.

    What was given up in the last thirty days, the latest first.
    """
    return ListCall(
        "GET",
        f"/v1/webhook-endpoints/{quoted(endpoint_id)}/dead",
        answer="json",
        query={"limit": limit, "cursor": cursor},
    )


def list_deliveries(
    endpoint_id: str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    outcome: Sequence[str] | None = None,
    cause: str | None = None,
    event_id: str | None = None,
    type: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> ListCall[models.AttemptPage, models.AttemptOut]:
    """Attempts to deliver.

    What was tried in the last thirty days, the latest first.
    """
    return ListCall(
        "GET",
        f"/v1/webhook-endpoints/{quoted(endpoint_id)}/deliveries",
        answer="json",
        query={
            "limit": limit,
            "cursor": cursor,
            "outcome": outcome,
            "cause": cause,
            "event_id": event_id,
            "type": type,
            "since": since,
            "until": until,
        },
    )


def read_delivery(endpoint_id: str, event_id: str) -> Call[models.DeliveryOut]:
    """What became of an event.

    The latest attempts to deliver an event to this endpoint, with what was answered.
    """
    return Call("GET", f"/v1/webhook-endpoints/{quoted(endpoint_id)}/deliveries/{quoted(event_id)}", answer="json")


def retry_delivery(endpoint_id: str, event_id: str, *, idempotency_key: str | None = None) -> Call[models.ResentOut]:
    """Send an event again.

    Let an event be due at once, delivered or not. What is owed already is due sooner, not twice.
    """
    return Call(
        "POST",
        f"/v1/webhook-endpoints/{quoted(endpoint_id)}/deliveries/{quoted(event_id)}/retry",
        answer="json",
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def read_webhook_keys(endpoint_id: str) -> Call[models.JwkSetOut]:
    """Public keys of an endpoint.

    The public halves of its live key pairs, for everybody; 404 if there are none.
    """
    return Call("GET", f"/v1/webhook-endpoints/{quoted(endpoint_id)}/jwks.json", answer="json")


def ping_webhook_endpoint(endpoint_id: str, *, idempotency_key: str | None = None) -> Call[models.AnsweredOut]:
    """Ping an endpoint.

    Send a sign of life now, and say what the receiver answered. Whatever that is, the endpoint stays as it is.
    """
    return Call(
        "POST",
        f"/v1/webhook-endpoints/{quoted(endpoint_id)}/ping",
        answer="json",
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def probe_webhook_endpoint(
    endpoint_id: str, *, resend_failed: bool | None = None, idempotency_key: str | None = None
) -> Call[models.ProbeOut]:
    """Probe an endpoint that failed.

    Ping; if the receiver takes it, deliveries go on at once, and on request what failed is sent again.
    """
    return Call(
        "POST",
        f"/v1/webhook-endpoints/{quoted(endpoint_id)}/probe",
        answer="json",
        query={"resend_failed": resend_failed},
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def replay_events(
    endpoint_id: str, body: models.ReplayIn, *, idempotency_key: str | None = None
) -> Call[models.CountOut | models.OperationOut]:
    """Send events again.

    Send events again, behind all that is new, and answer with an operation to watch. One goes on at a time.
    """
    return Call(
        "POST",
        f"/v1/webhook-endpoints/{quoted(endpoint_id)}/replays",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def cancel_replay(endpoint_id: str, operation_id: str) -> Call[None]:
    """Cancel a replay.

    End it. What it has not sent yet is not sent.
    """
    return Call(
        "DELETE", f"/v1/webhook-endpoints/{quoted(endpoint_id)}/replays/{quoted(operation_id)}", answer="nothing"
    )


def list_secrets(endpoint_id: str) -> Call[models.SecretsOut]:
    """Secrets of an endpoint.

    What deliveries are signed with now: at most five, with their ids and times.
    """
    return Call("GET", f"/v1/webhook-endpoints/{quoted(endpoint_id)}/secrets", answer="json")


def add_secret(
    endpoint_id: str, body: models.SecretIn, *, idempotency_key: str | None = None
) -> Call[models.NewSecretOut]:
    """Add a secret.

    Sign with one more secret from now on, retries included. Older ones go on beside it for a while.
    """
    return Call(
        "POST",
        f"/v1/webhook-endpoints/{quoted(endpoint_id)}/secrets",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def expire_secret(endpoint_id: str, secret_id: str) -> Call[None]:
    """End a secret.

    End a secret at once. The last one cannot be ended.
    """
    return Call("DELETE", f"/v1/webhook-endpoints/{quoted(endpoint_id)}/secrets/{quoted(secret_id)}", answer="nothing")


def read_webhook_statistics(endpoint_id: str, *, hours: int | None = None) -> Call[models.StatisticsOut]:
    """How an endpoint fares.

    Attempts by hour and outcome, what is owed, and how the breaker stands.
    """
    return Call("GET", f"/v1/webhook-endpoints/{quoted(endpoint_id)}/stats", answer="json", query={"hours": hours})


def send_example_event(
    endpoint_id: str, body: models.ExampleIn, *, idempotency_key: str | None = None
) -> Call[models.AnsweredOut]:
    """Send an example to an endpoint.

    Send the example of any event type now, signed and formed as deliveries are, with `test: true` in its body.
    """
    return Call(
        "POST",
        f"/v1/webhook-endpoints/{quoted(endpoint_id)}/test",
        answer="json",
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def count_work() -> Call[models.WorkOut]:
    """How much waits for me.

    What waits for the caller's unit, and `assigned`: for the member to whom the key belongs. Costs little,
    always.

    `dispatch`, `accept`, `handle`, `audit` and `call-back` are what the unit holds, by what it has to do;
    `overdue` and `warned` are those among all it holds. `joint`, `requests` and `orders` wait to be reported,
    decided and answered.
    """
    return Call("GET", "/v1/work", answer="json")


def list_work(
    kind: models.WorkKind, *, limit: int | None = None, cursor: str | None = None
) -> ListCall[models.WorkItemPage, models.WorkItemOut]:
    """What waits for me.

    One kind of work, by due date. A page may be shorter than `limit` and go on, as every list of tickets.
    """
    return ListCall("GET", f"/v1/work/{quoted(kind)}", answer="json", query={"limit": limit, "cursor": cursor})


def list_workflows() -> Call[models.VersionsOut]:
    """Versions of workflows.

    Every version ever published, newest first.
    """
    return Call("GET", "/v1/workflows", answer="json")


def publish_workflow(
    body: dict[str, object], *, confirm: bool | None = None, idempotency_key: str | None = None
) -> Call[models.DocumentOut]:
    """Publish a version.

    Check a document and publish it as the next version, in force at once. Its `version` may be left out.

    Whatever would strand a ticket is refused, with a pointer to each place. What takes something back that the
    version in force has, such as a year of holidays, a rule or a state, needs `confirm=true`; the refusal names
    it.
    """
    return Call(
        "POST",
        "/v1/workflows",
        answer="json",
        query={"confirm": confirm},
        json=body,
        idempotency_key=idempotency_key,
        takes_key=True,
    )


def check_workflow(body: dict[str, object]) -> Call[models.ReviewOut]:
    """Check a version.

    Say what publishing this document would say, and what it would take back; nothing is written.
    """
    return Call("POST", "/v1/workflows/checks", answer="json", json=body)


def read_workflow(version: int) -> Call[models.DocumentOut]:
    """One version.

    A version with its content.
    """
    return Call("GET", f"/v1/workflows/{quoted(version)}", answer="json")


def draw_workflow(version: int, *, language: Literal["zh", "en"] | None = None) -> Call[str]:
    """A workflow drawn.

    States and moves as a Mermaid state diagram, drawn from what is enforced.
    """
    return Call("GET", f"/v1/workflows/{quoted(version)}/diagram", answer="text", query={"language": language})
