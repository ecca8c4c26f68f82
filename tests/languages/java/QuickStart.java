import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dataops.ApiClient;
import dataops.ApiException;
import dataops.ApiResponse;
import dataops.api.GroupsApi;
import dataops.api.JobsApi;
import dataops.api.PipelineTriggersApi;
import dataops.api.ProjectsApi;
import dataops.api.UsersApi;
import dataops.api.VersionApi;
import dataops.model.ApiError;
import dataops.model.CiStatusFilter;
import dataops.model.Group;
import dataops.model.Job;
import dataops.model.Pipeline;
import dataops.model.Project;
import dataops.model.ProjectCreate;
import dataops.model.TriggeredPipelineCreate;
import dataops.model.Visibility;
import java.util.ArrayList;
import java.util.List;

public class QuickStart {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public static void main(String[] arguments) throws ApiException, java.io.IOException {
    ApiClient client = connect(setting("DATAOPS_URL"), setting("DATAOPS_TOKEN"));

    // A list comes in pages; the header x-next-page names the next one, and is empty on the last.
    List<Project> projects = new ArrayList<>();
    int pages = 0;
    String next = "1";
    while (!next.isEmpty()) {
      ApiResponse<List<Project>> answer = new GroupsApi(client).listGroupProjectsWithHttpInfo(
          GroupsApi.APIListGroupProjectsRequest.newBuilder()
              .id(setting("DATAOPS_GROUP"))
              .page(Integer.valueOf(next))
              .perPage(2)
              .build());
      projects.addAll(answer.getData());
      pages += 1;
      next = answer.getHeaders().getOrDefault("x-next-page", List.of("")).get(0);
    }
    print(line("list").put("pages", pages).put("count", projects.size())
        .putPOJO("ids", projects.stream().map(Project::getId).toList()));

    // Create a project. What the server refuses is thrown as an ApiException.
    Project project = new ProjectsApi(client).createProject(
        ProjectsApi.APICreateProjectRequest.newBuilder()
            .projectCreate(new ProjectCreate().name(setting("DATAOPS_NAME")))
            .build());
    print(line("create").put("id", project.getId()).put("path", project.getPathWithNamespace()));

    // Trigger a pipeline: the trigger token stands in the body. _PIPELINE_FILE_NAME selects the pipeline file.
    Pipeline pipeline = new PipelineTriggersApi(client).triggerPipeline(
        PipelineTriggersApi.APITriggerPipelineRequest.newBuilder()
            .id(setting("DATAOPS_PROJECT"))
            .triggeredPipelineCreate(new TriggeredPipelineCreate()
                .token(setting("DATAOPS_TRIGGER_TOKEN"))
                .ref("main")
                .putVariablesItem("_PIPELINE_FILE_NAME", "full-ci.yml")
                .putVariablesItem("TARGET", "staging"))
            .build());
    print(line("trigger").put("id", pipeline.getId())
        .put("status", pipeline.getStatus()).put("source", pipeline.getSource()));

    // An error's body has `message` (a text, or texts by field) or `error`; a 429 may also be plain text.
    ApiClient stranger = connect(setting("DATAOPS_URL"), "no-such-token");
    try {
      new UsersApi(stranger).getCurrentUser();
    } catch (ApiException refused) {
      ApiError error = stranger.getObjectMapper().readValue(refused.getResponseBody(), ApiError.class);
      print(line("unauthorized").put("status", refused.getCode()).putPOJO("message", error.getMessage()));
    }

    // Over the quota the answer is 429; Retry-After tells how many seconds to wait.
    VersionApi busy = new VersionApi(connect(setting("DATAOPS_URL"), setting("DATAOPS_QUOTA_TOKEN")));
    try {
      while (true) {
        busy.getVersion();
      }
    } catch (ApiException limited) {
      if (limited.getCode() != 429) {
        throw limited;
      }
      long seconds = limited.getResponseHeaders().firstValueAsLong("Retry-After").orElseThrow();
      print(line("limited").put("status", limited.getCode()).put("retry_after", seconds));
    }

    // A field without a value is null.
    String description = project.getDescription();
    print(line("null").put("field", "description").put("value", description));

    // A state may be one that the contract does not know: it is a string.
    JobsApi jobs = new JobsApi(client);
    List<Job> succeeded = jobs.listProjectJobs(
        JobsApi.APIListProjectJobsRequest.newBuilder()
            .id(setting("DATAOPS_PROJECT"))
            .scope(List.of(CiStatusFilter.SUCCESS))
            .perPage(1)
            .build());
    for (Job listed : succeeded) {
      Job job = jobs.getJob(
          JobsApi.APIGetJobRequest.newBuilder().id(setting("DATAOPS_PROJECT")).jobId(listed.getId()).build());
      print(line("unknown").put("value", job.getStatus()));
    }

    // A visibility has a closed list of values. One that is not of it is told as unknown; what it was is lost.
    List<Group> groups = new GroupsApi(client).listGroups(
        GroupsApi.APIListGroupsRequest.newBuilder().perPage(1).build());
    for (Group group : groups) {
      if (group.getVisibility() == Visibility.UNKNOWN_DEFAULT_OPEN_API) {
        print(line("closed").put("error", "a visibility that is not in the contract"));
      } else {
        print(line("closed").put("value", group.getVisibility().getValue()));
      }
    }
  }

  /** The base URL ends in /api/v4. A personal, project or group token travels in the header private-token. */
  private static ApiClient connect(String url, String token) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(url);
    client.setRequestInterceptor(request -> request.header("private-token", token));
    return client;
  }

  private static String setting(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException("the environment variable " + name + " is not set");
    }
    return value;
  }

  private static ObjectNode line(String step) {
    return MAPPER.createObjectNode().put("step", step);
  }

  private static void print(ObjectNode line) {
    System.out.println(line);
  }
}
