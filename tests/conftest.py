"""What holds for all tests."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # how long an example takes says nothing about it
settings.load_profile("untimed")
