"""How the form of a move is filled in, field by field, as people do it: one way for each kind of field."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from playwright.async_api import Locator, Page, expect

from escalation.tickets.domain.fields import FieldKind

Field = Mapping[str, Any]
"""As `GET …/actions` tells it."""


async def choose(place: Locator, field: Field, due: datetime) -> object:
    """Whatever is looked for by typing: the first that is found, in the place of what stands there by default."""
    if field["default"] is not None:
        await place.get_by_role("button", name="Remove").click()
    await place.get_by_role("combobox").click()
    await place.get_by_role("option").first.click()
    await expect(place.locator(".chip")).to_have_count(1)
    return UUID


async def list_units(place: Locator, field: Field, due: datetime) -> object:
    """Two units, each with a task and a time."""
    for nth in range(2):
        await place.get_by_role("combobox").click()
        await place.get_by_role("option").nth(nth).click()
        line = place.locator(".joint-line").nth(nth)
        await line.locator("textarea").fill(f"第 {nth + 1} 项任务")
        await line.locator("input").fill(local(due))
    return list


async def write(place: Locator, field: Field, due: datetime) -> object:
    words = f"填写的内容：{field['label']}。"
    if await place.locator("summary").count():
        await place.locator("summary").click()
    await place.locator("textarea").fill(words)
    return words


async def select(place: Locator, field: Field, due: datetime) -> object:
    """One of those that are offered, and not the one that stands there already."""
    other = next(each for each in field["options"] if each["code"] != field["default"])
    await place.locator("select").select_option(label=other["label"])
    return other["code"]


async def count(place: Locator, field: Field, due: datetime) -> object:
    """Few numbers are shown, to be pressed; others are typed."""
    if await place.get_by_role("radio").count():
        await place.get_by_role("radio", name="4").check()
        return 4
    await place.get_by_role("spinbutton").fill("3")
    return 3


async def tick(place: Locator, field: Field, due: datetime) -> object:
    await place.get_by_role("checkbox").check()
    return True


async def name_a_day(place: Locator, field: Field, due: datetime) -> object:
    day = due.date().isoformat()
    await place.locator("input[type=date]").fill(day)
    return day


async def name_a_moment(place: Locator, field: Field, due: datetime) -> object:
    await place.locator("input[type=datetime-local]").fill(local(due))
    return str


FILLERS: Final[Mapping[str, Callable[[Locator, Field, datetime], Awaitable[object]]]] = {
    FieldKind.UNIT: choose, FieldKind.MEMBER: choose, FieldKind.TICKET: choose, FieldKind.JOINT_TASK: choose,
    FieldKind.REQUEST: choose, FieldKind.ORDER: choose, FieldKind.JOINT_UNITS: list_units, FieldKind.TEXT: write,
    FieldKind.CODE: select, FieldKind.CHOICE: select, FieldKind.WHOLE: count, FieldKind.FLAG: tick,
    FieldKind.DAY: name_a_day, FieldKind.MOMENT: name_a_moment,
}  # fmt: skip
"""What is sent comes back: the value, or its type where the server knows it better."""


def local(moment: datetime) -> str:
    """As `datetime-local` has it, where people live by UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")


async def fill_in(page: Page, action: Mapping[str, Any], leaving: frozenset[str], due: datetime) -> dict[str, object]:
    """Press the button of an action and fill in every field of its form but those left out. What has to be sent."""
    moves = page.locator(".moves")
    await expect(moves.locator("summary", has_text="Print")).to_be_visible()
    button = moves.get_by_role("button", name=action["label"], exact=True)
    if not await button.is_visible():
        await moves.locator("summary", has_text="More").click()
    await button.click()
    dialog = page.get_by_role("dialog", name=action["label"])
    places = dialog.locator(".field")
    await expect(places).to_have_count(len(action["fields"]))
    filled: dict[str, object] = {}
    for nth, field in enumerate(action["fields"]):
        if field["name"] in leaving:
            continue
        await expect(places.nth(nth)).to_contain_text(field["label"])
        filled[field["name"]] = await FILLERS[field["kind"]](places.nth(nth), field, due + timedelta(days=1))
    return filled
