"""What is asked of citizens here (submission rules)? What the settings say about it, for the server."""

from escalation.errors import N_, ConfigurationInvalid
from escalation.opinions.domain.proof_of_work import ChallengeKind
from escalation.opinions.usecases.submission_challenges import Captcha, SubmissionRules
from escalation.settings import Settings

_NO_SERVICE = N_(
    "ESCALATION_SUBMISSION_CHALLENGE=captcha needs ESCALATION_CAPTCHA_VERIFY_URL, ESCALATION_CAPTCHA_SITE_KEY and "
    "ESCALATION_CAPTCHA_SECRET."
)


def submission_rules(settings: Settings) -> SubmissionRules:
    """Everything that an operator decides about submissions.

    Raises `ConfigurationInvalid` for a captcha of no service: it would keep everybody out.
    """
    kind = ChallengeKind(settings.submission_challenge)
    captcha = _captcha(settings) if kind is ChallengeKind.CAPTCHA else None
    return SubmissionRules(kind, settings.submission_difficulty, captcha)


def _captcha(settings: Settings) -> Captcha:
    url, site_key, secret = settings.captcha_verify_url, settings.captcha_site_key, settings.captcha_secret
    if url is None or site_key is None or secret is None:
        raise ConfigurationInvalid(_NO_SERVICE)
    return Captcha(url, site_key, secret.get_secret_value())
