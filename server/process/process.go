// Package process answers questions over HTTP as OGC API – Processes – Part 1
// has them (OGC 18-062r2): core, OGC process description, JSON, job list and
// dismiss. What can be asked is what the command line asks – plan, gaps,
// reinforce, compare, route, check and what-if – and the answers are the JSON
// objects that it prints with --json.
//
// An execution runs in this process, at once or, with Prefer: respond-async, as
// a job. Everything is answered by the hash of the process, its inputs and the
// datasets they name: a question that was asked before is answered from what is
// kept, and one that is being worked on is worked on once, however many ask. The
// work stops when nobody waits for it any more.
//
// Jobs, waiting requests, results and time are bounded by Config. A Service is
// safe for concurrent use; Close ends what it has begun.
package process

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"lindero/planner"
	"lindero/sectors"
)

// Source is a dataset that processes are asked about.
type Source struct {
	ID       string // as in /plans/{id} or /scenarios/{id}; never an alias
	Layout   *sectors.Layout
	Plan     *planner.Plan // nil for scenarios
	Defaults []string      // the values that the scenario left open, as data.ReadScenario returns them
}

// Sources are the datasets that are served. What an id names never changes,
// other than that of an alias.
type Sources interface {
	// Plan and Scenario return a dataset by its id or an alias.
	Plan(id string) (*Source, bool)
	Scenario(id string) (*Source, bool)
	// Plans and Scenarios list the ids, for messages that name the near ones.
	Plans() []string
	Scenarios() []string
	// Keep makes a dataset of a plan that was computed, and returns its id. The
	// same plan has the same id.
	Keep(ctx context.Context, c Computed) (id string, err error)
}

// Computed is a plan that was computed on request, of a layout.
type Computed struct {
	Layout *sectors.Layout
	Plan   *planner.Plan
	Trips  *planner.Trips // where they are known; else nil
	Base   string         // id of the plan that it is a change of; empty: of none
}

// WhatIf answers what changes of one plan would do, as *planner.WhatIf does. It is
// safe for concurrent use.
type WhatIf interface {
	Ask(ctx context.Context, q planner.Question) (*planner.Answer, error)
	// Layout returns the layout of the changed scenario, which Answer.Plan is a
	// plan of.
	Layout(q planner.Question) (*sectors.Layout, error)
}

// Config is what a Service is made of. Sources is required; all else has a
// default.
type Config struct {
	Sources Sources
	Version string // of the program; plans carry it
	// NewWhatIf makes ready what questions about a plan have in common. Default:
	// planner.NewWhatIf.
	NewWhatIf func(ctx context.Context, l *sectors.Layout, p *planner.Plan) (WhatIf, error)
	// URL makes an address of a path, such as /jobs/x, for the client of a
	// request. Default: http:// and the request's host.
	URL func(r *http.Request, path string) string
	// Page answers a GET with a page for people and reports whether it did: value
	// is a List, Description, JobList, StatusInfo or Results.
	// Default: none.
	Page  func(w http.ResponseWriter, r *http.Request, value any) bool
	Clock func() time.Time // default: time.Now
	// Logger is told of what fails by no fault of those who ask. Default:
	// slog.Default.
	Logger *slog.Logger

	Workers     int           // jobs worked on at once; default 1
	AtOnce      int           // synchronous executions worked on at once; default 2
	MaxQueued   int           // jobs waiting, and as many synchronous executions; default 32
	MaxJobs     int           // jobs kept, of any status; default 1000
	KeepFor     time.Duration // how long finished jobs are kept; default 24 h
	Timeout     time.Duration // the longest that anything is worked on; default 10 min
	SyncTimeout time.Duration // the longest that a synchronous execution is waited for; default 30 s
	MaxBody     int64         // bytes of a request; default 1 MiB
	MaxResults  int64         // bytes of all results kept; default 256 MiB
	WhatIfs     int           // plans that what-if is kept ready for; default 4
	// MaxBreakpoints is into how many steps a border may be cut by a request;
	// default 100,000. Memory, and how soon work stops, depend on it.
	MaxBreakpoints int
}

// fill puts in defaults.
func (c *Config) fill() error {
	if c.Sources == nil {
		return errors.New("process: Config.Sources is missing")
	}
	for _, n := range []struct {
		of        *int
		otherwise int
	}{{&c.Workers, 1}, {&c.AtOnce, 2}, {&c.MaxQueued, 32}, {&c.MaxJobs, 1000}, {&c.WhatIfs, 4}, {&c.MaxBreakpoints, 100_000}} {
		if *n.of <= 0 {
			*n.of = n.otherwise
		}
	}
	for _, d := range []struct {
		of        *time.Duration
		otherwise time.Duration
	}{{&c.KeepFor, 24 * time.Hour}, {&c.Timeout, 10 * time.Minute}, {&c.SyncTimeout, 30 * time.Second}} {
		if *d.of <= 0 {
			*d.of = d.otherwise
		}
	}
	for _, n := range []struct {
		of        *int64
		otherwise int64
	}{{&c.MaxBody, 1 << 20}, {&c.MaxResults, 256 << 20}} {
		if *n.of <= 0 {
			*n.of = n.otherwise
		}
	}
	if c.NewWhatIf == nil {
		c.NewWhatIf = func(ctx context.Context, l *sectors.Layout, p *planner.Plan) (WhatIf, error) {
			w, err := planner.NewWhatIf(ctx, l, p)
			if err != nil { // a nil *planner.WhatIf is no nil WhatIf
				return nil, err
			}
			return w, nil
		}
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	if c.Clock == nil {
		c.Clock = time.Now
	}
	if c.URL == nil {
		c.URL = func(r *http.Request, path string) string { return "http://" + r.Host + path }
	}
	return nil
}

// Service describes processes, executes them and keeps jobs.
type Service struct {
	Config
	processes []*process // in the order of the list
	ctx       context.Context
	stop      context.CancelFunc
	running   sync.WaitGroup // goroutines
	shelf     *shelf
	whatIfs   *whatIfs
	sync      chan struct{} // a place for each synchronous execution that is worked on
	queue     chan *job

	mu     sync.Mutex
	closed bool
	jobs   []*job // in the order in which they were created
	byID   map[string]*job
}

// New makes a service, and starts its workers. It fails where Config lacks
// Sources.
func New(c Config) (*Service, error) {
	if err := c.fill(); err != nil {
		return nil, err
	}
	s := &Service{Config: c, sync: make(chan struct{}, c.AtOnce), queue: make(chan *job, c.MaxQueued), byID: map[string]*job{}}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.shelf = newShelf(c.MaxResults)
	s.whatIfs = newWhatIfs(c.WhatIfs)
	s.processes = catalogue()
	for range c.Workers {
		s.running.Go(s.work)
	}
	return s, nil
}

// Close takes no more jobs, waits for what is worked on until ctx ends, then
// cancels it, and returns when no goroutine is left. Its error is that of ctx.
func (s *Service) Close(ctx context.Context) error {
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		close(s.queue)
	}
	s.mu.Unlock()
	done := make(chan struct{})
	go func() {
		s.running.Wait()
		close(done)
	}()
	select {
	case <-done:
		s.stop()
		return nil
	case <-ctx.Done():
	}
	s.stop()
	<-done
	return ctx.Err()
}
