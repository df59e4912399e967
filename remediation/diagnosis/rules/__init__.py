"""Every rule: an explicit list of the modules that hold them, one for each family of tools."""

from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = ()
"""Where two match a line, the weightier counts; at equal weight the earlier."""
