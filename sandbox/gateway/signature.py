"""GitHub's webhook signatures, checked as the library of the real event source checks them."""

import hmac
from collections.abc import Mapping

from sandbox.evaluator import RefusedWebhook

NEW, OLD = "x-hub-signature-256", "x-hub-signature"
ALGORITHMS = ("sha1", "sha256", "sha512")


def check_signature(headers: Mapping[str, str], body: bytes, secret: str) -> None:
    """Accept a body that was signed with the secret.

    Args:
        headers: With names in lower case.
        body: The bytes as they were sent.
        secret: The webhook's secret.

    Raises:
        RefusedWebhook: The signature is missing, unreadable or wrong.
    """
    signature = headers.get(NEW) or headers.get(OLD) or ""
    if not signature:
        message = "missing signature"
        raise RefusedWebhook(message)
    algorithm, separator, digest = signature.partition("=")
    if not separator or "=" in digest:
        message = f"error parsing signature {signature!r}"
        raise RefusedWebhook(message)
    if algorithm not in ALGORITHMS:
        message = f"unknown hash type prefix: {algorithm!r}"
        raise RefusedWebhook(message)
    try:
        sent = bytes.fromhex(digest)
    except ValueError as error:
        message = f"error decoding signature {signature!r}"
        raise RefusedWebhook(message) from error
    if not hmac.compare_digest(sent, hmac.digest(secret.encode(), body, algorithm)):
        message = "payload signature check failed"
        raise RefusedWebhook(message)
