# pyright: standard
from enum import StrEnum


class SubgroupCreationLevel(StrEnum):
    MAINTAINER = "maintainer"
    OWNER = "owner"

    def __str__(self) -> str:
        return str(self.value)
