"""The order in which the rules are asked."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from starlette.requests import ClientDisconnect

from dataops_mock.call import Handler, Listing
from dataops_mock.errors import Refusal
from dataops_mock.http.responses import fail
from dataops_mock.http.schemas import Schemas
from dataops_mock.http.strict import breaches
from dataops_mock.rules import Answer, Exchange, Rules

_LOG = logging.getLogger("dataops_mock")


class Pipeline:
    """Answer requests: credentials, quota, route, scope, body, validation, handler, page."""

    def __init__(self, rules: Rules, handlers: Mapping[str, Handler], strict: Schemas | None = None) -> None:
        """Take the rules and a handler for every operation; with `strict` hold each answer against the contract."""
        self._rules = rules
        self._handlers = handlers
        self._strict = strict

    async def answer(self, exchange: Exchange) -> Answer:
        """Return the answer to a request; raise only `ClientDisconnect`, when nobody waits for it any more."""
        try:
            exchange.request_id = self._rules.request_id(exchange)
            try:
                answer = await self._serve(exchange)
            except Refusal as refusal:
                exchange.status = refusal.status
                answer = self._rules.refuse(exchange, refusal)
            answer = self._finish(exchange, answer)
        except ClientDisconnect:
            raise
        except Exception as error:  # noqa: BLE001 - the last line: whatever is raised becomes a 500 that tells nothing
            answer = self._finish(exchange, fail(exchange, error))
        return answer if self._strict is None else self._checked(self._strict, exchange, answer)

    def _finish(self, exchange: Exchange, answer: Answer) -> Answer:
        exchange.status = answer.status
        return self._rules.finish(exchange, answer)

    async def _serve(self, exchange: Exchange) -> Answer:
        rules = self._rules
        exchange.principal = rules.authenticate(exchange)
        exchange.quota = rules.charge(exchange, rules.quota_key(exchange))
        if exchange.quota is not None and exchange.quota.exceeded:
            exchange.status = 429
            return rules.over_quota(exchange, exchange.quota)
        exchange.match = rules.route(exchange)
        rules.authorize(exchange)
        call = rules.validate(exchange, await rules.decode(exchange))
        reply = rules.handle(exchange, call, self._handlers[call.operation.id])
        if isinstance(reply, Listing) and call.operation.is_paginated:
            page = rules.cut_page(exchange, call, reply)
            answer = rules.encode(exchange, Listing(page.items, reply.render))
            return answer.with_headers(rules.page_headers(exchange, call, page))
        return rules.encode(exchange, reply)

    def _checked(self, schemas: Schemas, exchange: Exchange, answer: Answer) -> Answer:
        operation = exchange.match.operation
        found = [] if operation is None else list(breaches(schemas, operation, answer))
        if not found:
            return answer
        reason = "; ".join(found[:5])
        _LOG.error("%s broke the contract: %s", exchange.operation_id, reason)
        body = {
            "message": "500 Internal Server Error",
            "error": f"{exchange.operation_id} broke the contract: {reason}",
        }
        return self._finish(exchange, Answer.of_json(500, body))
