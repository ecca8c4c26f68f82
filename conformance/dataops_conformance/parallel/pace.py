"""One pace for several processes: what is known of each quota is kept in a small database that they share."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from dataops_conformance.exchange import Response
from dataops_conformance.settings import RateLimit
from dataops_conformance.target.pacing import Clock, Pacer, reset_distance, retry_after

_BUSY_S = 30.0
# A process that waits looks so often whether the run was stopped meanwhile.
_LOOK_S = 1.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS quota (
    user TEXT PRIMARY KEY, free_from REAL NOT NULL DEFAULT 0, remaining INTEGER, reset_at REAL NOT NULL DEFAULT 0,
    in_flight INTEGER NOT NULL DEFAULT 0, waited_for REAL, trusted INTEGER NOT NULL DEFAULT 1);
CREATE TABLE IF NOT EXISTS sent (user TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS sent_by_user ON sent (user, at);
CREATE TABLE IF NOT EXISTS stopped (at REAL NOT NULL);
"""


class SharedPacer(Pacer):
    """Paces as `Pacer` does, for all processes that open the same file.

    A request is taken from the quota before it leaves, under a lock, so that two processes never send the same last
    one. Times are of the monotonic clock, which is the same for every process of a machine. Users are kept by a hash of
    their secret.
    """

    waited_s: float

    def __init__(self, limit: RateLimit, clock: Clock, path: Path) -> None:
        """Open the file, or make it."""
        super().__init__(limit, clock)
        self._rate = limit
        self._time = clock
        self._taken: set[str] = set()
        self._database = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
        # Nothing here outlives the run, so nothing needs to reach the disk.
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def stop(self) -> None:
        """Let no process send another request: the next that would raises KeyboardInterrupt, and none is cut off."""
        self._database.execute("INSERT INTO stopped VALUES (?)", (self._time.monotonic(),))

    def go_on(self) -> None:
        """Take a stop back, for the clean-up."""
        self._database.execute("DELETE FROM stopped")

    def wait(self, user: str) -> float:
        """Wait until `user` may send one more request, and take it from the quota; return the seconds that it took.

        Raises:
            KeyboardInterrupt: the run was stopped.
        """
        waited = 0.0
        while (seconds := self._take(user)) > 0:
            turn = min(seconds, _LOOK_S)
            self._time.wait(turn)
            waited += turn
            self._see_that_waiting_helps(user)
        self.waited_s += waited
        return waited

    def delay(self, user: str) -> float:
        """Return the seconds until `user` may send one more request, at most one window but for Retry-After."""
        with self._row(user) as name:
            return self._delay(name)

    def sent(self, user: str) -> None:
        """Note that a request of `user` leaves now; one that was waited for is noted already."""
        if user in self._taken:
            self._taken.discard(user)
            return
        with self._row(user) as name:
            self._note(name)

    def learn(self, user: str, response: Response) -> None:
        """Take what a response says of the quota of `user`, and count off what other processes have under way."""
        now = self._time.monotonic()
        with self._row(user) as name:
            self._database.execute("UPDATE quota SET in_flight = max(0, in_flight - 1) WHERE user = ?", (name,))
            if response.status == 429:
                until = now + retry_after(response, self._rate.seconds)
                sql = "UPDATE quota SET free_from = max(free_from, ?), remaining = NULL WHERE user = ?"
                self._database.execute(sql, (until, name))
                return
            remaining, distance = _remaining(response), reset_distance(response)
            if remaining is None or distance is None:
                self._database.execute("UPDATE quota SET remaining = NULL WHERE user = ?", (name,))
                return
            self._database.execute(
                """UPDATE quota SET
                    trusted = CASE WHEN ? <= 0 AND waited_for IS NOT NULL THEN 0 ELSE trusted END,
                    waited_for = CASE WHEN ? > 0 THEN NULL ELSE waited_for END,
                    remaining = ? - in_flight, reset_at = ? WHERE user = ?""",
                (remaining, remaining, remaining, now + max(0.0, distance), name),
            )

    def _take(self, user: str) -> float:
        with self._row(user) as name:
            if self._database.execute("SELECT 1 FROM stopped").fetchone() is not None:
                raise KeyboardInterrupt
            seconds = self._delay(name)
            if seconds <= 0:
                self._note(name)
                self._taken.add(user)
            return seconds

    def _note(self, name: str) -> None:
        now = self._time.monotonic()
        self._database.execute("INSERT INTO sent VALUES (?, ?)", (name, now))
        sql = "UPDATE quota SET in_flight = in_flight + 1, remaining = remaining - 1 WHERE user = ?"
        self._database.execute(sql, (name,))

    def _see_that_waiting_helps(self, user: str) -> None:
        """Forget a remaining of nought once its reset was waited for: the next answer tells a new one."""
        with self._row(user) as name:
            sql = "UPDATE quota SET waited_for = reset_at, remaining = NULL WHERE user = ? AND remaining <= 0"
            self._database.execute(f"{sql} AND reset_at <= ?", (name, self._time.monotonic()))

    def _delay(self, name: str) -> float:
        now = self._time.monotonic()
        row: tuple[float, int | None, float, int] = self._database.execute(
            "SELECT free_from, remaining, reset_at, trusted FROM quota WHERE user = ?", (name,)
        ).fetchone()
        until, remaining, reset_at, trusted = row
        if trusted and remaining is not None:
            if remaining <= 0:
                until = max(until, min(reset_at, now + self._rate.seconds + 1))
        else:
            until = max(until, self._counted_from(name, now))
        return max(0.0, until - now)

    def _counted_from(self, name: str, now: float) -> float:
        """Return when one more request keeps to the declared limit by the requests that were counted."""
        self._database.execute("DELETE FROM sent WHERE user = ? AND at <= ?", (name, now - self._rate.seconds))
        sql = "SELECT at FROM sent WHERE user = ? ORDER BY at DESC LIMIT 1 OFFSET ?"
        row: tuple[float] | None = self._database.execute(sql, (name, self._rate.requests - 1)).fetchone()
        return now if row is None else row[0] + self._rate.seconds

    @contextmanager
    def _row(self, user: str) -> Generator[str]:
        """Hold the lock, and see that the user has a row; yield the row's name."""
        name = hashlib.sha256(user.encode()).hexdigest()
        with closing(self._database.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                cursor.execute("INSERT OR IGNORE INTO quota (user) VALUES (?)", (name,))
                yield name
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")


def _remaining(response: Response) -> int | None:
    """Return what the answer says is left, None where its headers make no sense."""
    limit, remaining = (response.header(f"ratelimit-{name}") or "" for name in ("limit", "remaining"))
    if not all(text.strip().isascii() and text.strip().isdigit() for text in (limit, remaining)):
        return None
    return int(remaining) if int(limit) >= 1 else None
