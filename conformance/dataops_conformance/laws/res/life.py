"""The life of a resource: created, read, listed, changed, read again, deleted, and looked for in vain.

Each step is sent once in a run and shared by all laws that read it; a step brings those before it about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.contract import Resource
from dataops_conformance.exchange import Exchange, JsonObject, JsonValue, MediaType
from dataops_conformance.law import Blocked, NotTested
from dataops_conformance.laws.permission import ensure_allowed
from dataops_conformance.laws.res.changes import LONG_TEXT, change_for
from dataops_conformance.sandbox.bodies import required_fields
from dataops_conformance.sandbox.finding import list_operation
from dataops_conformance.sandbox.links import follow
from dataops_conformance.sandbox.made import Made
from dataops_conformance.sandbox.making import thing_of
from dataops_conformance.sandbox.pipeline_files import FILE_VARIABLE, OTHER_FILE
from dataops_conformance.sandbox.telling import TEXT_FIELDS

T = TypeVar("T")
_MOST_PAGES = 3
_FORM_TURN = 3
# A field of each change that may be null.
CLEARED: Mapping[str, str] = MappingProxyType({"update_project": "description", "update_project_member": "expires_at"})
# A field of each creation that may be null, and is sent so.
NULLED: Mapping[str, str] = MappingProxyType({"create_project_variable": "description"})
# The change that is made in a form as well, and read back.
FORMED = "update_project_variable"
# A project has at most one of these for each user or project: their lives are led in the spare project.
EXCLUSIVE = frozenset({"add_project_member", "add_to_job_token_allowlist"})


@dataclass(frozen=True, slots=True)
class Step:
    """A request of a life: the fields that were sent, and the exchange."""

    sent: JsonObject
    exchange: Exchange


class Life:
    """The life of one resource, as far as the contract has operations for it."""

    def __init__(self, context: Context, resource: Resource) -> None:
        """Begin nothing; `Life.of` finds the resource of an operation."""
        self._context = context
        self.resource = resource
        self.list = list_operation(context.contract, resource.create)

    @classmethod
    def of(cls, context: Context, operation: Operation) -> Life:
        """Return the life of the resource that the operation belongs to; raise NotTested where it belongs to none."""
        resource = context.contract.resource_of(operation)
        if resource is None:
            msg = (
                f"No operation creates what {operation.id} is about, so that the run has none of its own to try it on."
            )
            raise NotTested(msg)
        return cls(context, resource)

    def created(self) -> Step:
        """Create it, in JSON, and look for it in the list at once: what is made next may bring it there."""
        step = self._once("created", self._create)
        if self.list is not None and step.exchange.response.status < 300:
            # What hinders the listing is told to those who ask for it.
            with suppress(Blocked, NotTested):
                self.listed()
        return step

    def thing(self) -> Made:
        """Return what was created; raise Blocked where the creation was not answered as one."""
        self.created()
        return self._made()

    def read(self) -> Exchange:
        """Read it as it was created."""
        return self._once("read", lambda: self._to(self.resource.get, "reads"))

    def listed(self) -> tuple[Exchange, ...]:
        """List it as it was created, page by page."""
        return self._once("listed", self._list)

    def before(self) -> tuple[Mapping[str, JsonValue], Exchange]:
        """Return it as it was before the change: by reading, or by its entry in the list."""
        return self._shown(self.read, self.listed)

    def changed(self) -> Step:
        """Change some of its fields, in JSON."""
        return self._once("changed", self._change)

    def after(self) -> tuple[Mapping[str, JsonValue], Exchange]:
        """Return it as it is after the change: by reading, or by its entry in the list."""
        self.changed()

        def reread() -> Exchange:
            return self._once("reread", lambda: self._to(self.resource.get, "reads"))

        return self._shown(reread, lambda: self._once("relisted", self._list))

    def cleared(self, field: str) -> Exchange:
        """Set the field to null, in JSON, after what the change made of it was looked at."""
        self.after()
        update = self.resource.update
        required = required_fields(self._context.contract.body_schema(update) or {}) if update is not None else ()
        kept = {name: value for name, value in self.changed().sent.items() if name in required}
        return self._once(f"cleared {field}", lambda: self._to(update, "changes", {**kept, field: None}))

    def changed_in_form(self) -> Step:
        """Change the same fields once more, as multipart/form-data."""
        update = self.resource.update
        if update is None:
            msg = f"No operation changes what {self.resource.create.id} makes."
            raise NotTested(msg)
        self.after()
        sent = change_for(self._context, update, _FORM_TURN)
        return self._once(
            "changed in a form", lambda: Step(sent, self._to(update, "changes", sent, media_type="multipart/form-data"))
        )

    def after_form(self) -> Exchange:
        """Read it after the change in a form."""
        self.changed_in_form()
        return self._once("read after a form", lambda: self._to(self.resource.get, "reads"))

    def removed(self) -> Exchange:
        """Delete it, after all that is done with it alive, and look for it at once: what is done next may hide it."""
        removed = self._once("removed", self._remove)
        if removed.response.status < 300:
            if self.resource.get is not None:
                self._once("read after", lambda: self._to(self.resource.get, "reads"))
            if self.list is not None:
                self._once("listed after", self._list)
        return removed

    def read_after(self) -> Exchange:
        """Try to read it after its deletion."""
        self._gone()
        return self._once("read after", lambda: self._to(self.resource.get, "reads"))

    def changed_after(self) -> Exchange:
        """Try to change it after its deletion."""
        sent = self.changed().sent
        self._gone()
        return self._once("changed after", lambda: self._to(self.resource.update, "changes", sent))

    def removed_after(self) -> Exchange:
        """Try to delete it after its deletion."""
        self._gone()
        return self._once("removed after", lambda: self._to(self.resource.delete, "deletes"))

    def listed_after(self) -> tuple[Exchange, ...]:
        """List its kind after its deletion."""
        self._gone()
        return self._once("listed after", self._list)

    def entries(self, pages: tuple[Exchange, ...]) -> list[Mapping[str, JsonValue]]:
        """Return the entries of a listing that are this very resource."""
        return [item for page in pages for item in page.response.items() if isinstance(item, dict) and self._is(item)]

    def _made(self) -> Made:
        create, path = self.resource.create, self._above()
        exchange = self._once("created", self._create).exchange
        return self._once("thing", lambda: thing_of(self._context.contract, create, exchange, path))

    def _once(self, step: str, make: Callable[[], T]) -> T:
        return self._context.once(f"{step} by {self.resource.create.id}", make)

    def _above(self) -> Mapping[str, str | int]:
        """Return the path parameters of the creation, the same at every call."""
        create = self.resource.create
        if create.id in EXCLUSIVE:
            return self._context.sandbox.spare_project().values
        return self._once("above", lambda: self._context.sandbox.path_values(create))

    def _create(self) -> Step:
        create = self.resource.create
        path = self._above()
        if create.id == "fork_project":
            # What is in the fork was in its parent before, whichever law asks for the fork first; of one branch alone
            # it could not have taken another for the default one.
            self._context.sandbox.file()
            self._context.sandbox.branch()
        text = TEXT_FIELDS.get(create.id)
        described = (text,) if text == "description" else ()
        sent = {**self._context.sandbox.body_for(create, extra=described), **self._more_of(create)}
        sent.update({name: f"{sent[name]} {LONG_TEXT}" for name in ("description", "value") if sent.get(name)})
        exchange = self._context.send(create, path=path, body=sent)
        ensure_allowed(create, exchange)
        return Step(sent, exchange)

    def _more_of(self, create: Operation) -> JsonObject:
        """Return the fields of the creation that other laws read the effect of, so that they need none of their own."""
        names = self._context.sandbox.names
        if create.id == "add_to_job_token_allowlist":
            return {"target_project_id": self._context.sandbox.project().id}
        if create.id == "create_pipeline":
            return {"variables": [{"key": name, "value": value} for name, value in self._file_variable().items()]}
        if create.id in NULLED:
            return {NULLED[create.id]: None}
        if create.id == "create_branch":
            # Beyond ASCII, so that all that is done to it, and the search for it, is too.
            return {"branch": f"{names.fresh('branch')}-šipka"}
        if create.id == "trigger_pipeline":
            variables = {names.key("one"): "1", names.key("two"): "zwei & drei", **self._file_variable()}
            return {"ref": self._ref_to_trigger(), "variables": dict(variables)}
        return {}

    def _file_variable(self) -> Mapping[str, str]:
        """Return the variable that names the run's other pipeline file; none in a project that has no such file."""
        return {FILE_VARIABLE: OTHER_FILE} if self._context.sandbox.pipeline_files() else {}

    def _ref_to_trigger(self) -> JsonValue:
        """Return another branch than the default one; a project that was found may run its pipelines there alone."""
        sandbox = self._context.sandbox
        return sandbox.branch().id if sandbox.project().own else sandbox.default_branch()

    def _change(self) -> Step:
        if self.resource.update is None:
            msg = f"No operation changes what {self.resource.create.id} makes."
            raise NotTested(msg)
        self._shown_before()
        sent = change_for(self._context, self.resource.update)
        return Step(sent, self._to(self.resource.update, "changes", sent))

    def _shown_before(self) -> None:
        if self.resource.get is not None:
            self.read()
        if self.list is not None:
            self.listed()

    def _remove(self) -> Exchange:
        self._shown_before()
        update = self.resource.update
        if update is not None:
            self.after()
            if update.id == FORMED:
                self.after_form()
            if update.id in CLEARED:
                self.cleared(CLEARED[update.id])
        return self._to(self.resource.delete, "deletes")

    def _gone(self) -> None:
        status = self.removed().response.status
        if status >= 300:
            msg = f"{self.resource.create.id}: its deletion was answered {status}, so that it is not gone."
            raise Blocked(msg)

    def _to(
        self,
        operation: Operation | None,
        does: str,
        body: JsonObject | None = None,
        *,
        media_type: MediaType = "application/json",
    ) -> Exchange:
        if operation is None:
            msg = f"No operation {does} what {self.resource.create.id} makes."
            raise NotTested(msg)
        made = self.thing()
        return send_to(self._context, self.resource.create, made, operation, body, media_type)

    def _list(self) -> tuple[Exchange, ...]:
        if self.list is None:
            msg = f"No operation lists what {self.resource.create.id} makes."
            raise NotTested(msg)
        made = self._made()
        known = {parameter.name for parameter in self.list.query_parameters}
        query = {"per_page": "100"} if "per_page" in known else {}
        if "search" in known and made.text("name"):
            query["search"] = made.text("name")
        above = {name: value for name, value in made.values.items() if f"{{{name}}}" in self.list.path}
        pages = [self._context.send(self.list, path=above, query=query)]
        while (following := pages[-1].response.header("x-next-page")) and len(pages) < _MOST_PAGES:
            pages.append(self._context.send(self.list, path=above, query={**query, "page": following}))
        return tuple(pages)

    def _is(self, item: Mapping[str, JsonValue]) -> bool:
        made = self.thing()
        names = [name for name in ("name", "key") if name == _last_pointer(self.resource.create)]
        field = names[0] if names else "id"
        return item.get(field) == made.id and all(
            item.get(_plain(key), value) == value for key, value in made.query.items()
        )

    def _shown(
        self, read: Callable[[], Exchange], listed: Callable[[], tuple[Exchange, ...]]
    ) -> tuple[Mapping[str, JsonValue], Exchange]:
        if self.resource.get is not None:
            exchange = read()
            return exchange.response.object(), exchange
        pages = listed()
        entries = self.entries(pages)
        if not entries:
            msg = f"The list does not show what {self.resource.create.id} made."
            raise Blocked(msg)
        return entries[0], pages[-1]


def send_to(
    context: Context,
    create: Operation,
    made: Made,
    operation: Operation,
    body: JsonObject | None = None,
    media_type: MediaType = "application/json",
) -> Exchange:
    """Send a request to something that `create` made, by its link where there is one, with the required query."""
    path, query = dict(made.values), dict(made.query)
    for link in create.links:
        if link.operation_id == operation.id:
            arguments = follow(link, operation, made.data, made.values)
            if arguments is not None:
                path, query = dict(arguments.path), dict(arguments.query)
    missing = [item.name for item in operation.query_parameters if item.required and item.name not in query]
    query.update({name: context.sandbox.query_value(operation, name) for name in missing})
    known = {parameter.name for parameter in operation.query_parameters}
    return context.send(
        operation,
        path=path,
        query={name: value for name, value in query.items() if name in known},
        body=body,
        media_type=media_type,
    )


def _last_pointer(create: Operation) -> str:
    own = next(iter(create.links))
    last = list(own.parameters.values())
    return next((value.rpartition("/")[2] for value in last if value.startswith("$response")), "id")


def _plain(parameter: str) -> str:
    return parameter.removeprefix("filter[").removesuffix("]")
