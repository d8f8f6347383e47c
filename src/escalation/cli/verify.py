"""Does everything hold that must hold? Every invariant is recomputed; what breaks one is shown, with what to do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from typer import BadParameter, Exit

from escalation.cli.checkpoint_key import checkpoint_folder, known_keys
from escalation.cli.display import complain, meter, result, say, show_table
from escalation.cli.exit_codes import ExitCode
from escalation.cli.language import _, explain, fill
from escalation.cli.logging import configure
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import run
from escalation.errors import N_, ConfigurationInvalid, DatabaseUnavailable
from escalation.settings import Settings, read
from escalation.verification.domain.checkpoints import SignedCheckpoint, parse
from escalation.verification.usecases.checkpoint_files import read_folder
from escalation.verification.usecases.checks import Severity
from escalation.verification.usecases.tally import Finding, Part, Report
from escalation.verification.usecases.verify import KeptCheckpoints, verify

_SEVERITIES = {Severity.ERROR: N_("broken"), Severity.WARNING: N_("late")}
_PART = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})")


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """What the command line asked for. `late`: what is only late counts as well."""

    checkpoints: Sequence[Path] = ()
    folder: Path | None = None
    public_keys: Sequence[str] = ()
    part: str = "1/1"
    late: bool = False


def show_findings(wanted: VerifyOptions) -> None:
    """Print what was looked at and what was found.

    Raises `Exit`: with code 4 if anything is broken, with 5 if something is late and that was asked for, with 6 if it
    could not be verified.
    """
    settings = read()
    configure(settings, quiet=True)
    part = _part(wanted.part)
    try:
        kept = _kept(settings, wanted)
        report = run(_verify(settings, kept, part))
    except (DatabaseUnavailable, ConfigurationInvalid) as refusal:
        complain(*explain(refusal))
        raise Exit(ExitCode.NOT_CHECKED) from None
    show_report(report)
    if not report.is_clean:
        raise Exit(ExitCode.FINDINGS)
    if wanted.late and report.warnings:
        raise Exit(ExitCode.LATE)


def _part(text: str) -> Part:
    match = _PART.fullmatch(text)
    if match is None or int(match[1]) > int(match[2]):
        raise BadParameter(fill(N_("A part is a number of how many, like 1/4.")), param_hint="--part")
    return Part(int(match[1]), int(match[2]))


def _kept(settings: Settings, wanted: VerifyOptions) -> KeptCheckpoints | None:
    """Checkpoints that were named, and all in the folder that was named or is set."""
    folder = wanted.folder or checkpoint_folder(settings)
    if folder is not None and not folder.is_dir():
        if wanted.folder is not None:
            raise ConfigurationInvalid(N_("{path} is no folder."), path=str(folder))
        folder = None
    found = [_read(file) for file in wanted.checkpoints]
    try:
        found += read_folder(folder) if folder is not None else []
    except (OSError, ValueError):
        raise ConfigurationInvalid(N_("{path} has something else than checkpoints."), path=str(folder)) from None
    return KeptCheckpoints(found, [*wanted.public_keys, *known_keys(settings)], folder) if found else None


def _read(file: Path) -> SignedCheckpoint:
    try:
        return parse(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ConfigurationInvalid(N_("{path} is no checkpoint."), path=str(file)) from None


async def _verify(settings: Settings, kept: KeptCheckpoints | None, part: Part) -> Report:
    async with open_runtime(settings, DatabaseAccess.READ, tell=say, name="escalation verify") as runtime:
        with meter(_(N_("Verifying"))) as progress:
            return await verify(runtime, kept=kept, part=part, progress=progress)


def show_report(report: Report) -> None:
    """Print how much was verified, and what was found."""
    summary = N_(
        "{tickets} tickets, {events} events, {opinions} opinions and {rows} other rows verified in {seconds} s: "
        "{errors} broken, {warnings} late."
    )
    told = fill(
        summary,
        tickets=report.tickets,
        events=report.events,
        opinions=report.opinions,
        rows=report.rows,
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
