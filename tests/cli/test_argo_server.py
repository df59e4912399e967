"""Whatever answers at the Argo Server's address, or nobody: one clear line, and an exit code that fits."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hera.exceptions import BadRequest, NotFound
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from cli.argo_answers import one_line, refused
from cli.argo_server import argo_server
from remediation.errors import Misuse, Permanent, RemedyError, Temporary
from remediation.settings import Settings
from sandbox.serving import serving

POLICY = (
    'Server returned status code 400 with message: `workflows.argoproj.io "play-7-x" is forbidden: '
    "ValidatingAdmissionPolicy 'remedy-sensor-workflows.remediation' with binding "
    "'remedy-sensor-workflows.remediation' denied request: a sensor's token may set no other field`"
)


class Stranger:
    """Answers every request in the same way."""

    def __init__(self) -> None:
        self.answer: Response = Response()
        self.url = ""
        self.asked: list[str] = []

    async def give(self, request: Request) -> Response:
        self.asked.append(f"{request.url.path} {request.headers.get('authorization')}")
        return self.answer


@pytest.fixture
def stranger() -> Iterator[Stranger]:
    stranger = Stranger()
    with serving(Starlette(routes=[Route("/{path:path}", stranger.give)])) as stranger.url:
        yield stranger


def failure(url: str, **settings: object) -> RemedyError:
    """Read a template at an address, and give the error."""
    chosen = Settings.model_validate({"argo_server_url": url, "argo_token": "token", **settings})
    with pytest.raises(RemedyError) as caught, argo_server(chosen) as service:
        service.get_workflow_template("play")
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            HTMLResponse("<title>Argo</title>"),
            "no Argo Server answers at URL, check argo_server_url (HTTP 200: an HTML page)",
        ),
        (PlainTextResponse("404 page not found", 404), "(HTTP 404: 404 page not found)"),
        (PlainTextResponse("Client sent an HTTP request to an HTTPS server.", 400), "(HTTP 400: Client sent"),
        (JSONResponse([1]), "(HTTP 200: [1])"),
        (JSONResponse({"detail": "Not Found"}, 404), "no Argo Server answers"),
        (JSONResponse({"kind": "Status", "code": 403, "message": "no"}, 403), "(HTTP 403: no)"),
        (JSONResponse({"code": 12, "message": "Not Implemented"}, 501), "(HTTP 501: Not Implemented)"),
        (
            RedirectResponse("https://login.example/"),
            "URL redirects to https://login.example/; set argo_server_url",
        ),
    ],
)
def test_a_wrong_address_is_a_wrong_setting(stranger: Stranger, answer: Response, told: str) -> None:
    stranger.answer = answer

    error = failure(stranger.url)

    assert isinstance(error, Misuse)
    assert told.replace("URL", stranger.url, 1) in str(error)
    assert len(stranger.asked) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_server_in_trouble_is_for_another_time(stranger: Stranger, status: int) -> None:
    stranger.answer = PlainTextResponse("upstream\nis away", status)

    error = failure(stranger.url)

    assert isinstance(error, Temporary)
    assert str(error) == f"the Argo Server at {stranger.url} answers {status}: upstream is away"


def test_an_address_where_nobody_listens_is_for_another_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"

    error = failure(url)

    assert isinstance(error, Temporary)
    assert str(error) == f"the Argo Server does not answer at {url}: Connection refused"


def test_a_server_that_says_nothing_is_not_waited_for_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cli.argo_server.TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        error = failure(f"http://127.0.0.1:{listener.getsockname()[1]}")

    assert isinstance(error, Temporary)
    assert "does not answer in time" in str(error)


def test_a_server_without_tls_is_a_wrong_setting(stranger: Stranger) -> None:
    error = failure(stranger.url.replace("http", "https"))

    assert isinstance(error, Misuse)
    assert "no TLS is spoken at https://127.0.0.1" in str(error)


def test_an_authority_that_is_no_certificate_is_a_wrong_setting(stranger: Stranger) -> None:
    broken = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"

    error = failure(stranger.url.replace("http", "https"), argo_server_ca=broken)

    assert isinstance(error, Misuse)
    assert "argo_server_ca holds no certificate that can be read" in str(error)


def test_a_path_in_the_address_is_kept(stranger: Stranger) -> None:
    stranger.answer = JSONResponse({"code": 5, "message": "not found"}, 404)
    chosen = Settings.model_validate({"argo_server_url": f"{stranger.url}/argo", "argo_token": "token"})

    with pytest.raises(NotFound), argo_server(chosen) as service:
        service.get_workflow_template("play")

    assert stranger.asked == ["/argo/api/v1/workflow-templates/remediation/play Bearer token"]


def test_a_password_of_netrc_does_not_take_the_tokens_place(
    stranger: Stranger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("default login ada password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))

    failure(stranger.url)

    assert stranger.asked[0].endswith(" Bearer token")


def test_a_refusal_by_an_admission_policy_names_the_policy_and_its_reason() -> None:
    error = refused(BadRequest(POLICY), "play-7-x")

    assert type(error) is Permanent
    assert str(error) == (
        "admission policy remedy-sensor-workflows.remediation refuses play-7-x to this token's account: "
        "a sensor's token may set no other field"
    )


def test_any_other_refusal_is_told_in_the_servers_words() -> None:
    error = refused(BadRequest("Server returned status code 400 with message: `spec\nis wrong`"), "play-7-x")

    assert str(error) == "the Argo Server refuses play-7-x: spec is wrong"


def test_what_others_wrote_does_not_steer_the_terminal() -> None:
    assert one_line("a\x1b[2J\n\u202eb" + "x" * 400) == "a [2J b" + "x" * 292 + "…"
