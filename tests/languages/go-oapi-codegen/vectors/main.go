// Holds the generated client against the language-neutral vectors of the folder DATAOPS_VECTORS; prints the counts as JSON.
// The vectors name operations, so the methods are found by reflection; a program of yours calls them by name.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"

	dataops "quickstart/generated"
)

const root = "https://vectors.example/api/v4"

type vector struct {
	ID, Kind, Feature, Operation, Method, Route, Now string
	Query                                            map[string]any
	Response                                         struct {
		Status  int
		Headers map[string]string
		JSON    json.RawMessage
		Text    *string
	}
	Arguments struct {
		Path        map[string]json.RawMessage
		Query, Body json.RawMessage
		Token       string
		BearerToken string `json:"bearer_token"`
		JobToken    string `json:"job_token"`
	}
	Expect map[string]json.RawMessage
}

// skipped tells by feature why the generated client cannot be given a vector.
var skipped = map[string]string{
	"unknown-field": "a field that the contract does not know is dropped",
	"wait-other":    "the typed Retry-After is a number of seconds, as the contract has it; a date makes the call an error",
}

type counts struct {
	Passed  int            `json:"passed"`
	Failed  int            `json:"failed"`
	Skipped map[string]int `json:"skipped"`
}

func main() {
	folder := os.Getenv("DATAOPS_VECTORS")
	names, err := filepath.Glob(filepath.Join(folder, "*.json"))
	check(err)
	if folder == "" || len(names) == 0 {
		log.Fatal("DATAOPS_VECTORS is not the folder of the vectors")
	}
	told := counts{Skipped: map[string]int{}}
	for _, name := range names {
		text, err := os.ReadFile(name)
		check(err)
		var file struct{ Vectors []vector }
		check(json.Unmarshal(text, &file))
		for _, each := range file.Vectors {
			told.add(each)
		}
	}
	text, err := json.Marshal(told)
	check(err)
	fmt.Println(string(text))
	if told.Failed > 0 {
		os.Exit(1)
	}
}

func (told *counts) add(v vector) {
	if v.Kind == "server" {
		return
	}
	if _, known := skipped[v.Feature]; known {
		told.Skipped[v.Feature]++
		return
	}
	tried := &trial{vector: v}
	if v.Kind == "client" {
		tried.client()
	} else {
		tried.request()
	}
	if len(tried.wrong) == 0 {
		told.Passed++
		return
	}
	told.Failed++
	for _, each := range tried.wrong {
		fmt.Fprintf(os.Stderr, "%s: %s\n", v.ID, each)
	}
}

type trial struct {
	vector
	asked *http.Request
	sent  []byte
	wrong []string
}

// Do stands in for the network: it keeps the request and gives the vector's answer.
func (t *trial) Do(request *http.Request) (*http.Response, error) {
	t.asked = request
	if request.Body != nil {
		t.sent, _ = io.ReadAll(request.Body)
	}
	body := []byte(t.Response.JSON)
	if t.Response.Text != nil {
		body = []byte(*t.Response.Text)
	}
	status := max(t.Response.Status, http.StatusOK)
	answer := &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(body)), Request: request}
	for name, value := range t.Response.Headers {
		answer.Header.Set(name, strings.TrimSpace(value)) // as net/http reads it
	}
	return answer, nil
}

// client holds what the generated client makes of the answer against what is expected.
func (t *trial) client() {
	answer, failure := t.called("WithResponse", "", nil)
	if failure != nil {
		t.unread(failure)
		return
	}
	if !answer.IsValid() {
		return
	}
	body := answer.FieldByName("Body").Bytes()
	headers := answer.FieldByName("HTTPResponse").Interface().(*http.Response).Header
	typed := t.typed(answer, body)
	t.values(typed)
	if wanted, told := t.Expect["text"]; told {
		t.compare("text", string(body), plain(wanted))
	}
	if wanted, told := t.Expect["next"]; told {
		t.compare("next", next(t.Query, headers), plain(wanted))
	}
	if wanted, told := t.Expect["wait"]; told {
		t.compare("wait", wait(headers, t.Now), plain(wanted))
	}
	if wanted, told := t.Expect["error"]; told {
		status := answer.Addr().MethodByName("StatusCode").Call(nil)[0].Int()
		t.failure(plain(wanted).(map[string]any), int(status), typed, headers)
	}
}

