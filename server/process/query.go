package process

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"lindero/server/problem"
)

// query is what the parameters of a request ask for.
type query struct {
	values                   url.Values
	limit, offset            int
	processes, statuses      []string
	types                    []string
	from, to                 time.Time // created; zero: open
	minDuration, maxDuration time.Duration
	timed                    bool // a duration is asked for
}

// query reads the parameters of a request: those that are known beside f and
// lang. It answers where there is anything wrong, and reports whether all is
// well.
func (s *Service) query(w http.ResponseWriter, r *http.Request, known ...string) (query, bool) {
	q, faults := s.readQuery(r.URL.RawQuery, append(known, "f", "lang"))
	if len(faults) == 0 {
		return q, true
	}
	problem.Write(w, r, typed(problem.New(http.StatusBadRequest, "", faults...), invalidValue))
	return q, false
}

// readQuery reads parameters.
func (s *Service) readQuery(raw string, known []string) (query, []problem.Fault) {
	q := query{limit: listed, maxDuration: 1<<63 - 1}
	var faults []problem.Fault
	bad := func(name, format string, args ...any) {
		if len(faults) < mostFaults {
			faults = append(faults, problem.Fault{Parameter: clipped(name), Detail: fmt.Sprintf(format, args...)})
		}
	}
	values, err := url.ParseQuery(raw)
	if err != nil {
		bad("", "the query cannot be read; write name=value, with & between them")
		return q, faults
	}
	q.values = values
	for _, name := range sortedKeys(values) {
		v := values[name]
		switch {
		case !slices.Contains(known, name):
			bad(name, "there is no parameter %q here; %s", clipped(name), near(name, known))
		case len(v) > 1:
			bad(name, "%s is there %d times; give it once, with commas between values", name, len(v))
		default:
			if said := q.read(name, v[0], s); said != "" {
				bad(name, "%s: %s", name, said)
			}
		}
	}
	if len(faults) == 0 && q.minDuration > q.maxDuration {
		bad("minDuration", "minDuration is longer than maxDuration; give a shorter one")
	}
	return q, faults
}

