"""What does it cost to send thousands of submissions (proof of work)? A number has to be found each time, as in Altcha.

The server hashes a salt and a secret number; the page counts until its hash is the same. Signed with HMAC, so only what
this server asked is an answer; that each counts once is for who takes it to see to.
"""

import hmac
import json
from base64 import b64decode
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final
from urllib.parse import parse_qs

ALGORITHM: Final = "SHA-256"


class ChallengeKind(StrEnum):
    """What is asked of a page before it sends an opinion in."""

    NONE = "none"
    PROOF_OF_WORK = "proof_of_work"
    CAPTCHA = "captcha"


@dataclass(frozen=True, slots=True)
class WorkChallenge:
    """Find the number, from 0 to `maxnumber`, for which SHA-256 of `salt` and its digits is `challenge`, in hex."""

    algorithm: str
    challenge: str
    maxnumber: int
    salt: str
    signature: str


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What was solved, to be used up; good until it expires."""

    challenge: bytes
    expires_at: datetime


def new_work(key: bytes, *, nonce: str, number: int, most: int, expires_at: datetime) -> WorkChallenge:
    """A challenge of at most so many hashes, to find the `number`; `nonce` makes it one of a kind."""
    # Without the `&` digits could be moved from the number to the time, and an answer would never expire.
    salt = f"{nonce}?expires={int(expires_at.timestamp())}&"
    challenge = _hashed(salt, number)
    return WorkChallenge(ALGORITHM, challenge, most, salt, _signed(key, challenge))


def work_done(key: bytes, payload: str) -> WorkDone:
    """What a page has solved: Base64 of JSON with algorithm, challenge, number, salt and signature.

    Raises `ValueError` for what is no answer to a challenge that was made with this key.
    """
    said = json.loads(b64decode(payload, validate=True))
    if not isinstance(said, dict) or said.get("algorithm") != ALGORITHM:
        raise ValueError
    challenge, salt, signature = (_text(said.get(name)) for name in ("challenge", "salt", "signature"))
    number = said.get("number")
    if type(number) is not int or not salt.endswith("&"):
        raise ValueError
    is_ours = hmac.compare_digest(_signed(key, challenge), signature)
    if not is_ours or not hmac.compare_digest(_hashed(salt, number), challenge):
        raise ValueError
    (expires,) = parse_qs(salt.partition("?")[2]).get("expires", [""])
    return WorkDone(challenge.encode(), datetime.fromtimestamp(int(expires), UTC))


def _hashed(salt: str, number: int) -> str:
    return sha256(f"{salt}{number}".encode()).hexdigest()


def _signed(key: bytes, challenge: str) -> str:
    return hmac.digest(key, challenge.encode(), sha256).hex()


def _text(value: object) -> str:
    """Comparing in constant time takes ASCII alone."""
    if not isinstance(value, str) or not value.isascii():
        raise ValueError
    return value
