"""A line says what it says however its system names it, and what is wrong with it is said with the remedy."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from escalation.errors import Fault
from escalation.kit.parsing.coordinates import Location
from escalation.kit.parsing.csv_headers import fields_of
from escalation.kit.parsing.text import looks_empty
from escalation.kit.web.validation_errors import faults_of
from escalation.opinions.api.opinions import OpinionIn
from escalation.opinions.usecases.import_rows import Reader, columns_for
from escalation.opinions.usecases.opinions import OpinionInput
from escalation.tickets.domain.source import Source

READER = Reader("phone", "hotline", ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 29, tzinfo=UTC))


def read(**values: str) -> OpinionInput | Fault:
    return READER.read(2, {"title": "路灯", "content": "不亮。", **values})


def opinion(**values: str) -> OpinionInput:
    found = read(**values)
    assert isinstance(found, OpinionInput), found
    return found


def code(**values: str) -> str:
    found = read(**values)
    assert isinstance(found, Fault)
    return found.code


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("工单编号 诉求标题 诉求内容 受理时间", "external_ref title content submitted_at"),
        (
            "留言编号 留言主题 留言详情 留言时间 反映人 联系电话 地址",
            "external_ref title content submitted_at citizen_name contact place",
        ),
        ("message_id user_hash subject submitted_at detail", "external_ref - title submitted_at content"),
        ("service_request_id description requested_datetime address", "external_ref content submitted_at place"),
        ("External_Ref TITLE Content", "external_ref title content"),
        ("编号 工单编号 主题 内容", "external_ref - title content"),
    ],
)
def test_headings_of_exports_are_known(headings: str, fields: str) -> None:
    assert [name or "-" for name in fields_of(headings.split(), columns_for({}))] == fields.split()


def test_a_heading_that_is_mapped_means_that() -> None:
    columns = columns_for({"工单编号": "external_ref", "说明": "content"})
    assert fields_of(["编号", "工单编号", "内容", "说明"], columns) == [None, "external_ref", None, "content"]


def test_a_title_is_the_first_words_of_the_content_and_a_content_the_title() -> None:
    assert opinion(content="").content == "路灯"
    assert opinion(title="", content="村口的路灯坏了。\n请修。").title == "村口的路灯坏了。"
    assert opinion(title="\u200b", content="很" * 100).title == "很" * 39 + "…"
    assert code(title="", content=" ") == "missing"


@pytest.mark.parametrize("name", ["external_ref", "contact", "unit_code"])
def test_a_number_that_a_spreadsheet_shortened_is_refused(name: str) -> None:
    assert code(**{name: "2.02607E+16"}) == "shortened_number"
    assert opinion(title="2.02607E+16", external_ref="20260701123456789").title == "2.02607E+16"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("11/3/2026", "ambiguous_time"), ("昨天", "wrong_time"), ("2027/1/1", "in_the_future")],
)
def test_a_time_that_cannot_be_is_refused(text: str, expected: str) -> None:
    assert code(submitted_at=text) == expected


def test_a_source_is_known_by_what_people_call_it() -> None:
    assert [opinion(source=each).source for each in ("phone", "电话", " 来访 ")] == ["phone", "phone", "walk_in"]
    assert code(source="传言") == "unknown_source"


def test_a_time_is_local() -> None:
    assert opinion(submitted_at="2026年11月3日 8时5分").submitted_at == datetime(2026, 11, 3, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["a\u202eb", "a\0b", "\ufffe", "e" + "\u0301" * 40, "字" * 201, "路灯", "a\u200db", "cafe\u0301", "\u3000灯 "],
)
def test_one_set_of_rules_decides_what_a_request_and_a_file_may_bring(text: str) -> None:
    def by_request() -> str:
        try:
            return OpinionIn(title=text, content="文", source=Source.WEB).title
        except ValidationError as error:
            return faults_of([{**each, "loc": ("body", *each["loc"])} for each in error.errors()], {})[0].code

    found = read(title=text)
    assert (found.code if isinstance(found, Fault) else found.title) == by_request()


OF_CITIZEN = {"contact": "contact", "citizen_name": "name"}
# Of a file harmless controls are left out and white space in a line becomes one space: that is how it is read, and no
# rule of what may be kept.
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=210)


@given(st.sampled_from(["title", "place", *OF_CITIZEN]), WORDS)
@example("contact", "１３８００１３８０００")
@example("citizen_name", "名" * 101)
@example("place", "e" + "\u0301" * 31)
@example("title", "\u200b\u3164")
def test_whatever_is_written_a_request_and_a_file_take_it_alike_or_refuse_it_alike(field: str, text: str) -> None:
    assume(not looks_empty(text) and not _HARMLESS.intersection(text))
    sent: dict[str, object] = {"citizen": {OF_CITIZEN[field]: text}} if field in OF_CITIZEN else {field: text}
    body = {"title": "路灯", "content": "文", "source": Source.WEB, **sent}
    try:
        by_request: str | None = getattr(OpinionIn.model_validate(body).as_input(), field)
    except ValidationError:
        by_request = None
    found = read(**{field: text})
    assert (None if isinstance(found, Fault) else getattr(found, field)) == by_request


_HARMLESS = frozenset("\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069")


def test_a_name_is_no_longer_than_in_a_request() -> None:
    assert code(citizen_name="名" * 101) == "too_long"


@pytest.mark.parametrize(
    ("longitude", "latitude", "found"),
    [
        ("119.758", "49.2153", Location(119.758, 49.2153)),
        ("１１９．７５８", " 49.2153 ", Location(119.758, 49.2153)),
        ("", " ", None),
        ("119.758", "", "half_a_location"),
        ("49.2153", "119.758", "wrong_degrees"),
        ("E119.758", "49.2153", "wrong_degrees"),
        ("inf", "49.2153", "wrong_degrees"),
    ],
)
def test_degrees_make_a_location_or_are_refused_by_name(
    longitude: str, latitude: str, found: Location | str | None
) -> None:
    read_line = read(longitude=longitude, latitude=latitude)
    assert (read_line.code if isinstance(read_line, Fault) else read_line.location) == found
    if found == "wrong_degrees":
        assert isinstance(read_line, Fault)
        assert read_line.params["name"] in {"longitude", "latitude"}


def test_degrees_may_be_numbers_where_a_file_has_some() -> None:
    line: dict[str, object] = {"title": "路灯", "content": "不亮。", "longitude": 119, "latitude": 49.5}
    found = READER.read(2, line)
    assert isinstance(found, OpinionInput)
    assert found.location == Location(119.0, 49.5)
    refused = READER.read(2, line | {"latitude": True})
    assert isinstance(refused, Fault)
    assert refused.code == "not_a_text"
    assert [fields_of(["经度", "纬度", "内容"], columns_for({}))] == [["longitude", "latitude", "content"]]


@pytest.mark.parametrize(
    ("longitude", "accuracy", "found"),
    [
        ("119.758", "１２", Location(119.758, 49.2153, 12)),
        ("119.758", "", Location(119.758, 49.2153)),
        ("119.758", "100001", "wrong_accuracy"),
        ("119.758", "1.5", "wrong_accuracy"),
        ("119.758", "-3", "wrong_accuracy"),
        ("119.758", "9" * 190, "wrong_accuracy"),
        ("", "12", "half_a_location"),
    ],
)
def test_a_location_may_say_within_how_many_metres_it_holds(
    longitude: str, accuracy: str, found: Location | str
) -> None:
    read_line = read(longitude=longitude, latitude="49.2153" if longitude else "", accuracy=accuracy)
    assert (read_line.code if isinstance(read_line, Fault) else read_line.location) == found
    assert fields_of(["定位精度"], columns_for({"内容": "content"})) == ["accuracy"]
