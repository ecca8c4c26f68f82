# pyright: standard
from enum import StrEnum


class CiStatusFilter(StrEnum):
    CANCELED = "canceled"
    CANCELING = "canceling"
    CREATED = "created"
    FAILED = "failed"
    MANUAL = "manual"
    PENDING = "pending"
    PREPARING = "preparing"
    RUNNING = "running"
    SCHEDULED = "scheduled"
    SKIPPED = "skipped"
    SUCCESS = "success"
    WAITING_FOR_CALLBACK = "waiting_for_callback"
    WAITING_FOR_RESOURCE = "waiting_for_resource"

    def __str__(self) -> str:
        return str(self.value)
