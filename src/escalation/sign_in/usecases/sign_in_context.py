"""In which context does sign-in work? The process's own, what the operator decided, and what is known for a moment."""

import os
from base64 import urlsafe_b64encode
from hashlib import sha256

from escalation.identity.domain.posts import KnownPerson
from escalation.kit.runtime.brief_cache import BriefCache
from escalation.kit.runtime.context import Runtime
from escalation.sign_in.domain.configuration import SignInConfiguration
from escalation.sign_in.domain.refusals import PasswordsOff
from escalation.sign_in.storage.device_tokens import LiveDevice
from escalation.sign_in.storage.sessions import LiveSession
from escalation.sign_in.usecases.password_hashing import PasswordHashing
from escalation.sign_in.usecases.provider import Provider


class SignInContext:
    """What sign-in works with in one process."""

    def __init__(self, runtime: Runtime, configuration: SignInConfiguration, provider: Provider | None = None) -> None:
        """Start knowing nobody. `provider`: who else vouches for people."""
        self.runtime = runtime
        self.configuration = configuration
        self.hashing = PasswordHashing(configuration.hashing)
        self.provider = provider
        self.sessions = BriefCache[LiveSession]()
        self.bearers = BriefCache[KnownPerson]()
        self.devices = BriefCache[LiveDevice]()

    def forget_people(self) -> None:
        """Ask anew for whoever calls: somebody was signed out."""
        self.sessions.clear()
        self.devices.clear()

    def require_passwords(self) -> None:
        """Raise `PasswordsOff` where nobody signs in by name and password."""
        if not self.configuration.passwords:
            raise PasswordsOff


def new_secret() -> str:
    """256 random bits, as text that can stand in a header or an address."""
    return urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")


def digest_of(secret: str) -> bytes:
    """What is kept of a secret: it is found by it, and not told by it."""
    return sha256(secret.encode()).digest()
