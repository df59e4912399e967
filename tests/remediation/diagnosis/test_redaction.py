import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediation.diagnosis.redaction import REDACTED, redact

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
BODY = st.text(LETTERS, min_size=40, max_size=60)
PREFIXES = (
    "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xoxb-", "npm_", "pypi-", "hf_",
    "sk-ant-", "dckr_pat_", "ya29.", "eyJhbGciOiJI.eyJzdWIiOiIx.",
)  # fmt: skip
NAMES = st.sampled_from(
    [
        "password",
        "DB_PASSWORD",
        "AWS_SECRET_ACCESS_KEY",
        "api_key",
        "GITHUB_TOKEN",
        "clientSecret",
        "auth-token",
    ]
)
TEXT = st.text(" abcxyz:=\"'/@.-_", max_size=30)


@given(before=TEXT, prefix=st.sampled_from(PREFIXES), body=BODY, after=TEXT)
def test_a_token_is_redacted_wherever_it_stands(before: str, prefix: str, body: str, after: str) -> None:
    shown = redact(f"{before} {prefix}{body} {after}")

    assert body not in shown


@given(name=NAMES, body=BODY, form=st.sampled_from(["{}={}", '"{}": "{}"', "export {}='{}'", "{}: {}1"]))
def test_a_value_is_redacted_whose_name_says_that_it_is_secret(name: str, body: str, form: str) -> None:
    assert body not in redact(form.format(name, body))


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "AIzaSyA1234567890abcdefghijklmnopqrstuvw",
        "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
        "-----BEGIN RSA PRIVATE KEY-----MIIEpAIBAAKCAQEA",
        "MIIEpAIBAAKCAQEA1c7+9z5Pad7OejecsQ0buPWHdTsyK9xLxPq9vKGBcHsC4pDl",
    ],
)
def test_keys_are_redacted(text: str) -> None:
    assert REDACTED in redact(text)
    assert text[-16:] not in redact(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("fatal: https://me:pa55@example.com/a.git", f"fatal: https://{REDACTED}@example.com/a.git"),
        ("Authorization: Bearer abcdef.123", f"Authorization: Bearer {REDACTED}"),
        ("login --password hunter2two", f"login --password {REDACTED}"),
    ],
)
def test_only_the_secret_is_redacted(text: str, shown: str) -> None:
    assert redact(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "HEAD is now at 050ce9e1226b95d6b5938bdd5e245491f7219fd8",
        "sha256:df9b9388f04ad6279a7410b85cedfdcb2208c0a003da7ab5613af71079148139",
        "df9b9388f04ad6279a7410b85cedfdcb2208c0a003da7ab5613af71079148139",
        '"integrity": "sha512-kZ0T4l2z8dS+abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ=="',
        "Input required and not supplied: token",
        "SyntaxError: Unexpected token: punc",
        "error: expected one of `!` or `::`, found token: identifier",
        "password: ***",
        "GITHUB_TOKEN=$GITHUB_TOKEN",
        "token: ${{ secrets.GITHUB_TOKEN }}",
        "unauthorized: personal access token is expired",
        "git@github.com:5dlabs/cto.git",
        "https://registry.npmjs.org/@scope/package",
        "password: incorrect",
        "author: somebody-with-a-long-name",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert redact(text) == text


@given(st.text())
def test_redacting_twice_is_redacting_once(text: str) -> None:
    assert redact(redact(text)) == redact(text)
