# pyright: standard
from enum import StrEnum


class SharedRunnersSetting(StrEnum):
    DISABLED_AND_OVERRIDABLE = "disabled_and_overridable"
    DISABLED_AND_UNOVERRIDABLE = "disabled_and_unoverridable"
    ENABLED = "enabled"

    def __str__(self) -> str:
        return str(self.value)
