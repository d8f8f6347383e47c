"""Which refusals do opinions have? What cannot be done with one, though it is there."""

from escalation.errors import N_, Conflict, ForbiddenAction


class CodeHandedOver(Conflict):
    """The citizen has a code already; another one makes that one void."""

    code = "CODE_HANDED_OVER"
    title = N_("Code handed over")
    detail = N_("The citizen has a code for this. If it was lost, give the reason: the new one makes it void.")


class SourceSystemTaken(ForbiddenAction):
    """References of this system are another unit's: whoever took them would keep the real ones out."""

    code = "SOURCE_SYSTEM_TAKEN"
    title = N_("Source system of another unit")
    detail = N_(
        "Another unit sends under the source system {name}. Take a name of your own, or ask the operator to say whose "
        "it is."
    )
