# pyright: standard
from enum import StrEnum


class PipelineScope(StrEnum):
    BRANCHES = "branches"
    FINISHED = "finished"
    PENDING = "pending"
    RUNNING = "running"
    TAGS = "tags"

    def __str__(self) -> str:
        return str(self.value)
