import pytest
import re2

from remediation.diagnosis.blind import blind


@pytest.mark.parametrize(
    ("pattern", "same"),
    [
        (r"exit code [1-9]\d*", r"exit code [0-9]\d*"),
        (r"error E0308", r"error E\d\d\d\d"),
        (r"(?i)^[A-Fa-f3-5]{2,3} \x{2a2f}\.$", r"(?i)^[0-9A-Fa-f]{2,3} \x{2a2f}\.$"),
        (r"[^a1]b", r"[^a]b"),
        (r"\d+ [A-Z0-9]{3} [^0-9]", r"\d+ [A-Z0-9]{3} [^0-9]"),
    ],
)
def test_no_digit_is_told_from_another(pattern: str, same: str) -> None:
    assert blind(pattern) == same
    assert re2.compile(blind(pattern))
