package server

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/server/cql2"
	"lindero/server/crs"
	"lindero/server/problem"
)

// How many features an answer holds.
const (
	defaultLimit = 1000
	pageLimit    = 100   // of a page for people
	maxLimit     = 10000 // a larger limit is taken for this
)

// query is what a request for items asks for.
type query struct {
	where         area
	when          period
	filter        *cql2.Filter // nil: none
	system        crs.CRS      // of the answer
	limit, offset int
}

// querier reads the parameters of a request for items, and keeps what is wrong
// with them.
type querier struct {
	values  url.Values
	systems []crs.CRS
	faults  []problem.Fault
}

// newQuery reads what a request asks for of a collection. Parameters that are
// not declared have been refused before.
func newQuery(values url.Values, c *collection, systems []crs.CRS) (*query, *problem.Problem) {
	r := &querier{values: values, systems: systems}
	q := &query{limit: defaultLimit, when: forever}
	q.system = r.crs("crs")
	q.where = r.area(r.crs("bbox-crs"))
	q.when = r.period()
	q.filter = r.filter(c, r.crs("filter-crs"))
	if values.Has("limit") {
		q.limit = min(r.count("limit", 1), maxLimit)
	}
	if values.Has("offset") {
		q.offset = r.count("offset", 0)
	}
	if len(r.faults) > 0 {
		return nil, problem.New(http.StatusBadRequest, "", r.faults...)
	}
	return q, nil
}

func (r *querier) wrong(parameter, format string, args ...any) {
	r.faults = append(r.faults, problem.Fault{Parameter: parameter, Detail: fmt.Sprintf(format, args...)})
}

// count reads a whole number.
func (r *querier) count(name string, least int) int {
	s := r.values.Get(name)
	n, err := strconv.Atoi(s)
	if errors.Is(err, strconv.ErrRange) && !strings.HasPrefix(s, "-") {
		n, err = math.MaxInt, nil
	}
	if err != nil || n < least {
		r.wrong(name, "%s: %q is no whole number of %d or more", name, s, least)
		return least
	}
	return n
}

// crs reads the name of a system; that of the data where there is none.
func (r *querier) crs(name string) crs.CRS {
	text := r.values.Get(name)
	if text == "" {
		return r.systems[0]
	}
	c, ok := crs.Find(text, r.systems)
	if !ok {
		r.wrong(name, "%s: %q is not served here; use %s", name, text, systemNames(r.systems))
		return r.systems[0]
	}
	return c
}

func systemNames(systems []crs.CRS) string {
	var out []string
	for _, c := range systems {
		out = append(out, c.URI())
	}
	last := len(out) - 1
	return strings.Join(out[:last], ", ") + " or " + out[last]
}

const bboxForm = "bbox is west,south,east,north"

// area reads bbox: four numbers, or six with heights, which are passed over.
// West beyond east goes over the antimeridian.
func (r *querier) area(system crs.CRS) area {
	if !r.values.Has("bbox") {
		return area{}
	}
	parts := strings.Split(r.values.Get("bbox"), ",")
	if len(parts) == 6 {
		parts = []string{parts[0], parts[1], parts[3], parts[4]}
	}
	if len(parts) != 4 {
		r.wrong("bbox", "%s in degrees, or six numbers with heights; here are %d numbers", bboxForm, len(parts))
		return area{}
	}
	var n [4]float64
	for i, p := range parts {
		v, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			r.wrong("bbox", "%s; %q is no number", bboxForm, p)
			return area{}
		}
		n[i] = v
	}
	out, err := newArea(n, system)
	if err != nil {
		r.wrong("bbox", "%s", err.Error())
	}
	return out
}

// newArea returns the area of a box, its numbers in the order of the system's
// axes.
func newArea(n [4]float64, system crs.CRS) (area, error) {
	if !system.Projected() {
		if !system.IsWGS84() {
			n = [4]float64{n[1], n[0], n[3], n[2]}
		}
		bounds, err := degrees(n)
		return area{bounds: bounds}, err
	}
	if n[1] > n[3] || n[0] > n[2] {
		return area{}, fmt.Errorf("bbox is the least easting, the least northing, the largest easting and the largest northing; here is %v,%v,%v,%v", n[0], n[1], n[2], n[3])
	}
	out := area{box: orb.Bound{Min: orb.Point{n[0], n[1]}, Max: orb.Point{n[2], n[3]}}, system: &system}
	out.bounds = []orb.Bound{lonLatBounds(out.box, system)}
	return out, nil
}

// lonLatBounds returns a box in longitude and latitude that holds all places of
// a box of a system: that of places along its edges, and a little more for what
// bulges between them. Maps that are zoomed out ask for more than there is of a
// system: that is the whole earth.
func lonLatBounds(box orb.Bound, system crs.CRS) orb.Bound {
	const steps = 32
	var bound orb.Bound
	for i := range 4 * steps {
		edge, s := i/steps, float64(i%steps)/steps
		corners := box.ToRing()
		a, b := corners[edge], corners[edge+1]
		p, err := system.Place(orb.Point{a[0] + s*(b[0]-a[0]), a[1] + s*(b[1]-a[1])})
		if err != nil {
			return orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}
		}
		if i == 0 {
			bound = p.Bound()
		}
		bound = bound.Extend(p)
	}
	return bound.Pad(0.01 + 0.1*max(bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1]))
}

