package server

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/planner"
	"lindero/sectors"
	"lindero/server/crs"
	"lindero/server/tiles"
)

// dataset is one plan or scenario as a view shows it: an OGC API dataset. It
// is never changed but for what is made of it when first asked for.
type dataset struct {
	kind        string // plans or scenarios
	id          string // names the content
	names       []string
	title       string
	changeOf    string // id of the plan that it is a change of; empty: of none
	members     data.Members
	collections []*collection
	rows        []pageRow
	interval    [2]string // when its timetable holds; empty where that is not told
	bbox        []float64 // west, south, east, north; nil where there is no feature
	systems     []crs.CRS // first that of the data
	source      *Source   // nil where the view does not see it all
	planHash    string    // of who sees all
	reported    reported
	tiles       func() (*tiles.Set, error)
}

// Source is what a dataset was made from, for who may see all of it.
type Source struct {
	Layout *sectors.Layout
	Report *planner.Report
	Plan   *planner.Plan // nil: a scenario
	// Defaults are the values that the scenario left open, as data.ReadScenario
	// returns them.
	Defaults []string
	// trips are the plan's while its dataset is made, if they are known; then nil.
	trips *planner.Trips
}

// idLength is how many digits of a hash make an id.
const idLength = 16

// newDataset makes a dataset of a scenario's report, or of a plan of its layout
// where there is one: the plan's collections are in place of the report's of
// the same names. A dataset like it, of the same report and view, lends it those
// of the report; nil: there is none.
func newDataset(src *Source, v data.View, like *dataset) (*dataset, error) {
	s := src.Layout.Scenario
	d := &dataset{kind: "scenarios", title: s.Name, members: data.MembersOf(src.Report, v), rows: reportRows(src.Report)}
	if src.Plan != nil {
		d.kind, d.rows = "plans", planRows(src.Plan)
	}
	err := d.collect(src, v, like)
	if src.trips = nil; err != nil {
		return nil, err
	}
	if gaps := d.find("gaps"); gaps != nil && v != data.Full {
		d.rows = shownRows(d.rows, gaps)
	}
	if d.title == "" {
		d.title = "Lindero"
	}
	d.tiles = sync.OnceValues(func() (*tiles.Set, error) { return newTiles(d.collections) })
	d.measure()
	if src.Plan != nil && v != data.Full {
		if err := d.publish(src); err != nil {
			return nil, err
		}
	}
	if v == data.Full {
		d.source = src
		if src.Plan != nil {
			end := s.Start.Add(time.Duration(src.Plan.PeriodH * float64(time.Hour)))
			d.interval = [2]string{s.Start.Format(time.RFC3339), end.Format(time.RFC3339)}
		}
	}
	return d, d.name(src, v)
}

// collect makes the collections, the report's first: several at once, as those of a
// plan with the ways of its patrols take a while.
func (d *dataset) collect(src *Source, v data.View, like *dataset) error {
	var jobs []func() (*collection, error)
	planned := map[string]bool{}
	if src.Plan != nil {
		for _, c := range data.PlanCollections(v) {
			planned[c.Name] = true
		}
	}
	for _, c := range data.Collections(v) {
		if planned[c.Name] || !c.Of(src.Layout.Scenario) {
			continue
		}
		jobs = append(jobs, func() (*collection, error) {
			if src.Plan != nil && like != nil { // and so not of its plan, if it is of one
				if there := like.find(c.Name); there != nil {
					return there, nil
				}
			}
			return newCollection(c.Name, c.Title, c.Shape(), c.Fields(src.Layout.Scenario, v), c.Features(src.Report, v))
		})
	}
	if src.Plan != nil {
		features := data.NewPlanFeatures(src.Layout, src.Plan).On(src.trips)
		for _, c := range data.PlanCollections(v) {
			jobs = append(jobs, func() (*collection, error) {
				return newCollection(c.Name, c.Title, c.Shape(), c.Fields(src.Layout.Scenario, v), features.Of(c, v))
			})
		}
	}
	d.collections = make([]*collection, len(jobs))
	errs := make([]error, len(jobs))
	together(len(jobs), func(i int) { d.collections[i], errs[i] = jobs[i]() })
	return errors.Join(errs...)
}

