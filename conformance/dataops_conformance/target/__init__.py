"""The server under test, and the one way to reach it: budget, pacing, guard, ledger and redaction are on that way."""
