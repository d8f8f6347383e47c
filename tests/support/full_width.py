"""What does a Chinese keyboard give for Latin letters, digits and marks?"""


def in_full_width(text: str) -> str:
    """The text in full width."""
    return "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in text)
