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
        ("REMEDY_REPOSITORIES", '[{"name": "no-slash", "agents_namespace": "a"}]', "repositories.0.name"),
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
