"""A scenario: a world, what happens in it, and what must be true at the end."""

from typing import Annotated, Any

from pydantic import Field

from runner.events.kinds import AnyEvent
from runner.expectations.kinds import AnyExpectation
from runner.world import World
from sandbox.agents.described import Described


class Scenario(Described):
    """One file of `scenarios/`; see its README for the format."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    """The file's name without `.yaml`."""
    title: Annotated[str, Field(min_length=1, max_length=100)]
    """One sentence: what happens."""
    description: str = ""
    """Why it matters, for somebody who has never seen the project."""
    settings: dict[str, Any] = Field(default_factory=dict)
    """Settings that differ from the defaults, nested as in `remedy.yaml`."""
    world: World = World()
    events: Annotated[tuple[AnyEvent, ...], Field(min_length=1)]
    expect: Annotated[tuple[AnyExpectation, ...], Field(min_length=1)]
    quiet: Annotated[float, Field(ge=0.1, le=60)] = 0.4
    """Seconds without any change after which nothing more is to come, on one machine."""
    timeout: Annotated[float, Field(ge=1, le=600)] = 60
    """Seconds that it may take on one machine from its beginning until everything has settled. A cluster,
    where every pod takes seconds to start, gets five times as long."""