// degrees returns the boxes of a box of longitude and latitude: two where it
// goes over the antimeridian.
func degrees(n [4]float64) ([]orb.Bound, error) {
	const form = bboxForm + " in degrees"
	west, south, east, north := n[0], n[1], n[2], n[3]
	switch {
	case south > north:
		return nil, fmt.Errorf("%s; south %v is north of %v", form, south, north)
	case math.Abs(south) > 90 || math.Abs(north) > 90:
		return nil, fmt.Errorf("%s; a latitude is beyond ±90", form)
	case math.Abs(west) > 180 || math.Abs(east) > 180:
		return nil, fmt.Errorf("%s; a longitude is beyond ±180 (over the antimeridian, west is the larger)", form)
	case west > east:
		return []orb.Bound{
			{Min: orb.Point{west, south}, Max: orb.Point{180, north}},
			{Min: orb.Point{-180, south}, Max: orb.Point{east, north}},
		}, nil
	}
	return []orb.Bound{{Min: orb.Point{west, south}, Max: orb.Point{east, north}}}, nil
}

// period reads datetime: an instant or an interval, open with .. or nothing.
func (r *querier) period() period {
	if !r.values.Has("datetime") {
		return forever
	}
	out := forever
	out.asked = true
	text := r.values.Get("datetime")
	from, to, interval := strings.Cut(text, "/")
	if !interval {
		to = from
	}
	wrong := func(what string) {
		r.wrong("datetime", "datetime is an instant as 2027-01-04T06:00:00Z, a day as 2027-01-04, or an interval of two, open as ../2027-01-04T06:00:00Z or 2027-01-04/..; %s", what)
	}
	for _, end := range []struct {
		text string
		at   *float64
		last bool
	}{{from, &out.from, false}, {to, &out.to, true}} {
		if interval && (end.text == ".." || end.text == "") {
			continue
		}
		at, ok := instant(end.text, end.last)
		if !ok {
			wrong(fmt.Sprintf("%q is neither", end.text))
			return forever
		}
		*end.at = at
	}
	if out.from > out.to {
		wrong("here the end is before the start")
	}
	return out
}

// instant reads a time of RFC 3339, or a day of UTC: its start or its last
// second. A plus sign of an offset that arrives as a space is one.
func instant(text string, last bool) (unix float64, ok bool) {
	text = strings.ToUpper(strings.ReplaceAll(text, " ", "+"))
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return float64(t.Unix()) + float64(t.Nanosecond())/1e9, true
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, false
	}
	if last {
		t = t.Add(24*time.Hour - time.Second)
	}
	return float64(t.Unix()), true
}

// draftText is what drafts of Part 3 called cql2-text, and GDAL 3.6 to this day.
const draftText = "cql-text"

// filter reads filter in the language that filter-lang names.
func (r *querier) filter(c *collection, system crs.CRS) *cql2.Filter {
	language := r.values.Get("filter-lang")
	if !slices.Contains([]string{"", "cql2-text", "cql2-json", draftText}, language) {
		r.wrong("filter-lang", "filter-lang: %q is not known; use cql2-text or cql2-json", language)
		return nil
	}
	if !r.values.Has("filter") {
		return nil
	}
	o := cql2.Options{Schema: c.queryables()}
	if !system.IsWGS84() {
		o.FromCRS = system.LonLat
	}
	parse := cql2.ParseText
	if language == "cql2-json" {
		parse = func(s string, o cql2.Options) (*cql2.Filter, error) { return cql2.ParseJSON([]byte(s), o) }
	}
	f, err := parse(r.values.Get("filter"), o)
	if err == nil {
		return f
	}
	fault := problem.Fault{Parameter: "filter", Detail: err.Error()}
	var wrong *cql2.Error
	if errors.As(err, &wrong) {
		if language == "cql2-json" {
			fault.Pointer = "#" + wrong.Pointer
		}
		if wrong.Position > 0 { // of a text, and of what cannot be read as JSON
			fault.Position = &wrong.Position
		}
	}
	r.faults = append(r.faults, fault)
	return nil
}

// queryables returns what filters may name, and its types.
func (c *collection) queryables() cql2.Schema {
	types := map[data.FieldType]cql2.Type{data.Truth: cql2.Truth, data.Integer: cql2.Integer, data.Number: cql2.Number, data.Instant: cql2.Instant, data.Text: cql2.Text, data.Texts: cql2.Texts}
	out := cql2.Schema{geometryName: cql2.Geometry, idName: cql2.Text}
	for _, f := range c.fields {
		out[f.Name] = types[f.Type]
	}
	return out
}
