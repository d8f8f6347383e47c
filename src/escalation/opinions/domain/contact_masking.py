"""What of a citizen's contact may be shown to everybody, and when are two the same?"""

import re

_FILLING = re.compile(r"[\s()（）+\-—.·]+")
_ABROAD = re.compile(r"^(?:0086|86(?=1[0-9]{10}$))")


def masked(contact: str) -> str:
    """`138****1234` of a number, `a***@example.com` of a mail address; of anything short its first letter."""
    name, at, domain = contact.strip().rpartition("@")
    if at:
        return f"{name[:1]}***@{domain}"
    text = comparable(contact)
    if len(text) >= 11:
        return f"{text[:3]}****{text[-4:]}"
    return f"{text[:1]}****{text[-2:]}" if len(text) >= 6 else f"{text[:1]}***"


def comparable(contact: str) -> str:
    """The contact without what people put into numbers to read them, and without China's own country code."""
    if "@" in contact:
        return contact.strip().lower()
    return _ABROAD.sub("", _FILLING.sub("", contact).lower())
