# pyright: standard
from enum import IntEnum


class AssignableAccessLevel(IntEnum):
    GUEST = 10
    PLANNER = 15
    REPORTER = 20
    DEVELOPER = 30
    MAINTAINER = 40
    OWNER = 50

    def __str__(self) -> str:
        return str(self.value)
