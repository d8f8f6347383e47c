"""How do people sign in here? What the settings say about sign-in, for the commands that need it."""

from datetime import timedelta

from escalation.settings import Settings
from escalation.sign_in.domain.configuration import HashingCost, SessionLifetimes, SignInConfiguration
from escalation.sign_in.domain.site import Site


def configuration_of(settings: Settings) -> SignInConfiguration:
    """Everything that an operator decides about sign-in."""
    memory, passes, lanes = (int(part.partition("=")[2]) for part in settings.password_hashing.split(","))
    return SignInConfiguration(
        site=Site(settings.public_url) if settings.public_url else None,
        hashing=HashingCost(memory, passes, lanes),
        sessions=SessionLifetimes(
            timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours)
        ),
    )
