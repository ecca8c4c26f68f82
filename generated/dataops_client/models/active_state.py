# pyright: standard
from enum import StrEnum


class ActiveState(StrEnum):
    ACTIVE = "active"
    INACTIVE = "inactive"

    def __str__(self) -> str:
        return str(self.value)
