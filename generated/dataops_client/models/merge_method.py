# pyright: standard
from enum import StrEnum


class MergeMethod(StrEnum):
    FF = "ff"
    MERGE = "merge"
    REBASE_MERGE = "rebase_merge"

    def __str__(self) -> str:
        return str(self.value)
