"""One Argo Events Sensor per file, plus the event source and the bus."""

from collections.abc import Callable

from remediation.settings import Settings
from sensors import rex_remediation_restart
from sensors.sensor import Sensor

SENSORS: tuple[Callable[[Settings], Sensor], ...] = (rex_remediation_restart.build,)
"""Every sensor that is exported."""
