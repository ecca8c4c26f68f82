"""JSON and the two forms have the same effect; what a change does not name stays (BODY-01, 02, 03, 17, 18)."""

from __future__ import annotations

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonObject, MediaType
from dataops_conformance.law import Blocked, Laws, Need, NotTested, expect
from dataops_conformance.laws.body.effects import effect
from dataops_conformance.laws.body.full import FORMS, full_form, full_in_json, is_creation, set_apart
from dataops_conformance.laws.body.sending import JSON, MULTIPART, URLENCODED, Effect, change, changeable
from dataops_conformance.laws.res.compare import differing, lost_fields, shown
from dataops_conformance.laws.res.life import CLEARED, Life, send_to
from dataops_conformance.laws.res.singles import single_change
from dataops_conformance.laws.telling import told

laws = Laws()
_NEEDS: tuple[Need, ...] = ("token", "sandbox")
# Fields that follow from others: a change of those changes these.
_DERIVED = ("name_with_namespace", "path_with_namespace", "web_url", "tag_list", "size", "content_sha256",
            "description_html")  # fmt: skip


@laws.law("BODY-01", requests=1, needs=_NEEDS)
def json_is_taken(context: Context, operation: Operation) -> None:
    """Send a valid body in JSON; the answer is a success, and its fields have their effect.

    What a form with every optional field lost is sent in JSON too.
    """
    _effective(context, operation, effect(context, operation, JSON), JSON)
    for media_type in FORMS:
        if _lost_apart(context, operation, media_type):
            again = full_in_json(context, operation, media_type)
            _effective(context, operation, _but_set_apart(context, operation, again, media_type), JSON)


@laws.law("BODY-02", requests=1, needs=_NEEDS)
def multipart_has_the_same_effect(context: Context, operation: Operation) -> None:
    """Send the same fields as multipart/form-data; the answer and what it shows are those of JSON."""
    _same_as_in_json(context, operation, MULTIPART)


@laws.law("BODY-03", requests=1, needs=_NEEDS)
def urlencoded_has_the_same_effect(context: Context, operation: Operation) -> None:
    """Send the same fields as application/x-www-form-urlencoded; the answer and what it shows are those of JSON."""
    _same_as_in_json(context, operation, URLENCODED)


@laws.law("BODY-17", requests=1, needs=_NEEDS)
def null_clears(context: Context, operation: Operation) -> None:
    """Set a field that may be null to null, in JSON; the answer shows it cleared."""
    field = CLEARED.get(operation.id)
    if field is None:
        msg = f"No field of {operation.id} is known to take null."
        raise NotTested(msg)
    life = Life.of(context, operation)
    exchange = life.cleared(field)
    answer = exchange.response.object()
    expect(
        exchange.response.status == 200 and (answer.get(field) is None or answer.get(field) == ""),
        f"{operation.id} did not clear {field}, which was set to null.",
        expected=f"200 and {field}: null",
        seen=told(exchange),
        exchanges=[exchange],
    )


@laws.law("BODY-18", requests=0, needs=_NEEDS)
def a_put_leaves_what_it_does_not_name(context: Context, operation: Operation) -> None:
    """Compare the resource before and after a change; the fields that it did not name are as they were.

    So are those that a form with every optional field set, after a form that names but a few.
    """
    if context.contract.resource_of(operation) is None:
        change = single_change(context, operation)
        before, after, named = change.before.response.object(), change.after.response.object(), change.shown_as
        exchanges = [change.before, change.exchange, change.after]
    else:
        life = Life.of(context, operation)
        before, first = life.before()
        step = life.changed()
        if step.exchange.response.status >= 300:
            msg = f"{operation.id} was answered {step.exchange.response.status}."
            raise Blocked(msg)
        after, last = life.after()
        named, exchanges = step.sent, [first, step.exchange, last]
    moved = differing(before, after, but=(*named, *_DERIVED))
    expect(
        not moved,
        f"{operation.id} changed fields that it did not name.",
        expected=shown(moved, before),
        seen=shown(moved, after),
        exchanges=exchanges,
    )
    _leaves_what_was_set(context, operation)


def _leaves_what_was_set(context: Context, operation: Operation) -> None:
    forms = full_form(context, operation, MULTIPART), full_form(context, operation, URLENCODED)
    if forms[0] is None or forms[1] is None or not (forms[0].effect.is_taken and forms[1].effect.is_taken):
        return
    first, second = forms[0].effect, forms[1].effect
    if any(name not in second.sent for name in forms[0].lost):
        # The answer does not show what was set: readings do.
        _leaves_for_readers(context, operation, first.sent, second.sent)
        return
    moved = [name for name in differing(first.shown, second.shown, but=second.sent) if name in first.sent]
    expect(
        not moved,
        f"{operation.id} changed fields that it did not name.",
        expected=shown(moved, first.shown),
        seen=shown(moved, second.shown),
        exchanges=[first.exchange, *first.readings, second.exchange, *second.readings],
    )


