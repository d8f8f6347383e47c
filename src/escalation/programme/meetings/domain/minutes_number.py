"""How are minutes numbered on paper (minutes number, 发文字号)? As 呼联纪〔2026〕3号: by whom, year, session.

Source: GB/T 9704-2012 §7.2.5; who met is said by the first character of the place's name, as usage has it, and 联纪.
"""


def minutes_number(place: str, year: int, session: int) -> str:
    """Of a meeting that was held, by the name of the unit that met."""
    return f"{place[:1]}联纪〔{year}〕{session}号"
