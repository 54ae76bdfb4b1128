package server_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/mux"

	"lindero/data"
	"lindero/planner"
	"lindero/sectors"
	"lindero/server/api"
	"lindero/server/problem"
)

// leftOut marks in an example what is not written.
const leftOut = "…"

// exchange is a request and its answer, as API.md has them.
type exchange struct {
	line                int // of API.md
	method, target      string
	header              http.Header
	body                string
	status              int
	answerHeader        http.Header
	answer              string // without a body: empty
	wantsJob, wantsDone bool
}

var fenced = regexp.MustCompile("(?s)\n```http\n(.*?)\n```\n")

// exchanges reads the examples of a text.
func exchanges(t *testing.T, text string) []exchange {
	t.Helper()
	var out []exchange
	for _, at := range fenced.FindAllStringSubmatchIndex(text, -1) {
		e := exchange{line: strings.Count(text[:at[2]], "\n") + 1}
		request, answer, ok := strings.Cut(text[at[2]:at[3]], "\nHTTP/1.1 ")
		if !ok {
			t.Fatalf("API.md:%d has no answer", e.line)
		}
		var first, status string
		first, e.header, e.body = parts(request)
		status, e.answerHeader, e.answer = parts(answer)
		e.method, e.target, _ = strings.Cut(first, " ")
		if n, err := fmt.Sscan(status, &e.status); n != 1 || http.StatusText(e.status) == "" || !strings.HasSuffix(status, " "+http.StatusText(e.status)) {
			t.Fatalf("API.md:%d: status %q, %v", e.line, status, err)
		}
		e.wantsJob = strings.HasPrefix(e.target, "/jobs/"+leftOut)
		e.wantsDone = strings.HasSuffix(e.target, leftOut+"/results")
		out = append(out, e)
	}
	return out
}

// parts takes a message of HTTP apart.
func parts(message string) (first string, header http.Header, body string) {
	head, body, _ := strings.Cut(message, "\n\n")
	lines := strings.Split(head, "\n")
	header = http.Header{}
	for _, l := range lines[1:] {
		name, value, _ := strings.Cut(l, ": ")
		header.Set(name, value)
	}
	return lines[0], header, strings.TrimSpace(body)
}

func (e *exchange) request(target string) *http.Request {
	r := httptest.NewRequest(e.method, strings.ReplaceAll(target, ">", "%3E"), strings.NewReader(e.body))
	r.Host = "127.0.0.1:8080"
	for name, values := range e.header {
		r.Header[name] = values
	}
	return r
}

// play asks a handler for each exchange, in order, and reports what is not as
// written. What is left out of a target is the job that the last Location
// named.
func play(t *testing.T, h http.Handler, all []exchange) {
	t.Helper()
	job := ""
	for _, e := range all {
		target := e.target
		if e.wantsJob {
			target = job + strings.TrimPrefix(target, "/jobs/"+leftOut)
		}
		if e.wantsDone {
			wait(t, h, job)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, e.request(target))
		if location := w.Header().Get("Location"); location != "" {
			job = strings.TrimPrefix(location, "http://127.0.0.1:8080")
		}
		if wrong := e.differs(w); wrong != "" {
			t.Errorf("API.md:%d: %s %s: %s\n%.2000s", e.line, e.method, target, wrong, w.Body)
		}
	}
}

// wait waits until a job has ended.
func wait(t *testing.T, h http.Handler, job string) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		var s struct{ Status string }
		if err := json.Unmarshal(do(h, http.MethodGet, job).Body.Bytes(), &s); err != nil || s.Status != "accepted" && s.Status != "running" {
			return
		}
	}
	t.Errorf("%s does not end", job)
}

// differs says where an answer is not as written; nothing where it is.
func (e *exchange) differs(w *httptest.ResponseRecorder) string {
	if w.Code != e.status {
		return fmt.Sprintf("status %d, written is %d", w.Code, e.status)
	}
	for name, values := range e.answerHeader {
		if got := w.Header().Get(name); !alike(values[0], got) {
			return fmt.Sprintf("%s: %s, written is %s", name, got, values[0])
		}
	}
	if e.answer == "" {
		return ""
	}
	var want, got any
	if err := json.Unmarshal([]byte(filled(e.answer)), &want); err != nil {
		return "what is written is no JSON: " + err.Error()
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		return "the answer is no JSON: " + err.Error()
	}
	return differ("", want, got)
}

