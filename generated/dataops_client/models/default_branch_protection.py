# pyright: standard
from enum import IntEnum


class DefaultBranchProtection(IntEnum):
    NONE = 0
    PARTIAL = 1
    FULL = 2
    AGAINST_PUSHES = 3
    AFTER_INITIAL_PUSH = 4

    def __str__(self) -> str:
        return str(self.value)
