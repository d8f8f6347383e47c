"""How are bulletins numbered (bulletin number, 期号)? As 〔2026〕第 3 期, within the year of publishing."""


def bulletin_number(year: int, number: int) -> str:
    """As it stands below the head."""
    return f"〔{year}〕第 {number} 期"
