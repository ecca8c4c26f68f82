"""The pipeline files that the sandbox's project gets: two stages, an artifact, manual jobs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DEFAULT_FILE = ".gitlab-ci.yml"
OTHER_FILE = "conformance-ci.yml"
OTHER_FILE_JOB = "full_load"
_DEFAULT_FILE_JOB = "extract"
FILE_VARIABLE = "_PIPELINE_FILE_NAME"
"""The variable of a pipeline that names the file to take it from."""

# A push starts nothing: pipelines are there only because a request asked for them.
_HEAD = """\
workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "push"
      when: never
    - when: always

stages:
  - build
  - publish

"""

_JOBS = """\
{first}:
  stage: build
  script:
    - echo done > result.txt
  artifacts:
    paths:
      - result.txt

approve:
  stage: build
  when: manual
  allow_failure: true
  script:
    - echo approved

approve_again:
  stage: build
  when: manual
  allow_failure: true
  script:
    - echo approved again

approve_finally:
  stage: build
  when: manual
  allow_failure: true
  script:
    - echo approved finally

release:
  stage: publish
  script:
    - cat result.txt
"""

PIPELINE_FILES: Mapping[str, str] = MappingProxyType(
    {
        DEFAULT_FILE: _HEAD + _JOBS.format(first=_DEFAULT_FILE_JOB),
        OTHER_FILE: _HEAD + _JOBS.format(first=OTHER_FILE_JOB),
    }
)