// typed returns what the client's own type makes of the body, as JSON. Only where the contract has no such status, or the body
// is no JSON, is there no value of a type, and the body stands for itself.
func (t *trial) typed(answer reflect.Value, body []byte) []byte {
	field := answer.FieldByName(fmt.Sprintf("JSON%d", t.Response.Status))
	if field.IsValid() && !field.IsNil() {
		held, err := json.Marshal(field.Interface())
		check(err)
		return held
	}
	if _, told := t.Expect["values"]; told || field.IsValid() && json.Valid(body) {
		t.wrong = append(t.wrong, fmt.Sprintf("the client has no value of its own for the status %d", t.Response.Status))
	}
	return body
}

// unread tries an error that the typed call could not read: the plain call gives its status, headers and body.
func (t *trial) unread(failure error) {
	wanted, told := plain(t.Expect["error"]).(map[string]any)
	if !told {
		t.wrong = append(t.wrong, failure.Error())
		return
	}
	answer, failure := t.called("", "", nil)
	if failure != nil || !answer.IsValid() {
		t.wrong = append(t.wrong, fmt.Sprintf("the plain call failed as well: %v", failure))
		return
	}
	raw := answer.Addr().Interface().(*http.Response)
	body, err := io.ReadAll(raw.Body)
	check(err)
	t.failure(wanted, raw.StatusCode, body, raw.Header)
}

func (t *trial) values(typed []byte) {
	var values map[string]any
	var absent []string
	check(json.Unmarshal(orNull(t.Expect["values"]), &values))
	check(json.Unmarshal(orNull(t.Expect["absent"]), &absent))
	if values == nil {
		return
	}
	held := plain(typed)
	for pointer, wanted := range values {
		found, there := at(held, pointer)
		if !there {
			t.wrong = append(t.wrong, fmt.Sprintf("%s is absent, not %#v", pointer, wanted))
			continue
		}
		t.compare(pointer, same(found), same(wanted))
	}
	for _, pointer := range absent {
		if found, there := at(held, pointer); there {
			t.wrong = append(t.wrong, fmt.Sprintf("%s is %v, not absent", pointer, found))
		}
	}
}

func (t *trial) failure(wanted map[string]any, status int, typed []byte, headers http.Header) {
	message, fields := said(typed, headers)
	t.compare("status", float64(status), wanted["status"])
	t.compare("fields", fields, wanted["fields"])
	if wanted["message"] != nil {
		t.compare("message", message, wanted["message"])
	}
	without, _ := wanted["without"].([]any)
	for _, words := range without {
		t.compare(fmt.Sprintf("%q in the message", words), strings.Contains(message, words.(string)), false)
	}
}

// request holds what the generated client sends against what is expected.
func (t *trial) request() {
	if _, failure := t.called("WithResponse", "", nil); failure != nil {
		t.wrong = append(t.wrong, failure.Error())
	}
	if t.asked == nil {
		return
	}
	var segments []any
	for part := range strings.SplitSeq(strings.TrimPrefix(t.asked.URL.EscapedPath(), "/api/v4/"), "/") {
		decoded, err := url.PathUnescape(part)
		check(err)
		segments = append(segments, decoded)
	}
	t.compare("segments", segments, plain(t.Expect["segments"]))
	t.compare("method", t.asked.Method, plain(t.Expect["method"]))
	wanted := url.Values{}
	for _, pair := range plain(t.Expect["query"]).([]any) {
		wanted.Add(pair.([]any)[0].(string), pair.([]any)[1].(string))
	}
	t.compare("query", t.asked.URL.Query(), wanted)
	headers, _ := plain(t.Expect["headers"]).(map[string]any)
	for name, value := range headers {
		t.compare(name, t.asked.Header.Get(name), value)
	}
	if bodies, told := plain(t.Expect["bodies"]).(map[string]any); told {
		t.compare("JSON", plain(t.sent), bodies["application/json"].(map[string]any)["json"])
		t.forms(bodies)
	}
}

