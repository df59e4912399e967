"""Who calls: a person or an installation by token, an app by JWT, or nobody in particular."""

from dataclasses import dataclass
from typing import NoReturn

import jwt

from sandbox.github.world.accounts import Account, App, Token
from sandbox.github.world.refusal import Refused
from sandbox.github.world.world import World

# GitHub's page "Generating a JSON web token (JWT) for a GitHub App".
MAX_JWT_SECONDS = 600
JWT_DOTS = 2
UNKNOWN_APP = "Integration not found"


@dataclass(frozen=True)
class Viewer:
    """The caller of one request; without `account` and `app` it is anonymous."""

    account: Account | None = None
    token: Token | None = None
    app: App | None = None

    @property
    def subject(self) -> str:
        """Whom a rate limit counts, in GitHub's words."""
        if self.token and self.token.installation:
            return f"installation ID {self.token.installation.id}"
        if self.account:
            return f"user ID {self.account.id}"
        return f"app ID {self.app.id}" if self.app else "127.0.0.1"


ANONYMOUS = Viewer()


def authenticate(world: World, authorization: str | None) -> Viewer:
    """The caller that an `Authorization` header proves; Refused (401) when it proves nothing."""
    if not authorization:
        return ANONYMOUS
    _, _, credential = authorization.partition(" ")
    if credential.count(".") == JWT_DOTS:
        return Viewer(app=_app(world, credential))
    token = world.tokens.get(credential)
    if token is None or (token.expires_at is not None and token.expires_at <= world.clock()):
        _refuse("Bad credentials")
    return Viewer(account=token.account, token=token)


def _app(world: World, assertion: str) -> App:
    undecodable = "A JSON web token could not be decoded"
    try:
        issuer = str(jwt.decode(assertion, options={"verify_signature": False}).get("iss"))
    except jwt.InvalidTokenError:
        _refuse(undecodable)
    app = next((each for each in world.apps.values() if issuer in {str(each.id), each.client_id}), None)
    if app is None and not issuer.isdigit():
        _refuse("'Issuer' claim ('iss') must be an Integer")
    if app is None:
        raise Refused(404, UNKNOWN_APP, kind="NOT_FOUND")
    try:
        claims = jwt.decode(
            assertion,
            app.public_key,
            algorithms=["RS256"],
            # The times are checked below, against the world's clock and with GitHub's words.
            options={"verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False},
        )
    except jwt.InvalidTokenError:
        _refuse(undecodable)
    _check_times(claims.get("iat"), claims.get("exp"), world.clock())
    return app


def _check_times(issued: object, expires: object, now: float) -> None:
    if not isinstance(expires, int) or expires <= now:
        _refuse(
            "'Expiration time' claim ('exp') must be a numeric value representing the future time"
            " at which the assertion expires"
        )
    if expires > now + MAX_JWT_SECONDS:
        _refuse("'Expiration time' claim ('exp') is too far in the future")
    if not isinstance(issued, int) or issued > now:
        _refuse(
            "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued"
        )


def _refuse(message: str) -> NoReturn:
    raise Refused(401, message, kind="FORBIDDEN") from None
