"""How does the command line start without an installed script? `python -m escalation.cli`."""

from escalation.cli.main import app

app(prog_name="escalation")
