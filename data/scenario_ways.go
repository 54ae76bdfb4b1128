package data

import (
	"io"
	"math"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/sectors"
)

// What a landing takes where the file says nothing, and at most: a day.
const (
	defaultChangeMin = 15
	mostChangeMin    = 24 * 60
)

// The fastest travel and current that are no mistake of units.
const (
	mostLimitKmh   = 500
	mostCurrentKmh = 50
)

// landingRoadM is how far from the routes a landing may lie where there is no
// open water to turn to.
const landingRoadM = 1000

// sameVertexDeg is how far from a vertex, in longitude and in latitude, a
// barrier may be that lies on it: what rounding to seven decimals does.
const sameVertexDeg = 1e-7

// motion reads how routes are moved along that are no stretch of the border.
func motion(x *feature, route *sectors.Route) {
	route.OneWay = x.truth("one_way", false)
	route.Class = x.text("class")
	limit, ok := x.float("speed_limit_kmh", 0)
	switch {
	case ok && x.has("speed_limit_kmh") && !(limit > 0):
		x.problem("speed_limit_kmh", say("%v is not above 0", limit), say("give the limit in km/h, or leave it out where there is none"))
	case limit > mostLimitKmh:
		x.problem("speed_limit_kmh", say("%v is above %v", limit, mostLimitKmh), say("give it in km/h, or leave it out where there is none"))
	}
	current, ok := x.float("current_kmh", 0)
	switch {
	case ok && current != 0 && route.Kind.Valid() && route.Kind != sectors.River:
		x.problem("current_kmh", say("the route's kind is %s, and only rivers have a current", string(route.Kind)), say("leave it out, or write river as the kind"))
	case math.Abs(current) > mostCurrentKmh:
		x.problem("current_kmh", say("%v is faster than %v km/h", current, mostCurrentKmh), say("give it in km/h; below 0 it flows against the line"))
	}
	route.SpeedLimitKmh, route.CurrentKmh = limit, current
}

// whole reports whether nothing is wrong with files that have been read.
func (f *folder) whole(files ...string) bool {
	for _, ps := range f.all {
		for _, file := range files {
			if ps.file == f.path(file) && ps.found() {
				return false
			}
		}
	}
	return true
}

// travelled calls each for the routes that patrols can move along.
func (f *folder) travelled(each func(*sectors.Route)) {
	for _, routes := range [][]sectors.Route{f.s.Border, f.s.Routes} {
		for i := range routes {
			if routes[i].Travel {
				each(&routes[i])
			}
		}
	}
}

func (f *folder) barriers(r io.Reader, ps *problems) {
	ps.mayBeEmpty = true
	var of *vertices
	if f.whole("border.geojson", "routes.geojson") {
		of = f.vertices()
	}
	seen := ids{}
	readFeatures(r, ps, []string{"Point"}, func(x *feature) {
		needID(x)
		seen.check(ps, x.spot(), x.id)
		at, _ := x.geometry.(orb.Point)
		f.s.Barriers = append(f.s.Barriers, sectors.Barrier{ID: x.id, Walk: x.truth("walk", true), At: at})
		if of == nil {
			return
		}
		if i, m := of.at(at); i >= 0 {
			x.problem("coordinates", say("lies on no vertex of a travel route: the nearest, of %q, is %v m away at %s", of.route(i), centimetres(m), degrees(of.points[i])),
				say("move it there, or give the route a vertex where it is"))
		}
	})
}

// vertices are those of the travel routes.
type vertices struct {
	points []orb.Point
	index  *geo.Points
	ids    []string // of the routes
	ends   []int    // in points, of each route
}

func (f *folder) vertices() *vertices {
	v := &vertices{}
	f.travelled(func(r *sectors.Route) {
		for _, part := range r.Line.Parts() {
			v.points = append(v.points, part...)
		}
		v.ids, v.ends = append(v.ids, r.ID), append(v.ends, len(v.points))
	})
	v.index = geo.NewPoints(v.points)
	return v
}

// route returns the id of the route of a vertex.
func (v *vertices) route(i int) string {
	k := 0
	for v.ends[k] <= i {
		k++
	}
	return v.ids[k]
}

// at finds the vertex nearest to a place that lies on none, and its distance;
// -1 for a place that does lie on one.
func (v *vertices) at(p orb.Point) (nearest int, m float64) {
	on := func(i int) bool {
		const dust = 1e-12 // of arithmetic
		q := v.points[i]
		return math.Abs(math.Remainder(p[0]-q[0], 360)) <= sameVertexDeg+dust && math.Abs(p[1]-q[1]) <= sameVertexDeg+dust
	}
	nearest, m = v.index.Nearest(p, nil)
	if nearest < 0 || on(nearest) {
		return -1, 0
	}
	const within = 0.02 // metres: nothing farther is within sameVertexDeg
	if m < within {
		if i, _ := v.index.Nearest(p, on); i >= 0 {
			return -1, 0
		}
	}
	return nearest, m
}

// centimetres rounds metres for people.
func centimetres(m float64) float64 { return math.Round(m*100) / 100 }

func (f *folder) landings(r io.Reader, ps *problems) {
	ps.mayBeEmpty = true
	var ways *geo.Index
	var routes []string
	if len(f.s.Land) == 0 && f.whole("border.geojson", "routes.geojson", "land.geojson") {
		var lines []*geo.Line
		f.travelled(func(r *sectors.Route) { lines, routes = append(lines, r.Line), append(routes, r.ID) })
		ways = geo.NewIndex(lines)
	}
	seen := ids{}
	readFeatures(r, ps, []string{"Point"}, func(x *feature) {
		needID(x)
		seen.check(ps, x.spot(), x.id)
		at, _ := x.geometry.(orb.Point)
		change, ok := x.float("change_min", defaultChangeMin)
		switch {
		case ok && !(change >= 0):
			x.problem("change_min", say("%v is below %v", change, 0.0), say("give %v or more", 0.0))
		case change > mostChangeMin:
			x.problem("change_min", say("%v is above %v", change, mostChangeMin), say("give minutes, at most a day"))
		}
		f.s.Landings = append(f.s.Landings, sectors.Landing{ID: x.id, Name: x.text("name"), Side: f.side(x, "side", false), ChangeMin: change, At: at})
		if ways == nil {
			return
		}
		if near := ways.Nearest(at, 1); len(near) > 0 && near[0].OffsetM > landingRoadM {
			x.problem("coordinates", say("lies %v m from the nearest travel route, %q, and there is no land.geojson: there is nothing to turn to", centimetres(near[0].OffsetM), routes[near[0].Line]),
				say("move it to within %v m of a route, or say with land.geojson where open water is", landingRoadM))
		}
	})
}
