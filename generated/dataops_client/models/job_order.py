# pyright: standard
from enum import StrEnum


class JobOrder(StrEnum):
    ID = "id"

    def __str__(self) -> str:
        return str(self.value)
