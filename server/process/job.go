package process

import (
	"cmp"
	"context"
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"
	"time"

	"lindero/server/problem"
)

// Status is how far a job is (statusCode.yaml).
type Status string

// The statuses.
const (
	Accepted   Status = "accepted"
	Running    Status = "running"
	Successful Status = "successful"
	Failed     Status = "failed"
	Dismissed  Status = "dismissed"
)

var statuses = []string{string(Accepted), string(Running), string(Successful), string(Failed), string(Dismissed)}

// StatusInfo is what is said of a job (statusInfo.yaml). Times are RFC 3339.
type StatusInfo struct {
	JobID     string `json:"jobID"`
	ProcessID string `json:"processID"`
	Type      string `json:"type"` // process
	Status    Status `json:"status"`
	Message   string `json:"message,omitempty"`
	Created   string `json:"created"`
	Started   string `json:"started,omitempty"`
	Finished  string `json:"finished,omitempty"`
	Updated   string `json:"updated"`
	Progress  int    `json:"progress"` // per cent
	Links     []Link `json:"links"`
}

// JobList is the answer at /jobs (jobList.yaml), the newest job first.
type JobList struct {
	Jobs  []StatusInfo `json:"jobs"`
	Links []Link       `json:"links"`
}

// job is an execution that is asked about later. All but its first members are
// guarded by Service.mu.
type job struct {
	id, process, key string
	asked            asked
	created          time.Time

	task                       *task // nil once it has ended
	status                     Status
	started, finished, updated time.Time
	cancel                     context.CancelFunc
	flight                     *flight
	of                         *outcome         // of a successful job
	failed                     *problem.Problem // of a failed job
}

func (j *job) ended() bool { return j.status != Accepted && j.status != Running }

// submit makes a job of a task and puts it into the queue.
func (s *Service) submit(p *process, t *task, a asked) (*job, *problem.Problem) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	if s.closed {
		return nil, busy("the server is about to stop")
	}
	if len(s.jobs) >= s.MaxJobs && !s.removeOldest() {
		return nil, busy("as many jobs are there as the server keeps, and none has ended")
	}
	now := s.Clock().Truncate(time.Millisecond) // as it is told, so that it can be asked for
	j := &job{id: rand.Text(), process: p.ID, key: t.key, asked: a, task: t, status: Accepted, created: now, updated: now}
	select {
	case s.queue <- j:
	default:
		return nil, busy("too many jobs are waiting")
	}
	s.jobs = append(s.jobs, j)
	s.byID[j.id] = j
	return j, nil
}

// work performs jobs until the queue is closed.
func (s *Service) work() {
	for j := range s.queue {
		s.perform(j)
	}
}

// perform works on a job.
func (s *Service) perform(j *job) {
	ctx, t := s.start(j)
	if t == nil {
		return
	}
	o, err := s.obtain(ctx, t, false, func(f *flight) {
		s.mu.Lock()
		j.flight = f
		s.mu.Unlock()
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	j.cancel()
	if j.ended() { // it was dismissed
		return
	}
	if err != nil {
		j.failed = failure(err)
		s.end(j, Failed)
		return
	}
	kept := s.shelf.put(j.key, o) // it may have had to make room meanwhile
	kept.jobs++
	j.of = kept.of
	s.end(j, Successful)
	s.makeRoom()
}

// start marks a job as running; without a task it is not to be worked on.
func (s *Service) start(j *job) (context.Context, *task) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if j.ended() {
		return nil, nil
	}
	if s.closed {
		s.end(j, Dismissed)
		return nil, nil
	}
	now := s.Clock()
	j.status, j.started, j.updated = Running, now, now
	ctx, cancel := context.WithCancel(s.ctx)
	j.cancel = cancel
	return ctx, j.task
}

// end marks a job as ended.
func (s *Service) end(j *job, status Status) {
	now := s.Clock()
	j.status, j.finished, j.updated, j.task, j.flight = status, now, now, nil, nil
}

// dismiss stops a job that has not ended, and removes one that has. It returns
// false where there is none with the id.
func (s *Service) dismiss(id string) (*job, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	j, ok := s.byID[id]
	if !ok {
		return nil, false
	}
	if j.ended() {
		s.remove(j)
		j.status, j.updated = Dismissed, s.Clock()
		return j, true
	}
	if j.cancel != nil {
		j.cancel()
	}
	s.end(j, Dismissed)
	return j, true
}

// job returns the job with an id.
func (s *Service) job(id string) (*job, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	j, ok := s.byID[id]
	return j, ok
}

// expire removes jobs that ended too long ago.
func (s *Service) expire() {
	before := s.Clock().Add(-s.KeepFor)
	for _, j := range slices.Clone(s.jobs) {
		if j.ended() && j.finished.Before(before) {
			s.remove(j)
		}
	}
}

// removeOldest removes the job that ended longest ago, if any has.
func (s *Service) removeOldest() bool {
	var oldest *job
	for _, j := range s.jobs {
		if j.ended() && (oldest == nil || j.finished.Before(oldest.finished)) {
			oldest = j
		}
	}
	if oldest != nil {
		s.remove(oldest)
	}
	return oldest != nil
}

// remove forgets a job.
func (s *Service) remove(j *job) {
	if _, ok := s.byID[j.id]; !ok {
		return
	}
	delete(s.byID, j.id)
	s.jobs = slices.DeleteFunc(s.jobs, func(o *job) bool { return o == j })
	if kept := s.shelf.get(j.key); kept != nil && j.of != nil && kept.of == j.of {
		kept.jobs--
	}
}

// info says how far a job is. Its links are those for the client of a request.
func (s *Service) info(r *http.Request, j *job) StatusInfo {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.infoHeld(r, j)
}

func (s *Service) infoHeld(r *http.Request, j *job) StatusInfo {
	out := StatusInfo{JobID: j.id, ProcessID: j.process, Type: "process", Status: j.status,
		Created: stamp(j.created), Started: stamp(j.started), Finished: stamp(j.finished), Updated: stamp(j.updated)}
	path := "/jobs/" + j.id
	out.Links = append(s.selfLinks(r, path, "This job"),
		Link{s.URL(r, "/processes/"+j.process), "up", typeJSON, "The process"})
	switch j.status {
	case Accepted:
		out.Message = "waiting for others"
	case Running:
		if j.flight != nil {
			out.Progress, out.Message = j.flight.progress()
		}
		out.Message = cmp.Or(out.Message, "running")
	case Successful:
		out.Progress, out.Message = 100, "done"
		out.Links = append(out.Links, Link{s.URL(r, path+"/results"), relResults, typeJSON, "The results"})
		if j.of != nil && j.of.plan != "" {
			out.Links = append(out.Links, Link{s.URL(r, "/plans/"+pathOf(j.of.plan)), "related", typeJSON, "The plan"})
		}
	case Failed:
		out.Message = j.failed.Detail
		out.Links = append(out.Links, Link{s.URL(r, path+"/results"), relExceptions, problem.MediaType, "Why it failed"})
	case Dismissed:
		out.Message = "dismissed"
	}
	return out
}

// The relations of OGC 18-062r2, table 5.
const (
	relResults    = "http://www.opengis.net/def/rel/ogc/1.0/results"
	relExceptions = "http://www.opengis.net/def/rel/ogc/1.0/exceptions"
	relExecute    = "http://www.opengis.net/def/rel/ogc/1.0/execute"
	relJobs       = "http://www.opengis.net/def/rel/ogc/1.0/job-list"
)

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z07:00")
}

func itoa(n int) string { return strconv.Itoa(n) }
