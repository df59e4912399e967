"""One machine without a cluster: a new one for each scenario."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from remediation.settings import Settings
from runner.installation import Installation
from runner.reading import settings_for
from runner.scenario import Scenario
from sandbox.machine import machine


@dataclass(frozen=True)
class Sandbox:
    """The sandbox, with the default settings whatever the environment says: scenarios mean the same."""

    name: str = "sandbox"

    @contextmanager
    def prepared(self, scenario: Scenario) -> Iterator[Installation]:
        """Start a machine with the scenario's settings."""
        with machine(settings_for(scenario, base=Settings())) as started:
            yield Installation(
                settings=started.settings,
                kubernetes=started.kubernetes,
                argo=started.argo,
                github=started.github,
                agents=started.agents,
                webhook_url=started.webhook_url,
                webhook_secret=started.webhook_secret,
            )
