from pathlib import Path

import pytest

from remediation.configuration import load_settings
from remediation.errors import Misuse
from remediation.settings import Settings, from_environment


@pytest.fixture(autouse=True)
def empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_pod_reads_the_settings_that_its_manifests_were_exported_with() -> None:
    exported = Settings(cycle_cap=3, namespace="elsewhere", argo_server_verify=False)

    assert from_environment(exported.environment()) == exported


def test_secrets_are_never_exported() -> None:
    exported = from_environment({"REMEDY_GITHUB_TOKEN": "hush", "REMEDY_GITHUB_APP_ID": "1"}).environment()

    assert not [name for name in exported if "GITHUB_TOKEN" in name or "APP" in name]
    assert "hush" not in "".join(exported.values())


def test_the_environment_wins_over_the_file_and_the_file_over_the_defaults(
    empty_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty_directory / "remedy.yaml").write_text("cycle_cap: 4\ndeadlines: {cancel: 9, lease: 100}\n")
    monkeypatch.setenv("REMEDY_DEADLINES__CANCEL", "7")

    settings = load_settings()

    assert (settings.cycle_cap, settings.deadlines.cancel, settings.deadlines.lease) == (4, 7, 100)
    assert settings.deadlines.run == Settings().deadlines.run


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("REMEDY_CYCLE_CAP", "99", "cycle_cap: Input should be less than or equal to 20"),
        ("REMEDY_DEADLINES__CANCEL", "120", "lease must be longer than cancel and gate_active"),
        ("REMEDY_DEADLINES__RUN", "200", "run must be longer than 225"),
        ("REMEDY_REPOSITORIES", "[{", "repositories"),
        (
            "REMEDY_REPOSITORIES",
            '[{"name": "no-slash", "agents_namespace": "a"}]',
            "repositories.0.name: must be OWNER/NAME of a repository",
        ),
        ("REMEDY_REPOSITORIES", "[]", "repositories: must not be empty"),
        ("REMEDY_REPOSITORIES", '{"name": "a/b"}', "repositories: must be a list"),
        ("REMEDY_REPOSITORIES", '[{"name": "a/b"}]', "repositories.0.agents_namespace: is missing"),
        ("REMEDY_FILE", "nowhere.yaml", "nowhere.yaml does not exist"),
        (
            "REMEDY_REPOSITORIES",
            '[{"name": "a/b", "agents_namespace": "x"}, {"name": "a/c", "agents_namespace": "x"}]',
            "x is the agents_namespace of a repository more than once",
        ),
        (
            "REMEDY_REPOSITORIES",
            '[{"name": "a/b", "agents_namespace": "x"}, {"name": "A/B", "agents_namespace": "y"}]',
            "a/b is listed more than once",
        ),
        (
            "REMEDY_REPOSITORIES",
            '[{"name": "a/b-", "agents_namespace": "x"}]',
            "a/b- cannot be written as a Kubernetes label value",
        ),
        ("REMEDY_IMAGE", "", "image: must be the name of a container image"),
        ("REMEDY_IMAGE", " ", "image: must be the name of a container image"),
        ("REMEDY_NAMESPACE", "Bad_Name!", "namespace: must be a Kubernetes name"),
        ("REMEDY_NAMESPACE", "", "namespace: must be a Kubernetes name"),
        ("REMEDY_NAMESPACE", " ", "namespace: must be a Kubernetes name"),
        ("REMEDY_KUBERNETES_URL", "https://h:99999", "kubernetes_url: Port out of range 0-65535"),
        ("REMEDY_KUBERNETES_URL", "http://h:abc", "kubernetes_url: must be http(s)://HOST"),
        ("REMEDY_KUBERNETES_URL", "nonsense", "kubernetes_url: must be http(s)://HOST"),
        ("REMEDY_GITHUB_URL", "http://x:abc", "github_url: must be http(s)://HOST"),
        ("REMEDY_GITHUB_URL", "http://[::1", "github_url: must be http(s)://HOST"),
        ("REMEDY_GITHUB_URL", "http://[:::::]", "github_url: ':::::' does not appear to be an IPv4 or IPv6"),
        ("REMEDY_GITHUB_URL", "ftp://x", "github_url: must be http(s)://HOST"),
        ("REMEDY_ARGO_SERVER_URL", "https://a..b", "argo_server_url: must be http(s)://HOST"),
        ("REMEDY_ARGO_SERVER_URL", "http://", "argo_server_url: must be http(s)://HOST"),
        ("REMEDY_ARGO_SERVER_URL", "", "argo_server_url: must be http(s)://HOST"),
        ("REMEDY_NATS_URL", "garbage", "nats_url: must be nats://HOST or tls://HOST"),
        ("REMEDY_CODERUNS", '{"plural": ""}', "coderuns.plural: must be a Kubernetes name"),
        ("REMEDY_CODERUNS", '{"api_version": ""}', "coderuns.api_version: must be GROUP/VERSION"),
        ("REMEDY_CODERUNS__API_VERSION", "v1", "coderuns.api_version: must be GROUP/VERSION"),
        ("REMEDY_DEADLINES", '{"cancle": 1}', "deadlines.cancle: there is no such setting"),
        ("REMEDY_DEADLINES", "[]", "deadlines: must be names with values"),
        ("REMEDY_IDENTITIES__REX", "[]", "identities.rex: must not be empty"),
        ("REMEDY_IDENTITIES__REX", '["a b"]', "identities.rex.0: must be a GitHub login"),
        (
            "REMEDY_IDENTITIES",
            '{"rex": ["acme-bot"], "cleo": ["Acme-Bot[bot]"]}',
            "identities: Acme-Bot is in rex and in cleo",
        ),
        ("REMEDY_IDENTITIES__TESS", '["rex-5dlabs"]', "identities: rex-5dlabs is in rex and in tess"),
        ("REMEDY_TYPO", "1", "REMEDY_TYPO: there is no such setting"),
        ("REMEDY_NAMESPACE__NAME", "a", "REMEDY_NAMESPACE__NAME: there is no such setting"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(
    name: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(Misuse, match="settings") as caught:
        load_settings()

    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["bogus: 1", "cycle_cap: [", "- 1", "\x00"])
def test_a_wrong_file_is_one_clear_line(text: str, empty_directory: Path) -> None:
    (empty_directory / "remedy.yaml").write_text(text)

    with pytest.raises(Misuse, match="settings") as caught:
        load_settings()

    assert "\n" not in str(caught.value)


def test_a_repository_is_found_as_github_finds_it() -> None:
    assert Settings().repository("5DLabs/CTO") is not None
    assert Settings().repository("5dlabs/cto-fork") is None


@pytest.mark.parametrize(
    ("login", "role"),
    [
        ("5DLabs-Rex[bot]", "rex"),
        ("5dlabs-rex", "rex"),
        ("rex-5dlabs[bot]", "rex"),
        ("5DLabs-Cleo", "cleo"),
        ("5DLabs-Tess[bot]", "tess"),
        ("5DLabs-Rexo", None),
        ("5DLabs-Rex[bot][bot]", None),
        ("", None),
    ],
)
def test_a_login_has_its_role_with_or_without_bot(login: str, role: str | None) -> None:
    assert Settings().identities.role_of(login) == role


def test_an_identity_that_is_written_with_bot_is_the_same_login() -> None:
    settings = Settings.model_validate({"identities": {"cleo": ["acme-cleo[bot]", "acme-cleo"]}})

    assert settings.identities.logins("cleo") == ("acme-cleo",)
    assert settings.identities.role_of("Acme-Cleo[bot]") == "cleo"


def test_a_pod_with_a_broken_setting_says_which_one() -> None:
    with pytest.raises(Misuse, match="deadlines: no valid JSON"):
        from_environment({"REMEDY_DEADLINES": "{"})


def test_a_secret_is_never_taken_for_json() -> None:
    assert from_environment({"REMEDY_GITHUB_TOKEN": "{token"}).github_token is not None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kubernetes_url", "https://[fd00::1]:6443"),
        ("github_url", "https://github.acme.example/api/v3"),
        ("argo_server_url", "http://10.0.0.1:2746/argo/"),
        ("nats_url", "tls://nats.acme.example"),
        ("nats_url", ""),
        ("image", "mirror.acme.example:5000/team/remedy@sha256:0123"),
    ],
)
def test_what_operators_write_is_taken(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"REMEDY_{name.upper()}", value)

    assert getattr(load_settings(), name) == value


def test_variables_of_the_runner_and_of_the_tests_are_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RUNNER_HOST", "TEST_IMAGE", "PAYLOADS"):
        monkeypatch.setenv(f"REMEDY_{name}", "something")

    assert load_settings().environment() == Settings().environment()


def test_a_pod_ignores_what_it_does_not_know() -> None:
    assert from_environment({"REMEDY_TYPO": "1"}) == Settings()


@pytest.mark.parametrize("given", ["ghp_1", "ghp_1\n", " ghp_1 \r\n"])
def test_a_credential_is_taken_without_the_line_end_of_its_file(given: str) -> None:
    settings = from_environment({"REMEDY_GITHUB_TOKEN": given, "REMEDY_GITHUB_APP_ID": given})

    assert settings.github_token is not None
    assert (settings.github_token.get_secret_value(), settings.github_app_id) == ("ghp_1", "ghp_1")


def test_an_empty_credential_is_none() -> None:
    settings = from_environment({"REMEDY_GITHUB_TOKEN": "\n", "REMEDY_GITHUB_APP_ID": ""})

    assert (settings.github_token, settings.github_app_id) == (None, None)