// together runs f of each of n things, on all cores.
func together(n int, f func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}

// measure computes where the features are, and the systems that coordinates
// are served in.
func (d *dataset) measure() {
	boxes := make([][]float64, 0, len(d.collections))
	for _, c := range d.collections {
		boxes = append(boxes, c.bbox)
	}
	d.bbox = unite(boxes)
	d.systems = []crs.CRS{crs.CRS84, crs.EPSG4326, crs.EPSG3857}
	if d.bbox == nil {
		return
	}
	east := d.bbox[2]
	if east < d.bbox[0] {
		east += 360
	}
	middle := orb.Point{math.Remainder((d.bbox[0]+east)/2, 360), (d.bbox[1] + d.bbox[3]) / 2}
	zone, err := crs.ZoneOf(middle)
	if err != nil {
		return
	}
	for _, c := range d.collections {
		if !c.fits(zone) {
			return // a border round the earth has no zone
		}
	}
	d.systems = append(d.systems, zone)
}

// form counts up when answers that are kept for ever become others: what of a
// feature is served, how it is written, how tiles are drawn.
const form = "2"

// name gives the dataset its id, a hash of the form and: to who sees everything
// the hash of the plan or scenario, to others what they see, so that it tells them
// nothing else.
func (d *dataset) name(src *Source, v data.View) error {
	h := sha256.New()
	say := func(text string) { _, _ = io.WriteString(h, text) } // a hash takes everything
	say(form)
	switch {
	case v != data.Full:
		for _, c := range d.collections {
			for i := range c.features {
				say(string(c.features[i].text))
			}
		}
	case src.Plan != nil:
		hash, err := src.Plan.Hash()
		if err != nil {
			return fmt.Errorf("plan %q: %w", d.title, err)
		}
		d.planHash = hash
		say(hash)
	default:
		say(src.Layout.Scenario.Hash())
	}
	d.id = fmt.Sprintf("%x", h.Sum(nil))[:idLength]
	return nil
}

// textBytes returns how long the features are as text.
func (d *dataset) textBytes() int {
	n := 0
	for _, c := range d.collections {
		n += c.bytes
	}
	return n
}

// find returns a collection by its name.
func (d *dataset) find(name string) *collection {
	for _, c := range d.collections {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// collectionNames returns the names of all collections.
func (d *dataset) collectionNames() []string {
	var out []string
	for _, c := range d.collections {
		out = append(out, c.Name)
	}
	return out
}

var errNothing = errors.New("a server needs a scenario")

// unite returns the smallest box around others, west beyond east where it goes
// over the antimeridian; nil of none.
func unite(boxes [][]float64) []float64 {
	var spans []lonSpan
	south, north := math.Inf(1), math.Inf(-1)
	for _, b := range boxes {
		if len(b) != 4 {
			continue
		}
		south, north = min(south, b[1]), max(north, b[3])
		span := lonSpan{west: b[0], east: b[2], reach: b[2]}
		if span.east < span.west {
			span.reach += 360
		}
		spans = append(spans, span)
	}
	if spans == nil {
		return nil
	}
	west, east := around(spans)
	return []float64{west, south, east, north}
}

// lonSpan is a stretch of longitude: its ends as they are written, and how far
// it reaches, which is beyond 180 where it goes over the antimeridian. Ends are
// never computed with, so that what is answered is what was written.
type lonSpan struct{ west, east, reach float64 }

// around returns the ends of the shortest stretch of longitude that holds all
// others: what is left when the widest stretch without any is taken away.
func around(spans []lonSpan) (west, east float64) {
	slices.SortFunc(spans, func(a, b lonSpan) int { return cmp.Compare(a.west, b.west) })
	last := spans[0]
	for _, s := range spans {
		if s.reach > last.reach {
			last = s
		}
	}
	last.reach -= 360 // what goes over the end begins again at the start
	widest := 0.0
	west, east = -180, 180
	for _, s := range spans {
		if s.west-last.reach > widest {
			widest, west, east = s.west-last.reach, s.west, last.east
		}
		if s.reach > last.reach {
			last = s
		}
	}
	return west, east
}

// ID and Title are for pages.
func (d *dataset) ID() string    { return d.id }
func (d *dataset) Title() string { return d.title }
