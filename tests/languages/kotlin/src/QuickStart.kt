import com.squareup.moshi.JsonDataException
import dataops.apis.GroupsApi
import dataops.apis.JobsApi
import dataops.apis.PipelineTriggersApi
import dataops.apis.ProjectsApi
import dataops.apis.UsersApi
import dataops.apis.VersionApi
import dataops.infrastructure.ApiResponse
import dataops.infrastructure.ClientError
import dataops.infrastructure.ClientException
import dataops.infrastructure.Serializer
import dataops.infrastructure.Success
import dataops.models.ApiError
import dataops.models.CiStatusFilter
import dataops.models.Project
import dataops.models.ProjectCreate
import dataops.models.TriggeredPipelineCreate
import okhttp3.OkHttpClient

// A personal, project or group token travels in the header private-token.
fun connect(token: String): OkHttpClient =
    OkHttpClient.Builder()
        .addInterceptor { chain -> chain.proceed(chain.request().newBuilder().header("private-token", token).build()) }
        .build()

fun main() {
    // The base URL ends in /api/v4.
    val url = setting("DATAOPS_URL")
    val client = connect(setting("DATAOPS_TOKEN"))

    // A list comes in pages; the header x-next-page names the next one, and is empty on the last.
    val projects = mutableListOf<Project>()
    var pages = 0
    var next: Int? = 1
    while (next != null) {
        val answer = projectsOf(GroupsApi(url, client), setting("DATAOPS_GROUP"), next)
        projects += (answer as? Success)?.data ?: error("${answer.statusCode} ${errorOf(answer)}")
        pages += 1
        next = answer.headers["x-next-page"]?.first()?.toIntOrNull()
    }
    printLine("list", "pages" to pages, "count" to projects.size, "ids" to projects.map { it.id })

    // Create a project. What the server refuses is thrown as a ClientException.
    val project = ProjectsApi(url, client).createProject(ProjectCreate(name = setting("DATAOPS_NAME")))
    printLine("create", "id" to project.id, "path" to project.pathWithNamespace)

    // Trigger a pipeline: the trigger token stands in the body. _PIPELINE_FILE_NAME selects the pipeline file.
    val pipeline = PipelineTriggersApi(url, client).triggerPipeline(
        setting("DATAOPS_PROJECT"),
        TriggeredPipelineCreate(
            token = setting("DATAOPS_TRIGGER_TOKEN"),
            ref = "main",
            variables = mapOf("_PIPELINE_FILE_NAME" to "full-ci.yml", "TARGET" to "staging"),
        ),
    )
    printLine("trigger", "id" to pipeline.id, "status" to pipeline.status, "source" to pipeline.source)

    try {
        UsersApi(url, connect("no-such-token")).getCurrentUser()
    } catch (refused: ClientException) {
        val message = errorOf(refused.response as ApiResponse<*>)?.message
        printLine("unauthorized", "status" to refused.statusCode, "message" to message)
    }

    // Over the quota the answer is 429; Retry-After tells how many seconds to wait.
    val busy = VersionApi(url, connect(setting("DATAOPS_QUOTA_TOKEN")))
    var answer = busy.getVersionWithHttpInfo()
    while (answer.statusCode != 429) {
        answer = busy.getVersionWithHttpInfo()
    }
    val seconds = answer.headers.getValue("retry-after").first().toInt()
    printLine("limited", "status" to answer.statusCode, "retry_after" to seconds)

    // A field without a value is null, and its type says so.
    val description: String? = project.description
    printLine("null", "field" to "description", "value" to description)

    // A state may be one that the contract does not know: it is a string.
    val jobs = JobsApi(url, client)
    val succeeded = jobs.listProjectJobs(setting("DATAOPS_PROJECT"), scope = listOf(CiStatusFilter.SUCCESS), perPage = 1)
    for (listed in succeeded) {
        val job = jobs.getJob(setting("DATAOPS_PROJECT"), listed.id)
        printLine("unknown", "value" to job.status)
    }

    // A visibility has a closed list of values; an answer with one that is not of it is refused as a whole.
    try {
        for (group in GroupsApi(url, client).listGroups(perPage = 1)) {
            printLine("closed", "value" to group.visibility.value)
        }
    } catch (unreadable: JsonDataException) {
        printLine("closed", "error" to unreadable.message)
    }
}

// Headers come with the functions ...WithHttpInfo, which want each argument.
fun projectsOf(groups: GroupsApi, group: String, page: Int): ApiResponse<List<Project>?> =
    groups.listGroupProjectsWithHttpInfo(
        id = group, page = page, perPage = 2, search = null, orderBy = null, sort = null, visibility = null,
        archived = null, owned = null, simple = null, minAccessLevel = null, includeSubgroups = null, withShared = null,
    )

// An error's body has `message` (a text, or texts by field) or `error`; a 429 may also be plain text.
fun errorOf(answer: ApiResponse<*>): ApiError? =
    ((answer as? ClientError)?.body as? String)?.let(Serializer.moshi.adapter(ApiError::class.java)::fromJson)

fun setting(name: String): String = System.getenv(name) ?: error("the environment variable $name is not set")

fun printLine(step: String, vararg fields: Pair<String, Any?>) =
    println(Serializer.moshi.adapter(Any::class.java).serializeNulls().toJson(mapOf("step" to step, *fields)))
