"""The pipeline files that the sandbox's project gets: two stages, an artifact, a manual job."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DEFAULT_FILE = ".gitlab-ci.yml"
OTHER_FILE = "conformance-ci.yml"
OTHER_FILE_JOB = "full_load"

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

_DEFAULT = f"""{_HEAD}extract:
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

release:
  stage: publish
  script:
    - cat result.txt
"""

_OTHER = f"""{_HEAD}{OTHER_FILE_JOB}:
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

release:
  stage: publish
  script:
    - cat result.txt
"""

PIPELINE_FILES: Mapping[str, str] = MappingProxyType({DEFAULT_FILE: _DEFAULT, OTHER_FILE: _OTHER})
