# pyright: standard
from enum import StrEnum


class FeatureAccessLevel(StrEnum):
    DISABLED = "disabled"
    ENABLED = "enabled"
    PRIVATE = "private"

    def __str__(self) -> str:
        return str(self.value)
