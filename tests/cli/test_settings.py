"""Is every setting read as an operator means it, and every mistake named?"""

from base64 import b64encode, urlsafe_b64encode
from pathlib import Path

import pytest

from escalation import settings
from escalation.errors import ConfigurationInvalid
from escalation.setting_values import parse_key
from escalation.settings import Settings, read, terminal_language, unknown_variables

KEY = bytes(range(224, 256))


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        *(settings.variable(field) for field in Settings.model_fields),
        "PORT",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
    ):
        monkeypatch.delenv(name, raising=False)


def test_without_any_variable_everything_has_a_safe_default() -> None:
    found = read()

    assert (found.host, found.port, found.sandbox) == ("127.0.0.1", 8000, False)
    assert (found.database_url, found.data_dir, found.master_key) == (None, None, None)


def test_the_port_of_the_platform_counts_unless_ours_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8001")
    assert read().port == 8001

    monkeypatch.setenv("ESCALATION_PORT", "8002")
    assert read().port == 8002


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESCALATION_DATABASE_URL", "")
    monkeypatch.setenv("PORT", "")

    assert read() == Settings()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_spelling_of_a_postgresql_address_is_one_to_us(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("ESCALATION_DATABASE_URL", f"{scheme}://me:geheim@db/escalation")
    url = read().database_url

    assert url is not None
    assert url.get_secret_value() == "postgresql://me:geheim@db/escalation"
    assert "geheim" not in repr(read())


@pytest.mark.parametrize("text", [KEY.hex(), b64encode(KEY).decode(), urlsafe_b64encode(KEY).decode().rstrip("=")])
def test_a_master_key_may_be_hexadecimal_or_base64(text: str) -> None:
    assert parse_key(f" {text}\n") == KEY


@pytest.mark.parametrize("text", ["", "secret", KEY.hex()[:-2], b64encode(KEY + b"x").decode(), "é" * 43, "!" * 44])
def test_anything_else_is_no_master_key(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - that it is refused is all there is to say
        parse_key(text)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("ESCALATION_DATABASE_URL", "mysql://db/escalation"),
        ("ESCALATION_MASTER_KEY", "do-not-tell"),
        ("ESCALATION_PREVIOUS_MASTER_KEYS", "do-not-tell"),
        ("ESCALATION_LANGUAGE", "fr"),
        ("ESCALATION_POOL_SIZE", "-77"),
        ("ESCALATION_LOG_LEVEL", "loud"),
        ("ESCALATION_ALLOWED_ORIGINS", "https://city.example.cn,*"),
        ("ESCALATION_ALLOWED_ORIGINS", "http://city.example.cn"),
        ("ESCALATION_ALLOWED_ORIGINS", "https://city.example.cn/page"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_and_its_value_is_not(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(ConfigurationInvalid) as caught:
        read()

    (fault,) = caught.value.faults
    assert fault.pointer == variable.replace("PORT", "ESCALATION_PORT")
    assert value not in f"{caught.value} {fault}"


def test_earlier_master_keys_are_a_list_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESCALATION_PREVIOUS_MASTER_KEYS", f"{KEY.hex()}, {b64encode(KEY[::-1]).decode()},")
    found = read()

    assert [key.get_secret_value() for key in found.previous_master_keys] == [KEY, KEY[::-1]]
    assert KEY.hex() not in repr(found)


def test_a_slip_of_the_pen_in_the_name_of_a_setting_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESCALATION_DATABSE_URL", "postgresql://db/escalation")

    assert "ESCALATION_DATABSE_URL" in unknown_variables()


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "ESCALATION_LANGUAGE": "zh"}, "zh"),
    ],
)
def test_the_terminal_speaks_what_the_locale_says_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert terminal_language() == language


def test_in_a_checkout_the_data_lies_beside_the_code() -> None:
    assert settings.preferred_data_dir() == Path(__file__).parents[2] / "var"


def test_outside_a_checkout_the_data_lies_where_the_user_keeps_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("escalation.__file__", str(tmp_path / "lib/site-packages/escalation/__init__.py"))
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert settings.preferred_data_dir() == tmp_path / "escalation"
