"""How are setting values read from what an operator wrote? One function a kind; each raises `ValueError`."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from urllib.parse import urlsplit

from pydantic import BeforeValidator

_KEY_BYTES = 32
_HEX_KEY = re.compile(r"[0-9a-fA-F]{64}")
_SCHEMES = ("https", "http")
_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")
_MAIL_SCHEMES = ("smtp", "smtps", "smtp+plain")
_DRIVER = re.compile(r"^(postgres|postgresql)(\+\w+)?://")


def database_url(value: object) -> object:
    """The one spelling that asyncpg and SQLAlchemy both take."""
    if not isinstance(value, str) or not _DRIVER.match(value):
        raise ValueError
    return _DRIVER.sub("postgresql://", value)


def list_of(parse: Callable[[str], object]) -> BeforeValidator:
    """Values from a list with commas."""

    def read_list(value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(parse(each.strip()) for each in value.split(",") if each.strip())

    return BeforeValidator(read_list)


def origin(value: object) -> object:
    """Scheme, host and port: HTTPS, or HTTP on this machine itself."""
    parts = urlsplit(str(value).rstrip("/"))
    is_bare = bool(parts.hostname) and not (parts.path or parts.query or parts.fragment or parts.username)
    if not is_bare or parts.scheme not in _SCHEMES or (parts.scheme == "http" and not _is_loopback(parts.hostname)):
        raise ValueError
    return f"{parts.scheme}://{parts.netloc.lower()}"


def tile_addresses(value: object) -> object:
    """Addresses of tiles from a text with spaces: of another host, whose name goes into a policy, or of a path here."""
    if not isinstance(value, str):
        return value
    found = tuple(value.split())
    if not all(_is_tile_address(each) for each in found):
        raise ValueError
    return found


def _is_tile_address(address: str) -> bool:
    parts = urlsplit(address)
    is_here = not parts.scheme and not parts.netloc and address.startswith("/")
    is_there = parts.scheme in _SCHEMES and bool(_HOST.fullmatch(parts.netloc))
    return (is_here or is_there) and all(each in address for each in ("{z}", "{x}", "{y}"))


def issuer(value: object) -> object:
    """As the provider spells it: HTTPS, or HTTP on this machine itself."""
    parts = urlsplit(str(value))
    if parts.scheme not in _SCHEMES or (parts.scheme == "http" and not _is_loopback(parts.hostname)):
        raise ValueError
    return value


def mail_server(value: object) -> object:
    """`smtp://` with STARTTLS, `smtps://`, or `smtp+plain://` inside a closed network."""
    parts = urlsplit(str(value))
    if parts.scheme not in _MAIL_SCHEMES or not parts.hostname or parts.path.strip("/"):
        raise ValueError
    return value


def _is_loopback(host: str | None) -> bool:
    return host in {"localhost", "::1"} or str(host).startswith("127.")


def names(value: object) -> object:
    """Names in small letters from a list with commas."""
    names = value.split(",") if isinstance(value, str) else ()
    return tuple(name.strip().lower() for name in names if name.strip()) or value


def master_key(value: object) -> object:
    """The bytes of a key that was written down; see `parse_key`."""
    return parse_key(value) if isinstance(value, str) else value


def parse_key(text: str) -> bytes:
    """A master key of 32 bytes from hexadecimal or Base64 in either alphabet. Raises `ValueError` for anything else."""
    text = text.strip()
    try:
        key = bytes.fromhex(text) if _HEX_KEY.fullmatch(text) else _from_base64(text)
    except NotBase64:
        raise ValueError from None
    if len(key) != _KEY_BYTES:
        raise ValueError
    return key


def _from_base64(text: str) -> bytes:
    digits = text.rstrip("=").translate(str.maketrans("-_", "+/"))
    return b64decode(digits + "=" * (-len(digits) % 4), validate=True)
