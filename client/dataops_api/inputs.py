"""What is sent: the values that are offered for completion, and the objects that fields of a body hold.

The names are those of `dataops_resources.inputs`, and the module is that one, so that there is one of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataops_resources.inputs import *  # noqa: F403
else:
    import sys

    from dataops_resources import inputs

    sys.modules[__name__] = inputs
