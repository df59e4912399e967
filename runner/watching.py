"""Watches an installation while a scenario is played, and writes what happens into the history."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from runner.history import History
from runner.installation import Installation
from runner.narration import told_of_github
from runner.parsing import code_run_of, run_of
from sandbox.github.world.world import Event

WORKFLOWS = "/apis/argoproj.io/v1alpha1/namespaces/{}/workflows"


@contextmanager
def watching(installation: Installation, history: History) -> Iterator[None]:
    """Watch workflows, agents' runs and GitHub while the context lasts.

    What the thread that entered the context does at GitHub is left out: it tells that itself.
    """
    stop, me = threading.Event(), threading.get_ident()

    def hear(event: Event) -> None:
        told = told_of_github(event.name, event.payload, history.commit)
        if told and threading.get_ident() != me:
            history.tell("github", told)

    settings = installation.settings
    spaces = sorted({repository.agents_namespace for repository in settings.repositories})
    threads = [threading.Thread(target=_watch_runs, args=(installation, history, stop), daemon=True)]
    threads += [
        threading.Thread(target=_watch_agents, args=(installation, history, space, stop), daemon=True)
        for space in spaces
    ]
    world = installation.github.world
    world.listeners.append(hear)
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        world.listeners.remove(hear)


def _watch_runs(installation: Installation, history: History, stop: threading.Event) -> None:
    path = WORKFLOWS.format(installation.settings.namespace)
    for change in installation.kubernetes.watch(path, stop=stop):
        history.saw_run(run_of(change.body), gone=change.verb == "DELETED")


def _watch_agents(
    installation: Installation, history: History, namespace: str, stop: threading.Event
) -> None:
    kind = installation.settings.coderuns
    path = f"/apis/{kind.api_version}/namespaces/{namespace}/{kind.plural}"
    for change in installation.kubernetes.watch(path, stop=stop):
        run = code_run_of(change.body, installation.settings)
        history.saw_code_run(run, gone=change.verb == "DELETED")
