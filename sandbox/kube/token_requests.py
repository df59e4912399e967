"""The `token` subresource of service accounts.

https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/.
"""

from datetime import UTC, datetime, timedelta

from remediation.model import JsonObject
from sandbox.kube.bodies import read_object
from sandbox.kube.builtin import PODS, SECRETS, TOKEN_REQUEST
from sandbox.kube.changes import decode
from sandbox.kube.exchange import Reply, Request
from sandbox.kube.objects import encode, timestamp
from sandbox.kube.resources import Lookup
from sandbox.kube.status import conflict, invalid, invalid_value, not_found
from sandbox.kube.store import Stored
from sandbox.kube.tokens import ISSUER, Tokens
from sandbox.kube.writing import CREATED

SHORTEST_SECONDS = 600
DEFAULT_SECONDS = 3600
_BINDABLE = {resource.kind: resource for resource in (PODS, SECRETS)}


def grant_token(request: Request, account: Stored, tokens: Tokens, lookup: Lookup) -> Reply:
    """Issue the token that a request asks for.

    Args:
        request: A POST to the subresource.
        account: The service account.
        tokens: Issues the token.
        lookup: Finds the object that the token is bound to, if any.

    Raises:
        ApiError: 422 for less than ten minutes, 404 or 409 if what the token is bound to is not there.
    """
    body = read_object(TOKEN_REQUEST, request.media_type, request.body)
    spec = decode(TOKEN_REQUEST, body).obj.get("spec", {})
    seconds = spec.get("expirationSeconds", DEFAULT_SECONDS)
    if seconds < SHORTEST_SECONDS:
        detail = "may not specify a duration less than 10 minutes"
        raise invalid(TOKEN_REQUEST, "", [invalid_value("spec.expirationSeconds", seconds, detail)])
    audiences = spec.get("audiences", [ISSUER])
    bound = _bound(spec.get("boundObjectRef"), account, lookup)
    expires = datetime.now(UTC) + timedelta(seconds=seconds)
    token = tokens.issue(account.obj, seconds=seconds, audiences=audiences, bound=bound)
    meta = {name: account.obj["metadata"][name] for name in ("name", "namespace", "uid")}
    shown = {
        "kind": TOKEN_REQUEST.kind,
        "apiVersion": TOKEN_REQUEST.api_version,
        "metadata": meta | {"creationTimestamp": timestamp()},
        "spec": {"audiences": audiences, "expirationSeconds": seconds, "boundObjectRef": bound},
        "status": {"token": token, "expirationTimestamp": timestamp(expires)},
    }
    return Reply(code=CREATED, body=encode(shown))


def _bound(wanted: JsonObject | None, account: Stored, lookup: Lookup) -> JsonObject | None:
    if not wanted:
        return None
    resource = _BINDABLE.get(wanted.get("kind", ""))
    if resource is None:
        detail = "cannot bind token for serviceaccount to this kind of object"
        raise invalid(
            TOKEN_REQUEST, "", [invalid_value("spec.boundObjectRef.kind", wanted.get("kind"), detail)]
        )
    name = wanted.get("name", "")
    found = lookup.find(resource.plural, account.key[0], name)
    if found is None:
        raise not_found(resource, name)
    uid = found["metadata"]["uid"]
    if wanted.get("uid", uid) != uid:
        raise conflict(
            resource, name, f"the UID in the bound object reference ({wanted['uid']}) does not match"
        )
    return wanted | {"uid": uid}
