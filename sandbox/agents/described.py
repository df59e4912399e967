"""The base of models that people write by hand: their schema explains each field."""

from pydantic import ConfigDict

from remediation.model import Model


class Described(Model):
    """A model whose fields' docstrings become the descriptions in its JSON Schema."""

    model_config = ConfigDict(use_attribute_docstrings=True)
