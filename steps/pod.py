"""What a step is given: its inputs, the settings, the clients, the time, and the baton."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TypeVar

from pydantic import ValidationError

from remediation.clients import argo, github_app, kubernetes
from remediation.clients.argo import Argo
from remediation.clients.github import GitHub
from remediation.clients.kubernetes import Kubernetes
from remediation.errors import Permanent
from remediation.log import Log
from remediation.model import Model
from remediation.settings import Settings
from steps.baton import Baton

InputT = TypeVar("InputT", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """The time, and waiting; tests replace both."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, kw_only=True)
class Pod:
    """One container's world. Clients connect when they are first used."""

    step: str
    inputs: str
    """What Argo puts for `{{inputs.parameters}}`: a JSON list of names and values."""
    settings: Settings
    baton: Baton
    log: Log
    clock: Clock

    def read(self, kind: type[InputT]) -> InputT:
        """Parse the run's parameters.

        Raises:
            Permanent: One is missing or wrong; the message names each.
        """
        try:
            values = {each["name"]: each.get("value", "") for each in json.loads(self.inputs)}
            return kind.model_validate(values)
        except ValidationError as error:
            wrong = "; ".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors())
            message = f"wrong parameters: {wrong}"
            raise Permanent(message) from error
        except (ValueError, TypeError, KeyError) as error:
            message = "the parameters are not Argo's list of names and values"
            raise Permanent(message) from error

    def leave(self, result: Model, message: str, **fields: object) -> None:
        """Leave this step's result for the steps after it, and tell what was done."""
        self.baton.leave(self.step, result)
        self.log.info(message, **fields)

    @cached_property
    def kubernetes(self) -> Kubernetes:
        """The Kubernetes API, as the pod's service account."""
        return kubernetes.connect(self.settings)

    @cached_property
    def argo(self) -> Argo:
        """The Argo Server, as the pod's service account."""
        return argo.connect(self.settings)

    def github(self, repository: str) -> GitHub:
        """A repository at GitHub, as our own app."""
        return github_app.connect(self.settings, repository=repository, shared=self.baton.folder)
