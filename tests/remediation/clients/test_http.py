import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from remediation.clients.http import Conflict, Http
from remediation.errors import Misuse, Permanent, Temporary
from sandbox.serving import serving


class Script:
    """A server that gives the next of its answers, and counts."""

    def __init__(self) -> None:
        self.answers: list[Response] = []
        self.asked = 0

    async def answer(self, request: Request) -> Response:
        await request.body()
        self.asked += 1
        return self.answers.pop(0) if self.answers else JSONResponse({"ok": True})


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def server(script: Script, waits: list[float]) -> Iterator[Http]:
    methods = ["GET", "POST", "PUT", "DELETE"]
    with serving(Starlette(routes=[Route("/{path:path}", script.answer, methods=methods)])) as url:
        http = Http(url, name="the server", sleep=waits.append)
        yield http
        http.close()


def failing(status: int, message: str = "no", **headers: str) -> Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return JSONResponse({"message": message}, status_code=status, headers=names)


def test_the_answer_is_given(server: Http) -> None:
    assert server.call("GET", "/x").json() == {"ok": True}


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_a_server_that_is_briefly_away_is_asked_again(server: Http, script: Script, status: int) -> None:
    script.answers = [failing(status), failing(status)]

    assert server.call("GET", "/x").json() == {"ok": True}
    assert script.asked == 3


def test_longer_trouble_is_temporary(server: Http, script: Script) -> None:
    script.answers = [failing(503, "down for repair")] * 3

    with pytest.raises(Temporary, match="the server answered 503 to GET /x: down for repair"):
        server.call("GET", "/x")


def test_a_post_is_sent_once_because_it_may_have_been_obeyed(server: Http, script: Script) -> None:
    script.answers = [failing(503)]

    with pytest.raises(Temporary):
        server.call("POST", "/x", body={})
    assert script.asked == 1


@pytest.mark.parametrize(
    "answer",
    [
        failing(429, retry_after="7"),
        failing(403, retry_after="60"),
        failing(403, x_ratelimit_remaining="0"),
        failing(403, "exceeded quota: agents"),
        failing(410, "The provided continue parameter is too old"),
        failing(403, "You have exceeded a secondary rate limit"),
    ],
)
def test_a_limit_is_temporary_and_is_not_hammered(server: Http, script: Script, answer: Response) -> None:
    script.answers = [answer] * 3

    with pytest.raises(Temporary):
        server.call("GET", "/x")
    assert script.asked == 1


def test_a_short_limit_is_waited_for(server: Http, script: Script, waits: list[float]) -> None:
    script.answers = [failing(429, retry_after="1")]

    assert server.call("GET", "/x").json() == {"ok": True}
    assert waits == [1.0]


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 422])
def test_what_the_server_refuses_is_permanent(server: Http, script: Script, status: int) -> None:
    script.answers = [failing(status, "because")]

    with pytest.raises(Permanent, match=f"{status} to PUT /x: because"):
        server.call("PUT", "/x", body={})


def test_a_conflict_has_a_kind_of_its_own(server: Http, script: Script) -> None:
    script.answers = [failing(409)]

    with pytest.raises(Conflict):
        server.call("PUT", "/x", body={})


def test_a_status_that_the_caller_handles_is_an_answer(server: Http, script: Script) -> None:
    script.answers = [failing(404)]

    assert server.call("GET", "/x", allow={404}).status == 404


@pytest.mark.parametrize("body", ["<html>", "[1]", '"text"'])
def test_an_answer_that_is_no_json_object_is_temporary(server: Http, script: Script, body: str) -> None:
    script.answers = [Response(body)]

    with pytest.raises(Temporary, match="not"):
        server.call("GET", "/x").json()


def test_a_server_that_is_not_there_is_temporary() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(Temporary, match=r"the server does not answer at 127\.0\.0\.1"):
        Http(f"http://127.0.0.1:{port}", name="the server", sleep=lambda _: None).call("GET", "/")


@pytest.mark.parametrize(
    "url", ["", "localhost:80", "ftp://x", "http://", "http://[::1", "http://h:99999", "http://h:abc"]
)
def test_an_address_that_is_no_url_is_misuse(url: str) -> None:
    with pytest.raises(Misuse, match=r"must be an http\(s\) URL"):
        Http(url, name="the server")


def test_a_certificate_authority_that_is_not_there_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="certificate authority of the server cannot be read"):
        Http("https://127.0.0.1:9", name="the server", ca_file=tmp_path / "ca.crt").call("GET", "/")


@pytest.mark.parametrize("token", ["SECRET\n", "SEC\nRET", "SÉCRET", "SEC\x00RET", "SEC\u2028RET"])
def test_a_token_that_cannot_be_one_is_not_told(token: str) -> None:
    http = Http("http://127.0.0.1:9", name="the server", headers=lambda: {"Authorization": f"Bearer {token}"})

    with pytest.raises(Misuse) as caught:
        http.call("GET", "/")

    assert str(caught.value) == "the token of the server holds characters that no token has"
    assert caught.value.__cause__ is None


def test_a_host_that_cannot_be_one_is_misuse() -> None:
    with pytest.raises(Misuse, match="the address of the server holds no possible name of a host"):
        Http(f"http://{'a' * 64}.example", name="the server").call("GET", "/")
