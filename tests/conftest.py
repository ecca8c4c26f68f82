"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# A property is not a matter of time: on a machine that is busy an example may take long.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
