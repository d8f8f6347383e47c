"""Which commands are there? What the command line takes, and what it says of itself; the work is in other modules.

They are imported when a command runs, so that `--help` and a mistyped option are answered at once.
"""
# ruff: noqa: D103, PLC0415 - a command's `help` says what it does; for the imports see above

from pathlib import Path
from typing import Annotated
from uuid import UUID

from typer import Argument, Option, Typer

from escalation.actors import Role
from escalation.cli.language import LANGUAGE, Group, LocalizedCommand
from escalation.errors import N_
from escalation.texts import Language


def _group(text: str, *, epilog: str | None = None) -> Typer:
    return Typer(
        cls=Group,
        help=text,
        epilog=epilog,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )


app = _group(
    N_("Issues of citizens: resolved at the same level, coordinated across departments, or escalated upward."),
    epilog=N_(
        "Settings come from the environment, above all ESCALATION_DATABASE_URL, ESCALATION_DATA_DIR and PORT.\n\n"
        "Exit codes: 0 done, 1 failed, 2 not understood, 3 some lines refused, 4 findings, 128 + signal interrupted."
    ),
)
keys = _group(N_("Make, list and revoke API keys; change the master key."))
imports = _group(N_("Import a file; every refused line gets a receipt and spoils no other."))
workflow = _group(N_("Check and draw life cycles."))
policy = _group(N_("Check limits, and explain why a ticket is due when it is due."))
calendar = _group(N_("Check working calendars."))
app.add_typer(imports, name="import")
app.add_typer(keys, name="keys")
app.add_typer(workflow, name="workflow")
app.add_typer(policy, name="policy")
app.add_typer(calendar, name="calendar")

Receipts = Annotated[
    Path | None, Option(help=N_("Where to write why lines were refused; otherwise the first ones are shown."))
]


@app.command(
    cls=LocalizedCommand, help=N_("Serve the API, with the engine beside it. Ctrl-C stops everything, in order.")
)
def serve(
    host: Annotated[
        str | None, Option(help=N_("The address to listen on; ESCALATION_HOST, or else 127.0.0.1."))
    ] = None,
    port: Annotated[
        int | None, Option(min=0, max=65535, help=N_("The port to listen on; PORT, or else 8000. 0 picks a free one."))
    ] = None,
    sandbox: Annotated[bool, Option("--sandbox", help=N_("Let administrators turn the clock forward."))] = False,
    no_worker: Annotated[
        bool, Option("--no-worker", help=N_("Serve without the engine; `escalation work` runs it elsewhere."))
    ] = False,
    sample: Annotated[
        bool, Option(help=N_("Load a sample region, and print a fresh key for every role at each start."))
    ] = False,
) -> None:
    from escalation.cli import serve

    serve.serve(host=host, port=port, sandbox=sandbox, with_engine=not no_worker, sample=sample)


@app.command(
    "rebuild-listings",
    cls=LocalizedCommand,
    help=N_("Put every ticket into the lists it belongs in, if verify says so."),
)
def rebuild_listings() -> None:
    from escalation.cli import rebuild_listings

    rebuild_listings.rebuild_listings()


@app.command(
    cls=LocalizedCommand, help=N_("Run the engine alone: deadlines, imports, housekeeping. Any number may run.")
)
def work(
    dry_run: Annotated[
        bool, Option("--dry-run", help=N_("Change nothing; show what the next pass would do, and end."))
    ] = False,
    limit: Annotated[int, Option(min=1, max=10_000, help=N_("How many tickets --dry-run shows."))] = 100,
) -> None:
    from escalation.cli import engine

    engine.show_next_pass(limit) if dry_run else engine.work()


@app.command(
    cls=LocalizedCommand, help=N_("Bring the tables up to date, and publish the first rules in a new database.")
)
def migrate() -> None:
    from escalation.cli import migrate

    migrate.migrate()


@imports.command(
    "units", cls=LocalizedCommand, help=N_("Units from CSV: code, parent_code, level, name[, kind, designation].")
)
def import_units(file: Annotated[Path, Argument(exists=True, dir_okay=False)], receipts: Receipts = None) -> None:
    from escalation.cli import imports

    imports.units(file, receipts)


@imports.command("members", cls=LocalizedCommand, help=N_("Members with their roles, from CSV."))
def import_members(file: Annotated[Path, Argument(exists=True, dir_okay=False)], receipts: Receipts = None) -> None:
    from escalation.cli import imports

    imports.members(file, receipts)


@imports.command(
    "opinions", cls=LocalizedCommand, help=N_("Opinions from CSV or, if the name ends in .jsonl, from JSON lines.")
)
def import_opinions(
    file: Annotated[Path, Argument(exists=True, dir_okay=False)],
    unit: Annotated[str, Option(help=N_("The code of the unit that receives lines which name none."))],
    source: Annotated[str, Option(help=N_("Where lines come from that do not say it: web, phone, visit …"))] = "web",
    source_system: Annotated[str, Option(help=N_("Within which system the lines' references are unique."))] = "import",
    mapped: Annotated[
        list[str] | None, Option("--map", metavar="HEADING=FIELD", help=N_("What a heading of the file means."))
    ] = None,
    dry_run: Annotated[
        bool, Option("--dry-run", help=N_("Show how the file is understood, and change nothing."))
    ] = False,
    receipts: Receipts = None,
) -> None:
    from escalation.cli import imports

    imports.opinions(
        file, receipts, unit=unit, source=source, system=source_system, mapped=mapped or (), dry_run=dry_run
    )


