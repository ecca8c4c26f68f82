// Holds the generated client against the language-neutral vectors of the folder DATAOPS_VECTORS; prints the counts as JSON.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import createClient from "openapi-fetch";
import type { paths } from "./generated/schema.js";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Texts = Record<string, string | string[]>;
type Pairs = [string, string][];
type Answer = { data?: unknown; error?: unknown; response: Response };
type Dynamic = { request(method: string, route: string, init: object): Promise<Answer> };
type Wanted = { status: number; message: string | null; fields: Record<string, string[]>; without?: string[] };
type Vector = {
  id: string;
  kind: string;
  feature: string;
  method: string;
  route: string;
  query?: Record<string, Json>;
  now?: string;
  response: { status: number; headers: Record<string, string>; json?: Json; text?: string };
  arguments: { path?: object; query?: object; body?: Json; token?: string; bearer_token?: string; job_token?: string };
  expect: {
    values?: Record<string, Json>;
    absent?: string[];
    text?: string;
    next?: Texts | null;
    error?: Wanted;
    wait?: number | null;
    method: string;
    segments: string[];
    query: Pairs;
    headers?: Record<string, string>;
    bodies?: { "application/json": { json: Json }; "multipart/form-data": { fields: Pairs } };
  };
};

const ROOT = "https://vectors.example/api/v4";

// A client whose requests meet `answer`; the vectors name operations by route, which only the types would not allow.
function clientOf(answer: (request: Request) => Response, headers: Record<string, string> = {}): Dynamic {
  const client = createClient<paths>({ baseUrl: ROOT, headers, fetch: async (request) => answer(request) });
  return client as unknown as Dynamic;
}

async function checkClient(vector: Vector): Promise<string[]> {
  const { status, headers, json, text } = vector.response;
  const client = clientOf(() => new Response(text ?? JSON.stringify(json), { status, headers }));
  const parseAs = vector.feature === "text" ? "text" : "json";
  const { data, error, response } = await client.request(vector.method, vector.route, { parseAs });
  const wrong: string[] = [];
  const { values = {}, absent = [], error: wanted } = vector.expect;
  for (const [pointer, value] of Object.entries(values)) compare(wrong, pointer, same(at(data, pointer)), same(value));
  for (const pointer of absent) compare(wrong, pointer, at(data, pointer), undefined);
  if ("text" in vector.expect) compare(wrong, "text", data, vector.expect.text);
  if ("next" in vector.expect) compare(wrong, "next", next(vector.query ?? {}, response.headers), vector.expect.next);
  if ("wait" in vector.expect) compare(wrong, "wait", wait(response.headers, new Date(vector.now ?? 0)), vector.expect.wait);
  if (wanted !== undefined) {
    const { message, fields } = said(error, response.headers);
    compare(wrong, "status", response.status, wanted.status);
    compare(wrong, "fields", fields, wanted.fields);
    if (wanted.message !== null) compare(wrong, "message", message, wanted.message);
    for (const words of wanted.without ?? []) compare(wrong, `"${words}" in the message`, message.includes(words), false);
  }
  return wrong;
}

async function checkRequest(vector: Vector): Promise<string[]> {
  const wrong: string[] = [];
  const { path, query, body, token, bearer_token, job_token } = vector.arguments;
  const headers: Record<string, string> = {};
  if (token !== undefined) headers["private-token"] = token;
  if (bearer_token !== undefined) headers["Authorization"] = `Bearer ${bearer_token}`;
  if (job_token !== undefined) headers["JOB-TOKEN"] = job_token;
  const sent = async (init: object): Promise<Request> => {
    let asked: Request | undefined;
    const client = clientOf((request) => ((asked = request), Response.json({})), headers);
    await client.request(vector.method, vector.route, { params: { path, query }, body, ...init });
    if (asked === undefined) throw new Error("nothing was sent");
    return asked;
  };
  const request = await sent({});
  const [encoded = "", search = ""] = request.url.slice(ROOT.length).split("?");
  compare(wrong, "method", request.method, vector.expect.method);
  compare(wrong, "segments", encoded.split("/").slice(1).map(decodeURIComponent), vector.expect.segments);
  compare(wrong, "query", byName([...new URLSearchParams(search)]), byName(vector.expect.query));
  for (const [name, value] of Object.entries(vector.expect.headers ?? {})) compare(wrong, name, request.headers.get(name), value);
  if (vector.expect.bodies !== undefined) {
    compare(wrong, "JSON", await request.json(), vector.expect.bodies["application/json"].json);
    const { fields } = vector.expect.bodies["multipart/form-data"];
    for (const form of [new FormData(), new URLSearchParams()]) {
      const type = form instanceof FormData ? {} : { "Content-Type": "application/x-www-form-urlencoded" };
      const written = await sent({ headers: type, bodySerializer: (given: Json) => (fill(form, "", given), form) });
      // The fetch standard ends the lines of a field of FormData with CRLF, whatever they ended with.
      const ended = fields.map(([key, text]) => [key, form instanceof FormData ? text.replace(/\r?\n/g, "\r\n") : text]);
      compare(wrong, form.constructor.name, [...(await written.formData())], ended);
    }
  }
  return wrong;
}

