"""Fills Secrets of type `kubernetes.io/service-account-token`, and removes those whose account is gone."""

import asyncio
import base64

from sandbox.kube.builtin import SECRETS, SERVICE_ACCOUNTS
from sandbox.kube.deletion import Deleter
from sandbox.kube.kinds.config import ACCOUNT_NAME, ACCOUNT_UID, TOKEN_TYPE
from sandbox.kube.objects import with_metadata
from sandbox.kube.store import Change, Store, Stored
from sandbox.kube.tokens import Tokens


class TokenController:
    """Keeps token Secrets and service accounts together."""

    def __init__(self, store: Store, tokens: Tokens, deleter: Deleter, *, ca_certificate: str) -> None:
        """Watch this state from now on. `ca_certificate` is PEM text for `ca.crt`."""
        self._store = store
        self._tokens = tokens
        self._deleter = deleter
        self._ca_certificate = ca_certificate
        store.observers.append(self._observe)

    def _observe(self, change: Change) -> None:
        stored = change.after
        if stored.resource.id == SECRETS.id and change.type != "DELETED" and stored.obj["type"] == TOKEN_TYPE:
            if "token" not in stored.obj.get("data", {}):
                asyncio.get_running_loop().call_soon(self._fill, stored)
        elif stored.resource.id == SERVICE_ACCOUNTS.id and change.type == "DELETED":
            asyncio.get_running_loop().call_soon(self._remove_tokens, stored)

    def _fill(self, secret: Stored) -> None:
        namespace, name = secret.key
        if self._store.collection(SECRETS).get(secret.key) is not secret:
            return
        annotations = secret.obj["metadata"]["annotations"]
        account = self._store.collection(SERVICE_ACCOUNTS).get((namespace, annotations[ACCOUNT_NAME]))
        if account is None or annotations.get(ACCOUNT_UID, account.uid) != account.uid:
            self._deleter.delete(SECRETS, secret.key)
            return
        values = {
            "ca.crt": self._ca_certificate,
            "namespace": namespace,
            "token": self._tokens.issue_for_secret(account.obj, name),
        }
        data = {key: base64.b64encode(value.encode()).decode() for key, value in values.items()}
        obj = with_metadata(secret.obj, annotations=annotations | {ACCOUNT_UID: account.uid})
        self._store.put(SECRETS, obj | {"data": secret.obj.get("data", {}) | data})

    def _remove_tokens(self, account: Stored) -> None:
        namespace, name = account.key
        for secret in self._store.collection(SECRETS).all(namespace):
            annotations = secret.obj["metadata"].get("annotations", {})
            if secret.obj["type"] == TOKEN_TYPE and annotations.get(ACCOUNT_NAME) == name:
                self._deleter.delete(SECRETS, secret.key)
