"""Moved to aws.py, azure.py and google_cloud.py."""

from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = ()
