# pyright: standard
from enum import StrEnum


class ProjectOrder(StrEnum):
    CREATED_AT = "created_at"
    ID = "id"
    LAST_ACTIVITY_AT = "last_activity_at"
    NAME = "name"
    PATH = "path"
    STAR_COUNT = "star_count"
    UPDATED_AT = "updated_at"

    def __str__(self) -> str:
        return str(self.value)
