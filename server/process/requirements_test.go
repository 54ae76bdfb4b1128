package process_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"lindero/server/process"
)

// The requirements of OGC API – Processes – Part 1 (18-062r2) as its test suite
// (ets-ogcapi-processes10) asserts them, by their ids. Those of the landing page,
// of conformance and of the API's description are not of this package.

// object is a JSON object as a client without our types sees it.
type object = map[string]any

// wantMembers wants members to be there and to be texts.
func wantMembers(t *testing.T, what string, o object, names ...string) {
	t.Helper()
	for _, n := range names {
		if s, ok := o[n].(string); !ok || s == "" {
			t.Errorf("%s: %s is %v", what, n, o[n])
		}
	}
}

// wantLinks wants links (link.yaml) with the relations.
func wantLinks(t *testing.T, what string, o object, rels ...string) {
	t.Helper()
	links, ok := o["links"].([]any)
	if !ok {
		t.Fatalf("%s: links are %v", what, o["links"])
	}
	var found []string
	for _, l := range links {
		l := l.(object)
		wantMembers(t, what, l, "href", "rel", "type")
		found = append(found, l["rel"].(string))
	}
	for _, rel := range rels {
		if !slices.Contains(found, rel) {
			t.Errorf("%s: no link %s in %v", what, rel, found)
		}
	}
}

// wantStatusInfo wants an object to be statusInfo.yaml.
func wantStatusInfo(t *testing.T, o object) {
	t.Helper()
	wantMembers(t, "statusInfo", o, "jobID", "status", "type", "processID", "created", "updated")
	if o["type"] != "process" || !slices.Contains([]string{"accepted", "running", "successful", "failed", "dismissed"}, o["status"].(string)) {
		t.Errorf("statusInfo: %v", o)
	}
	for _, n := range []string{"created", "started", "finished", "updated"} {
		if s, ok := o[n].(string); ok {
			if _, err := time.Parse(time.RFC3339, s); err != nil {
				t.Error(err)
			}
		}
	}
	if p, ok := o["progress"].(float64); !ok || p < 0 || p > 100 || p != float64(int(p)) {
		t.Errorf("progress is %v", o["progress"])
	}
	wantLinks(t, "statusInfo", o, "self")
}

// wantException wants exception.yaml of a type.
func wantException(t *testing.T, w *world, method, path, of string) {
	t.Helper()
	a := w.do(method, path, "")
	o := read[object](t, a, http.StatusNotFound)
	if want := "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/" + of; o["type"] != want || o["status"] != 404.0 {
		t.Errorf("%s %s: %v, want %s", method, path, o, want)
	}
	if got := a.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("it is %s", got)
	}
}

func TestReq_core_process_list(t *testing.T) {
	w := newWorld(t, nil)
	o := read[object](t, w.do("GET", "/processes", ""), 200)
	if n := len(o["processes"].([]any)); n != 7 {
		t.Errorf("%d processes", n)
	}
}

func TestReq_core_process_list_success(t *testing.T) {
	w := newWorld(t, nil)
	a := w.do("GET", "/processes", "")
	if a.Header().Get("Content-Type") != "application/json" {
		t.Errorf("it is %s", a.Header().Get("Content-Type"))
	}
	for _, p := range read[object](t, a, 200)["processes"].([]any) {
		p := p.(object)
		wantMembers(t, "processSummary", p, "id", "version", "title", "description")
		wantLinks(t, p["id"].(string), p, "self", "http://www.opengis.net/def/rel/ogc/1.0/execute")
		for _, o := range p["jobControlOptions"].([]any) {
			if !slices.Contains([]any{"sync-execute", "async-execute", "dismiss"}, o) {
				t.Errorf("jobControlOptions: %v", o)
			}
		}
		for _, o := range p["outputTransmission"].([]any) {
			if o != "value" && o != "reference" {
				t.Errorf("outputTransmission: %v", o)
			}
		}
	}
}

func TestReq_core_pl_limit_definition(t *testing.T) {
	w := newWorld(t, nil)
	for _, limit := range []string{"1", "10", "10000", "99999999999999999999"} {
		read[object](t, w.do("GET", "/processes?limit="+limit, ""), 200)
	}
}