func sortedKeys(v url.Values) []string {
	out := make([]string, 0, len(v))
	for k := range v {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// read reads one parameter, and says what is wrong with it.
func (q *query) read(name, v string, s *Service) string {
	var ok bool
	switch name {
	case "limit":
		if q.limit, ok = count(v, 1); !ok {
			return fmt.Sprintf("%q is no whole number of 1 or more", clipped(v))
		}
		q.limit = min(q.limit, mostListed)
	case "offset":
		if q.offset, ok = count(v, 0); !ok {
			return fmt.Sprintf("%q is no whole number of 0 or more", clipped(v))
		}
	case "f":
		return choice(v, []string{"json", "html"})
	case "lang":
		return choice(v, []string{"en", "es"})
	case "type":
		q.types = strings.Split(v, ",")
	case "processID":
		q.processes = strings.Split(v, ",")
		for _, id := range q.processes {
			if s.find(id) == nil {
				return fmt.Sprintf("there is no process %q; %s", clipped(id), near(id, s.ids()))
			}
		}
	case "status":
		q.statuses = strings.Split(v, ",")
		for _, x := range q.statuses {
			if said := choice(x, statuses); said != "" {
				return said
			}
		}
	case "datetime":
		return q.readDatetime(v)
	case "minDuration", "maxDuration":
		n, ok := count(v, 0)
		if !ok {
			return fmt.Sprintf("%q is no whole number of seconds", clipped(v))
		}
		d := time.Duration(n) * time.Second
		if q.timed = true; name == "minDuration" {
			q.minDuration = d
		} else {
			q.maxDuration = d
		}
	}
	return ""
}

// choice says that a value is none of those there are.
func choice(v string, all []string) string {
	if slices.Contains(all, v) {
		return ""
	}
	return fmt.Sprintf("%q is not known; write one of %s", clipped(v), strings.Join(all, ", "))
}

// readDatetime reads a time or an interval, of which an end may be open
// (/req/job-list/datetime-definition).
func (q *query) readDatetime(v string) string {
	const form = "write 2027-01-04T06:00:00Z, or two of them with / between, of which one may be .."
	from, to, interval := strings.Cut(v, "/")
	end := func(text string) (time.Time, bool) {
		if interval && (text == "" || text == "..") {
			return time.Time{}, true
		}
		t, err := time.Parse(time.RFC3339, text)
		return t, err == nil
	}
	var okFrom, okTo bool
	if q.from, okFrom = end(from); !okFrom {
		return fmt.Sprintf("%q is no time; %s", clipped(from), form)
	}
	q.to, okTo = q.from, true
	if interval {
		q.to, okTo = end(to)
	}
	switch {
	case !okTo:
		return fmt.Sprintf("%q is no time; %s", clipped(to), form)
	case interval && q.from.IsZero() && q.to.IsZero():
		return "both ends are open; leave datetime out, or " + form
	case !q.from.IsZero() && !q.to.IsZero() && q.to.Before(q.from):
		return "it ends before it begins; change the ends over"
	}
	return ""
}

// page returns which of n things are on the page.
func (q *query) page(n int) (from, to int) {
	from = min(q.offset, n)
	return from, min(from+q.limit, n)
}

// links returns the links of a page of a list: to itself, to it as a page for
// people, and to the next where there is more.
func (q *query) links(s *Service, r *http.Request, path, title string, to, n int) []Link {
	at := func(v url.Values) string {
		if len(v) == 0 {
			return path
		}
		return path + "?" + v.Encode()
	}
	out := []Link{{s.URL(r, at(q.values)), "self", typeJSON, title}}
	with := func(name, value string) url.Values {
		v := url.Values{}
		for k, x := range q.values {
			v[k] = x
		}
		v.Set(name, value)
		return v
	}
	if s.Page != nil {
		out = append(out, Link{s.URL(r, at(with("f", "html"))), "alternate", typeHTML, title + " as a page"})
	}
	if to < n {
		v := with("offset", itoa(to))
		v.Set("limit", itoa(q.limit))
		out = append(out, Link{s.URL(r, at(v)), "next", typeJSON, "The next page"})
	}
	return out
}

// listJobs answers with the jobs that were asked for, the newest first.
func (s *Service) listJobs(w http.ResponseWriter, r *http.Request) {
	q, ok := s.query(w, r, "limit", "offset", "type", "processID", "status", "datetime", "minDuration", "maxDuration")
	if !ok {
		return
	}
	s.mu.Lock()
	s.expire()
	now := s.Clock()
	var found []*job
	for _, j := range slices.Backward(s.jobs) {
		if q.matches(j, now) {
			found = append(found, j)
		}
	}
	from, to := q.page(len(found))
	out := JobList{Jobs: []StatusInfo{}}
	for _, j := range found[from:to] {
		out.Jobs = append(out.Jobs, s.infoHeld(r, j))
	}
	s.mu.Unlock()
	out.Links = q.links(s, r, "/jobs", "The jobs", to, len(found))
	s.reply(w, r, http.StatusOK, out)
}

// matches reports whether a job was asked for.
func (q *query) matches(j *job, now time.Time) bool {
	switch {
	case q.types != nil && !slices.Contains(q.types, "process"),
		q.processes != nil && !slices.Contains(q.processes, j.process),
		q.statuses != nil && !slices.Contains(q.statuses, string(j.status)),
		!q.from.IsZero() && j.created.Before(q.from),
		!q.to.IsZero() && j.created.After(q.to):
		return false
	case !q.timed:
		return true
	case j.started.IsZero(): // how long it takes is not known
		return false
	}
	end := j.finished
	if end.IsZero() {
		end = now
	}
	d := end.Sub(j.started)
	return d >= q.minDuration && d <= q.maxDuration
}
