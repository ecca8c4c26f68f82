# pyright: standard
from enum import StrEnum


class VariableType(StrEnum):
    ENV_VAR = "env_var"
    FILE = "file"

    def __str__(self) -> str:
        return str(self.value)
