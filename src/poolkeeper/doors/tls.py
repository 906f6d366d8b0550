"""The server's certificate: made at the first start, loaded for the TLS doors. No door and no socket here.

The certificate is self-signed (P-256, SHA-256), as on a router after ``/certificate`` made one; clients trust it by
its fingerprint or do not check it. An operator's own pair of files in the same place is used as it is.
"""

import os
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CERTIFICATE = "server.crt"
KEY = "server.key"
LIFE = timedelta(days=3650)
ALWAYS = ("localhost", "127.0.0.1", "::1")


def ensure_certificate(folder: Path, names: Iterable[str] = (), now: datetime | None = None) -> tuple[Path, Path]:
    """Paths of (certificate, key) in ``folder``, made for localhost and ``names`` where they are missing.

    names: host names and addresses for the certificate's subjectAltName (RFC 5280 section 4.2.1.6). The files are PEM
    with mode 0600. A pair that is there stays as it is, also an expired one.
    """
    certificate, key = folder / CERTIFICATE, folder / KEY
    if not (certificate.exists() and key.exists()):
        private = ec.generate_private_key(ec.SECP256R1())
        made = _self_signed(private, [*ALWAYS, *names], now or datetime.now(UTC))
        pkcs8, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        _write(key, private.private_bytes(serialization.Encoding.PEM, pkcs8, plain))
        _write(certificate, made.public_bytes(serialization.Encoding.PEM))
    return certificate, key


def _self_signed(private: ec.EllipticCurvePrivateKey, names: list[str], now: datetime) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, (names[len(ALWAYS) :] or names)[0][:64])])
    usage = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "crl_sign"), False
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # a router's clock may be a little behind
        .not_valid_after(now + LIFE)
        .add_extension(x509.SubjectAlternativeName([_general(name) for name in dict.fromkeys(names)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True, key_cert_sign=True, encipher_only=False, decipher_only=False, **usage
            ),
            critical=True,
        )
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    )
    return builder.sign(private, hashes.SHA256())


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name.encode("idna").decode() if not name.isascii() else name)


def _write(path: Path, content: bytes) -> None:
    """The whole file or none of it, readable by its owner only."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with open(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def server_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """TLS for a door: 1.2 and later (RFC 8996), our certificate, no client certificates.

    Raises OSError or ssl.SSLError (an OSError too) where the pair cannot be read or does not fit together.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    context.load_cert_chain(certificate, key)
    return context
