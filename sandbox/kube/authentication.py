"""Who sends a request: the administrator, a service account, or nobody in particular."""

import hmac

from sandbox.kube.status import unauthorized
from sandbox.kube.tokens import Tokens, User

ADMIN = User(name="admin", groups=("system:masters", "system:authenticated"))
ANONYMOUS = User(name="system:anonymous", groups=("system:unauthenticated",))
_SCHEME = "bearer "


def authenticate(authorization: str, *, admin_token: str, tokens: Tokens) -> User:
    """Name the user of a request.

    Args:
        authorization: Value of the header, empty without one.
        admin_token: The token of the administrator.
        tokens: Recognises the tokens of service accounts.

    Raises:
        ApiError: 401 for a token that is not valid. No token at all is anonymous.
    """
    if not authorization.lower().startswith(_SCHEME):
        return ANONYMOUS
    token = authorization[len(_SCHEME) :].strip()
    if hmac.compare_digest(token.encode(), admin_token.encode()):
        return ADMIN
    user = tokens.user(token)
    if user is None:
        raise unauthorized()
    return user
