"""A server in front of another one: it may speak TLS under an authority of its own, and it may go away."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import urllib3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
UNFORWARDED = {"connection", "content-length", "transfer-encoding", "date", "server"}


class Front(ThreadingHTTPServer):
    """Passes requests on; from then on that it answers no more, it closes each connection without a word."""

    daemon_threads = True

    def __init__(self, upstream: str) -> None:
        super().__init__((HOST, 0), _Handler)
        self.upstream = upstream
        self.answers: int | None = None
        """How many requests it still answers; None means all."""
        self.pool = urllib3.PoolManager(retries=False, timeout=10.0)
        self.scheme = "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{HOST}:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that does not trust the certificate hangs up."""


class _Handler(BaseHTTPRequestHandler):
    server: Front

    def pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.server.answers == 0:
            return
        if self.server.answers is not None:
            self.server.answers -= 1
        headers = {"Authorization": self.headers.get("authorization") or ""}
        url = self.server.upstream + self.path
        answer = self.server.pool.request(self.command, url, body=body, headers=headers, redirect=False)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            if name.lower() not in UNFORWARDED:
                self.send_header(name, value)
        self.send_header("content-length", str(len(answer.data)))
        self.end_headers()
        self.wfile.write(answer.data)

    do_GET = do_POST = do_PUT = pass_on  # noqa: N815  # the names are the library's

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the library's
        """Write nothing to standard error."""


@contextmanager
def front(upstream: str, *, tls: ssl.SSLContext | None = None) -> Iterator[Front]:
    """Serve in front of another server while the context lasts."""
    with Front(upstream) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
            server.scheme = "https"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
            server.pool.clear()


@dataclass(frozen=True)
class Authority:
    """An authority that nobody knows."""

    pem: str
    tls: ssl.SSLContext
    """Of a server whose certificate it signed."""


def authority(folder: Path) -> Authority:
    """Make an authority, and a server's certificate for the loopback address."""
    key, server_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority of a test")])
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    own = _certificate(issuer, issuer, key.public_key(), ca=True).sign(key, hashes.SHA256())
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))])
    signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    signed = (
        _certificate(subject, issuer, server_key.public_key(), ca=False)
        .add_extension(names, critical=False)
        .add_extension(signer, critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    secret = server_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(file)
    return Authority(pem=own.public_bytes(serialization.Encoding.PEM).decode(), tls=tls)


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, *, ca: bool
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )
    if not ca:
        return builder
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    return builder.add_extension(usage, critical=True)