// What a user of a plain client writes: the body as a form, the next page, the words of an error, the wait.
function fill(form: FormData | URLSearchParams, name: string, value: Json): void {
  if (Array.isArray(value)) for (const item of value) fill(form, `${name}[]`, item);
  else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) fill(form, name === "" ? key : `${name}[${key}]`, item);
  } else form.append(name, String(value));
}

function next(query: Record<string, Json>, headers: Headers): Texts | null {
  const page = headers.get("x-next-page");
  if (page !== null && page !== "") return { ...texts(query), page };
  const links = (headers.get("link") ?? "").matchAll(/<([^<>]*)>([^<]*)/g);
  const link = [...links].find(([, , parameters = ""]) => /;\s*rel="?next"?/i.test(parameters));
  if (link === undefined) return null;
  const found: Texts = {};
  for (const [name, value] of new URL(link[1] ?? "", ROOT).searchParams) {
    if (name.endsWith("[]")) found[name] = [...(found[name] ?? []), value];
    else found[name] = value;
  }
  return found;
}

function texts(query: Record<string, Json>): Texts {
  const entries = Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]);
  return Object.fromEntries(entries) as Texts;
}

function said(error: unknown, headers: Headers): { message: string; fields: Record<string, string[]> } {
  if (typeof error === "string") return { message: headers.get("content-type")?.startsWith("text/plain") ? error : "", fields: {} };
  const body = error as { message?: unknown; error?: string; error_description?: string };
  if (typeof body.message === "object" && body.message !== null) {
    const fields = body.message as Record<string, string[]>;
    const words = Object.entries(fields).map(([name, each]) => `${name} ${each.join(", ")}`);
    return { message: words.join("; "), fields };
  }
  const words = typeof body.message === "string" ? [body.message] : [body.error, body.error_description];
  return { message: words.filter((each) => each !== undefined).join(": "), fields: {} };
}

function wait(headers: Headers, now: Date): number | null {
  const value = headers.get("retry-after")?.trim() ?? "";
  if (/^[0-9]+$/.test(value)) return Number(value);
  const moment = /[a-z]{3}, /i.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(moment) ? null : Math.max(0, (moment - now.getTime()) / 1000);
}

function at(value: unknown, pointer: string): unknown {
  for (const part of pointer.split("/").slice(1)) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  }
  return value;
}

function same(value: unknown): unknown {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT.*(Z|[-+]\d\d:\d\d)$/.test(value) ? Date.parse(value) : value;
}

function byName(pairs: Pairs): Pairs {
  return [...pairs].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
}

function compare(wrong: string[], what: string, found: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(found, wanted)) wrong.push(`${what} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
}

const folder = process.env["DATAOPS_VECTORS"];
if (folder === undefined) throw new Error("the environment variable DATAOPS_VECTORS is not set");
const counts = { passed: 0, failed: 0, skipped: {} };
for (const name of readdirSync(folder).sort()) {
  const { vectors = [] } = JSON.parse(readFileSync(join(folder, name), "utf8")) as { vectors?: Vector[] };
  for (const vector of vectors) {
    if (vector.kind === "server") continue;
    const wrong = vector.kind === "client" ? await checkClient(vector) : await checkRequest(vector);
    counts[wrong.length === 0 ? "passed" : "failed"] += 1;
    for (const each of wrong) console.error(`${vector.id}: ${each}`);
  }
}
console.log(JSON.stringify(counts));
process.exitCode = counts.failed === 0 ? 0 : 1;
