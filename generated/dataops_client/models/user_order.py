# pyright: standard
from enum import StrEnum


class UserOrder(StrEnum):
    CREATED_AT = "created_at"
    ID = "id"
    NAME = "name"
    UPDATED_AT = "updated_at"
    USERNAME = "username"

    def __str__(self) -> str:
        return str(self.value)
