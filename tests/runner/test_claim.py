import pytest

from remediation.errors import Misuse
from remediation.settings import Settings
from runner.backends.claim import LABEL, claim
from sandbox.agents.api import Api
from sandbox.kube import KubernetesStandIn


def test_only_namespaces_that_were_made_for_scenarios_are_emptied() -> None:
    stand_in = KubernetesStandIn()
    with stand_in.serving() as url:
        headers = {"Authorization": f"Bearer {stand_in.options.admin_token}"}
        api = Api(url=url, name="the Kubernetes API", headers=headers)
        api.call("POST", "/api/v1/namespaces", body={"metadata": {"name": "production"}})

        claim(api, Settings(namespace="ours"))
        claim(api, Settings(namespace="ours"))
        with pytest.raises(Misuse, match="namespace production was not made for scenarios"):
            claim(api, Settings(namespace="production"))

        labels = api.call("GET", "/api/v1/namespaces/ours")["metadata"]["labels"]
        assert labels[LABEL] == "may-empty"
