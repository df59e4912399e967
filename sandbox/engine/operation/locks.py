"""Mutexes, shared by all workflows of an engine, as in Argo's workflow/sync."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from remediation.model import JsonObject


@dataclass(kw_only=True)
class _Mutex:
    holder: str = ""
    queue: list[tuple[str, str]] = field(default_factory=list)
    """Creation time of the workflow and key of who waits, the next one first."""

    def enqueue(self, key: str, created: str) -> None:
        if key != self.holder and all(key != waiting for _, waiting in self.queue):
            self.queue.append((created, key))
            self.queue.sort(key=lambda entry: entry[0])  # stable: equal times keep their order of arrival

    def is_free_for(self, key: str) -> bool:
        first = self.queue[0][1] if self.queue else key
        return not self.holder and workflow_of(first) == workflow_of(key) and _same_level(first, key)


class Locks:
    """Who holds which mutex, and who waits for it."""

    def __init__(self) -> None:
        """Begin with all mutexes free."""
        self._mutexes: dict[str, _Mutex] = {}
        self._woken: set[str] = set()

    def acquire(self, names: Iterable[str], key: str, status: JsonObject, *, created: str) -> tuple[str, str]:
        """Take all of some mutexes, or none and wait.

        Args:
            names: Full names, as `lock_name` gives them.
            key: Who wants them: `NAMESPACE/WORKFLOW`, and `/NODE` for a template's mutex.
            status: The workflow's status; its `synchronization` is kept up to date.
            created: When the workflow was created; the older goes first.

        Returns:
            Two empty texts, or the name of the mutex that is not free and the message for people.
        """
        mutexes = {name: self._mutexes.setdefault(name, _Mutex()) for name in names}
        record: JsonObject = status.setdefault("synchronization", {}).setdefault("mutex", {})
        for mutex in mutexes.values():
            mutex.enqueue(key, created)
        for name, mutex in mutexes.items():
            if mutex.holder != key and not mutex.is_free_for(key):
                self._wake_next(mutex)
                self._note_waiting(record, mutexes)
                free = 0 if mutex.holder else 1
                return name, f"Waiting for {name} lock. Lock status: {free}/1"
        for name, mutex in mutexes.items():
            if mutex.holder != key:
                mutex.holder = key
                mutex.queue.pop(0)
            _record(record, "holding", name, key)
        return "", ""

    def release(self, names: Iterable[str], key: str, status: JsonObject) -> None:
        """Give mutexes back, or stop waiting for them; the next in line is woken."""
        record: JsonObject = status.get("synchronization", {}).get("mutex", {})
        for name in names:
            mutex = self._mutexes.get(name)
            if mutex is not None:
                self._leave(mutex, key)
            _unrecord(record, name, key)

    def release_all(self, key: str, status: JsonObject) -> None:
        """Give back all that a workflow holds or waits for; the record in its status goes too."""
        for mutex in self._mutexes.values():
            for each in [mutex.holder, *(waiting for _, waiting in mutex.queue)]:
                if each and workflow_of(each) == key:
                    self._leave(mutex, each)
        status.pop("synchronization", None)

    def restore(self, workflows: Iterable[JsonObject]) -> None:
        """Take back what running workflows held when an earlier engine stopped."""
        for workflow in workflows:
            status = workflow.get("status", {})
            held = status.get("synchronization", {}).get("mutex", {}).get("holding", [])
            if status.get("phase") == "Running":
                for each in held:
                    self._mutexes.setdefault(each["mutex"], _Mutex()).holder = each["holder"]

    def woken(self) -> set[str]:
        """Give, once, the workflows that should be looked at because a mutex may be theirs now."""
        woken, self._woken = self._woken, set()
        return woken

    def _leave(self, mutex: _Mutex, key: str) -> None:
        mutex.queue = [entry for entry in mutex.queue if entry[1] != key]
        if mutex.holder == key:
            mutex.holder = ""
            self._wake_next(mutex)

    def _wake_next(self, mutex: _Mutex) -> None:
        if mutex.queue and not mutex.holder:
            self._woken.add(workflow_of(mutex.queue[0][1]))

    def _note_waiting(self, record: JsonObject, mutexes: dict[str, _Mutex]) -> None:
        for name, mutex in mutexes.items():
            if mutex.holder:
                _record(record, "waiting", name, mutex.holder)


def lock_name(mutex: JsonObject, namespace: str) -> str:
    """Give the full name of a mutex that a manifest names."""
    return f"{mutex.get('namespace') or namespace}/Mutex/{mutex['name']}"


def workflow_of(key: str) -> str:
    """Give the workflow, `NAMESPACE/NAME`, out of the key of a holder."""
    return "/".join(key.split("/")[:2])


def _same_level(one: str, other: str) -> bool:
    return one.count("/") == other.count("/")


def _record(record: JsonObject, kind: str, mutex: str, holder: str) -> None:
    entries: list[JsonObject] = record.setdefault(kind, [])
    entry = next((each for each in entries if each["mutex"] == mutex), None)
    if entry is None:
        entries.append({"mutex": mutex, "holder": holder})
    else:
        entry["holder"] = holder


def _unrecord(record: JsonObject, mutex: str, holder: str) -> None:
    entries: list[JsonObject] = record.get("holding", [])
    record["holding"] = [each for each in entries if (each["mutex"], each["holder"]) != (mutex, holder)]
    if not record["holding"]:
        del record["holding"]
