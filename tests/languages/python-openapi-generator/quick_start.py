import itertools
import json
import os

import dataops_generated as dataops


def connect(url: str, token: str) -> dataops.ApiClient:
    """The base URL ends in /api/v4. A personal, project or group token travels in the header private-token."""
    # urllib3 waits Retry-After out by itself; without retries a 429 is raised.
    return dataops.ApiClient(dataops.Configuration(host=url, api_key={"PrivateToken": token}, retries=0))


client = connect(os.environ["DATAOPS_URL"], os.environ["DATAOPS_TOKEN"])

# A list comes in pages; the header x-next-page names the next one, and is empty on the last.
projects: list[dataops.Project] = []
for page in itertools.count(1):
    answer = dataops.GroupsApi(client).list_group_projects_with_http_info(
        os.environ["DATAOPS_GROUP"], page=page, per_page=2
    )
    projects += answer.data
    if not (answer.headers or {}).get("x-next-page"):
        break
print(json.dumps({"step": "list", "pages": page, "count": len(projects), "ids": [project.id for project in projects]}))

# Create a project. What the server refuses is raised as an ApiException.
project = dataops.ProjectsApi(client).create_project(dataops.ProjectCreate(name=os.environ["DATAOPS_NAME"]))
print(json.dumps({"step": "create", "id": project.id, "path": project.path_with_namespace}))

# Trigger a pipeline: the trigger token stands in the body. _PIPELINE_FILE_NAME selects the pipeline file.
pipeline = dataops.PipelineTriggersApi(client).trigger_pipeline(
    os.environ["DATAOPS_PROJECT"],
    dataops.TriggeredPipelineCreate(
        token=os.environ["DATAOPS_TRIGGER_TOKEN"],
        ref="main",
        variables={"_PIPELINE_FILE_NAME": "full-ci.yml", "TARGET": "staging"},
    ),
)
print(json.dumps({"step": "trigger", "id": pipeline.id, "status": pipeline.status, "source": pipeline.source}))

# An error's body is in `data`, with `message` (a text, or texts by field) or `error`; a 429 may also be plain text.
try:
    dataops.UsersApi(connect(os.environ["DATAOPS_URL"], "no-such-token")).get_current_user()
except dataops.ApiException as refused:
    if not isinstance(refused.data, dataops.Error):
        raise
    print(json.dumps({"step": "unauthorized", "status": refused.status, "message": refused.data.message}))

# Over the quota the answer is 429; Retry-After tells how many seconds to wait.
busy = dataops.VersionApi(connect(os.environ["DATAOPS_URL"], os.environ["DATAOPS_QUOTA_TOKEN"]))
try:
    while True:
        busy.get_version()
except dataops.ApiException as limited:
    if limited.status != 429 or limited.headers is None:
        raise
    seconds = int(limited.headers["Retry-After"])
    print(json.dumps({"step": "limited", "status": limited.status, "retry_after": seconds}))

# A field without a value is None, and its type says so.
description: str | None = project.description
print(json.dumps({"step": "null", "field": "description", "value": description}))

# A state may be one that the contract does not know: it is a string.
jobs = dataops.JobsApi(client)
for listed in jobs.list_project_jobs(os.environ["DATAOPS_PROJECT"], scope=[dataops.CiStatusFilter.SUCCESS], per_page=1):
    job = jobs.get_job(os.environ["DATAOPS_PROJECT"], listed.id)
    print(json.dumps({"step": "unknown", "value": job.status}))

# A visibility has a closed list of values; an answer with one that is not of it is refused as a whole.
try:
    for group in dataops.GroupsApi(client).list_groups(per_page=1):
        print(json.dumps({"step": "closed", "value": group.visibility}))
except ValueError as unreadable:
    print(json.dumps({"step": "closed", "error": str(unreadable)}))