func TestReq_core_pl_limit_response(t *testing.T) {
	w := newWorld(t, nil)
	for limit := 1; limit <= 8; limit++ {
		var ids []string
		for path := fmt.Sprintf("/processes?limit=%d", limit); path != ""; {
			l := read[process.List](t, w.do("GET", path, ""), 200)
			if len(l.Processes) > limit || len(l.Processes) == 0 {
				t.Fatalf("%s: %d processes", path, len(l.Processes))
			}
			for _, p := range l.Processes {
				ids = append(ids, p.ID)
			}
			path = ""
			for _, link := range l.Links {
				if link.Rel == "next" {
					path = strings.TrimPrefix(link.Href, "http://host")
				}
			}
		}
		if got := strings.Join(ids, " "); got != "plan gaps reinforce compare route check what-if" {
			t.Errorf("by %d: %s", limit, got)
		}
	}
}

func TestReq_core_pl_links(t *testing.T) {
	w := newWorld(t, func(c *process.Config) { c.Page = func(http.ResponseWriter, *http.Request, any) bool { return false } })
	wantLinks(t, "processList", read[object](t, w.do("GET", "/processes?limit=1", ""), 200), "self", "alternate", "next")
}

func TestReq_core_process(t *testing.T) {
	w := newWorld(t, nil)
	for _, d := range w.Descriptions() {
		o := read[object](t, w.do("GET", "/processes/"+d.ID, ""), 200)
		if o["id"] != d.ID {
			t.Errorf("%v", o["id"])
		}
		if a := w.do("HEAD", "/processes/"+d.ID, ""); a.Code != 200 {
			t.Errorf("HEAD: %d", a.Code)
		}
	}
}

func TestReq_core_process_success(t *testing.T) {
	w := newWorld(t, nil)
	for _, d := range w.Descriptions() {
		o := read[object](t, w.do("GET", "/processes/"+d.ID, ""), 200)
		wantMembers(t, d.ID, o, "id", "version", "title", "description")
		wantLinks(t, d.ID, o, "self", "http://www.opengis.net/def/rel/ogc/1.0/execute", "http://www.opengis.net/def/rel/ogc/1.0/job-list")
		if len(o["inputs"].(object)) == 0 || len(o["outputs"].(object)) == 0 {
			t.Errorf("%s: no inputs or outputs", d.ID)
		}
	}
}

func TestReq_core_process_exception_no_such_process(t *testing.T) {
	w := newWorld(t, nil)
	wantException(t, w, "GET", "/processes/invalid-process", "no-such-process")
	wantException(t, w, "POST", "/processes/invalid-process/execution", "no-such-process")
}

// schemaMembers are those that schema.yaml of the standard allows.
var schemaMembers = strings.Fields(`title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern
	maxItems minItems uniqueItems maxProperties minProperties required enum type not allOf oneOf anyOf items properties additionalProperties
	description format default nullable readOnly writeOnly example deprecated contentMediaType contentEncoding contentSchema`)

func wantSchema(t *testing.T, what string, s any) {
	t.Helper()
	o, ok := s.(object)
	if !ok {
		t.Fatalf("%s: schema is %v", what, s)
	}
	for name, v := range o {
		if !slices.Contains(schemaMembers, name) {
			t.Errorf("%s: %s is no member of a schema", what, name)
		}
		if name == "items" {
			wantSchema(t, what+"[]", v)
		}
		if name == "properties" {
			for k, x := range v.(object) {
				wantSchema(t, what+"."+k, x)
			}
		}
	}
	if !slices.Contains([]any{"array", "boolean", "integer", "number", "object", "string"}, o["type"]) {
		t.Errorf("%s: type is %v", what, o["type"])
	}
}

func TestReq_ogc_process_description_json_encoding(t *testing.T) {
	w := newWorld(t, nil)
	for _, d := range w.Descriptions() {
		if a := w.do("GET", "/processes/"+d.ID, ""); a.Header().Get("Content-Type") != "application/json" || !json.Valid(a.Body.Bytes()) {
			t.Errorf("%s: %s", d.ID, a.Header().Get("Content-Type"))
		}
	}
}

