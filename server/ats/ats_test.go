// Package ats_test holds the server to the abstract test suites of the OGC
// standards that it says it conforms to, through HTTP alone: what a test suite
// of the OGC would ask and want. Each assertion has the id of its abstract test
// and, where it is cheap, answers that it must not accept.
package ats_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"go.uber.org/goleak"

	"lindero/data"
	"lindero/internal/heldtest"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/sectors"
	"lindero/server"
)

func TestMain(m *testing.M) {
	code := m.Run()
	for _, h := range servers {
		if err := h.Close(context.Background()); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

const (
	host = "127.0.0.1:8080"
	base = "http://" + host
)

// site is a dataset under test: a server, and the root of the dataset below
// it. Answers are kept, as a suite asks for the same things over and over.
type site struct {
	name    string
	root    string // "", /plans/current …
	public  bool
	handler http.Handler
	kept    *kept
	spoil   func(*answer) // nil: answers are as they are
}

type kept struct {
	mu    sync.Mutex
	by    map[string]answer
	pages map[string]*features // as they were read
}

// answer is an answer of the server.
type answer struct {
	target string
	status int
	header http.Header
	body   []byte
}

// get asks for a path or an absolute address of the server; header holds names
// and values in turn.
func (s *site) get(target string, header ...string) *answer {
	return s.ask(http.MethodGet, target, header...)
}

func (s *site) ask(method, target string, header ...string) *answer {
	key := method + " " + target + " " + strings.Join(header, "|")
	s.kept.mu.Lock()
	a, ok := s.kept.by[key]
	s.kept.mu.Unlock()
	if !ok {
		a = *s.serve(method, target, header...)
		s.kept.mu.Lock()
		s.kept.by[key] = a
		s.kept.mu.Unlock()
	}
	if s.spoil != nil {
		a.header, a.body = a.header.Clone(), slices.Clone(a.body)
		s.spoil(&a)
	}
	return &a
}

// serve asks for what is not asked for again, and not spoiled.
func (s *site) serve(method, target string, header ...string) *answer {
	r := httptest.NewRequest(method, target, nil)
	r.Host = host
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	if err := heldtest.Answer(r, w); err != nil {
		panic(err) // the same wherever it happens
	}
	return &answer{target, w.Code, w.Header(), w.Body.Bytes()}
}

// below asks for a path below the dataset's root.
func (s *site) below(path string, header ...string) *answer {
	if s.root == "" && path == "" {
		path = "/"
	}
	return s.get(s.root+path, header...)
}

// read reads an answer that must be a success of JSON of a media type.
func (a *answer) read(mediaType string, into any) error {
	if err := a.is(http.StatusOK, mediaType); err != nil {
		return err
	}
	if err := json.Unmarshal(a.body, into); err != nil {
		return fmt.Errorf("%s: %w", a.target, err)
	}
	return nil
}

// is wants a status and a media type; "" is any.
func (a *answer) is(status int, mediaType string) error {
	if a.status != status {
		return fmt.Errorf("%s: status %d, want %d: %.200s", a.target, a.status, status, a.body)
	}
	got, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
	if mediaType != "" && got != mediaType {
		return fmt.Errorf("%s: Content-Type %q, want %s", a.target, a.header.Get("Content-Type"), mediaType)
	}
	return nil
}

// found wants a success of JSON with something in it.
func (a *answer) found(mediaType string) error {
	var doc map[string]any
	err := a.read(mediaType, &doc)
	if err == nil && len(doc) == 0 {
		err = fmt.Errorf("%s: the answer is empty", a.target)
	}
	return err
}

// refused wants a problem with a status.
func (a *answer) refused(status int) error {
	if err := a.is(status, "application/problem+json"); err != nil {
		return err
	}
	var p struct {
		Status        int
		Title, Detail string
	}
	if err := json.Unmarshal(a.body, &p); err != nil {
		return fmt.Errorf("%s: %w", a.target, err)
	}
	if p.Status != status || p.Title == "" || p.Detail == "" {
		return fmt.Errorf("%s: the problem is %s", a.target, a.body)
	}
	return nil
}

// faults gathers what is wrong; too much is left out.
type faults []error

func (f *faults) add(err error) {
	if err != nil && len(*f) < 6 {
		*f = append(*f, err)
	}
}

func (f *faults) addf(format string, args ...any) { f.add(fmt.Errorf(format, args...)) }

func (f *faults) want(ok bool, format string, args ...any) {
	if !ok {
		f.addf(format, args...)
	}
}

func (f *faults) err() error { return errors.Join(*f...) }

// assertion is one abstract test.
type assertion struct {
	id    string
	holds func(*site) error
	// spoils are what must be told from a good answer.
	spoils []spoil
}

// spoil changes answers whose target matches.
type spoil struct {
	at string // regular expression
	do func(*answer)
}

// class is a conformance class.
type class struct {
	uri        string
	assertions []assertion
}

// test runs a class on all sites, and then on spoiled answers of one.
func (c class) test(t *testing.T) {
	t.Helper()
	c.testOn(t, sites(t))
}

// testOnce is test for what asks for all features very often: of the large plan
// only what the public sees.
func (c class) testOnce(t *testing.T) {
	t.Helper()
	c.testOn(t, slices.DeleteFunc(slices.Clone(sites(t)), func(s *site) bool {
		return strings.HasPrefix(s.name, "guatemala-mexico") && (!s.public || s.root != "/plans/current")
	}))
}

func (c class) testOn(t *testing.T, on []*site) {
	t.Helper()
	t.Run(strings.TrimPrefix(c.uri, "http://www.opengis.net/spec/"), func(t *testing.T) { c.holds(t, on) })
}

func (c class) holds(t *testing.T, on []*site) {
	for _, s := range on {
		t.Run(s.name, func(t *testing.T) {
			if err := declares(s, c.uri); err != nil {
				t.Error(err)
			}
			for _, a := range c.assertions {
				t.Run(a.id, func(t *testing.T) {
					if err := a.holds(s); err != nil {
						t.Error(err)
					}
				})
			}
		})
	}
	t.Run("spoiled", func(t *testing.T) {
		for _, a := range c.assertions {
			t.Run(a.id, func(t *testing.T) { a.testSpoiled(t) })
		}
	})
}

// testSpoiled wants an assertion to fail where the server answers nothing but
// errors, nothing but empty objects, and on each of its own spoils.
func (a assertion) testSpoiled(t *testing.T) {
	all := []spoil{
		{"", func(x *answer) { x.status, x.body = http.StatusInternalServerError, []byte("{}") }},
		{"", func(x *answer) { x.status, x.body = http.StatusOK, []byte("{}") }},
	}
	for i, p := range append(all, a.spoils...) {
		at, done := regexp.MustCompile(p.at), false
		s := *sites(t)[0]
		s.spoil = func(x *answer) {
			if at.MatchString(x.target) {
				before := fmt.Sprint(x.status, x.header, string(x.body))
				p.do(x)
				done = done || fmt.Sprint(x.status, x.header, string(x.body)) != before
			}
		}
		err := a.holds(&s)
		switch {
		case !done:
			t.Errorf("spoil %d changes nothing", i-len(all))
		case err == nil:
			t.Errorf("spoil %d is not noticed", i-len(all))
		}
	}
}

// declares wants a dataset to say that it conforms to a class.
func declares(s *site, uri string) error {
	var v struct{ ConformsTo []string }
	if err := s.below("/conformance").read("application/json", &v); err != nil {
		return err
	}
	if !slices.Contains(v.ConformsTo, uri) {
		return fmt.Errorf("%s/conformance does not name %s", s.root, uri)
	}
	return nil
}

// given are the scenarios with their plans that the servers are of.
var given = sync.OnceValues(func() (map[string]server.Given, error) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		return nil, err
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	p, err := planner.Run(ctx, l, planner.Options{})
	if err != nil {
		return nil, err
	}
	r, err := planner.NewReport(ctx, l, nil)
	return map[string]server.Given{"guatemala-mexico": {Name: "guatemala-mexico", Report: r, Plan: p}}, err
})

var (
	allSites []*site
	servers  []*server.Server // to be closed
	madeOnce sync.Once
)

// sites returns all datasets under test; the first is a whole plan, small.
func sites(t testing.TB) []*site {
	t.Helper()
	madeOnce.Do(func() { allSites = makeSites(t) })
	if len(allSites) == 0 {
		t.Fatal("there is no server")
	}
	return allSites
}

func makeSites(t testing.TB) []*site {
	t.Helper()
	all, err := given()
	if err != nil {
		t.Fatal(err)
	}
	all = maps.Clone(all)
	l, p := plantest.Drawn(t)
	r, err := planner.NewReport(t.Context(), l, nil)
	if err != nil {
		t.Fatal(err)
	}
	all["drawn"] = server.Given{Name: "drawn", Report: r, Plan: p}
	page := fstest.MapFS{ // browsers get it at the root; it changes nothing for clients of OGC
		"index.html":               &fstest.MapFile{Data: []byte("<!doctype html><title>map</title></html>")},
		"assets/index-AbCd1234.js": &fstest.MapFile{Data: []byte("export {}")},
	}
	var out []*site
	for _, name := range []string{"drawn", "guatemala-mexico"} {
		for _, v := range []data.View{data.Full, data.Public} {
			h, err := server.New(server.Config{Given: []server.Given{all[name]}, View: v, Page: page})
			if err != nil {
				t.Fatal(err)
			}
			servers = append(servers, h)
			out = append(out, sitesOf(t, h, name, v == data.Public)...)
		}
	}
	return out
}

// sitesOf returns the datasets of a server, found as a client finds them.
func sitesOf(t testing.TB, h http.Handler, name string, public bool) []*site {
	t.Helper()
	one := &site{handler: h, kept: &kept{by: map[string]answer{}, pages: map[string]*features{}}}
	var list struct{ Plans []struct{ ID string } }
	if err := one.get("/plans").read("application/json", &list); err != nil || len(list.Plans) != 1 {
		t.Fatalf("%v: %+v", err, list)
	}
	var out []*site
	roots := []string{"/plans/current", "", "/plans/" + list.Plans[0].ID, "/scenarios/" + name}
	if name == "guatemala-mexico" { // large; by its other names the drawn one is enough
		roots = []string{"/plans/current", "/scenarios/" + name}
	}
	for _, root := range roots {
		s := *one
		s.root, s.public = root, public
		s.name = name + map[bool]string{true: "-public", false: ""}[public] + strings.NewReplacer("/", "-", list.Plans[0].ID, "id").Replace(root)
		out = append(out, &s)
	}
	return out
}
