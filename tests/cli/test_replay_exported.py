"""`remedy replay` on what is exported: GitHub's own payloads fire nothing, and each near miss says why."""

import json
from pathlib import Path

import pytest
import typer
import yaml
from typer.testing import CliRunner

from cli.replay import replay
from gitops.folder import write
from remediation.model import JsonObject
from remediation.settings import Repository, Settings
from tests.golden.exported import texts
from tests.oracle.webhooks import Webhook, real_webhooks
from tests.sensors.events import agent
from tests.sensors.pull_requests import acted, labelled, reviewed
from tests.sensors.pushes import push

COMMITTED = Path(__file__).parents[2] / "manifests"
REAL = {each.name: each for each in real_webhooks()}
CLEO, TESS = "5DLabs-Cleo[bot]", "5DLabs-Tess[bot]"
TASK_BRANCH = "task-[1-9][0-9]{0,8}-[A-Za-z0-9._/#+=@-]{1,180}"
OPENED, LABELLED = "multi-agent-workflow-resume, opened", "multi-agent-workflow-resume, labelled"
READY, APPROVED, CLOSED = "ready-for-qa-sensor", "pr-approval-sensor", "pull-request-closed"
PUSHED = "rex-remediation-restart"
NO_WEBHOOK = "its event source: no webhook of GitHub comes from there"

app = typer.Typer()
app.command()(replay)


@pytest.fixture(scope="module")
def hello_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export everything for the repository that GitHub's payloads are about."""
    folder = tmp_path_factory.mktemp("manifests")
    repository = Repository(name="Codertocat/Hello-World", agents_namespace="agents")
    write(folder, texts(Settings(repositories=(repository,))))
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "payload.json"


def shown(event: str, body: JsonObject, file: Path, manifests: Path = COMMITTED) -> list[str]:
    file.write_text(json.dumps(body), encoding="utf-8")
    result = CliRunner().invoke(app, [event, "--payload", str(file), "--manifests", str(manifests)])
    assert result.exit_code == 0, result.exception
    return result.stdout.splitlines()


def refused(lines: list[str]) -> dict[str, str]:
    """Give why each dependency refused, but for those that listen to another kind of event."""
    found = dict(line.split("  refused by ") for line in lines if "  refused by " in line)
    return {name: why for name, why in found.items() if why != NO_WEBHOOK and "X-Github-Event" not in why}


@pytest.mark.parametrize("webhook", REAL.values(), ids=REAL)
def test_what_github_sends_elsewhere_fires_nothing(webhook: Webhook, file: Path) -> None:
    heading, *lines = shown(webhook.name.partition(".")[0], webhook.body, file)

    assert heading.endswith(": 0 of 6 sensors would fire")
    assert len(lines) == 9
    assert all("  refused by " in line for line in lines)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ping", {}),
        ("issue_comment.created", {}),
        ("push", {PUSHED: f'body.ref: wanted refs/heads/{TASK_BRANCH}, got "refs/heads/master"'}),
        ("push.branch-deleted", {PUSHED: "body.deleted: wanted false, got true"}),
        (
            "pull_request.opened",
            {
                OPENED: f'body.pull_request.head.ref: wanted {TASK_BRANCH}, got "changes"',
                LABELLED: 'body.action: wanted labeled, got "opened"',
                CLOSED: 'body.action: wanted closed, got "opened"',
                READY: 'body.action: wanted labeled, got "opened"',
            },
        ),
        (
            "pull_request.labeled",
            {
                OPENED: 'body.action: wanted opened|reopened|ready_for_review, got "labeled"',
                LABELLED: 'body.label.name: wanted task-[1-9][0-9]{0,8}, got "bug"',
                CLOSED: 'body.action: wanted closed, got "labeled"',
                READY: f'body.pull_request.head.ref: wanted {TASK_BRANCH}, got "changes"',
            },
        ),
        (
            "pull_request_review.submitted",
            {APPROVED: f'body.pull_request.head.ref: wanted {TASK_BRANCH}, got "changes"'},
        ),
    ],
)
def test_a_near_miss_of_the_repository_itself_says_why(
    name: str, why: dict[str, str], hello_world: Path, file: Path
) -> None:
    assert refused(shown(name.partition(".")[0], REAL[name].body, file, hello_world)) == why


@pytest.mark.parametrize(
    ("event", "body", "dependency", "why"),
    [
        (
            "pull_request",
            labelled("ready-for-qa", sender__login="5DLabs-Cleo-evil[bot]"),
            READY,
            r'body.sender.login: wanted (?i:5DLabs-Cleo)(\[bot\])?, got "5DLabs-Cleo-evil[bot]"',
        ),
        (
            "pull_request",
            labelled("Ready-For-QA", sender__login=CLEO),
            READY,
            'body.label.name: wanted ready-for-qa, got "Ready-For-QA"',
        ),
        (
            "pull_request",
            acted("labeled", sender__login=CLEO),
            READY,
            "body.label.name: wanted ready-for-qa, got nothing, the path does not exist",
        ),
        (
            "pull_request",
            acted("opened", pull_request__draft=True),
            OPENED,
            "body.pull_request.draft: wanted false, got true",
        ),
        (
            "pull_request",
            acted("closed", pull_request__head__repo__full_name="evil/cto"),
            CLOSED,
            'body.pull_request.head.repo.full_name: wanted 5dlabs/cto, got "evil/cto"',
        ),
        (
            "pull_request_review",
            reviewed("changes_requested", by=TESS),
            APPROVED,
            'body.review.state: wanted approved, got "changes_requested"',
        ),
        (
            "push",
            push(sender__login="alice"),
            PUSHED,
            r'body.sender.login: wanted (?i:5DLabs-Rex|rex-5dlabs)(\[bot\])?, got "alice"',
        ),
        (
            "agent-finished",
            agent("cleo", "Succeeded"),
            "agent-finished, failed-agent-platform",
            'body.status.phase: wanted Failed, got "Succeeded"',
        ),
        (
            "agent-finished",
            {"type": "DELETE", "body": agent("tess", "Running", {"metadata__labels__trigger-type": "ci"})},
            "agent-finished, gone-agent-platform",
            "its event source: it watches objects with the label trigger-type==play",
        ),
    ],
)
def test_what_is_almost_a_signal_says_what_is_missing(
    event: str, body: JsonObject, dependency: str, why: str, file: Path
) -> None:
    heading, *lines = shown(event, body, file)

    assert heading.endswith(": 0 of 6 sensors would fire")
    assert refused(lines)[dependency] == why


def test_an_agent_that_is_gone_shows_the_run_that_its_play_would_hear_of(file: Path) -> None:
    heading, *lines = shown("agent-finished", {"type": "DELETE", "body": agent("tess", "Running")}, file)

    assert heading.endswith("agent-platform/play-3-1-tess: 1 of 6 sensors would fire")
    fired = lines.index(next(line for line in lines if "  fires " in line))
    run = yaml.safe_load("\n".join(line for line in lines[fired:] if line.startswith("    ")))
    given = {each["name"]: each["value"] for each in run["spec"]["arguments"]["parameters"]}
    assert (given["signal"], given["subject"], given["phase"]) == ("agent-gone", "play-3-1-tess", "Running")
