"""Whose turn is it after each move? Holder, handler and dispatcher along the three routes, and every hop on record."""

from escalation.tickets.domain.command import JointUnit
from tests.tickets.story import BY_ID, UNITS, Story, dispatched, in_progress, somebody


def parts(story: Story) -> tuple[str | None, ...]:
    """Codes of the units that hold, handle and dispatched the ticket."""
    ticket = story.ticket
    ids = (ticket.holder_unit_id, ticket.handler_unit_id, ticket.dispatcher_unit_id)
    return tuple(BY_ID[id_].code if id_ else None for id_ in ids)


def hops(story: Story) -> list[tuple[str, str, str, str]]:
    """Direction, trigger, from and to of every hand-over."""
    rows = story.hand_overs.values()
    return [(r.direction, r.trigger, BY_ID[r.from_unit_id].code, BY_ID[r.to_unit_id].code) for r in rows]


def test_route_one_a_village_resolves_what_it_can() -> None:
    story = in_progress()
    assert parts(story) == ("V1", "V1", "V1")
    story.do(somebody("V1"), "resolve", outcome="solved", reply="已换灯。").do(somebody("V1", "leader"), "audit_pass")
    assert parts(story) == ("K1", "V1", "V1")
    story.do(somebody("K1", "office"), "confirm", solved=True, satisfaction=5)
    assert (parts(story), story.ticket.level, story.ticket.is_open) == (("V1", "V1", "V1"), 1, False)
    assert hops(story) == [("down", "person", "V1", "V1")]
    assert all(hop.signed_at for hop in story.hand_overs.values())


def test_route_two_the_lead_stays_lead_and_may_go_on_only_without_open_tasks() -> None:
    story = (
        Story("K1").do(somebody("K1", "office"), "dispatch", unit_id=UNITS["K1-ZJ"].id).do(somebody("K1-ZJ"), "sign")
    )
    lines = tuple(JointUnit(UNITS[code].id, "查") for code in ("K1-JT", "K1-SL"))
    story.do(somebody("K1-ZJ"), "coordinate", joint_units=lines)
    roads, water = story.joint_tasks
    story.do(somebody("K1-ZJ"), "waive", joint_task_id=water, reason="与水无关。")
    assert (story.ticket.state, story.ticket.joint_open) == ("coordinating", 1)
    story.do(somebody("K1-JT"), "report", joint_task_id=roads, result="路已通。")
    assert (story.ticket.state, parts(story)) == ("in_progress", ("K1-ZJ", "K1-ZJ", "K1"))
    ends = [(task.state, task.result, task.reason) for task in story.joint_tasks.values()]
    assert ends == [("reported", "路已通。", None), ("waived", None, "与水无关。")]
    assert story.told[-2:] == ["ticket.coordination_finished", "ticket.scope_left"]
    assert story.events[-1].data["units"] == [str(UNITS["K1-JT"].id)]


def test_route_three_what_climbed_is_handed_down_and_audited_by_who_handed_it_down() -> None:
    story = in_progress().do(somebody("V1"), "escalate", reason="超出村级职权。")
    assert parts(story) == ("T1", "T1", "K1")
    story.do(somebody("T1"), "sign").do(somebody("T1"), "escalate", reason="需县里协调。").do(somebody("K1"), "sign")
    story.do(somebody("K1"), "hand_down", unit_id=UNITS["K1-JT"].id, instructions="十日内修复。")
    assert (parts(story), story.ticket.level) == (("K1-JT", "K1-JT", "K1"), 3)
    story.do(somebody("K1-JT"), "sign").do(somebody("K1-JT"), "resolve", outcome="solved", reply="已修。")
    assert parts(story) == ("K1", "K1-JT", "K1")
    assert hops(story)[1:] == [
        ("up", "person", "V1", "T1"),
        ("up", "person", "T1", "K1"),
        ("down", "person", "K1", "K1-JT"),
    ]
    assert BY_ID[story.ticket.origin_unit_id].code == "V1"


def test_a_failed_audit_gives_the_ticket_back_to_who_handled_it() -> None:
    story = (
        Story("K1").do(somebody("K1", "office"), "dispatch", unit_id=UNITS["K1-ZJ"].id).do(somebody("K1-ZJ"), "sign")
    )
    story.do(somebody("K1-ZJ"), "resolve", outcome="explained", reply="不属实。")
    story.do(somebody("K1", "office"), "audit_fail", reason="未答复。")
    assert (parts(story), story.ticket.redos) == (("K1-ZJ", "K1-ZJ", "K1"), 1)
    assert hops(story)[-1] == ("back", "person", "K1", "K1-ZJ")


def test_a_recall_restores_what_was_before_and_stays_on_record() -> None:
    story = in_progress()
    before = story.ticket
    story.do(somebody("V1"), "escalate", reason="太难。").do(somebody("V1"), "recall", reason="能办。")
    restored = (
        "state",
        "level",
        "holder_unit_id",
        "holder_path",
        "handler_unit_id",
        "dispatcher_unit_id",
        "escalations",
    )
    assert [getattr(story.ticket, name) for name in restored] == [getattr(before, name) for name in restored]
    assert [hop.withdrawn_at is not None for hop in story.hand_overs.values()] == [False, True]


def test_hop_by_hop_every_recall_finds_the_hop_before() -> None:
    story = dispatched().do(somebody("V1"), "escalate", reason="太难。").do(somebody("T1"), "escalate", reason="太难。")
    states = []
    for code in ("T1", "V1", "V1"):
        story.do(somebody(code), "recall")
        states.append((story.ticket.state, story.holder))
    assert states == [("dispatched", "T1"), ("dispatched", "V1"), ("registered", "V1")]


def test_an_escalation_says_in_its_event_who_had_it_and_who_has_it() -> None:
    event = in_progress().do(somebody("V1"), "escalate", reason="太难。").events[-1]
    changes = event.data["changes"]
    assert isinstance(changes, dict)
    assert changes["holder_unit_id"] == [str(UNITS["V1"].id), str(UNITS["T1"].id)]
    assert (changes["level"], event.reason, event.from_state, event.to_state) == (
        [1, 2],
        "太难。",
        "in_progress",
        "dispatched",
    )
