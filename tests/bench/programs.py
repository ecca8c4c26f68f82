"""Small programs that are measured in an interpreter of their own, each printing one line of JSON."""

from __future__ import annotations

START = """
import time
begun = time.perf_counter()
from dataops_api import DataOps
imported = time.perf_counter()
import json, os
with DataOps() as api:
    api.version.get()
    answered = time.perf_counter()
    status = open("/proc/self/status").read()
    resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    print(json.dumps([imported - begun, answered - begun, int(resident.split()[1]) / 1024]))
"""
"""Prints the seconds of the import, the seconds until the first answer, and the memory then, in MiB."""

PEER_START = """
import time
begun = time.perf_counter()
import gitlab
imported = time.perf_counter()
import json, os
api = gitlab.Gitlab(os.environ["DATAOPS_URL"].removesuffix("/api/v4"), private_token=os.environ["DATAOPS_TOKEN"])
api.http_get("/version")
answered = time.perf_counter()
status = open("/proc/self/status").read()
resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
print(json.dumps([imported - begun, answered - begun, int(resident.split()[1]) / 1024]))
"""

WALK = """
import json, sys, time
from dataops_api import DataOps
with DataOps(quota=None) as api:
    begun = time.perf_counter()
    count = sum(1 for _ in api.projects.list(limit=int(sys.argv[1])))
    seconds = time.perf_counter() - begun
status = open("/proc/self/status").read()
greatest = next(line for line in status.splitlines() if line.startswith("VmHWM"))
print(json.dumps([count, seconds, int(greatest.split()[1]) / 1024]))
"""
"""Prints how many projects were seen, in how many seconds, and the greatest memory, in MiB."""

PEER_WALK = """
import itertools, json, os, sys, time
import gitlab
api = gitlab.Gitlab(os.environ["DATAOPS_URL"].removesuffix("/api/v4"), private_token=os.environ["DATAOPS_TOKEN"])
begun = time.perf_counter()
projects = api.projects.list(iterator=True, per_page=100)
count = sum(1 for _ in itertools.islice(projects, int(sys.argv[1])))
seconds = time.perf_counter() - begun
status = open("/proc/self/status").read()
greatest = next(line for line in status.splitlines() if line.startswith("VmHWM"))
print(json.dumps([count, seconds, int(greatest.split()[1]) / 1024]))
"""
