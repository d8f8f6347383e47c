"""What of a citizen's contact may be shown to everybody, and when are two the same?"""

import re
from typing import Final

from escalation.kit.parsing.normalization import nfkc

_DOMAIN = r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])"
_ADDRESS = re.compile(rf"(?P<first>[^\W_])[^\s@,;:，、；：()<>\"]*@(?P<domain>{_DOMAIN})", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"[0-9]{5}")
_FEWEST_DIGITS = 7
"""Digits of the shortest telephone number: two of fewer would tell too much."""

MASKED_ADDRESS: Final = "%@%"
MASKED_NUMBER: Final = "****%"
"""Patterns (SQL LIKE) of masked contacts that are a mail address, or hold a number; no others reach anybody."""

_FILLING = re.compile(r"[\s()（）+\-‐–—−.·]+")
_ABROAD = re.compile(r"^(?:0086|86(?=1[0-9]{10}$))")


def masked(contact: str) -> str:
    """`a***@example.com` of one mail address, `****34` of whatever holds a number, and `***` of anything else.

    What is shown is chosen, not what is hidden: the first letter with a well-formed domain, or the last two digits.
    """
    text = nfkc(contact).strip()
    address = _ADDRESS.fullmatch(text)
    # A number is no domain that others have as well.
    if address is not None and _LONG_NUMBER.search(address["domain"]) is None:
        return f"{address['first']}***@{address['domain']}"
    digits = [character for character in text if character.isdecimal()]
    return "****" + "".join(digits[-2:]) if len(digits) >= _FEWEST_DIGITS else "***"


def comparable(contact: str) -> str:
    """The contact without what people put into numbers to read them, and without China's own country code.

    Characters of full width, as Chinese keyboards give them, are those of half width (Unicode NFKC). What was indexed
    before they were is indexed anew when the master key is changed.
    """
    text = nfkc(contact)
    if "@" in text:
        return text.strip().lower()
    return _ABROAD.sub("", _FILLING.sub("", text).lower())
