"""What keeps machines from flooding the inbox (submission challenges)? Work that a page does, or a captcha.

A proof is used up by being shown, whatever becomes of the submission. Without an answer of the captcha's service nobody
gets in: it fails closed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from secrets import randbelow, token_hex
from typing import Final
from urllib.parse import urlencode

import structlog

from escalation.kit.database.clock import read_wall
from escalation.kit.outbound.sender import NotFetched, Sender
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.spent_tokens import spend
from escalation.opinions.domain.proof_of_work import ChallengeKind, WorkChallenge, new_work, work_done
from escalation.opinions.domain.refusals import ChallengeUnavailable, ProofRefused, ProofRequired

LIFETIME: Final = timedelta(minutes=20)
"""So long a page may take from asking for work to sending: a citizen writes meanwhile."""

_NONCE_BYTES: Final = 12
_FORM: Final[Mapping[str, str]] = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Captcha:
    """A service that tells people from machines, asked in the form of `siteverify` (reCAPTCHA, hCaptcha, Turnstile)."""

    verify_url: str
    site_key: str
    secret: str


@dataclass(frozen=True, slots=True)
class SubmissionRules:
    """What the operator asks of submissions. `difficulty`: hashes that work takes at most."""

    kind: ChallengeKind = ChallengeKind.NONE
    difficulty: int = 100_000
    captcha: Captcha | None = None


async def ask_for_work(runtime: Runtime, rules: SubmissionRules) -> WorkChallenge | None:
    """Work to be done for one submission; `None` if none is asked for."""
    if rules.kind is not ChallengeKind.PROOF_OF_WORK:
        return None
    async with runtime.database.connection(changes=False) as connection:
        expires_at = await read_wall(connection) + LIFETIME
    most = rules.difficulty
    return new_work(
        runtime.vault.challenge_key, nonce=token_hex(_NONCE_BYTES), number=randbelow(most + 1), most=most,
        expires_at=expires_at,
    )  # fmt: skip


async def require_proof(runtime: Runtime, rules: SubmissionRules, sender: Sender | None, proof: str | None) -> None:
    """See that whoever sends has done what is asked for, and use their proof up. Holds no connection while it asks.

    Raises `ProofRequired`, `ProofRefused`, `ChallengeUnavailable`.
    """
    if not proof:
        raise ProofRequired
    if rules.kind is ChallengeKind.PROOF_OF_WORK:
        await _use_up_work(runtime, proof)
    else:
        await _ask_captcha(rules.captcha, sender, proof)


async def _use_up_work(runtime: Runtime, proof: str) -> None:
    try:
        done = work_done(runtime.vault.challenge_key, proof)
    except (ValueError, OverflowError, RecursionError):
        raise ProofRefused from None
    async with runtime.database.connection() as connection:
        if not await spend(connection, done.challenge, done.expires_at):
            raise ProofRefused


async def _ask_captcha(captcha: Captcha | None, sender: Sender | None, proof: str) -> None:
    """The service learns the proof alone, and not from where it came."""
    if captcha is None or sender is None:
        raise ChallengeUnavailable
    form = urlencode({"secret": captcha.secret, "response": proof, "sitekey": captcha.site_key}).encode()
    try:
        status, body = await sender.fetch("POST", captcha.verify_url, _FORM, form)
        said = json.loads(body) if status == 200 else None
    except (NotFetched, ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("success"), bool):
        _log.error("captcha_does_not_answer")
        raise ChallengeUnavailable
    if not said["success"]:
        raise ProofRefused
