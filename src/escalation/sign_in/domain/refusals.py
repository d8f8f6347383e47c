"""Which refusals does sign-in have of its own?"""

from escalation.errors import N_, Conflict, ForbiddenAction, NotFound, Unauthenticated, Unavailable


class SignInFailed(Unauthenticated):
    """Name and password do not fit; which of them is wrong, or whether there is such a name, is not told."""

    code = "SIGN_IN_FAILED"
    title = N_("Sign-in failed")
    detail = N_("The name or the password is wrong.")


class PasswordsOff(ForbiddenAction):
    """Nobody has a password here: people sign in at the provider."""

    code = "PASSWORDS_OFF"
    title = N_("No passwords here")
    detail = N_("Nobody signs in by name and password here. Sign in at the provider.")


class CrossSiteRequest(ForbiddenAction):
    """A change that came with a cookie, but not from a page of ours: another site may have had it sent."""

    code = "CROSS_SITE_REQUEST"
    title = N_("Request from another site")
    detail = N_("This request did not come from a page of this server, or its X-CSRF-Token is not that of the session.")


class InsecureSite(ForbiddenAction):
    """A password or a session would go over the network in clear."""

    code = "INSECURE_SITE"
    title = N_("Not over an open line")
    detail = N_("Sign in over HTTPS. The operator names the address of this server in ESCALATION_PUBLIC_URL.")


class InvitationGone(NotFound):
    """There is no such invitation any more: it was used, replaced, or has expired."""

    code = "INVITATION_GONE"
    title = N_("Invitation no longer valid")
    detail = N_(
        "This link was used or replaced, or has expired. If you have set your password with it, sign in with that; "
        "otherwise ask for another link."
    )


class LoginTaken(Conflict):
    """Somebody else signs in by this name."""

    code = "LOGIN_TAKEN"
    title = N_("Name taken")
    detail = N_("Somebody else signs in by this name. Choose another.")


class NoPost(ForbiddenAction):
    """Somebody has shown who they are, and holds no post at present."""

    code = "NO_POST"
    title = N_("No post")
    detail = N_("You hold no post at present. Ask your administrator.")


class SignInRefused(Unauthenticated):
    """What came back from the provider is not good for this browser, or not any more."""

    code = "SIGN_IN_REFUSED"
    title = N_("Sign-in failed")
    detail = N_("The sign-in was not completed. Begin again.")


class NotLinked(ForbiddenAction):
    """The provider knows somebody who is no member here, as far as is known."""

    code = "NOT_LINKED"
    title = N_("Not known here yet")
    detail = N_("You are signed in there, but belong to no member here yet. Ask your administrator for an invitation.")


class ProviderUnavailable(Unavailable):
    """The provider does not answer, or not as a provider does."""

    code = "PROVIDER_UNAVAILABLE"
    title = N_("Sign-in service unavailable")
    detail = N_("The sign-in service cannot be reached just now. Try again in a moment.")


class RefreshRefused(Unauthenticated):
    """The refresh token has ended, or was used before: then all tokens of its device have ended with it."""

    code = "REFRESH_REFUSED"
    title = N_("Sign in again")
    detail = N_("This refresh token is not valid any more. Sign in again.")
