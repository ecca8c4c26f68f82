"""What the API answers: the objects, and the enums in them.

The names are those of `dataops_resources.models`, and the module is that one, so that there is one of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataops_resources.models import *  # noqa: F403
else:
    import sys

    from dataops_resources import models

    sys.modules[__name__] = models
