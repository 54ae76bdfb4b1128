package process

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gorilla/mux"

	"lindero/server/problem"
)

// Register adds the routes of processes and jobs.
func (s *Service) Register(r *mux.Router) {
	get := func(path string, h http.HandlerFunc) { r.HandleFunc(path, h).Methods(http.MethodGet, http.MethodHead) }
	get("/processes", s.list)
	get("/processes/{processId}", s.describe)
	r.HandleFunc("/processes/{processId}/execution", s.execute).Methods(http.MethodPost)
	get("/jobs", s.listJobs)
	get("/jobs/{jobId}", s.status)
	r.HandleFunc("/jobs/{jobId}", s.delete).Methods(http.MethodDelete)
	get("/jobs/{jobId}/results", s.getResults)
}

// variable returns a variable of the path, decoded where the router keeps it
// encoded.
func variable(r *http.Request, name string) string {
	v := mux.Vars(r)[name]
	if plain, err := url.PathUnescape(v); err == nil {
		return plain
	}
	return v
}

func pathOf(id string) string { return url.PathEscape(id) }

// reply answers with something as a page where one is wanted, else as JSON.
func (s *Service) reply(w http.ResponseWriter, r *http.Request, status int, v any) {
	if s.Page != nil && status == http.StatusOK && (r.Method == http.MethodGet || r.Method == http.MethodHead) && s.Page(w, r, v) {
		return
	}
	body, err := encode(v)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	send(w, status, typeJSON, append(body, '\n'))
}

// selfLinks returns the link to a resource as it is asked for, and to its page.
func (s *Service) selfLinks(r *http.Request, path, title string) []Link {
	out := []Link{{s.URL(r, path), "self", typeJSON, title}}
	if s.Page != nil {
		out = append(out, Link{s.URL(r, path) + "?f=html", "alternate", typeHTML, title + " as a page"})
	}
	return out
}

// list answers with the processes there are.
func (s *Service) list(w http.ResponseWriter, r *http.Request) {
	q, ok := s.query(w, r, "limit", "offset")
	if !ok {
		return
	}
	from, to := q.page(len(s.processes))
	out := List{Processes: []Summary{}, Links: q.links(s, r, "/processes", "The processes", to, len(s.processes))}
	for _, p := range s.processes[from:to] {
		out.Processes = append(out.Processes, s.linked(r, p).Summary)
	}
	s.reply(w, r, http.StatusOK, out)
}

// linked returns a description with its links.
func (s *Service) linked(r *http.Request, p *process) Description {
	d, path := p.Description, "/processes/"+p.ID
	d.Links = append(s.selfLinks(r, path, p.Title),
		Link{s.URL(r, path+"/execution"), relExecute, typeJSON, "Execute it"},
		Link{s.URL(r, "/jobs?processID="+p.ID), relJobs, typeJSON, "Its jobs"})
	return d
}

// process finds the process of a request, or answers that there is none.
func (s *Service) process(w http.ResponseWriter, r *http.Request) *process {
	id := variable(r, "processId")
	p := s.find(id)
	if p == nil {
		problem.Write(w, r, typed(problem.Of(http.StatusNotFound, "processId",
			fmt.Sprintf("there is no process %q; %s, or see /processes", clipped(id), near(id, s.ids()))), noSuchProcess))
	}
	return p
}

func (s *Service) describe(w http.ResponseWriter, r *http.Request) {
	if p := s.process(w, r); p != nil {
		if _, ok := s.query(w, r); ok {
			s.reply(w, r, http.StatusOK, s.linked(r, p))
		}
	}
}

// execution is the body of a request to execute a process (execute.yaml).
type execution struct {
	Inputs   map[string]json.RawMessage `json:"inputs"`
	Outputs  map[string]json.RawMessage `json:"outputs"`
	Response *string                    `json:"response"`
}

var members = []string{"inputs", "outputs", "response"}

// execute executes a process.
func (s *Service) execute(w http.ResponseWriter, r *http.Request) {
	p := s.process(w, r)
	if p == nil {
		return
	}
	if _, ok := s.query(w, r); !ok {
		return
	}
	t, a, bad := s.readExecution(w, r, p)
	if bad != nil {
		problem.Write(w, r, bad)
		return
	}
	if preferred(r) {
		s.executeLater(w, r, p, t, a)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), s.SyncTimeout)
	defer cancel()
	o, err := s.obtain(ctx, t, true, nil)
	switch {
	case err == nil:
		s.writeResults(w, r, o, a)
	case errors.Is(err, context.DeadlineExceeded) && ctx.Err() != nil:
		problem.Write(w, r, typed(problem.New(http.StatusGatewayTimeout,
			fmt.Sprintf("this takes longer than %v, for which an answer is waited for; ask again with the header Prefer: respond-async, and the answer is a job", s.SyncTimeout),
			problem.Fault{Header: "Prefer", Detail: "add Prefer: respond-async"}), blank))
	case r.Context().Err() != nil:
		return // nobody listens
	default:
		s.fail(w, r, err)
	}
}

// executeLater makes a job and answers with it.
func (s *Service) executeLater(w http.ResponseWriter, r *http.Request, p *process, t *task, a asked) {
	j, bad := s.submit(p, t, a)
	if bad != nil {
		s.fail(w, r, bad)
		return
	}
	w.Header().Set("Location", s.URL(r, "/jobs/"+j.id))
	w.Header().Set("Preference-Applied", "respond-async")
	s.reply(w, r, http.StatusCreated, s.info(r, j))
}

