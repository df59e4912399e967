"""One machine is up in an instant, holds what is exported, and leaves nothing behind."""

import threading
import time

import pytest
import urllib3

from gitops.manifests import manifests
from remediation.clients.github_app import PERMISSIONS
from remediation.settings import Repository, Settings
from sandbox.applying import Applier
from sandbox.machine import machine

SECONDS = 2.0


def test_a_machine_starts_well_within_two_seconds() -> None:
    with machine(Settings()):  # the first one pays for imports
        pass
    began = time.monotonic()

    with machine(Settings()):
        assert time.monotonic() - began < SECONDS


def test_everything_that_is_exported_is_there_with_the_machines_own_addresses() -> None:
    with machine(Settings(namespace="elsewhere")) as started:
        applier = Applier(started.kubernetes)
        exported = [body for bodies in manifests(started.settings).values() for body in bodies]
        wanted = [body for body in exported if not body["apiVersion"].startswith("kustomize")]
        missing = [
            body["metadata"]["name"]
            for body in wanted
            if started.kubernetes.call(
                "GET", f"{applier.collection(body)}/{body['metadata']['name']}", allow={404}
            )["kind"]
            == "Status"
        ]
        settings = started.kubernetes.call("GET", "/api/v1/namespaces/elsewhere/configmaps/remedy-settings")

    assert missing == []
    assert settings["data"]["REMEDY_GITHUB_URL"].startswith("http://127.0.0.1:")


def test_the_steps_act_as_our_app_with_the_permissions_that_it_needs_and_no_more() -> None:
    with machine(Settings()) as started:
        secret = started.kubernetes.call("GET", "/api/v1/namespaces/remediation/secrets/remedy-github")
        installations = list(started.github.world.installations.values())

    assert sorted(secret["data"]) == ["app-id", "private-key"]
    assert [each.app.bot.login for each in installations] == ["remedy[bot]"]
    assert [each.permissions for each in installations] == [PERMISSIONS]


def test_our_app_is_installed_once_for_each_owner_under_the_id_that_the_settings_give() -> None:
    names = {"5dlabs/cto": 4711, "5dlabs/docs": None, "acme/shop": None}
    repositories = tuple(
        Repository(name=name, agents_namespace=name.replace("/", "-"), installation_id=known)
        for name, known in names.items()
    )
    with machine(Settings(repositories=repositories)) as started:
        installations = started.github.world.installations

    assert len(installations) == 2
    assert installations[4711].account.login == "5dlabs"
    assert len(installations[4711].repository_ids) == 2


def test_two_machines_do_not_meet() -> None:
    with machine(Settings()) as one, machine(Settings()) as other:
        one.github.add_user("ada", {"5dlabs/cto": "write"})
        one.github.push("5dlabs/cto", "task-7-login", "ada")

        assert "task-7-login" not in other.github.snapshot()["branches"]["5dlabs/cto"]
        assert one.kubernetes.url != other.kubernetes.url


def test_nothing_is_served_after_its_end() -> None:
    before = {thread.name for thread in threading.enumerate() if not thread.daemon}
    with machine(Settings()) as started:
        url = started.webhook_url

    with pytest.raises(urllib3.exceptions.HTTPError):
        urllib3.request("POST", url, body=b"", retries=False, timeout=1)
    assert {thread.name for thread in threading.enumerate() if not thread.daemon} == before
