"""The receivers printed in the papers believe us, and nobody else: Python and TypeScript are run as they stand.

Java, Go and C# are printed with the same test in mind, but no toolchain of theirs is installed here.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import time

import pytest

from escalation.webhooks.domain.signing import Key, new_v1, parse_v1, sign
from tests.support.node_packages import NODE
from tests.support.programs import CHECKOUT
from tests.support.waiting import LONGEST

IDIOM = re.compile(r"^```(python|typescript)\n(.*?)^```", re.DOTALL | re.MULTILINE)
SECRET = new_v1(bytes(range(32)))
BODY = '{"type":"ticket.escalated","data":{"reason":"逾期"}}'

Case = dict[str, object]
Runner = Callable[[Path, str, list[Case]], list[bool]]


def idiom(language: str) -> str:
    """The code of the page."""
    page = (CHECKOUT / "docs/integrating.md").read_text(encoding="utf-8")
    found: dict[str, str] = dict(IDIOM.findall(page))
    return found[language]


def in_python(folder: Path, code: str, cases: list[Case]) -> list[bool]:
    program = folder / "verify.py"
    call = "verify(case['headers'], case['body'].encode(), case['secret'])"
    program.write_text(
        f"{code}\nimport json, sys\nprint(json.dumps([{call} for case in json.load(sys.stdin)]))", encoding="utf-8"
    )
    return _told([sys.executable, str(program)], cases)


def in_typescript(folder: Path, code: str, cases: list[Case]) -> list[bool]:
    program = folder / "verify.mts"
    call = "verify(c.headers, Buffer.from(c.body), c.secret)"
    program.write_text(
        f'{code}\nimport {{ readFileSync }} from "node:fs";\n'
        f'const cases: any[] = JSON.parse(readFileSync(0, "utf8"));\n'
        f"console.log(JSON.stringify(cases.map((c: any) => {call})));",
        encoding="utf-8",
    )
    return _told([str(NODE), str(program)], cases)


def _told(command: list[str], cases: list[Case]) -> list[bool]:
    done = subprocess.run(
        command, input=json.dumps(cases), capture_output=True, text=True, timeout=LONGEST, check=False
    )
    assert done.returncode == 0, done.stderr
    answers: list[bool] = json.loads(done.stdout)
    return answers


def case(*, secrets: list[str], at: int, body: str = BODY) -> Case:
    """A message as we sign it with these secrets, given to a receiver that knows one."""
    keys = [Key("v1", parse_v1(secret)) for secret in secrets]
    signature = sign(keys, "evt_1", at, BODY.encode())
    headers = {"webhook-id": "evt_1", "webhook-timestamp": str(at), "webhook-signature": signature}
    return {"headers": headers, "body": body, "secret": SECRET}


@pytest.mark.parametrize(("language", "runs"), [("python", in_python), ("typescript", in_typescript)])
def test_the_receivers_in_the_papers_believe_us_and_nobody_else(language: str, runs: Runner, tmp_path: Path) -> None:
    now, other = int(time()), new_v1(bytes(32))
    cases = [
        case(secrets=[SECRET], at=now),
        case(secrets=[other, SECRET], at=now),  # while a secret is being replaced
        case(secrets=[other], at=now),
        case(secrets=[SECRET], at=now, body=BODY.replace("escalated", "confirmed")),
        case(secrets=[SECRET], at=now - 600),
    ]
    assert runs(tmp_path, idiom(language), cases) == [True, True, False, False, False]


FORGED: list[dict[str, str | None]] = [
    {"webhook-id": None},
    {"webhook-timestamp": None},
    {"webhook-signature": None},
    {"webhook-timestamp": "9" * 400},
    {"webhook-timestamp": "9" * 5_000},
    {"webhook-timestamp": "-1"},
    {"webhook-timestamp": "1e9"},
    {"webhook-timestamp": "NaN"},
    {"webhook-timestamp": ""},
    {"webhook-timestamp": "１７６４"},
    {"webhook-timestamp": "\0"},
    {"webhook-signature": "v1,é"},
    {"webhook-signature": "v1,签名"},
    {"webhook-signature": "v1,\udce9"},
    {"webhook-signature": "v1,\0"},
    {"webhook-signature": "v1 ,,, v1, v1a,!!"},
    {"webhook-signature": ""},
    {"webhook-id": "é\udce9\0"},
]


@pytest.mark.parametrize(("language", "runs"), [("python", in_python), ("typescript", in_typescript)])
def test_the_receivers_in_the_papers_say_no_to_forged_headers(language: str, runs: Runner, tmp_path: Path) -> None:
    genuine = case(secrets=[SECRET], at=int(time()))
    headers = genuine["headers"]
    assert isinstance(headers, dict)
    forged = [
        {name: value for name, value in {**headers, **changed}.items() if value is not None} for changed in FORGED
    ]
    cases = [genuine, *({**genuine, "headers": each} for each in forged)]
    assert runs(tmp_path, idiom(language), cases) == [True, *([False] * len(FORGED))]
