# pyright: standard
from enum import StrEnum


class TokenScope(StrEnum):
    AI_FEATURES = "ai_features"
    API = "api"
    CREATE_RUNNER = "create_runner"
    K8S_PROXY = "k8s_proxy"
    MANAGE_RUNNER = "manage_runner"
    READ_API = "read_api"
    READ_REGISTRY = "read_registry"
    READ_REPOSITORY = "read_repository"
    READ_USER = "read_user"
    SELF_ROTATE = "self_rotate"
    WRITE_REGISTRY = "write_registry"
    WRITE_REPOSITORY = "write_repository"

    def __str__(self) -> str:
        return str(self.value)
