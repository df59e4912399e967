"""`remedy submit` on the project's own engine and, marked `cluster`, on the real Argo of $KUBECONFIG."""

import json
import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from cli.submit import submit
from remediation.errors import Misuse, Permanent, RemedyError
from tests.contract.argo.conftest import token_of
from tests.contract.argo.place import Place
from tests.front import Authority, authority, front

# Hera writes its requests in the way of an older pydantic.
pytestmark = [
    pytest.mark.usefixtures("settings"),
    pytest.mark.filterwarnings("ignore:The `json` method is deprecated"),
]
LINK = re.compile(
    r"(?P<server>http://[^/]+)/workflows/(?P<namespace>[^/]+)/(?P<name>[^?]+)\?uid=[0-9a-f-]{36}"
)

app = typer.Typer()
app.command()(submit)


@pytest.fixture
def unknown(tmp_path: Path) -> Authority:
    return authority(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def refusal(*arguments: str) -> RemedyError:
    result = run(*arguments)
    assert isinstance(result.exception, RemedyError), result.output
    assert "\n" not in str(result.exception)
    assert result.stdout == ""
    return result.exception


def test_it_submits_and_prints_the_page_of_the_run_in_the_argo_ui(shop: Place) -> None:
    result = run("stock", "-p", "shelf=a=b")

    assert result.exit_code == 0
    link = LINK.fullmatch(result.stdout.strip())
    assert link
    assert (link["server"], link["namespace"]) == (shop.server, shop.namespace)
    spec = shop.read(link["name"]).workflow["spec"]
    assert spec["workflowTemplateRef"] == {"name": "stock"}
    assert spec["arguments"]["parameters"] == [{"name": "shelf", "value": "a=b"}]


def test_a_run_of_a_task_is_named_after_it() -> None:
    named = LINK.search(run("stock", "-p", "shelf=a", "-p", "task-id=42").stdout)
    unnamed = LINK.search(run("stock", "-p", "shelf=a", "-p", "task-id=../7").stdout)

    assert named
    assert re.fullmatch(r"stock-42-[a-z0-9]{5}", named["name"])
    assert unnamed
    assert re.fullmatch(r"stock-[a-z0-9]{5}", unnamed["name"])


def test_json_of_a_run_that_is_not_followed() -> None:
    document = json.loads(run("stock", "-p", "shelf=a", "--json").stdout)

    assert (document["phase"], document["nodes"]) == ("Pending", [])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nosuch"], "there is no WorkflowTemplate nosuch in namespace "),
        (["../stock"], "'../stock' is no name of a WorkflowTemplate"),
        (["stock", "-p", "shelf=a", "-p", "rack=b"], "stock has no parameter rack; it takes shelf, task-id"),
        (["hopeless", "-p", "rack=b"], "hopeless has no parameter rack; it takes none"),
        (["stock"], "stock needs -p shelf=..."),
        (["stock", "-p", "shelf"], "--parameter takes KEY=VALUE, not 'shelf'"),
        (["stock", "-p", "shelf=a", "-p", "shelf=b"], "--parameter shelf is given twice"),
        (["stock", "-p", "shelf={{workflow.uid}}"], "--parameter shelf holds '{{', which Argo would expand"),
    ],
)
def test_wrong_usage_exits_2_before_anything_is_created(shop: Place, arguments: list[str], told: str) -> None:
    before = shop.call("GET", f"workflows/{shop.namespace}").body["items"]

    error = refusal(*arguments)

    assert isinstance(error, Misuse)
    assert told in str(error)
    assert len(shop.call("GET", f"workflows/{shop.namespace}").body["items"] or []) == len(before or [])


@pytest.mark.parametrize(
    ("token", "told"),
    [
        ("", "wants a token, set REMEDY_ARGO_TOKEN"),
        ("made-up", "does not accept the token of REMEDY_ARGO_TOKEN: Unauthorized"),
        ("tök en", "REMEDY_ARGO_TOKEN holds characters that no token has"),
    ],
)
def test_a_missing_or_wrong_token_exits_2(token: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMEDY_ARGO_TOKEN", token)

    error = refusal("stock", "-p", "shelf=a")

    assert isinstance(error, Misuse)
    assert told in str(error)


def test_a_token_is_taken_as_the_argo_command_prints_it(shop: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMEDY_ARGO_TOKEN", f"Bearer {shop.token}\n")

    assert run("stock", "-p", "shelf=a").exit_code == 0


def test_an_account_without_rights_exits_1(shop: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMEDY_ARGO_TOKEN", token_of(shop.api, shop.namespace, "nobody"))

    error = refusal("stock", "-p", "shelf=a")

    assert type(error) is Permanent
    path = f"/api/v1/workflow-templates/{shop.namespace}/stock"
    assert f"the token's account may not GET {path}: " in str(error)


def test_a_certificate_that_is_not_trusted_exits_2_and_one_of_its_authority_is_taken(
    shop: Place, unknown: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with front(shop.server, tls=unknown.tls) as server:
        monkeypatch.setenv("REMEDY_ARGO_SERVER_URL", server.url)

        error = refusal("stock", "-p", "shelf=a")
        monkeypatch.setenv("REMEDY_ARGO_SERVER_CA", unknown.pem)
        trusted = run("stock", "-p", "shelf=a")

    assert isinstance(error, Misuse)
    assert str(error).endswith(
        "is not trusted: unable to get local issuer certificate; "
        "give its authority in argo_server_ca, or set argo_server_verify to false"
    )
    assert trusted.exit_code == 0, trusted.exception
    assert trusted.stdout.startswith(f"{server.url}/workflows/")


def test_any_certificate_is_taken_where_that_is_set(
    shop: Place, unknown: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REMEDY_ARGO_SERVER_VERIFY", "false")
    with front(shop.server, tls=unknown.tls) as server:
        monkeypatch.setenv("REMEDY_ARGO_SERVER_URL", server.url)

        result = run("stock", "-p", "shelf=a")

    assert (result.exit_code, result.stderr) == (0, "")
