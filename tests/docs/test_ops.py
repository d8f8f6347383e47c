"""What goes around the program fits it: metrics, commands and settings that are named are there."""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from pathlib import Path
from shutil import which
from typing import Any, Final

import pytest
import yaml
from prometheus_client import REGISTRY
from typer.main import get_command

from escalation.application import app, tasks
from escalation.cli.main import app as command_line
from escalation.settings import Settings, variable
from tests.support.programs import CHECKOUT

OPS: Final = CHECKOUT / "docs/ops"
NAME: Final = re.compile(r"\b(?:escalation|node)_[a-z_]+\b")
SELECTOR: Final = re.compile(r"\b(escalation_[a-z_]+)\{([^}]*)\}")
OF_THE_MACHINE: Final = frozenset({"node_filesystem_avail_bytes", "node_filesystem_size_bytes"})
"""What node_exporter tells."""
SEVERITIES: Final = {"page", "ticket"}
UNITS: Final = sorted((OPS / "systemd").iterdir())
DECLARING: Final = (app, tasks)
"""What declares the metrics of servers and workers, by being imported."""


def read(path: str) -> Any:
    return yaml.safe_load((OPS / path).read_text(encoding="utf-8"))


def rules() -> list[dict[str, Any]]:
    return [rule for group in read("prometheus/alerts.yaml")["groups"] for rule in group["rules"]]


def dashboard() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((OPS / "grafana/escalation.json").read_text(encoding="utf-8"))
    return found


def expressions() -> list[str]:
    shown = [target["expr"] for panel in dashboard()["panels"] for target in panel["targets"]]
    return [*(rule["expr"] for rule in rules()), *shown]


def samples() -> Mapping[str, frozenset[str]]:
    """Every name that `/metrics` may show, with its labels."""
    return {
        name: frozenset({*getattr(collector, "_labelnames", ()), *({"le"} if name.endswith("_bucket") else ())})
        for name, collector in REGISTRY._names_to_collectors.items()
    }


def unknown(texts: list[str]) -> set[str]:
    return {name for text in texts for name in NAME.findall(text)} - samples().keys() - OF_THE_MACHINE


def test_every_metric_of_rules_and_dashboard_is_there() -> None:
    assert unknown(expressions()) == set()
    assert unknown(["max(escalation_no_such_metric) > 0"]) == {"escalation_no_such_metric"}


def test_every_label_that_is_asked_for_is_one_of_its_metric() -> None:
    asked = [
        (name, label)
        for text in expressions()
        for name, inside in SELECTOR.findall(text)
        for label in re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", inside)
    ]
    assert asked
    assert [(name, label) for name, label in asked if label not in samples()[name]] == []


def test_every_metric_that_the_page_explains_is_there() -> None:
    page = (CHECKOUT / "docs/operating.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(escalation_[a-z_]+)[`{]", page))
    assert len(told) > 20
    assert told - samples().keys() == set()


def test_rules_have_what_prometheus_wants() -> None:
    assert len({rule["alert"] for rule in rules()}) == len(rules())
    for rule in rules():
        assert rule.keys() <= {"alert", "expr", "for", "labels", "annotations"}, rule
        assert re.fullmatch(r"[A-Z][A-Za-z]+", rule["alert"])
        assert re.fullmatch(r"\d+[smhd]", rule.get("for", "1m"))
        assert rule["labels"]["severity"] in SEVERITIES
        assert rule["annotations"].keys() == {"summary", "description"}
    assert {Path(file).name for file in read("prometheus/prometheus.yaml")["rule_files"]} == {"alerts.yaml"}


@pytest.mark.parametrize("text", expressions())
def test_brackets_of_an_expression_close(text: str) -> None:
    still_open: list[str] = []
    for char in re.sub(r'"[^"]*"', '""', text):
        if char in "([{":
            still_open.append(char)
        elif char in ")]}":
            assert still_open.pop() + char in {"()", "[]", "{}"}
    assert still_open == []


