"""Where do browsers find this server (site), and which cookies do they take from it?

Cookies are bound to this very host by the prefix `__Host-`, which browsers take over HTTPS only. On plain HTTP, where
`make run` serves this machine itself, they have other names: a Secure cookie would be dropped there by some browsers.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

HOME = "/sign-in"
"""Where somebody lands who has not said where to go."""
WORKPLACE = "/console/"
"""Where people work, who have not said where to go."""
INVITATIONS = "/sign-in/invitations"
"""Below it, invitations are opened."""


@dataclass(frozen=True, slots=True)
class Site:
    """Scheme, host and port as a browser's `Origin` has them, without a slash at the end."""

    origin: str

    @property
    def is_secure(self) -> bool:
        """Whether what is sent cannot be read on the way."""
        return self.origin.startswith("https://")

    def invitation_link(self, secret: str) -> str:
        """Where an invitation is opened. The secret is in the path: it is used once, and no page tells a referrer."""
        return f"{self.origin}{INVITATIONS}/{secret}"

    def cookie(self, name: str) -> str:
        """What a cookie of ours is called here."""
        return f"__Host-{name}" if self.is_secure else name


def is_loopback(origin: str) -> bool:
    """Whether an address leads to this machine itself, in one of the spellings that nobody else can have."""
    host = urlsplit(origin).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def came_from(site: Site, headers: Mapping[str, str]) -> bool | None:
    """Whether a page of ours sent a request, by what the browser says of it; `None` if no browser says anything.

    Pages cannot set these headers (Fetch Metadata; RFC 6454 §7).
    """
    fetched, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if fetched is None and origin is None:
        return None
    return fetched in (None, "same-origin") and origin in (None, site.origin)


def csrf_token(secret: str) -> str:
    """What a page of ours sends beside its cookie: derived from the session's secret, and telling nothing of it."""
    return urlsafe_b64encode(hmac.digest(secret.encode(), b"csrf", sha256)).decode().rstrip("=")


def is_csrf_token(given: str, secret: str) -> bool:
    """Whether this is the token of a session."""
    return hmac.compare_digest(given.encode(), csrf_token(secret).encode())


def local_path(wanted: str | None) -> str:
    r"""Where to go after signing in: a path on this server, whatever was wanted.

    Browsers read `//host`, `/\host` and control characters in their own ways; of those nothing is left.
    """
    is_local = wanted is not None and wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    return wanted if wanted and is_local and wanted.isascii() and wanted.isprintable() and " " not in wanted else HOME
