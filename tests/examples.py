"""What a failure looks like: for each requirement the finding that a fault of the mock brings about.

`python -m tests.examples` starts the mock once for each requirement, with a fault that breaks it, runs the suite against
it, and writes `conformance/dataops_conformance/examples.json`, from which `explain` and the pages of docs/requirements
show a real failure. With ids it does so for these alone and keeps the others, with
`--missing` for those that have none. `--check` runs nothing: it tells which
requirements lack an example that a fault could give, and which examples are of what there is no more.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from dataops_conformance.examples import Example, Examples, FailedExchange, read_examples
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.report.reading import read_result
from dataops_conformance.result import CheckResult, ExchangeRecord, Finding, Result
from dataops_spec import requirements

from tests.servers import conformance, running_mock

FILE = Path(__file__).parents[1] / "conformance" / "dataops_conformance" / "examples.json"
SCALED_QUOTA = "60/6s"
SHOWN_URL = "http://127.0.0.1:8000/api/v4"
SHOWN_RUN = "1a2b3c4d"
BODY_SHOWN = 600
LAST_EXCHANGES = 2


def main() -> int:
    """Write the examples of all requirements, or of those that the command line names; or check them."""
    parser = argparse.ArgumentParser(prog="python -m tests.examples", description=__doc__)
    parser.add_argument("requirements", nargs="*", metavar="ID", help="only these requirements")
    parser.add_argument("--check", action="store_true", help="run nothing; tell what is missing or stale")
    parser.add_argument("--missing", action="store_true", help="only those that have none, or a stale one")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    faults = faults_by_requirement()
    known = read_examples()
    if arguments.check:
        wrong = list(problems(known, faults))
        sys.stdout.write("".join(f"{line}\n" for line in wrong) or "Every example is there.\n")
        return 1 if wrong else 0
    wanted: list[str] = arguments.requirements or sorted(lawful() & set(faults))
    if arguments.missing:
        wanted = [id_ for id_ in wanted if id_ not in known or known[id_].fault not in faults[id_]]
    kept = {id_: example for id_, example in known.items() if id_ in lawful()}
    missed: list[str] = []
    with ThreadPoolExecutor(arguments.workers) as pool:
        found = pool.map(example_of, wanted, [faults[id_] for id_ in wanted])
        for id_, example in zip(wanted, found, strict=True):
            if example is None:
                missed.append(id_)
                continue
            kept[id_] = example
            # One by one, for the whole takes minutes.
            write(kept)
    write(kept)
    made = len(wanted) - len(missed)
    sys.stdout.write(f"{made} examples made, {len(kept)} in all; not found: {', '.join(missed) or 'none'}\n")
    return 1 if missed else 0


def lawful() -> set[str]:
    """Return the requirements that a law tries."""
    return {law.requirement for law in all_laws()} | {law.requirement for law in all_universals()}


def faults_by_requirement() -> dict[str, list[str]]:
    """Ask the mock which faults break which requirement; those that strike everywhere come first."""
    command = [sys.executable, "-m", "dataops_mock", "faults", "--json"]
    listed = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    found: dict[str, list[str]] = {}
    for entry in sorted(listed, key=lambda entry: entry.get("corner") is not None):
        found.setdefault(entry["requirement"], []).append(entry["name"])
    return found


def problems(known: Examples, faults: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield a sentence for each requirement without an example that it could have, and for each that is stale."""
    ids = {requirement.id for requirement in requirements()}
    for id_ in sorted(lawful() & set(faults) - set(known)):
        yield f"{id_} has no example; run `python -m tests.examples {id_}`."
    for id_, example in known.items():
        if id_ not in ids or id_ not in lawful():
            yield f"The example of {id_} is of no requirement that a law tries; run `python -m tests.examples`."
        elif example.fault not in faults.get(id_, ()):
            yield f"The example of {id_} is of the fault {example.fault}, which does not break it; run it again."


def example_of(requirement: str, faults: Sequence[str]) -> Example | None:
    """Return what the law of a requirement finds, of the first fault that it finds."""
    return next((example for fault in faults if (example := _try(requirement, fault)) is not None), None)


def _try(requirement: str, fault: str) -> Example | None:
    quota = ["--quota", "--rate-limit", SCALED_QUOTA] if requirement.startswith("RATE") else []
    with (
        tempfile.TemporaryDirectory(prefix="dataops-example-") as folder,
        running_mock("--fault", fault, *(["--rate-limit", SCALED_QUOTA] if quota else [])) as mock,
    ):
        arguments = ["--base-url", mock.url, "--env-file", str(mock.env_file), "--report", folder]
        conformance("run", *arguments, "--only", requirement, *quota)
        if not Path(folder, "result.json").exists():
            return None
        return _example(read_result(Path(folder)), requirement, fault)


def _example(result: Result, requirement: str, fault: str) -> Example | None:
    failed = [check for check in result.checks if check.requirement == requirement and check.status in {"fail", "warn"}]
    with_findings = [check for check in failed if check.findings]
    if not with_findings:
        return None
    # The shortest to read shows it best.
    check = min(with_findings, key=lambda check: (_length(check), check.name))
    finding = check.findings[0]
    return Example(
        fault=fault,
        check=check.name,
        status="fail" if check.status == "fail" else "warn",
        summary=_shown(finding.summary, result),
        expected=_shown(finding.expected, result),
        seen=_shown(finding.seen, result),
        exchanges=tuple(_exchange(exchange, result) for exchange in finding.exchanges[-LAST_EXCHANGES:]),
    )


def _length(check: CheckResult) -> int:
    finding: Finding = check.findings[0]
    texts = [finding.expected, finding.seen, *(exchange.curl for exchange in finding.exchanges)]
    return sum(map(len, texts)) + (0 if finding.exchanges else 10_000)


def _exchange(exchange: ExchangeRecord, result: Result) -> FailedExchange:
    body = _shown(exchange.response_body, result)
    return FailedExchange(
        curl=_shown(exchange.curl, result),
        status=exchange.status,
        body=body if len(body) <= BODY_SHOWN else f"{body[:BODY_SHOWN]}…",
    )


def _shown(text: str, result: Result) -> str:
    """Return a text with what differs from run to run made the same: the address, and the names that a run gives."""
    host = result.manifest.base_url.removesuffix("/api/v4")
    text = text.replace(host, SHOWN_URL.removesuffix("/api/v4"))
    return re.sub(re.escape(result.manifest.run_id), SHOWN_RUN, text)


def write(examples: Examples) -> None:
    """Write the file, requirements in their order."""
    content = {id_: asdict(examples[id_]) for id_ in sorted(examples)}
    FILE.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
