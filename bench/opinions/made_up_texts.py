"""Made-up texts of opinions in Chinese and English, and how one is copied with a few letters changed."""

import random
from collections.abc import Iterator

Text = tuple[str, str]
"""A title and a content."""

_ZH = (
    "{place}的{thing}从{n}月{n}日起{fault},{who}多次反映没有结果,希望有关部门尽快{wish}。编号{code}。",
    "{who}住在{place}{n}号,{thing}{fault}已经{n}天,影响正常生活,请{wish}。联系过{n}次。{code}",
    "关于{place}{thing}{fault}的问题:{who}都有意见,去年{n}月就说要{wish},到现在没有动静,{code}号答复不能接受。",
)
_EN = (
    "The {thing} at {place} has been {fault} since day {n}. {who} asked {n} times. Please {wish}. Reference {code}.",
    "{who} live at {place} no. {n}; the {thing} is {fault} for {n} days now and nobody comes to {wish}, see {code}.",
)
_WORDS = {
    "zh": {
        "thing": [
            "暖气",
            "路灯",
            "自来水",
            "道路",
            "下水道",
            "垃圾箱",
            "电梯",
            "公交站",
            "食堂",
            "卫生院",
            "低保金",
            "工资",
            "草场",
            "水渠",
            "桥",
        ],
        "fault": [
            "不热",
            "损坏",
            "停用",
            "积水",
            "漏水",
            "没人管",
            "噪音大",
            "收费不合理",
            "拖欠",
            "被占用",
            "结冰",
            "污染严重",
        ],
        "who": ["我们", "老人和孩子", "全体业主", "村民", "商户", "学生家长", "牧民", "工人"],
        "wish": ["修好", "解决", "答复", "公开", "调查", "处理", "补发", "清理"],
        "place": [
            f"{a}{b}{c}"
            for a in "东西南北新兴安民"
            for b in "河山林苑街村镇湖"
            for c in ("小区", "嘎查", "路口", "社区")
        ],
    },
    "en": {
        "thing": [
            "heating",
            "lamp",
            "tap",
            "road",
            "drain",
            "lift",
            "bus-stop",
            "canteen",
            "clinic",
            "allowance",
            "wage",
            "pasture",
            "ditch",
        ],
        "fault": [
            "cold",
            "broken",
            "closed",
            "flooded",
            "leaking",
            "neglected",
            "noisy",
            "overpriced",
            "unpaid",
            "blocked",
            "frozen",
        ],
        "who": ["We", "Old people", "The residents", "Villagers", "Shopkeepers", "Parents", "Herders", "Workers"],
        "wish": ["mend it", "solve it", "answer", "publish it", "look into it", "deal with it", "pay", "clear it"],
        "place": [
            f"{a} {b} {c}"
            for a in ("East", "West", "North", "Upper", "Lower")
            for b in ("Mill", "River", "Hill", "Park")
            for c in ("Street", "Lane", "Village", "Court")
        ],
    },
}


def texts(seed: int, count: int) -> Iterator[tuple[str, Text]]:
    """Made-up opinions, four of five in Chinese."""
    dice = random.Random(seed)
    for _ in range(count):
        language = "en" if dice.random() < 0.2 else "zh"
        yield language, a_text(dice, language)


def a_text(dice: random.Random, language: str) -> Text:
    """A title and a text of two sentences."""
    words = {name: dice.choice(choices) for name, choices in _WORDS[language].items()}
    patterns = _EN if language == "en" else _ZH
    title = (
        f"{words['place']}{words['thing']}{words['fault']}"
        if language == "zh"
        else f"{words['thing']} {words['fault']}"
    )
    said = [
        pattern.format(**words, n=dice.randrange(1, 31), code=dice.randrange(10**6))
        for pattern in dice.sample(patterns, 2)
    ]
    return title, "".join(said)


def changed(dice: random.Random, text: Text) -> Text:
    """One letter in 25 replaced by another, and a word added."""
    letters = list(text[1])
    for _ in range(max(1, len(letters) // 25)):
        letters[dice.randrange(len(letters))] = dice.choice(text[1])
    return text[0], "".join(letters) + dice.choice(["谢谢!", "盼复。", " Thanks."])
