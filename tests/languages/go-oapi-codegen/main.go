package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strconv"

	dataops "quickstart/generated"
)

// The base URL ends in /api/v4. A personal, project or group token travels in the header private-token.
func connect(url, token string) *dataops.ClientWithResponses {
	client, err := dataops.NewClientWithResponses(url, dataops.WithRequestEditorFn(
		func(_ context.Context, request *http.Request) error {
			request.Header.Set("private-token", token)
			return nil
		}))
	check(err)
	return client
}

// named tells a project or a group by its id or by its full path, such as team/data.
func named(idOrPath string) dataops.IdOrPath {
	var value dataops.IdOrPath
	check(value.FromIdOrPath1(idOrPath))
	return value
}

func main() {
	ctx := context.Background()
	api := connect(os.Getenv("DATAOPS_URL"), os.Getenv("DATAOPS_TOKEN"))

	// A list comes in pages; the header x-next-page names the next one, and is empty on the last.
	var ids []int64
	pages, perPage := 0, 2
	for page := 1; page > 0; pages++ {
		params := &dataops.ListGroupProjectsParams{Page: &page, PerPage: &perPage}
		answer, err := api.ListGroupProjectsWithResponse(ctx, named(os.Getenv("DATAOPS_GROUP")), params)
		check(err)
		if answer.JSON200 == nil {
			log.Fatalf("%s: %s", answer.Status(), answer.Body)
		}
		for _, project := range *answer.JSON200 {
			ids = append(ids, project.Id)
		}
		page = 0
		if next := answer.Headers200.XNextPage; next != nil && *next != "" {
			page, err = strconv.Atoi(*next)
			check(err)
		}
	}
	show(line{"step": "list", "pages": pages, "count": len(ids), "ids": ids})

	// Create a project. What the server refuses stands in JSON400, JSON401 and so on, each with its type.
	name := os.Getenv("DATAOPS_NAME")
	created, err := api.CreateProjectWithResponse(ctx, dataops.ProjectCreate{Name: &name})
	check(err)
	if created.JSON201 == nil {
		log.Fatalf("%s: %s", created.Status(), created.Body)
	}
	show(line{"step": "create", "id": created.JSON201.Id, "path": created.JSON201.PathWithNamespace})

	// Trigger a pipeline: the trigger token stands in the body. _PIPELINE_FILE_NAME selects the pipeline file.
	triggered, err := api.TriggerPipelineWithResponse(ctx, named(os.Getenv("DATAOPS_PROJECT")), dataops.TriggeredPipelineCreate{
		Token:     os.Getenv("DATAOPS_TRIGGER_TOKEN"),
		Ref:       "main",
		Variables: &dataops.TriggerVariables{"_PIPELINE_FILE_NAME": "full-ci.yml", "TARGET": "staging"},
	})
	check(err)
	if triggered.JSON201 == nil {
		log.Fatalf("%s: %s", triggered.Status(), triggered.Body)
	}
	pipeline := triggered.JSON201
	show(line{"step": "trigger", "id": pipeline.Id, "status": pipeline.Status, "source": pipeline.Source})

	// An error's body has `Message` (a text, or texts by field) or `Error`.
	refused, err := connect(os.Getenv("DATAOPS_URL"), "no-such-token").GetCurrentUserWithResponse(ctx)
	check(err)
	if refused.JSON401 != nil {
		show(line{"step": "unauthorized", "status": refused.StatusCode(), "message": refused.JSON401.Message})
	}

	// Over the quota the answer is 429; Retry-After tells how many seconds to wait. Its body may be plain text.
	busy := connect(os.Getenv("DATAOPS_URL"), os.Getenv("DATAOPS_QUOTA_TOKEN"))
	answer, err := busy.GetVersionWithResponse(ctx)
	for err == nil && answer.StatusCode() == http.StatusOK {
		answer, err = busy.GetVersionWithResponse(ctx)
	}
	check(err)
	if limited := answer.Headers429; limited != nil {
		show(line{"step": "limited", "status": answer.StatusCode(), "retry_after": limited.RetryAfter})
	}

	// A field without a value says that it is null.
	if description := created.JSON201.Description; description.IsNull() {
		show(line{"step": "null", "field": "description", "value": nil})
	}

	// A state may be one that the contract does not know: it is a string.
	project, one := named(os.Getenv("DATAOPS_PROJECT")), 1
	succeeded := &dataops.ListProjectJobsParams{Scope: &[]dataops.CiStatusFilter{dataops.CiStatusFilterSuccess}, PerPage: &one}
	jobs, err := api.ListProjectJobsWithResponse(ctx, project, succeeded)
	check(err)
	if jobs.JSON200 == nil {
		log.Fatalf("%s: %s", jobs.Status(), jobs.Body)
	}
	for _, listed := range *jobs.JSON200 {
		job, err := api.GetJobWithResponse(ctx, project, listed.Id)
		check(err)
		if job.JSON200 == nil {
			log.Fatalf("%s: %s", job.Status(), job.Body)
		}
		show(line{"step": "unknown", "value": job.JSON200.Status})
	}

	// A visibility has a closed list of values; one that is not of it arrives all the same, and Valid tells so.
	groups, err := api.ListGroupsWithResponse(ctx, &dataops.ListGroupsParams{PerPage: &one})
	check(err)
	if groups.JSON200 == nil {
		log.Fatalf("%s: %s", groups.Status(), groups.Body)
	}
	for _, group := range *groups.JSON200 {
		show(line{"step": "closed", "value": group.Visibility, "known": group.Visibility.Valid()})
	}
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
