"""Bearer tokens of service accounts: issued as signed JWTs, and recognised only while all they name exists.

https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/. The stand-in signs with a
key of its own (HS256), which nobody outside checks.
"""

import secrets
import time
import uuid
from dataclasses import dataclass

import jwt

from remediation.model import JsonObject
from sandbox.kube.resources import Lookup

ISSUER = "https://kubernetes.default.svc"
LEGACY_ISSUER = "kubernetes/serviceaccount"
_LEGACY = "kubernetes.io/serviceaccount"
_ALGORITHM = "HS256"
_NEEDED = {"serviceaccount": "serviceaccounts", "pod": "pods", "secret": "secrets"}


@dataclass(frozen=True, kw_only=True, slots=True)
class User:
    """Who sends a request."""

    name: str
    groups: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Grant:
    """What a token says, checked once; whether it still holds is looked up each time."""

    user: User
    namespace: str
    needs: tuple[tuple[str, str, str], ...]  # plural, name and uid (empty: any) of what must exist
    expires: float


class Tokens:
    """Issues and recognises tokens."""

    def __init__(self, lookup: Lookup) -> None:
        """Recognise tokens by what `lookup` finds."""
        self._lookup = lookup
        self._key = secrets.token_bytes(32)
        self._grants: dict[str, _Grant | None] = {}

    def issue(
        self, account: JsonObject, *, seconds: int, audiences: list[str], bound: JsonObject | None = None
    ) -> str:
        """Issue a token that expires.

        Args:
            account: The ServiceAccount.
            seconds: How long it is valid.
            audiences: Who it is for; the API server itself takes only tokens for `ISSUER`.
            bound: A Pod or Secret with `kind`, `name` and `uid`, whose end is the token's end.
        """
        meta = account["metadata"]
        now = int(time.time())
        about: JsonObject = {
            "namespace": meta["namespace"],
            "serviceaccount": {"name": meta["name"], "uid": meta["uid"]},
        }
        if bound:
            about[bound["kind"].lower()] = {"name": bound["name"], "uid": bound["uid"]}
        return self._sign(
            {
                "iss": ISSUER,
                "sub": _user(meta["namespace"], meta["name"]).name,
                "aud": audiences,
                "iat": now,
                "nbf": now,
                "exp": now + seconds,
                "jti": str(uuid.uuid4()),
                "kubernetes.io": about,
            }
        )

    def issue_for_secret(self, account: JsonObject, secret: str) -> str:
        """Issue the token of a `kubernetes.io/service-account-token` Secret, valid as long as both exist."""
        meta = account["metadata"]
        return self._sign(
            {
                "iss": LEGACY_ISSUER,
                "sub": _user(meta["namespace"], meta["name"]).name,
                f"{_LEGACY}/namespace": meta["namespace"],
                f"{_LEGACY}/secret.name": secret,
                f"{_LEGACY}/service-account.name": meta["name"],
                f"{_LEGACY}/service-account.uid": meta["uid"],
            }
        )

    def user(self, token: str) -> User | None:
        """Say whose token it is; None for one that was never issued here or holds no longer."""
        if token not in self._grants:
            self._grants[token] = self._read(token)
        grant = self._grants[token]
        if grant is None or time.time() > grant.expires:
            return None
        for plural, name, uid in grant.needs:
            found = self._lookup.find(plural, grant.namespace, name)
            if found is None or (uid and found["metadata"]["uid"] != uid):
                return None
        return grant.user

    def _sign(self, claims: JsonObject) -> str:
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM)

    def _read(self, token: str) -> _Grant | None:
        try:
            claims = jwt.decode(token, self._key, algorithms=[_ALGORITHM], options={"verify_aud": False})
        except jwt.InvalidTokenError:
            return None
        if claims["iss"] == LEGACY_ISSUER:
            namespace, name = claims[f"{_LEGACY}/namespace"], claims[f"{_LEGACY}/service-account.name"]
            account = ("serviceaccounts", name, claims[f"{_LEGACY}/service-account.uid"])
            secret = ("secrets", claims[f"{_LEGACY}/secret.name"], "")
            return _Grant(
                user=_user(namespace, name),
                namespace=namespace,
                needs=(account, secret),
                expires=float("inf"),
            )
        if ISSUER not in claims["aud"]:
            return None
        about = claims["kubernetes.io"]
        return _Grant(
            user=_user(about["namespace"], about["serviceaccount"]["name"]),
            namespace=about["namespace"],
            needs=tuple(
                (plural, about[kind]["name"], about[kind]["uid"])
                for kind, plural in _NEEDED.items()
                if kind in about
            ),
            expires=claims["exp"],
        )


def _user(namespace: str, name: str) -> User:
    return User(
        name=f"system:serviceaccount:{namespace}:{name}",
        groups=("system:serviceaccounts", f"system:serviceaccounts:{namespace}", "system:authenticated"),
    )
