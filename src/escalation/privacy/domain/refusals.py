"""Which refusals does privacy have? What cannot be erased now, or not by this caller."""

from escalation.errors import N_, Conflict, ForbiddenAction


class StillBeingHandled(Conflict):
    """Whoever works on a matter needs its words."""

    code = "STILL_BEING_HANDLED"
    title = N_("Still being handled")
    detail = N_("The matter is still being handled. End it first, then ask for its erasure.")


class ErasureAsked(Conflict):
    """One at a time."""

    code = "ERASURE_ASKED"
    title = N_("Erasure asked for already")
    detail = N_("Its erasure was asked for already, or it was erased.")


class ErasureDecided(Conflict):
    """Somebody was faster."""

    code = "ERASURE_DECIDED"
    title = N_("Erasure decided")
    detail = N_("This was decided already.")


class FourEyes(ForbiddenAction):
    """Who asked does not grant it."""

    detail = N_("Somebody else than who asked has to decide: an office or leader over the unit.")
