"""What is believed of an OpenID provider (OIDC)? Which flow goes to it, and which tokens of it are good.

Authorisation code with PKCE (RFC 7636), ID tokens by OpenID Connect Core §3.1.3.7, access tokens by RFC 9068. Only the
keys of the provider verify, by a few algorithms with a public key: what a token says of its keys (`jku`, `x5u`, `jwk`)
is not read.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlencode

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key

from escalation.errors import Unauthenticated

ALGORITHMS: Final = ("RS256", "PS256", "ES256")
LEEWAY: Final = timedelta(seconds=60)
"""How far our clock and the provider's may be apart."""
LONGEST_TOKEN: Final = 8_000
START: Final = "/sign-in/oidc"
CALLBACK: Final = "/sign-in/oidc/callback"

_ACCESS_TOKEN_TYPES: Final = ("at+jwt", "application/at+jwt")
_PLAIN_TYPES: Final = ("", "jwt")
_NOT_FOR_ACCESS: Final = frozenset({"nonce", "at_hash", "c_hash", "s_hash", "events"})
"""What ID and logout tokens say, and an access token has no reason to (OpenID Connect Core §2, Back-Channel Logout)."""


@dataclass(frozen=True, slots=True)
class ProviderConfiguration:
    """Which provider, what we are to it, and how its subjects become members.

    `audience`: what access tokens for this server are made out to. `claim`: one of the ID token that holds a member's
    reference; without it people are linked by an invitation alone. `name`: what people call the provider.
    `types_tokens`: its access tokens say that they are some (RFC 9068), which many providers leave out.
    """

    issuer: str
    client_id: str
    client_secret: str
    audience: str
    claim: str | None = None
    name: str = "OIDC"
    types_tokens: bool = True


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the provider answers, by its discovery document."""

    authorization: str
    token: str
    jwks: str


@dataclass(frozen=True, slots=True)
class Flow:
    """One way through the provider and back. Everything in it follows from a secret that one browser has."""

    secret: str

    @property
    def state(self) -> str:
        """What the provider hands back, so that nobody else's code is taken for the browser's."""
        return self._derived(b"state")

    @property
    def nonce(self) -> str:
        """What the ID token has to name, so that it was made for this flow."""
        return self._derived(b"nonce")

    @property
    def verifier(self) -> str:
        """What proves to the provider that whoever brings the code began the flow."""
        return self._derived(b"code verifier")

    def address(self, configuration: ProviderConfiguration, endpoints: Endpoints, origin: str) -> str:
        """Where the browser goes to."""
        challenge = urlsafe_b64encode(sha256(self.verifier.encode()).digest()).decode().rstrip("=")
        asked = {
            "response_type": "code", "client_id": configuration.client_id, "redirect_uri": f"{origin}{CALLBACK}",
            "scope": "openid profile email", "state": self.state, "nonce": self.nonce, "code_challenge": challenge,
            "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{endpoints.authorization}{'&' if '?' in endpoints.authorization else '?'}{urlencode(asked)}"

    def _derived(self, purpose: bytes) -> str:
        return urlsafe_b64encode(hmac.digest(self.secret.encode(), purpose, sha256)).decode().rstrip("=")


def key_id_of(token: str) -> str:
    """By which key a token says it is signed. Raises `Unauthenticated` for what is no such token."""
    header = _header(token)
    key_id = header.get("kid")
    if header.get("alg") not in ALGORITHMS or not isinstance(key_id, str):
        raise Unauthenticated
    return key_id


def check_access_token(token: str, key: Key, configuration: ProviderConfiguration, now: datetime) -> str:
    """The subject of an access token for this server. Raises `Unauthenticated` for any other token, an ID token too."""
    type_ = str(_header(token).get("typ", "")).lower()
    is_typed = type_ in _ACCESS_TOKEN_TYPES
    if not is_typed and (configuration.types_tokens or type_ not in _PLAIN_TYPES):
        raise Unauthenticated
    claims = _verified(token, key, configuration.issuer, configuration.audience, now)
    if not is_typed and not _is_for_access(claims):
        raise Unauthenticated
    return str(claims["sub"])


def check_id_token(
    token: str, key: Key, configuration: ProviderConfiguration, now: datetime, nonce: str
) -> Mapping[str, Any]:
    """The claims of an ID token that was made for this flow of ours. Raises `Unauthenticated`."""
    if str(_header(token).get("typ", "JWT")).upper() != "JWT":
        raise Unauthenticated
    claims = _verified(token, key, configuration.issuer, configuration.client_id, now)
    authorized = claims.get("azp", configuration.client_id)
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise Unauthenticated
    if authorized != configuration.client_id:
        raise Unauthenticated
    return claims


def reference_in(claims: Mapping[str, Any], claim: str | None) -> str | None:
    """The reference of a member that the provider vouches for. An address that it has not verified is none."""
    value = claims.get(claim) if claim else None
    if claim == "email" and claims.get("email_verified") is not True:
        return None
    return value if isinstance(value, str) and value else None


def _is_for_access(claims: Mapping[str, Any]) -> bool:
    """Whether a token that does not say so itself is an access token, by its claims.

    It names what it gives access to (`scope` of RFC 9068 §2.2.3, `scp` at Entra ID) and nothing of a sign-in. `typ` is
    Keycloak's own claim: `ID`, `Refresh` and others are no access tokens.
    """
    is_scoped = any(isinstance(claims.get(name), str) and claims[name] for name in ("scope", "scp"))
    return is_scoped and not claims.keys() & _NOT_FOR_ACCESS and claims.get("typ", "Bearer") == "Bearer"


def _header(token: str) -> Mapping[str, Any]:
    if len(token) > LONGEST_TOKEN or not token.isascii():
        raise Unauthenticated
    try:
        return jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError):
        raise Unauthenticated from None


def _verified(token: str, key: Key, issuer: str, audience: str, now: datetime) -> Mapping[str, Any]:
    expected = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()), leeway=int(LEEWAY.total_seconds()),
        iss={"essential": True, "value": issuer}, aud={"essential": True, "value": audience},
        exp={"essential": True}, iat={"essential": True}, sub={"essential": True},
    )  # fmt: skip
    try:
        claims = jwt.decode(token, key, algorithms=ALGORITHMS).claims
        expected.validate(claims)
    except (JoseError, ValueError, TypeError):
        raise Unauthenticated from None
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise Unauthenticated
    return claims
