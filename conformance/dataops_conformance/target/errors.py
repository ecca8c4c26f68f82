"""How the way to the server can fail. None of these is a verdict about the server's rules.

Exception
├── TargetError            the server gave no whole answer
│   ├── ServerUnreachable  no connection, or it broke off
│   ├── TooSlow            no whole answer within the time allowed
│   ├── Garbled            what came is no whole HTTP answer, or not of the encoding that it names
│   └── TooLarge           the body is longer than the suite takes
├── BudgetExhausted        the budget holds no further request
└── NotTested (law.py)
    ├── Withheld           the profile does not let this request leave
    └── Throttled          the server went on answering 429
"""

from __future__ import annotations

from dataops_conformance.law import NotTested


class TargetError(Exception):
    """The server gave no whole answer; the message is one sentence."""


class ServerUnreachable(TargetError):
    """There was no connection, or it broke off."""


class TooSlow(TargetError):
    """There was no whole answer within the time allowed."""


class Garbled(TargetError):
    """What came is no whole HTTP answer, or not of the encoding that it names."""


class TooLarge(TargetError):
    """The body is longer than the suite takes."""


class BudgetExhausted(Exception):
    """The budget holds no further request."""


class Withheld(NotTested):
    """The profile does not let this request leave."""


class Throttled(NotTested):
    """The server went on answering 429 though every Retry-After was obeyed."""