def _leaves_for_readers(context: Context, operation: Operation, full: JsonObject, few: JsonObject) -> None:
    """Change much, then little, in JSON; raise Violation where a reading shows that the second change did more."""
    resource = context.contract.resource_of(operation)
    if resource is None or resource.get is None:
        return
    made, exchanges = changeable(context, operation), list[Exchange]()
    for sent in (full, few):
        changed = change(context, operation, made, sent, JSON).exchange
        exchanges += [changed, send_to(context, resource.create, made, resource.get)]
        if changed.response.status >= 300:
            return
    before, after = exchanges[1].response.object(), exchanges[3].response.object()
    moved = [name for name in differing(before, after, but=(*few, *_DERIVED)) if name in full]
    expect(
        not moved,
        f"{operation.id} changed fields that it did not name.",
        expected=shown(moved, before),
        seen=shown(moved, after),
        exchanges=exchanges,
    )


def _effective(context: Context, operation: Operation, seen: Effect, media_type: MediaType) -> None:
    statuses = context.contract.success_statuses(operation)
    expect(
        seen.exchange.response.status in statuses,
        f"{operation.id} did not take a valid body as {media_type}.",
        expected=f"status {' or '.join(map(str, statuses))}",
        seen=told(seen.exchange),
        exchanges=[seen.exchange],
    )
    lost = lost_fields(seen.sent, seen.shown)
    expect(
        not lost,
        f"Fields that {operation.id} was sent as {media_type} have not their effect.",
        expected=shown(lost, seen.sent),
        seen=shown(lost, seen.shown),
        exchanges=[seen.exchange, *seen.readings],
    )


def _same_as_in_json(context: Context, operation: Operation, media_type: MediaType) -> None:
    if operation.body is None or media_type not in operation.body.media_types:
        msg = f"The contract does not let {operation.id} take {media_type}."
        raise NotTested(msg)
    in_json = effect(context, operation, JSON)
    if not in_json.is_taken:
        msg = f"{operation.id} in JSON was answered {in_json.exchange.response.status}."
        raise Blocked(msg)
    in_form = effect(context, operation, media_type)
    _effective(context, operation, in_form, media_type)
    _keeps_optional_fields(context, operation, media_type)
    # What was not sent follows from defaults; of that, switches are the same for every resource of a kind.
    switches = [
        name
        for name, value in in_json.exchange.response.object().items()
        if isinstance(value, bool)
        and name not in {*in_json.sent, *in_form.sent}
        and name in in_form.exchange.response.object()
    ]
    answers = in_json.exchange.response.object(), in_form.exchange.response.object()
    moved = [name for name in differing(*answers) if name in switches] if is_creation(context, operation) else []
    expect(
        not moved,
        f"{operation.id} gives other defaults as {media_type} than in JSON.",
        expected=shown(moved, answers[0]),
        seen=shown(moved, answers[1]),
        exchanges=[in_json.exchange, in_form.exchange],
    )


def _keeps_optional_fields(context: Context, operation: Operation, media_type: MediaType) -> None:
    """Raise Violation where a form lost optional fields that JSON keeps; what JSON loses too is BODY-01's."""
    form = full_form(context, operation, media_type)
    lost = _lost_apart(context, operation, media_type)
    if form is None or not lost:
        return
    in_json = full_in_json(context, operation, media_type)
    kept = [name for name in lost if name not in lost_fields(in_json.sent, in_json.shown)] if in_json.is_taken else []
    expect(
        not kept,
        f"Fields that {operation.id} was sent as {media_type} have not their effect.",
        expected=shown(kept, form.effect.sent),
        seen=shown(kept, form.effect.shown),
        exchanges=[form.effect.exchange, *form.effect.readings, in_json.exchange],
    )


def _lost_apart(context: Context, operation: Operation, media_type: MediaType) -> list[str]:
    """Return what a full form lost, but for the fields of which other rules speak."""
    form = full_form(context, operation, media_type)
    return [] if form is None else [name for name in form.lost if name not in set_apart(operation, form)]


def _but_set_apart(context: Context, operation: Operation, seen: Effect, media_type: MediaType) -> Effect:
    """Return an effect without the fields of which other rules speak."""
    form = full_form(context, operation, media_type)
    apart = frozenset[str]() if form is None else set_apart(operation, form)
    sent = {name: value for name, value in seen.sent.items() if name not in apart}
    return Effect(sent, seen.exchange, seen.shown, seen.readings)
