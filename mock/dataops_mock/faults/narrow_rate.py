"""Faults in the quota that strike in one corner."""

from __future__ import annotations

from dataops_mock.faults.narrow import Narrow

# fmt: off
ROWS: tuple[Narrow, ...] = (
    Narrow("version-never-refused", "quota-not-enforced", "get_version", "Asking for the version is never refused."),
    Narrow("reads-never-refused", "quota-not-enforced", "get", "Reading is never refused."),
    Narrow("version-refused-one-short", "limit-one-short", "get_version",
           "The limit's last request is refused where it asks for the version."),
    Narrow("remaining-one-more-on-errors", "remaining-one-more", "errors",
           "RateLimit-Remaining is one too high on errors."),
    Narrow("remaining-one-more-at-times", "remaining-one-more", "every-20th",
           "RateLimit-Remaining is one too high on every twentieth answer."),
    Narrow("user-reset-too-far", "reset-too-far", "get_current_user", "RateLimit-Reset is an hour off for GET /user."),
    Narrow("reset-in-the-past-on-errors", "reset-in-the-past", "errors", "RateLimit-Reset has passed on errors."),
    Narrow("reset-time-differs-on-writes", "reset-time-differs", "writes",
           "RateLimit-ResetTime is another instant on writes."),
    Narrow("pipelines-retry-after", "retry-after-always", "list_pipelines",
           "A list of pipelines bears Retry-After."),
    Narrow("retry-after-on-not-found", "retry-after-always", "404", "A 404 bears Retry-After."),
    Narrow("refused-form-has-effect", "refused-request-has-effect", "forms",
           "A form that got 429 was done all the same."),
    Narrow("refused-project-has-effect", "refused-request-has-effect", "create_project",
           "A new project that got 429 was made all the same."),
    Narrow("version-quota-for-all", "one-quota-for-all", "get_version",
           "All users share one quota of asking for the version."),
    Narrow("bad-version-charged", "bad-credentials-charged", "get_version",
           "Asking for the version with bad credentials eats a user's quota."),
    Narrow("bad-lists-charged", "bad-credentials-charged", "lists",
           "Listing with bad credentials eats a user's quota."),
    Narrow("version-quota-per-token", "quota-per-token", "get_version",
           "Asking for the version each token has a quota of its own."),
    Narrow("bot-version-shares-quota", "bot-shares-quota", "get_version",
           "A bot that asks for the version eats the quota of who made it."),
    Narrow("version-limit-doubled", "limit-doubled", "get_version", "Asking for the version the limit is doubled."),
)
