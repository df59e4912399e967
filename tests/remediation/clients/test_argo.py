"""The Argo Server behind a certificate of an authority that only our settings know."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from remediation.clients.argo import connect
from remediation.errors import Misuse, Permanent
from remediation.settings import Settings, from_environment
from sandbox.serving import serving
from tests.front import Authority, Front, authority, front

BROKEN = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"


async def no_workflows(_: Request) -> Response:
    return JSONResponse({"items": None})


@pytest.fixture
def unknown(tmp_path: Path) -> Authority:
    return authority(tmp_path)


@pytest.fixture
def server(unknown: Authority) -> Iterator[Front]:
    with (
        serving(Starlette(routes=[Route("/{path:path}", no_workflows)])) as upstream,
        front(upstream, tls=unknown.tls) as server,
    ):
        yield server


def settings(folder: Path, url: str, **chosen: object) -> Settings:
    """Give the settings of a pod, as they come to it through the exported ConfigMap."""
    (folder / "token").write_text("token")
    values = {"argo_server_url": url, "service_account_directory": folder, **chosen}
    return from_environment(Settings.model_validate(values).environment())


def test_the_authority_of_the_settings_is_trusted(server: Front, unknown: Authority, tmp_path: Path) -> None:
    argo = connect(settings(tmp_path, server.url, argo_server_ca=unknown.pem))

    assert argo.find(selector="task-id=7") == []


def test_another_authority_is_not(server: Front, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    argo = connect(settings(tmp_path, server.url, argo_server_ca=authority(folder).pem))

    with pytest.raises(Permanent, match=r"certificate of the Argo Server at 127\.0\.0\.1 is not trusted"):
        argo.find(selector="task-id=7")


def test_without_an_authority_the_systems_count(server: Front, tmp_path: Path) -> None:
    with pytest.raises(Permanent, match="is not trusted: unable to get local issuer certificate"):
        connect(settings(tmp_path, server.url)).find(selector="task-id=7")


def test_any_certificate_is_taken_where_that_is_set(server: Front, tmp_path: Path) -> None:
    argo = connect(settings(tmp_path, server.url, argo_server_verify=False))

    assert argo.find(selector="task-id=7") == []


def test_an_authority_that_cannot_be_read_is_a_wrong_setting(server: Front, tmp_path: Path) -> None:
    argo = connect(settings(tmp_path, server.url, argo_server_ca=BROKEN))

    with pytest.raises(Misuse, match="authority of the Argo Server cannot be read as PEM text"):
        argo.find(selector="task-id=7")


@pytest.mark.parametrize("text", ["/etc/ssl/argo.pem", "-----BEGIN CERTIFICATE----- ä"])
def test_a_path_is_no_authority(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="must be the text of a PEM certificate, not its path"):
        settings(tmp_path, "https://argo", argo_server_ca=text)
