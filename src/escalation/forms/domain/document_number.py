"""How is a ticket numbered on paper (document number, 发文字号)? As 呼交〔2026〕12号: by whom, year, serial number.

Source: GB/T 9704-2012 §7.2.5, of official documents: the year in full between 〔 〕, the serial number without zeros
before it or 第 in front. Who sent it is said by the first character of the place's name, as usage has it, and 交.
"""

import re
from typing import Final

_NUMBER: Final = re.compile(r".*-(?P<year>[0-9]{4})-0*(?P<serial>[0-9]+)", re.DOTALL)


def document_number(number: str, place: str, mark: str = "交", item: int | None = None) -> str:
    """Of a ticket's number and the name of the place that received it; a number of another form stays as it is.

    `mark`: which document it is; `item`: which one of several, the first being 1, as 呼督〔2026〕12-2号.
    """
    found = _NUMBER.fullmatch(number)
    which = "" if item is None else f"-{item}"
    if found is None or not place:
        return f"{number}{which}"
    return f"{place[0]}{mark}〔{found['year']}〕{found['serial']}{which}号"
