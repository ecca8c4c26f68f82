"""The refusals of the API, in their real shapes.

Refusal
├── Unauthorized            401 {"message": "401 Unauthorized"}
├── Forbidden               403 {"message": "403 Forbidden"}
├── InsufficientScope       403 {"error": "insufficient_scope", …}
├── NotFound                404 {"message": "404 Project Not Found"}
├── Conflict                409 {"message": …}
├── FieldError              400 {"error": "name is missing"}
└── RuleBroken              400 {"message": {"name": ["has already been taken"]}} or {"message": "…"}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class Refusal(Exception):
    """A request that the API refuses, with the status and the JSON body of the answer."""

    def __init__(self, status: int, body: Mapping[str, object], headers: Mapping[str, str] | None = None) -> None:
        """Take the status, the body, and headers beyond those that every answer bears."""
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.headers = headers or {}


class Unauthorized(Refusal):
    """Nobody that the API knows."""

    def __init__(self) -> None:
        """Refuse with the one body that all such answers share."""
        super().__init__(401, {"message": "401 Unauthorized"})


class Forbidden(Refusal):
    """A known user without the right."""

    def __init__(self, message: str = "403 Forbidden") -> None:
        """Refuse with this message."""
        super().__init__(403, {"message": message})


class InsufficientScope(Refusal):
    """A token that may not do this, whoever its user is."""

    def __init__(self, sufficient: Sequence[str]) -> None:
        """Name the scopes any one of which would do."""
        super().__init__(
            403,
            {
                "error": "insufficient_scope",
                "error_description": "The request requires higher privileges than provided by the access token.",
                "scope": " ".join(sufficient),
            },
        )


class NotFound(Refusal):
    """A resource that does not exist, or that the user may not know of."""

    def __init__(self, kind: str) -> None:
        """Name the kind of the resource, as in `404 Project Not Found`."""
        super().__init__(404, {"message": f"404 {kind} Not Found"})


class Conflict(Refusal):
    """What exists already, or is in a state that does not allow this."""

    def __init__(self, message: str | Mapping[str, Sequence[str]] = "409 Conflict") -> None:
        """Refuse with this message."""
        super().__init__(409, {"message": message})


class FieldError(Refusal):
    """Fields or parameters that are missing or not valid."""

    def __init__(self, error: str) -> None:
        """Take what is wrong, as in `name is missing` or `page is invalid`."""
        super().__init__(400, {"error": error})


class RuleBroken(Refusal):
    """A rule of the resource that the request would break."""

    def __init__(self, message: str | Mapping[str, Sequence[str]]) -> None:
        """Take a sentence, or what is wrong with each field."""
        super().__init__(400, {"message": message})
