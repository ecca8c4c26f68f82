# pyright: standard
from enum import StrEnum


class PaginationMethod(StrEnum):
    KEYSET = "keyset"

    def __str__(self) -> str:
        return str(self.value)
