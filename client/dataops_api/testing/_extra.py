"""What the extra `mock` brings."""

from __future__ import annotations

from importlib import import_module


def require_mock() -> None:
    """Raise `ModuleNotFoundError`, with what to install, where the extra `mock` is not there."""
    try:
        import_module("dataops_mock.server")
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name.startswith("dataops_"):
            raise
        sentence = f"dataops_api.testing needs {name}, which is not installed: run `pip install dataops-api[mock]`."
        raise ModuleNotFoundError(sentence, name=name) from None
