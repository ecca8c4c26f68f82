"""No secret leaves the mock by its log or by an answer that tells of a failure."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import httpx
import pytest
from dataops_mock.call import Call, Entity, Reply
from dataops_mock.logs import RedactingFormatter, redact

from tests.mock.web import ADA, web
from tests.patience import PATIENCE
from tests.servers import running_mock

CANARY = "canary-0a1b2c3d4e5f"


def send_everywhere(url: str, secrets: Mapping[str, str]) -> None:
    """Send each secret, and one that is none, in every place where a credential or a secret field can be."""
    with httpx.Client(timeout=PATIENCE) as client:
        for secret in (CANARY, *secrets.values()):
            for name in ("private_token", "private%5Ftoken", "job_token", "token"):
                client.get(f"{url}/projects?{name}={secret}")
                client.get(f"{url}/nowhere?{name}={secret}")
                client.request("BREW", f"{url}/user?{name}={secret}")
            for headers in ({"private-token": secret}, {"job-token": secret}, {"authorization": f"Bearer {secret}"}):
                client.get(f"{url}/user", headers=headers)
                client.get(f"{url}/projects/{'9' * 12}", headers=headers)
            fields = {"token": secret, "ref": "main", "variables[KEY]": secret}
            client.post(f"{url}/projects/{secrets['DATAOPS_PROJECT']}/trigger/pipeline", data=fields)
            client.post(f"{url}/projects/1/trigger/pipeline", json=fields)
            client.post(f"{url}/projects/1/trigger/pipeline", files={"token": (None, secret)})
            client.post(f"{url}/user?private_token={secret}", content=b"{" + secret.encode())
            client.get(f"{url.removesuffix('/api/v4')}/-/mock/state?private_token={secret}")
            client.get(f"{url.removesuffix('/api/v4')}/elsewhere?private_token={secret}")


@pytest.mark.parametrize("level", ["critical", "error", "warning", "info", "debug"])
def test_no_log_level_shows_a_secret(level: str) -> None:
    with running_mock("--log-level", level, "--strict", "--fault", "large-id-fails", "--projects", "8") as mock:
        secrets = {name: value for name, value in mock.credentials.items() if name != "DATAOPS_URL"}
        send_everywhere(mock.url, secrets)
        mock.process.terminate()
        out, _ = mock.process.communicate(timeout=PATIENCE)
        err = mock.log.read_text()
    told = [secret for secret in (CANARY, *secrets.values()) if len(secret) > 8 and secret in out + err]
    assert told == []
    assert ("INFO dataops_mock.access: GET /api/v4/user 200 (request " in err) == (level in {"info", "debug"})
    assert ("An id was not expected to be so large." in err) == (level != "critical")


def test_a_failure_tells_neither_the_client_nor_the_log_a_secret(caplog: pytest.LogCaptureFixture) -> None:
    def fail(call: Call) -> Reply:
        msg = f"{call.principal} did not expect {CANARY}"
        raise RuntimeError(msg)

    with caplog.at_level(logging.DEBUG, logger="dataops_mock"):
        answers = [
            web({"get_version": fail}).get(f"/version?job_token={CANARY}"),
            web({"get_version": fail}).get("/version", headers={"job-token": CANARY}),
        ]
    assert [(answer.status_code, answer.json()) for answer in answers] == [
        (500, {"message": "500 Internal Server Error"}),
    ] * 2
    assert caplog.text.count("RuntimeError: Principal(") == 2
    assert CANARY not in caplog.text
    assert ADA not in caplog.text


def test_an_answer_that_breaks_the_contract_is_told_without_its_values(caplog: pytest.LogCaptureFixture) -> None:
    leak = Entity({"id": CANARY, "token": [CANARY], "scopes": CANARY})
    with caplog.at_level(logging.DEBUG, logger="dataops_mock"):
        answer = web({"create_project_access_token": leak}, strict=True).post(
            "/projects/1/access_tokens", json={"name": "n", "scopes": ["api"]}
        )
    assert answer.status_code == 500
    assert "broke the contract" in caplog.text
    assert CANARY not in answer.text + caplog.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("KeyError: 'glpat-abc_DEF-123'", "KeyError: '[redacted]'"),
        ("GET /x?a=1&private_token=abc&b=2", "GET /x?a=1&private_token=[redacted]&b=2"),
        ("{'PRIVATE-TOKEN': 'abc', 'a': 1}", "{'PRIVATE-TOKEN': '[redacted]', 'a': 1}"),
        ("(b'job-token', b'abc')", "(b'job-token', b'[redacted]')"),
        ("authorization: Bearer abc", "authorization: Bearer [redacted]"),
        ("job 7 of project 3 failed", "job 7 of project 3 failed"),
    ],
)
def test_what_looks_like_a_secret_is_redacted(text: str, shown: str) -> None:
    assert redact(text) == shown
    record = logging.LogRecord("any", logging.ERROR, __file__, 1, "%s", (text,), None)
    assert RedactingFormatter("%(message)s").format(record) == shown
