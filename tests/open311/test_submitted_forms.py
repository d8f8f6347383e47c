"""A form of GeoReport is read as the specification has it, and strictly."""

from contextlib import suppress
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.errors import ValidationFailed
from escalation.kit.parsing.coordinates import Location
from escalation.open311.domain.submitted_form import SubmittedForm, read_submitted_form

EXAMPLE = (
    "api_key=xyz&jurisdiction_id=city.gov&service_code=001&lat=37.76524078&long=-122.4212043"
    "&address_string=1234+5th+street&email=smit333%40sfgov.edu&device_id=tt222111&account_id=123456&first_name=john"
    "&last_name=smith&phone=111111111&description=A+large+sinkhole+is+destroying+the+street"
    "&media_url=http%3A%2F%2Fexample.org%2F2212426634_5ed477a060.jpg&attribute[WHISPAWN]=123456"
    "&attribute[WHISDORN]=COISL001"
)
WHERE = ("address_string", "村口")


def read(text: str) -> SubmittedForm:
    return read_submitted_form(parse_qsl(text, keep_blank_values=True))


def faults(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(ValidationFailed) as refusal:
        read_submitted_form(pairs)
    return [(fault.pointer, fault.code) for fault in refusal.value.faults]


def test_the_example_of_the_specification_is_read() -> None:
    assert read(EXAMPLE) == SubmittedForm(
        service_code="001", jurisdiction_id="city.gov",
        content="A large sinkhole is destroying the street\n\nhttp://example.org/2212426634_5ed477a060.jpg",
        name="john smith <smit333@sfgov.edu> <account 123456>", contact="111111111", place="1234 5th street",
        location=Location(-122.421204, 37.765241), account_id="123456",
        attributes={"WHISPAWN": ["123456"], "WHISDORN": ["COISL001"]},
    )  # fmt: skip


def test_several_values_of_one_attribute_are_a_list() -> None:
    said = "service_code=1&address_id=5&attribute[code1][]=a&attribute[code1][]=b&attribute[code1][]=c"
    assert read(said).attributes == {"code1": ["a", "b", "c"]}


def test_what_is_empty_counts_as_left_out() -> None:
    form = read("service_code=1&address_string=a&lat=&long=&email=&phone=&description=&media_url=&jurisdiction_id=")
    assert (form.location, form.contact, form.content, form.jurisdiction_id) == (None, None, None, None)


def test_names_are_written_as_their_language_has_them() -> None:
    assert read("service_code=1&address_string=a&first_name=小明&last_name=王").name == "王小明"
    assert read("service_code=1&address_string=a&email=a%40example.org").contact == "a@example.org"


@pytest.mark.parametrize(
    ("pairs", "fault"),
    [
        ([], ("/service_code", "required")),
        ([("service_code", "1")], ("/address_string", "required")),
        ([("service_code", "1"), ("service_code", "2"), WHERE], ("/service_code", "repeated")),
        ([("service_code", "1"), ("lat", "1")], ("/long", "required")),
        ([("service_code", "1"), ("lat", "91"), ("long", "1")], ("/lat", "wrong_form")),
        ([("service_code", "1"), ("lat", "nan"), ("long", "1")], ("/lat", "wrong_form")),
        ([("service_code", "1"), ("lat", "1"), ("long", "1e3")], ("/long", "wrong_form")),
        ([("service_code", "1"), WHERE, ("description", "长" * 4_001)], ("/description", "too_long")),
        ([("service_code", "1"), WHERE, ("description", "a\x1bb")], ("/description", "control_characters")),
        ([("service_code", "1"), WHERE, ("first_name", "a\nb")], ("/first_name", "control_characters")),
        ([("service_code", "1"), WHERE, ("media_url", "file:///etc/passwd")], ("/media_url", "wrong_form")),
        ([("service_code", "1"), WHERE, ("media_url", "javascript:alert(1)")], ("/media_url", "wrong_form")),
        ([("service_code", "1"), WHERE, ("role", "admin")], ("/role", "unknown_field")),
        ([("service_code", "1"), WHERE, ("attribute[a b]", "1")], ("/attribute[a b]", "unknown_field")),
    ],
)
def test_what_is_wrong_is_named(pairs: list[tuple[str, str]], fault: tuple[str, str]) -> None:
    assert fault in faults(*pairs)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["lat", "long", "service_code", "phone", "description", "attribute[a]"]) | st.text(),
            st.text(),
        )
    )
)
def test_no_form_breaks_the_reader(pairs: list[tuple[str, str]]) -> None:
    with suppress(ValidationFailed):
        read_submitted_form(pairs)
