"""Which commands are there? What the command line takes, and what it says of itself; the work is in other modules.

They are imported when a command runs, so that `--help` and a mistyped option are answered at once.
"""

# ruff: noqa: D103, PLC0415 - a command's `help` says what it does; for the imports see above

from pathlib import Path
from typing import Annotated
from uuid import UUID

from typer import Argument, Option, Typer

from escalation.cli.speech import LANGUAGE, Command, Group, _
from escalation.texts import Language
from escalation.workflow.situation import Role


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
    _("Issues of citizens: resolved at the same level, coordinated across departments, or escalated upward."),
    epilog=_(
        "Settings come from the environment, above all ESCALATION_DATABASE_URL, ESCALATION_DATA_DIR and PORT.\n\n"
        "Exit codes: 0 done, 1 failed, 2 not understood, 3 some lines refused, 4 findings, 128 + signal interrupted."
    ),
)
keys = _group(_("Make, list and revoke API keys."))
imports = _group(_("Import a file; every refused line gets a receipt and spoils no other."))
workflow = _group(_("Check and draw life cycles."))
app.add_typer(imports, name="import")
app.add_typer(keys, name="keys")
app.add_typer(workflow, name="workflow")

Receipts = Annotated[
    Path | None, Option(help=_("Where to write why lines were refused; otherwise the first ones are shown."))
]


@app.command(cls=Command, help=_("Serve the API, with the engine beside it. Ctrl-C stops everything, in order."))
def serve(
    host: Annotated[str | None, Option(help=_("The address to listen on; ESCALATION_HOST, or else 127.0.0.1."))] = None,
    port: Annotated[
        int | None, Option(min=0, max=65535, help=_("The port to listen on; PORT, or else 8000. 0 picks a free one."))
    ] = None,
    sandbox: Annotated[bool, Option("--sandbox", help=_("Let administrators turn the clock forward."))] = False,
    no_worker: Annotated[
        bool, Option("--no-worker", help=_("Serve without the engine; `escalation work` runs it elsewhere."))
    ] = False,
    sample: Annotated[
        bool, Option(help=_("Load a sample region, and print a fresh key for every role at each start."))
    ] = False,
) -> None:
    from escalation.cli import serve

    serve.serve(host=host, port=port, sandbox=sandbox, with_engine=not no_worker, sample=sample)


@app.command(cls=Command, help=_("Run the engine alone: deadlines, imports, housekeeping. Any number may run."))
def work() -> None:
    from escalation.cli import engine

    engine.work()


@app.command(cls=Command, help=_("Bring the tables up to date, and publish the first rules in a new database."))
def migrate() -> None:
    from escalation.cli import migrate

    migrate.migrate()


@imports.command("units", cls=Command, help=_("Units from CSV: code, parent_code, level, name[, kind, designation]."))
def import_units(file: Annotated[Path, Argument(exists=True, dir_okay=False)], receipts: Receipts = None) -> None:
    from escalation.cli import imports

    imports.units(file, receipts)


@imports.command("members", cls=Command, help=_("Members with their roles, from CSV."))
def import_members(file: Annotated[Path, Argument(exists=True, dir_okay=False)], receipts: Receipts = None) -> None:
    from escalation.cli import imports

    imports.members(file, receipts)


@imports.command("opinions", cls=Command, help=_("Opinions from CSV or, if the name ends in .jsonl, from JSON lines."))
def import_opinions(file: Annotated[Path, Argument(exists=True, dir_okay=False)], receipts: Receipts = None) -> None:
    from escalation.cli import imports

    imports.opinions(file, receipts)


@keys.command("create", cls=Command, help=_("Make a key, and print it and nothing else. It cannot be shown again."))
def keys_create(
    unit: Annotated[str, Option(help=_("The unit's code."))],
    role: Annotated[Role, Option(help=_("What the holder may do there."))],
    days: Annotated[int, Option(min=1, max=3660, help=_("How long it is valid."))] = 365,
    name: Annotated[str, Option(help=_("What it is for, to recognise it in the list."))] = "",
) -> None:
    from escalation.cli import keys

    keys.create(unit=unit, role=role, days=days, name=name)


@keys.command("list", cls=Command, help=_("Show the keys that were not revoked: role, unit, name, end. Never the keys themselves."))
def keys_list() -> None:
    from escalation.cli import keys

    keys.show()


@keys.command("revoke", cls=Command, help=_("End a key; it stops working within seconds."))
def keys_revoke(key_id: Annotated[UUID, Argument(metavar="ID", help=_("Its id, as the list shows it."))]) -> None:
    from escalation.cli import keys

    keys.revoke(key_id)


@app.command(cls=Command, help=_("Tell the story of three issues in a minute, on a database of its own."))
def demo() -> None:
    from escalation.cli import demo

    demo.demo()


@app.command(cls=Command, help=_("Recompute everything that must hold: hash chains, versions, owners, deadlines."))
def verify() -> None:
    from escalation.cli import verify

    verify.show_findings()


@app.command(cls=Command, help=_("Write the OpenAPI document of the interface."))
def openapi(
    check: Annotated[bool, Option("--check", help=_("Write nothing; exit code 1 if the file is out of date."))] = False,
    file: Annotated[Path, Option(help=_("Where it stands."))] = Path("openapi/openapi.json"),
) -> None:
    from escalation.cli import openapi

    openapi.compare(file) if check else openapi.write(file)


@workflow.command("check", cls=Command, help=_("Check a life cycle for everything that would strand a ticket."))
def workflow_check(
    file: Annotated[Path | None, Argument(exists=True, dir_okay=False, show_default=False)] = None,
    default: Annotated[bool, Option("--default", help=_("Check the one that ships with the program."))] = False,
) -> None:
    from escalation.cli import workflow

    workflow.check(None if default else file)


@workflow.command("diagram", cls=Command, help=_("Draw a life cycle as a Mermaid state diagram."))
def workflow_diagram(
    file: Annotated[Path | None, Argument(exists=True, dir_okay=False, show_default=False)] = None,
    language: Annotated[Language, Option(help=_("The language of the labels."))] = LANGUAGE,
) -> None:
    from escalation.cli import workflow

    workflow.diagram(file, language)


@app.command(cls=Command, help=_("Print the version."))
def version() -> None:
    from importlib import metadata

    from escalation.cli.display import result

    result(metadata.version("escalation"))
