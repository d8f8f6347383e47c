"""What can an operator decide about sign-in? The configuration, as values; read from the settings by who starts."""

from dataclasses import dataclass, field
from datetime import timedelta

from escalation.sign_in.domain.site import Site


@dataclass(frozen=True, slots=True)
class HashingCost:
    """What a password hash takes (argon2id): memory in KiB, passes over it, and lanes."""

    memory: int = 19_456
    passes: int = 2
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class SessionLifetimes:
    """For how long a browser's session lasts: unused, and at all."""

    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class SignInConfiguration:
    """Everything there is to decide. Without a `site` it is whatever this machine calls itself, over plain HTTP.

    `passwords`: whether one can sign in by name and password; where a provider knows everybody, one need not.
    """

    site: Site | None = None
    hashing: HashingCost = field(default_factory=HashingCost)
    sessions: SessionLifetimes = field(default_factory=SessionLifetimes)
    passwords: bool = True
