"""Certificates of every sort, made while the test runs."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

LONG_AGO, FAR_OFF = datetime(2020, 1, 1, tzinfo=UTC), datetime(2120, 1, 1, tzinfo=UTC)


class Authority:
    """One that signs certificates, and is trusted by who is given its `trust`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority")])
        self._certificate = self._build(self._name, self._key.public_key()).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        pem = self._certificate.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM)
        self.trust = ssl.create_default_context(cadata=pem.decode())
        # What is made here carries no more than a receiver's name; RFC 5280's other demands are not the point.
        self.trust.verify_flags &= ~ssl.VERIFY_X509_STRICT

    def serves(
        self,
        *hosts: str,
        since: datetime = LONG_AGO,
        until: datetime = FAR_OFF,
        by_itself: bool = False,
    ) -> ssl.SSLContext:
        """What a receiver of these names needs. `by_itself`: nobody vouches for it."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "receiver")])
        built = self._build(name, key.public_key(), since, until, by_itself=by_itself).add_extension(
            x509.SubjectAlternativeName([_alternative(host) for host in hosts]), critical=False
        )
        certificate = built.sign(key if by_itself else self._key, hashes.SHA256())
        path = self.folder / f"{certificate.serial_number}.pem"
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path.write_bytes(secret + certificate.public_bytes(Encoding.PEM))
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(path)
        return context

    def _build(
        self,
        name: x509.Name,
        key: ec.EllipticCurvePublicKey,
        since: datetime = LONG_AGO,
        until: datetime = FAR_OFF,
        *,
        by_itself: bool = False,
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name if by_itself else self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(since)
            .not_valid_after(min(until, since + timedelta(days=36_500)))
        )


def _alternative(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)