// filled makes JSON of an example: what is left out becomes a text, in an
// object a member of that name.
func filled(example string) string {
	var out strings.Builder
	var open []rune // brackets
	name, quoted, escaped := false, false, false
	for _, r := range example {
		switch {
		case quoted:
			quoted = escaped || r != '"'
			escaped = !escaped && r == '\\'
		case r == '"':
			quoted = true
		case r == '{' || r == '[':
			open, name = append(open, r), r == '{'
		case (r == '}' || r == ']') && len(open) > 0:
			open = open[:len(open)-1]
		case r == ':':
			name = false
		case r == ',':
			name = len(open) > 0 && open[len(open)-1] == '{'
		case string(r) == leftOut && name:
			out.WriteString(`"` + leftOut + `": "` + leftOut + `"`)
			continue
		case string(r) == leftOut:
			out.WriteString(`"` + leftOut + `"`)
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}

// differ says where a value is not as an example has it: an object has the
// members of the example, and no others unless some are left out; so have
// lists, in order; texts may be left out in part.
func differ(at string, want, got any) string {
	switch want := want.(type) {
	case string:
		text, isText := got.(string)
		if want == leftOut || isText && alike(want, text) {
			return ""
		}
	case map[string]any:
		members, ok := got.(map[string]any)
		if !ok {
			break
		}
		return differMembers(at, want, members)
	case []any:
		items, ok := got.([]any)
		if !ok {
			break
		}
		return differItems(at, want, items)
	default:
		if cmp.Equal(want, got) {
			return ""
		}
	}
	return fmt.Sprintf("%s is %v, written is %v", at, got, want)
}

func differMembers(at string, want, got map[string]any) string {
	_, open := want[leftOut]
	for name, v := range want {
		value, ok := got[name]
		if name == leftOut {
			continue
		}
		if !ok {
			return fmt.Sprintf("%s/%s is not there", at, name)
		}
		if wrong := differ(at+"/"+name, v, value); wrong != "" {
			return wrong
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok && !open {
			return fmt.Sprintf("%s/%s is not written", at, name)
		}
	}
	return ""
}

func differItems(at string, want, got []any) string {
	hole := slices.Index(want, any(leftOut))
	if hole < 0 && len(want) != len(got) || len(want)-1 > len(got) {
		return fmt.Sprintf("%s has %d items, written are %d", at, len(got), len(want))
	}
	for i, v := range want {
		j := i
		switch {
		case i == hole:
			continue
		case hole >= 0 && i > hole:
			j = len(got) - len(want) + i
		}
		if wrong := differ(fmt.Sprintf("%s/%d", at, j), v, got[j]); wrong != "" {
			return wrong
		}
	}
	return ""
}

// alike reports whether a text is as written, where something may be left out.
func alike(want, got string) bool {
	before, after, open := strings.Cut(want, leftOut)
	return want == got || open && len(got) >= len(before)+len(after) && strings.HasPrefix(got, before) && strings.HasSuffix(got, after)
}

// written returns the examples of API.md.
func written(t *testing.T) []exchange {
	t.Helper()
	text, err := os.ReadFile("../API.md")
	if err != nil {
		t.Fatal(err)
	}
	all := exchanges(t, string(text))
	if len(all) < 15 {
		t.Fatalf("API.md has %d examples", len(all))
	}
	return all
}

// TestAPIExamples asks the server for what API.md shows.
func TestAPIExamples(t *testing.T) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		t.Fatal(err)
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := planner.Run(t.Context(), l, planner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	play(t, planned(t, l, p, data.Full), written(t))
}

// TestAPIExamplesDescribed holds the examples of API.md to the description of
// the API: the requests, unless they show what is wrong, and the content types.
func TestAPIExamplesDescribed(t *testing.T) {
	d, err := api.Load()
	if err != nil {
		t.Fatal(err)
	}
	routes := mux.NewRouter().UseEncodedPath()
	for _, name := range d.Templates() {
		method, path, _ := strings.Cut(name, " ")
		routes.Path(path).Methods(method)
	}
	for _, e := range written(t) {
		r := e.request(e.target)
		var match mux.RouteMatch
		if !routes.Match(r, &match) {
			t.Errorf("API.md:%d: %s %s is not described", e.line, e.method, e.target)
			continue
		}
		template, err := match.Route.GetPathTemplate()
		if err != nil {
			t.Fatal(err)
		}
		p := d.Check(r, template, match.Vars)
		if wrong := e.status == http.StatusBadRequest || e.status == http.StatusUnsupportedMediaType; (p != nil) != wrong || wrong && p.Status != e.status {
			t.Errorf("API.md:%d: %s %s: %+v", e.line, e.method, e.target, p)
		}
		if p != nil {
			w := httptest.NewRecorder()
			problem.Write(w, r, p)
			if wrong := e.differs(w); wrong != "" {
				t.Errorf("API.md:%d: %s", e.line, wrong)
			}
		}
		// A body that holds nothing: only the content type is looked at.
		body := []byte("x")
		if e.answer == "" {
			body = nil
		}
		err = d.CheckAnswer(r, template, match.Vars, e.status, e.answerHeader, body)
		if err != nil && (strings.Contains(err.Error(), "declared") || strings.Contains(err.Error(), "Location")) {
			t.Errorf("API.md:%d: %v", e.line, err)
		}
	}
}

// TestExampleJudge: what is written and what is answered are told apart.
func TestExampleJudge(t *testing.T) {
	for _, c := range []struct{ want, got, wrong string }{
		{`{"a": 1, "b": "x"}`, `{"b":"x","a":1.0}`, ""},
		{`{"a": 1, …}`, `{"a":1,"b":2}`, ""},
		{`{…}`, `{}`, ""},
		{`{…}`, `[]`, " is []"},
		{`[…]`, `[1,2]`, ""},
		{`[]`, `[1]`, "has 1 items"},
		{`[1, …, 4]`, `[1,2,3,4]`, ""},
		{`[1, …, 4]`, `[1,2,3,5]`, "/3 is 5"},
		{`[1, …, 4]`, `[1]`, "has 1 items"},
		{`[1, 2]`, `[1]`, "has 1 items"},
		{`{"a": …}`, `{"a":[{}]}`, ""},
		{`{"a": "…"}`, `{"a":7}`, ""},
		{`{"a": "x…z"}`, `{"a":"xyyz"}`, ""},
		{`{"a": "x…z"}`, `{"a":"xyy"}`, "/a is xyy"},
		{`{"a": "xy…yx"}`, `{"a":"xyx"}`, "/a is xyx"},
		{`{"a": "x {\"…"}`, `{"a":"x {\"[y"}`, ""},
		{`{"a": 1}`, `{"a":1,"b":2}`, "/b is not written"},
		{`{"a": 1, …}`, `{"b":2}`, "/a is not there"},
		{`{"a": [{"b": 1, …}, …]}`, `{"a":[{"b":2}]}`, "/a/0/b is 2"},
		{`{"a": "1"}`, `{"a":1}`, "/a is 1"},
		{`{"a": 1`, `{"a":1}`, "what is written is no JSON"},
		{`{}`, `{`, "the answer is no JSON"},
	} {
		w := httptest.NewRecorder()
		w.WriteString(c.got)
		e := exchange{status: 200, answer: c.want}
		if got := e.differs(w); (got == "") != (c.wrong == "") || !strings.Contains(got, c.wrong) {
			t.Errorf("%s and %s: %q, want %q", c.want, c.got, got, c.wrong)
		}
	}
	e := exchange{status: 201, answerHeader: http.Header{"Location": {"/jobs/…"}}}
	w := httptest.NewRecorder()
	if got := e.differs(w); got != "status 200, written is 201" {
		t.Error(got)
	}
	w.Code = 201
	if got := e.differs(w); got != "Location: , written is /jobs/…" {
		t.Error(got)
	}
	w.Header().Set("Location", "/jobs/7")
	if got := e.differs(w); got != "" {
		t.Error(got)
	}
}

// TestExamplesPlayed: a job is followed until it has ended.
func TestExamplesPlayed(t *testing.T) {
	asked := 0
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.Method + " " + r.URL.Path {
		case "POST /processes/x/execution":
			w.Header().Set("Location", "http://127.0.0.1:8080/jobs/7")
			w.WriteHeader(http.StatusCreated)
		case "GET /jobs/7":
			asked++
			fmt.Fprintf(w, `{"status":%q}`, []string{"accepted", "running", "successful"}[min(asked-1, 2)])
		case "GET /jobs/7/results":
			fmt.Fprintf(w, `{"asked":%d}`, asked)
		default:
			t.Errorf("asked is %s %s", r.Method, r.URL.Path)
		}
	})
	play(t, h, exchanges(t, "\n```http\nPOST /processes/x/execution\n\n{}\n\nHTTP/1.1 201 Created\nLocation: http://127.0.0.1:8080/jobs/…\n```\n"+
		"\n```http\nGET /jobs/…\n\nHTTP/1.1 200 OK\n\n{\"status\": \"accepted\"}\n```\n\n```http\nGET /jobs/…/results\n\nHTTP/1.1 200 OK\n\n{\"asked\": 3}\n```\n"))
}
