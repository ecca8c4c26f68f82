"""Faults in the filters and the order of single lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dataops_mock.call import Call, JsonObject, JsonValue, Listing
from dataops_mock.errors import FieldError
from dataops_mock.faults.fault import Apply, Fault, on_call, on_listing
from dataops_mock.faults.strike import struck


def _deaf_to(*names: str) -> Apply:
    """Ignore these parameters of a query."""
    return on_call(lambda call: replace(call, query={k: v for k, v in call.query.items() if k not in names}))


def _turned(name: str, change: Callable[[JsonValue], JsonValue]) -> Apply:
    """Read a parameter as another value."""

    def changed(call: Call) -> Call:
        given = {name: change(call.query[name])} if name in call.query else {}
        return replace(call, query={**call.query, **given})

    return on_call(changed)


def _refusing(name: str) -> Apply:
    """Refuse whatever value of a parameter."""

    def refused(call: Call) -> Call:
        if name in call.query:
            raise FieldError(f"{name} is invalid")
        return call

    return on_call(refused)


def _kept(wanted: Callable[[Call, JsonObject], bool]) -> Apply:
    """Keep of a list what is wanted, by its entries as they are shown."""

    def change(call: Call, listing: Listing) -> Listing:
        places = [place for place, item in enumerate(listing.items) if wanted(call, listing.render(item))]
        ids = [listing.ids[place] for place in places] if listing.ids else ()
        return replace(listing, items=[listing.items[place] for place in places], ids=ids)

    return on_listing(change)


def _first_alone(value: JsonValue) -> JsonValue:
    return value[:1] if isinstance(value, list) else value


def _case_sensitive(call: Call, entry: JsonObject) -> bool:
    sought = call.query.get("search")
    return not isinstance(sought, str) or any(sought in str(entry.get(name)) for name in ("name", "path", "full_path"))


def _first_twice(_call: Call, listing: Listing) -> Listing:
    return replace(listing, items=[*listing.items[:1], *listing.items], ids=[*listing.ids[:1], *listing.ids])


def _opposite(value: JsonValue) -> JsonValue:
    return {"active": "inactive", "inactive": "active", "asc": "desc", "desc": "asc"}.get(str(value), value)


FAULTS: tuple[Fault, ...] = (
    struck("pipelines-order-by-ignored", "PAGE-21", "list_pipelines", "Pipelines are ordered by id whatever order_by.",
           _deaf_to("order_by")),
    struck("groups-sorted-backwards", "PAGE-21", "list_groups", "Groups are sorted in the other direction.",
           _turned("sort", _opposite)),
    struck("pipelines-ref-ignored", "PAGE-22", "list_pipelines", "The filter ref has no effect on pipelines.",
           _deaf_to("ref")),
    struck("job-scopes-keep-first", "PAGE-22", "list_project_jobs", "Of several scopes of jobs the first counts.",
           _turned("scope[]", _first_alone)),
    struck("archived-inverted", "PAGE-22", "list_projects", "The filter archived of projects is inverted.",
           _turned("archived", lambda value: not value)),
    struck("schedule-scope-inverted", "PAGE-22", "list_pipeline_schedules",
           "Active schedules are listed as inactive, and inactive as active.", _turned("scope", _opposite)),
    struck("namespace-search-case-sensitive", "PAGE-22", "list_namespaces",
           "The search for namespaces knows letters of one case.", _kept(_case_sensitive)),
    struck("branch-regex-ignored", "PAGE-22", "list_branches", "The filter regex has no effect on branches.",
           _deaf_to("regex")),
    struck("user-order-refused", "SPEC-05", "list_users", "An order of users gets 400.", _refusing("order_by")),
    struck("job-scope-refused", "SPEC-05", "list_project_jobs", "A scope of jobs gets 400.", _refusing("scope[]")),
    struck("trigger-listed-twice", "RES-08", "list_pipeline_triggers", "A project's first trigger is listed twice.",
           on_listing(_first_twice)),
)  # fmt: skip
