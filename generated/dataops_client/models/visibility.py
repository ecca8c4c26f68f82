# pyright: standard
from enum import StrEnum


class Visibility(StrEnum):
    INTERNAL = "internal"
    PRIVATE = "private"
    PUBLIC = "public"

    def __str__(self) -> str:
        return str(self.value)
