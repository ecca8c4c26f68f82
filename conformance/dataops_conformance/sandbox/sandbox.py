"""The sandbox: each thing that laws need, found or made at the first call and kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from dataops_spec import Operation

from dataops_conformance.exchange import Credential, JsonObject, JsonValue, MediaType
from dataops_conformance.law import Blocked, NotTested
from dataops_conformance.sandbox.bodies import build_body, draw_optional
from dataops_conformance.sandbox.finding import find
from dataops_conformance.sandbox.found import GOVERNED, ensure_taken, found_project
from dataops_conformance.sandbox.jobs import Jobs
from dataops_conformance.sandbox.leftovers import Leftovers
from dataops_conformance.sandbox.links import Arguments
from dataops_conformance.sandbox.made import Formed, Made
from dataops_conformance.sandbox.making import item_template, thing_of
from dataops_conformance.sandbox.names import Names
from dataops_conformance.sandbox.pipeline_files import DEFAULT_FILE, PIPELINE_FILES
from dataops_conformance.sandbox.seen import Seen
from dataops_conformance.sandbox.semantics import QUERY_RULES, Pin
from dataops_conformance.sandbox.spelling import Spelling
from dataops_conformance.sandbox.telling import telling_fields, telling_json, two_variables

if TYPE_CHECKING:
    from dataops_conformance.context import Context

_T = TypeVar("_T")
# These run pipelines, or carry the pipeline files on.
_WANTS_FILES = frozenset({"create_pipeline", "trigger_pipeline", "play_pipeline_schedule", "create_branch"})
_MAINTAINER = 40
_FORBIDDEN = 403
# What is made in a form where that is taken, which tells of forms what would else be asked for apart.
_FORM: MediaType = "multipart/form-data"
IN_FORM = frozenset({
    "create_project", "create_group", "create_branch", "create_file", "create_pipeline", "create_project_access_token",
    "add_project_member", "add_to_job_token_allowlist",
})  # fmt: skip
# Of these there is but one for each user or project.
_SINGLE = frozenset({"add_project_member", "add_to_job_token_allowlist"})


class Sandbox:
    """What laws need to be there. Nothing is sent before a thing is asked for, and each thing is made once.

    Every method that needs the server raises NotTested, with what to set, where a thing can neither be found nor made,
    and Blocked where the server fails at what stands before it. In the profile read-only things are found by listing,
    never made.
    """

    def __init__(self, context: Context) -> None:
        """Take the run's context; the run's ledger sees what is made, for every request passes it."""
        self.names: Names = Names(context.settings.run_id)
        self.seen: Seen = Seen()
        self.leftovers: Leftovers = Leftovers(context.contract, self.seen)
        context.observers += [self.seen, self.leftovers]
        context.spell = Spelling(context, self.seen)
        self.formed: dict[str, Formed] = {}
        self.told: dict[str, Formed] = {}
        self._context = context
        self._jobs = Jobs(context, self)

    # Things.

    def project(self) -> Made:
        """Return the run's own private project, with a README; that of DATAOPS_PROJECT where none can be made."""
        return self._once("project", self._project)

    def spare_project(self) -> Made:
        """Return a second project of the run, for what would disturb the first."""
        return self._once("spare project", lambda: self._made_or_found("create_project"))

    def public_project(self) -> Made:
        """Return a public project: one of the run in the user's own namespace, or the first that is listed."""
        return self._once("public project", self._public_project)

    def group(self) -> Made:
        """Return the run's own group: in the one that DATAOPS_GROUP names, at the top where it names none."""
        return self._once("group", lambda: self._made_or_found("create_group"))

    def branch(self) -> Made:
        """Return a branch beside the default one."""
        return self.thing("create_branch")

    def file(self) -> Made:
        """Return a text file on the default branch."""
        return self.thing("create_file")

    def pipeline(self) -> Made:
        """Return a pipeline with two stages, an artifact and manual jobs."""
        return self.thing("create_pipeline")

    def job(self) -> Made:
        """Return any job of the pipeline."""
        return self._jobs.any()

    def manual_job(self) -> Made:
        """Return a job that waits to be played."""
        return self._jobs.manual()

    def another_manual_job(self) -> Made:
        """Return a job that waits to be played, at each call another one."""
        return self._jobs.another_manual()

    def finished_job(self) -> Made:
        """Return a job that has ended and left artifacts."""
        return self._jobs.finished()

    def settled_job(self) -> Made:
        """Return such a job that has ended before the run, where a project with one is named."""
        return self._jobs.settled()

    def trigger(self) -> Made:
        """Return a pipeline trigger, with its token whole."""
        return self.thing("create_pipeline_trigger")

    def schedule(self) -> Made:
        """Return a pipeline schedule."""
        return self.thing("create_pipeline_schedule")

    def variable(self) -> Made:
        """Return a variable of the project."""
        return self.thing("create_project_variable")

    def member(self) -> Made:
        """Return the other user as a member of the project."""
        return self.thing("add_project_member")

    def allowlist_entry(self) -> Made:
        """Return the spare project's place on the allowlist of the project."""
        return self.thing("add_to_job_token_allowlist")

    def thing(self, create: str) -> Made:
        """Return the sandbox's thing of the kind that the operation `create` makes."""
        own = {"create_project": self.project, "create_group": self.group}
        return own[create]() if create in own else self._once(create, lambda: self._made_or_found(create))

    # Users and credentials.

    def user(self) -> JsonObject:
        """Return the user that DATAOPS_TOKEN acts as."""
        return self._once("user", lambda: dict(self._context.send("get_current_user").response.object()))

    def other_user_id(self) -> int:
        """Return the id of the user of DATAOPS_OTHER_TOKEN; raise NotTested where it is not set."""
        return self._once("other user", self._other_user_id)

    def project_token(self, *, scopes: Sequence[str] = ("api",), access_level: int = _MAINTAINER) -> Credential:
        """Return a new access token of the run's project, or the one made before with the same scopes and role."""
        return self._token("create_project_access_token", scopes, access_level)

    def group_token(self, *, scopes: Sequence[str] = ("api",), access_level: int = _MAINTAINER) -> Credential:
        """Return a new access token of the run's group, or the one made before with the same scopes and role."""
        return self._token("create_group_access_token", scopes, access_level)

    def trigger_token(self) -> str:
        """Return the trigger's token, whole; raise Blocked where its creation did not tell it."""
        if self._context.settings.read_only:
            return self._context.credential("trigger_token").secret
        token = self.trigger().text("token")
        if not token:
            msg = "The trigger that was created came without its token."
            raise Blocked(msg)
        return token

    # Values.

    def path_values(self, operation: Operation | str) -> Mapping[str, str | int]:
        """Return values for the operation's path parameters that lead to something that is there."""
        return self.arguments(operation).path

    def arguments(self, operation: Operation | str) -> Arguments:
        """Return such values together with the query that the operation requires."""
        wanted = self._operation(operation)
        thing = self._thing_for(wanted)
        values: dict[str, str | int] = {}
        query: dict[str, str] = {}
        if thing is not None:
            names = {parameter.name for parameter in wanted.path_parameters}
            values = {name: value for name, value in thing.values.items() if name in names}
            known = {parameter.name for parameter in wanted.query_parameters}
            query = {name: value for name, value in thing.query.items() if name in known}
        if wanted.id == "create_file":
            values["file_path"] = f"conformance/{self.names.fresh('file')}.sql"
        if wanted.id in _WANTS_FILES and not self._context.settings.read_only:
            self.pipeline_files()
        if wanted.id in GOVERNED and not self._context.settings.read_only and not self.project().own:
            key = f"whether the project takes {wanted.id}"
            self._once(key, lambda: ensure_taken(self._context, self, wanted, values))
        for parameter in wanted.query_parameters:
            if parameter.required and parameter.name not in query:
                query[parameter.name] = self.query_value(wanted, parameter.name)
        return Arguments(values, query)

    def body_for(self, operation: Operation | str, extra: Collection[str] = ()) -> JsonObject:
        """Return a valid body, fresh where it must be, with the fields of `extra`; empty where there is none."""
        return build_body(self._context, self, self._operation(operation), extra)

    def drawn_body_for(self, operation: Operation | str) -> JsonObject:
        """Return a valid body with a few optional fields drawn from the seed."""
        wanted = self._operation(operation)
        return build_body(self._context, self, wanted, draw_optional(self._context, wanted))

    def default_branch(self) -> str:
        """Return the name of the project's default branch; raise NotTested where a project that was found has none."""
        project = self.project()
        named = project.text("default_branch")
        if not named and not project.own:
            msg = f"The project {project.id} has no branch; set DATAOPS_PROJECT to one that has."
            raise NotTested(msg)
        return named or "main"

    def namespace_id(self) -> JsonValue | Pin:
        """Return the id of the namespace that new projects go to; Pin.OMIT where it is the user's own."""
        try:
            return self.group().id
        except (NotTested, Blocked):
            return self.parent_id()

    def parent_id(self) -> JsonValue | Pin:
        """Return the numeric id of the group that DATAOPS_GROUP names; Pin.OMIT where it names none."""
        named = self._context.settings.group
        if named is None:
            return Pin.OMIT
        return self._once("parent group", lambda: self._group_id(named))

    # Making.

    def make(
        self,
        create: Operation | str,
        *,
        path: Mapping[str, str | int] | None = None,
        body: JsonObject | None = None,
        media_type: MediaType = "application/json",
    ) -> Made:
        """Make a new thing and return it; what is not given is chosen.

        Raises:
            NotTested: the user may not make it.
            Blocked: the server does not answer a valid creation as one.
        """
        operation = self._operation(create)
        values = self.path_values(operation) if path is None else path
        content = self.body_for(operation) if body is None else body
        exchange = self._context.send(operation, path=values, body=content, media_type=media_type)
        return thing_of(self._context.contract, operation, exchange, values)

    def pipeline_files(self) -> bool:
        """See that the run's own project has its pipeline files; False for one that was found, which has its own."""
        return self._once("pipeline files", self._commit_pipeline_files)

    def _once(self, key: str, make: Callable[[], _T]) -> _T:
        return self._context.once(f"sandbox: {key}", make)

    def _operation(self, operation: Operation | str) -> Operation:
        return self._context.contract.operation(operation) if isinstance(operation, str) else operation

    def _made_or_found(self, create: str) -> Made:
        operation = self._operation(create)
        if self._context.settings.read_only:
            return find(self._context, self, operation)
        with self._context.setup():
            return self._make_in_form(operation) if create in IN_FORM else self._make_telling(operation)

    def _make_telling(self, operation: Operation) -> Made:
        """Make it in JSON with an awkward text where it has one; plainly where that was not taken as it was."""
        text = telling_json(self._context, operation.id)
        if not text:
            return self.make(operation)
        values = self.path_values(operation)
        sent = {**self.body_for(operation), **text}
        exchange = self._context.send(operation, path=values, body=sent)
        self.told[operation.id] = Formed(sent, exchange)
        answer = exchange.response.object()
        is_made = exchange.response.status in self._context.contract.success_statuses(operation)
        if exchange.response.status == _FORBIDDEN or (is_made and all(answer.get(name) == text[name] for name in text)):
            return thing_of(self._context.contract, operation, exchange, values)
        return self.make(operation)

    def _make_in_form(self, operation: Operation) -> Made:
        """Make it in a form and keep what was sent; in JSON, and plainly, where the form was not taken as it was."""
        values = self.path_values(operation)
        sent = {
            **self.body_for(operation),
            **telling_fields(self._context, operation.id),
            **two_variables(operation.id, self.names),
        }
        exchange = self._context.send(operation, path=values, body=sent, media_type=_FORM)
        self.formed[operation.id] = Formed(sent, exchange)
        answer = exchange.response.object()
        is_made = exchange.response.status in self._context.contract.success_statuses(operation)
        is_as_sent = all(answer[name] == value for name, value in sent.items() if name in answer and name != "ref")
        if exchange.response.status == _FORBIDDEN or (is_made and (is_as_sent or operation.id in _SINGLE)):
            return thing_of(self._context.contract, operation, exchange, values)
        return self.make(operation)

    def _project(self) -> Made:
        operation = self._operation("create_project")
        if self._context.settings.read_only:
            return find(self._context, self, operation)
        with self._context.setup():
            try:
                body = self.body_for(operation, extra=("description", "initialize_with_readme"))
                return self.make(operation, body={**body, "ci_config_path": DEFAULT_FILE})
            except NotTested:
                if self._context.settings.project is None:
                    raise
                return found_project(self._context, self, operation)

    def _public_project(self) -> Made:
        operation = self._operation("create_project")
        if not self._context.settings.read_only:
            name = self.names.fresh("public")
            body: JsonObject = {"name": name, "path": name, "visibility": "public", "initialize_with_readme": True}
            with self._context.setup():
                return self.make(operation, body=body)
        exchange = self._context.send("list_projects", query={"visibility": "public"}, credential="none")
        first = next(iter(exchange.response.items()), None)
        identifier = first.get("id") if isinstance(first, dict) else None
        if not isinstance(first, dict) or not isinstance(identifier, int):
            msg = "No public project is listed, and in the profile read-only none is made."
            raise NotTested(msg)
        path = f"/projects/{identifier}"
        return Made(operation.id, identifier, path, {"id": identifier}, first, exchange, own=False)

    def _commit_pipeline_files(self) -> bool:
        operation = self._operation("create_file")
        if not self.project().own:
            return False
        with self._context.setup():
            for name, content in PIPELINE_FILES.items():
                values = {**self.project().values, "file_path": name}
                self.make(operation, path=values, body={**self.body_for(operation), "content": content})
        return True

    def _token(self, create: str, scopes: Sequence[str], access_level: int) -> Credential:
        kind = "PROJECT" if create == "create_project_access_token" else "GROUP"
        name = f"SANDBOX_{kind}_TOKEN_{'_'.join(scopes).upper()}_{access_level}"

        def make() -> Credential:
            body: JsonObject = {**self.body_for(create), "scopes": list(scopes), "access_level": access_level}
            with self._context.setup():
                secret = self.make(create, body=body).text("token")
            if not secret:
                msg = f"{create} answered without the token."
                raise Blocked(msg)
            return Credential(name, secret)

        if self._context.settings.read_only:
            return self._context.credential("project_token" if kind == "PROJECT" else "group_token")
        return self._once(name, make)

    def _other_user_id(self) -> int:
        exchange = self._context.send("get_current_user", credential=self._context.credential("other_token"))
        identifier = exchange.response.object().get("id")
        if not isinstance(identifier, int):
            msg = (
                f"The user of DATAOPS_OTHER_TOKEN cannot be read (status {exchange.response.status}); check the token."
            )
            raise NotTested(msg)
        return identifier

    def _group_id(self, named: str) -> int:
        if named.isdigit():
            return int(named)
        exchange = self._context.send("get_group", path={"id": named})
        identifier = exchange.response.object().get("id")
        if not isinstance(identifier, int):
            status = exchange.response.status
            msg = f"DATAOPS_GROUP names {named}, which get_group answers with {status}; name one that exists."
            raise NotTested(msg)
        return identifier

    def query_value(self, operation: Operation, name: str) -> str:
        """Return a fit value for a query parameter that the operation requires; raise NotTested where there is none."""
        rule = QUERY_RULES.get(name)
        if rule is None or isinstance(rule, Pin):
            msg = f"{operation.id} requires the query parameter {name}, for which the sandbox has no value."
            raise NotTested(msg)
        return str(rule(self))

    def _thing_for(self, operation: Operation) -> Made | None:
        """Return the thing whose place the operation's path begins with; None for a path without parameters."""
        if not operation.path_parameters:
            return None
        special = self._special(operation)
        if special is not None:
            return special()
        contract = self._context.contract
        places = ((item_template(contract, resource.create), resource.create.id) for resource in contract.resources)
        fitting = [
            (place, create)
            for place, create in places
            if place and create != operation.id and f"{operation.path}/".startswith(f"{place}/")
        ]
        if not fitting:
            msg = f"The sandbox has nothing that {operation.path} could name."
            raise NotTested(msg)
        longest = max(len(place) for place, _ in fitting)
        return self.thing(next(create for place, create in fitting if len(place) == longest))

    def _special(self, operation: Operation) -> Callable[[], Made] | None:
        """Return how a thing is got that no creation links to."""
        if operation.id == "play_job":
            return self.manual_job
        if operation.path.startswith("/projects/{id}/jobs/{job_id}"):
            return self.job if operation.path.endswith("{job_id}") else self.settled_job
        if operation.path.startswith("/personal_access_tokens/{token_id}"):
            return self._personal_token
        if operation.path == "/namespaces/{id}":
            return self._namespace
        return self._latest if operation.id == "get_latest_pipeline" else None

    def _latest(self) -> Made:
        """Return the project with the ref of a pipeline that no later commit makes an old one."""
        if self._context.settings.read_only:
            return self.project()
        return self._once("latest pipeline", self._make_latest)

    def _make_latest(self) -> Made:
        branch = str(self.branch().id)
        with self._context.setup():
            made = self.make("create_pipeline", body={"ref": branch})
        values = self.project().values
        return Made(made.kind, made.id, made.path, values, made.data, made.exchange, {"ref": branch})

    def _personal_token(self) -> Made:
        """Return the token of a bot of the run as a personal access token, which is what it is to the bot itself."""
        made = self.thing("create_project_access_token")
        return Made(
            made.kind, made.id, f"/personal_access_tokens/{made.id}", {"token_id": made.id}, made.data, made.exchange
        )

    def _namespace(self) -> Made:
        namespace = self.project().data.get("namespace")
        identifier = namespace.get("id") if isinstance(namespace, dict) else None
        if not isinstance(namespace, dict) or not isinstance(identifier, int):
            msg = "The project does not tell its namespace."
            raise NotTested(msg)
        path = f"/namespaces/{identifier}"
        return Made("namespace", identifier, path, {"id": identifier}, namespace, self.project().exchange, own=False)
