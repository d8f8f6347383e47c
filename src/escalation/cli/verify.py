"""Does everything hold that must hold? Every invariant is recomputed; what breaks one is shown, with what to do."""

from typer import Exit

from escalation.cli.display import complain, meter, result, say, show_table
from escalation.cli.exit_codes import ExitCode
from escalation.cli.language import _, fill
from escalation.cli.logging import configure
from escalation.cli.runtime import open_runtime
from escalation.cli.signals import run
from escalation.errors import N_
from escalation.settings import Settings, read
from escalation.verification.usecases.checks import Severity
from escalation.verification.usecases.verify import Finding, Report, verify

_SEVERITIES = {Severity.ERROR: N_("broken"), Severity.WARNING: N_("late")}


def show_findings() -> None:
    """Print what was looked at and what was found. Raises `Exit` with code 4 if anything is broken."""
    settings = read()
    configure(settings, quiet=True)
    report = run(_verify(settings))
    _show(report)
    if not report.is_clean:
        raise Exit(ExitCode.FINDINGS)


async def _verify(settings: Settings) -> Report:
    async with open_runtime(settings, tell=say, name="escalation verify") as runtime:
        with meter(_(N_("Verifying"))) as progress:
            return await verify(runtime, progress=progress)


def _show(report: Report) -> None:
    summary = N_(
        "{tickets} tickets, {events} events and {opinions} opinions verified in {seconds} s: "
        "{errors} broken, {warnings} late."
    )
    told = fill(
        summary,
        tickets=report.tickets,
        events=report.events,
        opinions=report.opinions,
        seconds=round(report.seconds, 1),
        errors=report.errors,
        warnings=report.warnings,
    )
    if report.findings:
        headings = N_("Invariant"), N_("Severity"), N_("Where"), N_("What is wrong"), N_("What to do")
        show_table("", [_(heading) for heading in headings], [_row(finding) for finding in report.findings])
    (result if report.is_clean else complain)(told)


def _row(finding: Finding) -> list[str]:
    fault, advice = fill(finding.fault, **finding.params), fill(finding.advice, **finding.params)
    return [finding.invariant, _(_SEVERITIES[finding.severity]), finding.subject, fault, advice]