func TestReq_ogc_process_description_inputs_def(t *testing.T) {
	TestReq_ogc_process_description_input_def(t)
}

func TestReq_ogc_process_description_input_def(t *testing.T) {
	w := newWorld(t, nil)
	for _, d := range w.Descriptions() {
		for name, in := range read[object](t, w.do("GET", "/processes/"+d.ID, ""), 200)["inputs"].(object) {
			in := in.(object)
			wantMembers(t, d.ID+"."+name, in, "title", "description")
			wantSchema(t, d.ID+"."+name, in["schema"])
			if n, ok := in["minOccurs"].(float64); !ok || n != 0 && n != 1 {
				t.Errorf("%s.%s: minOccurs is %v", d.ID, name, in["minOccurs"])
			}
		}
	}
}

func TestReq_ogc_process_description_outputs_def(t *testing.T) {
	TestReq_ogc_process_description_output_def(t)
}

func TestReq_ogc_process_description_output_def(t *testing.T) {
	w := newWorld(t, nil)
	for _, d := range w.Descriptions() {
		for name, out := range read[object](t, w.do("GET", "/processes/"+d.ID, ""), 200)["outputs"].(object) {
			out := out.(object)
			wantMembers(t, d.ID+"."+name, out, "title", "description")
			wantSchema(t, d.ID+"."+name, out["schema"])
		}
	}
}

// echo is an execution that is quick.
const echo = `{"inputs":{"a":"drawn","b":"drawn"}}`

func TestReq_core_job_creation_op(t *testing.T) {
	w := newWorld(t, nil)
	wantStatusInfo(t, read[object](t, w.do("POST", "/processes/compare/execution", echo, "Prefer", "respond-async"), 201))
}

func TestReq_core_job_creation_default_execution_mode(t *testing.T) {
	w := newWorld(t, nil)
	if a := w.do("POST", "/processes/compare/execution", echo); a.Code != 200 || a.Header().Get("Location") != "" {
		t.Errorf("%d %v", a.Code, a.Header())
	}
}

func TestReq_core_job_creation_auto_execution_mode(t *testing.T) {
	w := newWorld(t, nil)
	for prefer, want := range map[string]int{"respond-async": 201, "respond-async ": 201, "Respond-Async, wait=10": 201, "wait=10,respond-async; x=1": 201, "wait=10": 200, "return=minimal": 200} {
		if a := w.do("POST", "/processes/compare/execution", echo, "Prefer", prefer); a.Code != want {
			t.Errorf("%s: %d", prefer, a.Code)
		}
	}
}

func TestReq_core_job_creation_default_outputs(t *testing.T) {
	w := newWorld(t, nil)
	same(t, "outputs", w.do("POST", "/processes/gaps/execution", `{"inputs":{"plan":"drawn"}}`).Body.Bytes(),
		w.do("POST", "/processes/gaps/execution", `{"inputs":{"plan":"drawn"},"outputs":{"summary":{},"features":{"transmissionMode":"value"}}}`).Body.Bytes())
}

func TestReq_core_job_creation_request(t *testing.T) {
	w := newWorld(t, nil)
	for _, body := range []string{echo, `{"inputs":{"a":"drawn","b":"drawn"},"outputs":{"comparison":{"format":{"mediaType":"application/json"},"transmissionMode":"value"}},"response":"document"}`} {
		read[object](t, w.do("POST", "/processes/compare/execution", body), 200)
	}
}

func TestReq_core_job_creation_inputs(t *testing.T) {
	w := newWorld(t, nil)
	want := w.do("POST", "/processes/compare/execution", echo).Body.Bytes()
	for _, body := range []string{
		`{"inputs":{"a":{"value":"drawn"},"b":{"value":"drawn","mediaType":"text/plain"}}}`,
		`{"inputs":{"a":{"href":"http://host/plans/drawn"},"b":{"href":"/plans/current","type":"application/json"}}}`,
	} {
		same(t, body, w.do("POST", "/processes/compare/execution", body).Body.Bytes(), want)
	}
}

func TestReq_core_job_creation_input_array(t *testing.T) {
	w := newWorld(t, nil)
	read[object](t, w.do("POST", "/processes/reinforce/execution", `{"inputs":{"scenario":"drawn","patrols":1,"posts":["aa-west","bb-west"]}}`), 200)
}

