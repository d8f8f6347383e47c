"""What a group of commands of the command line looks like."""

from typer import Typer

from escalation.cli.language import Group


def command_group(text: str, *, epilog: str | None = None) -> Typer:
    """A group of commands that says of itself `text`."""
    return Typer(
        cls=Group,
        help=text,
        epilog=epilog,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )
