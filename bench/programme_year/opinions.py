"""What do citizens say (opinions)? Numbered matters of a few kinds; counties take files of what came by the net."""

from random import Random
from typing import Final

from bench.programme_year.acting import Acting
from bench.programme_year.city import COUNTY, VILLAGE
from bench.programme_year.meter import Cost
from bench.programme_year.together import each_of
from bench.programme_year.tree import as_csv
from escalation.opinions.usecases.file_imports import Defaults, import_file
from escalation.opinions.usecases.import_chunks import ImportFormat
from escalation.opinions.usecases.import_opinions import OPINIONS
from escalation.opinions.usecases.opinions import OpinionInput
from escalation.tickets.domain.source import Source

NAME: Final = "opinions"
_MATTERS: Final = (
    ("道路破损", "第{n}组到村部的道路破损{m}米，雨后车辆难以通行，希望尽快维修。"),
    ("饮水困难", "第{n}组自来水{m}天没有供应，群众取水困难，请协调解决。"),
    ("草场纠纷", "第{n}组与邻组在{m}亩草场界线上有争议，请派人调解。"),
    ("路灯不亮", "第{n}组{m}盏路灯不亮，老人孩子晚上出行不便。"),
    ("低保申请", "第{n}组一户家庭收入减少，申请低保已{m}天，请核实办理。"),
    ("垃圾清运", "第{n}组垃圾堆放点{m}天未清运，气味很大。"),
    ("医保报销", "第{n}组群众异地就医，报销{m}元未到账，请帮助查询。"),
    ("危房改造", "第{n}组危房{m}间，雨季存在安全隐患，请安排改造。"),
)


def an_opinion(chance: Random, place: str) -> OpinionInput:
    """Something that somebody said at a place."""
    title, content = words(chance)
    return OpinionInput(title, content, Source.VISIT, place=place, contact=_contact(chance))


def words(chance: Random) -> tuple[str, str]:
    """A title and a text."""
    title, content = chance.choice(_MATTERS)
    n, m = chance.randint(1, 40), chance.randint(2, 900)
    return f"第{n}组{title}", content.format(n=n, m=m)


def _contact(chance: Random) -> str | None:
    """A number at which somebody is called; some left none, and some come again."""
    return f"138{chance.randint(0, 99_999):08}" if chance.random() < 0.85 else None


async def take_files(acting: Acting, cost: Cost) -> None:
    """Each county imports what came for it and its villages by the net."""

    async def take(code: str) -> None:
        chance = acting.habits.chance("net", code, acting.day)
        county = next(each for each in acting.city.level(COUNTY) if each.code == code)
        villages = [each for each in acting.city.level(VILLAGE) if each.path.startswith(county.path)]
        receivers = [each for each in (county, *villages) if chance.random() < (0.2 if each is not county else 1)]
        lines = [
            (*words(chance), each.code, f"{code}-{acting.day}-{n}", _contact(chance) or "")
            for n, each in enumerate(receivers)
        ]
        file = as_csv(("title", "content", "unit_code", "external_ref", "contact"), lines)
        async with acting.doing(NAME, cost):
            await import_file(
                acting.runtime, OPINIONS, file, format_=ImportFormat.CSV,
                defaults=Defaults(unit_id=county.id, source=Source.WEB),
            )  # fmt: skip

    await each_of([each.code for each in acting.city.level(COUNTY)], take)