func TestReq_core_job_creation_input_validation(t *testing.T) {
	w := newWorld(t, nil)
	read[object](t, w.do("POST", "/processes/compare/execution", echo), 200)
	o := read[object](t, w.do("POST", "/processes/compare/execution", `{"inputs":{"a":"drawn","b":7}}`), 400)
	if o["type"] != "InvalidParameterValue" || !strings.Contains(fmt.Sprint(o["errors"]), "#/inputs/b") || strings.Contains(fmt.Sprint(o["errors"]), "#/inputs/a") {
		t.Errorf("%v", o)
	}
}

func TestReq_core_job_creation_sync_document(t *testing.T) {
	w := newWorld(t, nil)
	a := w.do("POST", "/processes/plan/execution", `{"inputs":{"scenario":"drawn"},"response":"document"}`)
	if a.Header().Get("Content-Type") != "application/json" {
		t.Errorf("it is %s", a.Header().Get("Content-Type"))
	}
	for name, r := range read[map[string]object](t, a, 200) { // results.yaml: qualified values or links
		_, value := r["value"]
		_, href := r["href"].(string)
		if value == href {
			t.Errorf("%s: %v", name, r)
		}
	}
}

func TestReq_core_job_creation_sync_raw_value_one(t *testing.T) {
	w := newWorld(t, nil)
	a := w.do("POST", "/processes/compare/execution", `{"inputs":{"a":"drawn","b":"drawn"},"response":"raw"}`)
	if a.Header().Get("Content-Type") != "application/json" {
		t.Errorf("it is %s", a.Header().Get("Content-Type"))
	}
	if _, ok := read[object](t, a, 200)["sectors"]; !ok {
		t.Errorf("%s", a.Body)
	}
}

func TestReq_core_job_creation_sync_raw_value_multi(t *testing.T) {
	w := newWorld(t, nil)
	if p := partsOf(t, w.do("POST", "/processes/gaps/execution", `{"inputs":{"plan":"drawn"},"response":"raw"}`)); len(p) != 2 {
		t.Errorf("%d parts", len(p))
	}
}

func TestReq_core_job_creation_sync_raw_ref(t *testing.T) {
	w := newWorld(t, nil)
	a := w.do("POST", "/processes/plan/execution", `{"inputs":{"scenario":"drawn"},"outputs":{"plan":{"transmissionMode":"reference"}},"response":"raw"}`)
	if a.Code != 204 || len(a.Header().Values("Link")) == 0 {
		t.Errorf("%d %v", a.Code, a.Header())
	}
}

func TestReq_core_job_creation_sync_raw_mixed_multi(t *testing.T) {
	w := newWorld(t, nil)
	p := partsOf(t, w.do("POST", "/processes/plan/execution", `{"inputs":{"scenario":"drawn"},"outputs":{"plan":{"transmissionMode":"reference"},"summary":{}},"response":"raw"}`))
	if len(p) != 2 || len(p["plan"].body) != 0 || p["plan"].header.Get("Content-Location") == "" || len(p["summary"].body) == 0 || p["summary"].header.Get("Content-Location") != "" {
		t.Errorf("%v", p)
	}
}

func TestReq_core_job_creation_success_async(t *testing.T) {
	w := newWorld(t, nil)
	a := w.do("POST", "/processes/compare/execution", echo, "Prefer", "respond-async")
	o := read[object](t, a, 201)
	wantStatusInfo(t, o)
	if a.Header().Get("Location") != "http://host/jobs/"+o["jobID"].(string) || a.Header().Get("Preference-Applied") != "respond-async" {
		t.Errorf("%v", a.Header())
	}
}

func TestReq_core_job(t *testing.T) {
	w := newWorld(t, nil)
	id := w.later("compare", echo).JobID
	read[object](t, w.do("GET", "/jobs/"+id, ""), 200)
}

func TestReq_core_job_success(t *testing.T) {
	w := newWorld(t, nil)
	id := w.later("compare", echo).JobID
	wantStatusInfo(t, read[object](t, w.do("GET", "/jobs/"+id, ""), 200))
	w.until(id, process.Successful)
	o := read[object](t, w.do("GET", "/jobs/"+id, ""), 200)
	wantStatusInfo(t, o)
	wantLinks(t, "a successful job", o, "http://www.opengis.net/def/rel/ogc/1.0/results")
}