// forms holds what is sent as each of the two forms, which the generated client is given written, against what is expected.
func (t *trial) forms(bodies map[string]any) {
	for _, media := range []string{"multipart/form-data", "application/x-www-form-urlencoded"} {
		wanted := []pair{}
		for _, each := range bodies[media].(map[string]any)["fields"].([]any) {
			wanted = append(wanted, pair{each.([]any)[0].(string), each.([]any)[1].(string)})
		}
		contentType, body := written(media, fields(t.Arguments.Body))
		if _, failure := t.called("WithBodyWithResponse", contentType, body); failure != nil {
			t.wrong = append(t.wrong, failure.Error())
			continue
		}
		t.compare(media, read(t.asked.Header.Get("content-type"), t.sent), wanted)
	}
}

var variable = regexp.MustCompile(`\{(\w+)\}`)

// called calls the operation's method of that ending with the vector's arguments, and returns what it answers, or its error.
// Where the method takes a body as it is written, that is `body`, or else an empty object.
func (t *trial) called(ending, contentType string, body io.Reader) (reflect.Value, error) {
	api, err := dataops.NewClientWithResponses(root, dataops.WithHTTPClient(t), dataops.WithRequestEditorFn(t.credential))
	check(err)
	method := named(api, t.Operation, ending)
	// A method that is given the body as it is, since an answer does not depend on what was sent.
	if given := named(api, t.Operation, "WithBody"+ending); t.Kind == "client" && given.IsValid() {
		method = given
	}
	if body == nil {
		contentType, body = "application/json", strings.NewReader("{}")
	}
	arguments := []reflect.Value{reflect.ValueOf(context.Background())}
	for _, name := range variable.FindAllStringSubmatch(t.Route, -1) {
		arguments = append(arguments, t.argument(method.Type().In(len(arguments)), t.Arguments.Path[name[1]], `1`, `"x"`))
	}
	for len(arguments) < method.Type().NumIn()-1 {
		kind := method.Type().In(len(arguments))
		switch {
		case kind.Kind() == reflect.Pointer:
			arguments = append(arguments, t.argument(kind, t.Arguments.Query, `{}`))
		case kind.Kind() == reflect.String:
			arguments = append(arguments, reflect.ValueOf(contentType))
		case kind.Kind() == reflect.Interface:
			arguments = append(arguments, reflect.ValueOf(body))
		default:
			arguments = append(arguments, t.argument(kind, t.Arguments.Body, `{}`))
		}
	}
	results := method.Call(arguments)
	if failure, failed := results[1].Interface().(error); failed {
		return reflect.Value{}, failure
	}
	return results[0].Elem(), nil
}

func (t *trial) credential(_ context.Context, request *http.Request) error {
	if t.Arguments.Token != "" {
		request.Header.Set("private-token", t.Arguments.Token)
	}
	if t.Arguments.BearerToken != "" {
		request.Header.Set("Authorization", "Bearer "+t.Arguments.BearerToken)
	}
	if t.Arguments.JobToken != "" {
		request.Header.Set("JOB-TOKEN", t.Arguments.JobToken)
	}
	return nil
}

// argument reads a value of the method's own type from the vector, or else the first default that is one.
func (t *trial) argument(kind reflect.Type, given json.RawMessage, defaults ...string) reflect.Value {
	texts := []string{string(given)}
	if given == nil {
		texts = defaults
	}
	var err error
	for _, text := range texts {
		value := reflect.New(kind)
		if err = json.Unmarshal([]byte(text), value.Interface()); err == nil {
			return value.Elem()
		}
	}
	t.wrong = append(t.wrong, err.Error())
	return reflect.Zero(kind)
}

func named(api *dataops.ClientWithResponses, operation, ending string) reflect.Value {
	wanted := strings.ReplaceAll(operation, "_", "") + ending
	return reflect.ValueOf(api).MethodByName(methods[strings.ToLower(wanted)])
}

var methods = func() map[string]string {
	found := map[string]string{}
	for method := range reflect.TypeFor[*dataops.ClientWithResponses]().Methods() {
		found[strings.ToLower(method.Name)] = method.Name
	}
	return found
}()

func (t *trial) compare(what string, found, wanted any) {
	if !reflect.DeepEqual(found, wanted) {
		t.wrong = append(t.wrong, fmt.Sprintf("%s is %#v, not %#v", what, found, wanted))
	}
}

func orNull(text json.RawMessage) []byte {
	if text == nil {
		return []byte("null")
	}
	return text
}

func plain(text []byte) any {
	if !json.Valid(text) {
		return nil
	}
	var value any
	check(json.Unmarshal(text, &value))
	return value
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
