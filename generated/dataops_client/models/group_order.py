# pyright: standard
from enum import StrEnum


class GroupOrder(StrEnum):
    ID = "id"
    NAME = "name"
    PATH = "path"
    SIMILARITY = "similarity"

    def __str__(self) -> str:
        return str(self.value)