func TestReq_core_job_exception_no_such_job(t *testing.T) {
	wantException(t, newWorld(t, nil), "GET", "/jobs/invalid-job", "no-such-job")
}

// TestReq_core_job_results holds the results of jobs to those of executions at
// once: job-results-async-document, -raw-value-one, -raw-value-multi, -raw-ref and
// -raw-mixed-multi.
func TestReq_core_job_results(t *testing.T) {
	w := newWorld(t, nil)
	for name, body := range map[string]string{
		"document":        `{"inputs":{"scenario":"drawn"}}`,
		"raw-value-one":   `{"inputs":{"scenario":"drawn"},"outputs":{"summary":{}},"response":"raw"}`,
		"raw-value-multi": `{"inputs":{"scenario":"drawn"},"outputs":{"summary":{},"plan":{}},"response":"raw"}`,
		"raw-ref":         `{"inputs":{"scenario":"drawn"},"outputs":{"plan":{"transmissionMode":"reference"}},"response":"raw"}`,
		"raw-mixed-multi": `{"inputs":{"scenario":"drawn"},"outputs":{"summary":{},"plan":{"transmissionMode":"reference"}},"response":"raw"}`,
	} {
		id := w.later("plan", body).JobID
		w.until(id, process.Successful)
		now, later := w.do("POST", "/processes/plan/execution", body), w.do("GET", "/jobs/"+id+"/results", "")
		if now.Code != later.Code {
			t.Errorf("%s: %d and %d", name, now.Code, later.Code)
		}
		if strings.HasSuffix(name, "multi") {
			a, b := partsOf(t, now), partsOf(t, later)
			for part := range a {
				same(t, name+" "+part, b[part].body, a[part].body)
			}
			continue
		}
		same(t, name, later.Body.Bytes(), now.Body.Bytes())
		if got, want := later.Header().Values("Link"), now.Header().Values("Link"); !slices.Equal(got, want) {
			t.Errorf("%s: %v and %v", name, got, want)
		}
	}
}

func TestReq_core_job_results_exception_no_such_job(t *testing.T) {
	wantException(t, newWorld(t, nil), "GET", "/jobs/invalid-job/results", "no-such-job")
}

func TestReq_core_job_results_exception_results_not_ready(t *testing.T) {
	a, begun, _, release := blocked()
	w := newWorld(t, with(a))
	id := w.later("what-if", ask(1)).JobID
	soon(t, begun)
	wantException(t, w, "GET", "/jobs/"+id+"/results", "result-not-ready")
	close(release)
	w.until(id, process.Successful)
}

func TestReq_core_job_results_failed(t *testing.T) {
	w := newWorld(t, nil)
	id := w.later("compare", `{"inputs":{"a":"drawn","b":"ring"}}`).JobID
	s := w.until(id, process.Failed)
	o := read[object](t, w.do("GET", "/jobs/"+id+"/results", ""), 422)
	if o["type"] != "InvalidParameterValue" || o["detail"] != s.Message {
		t.Errorf("%v", o)
	}
	wantLinks(t, "a failed job", read[object](t, w.do("GET", "/jobs/"+id, ""), 200), "http://www.opengis.net/def/rel/ogc/1.0/exceptions")
}

// listedJobs returns the numbers of the jobs that a query lists.
func listedJobs(t *testing.T, w *world, query string, ids []string) string {
	t.Helper()
	out := ""
	for _, j := range read[process.JobList](t, w.do("GET", "/jobs?"+query, ""), 200).Jobs {
		out += fmt.Sprint(slices.Index(ids, j.JobID))
	}
	return out
}

