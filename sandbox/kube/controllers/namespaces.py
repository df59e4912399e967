"""What a namespace gets when it begins, and how its contents go when it ends."""

import asyncio

from sandbox.kube.builtin import CONFIG_MAPS, NAMESPACES, SERVICE_ACCOUNTS
from sandbox.kube.deletion import Deleter
from sandbox.kube.store import Change, Collection, Store, Stored
from sandbox.kube.writing import Writer

ROOT_CA = "kube-root-ca.crt"
BATCH = 200


class NamespaceController:
    """Fills new namespaces and empties those that are being deleted."""

    def __init__(self, store: Store, writer: Writer, deleter: Deleter, *, ca_certificate: str) -> None:
        """Watch this state from now on. `ca_certificate` is PEM text, given to every namespace."""
        self._store = store
        self._writer = writer
        self._deleter = deleter
        self._ca_certificate = ca_certificate
        self._ending: set[str] = set()
        self._wake = asyncio.Event()
        store.observers.append(self._observe)

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            for name in tuple(self._ending):
                await self._empty(name)

    def _observe(self, change: Change) -> None:
        stored = change.after
        if stored.resource.id == NAMESPACES.id:
            name = stored.key[1]
            if change.type == "ADDED":
                self._fill(name)
            elif change.type == "MODIFIED" and stored.deleting:
                self._ending.add(name)
                self._wake.set()
        elif change.type == "DELETED" and stored.key[0] in self._ending:
            self._wake.set()

    def _fill(self, name: str) -> None:
        self._writer.create(SERVICE_ACCOUNTS, name, {"metadata": {"name": "default"}})
        body = {"metadata": {"name": ROOT_CA}, "data": {"ca.crt": self._ca_certificate}}
        self._writer.create(CONFIG_MAPS, name, body)

    async def _empty(self, name: str) -> None:
        for collection in self._store.collections():
            await self._delete_all(collection, name)
        if not all(collection.is_empty(name) for collection in self._store.collections()):
            return
        self._ending.discard(name)
        namespace = self._store.collection(NAMESPACES).get(("", name))
        if namespace is not None and namespace.deleting:
            self._finish(namespace)

    async def _delete_all(self, collection: Collection, namespace: str) -> None:
        for position, stored in enumerate(collection.all(namespace)):
            if not stored.deleting and collection.get(stored.key) is stored:
                self._deleter.delete(stored.resource, stored.key)
            if position % BATCH == BATCH - 1:
                await asyncio.sleep(0)

    def _finish(self, namespace: Stored) -> None:
        emptied = namespace.obj | {"spec": {}}
        if namespace.obj["metadata"].get("finalizers"):
            self._store.put(NAMESPACES, emptied)
        else:
            self._store.remove(namespace)
