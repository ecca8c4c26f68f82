"""The command that tries a requirement again, as it was tried."""

from __future__ import annotations

import shlex

from dataops_conformance.result import Manifest


def rerun_command(manifest: Manifest, *only: str) -> str:
    """Return the command line that runs what `only` names (a check, a requirement …) with the same settings.

    Credentials are taken from the environment and from the same dotenv file, as in the run itself; paths are as they
    were given, so the command is for the same folder.
    """
    arguments = ["run", "--base-url", manifest.base_url, "--profile", manifest.profile, "--seed", str(manifest.seed)]
    arguments += ["--rate-limit", manifest.rate_limit] if manifest.rate_limit else []
    arguments += ["--quota"] if manifest.quota else []
    for host in manifest.sandbox:
        arguments += ["--sandbox", host]
    arguments += ["--max-requests", str(manifest.max_requests)] if manifest.max_requests is not None else []
    files = {"--env-file": manifest.env_file, "--config": manifest.config, "--waivers": manifest.waivers}
    for option, path in files.items():
        arguments += [option, path] if path is not None else []
    for name in only:
        arguments += ["--only", name]
    return shlex.join(["dataops-conformance", *arguments])
