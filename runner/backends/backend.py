"""What a backend provides."""

from contextlib import AbstractContextManager
from typing import Protocol

from runner.installation import Installation
from runner.scenario import Scenario


class Backend(Protocol):
    """Something that can play scenarios."""

    @property
    def name(self) -> str:
        """What people call it."""

    def prepared(self, scenario: Scenario) -> AbstractContextManager[Installation]:
        """Provide an installation with the scenario's settings while the context lasts.

        Raises:
            Misuse: The backend is not set up, such as a missing kubeconfig.
            Temporary: It does not answer.
        """
