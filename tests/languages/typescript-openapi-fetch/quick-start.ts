import createClient from "openapi-fetch";
import type { components, paths } from "./generated/schema.js";

type Project = components["schemas"]["Project"];

// The base URL ends in /api/v4. A personal, project or group token travels in the header private-token.
function connect(url: string, token: string) {
  return createClient<paths>({ baseUrl: url, headers: { "private-token": token } });
}

const api = connect(setting("DATAOPS_URL"), setting("DATAOPS_TOKEN"));

// A list comes in pages; the header x-next-page names the next one, and is empty on the last.
const projects: Project[] = [];
let pages = 0;
for (let page = 1; page > 0; pages += 1) {
  const { data, error, response } = await api.GET("/groups/{id}/projects", {
    params: { path: { id: setting("DATAOPS_GROUP") }, query: { per_page: 2, page } },
  });
  if (error !== undefined) throw new Error(`${response.status}: ${said(error)}`);
  projects.push(...data);
  page = Number(response.headers.get("x-next-page"));
}
print({ step: "list", pages, count: projects.length, ids: projects.map((project) => project.id) });

// Create a project. What the server refuses comes as `error`, with a type of its own.
const created = await api.POST("/projects", { body: { name: setting("DATAOPS_NAME") } });
if (created.error !== undefined) throw new Error(said(created.error));
print({ step: "create", id: created.data.id, path: created.data.path_with_namespace });

// Trigger a pipeline: the trigger token stands in the body. _PIPELINE_FILE_NAME selects the pipeline file.
const triggered = await api.POST("/projects/{id}/trigger/pipeline", {
  params: { path: { id: setting("DATAOPS_PROJECT") } },
  body: {
    token: setting("DATAOPS_TRIGGER_TOKEN"),
    ref: "main",
    variables: { _PIPELINE_FILE_NAME: "full-ci.yml", TARGET: "staging" },
  },
});
if (triggered.error !== undefined) throw new Error(said(triggered.error));
print({ step: "trigger", id: triggered.data.id, status: triggered.data.status, source: triggered.data.source });

// An error is an object with `message` (a text, or texts by field) or with `error`; a 429 may also be plain text.
function said(error: components["schemas"]["Error"] | string): string {
  if (typeof error === "string") return error;
  return typeof error.message === "string" ? error.message : JSON.stringify(error.message ?? error.error);
}

const refused = await connect(setting("DATAOPS_URL"), "no-such-token").GET("/user");
if (refused.error !== undefined) {
  print({ step: "unauthorized", status: refused.response.status, message: said(refused.error) });
}

// Over the quota the answer is 429; Retry-After tells how many seconds to wait.
const busy = connect(setting("DATAOPS_URL"), setting("DATAOPS_QUOTA_TOKEN"));
let answer = await busy.GET("/version");
while (answer.response.status !== 429) answer = await busy.GET("/version");
print({ step: "limited", status: 429, retry_after: Number(answer.response.headers.get("retry-after")) });

// A field without a value is null, and its type says so.
const description: string | null = created.data.description;
print({ step: "null", field: "description", value: description });

// A state may be one that the contract does not know: it is a string.
const jobs = await api.GET("/projects/{id}/jobs", {
  params: { path: { id: setting("DATAOPS_PROJECT") }, query: { "scope[]": ["success"], per_page: 1 } },
});
if (jobs.error !== undefined) throw new Error(said(jobs.error));
for (const { id: job_id } of jobs.data) {
  const job = await api.GET("/projects/{id}/jobs/{job_id}", {
    params: { path: { id: setting("DATAOPS_PROJECT"), job_id } },
  });
  if (job.error !== undefined) throw new Error(said(job.error));
  print({ step: "unknown", value: job.data.status });
}

// A visibility has a closed list of values, which the types know; one that is not of it arrives all the same.
const groups = await api.GET("/groups", { params: { query: { per_page: 1 } } });
if (groups.error !== undefined) throw new Error(said(groups.error));
for (const group of groups.data) print({ step: "closed", value: group.visibility });

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`the environment variable ${name} is not set`);
  return value;
}

function print(line: object): void {
  console.log(JSON.stringify(line));
}
