# pyright: standard
from enum import StrEnum


class PipelineOrder(StrEnum):
    ID = "id"
    REF = "ref"
    STATUS = "status"
    UPDATED_AT = "updated_at"
    USER_ID = "user_id"

    def __str__(self) -> str:
        return str(self.value)
