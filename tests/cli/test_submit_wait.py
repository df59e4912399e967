"""`remedy submit --wait`: what is told meanwhile, and what becomes of a run that nobody watches any more."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import typer
from typer.testing import CliRunner, Result

from cli.submit import submit
from remediation.errors import Permanent, Temporary
from tests.contract.argo.place import Place
from tests.front import front

# Hera writes its requests in the way of an older pydantic.
pytestmark = [
    pytest.mark.usefixtures("settings"),
    pytest.mark.filterwarnings("ignore:The `json` method is deprecated"),
]
LINK = re.compile(
    r"(?P<server>http://[^/]+)/workflows/(?P<namespace>[^/]+)/(?P<name>[^?]+)\?uid=[0-9a-f-]{36}"
)
CLOCK = re.compile(r"^\d\d:\d\d:\d\d  ", re.MULTILINE)

app = typer.Typer()
app.command()(submit)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@dataclass
class Command:
    """The command in a process of its own, whose output is read while it runs."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the run, as it stands in the link."""
        found = LINK.fullmatch(self.lines[0])
        assert found, self.lines
        return found["name"]

    def until(self, text: str) -> None:
        """Read until a line holds a text."""
        assert self.process.stdout
        while text not in (line := self.process.stdout.readline()):
            assert line, "".join(self.lines)
            self.lines.append(line.rstrip("\n"))
        self.lines.append(line.rstrip("\n"))

    def end(self) -> int:
        """Read everything else, and give the exit code."""
        assert self.process.stdout
        self.lines += self.process.stdout.read().splitlines()
        return self.process.wait()

    @property
    def told(self) -> list[str]:
        """What it told after the link, without times."""
        return [CLOCK.sub("", line) for line in self.lines[1:]]


@pytest.fixture
def follow() -> Iterator[list[Command]]:
    """Hold the processes of a test; none outlives it."""
    started: list[Command] = []
    yield started
    for command in started:
        command.process.kill()
        command.process.communicate()


def start(started: list[Command], *arguments: str, **environment: str) -> Command:
    process = subprocess.Popen(  # noqa: S603  # our own command
        [sys.executable, "-m", "cli.main", "submit", *arguments, "--wait"],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    started.append(Command(process))
    return started[-1]


def test_it_follows_a_run_to_its_end(shop: Place, follow: list[Command]) -> None:
    command = start(follow, "stock", "-p", "shelf=a")
    command.until("waits for a verdict")
    shop.set_verdict(command.name, "displayName=approve", "proceed")

    assert command.end() == 0
    counted, retried, gate_waits, gate_opened, end = (
        next(line for line in command.told if text in line)
        for text in ("✓ count", "tried again", "◇ approve", "✓ approve", "succeeded")
    )
    assert re.fullmatch(r"✓ count  \d+ s", counted)
    assert retried == "· count  try 1 failed, tried again: exit code 75, the shelf is locked"
    assert gate_waits == "◇ approve  waits for a verdict"
    assert gate_opened == "✓ approve  proceed"
    assert end == f"{command.name} succeeded"
    assert not [line for line in command.told if "[0]" in line or "count(0)" in line]


def test_a_run_that_fails_exits_1_with_the_steps_last_words() -> None:
    result = run("hopeless", "--wait")

    assert isinstance(result.exception, Permanent)
    assert result.exception.exit_code == 1
    assert re.fullmatch(
        r"hopeless-\w{5} ended as Failed: hopeless-\w{5}: exit code 1, there is no such shelf",
        str(result.exception),
    )


def test_json_is_one_document_and_what_happens_is_told_on_standard_error(shop: Place) -> None:
    result = run("hopeless", "--wait", "--json")

    document = json.loads(result.stdout)
    assert document["phase"] == "Failed"
    assert document["link"] in result.stderr
    assert f"/{shop.namespace}/{document['name']}?uid=" in document["link"]
    (node,) = document["nodes"]
    assert (node["name"], node["phase"]) == (document["name"], "Failed")
    assert node["started"] <= node["finished"]
    assert "✗ hopeless" in result.stderr


def test_ctrl_c_leaves_the_run_alone_and_says_so(shop: Place, follow: list[Command]) -> None:
    command = start(follow, "stock", "-p", "shelf=a")
    command.until("waits for a verdict")
    command.process.send_signal(signal.SIGINT)

    assert command.end() == 130
    assert command.told[-1] == f"interrupted: {command.name} goes on, see {command.lines[0]}"
    assert shop.read(command.name).phase == "Running"


def test_a_connection_that_is_lost_for_a_while_is_tried_again(shop: Place, follow: list[Command]) -> None:
    with front(shop.server) as server:
        command = start(follow, "stock", "-p", "shelf=a", REMEDY_ARGO_SERVER_URL=server.url)
        command.until("waits for a verdict")
        server.answers = 0
        command.until("trying again for 120 s")
        shop.set_verdict(command.name, "displayName=approve", "proceed")
        server.answers = None

        assert command.end() == 0
    assert command.told[-3:] == [
        "the Argo Server answers again",
        "✓ approve  proceed",
        f"{command.name} succeeded",
    ]


def test_a_connection_that_stays_lost_is_for_another_time(
    shop: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.following.PATIENCE_SECONDS", 0.5)
    monkeypatch.setattr("cli.following.LOOK_SECONDS", 0.1)
    with front(shop.server) as server:
        monkeypatch.setenv("REMEDY_ARGO_SERVER_URL", server.url)
        server.answers = len(("the template", "the run that is created"))

        result = run("stock", "-p", "shelf=a", "--wait", "--json")

    assert isinstance(result.exception, Temporary)
    assert "goes on without being watched" in str(result.exception)
    assert json.loads(result.stdout)["phase"] == "Pending"


def test_a_run_that_is_deleted_meanwhile_is_no_success(shop: Place, follow: list[Command]) -> None:
    command = start(follow, "stock", "-p", "shelf=a")
    command.until("waits for a verdict")
    shop.call("DELETE", f"workflows/{shop.namespace}/{command.name}")

    assert command.end() == 1
    assert command.told[-1] == f"remedy: {command.name} was deleted before it ended"
