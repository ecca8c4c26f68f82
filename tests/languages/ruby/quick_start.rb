# frozen_string_literal: true

require "json"
require "uri"
require "dataops"

# The base URL ends in /api/v4. A personal, project or group token travels in the header private-token.
def connect(url, token)
  address = URI(url)
  config = DataOps::Configuration.new
  config.scheme = address.scheme
  config.host = "#{address.host}:#{address.port}"
  config.base_path = address.path
  # A list in a query would be sent as `scope[][0]` otherwise.
  config.params_encoding = :multi
  config.api_key["private-token"] = token
  DataOps::ApiClient.new(config)
end

client = connect(ENV.fetch("DATAOPS_URL"), ENV.fetch("DATAOPS_TOKEN"))

# A list comes in pages; the header x-next-page names the next one, and is empty on the last.
projects = []
pages = 0
page = "1"
until page.to_s.empty?
  found, _status, headers = DataOps::GroupsApi.new(client).list_group_projects_with_http_info(
    ENV.fetch("DATAOPS_GROUP"), page: Integer(page), per_page: 2
  )
  projects.concat(found)
  pages += 1
  page = headers["x-next-page"]
end
puts JSON.generate(step: "list", pages: pages, count: projects.size, ids: projects.map(&:id))

# Create a project. What the server refuses is raised as an ApiError.
project = DataOps::ProjectsApi.new(client).create_project(DataOps::ProjectCreate.new(name: ENV.fetch("DATAOPS_NAME")))
puts JSON.generate(step: "create", id: project.id, path: project.path_with_namespace)

# Trigger a pipeline: the trigger token stands in the body. _PIPELINE_FILE_NAME selects the pipeline file.
pipeline = DataOps::PipelineTriggersApi.new(client).trigger_pipeline(
  ENV.fetch("DATAOPS_PROJECT"),
  DataOps::TriggeredPipelineCreate.new(
    token: ENV.fetch("DATAOPS_TRIGGER_TOKEN"),
    ref: "main",
    variables: { "_PIPELINE_FILE_NAME" => "full-ci.yml", "TARGET" => "staging" }
  )
)
puts JSON.generate(step: "trigger", id: pipeline.id, status: pipeline.status, source: pipeline.source)

# An error's body is a text; read, it has `message` (a text, or texts by field) or `error`. A 429 may be plain text.
begin
  DataOps::UsersApi.new(connect(ENV.fetch("DATAOPS_URL"), "no-such-token")).get_current_user
rescue DataOps::ApiError => e
  refused = DataOps::Error.build_from_hash(JSON.parse(e.response_body))
  puts JSON.generate(step: "unauthorized", status: e.code, message: refused.message)
end

# Over the quota the answer is 429; Retry-After tells how many seconds to wait.
busy = DataOps::VersionApi.new(connect(ENV.fetch("DATAOPS_URL"), ENV.fetch("DATAOPS_QUOTA_TOKEN")))
begin
  loop { busy.get_version }
rescue DataOps::ApiError => e
  raise unless e.code == 429

  puts JSON.generate(step: "limited", status: e.code, retry_after: Integer(e.response_headers["retry-after"]))
end

# A field without a value is nil.
puts JSON.generate(step: "null", field: "description", value: project.description)

# A state may be one that the contract does not know: it is a string.
jobs = DataOps::JobsApi.new(client)
succeeded = [DataOps::CiStatusFilter::SUCCESS]
jobs.list_project_jobs(ENV.fetch("DATAOPS_PROJECT"), scope: succeeded, per_page: 1).each do |listed|
  job = jobs.get_job(ENV.fetch("DATAOPS_PROJECT"), listed.id)
  puts JSON.generate(step: "unknown", value: job.status)
end

# A visibility has a closed list of values; an answer with one that is not of it is refused as a whole.
begin
  DataOps::GroupsApi.new(client).list_groups(per_page: 1).each do |group|
    puts JSON.generate(step: "closed", value: group.visibility)
  end
rescue RuntimeError => e
  puts JSON.generate(step: "closed", error: e.message)
end