// readExecution reads the body of a request, and prepares the work.
func (s *Service) readExecution(w http.ResponseWriter, r *http.Request, p *process) (*task, asked, *problem.Problem) {
	refuse := func(status int, format string, args ...any) (*task, asked, *problem.Problem) {
		return nil, asked{}, typed(problem.New(status, fmt.Sprintf(format, args...)), blank)
	}
	if t, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || t != typeJSON {
		return refuse(http.StatusUnsupportedMediaType, "the body is to be JSON; send it with Content-Type: application/json")
	}
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.MaxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return refuse(http.StatusRequestEntityTooLarge, "the body is larger than %d bytes; send less", tooLarge.Limit)
	case err != nil:
		return refuse(http.StatusBadRequest, "the body could not be read; send it again")
	}
	var all map[string]json.RawMessage
	var e execution
	if err := decodeStrict(text, &all); err != nil || all == nil {
		return nil, asked{}, one("#", `the body is no JSON object%s; write {"inputs": {…}}`, because(err)).problem(http.StatusBadRequest)
	}
	f := &faults{}
	readMembers(all, &e, f)
	given := p.readInputs(e.Inputs, f)
	a := asked{outputs: p.readOutputs(e.Outputs, f), raw: e.Response != nil && *e.Response == "raw"}
	if !f.none() {
		return nil, asked{}, f.problem(http.StatusBadRequest)
	}
	t, f := p.prepare(s, p, given)
	if !f.none() {
		return nil, asked{}, f.problem(http.StatusBadRequest)
	}
	return t, a, nil
}

// because says where JSON breaks off, if it does.
func because(err error) string {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Sprintf(" (%s, at byte %d)", clipped(syntax.Error()), syntax.Offset)
	}
	return ""
}

// readMembers reads the members of the body.
func readMembers(all map[string]json.RawMessage, e *execution, f *faults) {
	for name, text := range all {
		switch name {
		case "inputs":
			if json.Unmarshal(text, &e.Inputs) != nil || e.Inputs == nil {
				f.add("#/inputs", `inputs is no object; write {"inputs": {"name": value}}`)
			}
		case "outputs":
			if json.Unmarshal(text, &e.Outputs) != nil || e.Outputs == nil {
				f.add("#/outputs", `outputs is no object; write {"outputs": {"name": {}}}, or leave it out`)
			}
		case "response":
			if json.Unmarshal(text, &e.Response) != nil || e.Response == nil || *e.Response != "raw" && *e.Response != "document" {
				f.add("#/response", "response: write raw or document")
			}
		case "subscriber":
			f.add("#/subscriber", "nobody is called back here; leave subscriber out, and look at the job")
		default:
			if f.full() {
				continue
			}
			f.add(pointer(name), "%q is no member of an execution; %s", clipped(name), near(name, members))
		}
	}
	slices.SortFunc(f.list, func(a, b problem.Fault) int { return strings.Compare(a.Pointer, b.Pointer) })
}

// find404 finds the job of a request, or answers that there is none.
func (s *Service) find404(w http.ResponseWriter, r *http.Request) *job {
	id := variable(r, "jobId")
	j, ok := s.job(id)
	if !ok {
		s.noJob(w, r, id)
	}
	return j
}

func (s *Service) noJob(w http.ResponseWriter, r *http.Request, id string) {
	problem.Write(w, r, typed(problem.Of(http.StatusNotFound, "jobId",
		fmt.Sprintf("there is no job %q, or no longer; see /jobs", clipped(id))), noSuchJob))
}

func (s *Service) status(w http.ResponseWriter, r *http.Request) {
	if j := s.find404(w, r); j != nil {
		if _, ok := s.query(w, r); ok {
			s.reply(w, r, http.StatusOK, s.info(r, j))
		}
	}
}

// delete dismisses a job.
func (s *Service) delete(w http.ResponseWriter, r *http.Request) {
	if _, ok := s.query(w, r); !ok {
		return
	}
	id := variable(r, "jobId")
	j, ok := s.dismiss(id)
	if !ok {
		s.noJob(w, r, id)
		return
	}
	s.reply(w, r, http.StatusOK, s.info(r, j))
}

// getResults answers with the results of a job.
func (s *Service) getResults(w http.ResponseWriter, r *http.Request) {
	j := s.find404(w, r)
	if j == nil {
		return
	}
	if _, ok := s.query(w, r); !ok {
		return
	}
	s.mu.Lock()
	status, o, failed := j.status, j.of, j.failed
	s.mu.Unlock()
	switch {
	case status == Failed && failed != nil:
		s.fail(w, r, failed)
	case status == Dismissed:
		problem.Write(w, r, typed(problem.New(http.StatusNotFound, "the job was dismissed and has no results; execute the process again"), notReady))
	case status != Successful || o == nil:
		w.Header().Set("Retry-After", "1")
		problem.Write(w, r, typed(problem.New(http.StatusNotFound, fmt.Sprintf("the job is %s and has no results yet; ask again when its status is successful", status)), notReady))
	default:
		if s.Page != nil {
			if page, err := s.results(r, o, j.asked); err == nil && s.Page(w, r, page) {
				return
			}
		}
		s.writeResults(w, r, o, j.asked)
	}
}

// mostListed is the largest page of a list, and listed that which is given unless
// another is asked for (/req/core/pl-limit-definition).
const (
	listed     = 10
	mostListed = 10000
)

// count reads a whole number of least or more.
func count(text string, least int) (int, bool) {
	n, err := strconv.Atoi(text)
	if errors.Is(err, strconv.ErrRange) && !strings.HasPrefix(text, "-") {
		return mostListed, true
	}
	return n, err == nil && n >= least
}
