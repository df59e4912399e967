"""What can be wrong with a tag, an expression or a condition."""


class UnsupportedError(Exception):
    """A feature that the real Argo may know and this engine does not; the message names it."""


class SubstitutionError(Exception):
    """A tag or an expression cannot be replaced by a value."""


class MissingVariableError(SubstitutionError):
    """A tag that must have a value has none yet; Argo tries again later."""


class ExpressionError(Exception):
    """An expression is wrong, or does not apply to the values that it got."""


class ConditionError(Exception):
    """A `when` cannot be evaluated."""
