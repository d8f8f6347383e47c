"""What can an operator change? The settings, read from the environment once, and only here."""

import os
import sys
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AliasChoices, BeforeValidator, Field, SecretBytes, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

import escalation
from escalation import setting_values as values
from escalation.errors import N_, ConfigurationInvalid, Fault
from escalation.texts import Language

LogLevel = Literal["debug", "info", "warning", "error"]

PREFIX = "ESCALATION_"
_HASHING = r"^m=\d{1,7},t=\d{1,2},p=\d{1,2}$"
_Count = Annotated[int, Field(ge=1, le=1_000_000_000)]


class Settings(BaseSettings):
    """Everything there is to set. Each `description` is what the operator is told when the value cannot be used."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True, validate_default=False
    )

    database_url: Annotated[SecretStr | None, BeforeValidator(values.database_url)] = Field(
        default=None,
        description=N_("The address of a PostgreSQL 15 or newer, like postgresql://user:password@host/name."),
    )
    owner_database_url: Annotated[SecretStr | None, BeforeValidator(values.database_url)] = Field(
        default=None,
        description=N_("The same database as the owner of its tables, for `escalation migrate` and `restore`."),
    )
    data_dir: Path | None = Field(
        default=None, description=N_("A folder for the embedded database and the master key.")
    )
    host: str = Field(default="127.0.0.1", description=N_("The address to listen on, like 127.0.0.1 or 0.0.0.0."))
    port: int = Field(
        default=8000,
        ge=0,
        le=65535,
        validation_alias=AliasChoices(f"{PREFIX}PORT", "PORT"),
        description=N_("The port to listen on, from 0 to 65535; 0 picks a free one."),
    )
    metrics_port: int | None = Field(
        default=None,
        ge=0,
        le=65535,
        description=N_("The port on which a worker tells how it is, from 0 to 65535; 0 picks a free one."),
    )
    master_key: Annotated[SecretBytes | None, BeforeValidator(values.master_key)] = Field(
        default=None, description=N_("32 random bytes as 64 hexadecimal digits or as Base64.")
    )
    previous_master_keys: Annotated[tuple[SecretBytes, ...], NoDecode, values.list_of(values.master_key)] = Field(
        default=(),
        description=N_("Master keys that open what they have sealed and seal nothing more, separated by commas."),
    )
    messengers: Annotated[tuple[UUID, ...], NoDecode, values.list_of(UUID)] = Field(
        default=(),
        description=N_("Ids of the keys of integrators who send citizens their tracking codes, separated by commas."),
    )
    keep_contacts_years: int | None = Field(
        default=None, ge=1, le=100, description=N_("Years after the end of a matter that a contact is kept, 1 to 100.")
    )
    keep_words_years: int | None = Field(
        default=None, ge=1, le=100, description=N_("Years after the end of a matter that words are kept, 1 to 100.")
    )
    migrate: bool = Field(
        default=False, description=N_("true lets programs that write bring the tables up to date when they start.")
    )
    checkpoint_dir: Path | None = Field(
        default=None, description=N_("A folder to write signed checkpoints to, best on another machine.")
    )
    checkpoint_minutes: int = Field(
        default=60, ge=1, le=1440, description=N_("Minutes between two signed checkpoints, from 1 to 1440.")
    )
    language: Language | None = Field(default=None, description=N_("The language to speak by default: zh or en."))
    sandbox: bool = Field(default=False, description=N_("true lets administrators turn the clock forward."))
    trusted_proxies: str = Field(
        default="",
        description=N_("Addresses of reverse proxies whose X-Forwarded-For counts, separated by commas."),
    )
    pool_size: int = Field(
        default=10, ge=2, le=1000, description=N_("Connections to the database of one process, from 2 to 1000.")
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(values.names)] = Field(
        default=(),
        description=N_("Host names, without a port, by which requests may ask for this server, separated by commas."),
    )
    allowed_origins: Annotated[tuple[str, ...], NoDecode, values.list_of(values.origin)] = Field(
        default=(),
        description=N_(
            "Origins of other sites whose pages may ask this server, separated by commas, like https://city.example.cn."
        ),
    )
    requests_a_minute_of_key: _Count = Field(
        default=30_000, description=N_("Requests that one key may make within a minute at each process.")
    )
    requests_a_minute_of_unit: _Count = Field(
        default=60_000, description=N_("Requests that all keys of a unit may make within a minute at each process.")
    )
    requests_at_once_of_key: _Count = Field(2, description=N_("Requests of one key that a process works on at once."))
    bad_keys_a_minute: _Count = Field(
        default=60, description=N_("Unknown keys that one address may show within a minute, from 1 to 1000000.")
    )
    import_files_waiting: int = Field(
        default=20, ge=1, le=10_000, description=N_("Files of one unit that may wait to be imported, from 1 to 10000.")
    )
    import_lines_a_day: int = Field(
        default=2_000_000,
        ge=1,
        le=1_000_000_000,
        description=N_("Lines that one unit may import within 24 hours, from 1 to 1000000000."),
    )
    attachment_store: str | None = Field(
        default=None,
        description=N_(
            "Where attached files are kept: file:///a/folder or s3://bucket/prefix; else in the data folder."
        ),
    )
    attachment_scanner: str | None = Field(
        default=None,
        description=N_("A program that looks at attached files first, with its arguments: clamdscan --no-summary -"),
    )
    submission_challenge: Literal["none", "proof_of_work", "captcha"] = Field(
        default="none",
        description=N_("What is asked of citizens' submissions: none, proof_of_work or captcha."),
    )
    submission_difficulty: int = Field(
        default=100_000,
        ge=1_000,
        le=10_000_000,
        description=N_("Hashes that the proof of work of a submission takes at most, from 1000 to 10000000."),
    )
    captcha_verify_url: Annotated[str | None, BeforeValidator(values.issuer)] = Field(
        default=None, description=N_("The URL of a captcha's service that is asked, like https://…/siteverify.")
    )
    captcha_site_key: str | None = Field(
        default=None, description=N_("The site key that the captcha's service has given out.")
    )
    captcha_secret: SecretStr | None = Field(
        default=None, description=N_("The secret with which this server is known to the captcha's service.")
    )
    webhook_allow_http: bool = Field(
        default=False, description=N_("true lets webhooks go to http:// as well: for a closed network, or local work.")
    )
    webhook_allow_private: bool = Field(
        default=False,
        description=N_("true lets webhooks go to private addresses, like 10.0.0.0/8; never to this machine itself."),
    )
    webhook_allowed_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, values.list_of(ip_network)] = (
        Field(
            default=(),
            description=N_(
                "Networks that webhooks may go to although they are not public, separated by commas, like 127.0.0.0/8."
            ),
        )
    )
    public_url: Annotated[str | None, BeforeValidator(values.origin)] = Field(
        default=None,
        description=N_("The address by which browsers reach this server, like https://tickets.example.gov.cn."),
    )
    mail_server: Annotated[SecretStr | None, BeforeValidator(values.mail_server)] = Field(
        default=None, description=N_("The server that takes mail, like smtp://user:password@mail.example.gov.cn:587.")
    )
    mail_from: str | None = Field(
        default=None,
        pattern=r"^[^@\s]+@[^@\s]+$",
        description=N_("The address from which mail comes, like tickets@example.gov.cn."),
    )
    mail_ca_file: Path | None = Field(
        default=None,
        description=N_(
            "A file with the certificate of the authority that vouches for the mail server, if none else does."
        ),
    )
    text_gateway: str | None = Field(
        default=None, description=N_("The URL to which text messages are posted, to be sent on to telephones.")
    )
    text_gateway_secret: SecretStr | None = Field(
        default=None, description=N_("The secret, whsec_ and Base64, with which text messages are signed.")
    )
    map_tiles: Annotated[tuple[str, ...], NoDecode, BeforeValidator(values.tile_addresses)] = Field(
        default=(),
        description=N_(
            "Addresses of map tiles with places for zoom, column and row, separated by spaces, as the papers show; "
            "else no map."
        ),
    )
    map_attribution: str | None = Field(
        default=None, min_length=1, max_length=200, description=N_("Whose the map is, as it has to stand below it.")
    )
    map_attribution_url: Annotated[str | None, BeforeValidator(values.issuer)] = Field(
        default=None, description=N_("Where the attribution of the map leads to, like https://…/copyright.")
    )
    password_hashing: Annotated[str, Field(pattern=_HASHING)] = Field(
        default="m=19456,t=2,p=1",
        description=N_("What a password hash costs (argon2id): m=KiB of memory, t=passes, p=lanes; m=19456,t=2,p=1."),
    )
    passwords: bool = Field(
        default=True, description=N_("false lets nobody sign in by name and password: the provider knows everybody.")
    )
    session_idle_minutes: int = Field(
        default=30, ge=1, le=1440, description=N_("Minutes after which an unused session ends, from 1 to 1440.")
    )
    session_hours: int = Field(
        default=12, ge=1, le=168, description=N_("Hours after which any session ends, from 1 to 168.")
    )
    oidc_issuer: Annotated[str | None, BeforeValidator(values.issuer)] = Field(
        default=None, description=N_("The issuer of the OpenID provider, like https://login.example.gov.cn.")
    )
    oidc_client_id: str = Field(default="escalation", description=N_("By which name the provider knows this server."))
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""), description=N_("With what this server is known to the provider.")
    )
    oidc_audience: str | None = Field(
        default=None,
        description=N_("What access tokens for this server are made out to; otherwise ESCALATION_PUBLIC_URL."),
    )
    oidc_member_claim: str | None = Field(
        default=None, description=N_("A claim of ID tokens that holds the reference of a member, like employee_number.")
    )
    oidc_access_tokens: Literal["typed", "untyped"] = Field(
        default="typed",
        description=N_("typed takes access tokens that say they are some, by at+jwt; untyped takes others as well."),
    )
    oidc_name: str = Field(
        default="OIDC", description=N_("What the provider is called on the page where one signs in.")
    )
    log_level: LogLevel = Field(default="info", description=N_("One of debug, info, warning, error."))
    log_json: bool = Field(default=False, description=N_("true writes the log as one JSON object a line."))


def read() -> Settings:
    """The settings of this process. Raises `ConfigurationInvalid` with a fault for each variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise ConfigurationInvalid(
            N_("These settings cannot be used. Correct the environment variables and start again."),
            faults=[_fault(str(place["loc"][0])) for place in error.errors(include_input=False)],
        ) from None


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def unknown_variables() -> list[str]:
    """Variables that look like a setting and are none: most often a slip of the pen that would go unnoticed."""
    known = {variable(name) for name in Settings.model_fields}
    return sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)


def terminal_language() -> Language:
    """What the terminal speaks: `ESCALATION_LANGUAGE`, or else what the locale says (POSIX.1-2017 §8.2), or English."""
    for name in (variable("language"), "LC_ALL", "LC_MESSAGES", "LANG"):
        if said := os.environ.get(name):
            return "zh" if said.lower().startswith("zh") else "en"
    return "en"


def preferred_data_dir() -> Path:
    """Where the data goes unless the operator says otherwise: `var` in a checkout, else the user's data folder."""
    checkout = Path(escalation.__file__).parents[2]
    if (checkout / "pyproject.toml").is_file() and (checkout / "migrations").is_dir():
        return checkout / "var"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/escalation"
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
    return Path(base) / "escalation"


def _fault(place: str) -> Fault:
    name = next((name for name in Settings.model_fields if place in (name, variable(name))), place)
    return Fault(variable(name), "invalid_setting", Settings.model_fields[name].description or "")
