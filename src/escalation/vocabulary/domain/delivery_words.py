"""What are the codes of deliveries called (words)? What came of an attempt, why it was made, and what ended.

With them the words of messages to people, and of what goes on in the background.
"""

from collections.abc import Mapping
from typing import Final

from escalation.errors import N_

DELIVERY_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "delivery_outcome": {
        "ok": N_("has arrived"),
        "http_error": N_("answered with an error"),
        "redirect": N_("led to another address"),
        "gone": N_("the receiver wants nothing more"),
        "throttled": N_("the receiver is busy"),
        "timeout": N_("no answer in time"),
        "dns": N_("the name of the host is unknown"),
        "connect": N_("no connection"),
        "tls": N_("the certificate was not accepted"),
        "reset": N_("the connection broke"),
        "blocked": N_("the address is not allowed"),
        "bad_response": N_("the answer was not understood"),
        "ours": N_("a fault on our side"),
        "lost": N_("interrupted on our side"),
    },
    "delivery_cause": {
        "live": N_("just happened"),
        "retry": N_("tried again after a failure"),
        "replay": N_("sent again with a period"),
        "manual": N_("sent again by hand"),
        "ping": N_("ping"),
        "test": N_("example"),
        "probe": N_("probe after failures"),
    },
    "dead_reason": {
        "exhausted": N_("tried as often as may be"),
        "expired": N_("tried for as long as may be"),
        "gone": N_("the receiver wants nothing more"),
        "aborted": N_("the receiver did not want this one"),
        "disabled": N_("the receiver asked to be disabled"),
        "receiver": N_("the receiver asked to be disabled"),
        "unit_dissolved": N_("the unit was dissolved"),
    },
    "endpoint_reason": {
        "failing": N_("failed for days"),
        "gone": N_("the receiver wants nothing more"),
        "receiver": N_("the receiver asked to be disabled"),
        "blocked": N_("the address is not allowed"),
        "unit_dissolved": N_("the unit was dissolved"),
        "key_revoked": N_("the key that made it was revoked"),
        "maker_left": N_("who made it has left"),
    },
    "endpoint_advice": {
        "update_url": N_("change the address: the receiver leads elsewhere"),
    },
    "operation_kind": {
        "import_opinions": N_("import of opinions"),
        "import_history": N_("import of closed tickets"),
        "import_units": N_("import of units"),
        "import_members": N_("import of members"),
        "import_contact_points": N_("import of contact points"),
        "replay": N_("events sent again"),
        "farewell": N_("telling of tickets out of sight"),
        "recalculation": N_("limits calculated anew"),
    },
    "message_rule": {
        "overdue_below": N_("Overdue at your unit or right below it"),
        "supervised": N_("Supervised or urged from above"),
        "assigned": N_("Assigned to you"),
        "overdue": N_("Overdue in your hands"),
        "due_soon": N_("Due soon"),
        "to_decide": N_("You are asked to decide"),
        "decided": N_("Your request was decided"),
        "answered": N_("Your order was answered"),
        "reported": N_("A joint unit has reported"),
        "asked_to_help": N_("You are asked to help"),
        "sent_back": N_("Reopened, or to be done again"),
        "arrived": N_("A ticket came to your unit"),
        "meeting_due": N_("Your unit has to meet"),
        "sorting_due": N_("Your inbox has to be sorted"),
        "meeting_decision_late": N_("What a meeting decided is late at your unit"),
        "visits_due": N_("Your unit owes visits"),
        "trend_decayed": N_("The activity of your unit fades"),
        "site_checked": N_("A site check was made at your unit"),
        "survey_due": N_("A survey of your unit ends soon"),
        "survey_below_floor": N_("Citizens are not satisfied with your unit or one right below it"),
        "citizen_survey": N_("To the citizen: survey"),
        "citizen_received": N_("To the citizen: received"),
        "citizen_forwarded": N_("To the citizen: forwarded"),
        "citizen_answered": N_("To the citizen: answered"),
        "citizen_closed": N_("To the citizen: closed"),
        "citizen_code": N_("To the citizen: tracking code"),
        "digest": N_("Every morning: what is late below you"),
        "verify": N_("Code for a new channel"),
        "test": N_("Test message"),
    },
}
