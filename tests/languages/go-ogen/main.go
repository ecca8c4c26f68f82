package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"strconv"

	"github.com/ogen-go/ogen/ogenerrors"
	"github.com/ogen-go/ogen/validate"

	dataops "quickstart/generated"
)

// token is a personal, project or group access token; it travels in the header private-token.
type token string

func (t token) PrivateToken(context.Context, dataops.OperationName) (dataops.PrivateToken, error) {
	return dataops.PrivateToken{APIKey: string(t)}, nil
}

func (token) BearerToken(context.Context, dataops.OperationName) (dataops.BearerToken, error) {
	return dataops.BearerToken{}, ogenerrors.ErrSkipClientSecurity
}

func (token) JobToken(context.Context, dataops.OperationName) (dataops.JobToken, error) {
	return dataops.JobToken{}, ogenerrors.ErrSkipClientSecurity
}

// The base URL ends in /api/v4.
func connect(url, secret string) *dataops.Client {
	client, err := dataops.NewClient(url, token(secret))
	check(err)
	return client
}

func main() {
	ctx := context.Background()
	api := connect(os.Getenv("DATAOPS_URL"), os.Getenv("DATAOPS_TOKEN"))

	// A list comes in pages; the header x-next-page names the next one, and is empty on the last.
	var ids []int64
	pages := 0
	for page := 1; page > 0; pages++ {
		answer, err := api.ListGroupProjects(ctx, dataops.ListGroupProjectsParams{
			ID:      dataops.NewStringIdOrPath(os.Getenv("DATAOPS_GROUP")),
			Page:    dataops.NewOptInt(page),
			PerPage: dataops.NewOptInt(2),
		})
		listed := want[*dataops.ProjectListHeaders](answer, err)
		for _, project := range listed.Response {
			ids = append(ids, project.ID)
		}
		page = 0
		if next := listed.XNextPage.Or(""); next != "" {
			page, err = strconv.Atoi(next)
			check(err)
		}
	}
	show(line{"step": "list", "pages": pages, "count": len(ids), "ids": ids})

	// Create a project. What the server refuses comes as another type: *BadRequestHeaders, *ConflictHeaders …
	name := dataops.NewOptString(os.Getenv("DATAOPS_NAME"))
	made, err := api.CreateProject(ctx, &dataops.ProjectCreate{Name: name})
	project := want[*dataops.ProjectHeaders](made, err).Response
	show(line{"step": "create", "id": project.ID, "path": project.PathWithNamespace})

	// Trigger a pipeline: the trigger token stands in the body. _PIPELINE_FILE_NAME selects the pipeline file.
	variables := dataops.TriggerVariables{"_PIPELINE_FILE_NAME": "full-ci.yml", "TARGET": "staging"}
	triggered, err := api.TriggerPipeline(ctx, &dataops.TriggeredPipelineCreate{
		Token:     os.Getenv("DATAOPS_TRIGGER_TOKEN"),
		Ref:       "main",
		Variables: dataops.NewOptTriggerVariables(variables),
	}, dataops.TriggerPipelineParams{ID: dataops.NewStringIdOrPath(os.Getenv("DATAOPS_PROJECT"))})
	pipeline := want[*dataops.PipelineHeaders](triggered, err).Response
	show(line{"step": "trigger", "id": pipeline.ID, "status": pipeline.Status, "source": pipeline.Source})

	// An error's body has `Message` (JSON: a text, or texts by field) or `Error`.
	user, err := connect(os.Getenv("DATAOPS_URL"), "no-such-token").GetCurrentUser(ctx)
	refused := want[*dataops.UnauthorizedHeaders](user, err).Response
	show(line{"step": "unauthorized", "status": 401, "message": json.RawMessage(refused.Message)})

	// Over the quota the answer is 429; Retry-After tells how many seconds to wait. Its body may be plain text.
	busy := connect(os.Getenv("DATAOPS_URL"), os.Getenv("DATAOPS_QUOTA_TOKEN"))
	version, err := busy.GetVersion(ctx)
	for isVersion(version) {
		version, err = busy.GetVersion(ctx)
	}
	check(err)
	switch limited := version.(type) {
	case *dataops.ErrorHeaders:
		show(line{"step": "limited", "status": 429, "retry_after": limited.RetryAfter})
	case *dataops.TooManyRequestsTextPlainHeaders:
		show(line{"step": "limited", "status": 429, "retry_after": limited.RetryAfter})
	}

	// A field without a value says that it is null.
	if description := project.Description; description.Null {
		show(line{"step": "null", "field": "description", "value": nil})
	}

	// A state may be one that the contract does not know: it is a string.
	id := dataops.NewStringIdOrPath(os.Getenv("DATAOPS_PROJECT"))
	succeeded, err := api.ListProjectJobs(ctx, dataops.ListProjectJobsParams{
		ID:      id,
		Scope:   []dataops.CiStatusFilter{dataops.CiStatusFilterSuccess},
		PerPage: dataops.NewOptInt(1),
	})
	for _, listed := range want[*dataops.JobListHeaders](succeeded, err).Response {
		found, err := api.GetJob(ctx, dataops.GetJobParams{ID: id, JobID: listed.ID})
		show(line{"step": "unknown", "value": want[*dataops.JobHeaders](found, err).Response.Status})
	}

	// A visibility has a closed list of values; an answer with one that is not of it is refused as a whole.
	_, err = api.ListGroups(ctx, dataops.ListGroupsParams{PerPage: dataops.NewOptInt(1)})
	if unreadable := new(validate.Error); errors.As(err, &unreadable) {
		show(line{"step": "closed", "error": unreadable.Error()})
	} else {
		check(err)
	}
}

// want returns the answer as the type that is wanted, and ends the program where another came.
func want[T any](answer any, err error) T {
	check(err)
	wanted, ok := answer.(T)
	if !ok {
		log.Fatalf("the server answered %+v", answer)
	}
	return wanted
}

func isVersion(answer dataops.GetVersionRes) bool {
	_, ok := answer.(*dataops.VersionHeaders)
	return ok
}

type line map[string]any

func show(told line) {
	text, err := json.Marshal(told)
	check(err)
	fmt.Println(string(text))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
