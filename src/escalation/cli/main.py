"""Which commands are there? What the command line takes, and what it says of itself; the work is in other modules.

They are imported when a command runs, so that `--help` and a mistyped option are answered at once.
"""
# ruff: noqa: D103, PLC0415 - a command's `help` says what it does; for the imports see above

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from escalation.cli.command_groups import command_group
from escalation.cli.document_commands import calendar, catalogue, policy, workflow
from escalation.cli.export_commands import exports
from escalation.cli.import_commands import imports
from escalation.cli.key_commands import keys
from escalation.cli.language import ReadingCommand, WritingCommand
from escalation.cli.member_commands import members
from escalation.cli.profile_commands import profile
from escalation.cli.publisher_commands import publishers
from escalation.cli.source_system_commands import source_systems
from escalation.errors import N_

app = command_group(
    N_("Issues of citizens: resolved at the same level, coordinated across departments, or escalated upward."),
    epilog=N_(
        "Settings come from the environment, above all ESCALATION_DATABASE_URL, ESCALATION_DATA_DIR and PORT.\n\n"
        "Exit codes: 0 done, 1 failed, 2 not understood, 3 some lines refused, 4 findings, 5 late, "
        "6 not verified, 7 tables not up to date, 128 + signal interrupted."
    ),
)
app.add_typer(imports, name="import")
app.add_typer(exports, name="export")
app.add_typer(keys, name="keys")
app.add_typer(members, name="members")
app.add_typer(workflow, name="workflow")
app.add_typer(policy, name="policy")
app.add_typer(calendar, name="calendar")
app.add_typer(catalogue, name="catalogue")
app.add_typer(profile, name="profile")
app.add_typer(publishers, name="publishers")
app.add_typer(source_systems, name="source-systems")


@app.command(
    cls=WritingCommand, help=N_("Serve the API, with the engine beside it. Ctrl-C stops everything, in order.")
)
def serve(
    host: Annotated[
        str | None, Option(help=N_("The address to listen on; ESCALATION_HOST, or else 127.0.0.1."))
    ] = None,
    port: Annotated[
        int | None, Option(min=0, max=65535, help=N_("The port to listen on; PORT, or else 8000. 0 picks a free one."))
    ] = None,
    sandbox: Annotated[bool, Option("--sandbox", help=N_("Let administrators turn the clock forward."))] = False,
    migrate: Annotated[
        bool, Option("--migrate", help=N_("Bring the tables up to date before; ESCALATION_MIGRATE."))
    ] = False,
    no_worker: Annotated[
        bool, Option("--no-worker", help=N_("Serve without the engine; `escalation work` runs it elsewhere."))
    ] = False,
    sample: Annotated[
        bool, Option(help=N_("Load a sample region, and print a fresh key for every role at each start."))
    ] = False,
) -> None:
    from escalation.cli import serve

    serve.serve(host=host, port=port, sandbox=sandbox, migrate=migrate, with_engine=not no_worker, sample=sample)


@app.command(
    "rebuild-listings",
    cls=WritingCommand,
    help=N_("Put every ticket into the lists it belongs in, if verify says so."),
)
def rebuild_listings() -> None:
    from escalation.cli import rebuild_listings

    rebuild_listings.rebuild_listings()


@app.command(
    "rebuild-rollups",
    cls=WritingCommand,
    help=N_("Count all tickets anew for the rates of units, if verify says so."),
)
def rebuild_rollups() -> None:
    from escalation.cli import rebuild_rollups

    rebuild_rollups.rebuild_rollups()


@app.command(cls=WritingCommand, help=N_("Run the engine alone: deadlines, imports, housekeeping. Any number may run."))
def work(
    dry_run: Annotated[
        bool, Option("--dry-run", help=N_("Change nothing; show what the next pass would do, and end."))
    ] = False,
    limit: Annotated[int, Option(min=1, max=10_000, help=N_("How many tickets --dry-run shows."))] = 100,
    migrate: Annotated[
        bool, Option("--migrate", help=N_("Bring the tables up to date before; ESCALATION_MIGRATE."))
    ] = False,
    metrics_port: Annotated[
        int | None,
        Option(min=0, max=65535, help=N_("Serve /livez, /readyz and /metrics here; ESCALATION_METRICS_PORT.")),
    ] = None,
) -> None:
    from escalation.cli import engine

    engine.show_next_pass(limit) if dry_run else engine.work(migrate=migrate, metrics_port=metrics_port)


