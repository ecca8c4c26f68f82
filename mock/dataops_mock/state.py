"""The one thing of a mock server that changes: its world, and the clock that the world lives by."""

from __future__ import annotations

from collections.abc import Callable

from dataops_mock.clock import Clock
from dataops_mock.settings import Settings
from dataops_mock.world.copying import copy_world
from dataops_mock.world.seed import build_world
from dataops_mock.world.world import World


class State:
    """Hold the world that requests are served from."""

    def __init__(self, settings: Settings, clock: Clock, world: World | None = None) -> None:
        """Take a world, or build the one of the settings' seed."""
        self._settings = settings
        self.clock = clock
        self.world = world if world is not None else self._build()

    def reset(self) -> None:
        """Begin anew with the world of the seed, at the time that the clock began at."""
        self.clock.reset()
        self.world = self._build()

    def checkpoint(self) -> Callable[[], None]:
        """Return what brings world and clock back to this moment, once.

        A request that was begun with the world of now, and ends when it was given up, changes that one and no other.
        """
        kept, restore_clock = copy_world(self.world), self.clock.checkpoint()

        def restore() -> None:
            restore_clock()
            self.world = kept

        return restore

    def _build(self) -> World:
        return build_world(self._settings.seed, self._settings.projects, self.clock)