// fourJobs returns four jobs: 0 successful, created at 06:00 and done at once; 1
// failed, at 06:01; 2 running since 06:02, for 100 s; 3 waiting since then.
func fourJobs(t *testing.T) (w *world, ids []string, release chan struct{}) {
	t.Helper()
	a, begun, _, release := blocked()
	w = newWorld(t, func(c *process.Config) {
		with(a)(c)
		c.Page = func(http.ResponseWriter, *http.Request, any) bool { return false }
	})
	ids = append(ids, w.later("compare", echo).JobID)
	w.until(ids[0], process.Successful)
	w.clock.add(time.Minute)
	ids = append(ids, w.later("compare", `{"inputs":{"a":"drawn","b":"ring"}}`).JobID)
	w.until(ids[1], process.Failed)
	w.clock.add(time.Minute)
	ids = append(ids, w.later("what-if", ask(1)).JobID, w.later("what-if", ask(2)).JobID)
	soon(t, begun)
	w.clock.add(100 * time.Second)
	t.Cleanup(func() { close(release) })
	return w, ids, release
}

func TestReq_job_list_job_list_op(t *testing.T) {
	w, ids, _ := fourJobs(t)
	if got := listedJobs(t, w, "", ids); got != "3210" {
		t.Errorf("listed %s", got)
	}
}

func TestReq_job_list_job_list_success(t *testing.T) {
	w, _, _ := fourJobs(t)
	a := w.do("GET", "/jobs", "")
	if a.Header().Get("Content-Type") != "application/json" {
		t.Errorf("it is %s", a.Header().Get("Content-Type"))
	}
	for _, j := range read[object](t, a, 200)["jobs"].([]any) {
		wantStatusInfo(t, j.(object))
	}
}

func TestReq_job_list_links(t *testing.T) {
	w, _, _ := fourJobs(t)
	wantLinks(t, "jobList", read[object](t, w.do("GET", "/jobs?limit=2", ""), 200), "self", "alternate", "next")
}

func TestReq_job_list_processID_mandatory(t *testing.T) {
	w, _, _ := fourJobs(t)
	for _, j := range read[process.JobList](t, w.do("GET", "/jobs", ""), 200).Jobs {
		if j.ProcessID == "" {
			t.Errorf("%+v", j)
		}
	}
}

// TestReq_job_list_parameters holds the parameters of the job list (type,
// processID, status, datetime, minDuration and maxDuration, limit) to their
// -definition and -response.
func TestReq_job_list_parameters(t *testing.T) {
	w, ids, _ := fourJobs(t)
	for query, want := range map[string]string{
		"type=process": "3210", "type=wps": "", "type=wps,process": "3210",
		"processID=compare": "10", "processID=what-if": "32", "processID=what-if,compare": "3210", "processID=plan": "",
		"status=accepted": "3", "status=running": "2", "status=successful,failed": "10", "status=dismissed": "",
		"datetime=2027-01-04T06:01:00.123Z": "1", "datetime=2027-01-04T00:01:00.123-06:00": "1", "datetime=2027-01-04T06:01:00Z/..": "321", "datetime=/2027-01-04T06:01:30Z": "10",
		"datetime=2027-01-04T06:00:30Z/2027-01-04T06:01:30Z": "1", "datetime=2028-01-01T00:00:00Z": "",
		"minDuration=1": "2", "minDuration=100": "2", "minDuration=101": "", "maxDuration=99": "10", "minDuration=0": "210", "minDuration=0&maxDuration=0&status=failed": "1",
		"limit=3": "321", "limit=3&offset=2": "10", "limit=1&processID=compare": "1", "f=json&lang=es": "3210",
	} {
		if got := listedJobs(t, w, strings.ReplaceAll(query, "+", "%2B"), ids); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}

func TestReq_dismiss_job_dismiss_op(t *testing.T) {
	w, ids, _ := fourJobs(t)
	for _, id := range ids {
		read[object](t, w.do("DELETE", "/jobs/"+id, ""), 200)
	}
	wantException(t, w, "DELETE", "/jobs/invalid-job", "no-such-job")
}

func TestReq_dismiss_job_dismiss_success(t *testing.T) {
	w, ids, _ := fourJobs(t)
	for _, id := range ids {
		o := read[object](t, w.do("DELETE", "/jobs/"+id, ""), 200)
		wantStatusInfo(t, o)
		if o["status"] != "dismissed" || o["jobID"] != id {
			t.Errorf("%v", o)
		}
	}
	if got := listedJobs(t, w, "", ids); got != "32" {
		t.Errorf("left are %s", got)
	}
}
