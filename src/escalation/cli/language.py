"""In which language does the terminal speak, and how does it say what is wrong?

Typer takes its help texts while modules are imported, so the language is chosen before anything else.
"""

from collections.abc import Iterator
from typing import Any

from typer import Exit
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from escalation.cli.display import complain
from escalation.cli.exit_codes import ExitCode
from escalation.errors import N_, Fault, Param, Refusal
from escalation.settings import terminal_language
from escalation.texts import translate

LANGUAGE = terminal_language()


def _(text: str) -> str:
    """The text in the terminal's language, its placeholders unfilled."""
    return translate(text, LANGUAGE)


def fill(text: str, **params: Param) -> str:
    """The text in the terminal's language with its placeholders filled."""
    return _(text).format(**params)


def sentence(fault: Fault) -> str:
    """What is wrong at one place, such as `line 7: There is no unit with the code of the parent.`."""
    return f"{place(fault)}: {fill(fault.detail, **fault.params)}"


def place(fault: Fault) -> str:
    """Where a fault is, for people: lines of files by their number, everything else by its pointer or name."""
    line = fault.pointer.removeprefix("line ")
    return fault.pointer if line == fault.pointer else fill(N_("line {line}"), line=line)


def explain(refusal: Refusal) -> Iterator[str]:
    """A refusal as sentences: what, why, and every place that is wrong."""
    yield fill(refusal.message, **refusal.params)
    if isinstance(refusal.__cause__, Exception) and not isinstance(refusal.__cause__, Refusal):
        yield f"  {type(refusal.__cause__).__name__}: {refusal.__cause__}"
    yield from (f"  {sentence(fault)}" for fault in refusal.faults)


class LocalizedCommand(TyperCommand):
    """A command that says everything about itself in the terminal's language; its texts come as message ids.

    The contexts are of a class that Typer keeps to itself.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _translate(self)

    def get_usage(self, ctx: Any) -> str:
        """`Usage:`, which Typer knows in English only, and what follows."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """`--help`, which Typer describes in English only."""
        return _described(super().get_help_option(ctx))


class ReadingCommand(LocalizedCommand):
    """A command that changes no database, whatever state it finds it in."""


class WritingCommand(LocalizedCommand):
    """A command that may change a database. With `--dry-run`, if it has that, it changes none."""


class Group(TyperGroup):
    """A group of commands. The outermost one turns every refusal into sentences and an exit code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _translate(self)

    def get_usage(self, ctx: Any) -> str:
        """`Usage:`, which Typer knows in English only, and what follows."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """`--help`, which Typer describes in English only."""
        return _described(super().get_help_option(ctx))

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a refusal ends in sentences on the error stream and exit code 1, or its own."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            complain(*explain(refusal))
            raise Exit(getattr(refusal, "exit_code", ExitCode.FAILED)) from None


def _translate(command: TyperCommand | TyperGroup) -> None:
    command.help = _(command.help or "")
    command.epilog = _(command.epilog or "")
    for option in command.params:
        if isinstance(option, TyperOption | TyperArgument):
            option.help = _(option.help or "")


def _usage(text: str) -> str:
    _give_our_words()
    return text.replace("Usage:", _(N_("Usage:")), 1)


def _described(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = _(N_("Show this help and exit."))
    return option


def _give_our_words() -> None:
    """To the part of Typer that is loaded when it shows a help or an error, each of which begins with the usage."""
    from typer import rich_utils  # noqa: PLC0415 - a tenth of what a short command takes, and it shows neither

    rich_utils.ARGUMENTS_PANEL_TITLE = _(N_("Arguments"))
    rich_utils.OPTIONS_PANEL_TITLE = _(N_("Options"))
    rich_utils.COMMANDS_PANEL_TITLE = _(N_("Commands"))
    rich_utils.ERRORS_PANEL_TITLE = _(N_("Error"))
    rich_utils.DEFAULT_STRING = _(N_("[default: {}]"))
    rich_utils.REQUIRED_LONG_STRING = _(N_("[required]"))
    rich_utils.RICH_HELP = _(N_("Try [blue]'{command_path} {help_option}'[/] for help."))
