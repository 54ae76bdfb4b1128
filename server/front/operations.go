package front

import (
	"net/http"

	"lindero/server/problem"
)

// The paths that Wrap answers itself.
const (
	healthPath  = "/health"
	readyPath   = "/ready"
	metricsPath = "/metrics"
)

// operation answers a question about the server itself; nil: it is none.
func (f *Front) operation(r *http.Request, v *visit) *answer {
	var serve func(w http.ResponseWriter, r *http.Request)
	switch r.URL.Path {
	case healthPath:
		serve = alivePage
	case readyPath:
		serve = f.readyPage
	case metricsPath:
		serve = f.metricsPage
	default:
		return nil
	}
	v.route = r.URL.Path
	d := draft{header: http.Header{problem.RequestID: {v.id}}}
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		d.header.Set("Allow", "GET, HEAD")
		problem.Write(&d, r, problem.New(http.StatusMethodNotAllowed, r.Method+" is not answered here; use GET"))
	case r.URL.RawQuery != "":
		problem.Write(&d, r, problem.New(http.StatusBadRequest, r.URL.Path+" takes no parameters; leave out what follows the question mark"))
	default:
		serve(&d, r)
	}
	return f.finish(&d)
}

func alivePage(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(`{"status":"ok"}` + "\n")) // a draft takes everything
}

func (f *Front) readyPage(w http.ResponseWriter, r *http.Request) {
	if !f.ready.Load() {
		retryAfter(w, 5)
		problem.Write(w, r, problem.New(http.StatusServiceUnavailable, "the server is starting or stopping; ask another, or try again"))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(`{"status":"ready"}` + "\n"))
}

func (f *Front) metricsPage(w http.ResponseWriter, r *http.Request) {
	here := f.remote(r).IsLoopback() && local(r.Host) && !passedOn(r)
	if f.Config.Metrics == MetricsNone || f.Config.Metrics == MetricsHere && !here {
		problem.Write(w, r, problem.New(http.StatusForbidden, "metrics are not for this client; serve with --metrics all to show them to everybody"))
		return
	}
	f.Metrics().ServeHTTP(w, r)
}
