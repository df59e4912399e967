"""A cluster's API server, as the kubeconfig describes it."""

import os
from pathlib import Path

import urllib3
from kubernetes import client, config
from kubernetes.config import ConfigException

from remediation.errors import Misuse
from sandbox.agents.api import TIMEOUT_SECONDS, Api

VARIABLE = "KUBECONFIG"


def connect() -> Api:
    """Reach the API server of `$KUBECONFIG`'s current context.

    Raises:
        Misuse: The variable is not set, or the file cannot be read.
    """
    path = os.environ.get(VARIABLE, "")
    if not Path(path).is_file():
        message = f"--backend cluster needs ${VARIABLE}, the path of a kubeconfig; it is {path or 'not set'}"
        raise Misuse(message)
    described = client.Configuration()
    try:
        config.load_kube_config(path, client_configuration=described)  # type: ignore[no-untyped-call]  # this part of the client is untyped
    except ConfigException as error:
        message = f"{path} is no usable kubeconfig: {' '.join(str(error).split())}"
        raise Misuse(message) from error
    token = described.get_api_key_with_prefix("BearerToken")
    return Api(
        url=described.host,
        name="the Kubernetes API",
        headers={"Authorization": token} if token else {},
        pool=urllib3.PoolManager(
            maxsize=16,
            retries=False,
            timeout=TIMEOUT_SECONDS,
            ca_certs=described.ssl_ca_cert,
            cert_file=described.cert_file,
            key_file=described.key_file,
            cert_reqs="CERT_REQUIRED" if described.verify_ssl else "CERT_NONE",
        ),
    )
