"""Write the files of a release: the documents under two names each, the changelog, and the checksums of all."""

from __future__ import annotations

import hashlib
from pathlib import Path

from dataops_spec import JsonObject

from dataops_codegen.text import to_json, to_yaml
from dataops_codegen.versions import version_of

CHECKSUMS = "SHA256SUMS"
CHANGELOG = "CHANGELOG.md"


def release_files(contract: JsonObject, lowered: JsonObject, changelog: bytes) -> dict[str, bytes]:
    """Return the files of the release by name: `openapi-3.1.json`, the same as `openapi-3.1-VERSION.json`, and so on.

    `contract` is the OpenAPI 3.1 document, `lowered` the same in 3.0.
    The files depend on nothing but their arguments. `SHA256SUMS` is what `sha256sum --check` reads.
    """
    version = version_of(contract)
    files = {CHANGELOG: changelog}
    for kind, document in (("3.1", contract), ("3.0", lowered)):
        for suffix, content in (("json", to_json(document)), ("yaml", to_yaml(document))):
            files[f"openapi-{kind}.{suffix}"] = files[f"openapi-{kind}-{version}.{suffix}"] = content
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return {**dict(sorted(files.items())), CHECKSUMS: sums.encode()}


def write_files(files: dict[str, bytes], folder: Path) -> None:
    """Write `files` into `folder` and remove the documents of other versions that an earlier run left there."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in {path.name for path in folder.glob("openapi-3.[01]*")} - files.keys():
        (folder / stale).unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