@app.command(cls=WritingCommand, help=N_("Bring the tables up to date, and publish the first rules in a new database."))
def migrate() -> None:
    from escalation.cli import migrate

    migrate.migrate()


@app.command(
    cls=ReadingCommand,
    help=N_("Back up the database and attached files into an empty folder, while everything goes on."),
)
def backup(folder: Annotated[Path, Argument(help=N_("The folder; it is made if need be."))]) -> None:
    from escalation.cli import backup

    backup.back_up(folder)


@app.command(cls=WritingCommand, help=N_("Restore a backup into an empty database, and verify what came of it."))
def restore(folder: Annotated[Path, Argument(help=N_("The folder of the backup."))]) -> None:
    from escalation.cli import backup

    backup.put_back(folder)


@app.command(cls=ReadingCommand, help=N_("Tell the story of three issues in a minute, on a database of its own."))
def demo() -> None:
    from escalation.cli import demo

    demo.demo()


@app.command(cls=ReadingCommand, help=N_("Receive webhooks on this machine: verify each, and print what came."))
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
    cls=ReadingCommand, help=N_("Recompute everything that must hold: hash chains, versions, owners, deadlines.")
)
def verify(
    checkpoint: Annotated[
        list[Path] | None,
        Option(exists=True, dir_okay=False, help=N_("A signed checkpoint to hold it against; may be given again.")),
    ] = None,
    checkpoints: Annotated[
        Path | None, Option(help=N_("A folder of checkpoints; ESCALATION_CHECKPOINT_DIR, or else that of the program."))
    ] = None,
    public_key: Annotated[
        list[str] | None, Option(help=N_("A public key that may have signed, in Base64; may be given again."))
    ] = None,
    part: Annotated[
        str, Option(help=N_("Only a share of it, like 1/4; run all of them, one after another or at once."))
    ] = "1/1",
    late: Annotated[
        bool, Option("--late", help=N_("Exit code 5 if nothing is broken, but something is late."))
    ] = False,
) -> None:
    from escalation.cli import verify

    verify.show_findings(
        verify.VerifyOptions(
            checkpoints=checkpoint or [], folder=checkpoints, public_keys=public_key or [], part=part, late=late
        )
    )


@app.command(cls=ReadingCommand, help=N_("Write the OpenAPI and AsyncAPI documents of the interface."))
def openapi(
    check: Annotated[bool, Option("--check", help=N_("Write nothing; exit code 1 if a file is out of date."))] = False,
    release: Annotated[
        bool, Option("--release", help=N_("Promise the interface as it is; later changes are held against it."))
    ] = False,
    file: Annotated[Path, Option(help=N_("Where it stands."))] = Path("openapi/openapi.json"),
) -> None:
    from escalation.cli import openapi

    openapi.compare(file) if check else openapi.release(file) if release else openapi.write(file)


@app.command(
    cls=WritingCommand,
    help=N_("Print what is held about a person: every opinion that was sent with a contact, and who looked at it."),
)
def holdings(
    contact: Annotated[str, Argument(help=N_("The telephone number or address, however it is written."))],
    reason: Annotated[str, Option(help=N_("What for; it is kept on record."))],
    as_json: Annotated[bool, Option("--json", help=N_("As JSON instead of words."))] = False,
) -> None:
    from escalation.cli import holdings

    holdings.show_holdings(contact, reason, as_json=as_json)


@app.command(cls=ReadingCommand, help=N_("Print the version."))
def version() -> None:
    from importlib import metadata

    from escalation.cli.display import result

    result(metadata.version("escalation"))
