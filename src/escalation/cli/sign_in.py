"""How do people sign in here? What the settings say about sign-in, for the commands that need it."""

from datetime import timedelta
from ipaddress import ip_network

from escalation.errors import N_, ConfigurationInvalid
from escalation.kit.outbound.addresses import AddressPolicy
from escalation.kit.outbound.sender import Sender
from escalation.settings import Settings
from escalation.sign_in.domain.configuration import HashingCost, SessionLifetimes, SignInConfiguration
from escalation.sign_in.domain.oidc import ProviderConfiguration
from escalation.sign_in.domain.site import Site, is_loopback

_NO_AUDIENCE = N_(
    "With ESCALATION_OIDC_ACCESS_TOKENS=untyped, ESCALATION_OIDC_AUDIENCE has to be another name than "
    "ESCALATION_OIDC_CLIENT_ID: ID tokens are made out to that one."
)


def configuration_of(settings: Settings) -> SignInConfiguration:
    """Everything that an operator decides about sign-in."""
    memory, passes, lanes = (int(part.partition("=")[2]) for part in settings.password_hashing.split(","))
    return SignInConfiguration(
        site=Site(settings.public_url) if settings.public_url else None,
        hashing=HashingCost(memory, passes, lanes),
        sessions=SessionLifetimes(
            timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours)
        ),
        passwords=settings.passwords,
    )


def provider_of(settings: Settings) -> ProviderConfiguration | None:
    """The provider that vouches for people, if there is one.

    Raises `ConfigurationInvalid` where an access token could not be told from an ID token of our own.
    """
    if settings.oidc_issuer is None:
        return None
    audience = settings.oidc_audience or settings.public_url or settings.oidc_client_id
    types_tokens = settings.oidc_access_tokens == "typed"
    if not types_tokens and audience == settings.oidc_client_id:
        raise ConfigurationInvalid(_NO_AUDIENCE)
    return ProviderConfiguration(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value(),
        audience=audience,
        claim=settings.oidc_member_claim,
        name=settings.oidc_name,
        types_tokens=types_tokens,
    )


def provider_sender(issuer: str) -> Sender:
    """With what the provider is asked. The operator has named it, so it may be in a private network, or here."""
    is_here = is_loopback(issuer)
    here = (ip_network("127.0.0.0/8"), ip_network("::1/128")) if is_here else ()
    return Sender(AddressPolicy(allow_private=True, allowed=here), allow_http=is_here, user_agent="escalation")