@keys.command(
    "create", cls=LocalizedCommand, help=N_("Make a key, and print it and nothing else. It cannot be shown again.")
)
def keys_create(
    unit: Annotated[str, Option(help=N_("The unit's code."))],
    role: Annotated[Role, Option(help=N_("What the holder may do there."))],
    days: Annotated[int, Option(min=1, max=3660, help=N_("How long it is valid."))] = 365,
    name: Annotated[str, Option(help=N_("What it is for, to recognise it in the list."))] = "",
) -> None:
    from escalation.cli import keys

    keys.create(unit=unit, role=role, days=days, name=name)


@keys.command(
    "list",
    cls=LocalizedCommand,
    help=N_("Show the keys that were not revoked, without the secrets."),
)
def keys_list() -> None:
    from escalation.cli import keys

    keys.show()


@keys.command("revoke", cls=LocalizedCommand, help=N_("End a key; it stops working within seconds."))
def keys_revoke(key_id: Annotated[UUID, Argument(metavar="ID", help=N_("Its id, as the list shows it."))]) -> None:
    from escalation.cli import keys

    keys.revoke(key_id)


@keys.command(
    "reseal",
    cls=LocalizedCommand,
    help=N_("Seal anew what an earlier master key has sealed. Servers may run meanwhile; interrupted, start it again."),
)
def keys_reseal() -> None:
    from escalation.cli import keys

    keys.reseal()


@app.command(cls=LocalizedCommand, help=N_("Tell the story of three issues in a minute, on a database of its own."))
def demo() -> None:
    from escalation.cli import demo

    demo.demo()


@app.command(cls=LocalizedCommand, help=N_("Receive webhooks on this machine: verify each, and print what came."))
def listen(
    port: Annotated[int, Option(min=0, max=65535, help=N_("The port to listen on. 0 picks a free one."))] = 8787,
    host: Annotated[str, Option(help=N_("The address to listen on."))] = "127.0.0.1",
    secret: Annotated[
        list[str] | None,
        Option(help=N_("A secret (whsec_…) or a public key (whpk_…) by which to verify; may be given again.")),
    ] = None,
    body: Annotated[bool, Option("--body", help=N_("Print the bodies too."))] = False,
    status: Annotated[int, Option(min=200, max=599, help=N_("The status to answer with, to play a fault."))] = 200,
    delay: Annotated[float, Option(min=0, max=600, help=N_("Seconds to wait before the answer."))] = 0,
) -> None:
    from escalation.cli import listen

    listen.listen(
        host=host, port=port, secrets=secret or [], manners=listen.Manners(status=status, delay=delay, body=body)
    )


@app.command(
    cls=LocalizedCommand, help=N_("Recompute everything that must hold: hash chains, versions, owners, deadlines.")
)
def verify() -> None:
    from escalation.cli import verify

    verify.show_findings()


@app.command(cls=LocalizedCommand, help=N_("Write the OpenAPI document of the interface."))
def openapi(
    check: Annotated[
        bool, Option("--check", help=N_("Write nothing; exit code 1 if the file is out of date."))
    ] = False,
    file: Annotated[Path, Option(help=N_("Where it stands."))] = Path("openapi/openapi.json"),
) -> None:
    from escalation.cli import openapi

    openapi.compare(file) if check else openapi.write(file)


@workflow.command(
    "check", cls=LocalizedCommand, help=N_("Check a life cycle for everything that would strand a ticket.")
)
def workflow_check(
    file: Annotated[Path | None, Argument(exists=True, dir_okay=False, show_default=False)] = None,
    default: Annotated[bool, Option("--default", help=N_("Check the one that ships with the program."))] = False,
) -> None:
    from escalation.cli import workflow

    workflow.check(None if default else file)


@workflow.command("diagram", cls=LocalizedCommand, help=N_("Draw a life cycle as a Mermaid state diagram."))
def workflow_diagram(
    file: Annotated[Path | None, Argument(exists=True, dir_okay=False, show_default=False)] = None,
    language: Annotated[Language, Option(help=N_("The language of the labels."))] = LANGUAGE,
) -> None:
    from escalation.cli import workflow

    workflow.diagram(file, language)


@policy.command(
    "check", cls=LocalizedCommand, help=N_("Check limits for gaps and for rules that contradict each other.")
)
def policy_check(
    file: Annotated[Path, Argument(exists=True, dir_okay=False)],
    calendar: Annotated[
        Path | None, Option(exists=True, dir_okay=False, help=N_("The calendar whose regions the limits may name."))
    ] = None,
) -> None:
    from escalation.cli import policy

    policy.check(file, calendar)


@policy.command(
    "explain", cls=LocalizedCommand, help=N_("Say in words why a ticket is due when it is due, and what comes next.")
)
def policy_explain(
    ticket: Annotated[str, Argument(metavar="TICKET", help=N_("Its number, or its id."))],
) -> None:
    from escalation.cli import policy

    policy.explain_ticket(ticket)


@calendar.command("check", cls=LocalizedCommand, help=N_("Check a working calendar with its regions."))
def calendar_check(file: Annotated[Path, Argument(exists=True, dir_okay=False)]) -> None:
    from escalation.cli import policy

    policy.check_calendar(file)


@app.command(cls=LocalizedCommand, help=N_("Print the version."))
def version() -> None:
    from importlib import metadata

    from escalation.cli.display import result

    result(metadata.version("escalation"))
