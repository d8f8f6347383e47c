"""A mail server proves who it is before it hears a password or a mail; one that does not gets neither."""

import ssl
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from escalation.cli.messages import message_worker
from escalation.errors import ConfigurationInvalid
from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind
from escalation.kit.runtime.context import Runtime
from escalation.messages.engine.mail_outlet import MailOutlet, MailServer
from escalation.settings import Settings
from tests.kit.outbound.authorities import Authority
from tests.messages.mailboxes import PASSWORD, SENDER, Mailbox, mailbox
from tests.messages.test_outlets import outgoing
from tests.support.receivers import local_sender


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


async def sent(post: Mailbox, scheme: str, trust: ssl.SSLContext | None, password: str = PASSWORD) -> DeliveryOutcome:
    """What came of one mail to the server."""
    url = f"{scheme}://office:{quote(password, safe='')}@localhost:{post.port}"
    (outcome,) = await MailOutlet(replace(MailServer.of(url, SENDER), tls=trust)).deliver([outgoing("bat@example.org")])
    assert outcome is not None
    return outcome


async def test_mail_goes_over_starttls_with_a_password(authority: Authority) -> None:
    async with mailbox(starttls=authority.serves("localhost")) as post:
        assert (await sent(post, "smtp", authority.trust)).ok
        assert (len(post.received), post.logins) == (1, [("office", PASSWORD)])
        wrong = await sent(post, "smtp", authority.trust, "wrong")
        assert (wrong.kind, len(post.received)) == (Kind.CONNECT, 1)


async def test_mail_goes_over_tls_from_the_first_byte(authority: Authority) -> None:
    async with mailbox(tls=authority.serves("localhost")) as post:
        assert (await sent(post, "smtps", authority.trust)).ok
        assert (len(post.received), post.logins) == (1, [("office", PASSWORD)])


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
async def test_a_server_that_nobody_vouches_for_hears_nothing(authority: Authority, scheme: str) -> None:
    for certificate in (authority.serves("localhost", by_itself=True), authority.serves("elsewhere.example")):
        starttls, tls = (certificate, None) if scheme == "smtp" else (None, certificate)
        async with mailbox(starttls=starttls, tls=tls) as post:
            for trust in (None, authority.trust):
                assert (await sent(post, scheme, trust)).kind is Kind.TLS
            assert (post.logins, post.received) == ([], [])
            # Without the check it would hear both.
            blind = ssl.create_default_context()
            blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
            assert (await sent(post, scheme, blind)).ok
            assert (len(post.logins), len(post.received)) == (1, 1)


async def test_a_server_without_tls_hears_nothing_unless_the_operator_says_so(authority: Authority) -> None:
    async with mailbox() as post:
        assert not (await sent(post, "smtp", authority.trust)).ok
        assert (post.logins, post.received) == ([], [])


async def test_the_authority_is_a_setting(authority: Authority, tmp_path: Path, runtime: Runtime) -> None:
    (tmp_path / "authority.pem").write_bytes(ssl.DER_cert_to_PEM_cert(authority.trust.get_ca_certs(True)[0]).encode())
    server = MailServer.of("smtps://mail.example.gov.cn", SENDER, tmp_path / "authority.pem")
    assert server.tls is not None
    assert len(server.tls.get_ca_certs()) == 1
    assert (server.tls.check_hostname, server.tls.verify_mode) == (True, ssl.CERT_REQUIRED)
    for name in ("none.pem", "empty.pem"):
        (tmp_path / "empty.pem").write_text("")
        given = {"mail_server": "smtps://mail.example.gov.cn", "mail_from": SENDER, "mail_ca_file": tmp_path / name}
        settings = Settings.model_validate(given)
        async with local_sender() as sender:
            with pytest.raises(ConfigurationInvalid) as refused:
                message_worker(settings, runtime, sender)
        assert refused.value.faults[0].pointer == "ESCALATION_MAIL_CA_FILE"
