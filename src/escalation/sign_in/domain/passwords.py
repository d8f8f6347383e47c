"""Which passwords are good enough? Long ones that are not in everybody's mouth; there are no rules of composition.

After NIST SP 800-63B-4 §3.1.1.2: length counts, common passwords are refused, nothing has to be mixed or changed.
"""

from functools import cache
from importlib.resources import files

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.parsing.normalization import nfkc

SHORTEST = 12


def as_typed(text: str) -> str:
    """A password as it is compared: typed in full width or composed otherwise, it is the same one (NFKC)."""
    return nfkc(text)


def login_key(text: str) -> str:
    """A name as it is compared: neither case nor width matters."""
    return nfkc(text).casefold()


def check_password(password: str, *, login: str, pointer: str = "/password") -> None:
    """Raise `ValidationFailed` for a password that is too short, too common, or the name itself."""
    plain = as_typed(password)
    if len(plain) < SHORTEST:
        raise _refused(pointer, "too_short", N_("A password has at least {least} characters."), least=SHORTEST)
    if _stem(plain) in _common() or login_key(plain) == login_key(login) or len(set(plain.casefold())) < 4:
        raise _refused(pointer, "too_common", N_("This password is too easy to guess. Choose another one."))


def _refused(pointer: str, code: str, detail: str, **params: int) -> ValidationFailed:
    return ValidationFailed(faults=[Fault(pointer, code, detail, dict(params))])


def _stem(password: str) -> str:
    """What is left when somebody has made a common one long: `password2026!!` is `password`."""
    return password.casefold().strip("0123456789!@#$%^&*()-_=+.,?~ ") or password.casefold()


@cache
def _common() -> frozenset[str]:
    """Those that are tried first, by their stems."""
    text = files("escalation").joinpath("data/common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(_stem(line) for line in text.splitlines() if line and not line.startswith("#"))
