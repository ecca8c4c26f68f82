"""What the seeded world is told in: names, topics, and the files of its repositories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PEOPLE: Final = (
    ("ada", "Ada Lovelace"),
    ("grace", "Grace Hopper"),
    ("quinn", "Quinn Taylor"),
    ("alan", "Alan Turing"),
    ("barbara", "Barbara Liskov"),
    ("edsger", "Edsger Dijkstra"),
    ("katherine", "Katherine Johnson"),
    ("radia", "Radia Perlman"),
)
QUALITIES: Final = ("Sales", "Finance", "Customer", "Inventory", "Marketing", "Sensor", "Billing", "Logistics", "Risk")
THINGS: Final = ("Data", "Models", "Pipelines", "Reports", "Ingestion", "Warehouse", "Quality", "Catalog")
TOPICS: Final = ("sales", "snowflake", "dbt", "ingestion", "reporting", "quality")

FULL_CI: Final = """\
stages: [ingest, transform, test, publish]

workflow:
  name: Full run

.base:
  tags: [dataops-production-runner]

Ingest Orders:
  stage: ingest
  tags: [dataops-production-runner]
  script:
    - /dataops
  artifacts:
    name: ingested
    paths: [data/orders.csv]

Build Models:
  stage: transform
  tags: [dataops-production-runner]
  script:
    - /dataops
    - dbt run

Test Models:
  stage: test
  tags: [dataops-production-runner]
  script: dbt test
  artifacts:
    paths: [models/]

Publish Docs:
  stage: publish
  when: manual
  allow_failure: false
  script: dbt docs generate
"""
SMOKE_CI: Final = """\
stages: [check]

Smoke:
  stage: check
  script:
    - echo smoke
"""
HOLD_CI: Final = """\
stages: [wait]

Hold:
  stage: wait
  script:
    - sleep 999999
"""
FILES: Final[Mapping[str, str]] = {
    "full-ci.yml": FULL_CI,
    "smoke-ci.yml": SMOKE_CI,
    "models/orders.sql": "select id, customer_id, amount\nfrom {{ ref('raw_orders') }}\n",
    "data/orders.csv": "id,customer_id,amount\n1,7,19.90\n2,9,5.25\n",
}
LOGO: Final = bytes((0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, *range(256)))