def test_panels_are_told_apart_and_do_not_overlap() -> None:
    panels = dashboard()["panels"]
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels]
    assert len({panel["id"] for panel in panels}) == len(set(places)) == len(panels)


def is_command(arguments: list[str]) -> bool:
    """Whether the command line knows the command, and the options that follow it."""
    command: Any = get_command(command_line)
    for word in arguments:
        if not hasattr(command, "commands"):
            break
        command = command.commands.get(word)
    options = {option for parameter in getattr(command, "params", ()) for option in parameter.opts}
    given = {each.partition("=")[0] for each in arguments if each.startswith("--")}
    return command is not None and given <= options | {"--help"}


def unit(path: Path) -> Iterator[tuple[str, str]]:
    """Keys and values of a unit, in which a key may come again."""
    ConfigParser(strict=False, interpolation=None).read(path)
    for line in path.read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            yield key, value


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_services_call_commands_that_exist_with_settings_that_exist(path: Path) -> None:
    known = {variable(name) for name in Settings.model_fields}
    for key, value in unit(path):
        for called in re.findall(r"/bin/escalation ([^;']+)", value):
            assert is_command(called.split()), called
        if key == "Environment":
            assert value.partition("=")[0] in known


@pytest.mark.skipif(which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_takes_every_unit(tmp_path: Path) -> None:
    """What is installed elsewhere is there in the eyes of systemd: it looks whether a program can be run."""
    for path in UNITS:
        text = path.read_text(encoding="utf-8").replace("/opt/escalation/bin/escalation", "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    assert _said_of(tmp_path) == ""
    (tmp_path / "escalation.service").write_text("[Service]\nExecStart=/bin/true\nProtectSystme=strict\n")
    assert "ProtectSystme" in _said_of(tmp_path)


def _said_of(folder: Path) -> str:
    command = ["systemd-analyze", "verify", "--man=no", *(str(folder / path.name) for path in UNITS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "".join(line for line in done.stderr.splitlines(keepends=True) if "escalation" in line)


@pytest.mark.skipif(which("nginx") is None or which("openssl") is None, reason="nginx is not here")
def test_nginx_takes_the_proxy(tmp_path: Path) -> None:
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=example", "-keyout"]
    subprocess.run(["openssl", *made, tmp_path / "key", "-out", tmp_path / "pem"], check=True, capture_output=True)
    proxy = re.sub(r"/etc/nginx/tls/\S+\.(pem|key);", rf"{tmp_path}/\1;", (OPS / "nginx.conf").read_text())
    places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    temporary = " ".join(f"{each}_temp_path {tmp_path}/{each};" for each in places)
    (tmp_path / "site").write_text(proxy)
    whole = f"pid {tmp_path}/pid; events {{}} http {{ access_log off; {temporary} include {tmp_path}/site; }}"
    (tmp_path / "conf").write_text(whole)
    tried = ["nginx", "-t", "-p", str(tmp_path), "-c", str(tmp_path / "conf"), "-e", "stderr"]
    done = subprocess.run(tried, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_an_option_that_does_not_exist_is_found() -> None:
    assert is_command(["keys", "create", "--days", "3"])
    assert not is_command(["keys", "make"])
    assert is_command(["work", "--metrics-port", "9464"])
    assert not is_command(["work", "--port", "9464"])
    assert not is_command(["toil"])


def test_containers_run_commands_that_exist_with_settings_that_exist() -> None:
    compose = read("compose.yaml")
    known = {variable(name) for name in Settings.model_fields}
    own = {name: each for name, each in compose["services"].items() if "build" in each}
    assert own.keys() == {"migrate", "server", "worker"}
    for each in own.values():
        assert is_command([str(word) for word in each["command"]])
        assert each["environment"].keys() <= known
        assert (OPS / each["build"]["context"] / "Dockerfile").resolve() == CHECKOUT / "Dockerfile"
    assert {each["image"].partition(":")[0] for each in compose["services"].values()} == {"escalation", "postgres"}
    declared = compose["volumes"].keys()
    assert {volume.partition(":")[0] for each in compose["services"].values() for volume in each["volumes"]} == declared


COMPOSE: Final = {
    "image", "build", "restart", "read_only", "tmpfs", "cap_drop", "security_opt", "environment", "volumes", "configs",
    "command", "healthcheck", "ports", "depends_on",
}  # fmt: skip
"""What is said of services, by the names that the Compose specification has for it."""


def test_containers_wait_for_what_is_there_and_only_migration_knows_the_owner() -> None:
    text, compose = (OPS / "compose.yaml").read_text(encoding="utf-8"), read("compose.yaml")
    services = compose["services"]
    for name, each in services.items():
        assert each.keys() <= COMPOSE, name
        for other, how in each.get("depends_on", {}).items():
            ends = services[other].get("restart") == "no"
            is_watched = not services[other].get("healthcheck", {"disable": True}).get("disable")
            expected = "service_completed_successfully" if ends else "service_healthy"
            assert how["condition"] == expected, (name, other)
            assert ends or is_watched, (name, other)
        for used in each.get("configs", ()):
            assert used["source"] in compose["configs"]
    owner = variable("owner_database_url")
    assert [name for name, each in services.items() if owner in each["environment"]] == ["migrate"]
    assert services["postgres"]["environment"]["POSTGRES_USER"] in services["migrate"]["environment"][owner]
    own = [each["environment"][variable("database_url")] for each in services.values() if "build" in each]
    (role,) = {re.findall(r"//(\w+):", address)[0] for address in own}
    assert compose["configs"]["roles"]["content"].startswith(f"CREATE ROLE {role} LOGIN")
    wanted = set(re.findall(r"\$\{(\w+):\?\}", text))
    told = [line for line in text.splitlines() if line.startswith("#")]
    assert wanted == {name for line in told for name in re.findall(r"(\w+)=\$", line)}


def test_the_proxy_names_paths_that_exist() -> None:
    document = json.loads((CHECKOUT / "openapi/openapi.json").read_text(encoding="utf-8"))
    proxy = (OPS / "nginx.conf").read_text(encoding="utf-8")
    assert proxy.count("{") == proxy.count("}")
    for path in re.findall(r"location (?:=|\^~) (\S+) ", proxy):
        assert path in document["paths"], path


PAGES: Final = sorted({*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").glob("**/*.md")} - {CHECKOUT / "CHANGELOG.md"})
OF_TESTS: Final = frozenset({"ESCALATION_PORT"})
"""Another spelling of PORT."""


def commands_in(text: str) -> Iterator[list[str]]:
    """What a page calls: in blocks line by line, elsewhere between backquotes."""
    blocks = re.findall(r"^```(?:sh|console)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    quoted = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    for line in [*lines, *quoted]:
        for found in re.findall(r"(?:^|/bin/|\$\()(?:[A-Z_]+=\S+ )*escalation ([a-z][^#|;)`]*)", line):
            yield found.split()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_command_and_setting_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [words for words in commands_in(text) if not is_command(words)] == []
    named = set(re.findall(r"\bESCALATION_[A-Z_]+[A-Z]\b", text))
    assert named - {variable(name) for name in Settings.model_fields} - OF_TESTS == set()


def test_every_command_that_a_text_of_the_program_names_exists() -> None:
    """What a finding, a refusal or a help says that is to be run."""
    texts = (CHECKOUT / "src/escalation/texts/zh_Hans.po").read_text(encoding="utf-8").replace('"\n"', "")
    told = {found.partition(":")[0] for found in re.findall(r"`escalation ([a-z][^`]*)`", texts)}
    assert "migrate" in told
    assert [words for words in told if not is_command(words.split())] == []


def test_every_setting_is_explained() -> None:
    page = (CHECKOUT / "docs/operating.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(?:ESCALATION_)?([A-Z_]+)[`=]", page))
    assert {name.upper() for name in Settings.model_fields} - told == set()
