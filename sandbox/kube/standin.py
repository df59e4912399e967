"""The stand-in for the Kubernetes API: all parts put together."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Route

from sandbox.audit import Audit
from sandbox.faults import DropsConnections, Faults
from sandbox.kube.authentication import authenticate
from sandbox.kube.authority import new_ca_certificate
from sandbox.kube.bootstrap import bootstrap
from sandbox.kube.builtin import BUILT_IN
from sandbox.kube.catalog import Catalog, CoreLookup
from sandbox.kube.controllers.accounts import TokenController
from sandbox.kube.controllers.collector import Collector
from sandbox.kube.controllers.definitions import DefinitionController
from sandbox.kube.controllers.kubelet import Kubelet
from sandbox.kube.controllers.namespaces import NamespaceController
from sandbox.kube.deletion import Deleter
from sandbox.kube.handlers import Handlers
from sandbox.kube.options import Options
from sandbox.kube.rbac import Authorizer
from sandbox.kube.server import ApiServer
from sandbox.kube.store import Store
from sandbox.kube.tokens import Tokens
from sandbox.kube.watching import Watch
from sandbox.kube.writing import Writer
from sandbox.serving import serving

if TYPE_CHECKING:
    from starlette.types import ASGIApp


class KubernetesStandIn:
    """One API server with its controllers and one node, in memory. It can be served once.

    Attributes:
        options: How it behaves; `options.admin_token` is the administrator's token.
        app: The ASGI application, middleware included.
        audit: What it was asked; may be read from any thread.
        faults: Faults may be armed here from any thread.
    """

    def __init__(self, options: Options | None = None) -> None:
        """Make a new, empty cluster.

        Args:
            options: How it behaves.
        """
        self.options = options or Options()
        self._store = Store(history_limit=self.options.history_changes)
        catalog = Catalog(BUILT_IN)
        lookup = CoreLookup(catalog, self._store)
        writer, deleter, tokens = Writer(self._store, lookup), Deleter(self._store), Tokens(lookup)
        ca_certificate = new_ca_certificate()
        self._collector = Collector(catalog, self._store, deleter)
        self._namespaces = NamespaceController(self._store, writer, deleter, ca_certificate=ca_certificate)
        DefinitionController(catalog, self._store, deleter)
        TokenController(self._store, tokens, deleter, ca_certificate=ca_certificate)
        Kubelet(
            self._store,
            deleter,
            start_seconds=self.options.pod_start_seconds,
            stop_seconds=self.options.pod_stop_seconds,
        )
        bootstrap(writer, self.options.namespaces)
        self._store.forget_history()
        self._server = ApiServer(
            catalog=catalog,
            handlers=Handlers(
                store=self._store, lookup=lookup, writer=writer, deleter=deleter, tokens=tokens
            ),
            authenticate=partial(authenticate, admin_token=self.options.admin_token, tokens=tokens),
            authorizer=Authorizer(self._store),
            open_watch=partial(Watch, self._store, bookmark_seconds=self.options.bookmark_seconds),
        )
        self._loop: asyncio.AbstractEventLoop | None = None
        routes = [Route("/{path:path}", self._server)]
        self.faults = Faults(Starlette(routes=routes, lifespan=self._lifespan))
        self.audit = Audit(self.faults)
        self.app: ASGIApp = DropsConnections(self.audit)

    @contextmanager
    def serving(self, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
        """Serve while the context lasts, and end all watches with it.

        Args:
            host: Address to bind.
            port: Port to bind, 0 for any free one.

        Yields:
            The base URL.
        """
        with serving(self.app, host=host, port=port) as url:
            try:
                yield url
            finally:
                self._in_loop(self._server.end_watches)

    def forget_history(self) -> None:
        """Forget all past revisions now: older watches and pages get 410, as after etcd's compaction.

        May be called from any thread while the stand-in is served.
        """
        self._in_loop(self._store.forget_history)

    def _in_loop(self, act: Callable[[], None]) -> None:
        if self._loop is None:
            message = "the stand-in is not being served"
            raise RuntimeError(message)
        asyncio.run_coroutine_threadsafe(_call(act), self._loop).result(timeout=10)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        async with asyncio.TaskGroup() as group:
            controllers = [group.create_task(item.run()) for item in (self._collector, self._namespaces)]
            yield
            self._loop = None
            for controller in controllers:
                controller.cancel()


async def _call(act: Callable[[], None]) -> None:
    act()
