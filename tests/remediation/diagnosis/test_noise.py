import pytest

from remediation.diagnosis.noise import NOISE, Noise, noise


@pytest.mark.parametrize("kind", NOISE, ids=lambda each: each.name)
def test_each_kind_of_noise_is_known(kind: Noise) -> None:
    found = noise(kind.example, known=False)

    assert found is not None
    assert found.points <= kind.points < 0


@pytest.mark.parametrize(
    "text",
    [
        "error[E0308]: mismatched types",
        "AssertionError: expected 3, got 4",
        "3 errors, 0 warnings",
        "fatal: unable to access 'https://example.com/'",
        "E: Package 'darcs' has no installation candidate",
    ],
)
def test_an_error_is_no_noise(text: str) -> None:
    assert noise(text, known=False) is None
