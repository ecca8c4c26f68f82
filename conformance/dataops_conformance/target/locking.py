"""Hold a file while its owner lives: the system lets go of it with the process, however that ends."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

# What says that another holds it; what else fails is a file system without locks.
_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})
# Windows locks bytes, and nobody may read those: one beyond whatever the file will hold.
_BEYOND = 1 << 30

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, *, shared: bool, wait: bool) -> None:
        del shared  # Windows knows no such lock here.
        os.lseek(descriptor, _BEYOND, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int, *, shared: bool, wait: bool) -> None:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))


def hold(path: Path) -> int:
    """Open the file at `path`, made where it is not there, and hold it once nobody else does.

    Returns the descriptor; the file is let go of when that is closed. On a file system that knows no locks the file is
    opened, and not held.

    Raises:
        OSError: the file cannot be opened.
    """
    while True:
        descriptor = _open(path, os.O_CREAT, wait=True)
        if descriptor is not None:
            return descriptor


def take(path: Path, *, wait: bool) -> int | None:
    """Do as `hold` with a file that is there; without `wait` return None where another holds it.

    Raises:
        OSError: the file cannot be opened; FileNotFoundError also where who held it has removed it.
    """
    while True:
        descriptor = _open(path, 0, wait=wait)
        if descriptor is not None or not wait:
            return descriptor


def is_held(path: Path) -> bool:
    """Tell whether a process holds the file at `path`; False where there is none, or it cannot be opened."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        return not _try(descriptor, shared=True, wait=False)
    finally:
        os.close(descriptor)


def _open(path: Path, how: int, *, wait: bool) -> int | None:
    """Open and lock the file; return None where another holds it, or held it and removed it."""
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | how, 0o600)
    try:
        if _try(descriptor, shared=False, wait=wait) and _is_at(descriptor, path):
            return descriptor
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _try(descriptor: int, *, shared: bool, wait: bool) -> bool:
    """Lock the file; return False where another has, True also where nothing can be locked there."""
    try:
        _lock(descriptor, shared=shared, wait=wait)
    except OSError as exc:
        return exc.errno not in _HELD
    return True


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
