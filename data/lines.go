package data

import (
	"context"
	"errors"
	"io"
	"os"
	"regexp"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/sectors"
)

// Batch is what `lindero gaps` takes instead of a scenario: the names of
// files with lines, places and polygons.
type Batch struct {
	Lines   string                  // GeoJSON LineString and MultiLineString features
	Posts   string                  // GeoJSON points or CSV; may be empty
	Inside  string                  // GeoJSON polygons; may be empty
	ReachM  float64                 // of a post that gives none of its own; 0: each has to
	Reading func(done, total int64) // called by several goroutines at once; may be nil
}

// ReadBatch reads lines as watched routes of a scenario that has nothing
// else but the places, as posts that see as far as their reach, and the
// polygons, as covered ground. All that is wrong with the three files is in
// the error. When ctx ends, reading stops with its error.
func ReadBatch(ctx context.Context, b Batch) (*sectors.Scenario, error) {
	s := &sectors.Scenario{Name: b.Lines, Rules: sectors.Rules{DetourFactor: 1}}
	meter := newMeter(ctx, b.Reading, b.Lines, b.Posts, b.Inside)
	var lines, posts, areas *problems
	var wg sync.WaitGroup
	wg.Go(func() {
		lines = meter.open(b.Lines, func(r io.Reader, ps *problems) { s.Routes = readLines(r, ps) })
	})
	wg.Go(func() {
		posts = meter.open(b.Posts, func(r io.Reader, ps *problems) { s.Posts = readPlaces(r, ps, b.ReachM) })
	})
	wg.Go(func() {
		areas = meter.open(b.Inside, func(r io.Reader, ps *problems) { s.Covered = readPolygons(r, ps) })
	})
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := join(lines, posts, areas); err != nil {
		return nil, err
	}
	return s, nil
}

// readLines reads each LineString or MultiLineString as a watched route.
func readLines(r io.Reader, ps *problems) []sectors.Route {
	var out []sectors.Route
	readFeatures(r, ps, []string{"LineString", "MultiLineString"}, func(f *feature) {
		line, ok := f.line()
		if !ok {
			return
		}
		if f.id == "" {
			f.id = strconv.Itoa(f.number)
		}
		name := ""
		if f.has("name") {
			name = idText(f.props["name"])
		}
		out = append(out, sectors.Route{ID: f.id, Name: name, Watched: true, Line: line})
	})
	return out
}

// line measures the feature's geometry, or says what is wrong with it.
func (f *feature) line() (*geo.Line, bool) {
	if *f.added > maxAdded {
		return nil, false // told already
	}
	line, err := f.measured, error(nil)
	if line == nil {
		line, err = geo.NewLine(lineParts(f.geometry)...)
	}
	if err == nil && !(line.LengthM() > 0) {
		err = geo.ErrZeroLength // vertices too close to tell how far apart they are
	}
	if err != nil {
		mend := say("give two vertices or more at different places")
		if errors.Is(err, geo.ErrTooLong) {
			mend = say("look for a vertex far out of place, or split the line")
			*f.added += geo.MaxVertices // counting them took as long as measuring would
		}
		f.problem("coordinates", lineMessage(err), mend)
		return nil, false
	}
	if *f.added += putIn(line); *f.added > maxAdded {
		f.problem("coordinates", say("measuring the lines of the file up to here takes more than %d vertices beyond those given", maxAdded),
			say("split the file; edges of many kilometres take most"))
		return nil, false
	}
	return line, true
}

// lineParts returns the parts of a LineString or MultiLineString.
func lineParts(g orb.Geometry) orb.MultiLineString {
	switch g := g.(type) {
	case orb.LineString:
		return orb.MultiLineString{g}
	case orb.MultiLineString:
		return g
	}
	return nil
}

// putIn returns how many vertices were put into a line.
func putIn(l *geo.Line) int {
	n := l.VertexCount()
	for _, p := range l.Parts() {
		n -= len(p)
	}
	return n
}

// geoPlace is how package geo says where on a line something is wrong.
var geoPlace = regexp.MustCompile(`^(part|vertex) (\d+): `)

// lineMessage says why a line cannot be measured.
func lineMessage(err error) Message {
	text := err.Error()
	var place []func(int) Message
	var number []int
	for m := geoPlace.FindStringSubmatch(text); m != nil; m = geoPlace.FindStringSubmatch(text) {
		text = text[len(m[0]):]
		n, _ := strconv.Atoi(m[2]) // cannot fail: they are digits of an int
		number = append(number, n)
		place = append(place, map[string]func(int) Message{"part": atPart, "vertex": atVertex}[m[1]])
	}
	what := say("%s", text)
	for _, known := range []Message{
		say("a line needs two vertices or more"),
		say("all vertices are the same place, the line has no length"),
		say("measuring the line to 1 cm needs more than %d vertices", geo.MaxVertices),
	} {
		if known.String() == text {
			what = known
		}
	}
	for i := len(place) - 1; i >= 0; i-- {
		what = say("%s: %s", place[i](number[i]), what)
	}
	return what
}

// maxAdded is how many vertices the lines of a file may take beyond those it
// gives, to measure long edges: a small file must not fill the memory. It is
// 8 million and 270 MB: millions of kilometres of long edges.
const maxAdded = 1 << 23

// readPolygons reads polygons whose rings are closed.
func readPolygons(r io.Reader, ps *problems) []orb.Polygon {
	var out []orb.Polygon
	readFeatures(r, ps, []string{"Polygon", "MultiPolygon"}, func(f *feature) {
		out = append(out, f.polygons()...)
	})
	return out
}

// polygons returns the feature's polygons, their rings checked.
func (f *feature) polygons() []orb.Polygon {
	var out []orb.Polygon
	switch g := f.geometry.(type) {
	case orb.Polygon:
		out = append(out, g)
	case orb.MultiPolygon:
		out = g
	}
	if len(out) == 0 {
		f.problem("coordinates", say("the polygon is empty"), say("give it a ring, or remove it"))
	}
	for i, p := range out {
		if len(p) == 0 {
			f.ps.addPart(f.where(), "coordinates", atPolygon(i+1), say("has no ring"), say("give it a ring, or remove it"))
		}
		for k, ring := range p {
			if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
				f.ps.addPart(f.where(), "coordinates", say("%s, %s", atPolygon(i+1), atRing(k+1)), say("the ring is not closed"),
					say("give four positions or more, the last the same as the first"))
			}
		}
	}
	return out
}

// meter opens files and tells how much of all of them has been read, until it
// is told to stop.
type meter struct {
	stopped func() error
	report  func(done, total int64)
	done    atomic.Int64
	total   int64
}

func newMeter(ctx context.Context, report func(done, total int64), names ...string) *meter {
	m := &meter{stopped: ctx.Err, report: report}
	for _, name := range names {
		if info, err := os.Stat(name); err == nil {
			m.total += info.Size()
		}
	}
	return m
}

// open reads a file, unless its name is empty, and returns its problems.
func (m *meter) open(name string, read func(io.Reader, *problems)) *problems {
	ps := &problems{file: name}
	if name == "" {
		return ps
	}
	f, err := os.Open(name)
	if err != nil {
		ps.add(Message{}, "", say("cannot be opened: %s", Reason(err)), say("check the path and its permissions"))
		return ps
	}
	defer f.Close()
	read(io.TeeReader(f, m), ps)
	return ps
}

// Write counts what has been read.
func (m *meter) Write(p []byte) (int, error) {
	done := m.done.Add(int64(len(p)))
	if m.report != nil {
		m.report(done, m.total)
	}
	return len(p), m.stopped()
}
