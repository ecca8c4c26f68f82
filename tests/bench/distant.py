"""The mock behind a distance: `python -m tests.bench.distant MILLISECONDS [options of dataops-mock serve]`."""

from __future__ import annotations

import asyncio
import sys

from dataops_mock import __main__ as command
from dataops_mock.http.app import Application
from starlette.types import Receive, Scope, Send


def main() -> int:
    """Serve the mock; every answer begins so many milliseconds later than it could."""
    seconds = float(sys.argv[1]) / 1000
    answer = Application.__call__

    async def later(self: Application, scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(seconds)
        await answer(self, scope, receive, send)

    Application.__call__ = later  # type: ignore[method-assign]
    del sys.argv[1]
    return command.main()


if __name__ == "__main__":
    sys.exit(main())
