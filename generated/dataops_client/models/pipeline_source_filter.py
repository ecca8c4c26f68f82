# pyright: standard
from enum import StrEnum


class PipelineSourceFilter(StrEnum):
    API = "api"
    CHAT = "chat"
    EXTERNAL = "external"
    EXTERNAL_PULL_REQUEST_EVENT = "external_pull_request_event"
    MERGE_REQUEST_EVENT = "merge_request_event"
    PARENT_PIPELINE = "parent_pipeline"
    PIPELINE = "pipeline"
    PUSH = "push"
    SCHEDULE = "schedule"
    TRIGGER = "trigger"
    WEB = "web"
    WEBIDE = "webide"

    def __str__(self) -> str:
        return str(self.value)
