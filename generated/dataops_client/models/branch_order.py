# pyright: standard
from enum import StrEnum


class BranchOrder(StrEnum):
    NAME_ASC = "name_asc"
    UPDATED_ASC = "updated_asc"
    UPDATED_DESC = "updated_desc"

    def __str__(self) -> str:
        return str(self.value)
