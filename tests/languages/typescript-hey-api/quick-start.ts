import { createClient } from "./generated/client/index.js";
import {
  createProject, getCurrentUser, getJob, getVersion, listGroupProjects, listGroups, listProjectJobs, triggerPipeline,
  type Error as ApiError, type Project,
} from "./generated/index.js";

// The base URL ends in /api/v4. A personal, project or group token travels in the header private-token.
function connect(url: string, token: string) {
  return createClient({ baseUrl: url, auth: (scheme) => (scheme.name === "private-token" ? token : undefined) });
}

const client = connect(setting("DATAOPS_URL"), setting("DATAOPS_TOKEN"));

// A list comes in pages; the header x-next-page names the next one, and is empty on the last.
const projects: Project[] = [];
let pages = 0;
for (let page = 1; page > 0; pages += 1) {
  const { data, error, response } = await listGroupProjects({
    client, path: { id: setting("DATAOPS_GROUP") }, query: { per_page: 2, page },
  });
  if (data === undefined) throw new Error(said(error));
  projects.push(...data);
  page = Number(response.headers.get("x-next-page"));
}
print({ step: "list", pages, count: projects.length, ids: projects.map((project) => project.id) });

// Create a project. With `throwOnError` what the server refuses is thrown; without it is returned, as above.
const { data: project } = await createProject({
  client, body: { name: setting("DATAOPS_NAME") }, throwOnError: true,
});
print({ step: "create", id: project.id, path: project.path_with_namespace });

// Trigger a pipeline: the trigger token stands in the body. _PIPELINE_FILE_NAME selects the pipeline file.
const { data: pipeline } = await triggerPipeline({
  client,
  path: { id: setting("DATAOPS_PROJECT") },
  body: {
    token: setting("DATAOPS_TRIGGER_TOKEN"),
    ref: "main",
    variables: { _PIPELINE_FILE_NAME: "full-ci.yml", TARGET: "staging" },
  },
  throwOnError: true,
});
print({ step: "trigger", id: pipeline.id, status: pipeline.status, source: pipeline.source });

// An error is an object with `message` (a text, or texts by field) or with `error`; a 429 may also be plain text.
function said(error: ApiError | string): string {
  if (typeof error === "string") return error;
  return typeof error.message === "string" ? error.message : JSON.stringify(error.message ?? error.error);
}

const refused = await getCurrentUser({ client: connect(setting("DATAOPS_URL"), "no-such-token") });
if (refused.error !== undefined) {
  print({ step: "unauthorized", status: refused.response.status, message: said(refused.error) });
}

// Over the quota the answer is 429; Retry-After tells how many seconds to wait.
const busy = connect(setting("DATAOPS_URL"), setting("DATAOPS_QUOTA_TOKEN"));
let answer = await getVersion({ client: busy });
while (answer.response.status !== 429) answer = await getVersion({ client: busy });
print({ step: "limited", status: 429, retry_after: Number(answer.response.headers.get("retry-after")) });

// A field without a value is null, and its type says so.
const description: string | null = project.description;
print({ step: "null", field: "description", value: description });

// A state may be one that the contract does not know: it is a string.
const path = { id: setting("DATAOPS_PROJECT") };
const { data: jobs } = await listProjectJobs({
  client, path, query: { "scope[]": ["success"], per_page: 1 }, throwOnError: true,
});
for (const { id: job_id } of jobs) {
  const { data: job } = await getJob({ client, path: { ...path, job_id }, throwOnError: true });
  print({ step: "unknown", value: job.status });
}

// A visibility has a closed list of values, which the types know; one that is not of it arrives all the same.
const { data: groups } = await listGroups({ client, query: { per_page: 1 }, throwOnError: true });
for (const group of groups) print({ step: "closed", value: group.visibility });

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`the environment variable ${name} is not set`);
  return value;
}

function print(line: object): void {
  console.log(JSON.stringify(line));
}
