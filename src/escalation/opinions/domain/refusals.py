"""Which refusals do opinions have? What cannot be done with one, though it is there."""

from escalation.errors import N_, Conflict, ForbiddenAction, Unavailable, Unprocessable


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


class ProofRequired(Unprocessable):
    """Whoever sends an opinion in has to do something first that machines find dear."""

    code = "PROOF_REQUIRED"
    title = N_("Proof required")
    detail = N_("Ask for a challenge, solve it, and send the solution along in the header Submission-Proof.")


class ProofRefused(Unprocessable):
    """The proof is no solution of a challenge of ours, was used before, or is too old."""

    code = "PROOF_REFUSED"
    title = N_("Proof not accepted")
    detail = N_("The proof is wrong, too old, or was used before. Ask for another challenge and send again.")


class ChallengeUnavailable(Unavailable):
    """The service that tells people from machines does not answer as it should."""

    code = "CHALLENGE_UNAVAILABLE"
    title = N_("Check not possible now")
    detail = N_("It cannot be checked just now that a person is sending this. Try again in a moment.")
