from remediation.model import JsonObject
from sandbox.engine.operation.locks import Locks, lock_name

TASK = "ns/Mutex/task-7"


def acquire(
    locks: Locks, key: str, created: str = "2026-01-01T00:00:00Z", *names: str
) -> tuple[bool, JsonObject]:
    status: JsonObject = {}
    blocked, _ = locks.acquire(names or (TASK,), key, status, created=created)
    return not blocked, status


def test_one_holds_and_the_oldest_is_next() -> None:
    locks = Locks()
    assert acquire(locks, "ns/a")[0]
    assert not acquire(locks, "ns/c", "2026-01-03T00:00:00Z")[0]
    assert not acquire(locks, "ns/b", "2026-01-02T00:00:00Z")[0]
    locks.release([TASK], "ns/a", {})
    assert locks.woken() == {"ns/b"}
    assert not acquire(locks, "ns/c", "2026-01-03T00:00:00Z")[0]
    assert acquire(locks, "ns/b", "2026-01-02T00:00:00Z")[0]


def test_equal_ages_keep_their_order_of_arrival() -> None:
    locks = Locks()
    for key in ("ns/a", "ns/z", "ns/b"):
        acquire(locks, key)
    locks.release_all("ns/a", {})
    assert not acquire(locks, "ns/b")[0]
    assert acquire(locks, "ns/z")[0]


def test_who_holds_may_ask_again() -> None:
    locks = Locks()
    assert acquire(locks, "ns/a")[0]
    assert acquire(locks, "ns/a")[0]


def test_all_or_none() -> None:
    locks = Locks()
    acquire(locks, "ns/a", "1", "ns/Mutex/one")
    assert not acquire(locks, "ns/b", "2", "ns/Mutex/one", "ns/Mutex/two")[0]
    assert not acquire(locks, "ns/c", "3", "ns/Mutex/two")[0], "b came first"
    locks.release_all("ns/a", {})
    assert acquire(locks, "ns/b", "2", "ns/Mutex/one", "ns/Mutex/two")[0]


def test_the_status_tells_holders_and_waiters() -> None:
    locks = Locks()
    _, holder = acquire(locks, "ns/a")
    _, waiter = acquire(locks, "ns/b")
    assert holder == {"synchronization": {"mutex": {"holding": [{"mutex": TASK, "holder": "ns/a"}]}}}
    assert waiter == {"synchronization": {"mutex": {"waiting": [{"mutex": TASK, "holder": "ns/a"}]}}}
    locks.release_all("ns/a", holder)
    assert holder == {}


def test_holders_are_known_after_a_restart() -> None:
    _, status = acquire(Locks(), "ns/a")
    restarted = Locks()
    restarted.restore([{"status": {"phase": "Running", **status}}])
    assert not acquire(restarted, "ns/b")[0]
    assert acquire(restarted, "ns/a")[0]


def test_a_mutex_belongs_to_a_namespace() -> None:
    assert lock_name({"name": "x"}, "ns") == "ns/Mutex/x"
    assert lock_name({"name": "x", "namespace": "other"}, "ns") == "other/Mutex/x"
