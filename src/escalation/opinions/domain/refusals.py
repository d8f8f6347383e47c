"""Which refusals do opinions have? What cannot be done with one, though it is there."""

from escalation.errors import N_, Conflict


class CodeHandedOver(Conflict):
    """The citizen has a code already; another one makes that one void."""

    code = "CODE_HANDED_OVER"
    title = N_("Code handed over")
    detail = N_("The citizen has a code for this. If it was lost, give the reason: the new one makes it void.")
