"""The roles of a member, as the numbers that the API speaks."""

from __future__ import annotations

from typing import Final

NO_ACCESS: Final = 0
GUEST: Final = 10
REPORTER: Final = 20
DEVELOPER: Final = 30
MAINTAINER: Final = 40
OWNER: Final = 50
