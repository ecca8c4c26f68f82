# pyright: standard
from enum import StrEnum


class ProjectCreationLevel(StrEnum):
    ADMINISTRATOR = "administrator"
    DEVELOPER = "developer"
    MAINTAINER = "maintainer"
    NOONE = "noone"
    OWNER = "owner"

    def __str__(self) -> str:
        return str(self.value)
