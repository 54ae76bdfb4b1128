package access_test

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/paulmach/orb"

	"lindero/sectors"
)

// road appends a travel route.
func (w *world) road(x sectors.Route, parts ...orb.LineString) {
	own := make([]orb.LineString, len(parts))
	for i := range parts {
		own[i] = parts[i].Clone()
	}
	w.roads = append(w.roads, own)
	x.ID = fmt.Sprint("r", len(w.Routes))
	w.Routes = append(w.Routes, x)
}

// roadWorld is a random world with random roads, rivers and lanes, barriers and
// landings.
func roadWorld(r *rand.Rand) *world {
	w := randomWorld(r)
	w.stepM *= 1.5
	near := w.vertices()
	edgeM := inverseM(near[0], near[1])
	w.driver(r)
	if r.IntN(2) == 0 { // a road from the post
		x := sectors.Route{Kind: sectors.Land, Travel: true, Side: []string{"", w.Patrols[0].Side}[r.IntN(2)]}
		v := near[r.IntN(len(near))]
		for range 8 * r.IntN(2) { // mostly to somewhere before it
			if x := near[r.IntN(len(near))]; inverseM(x, w.Posts[0].At) < inverseM(v, w.Posts[0].At) {
				v = x
			}
		}
		w.road(x, orb.LineString{east(w.Posts[0].At, 50*r.Float64(), 50*r.Float64()), v})
	}
	for range 1 + r.IntN(5) {
		w.randomRoad(r, edgeM)
	}
	for i := range r.IntN(3) {
		w.Barriers = append(w.Barriers, sectors.Barrier{ID: fmt.Sprint("g", i), Walk: r.IntN(2) == 0, At: w.roadVertex(r)})
	}
	for i := range r.IntN(3) {
		at := w.roadVertex(r)
		if r.IntN(4) > 0 {
			at = east(at, 600*(r.Float64()-0.5), 600*(r.Float64()-0.5))
		}
		w.Landings = append(w.Landings, sectors.Landing{ID: fmt.Sprint("l", i), Side: anySide(r, 0.6), ChangeMin: 30 * r.Float64() * float64(r.IntN(3)), At: at})
	}
	if r.IntN(4) == 0 { // at a road
		w.Posts[0].At = east(w.roadVertex(r), edgeM*(r.Float64()-0.5), edgeM*(r.Float64()-0.5))
	}
	return w
}

func anySide(r *rand.Rand, shared float64) string {
	if r.Float64() < shared {
		return ""
	}
	return []string{"GT", "MX"}[r.IntN(2)]
}

// driver makes the patrol faster on roads than off them, mostly, and gives it
// the time to get to the border.
func (w *world) driver(r *rand.Rand) {
	p := &w.Patrols[0]
	p.ShiftH += 6 * r.Float64()
	if p.Layer != sectors.SurfaceLayer {
		if r.IntN(4) > 0 {
			p.Layer = sectors.SurfaceLayer
		}
		return
	}
	w.Rules.OffRouteSpeedKmh = sectors.PerKind{Land: 1 + 4*r.Float64(), River: 2 + 6*r.Float64(), Sea: 3 + 9*r.Float64()}
	switch r.IntN(5) {
	case 0: // on foot
		p.SpeedKmh = sectors.PerKind{Land: 3 + 4*r.Float64()}
	case 1, 3:
		p.SpeedKmh.Land = 10 + 50*r.Float64()
	case 2: // a boat, with a crew that may walk
		p.SpeedKmh = sectors.PerKind{River: 8 + 30*r.Float64(), Sea: 40 * r.Float64() * float64(r.IntN(2)), Land: 5 * float64(r.IntN(2))}
	}
}

// roadVertex returns a random vertex of a route.
func (w *world) roadVertex(r *rand.Rand) orb.Point {
	parts := w.roads[r.IntN(len(w.roads))]
	part := parts[r.IntN(len(parts))]
	return part[r.IntN(len(part))]
}

// randomRoad adds a route of any sort.
func (w *world) randomRoad(r *rand.Rand, edgeM float64) {
	x := sectors.Route{Travel: r.IntN(15) > 0, Side: anySide(r, 0.5), OneWay: r.IntN(5) == 0}
	x.Kind = []sectors.Kind{sectors.Land, sectors.Land, sectors.Land, sectors.River, sectors.Sea}[r.IntN(5)]
	if x.Kind == sectors.River && r.IntN(3) > 0 {
		x.CurrentKmh = 12 * (r.Float64() - 0.5)
	}
	if r.IntN(3) == 0 {
		x.SpeedLimitKmh = 2 + 30*r.Float64()
	}
	if len(w.roads) > 0 && r.IntN(3) == 0 { // of the kind before, so that they join
		x.Kind = w.Routes[len(w.Routes)-1].Kind
	}
	parts := []orb.LineString{w.roadLine(r, edgeM)}
	if r.IntN(8) == 0 {
		parts = append(parts, w.roadLine(r, edgeM))
	}
	w.road(x, parts...)
}

// roadLine returns where a random route runs.
func (w *world) roadLine(r *rand.Rand, edgeM float64) orb.LineString {
	near := w.vertices()
	v := near[r.IntN(len(near))]
	off := func(m float64) orb.Point { return east(v, 2*m*(r.Float64()-0.5), 2*m*(r.Float64()-0.5)) }
	post := east(w.Posts[0].At, edgeM*(r.Float64()-0.5), edgeM*(r.Float64()-0.5))
	bent := func(a, b orb.Point) orb.LineString {
		line := orb.LineString{a}
		n := 1 + r.IntN(5)
		for k := 1; k < n; k++ {
			t := float64(k) / float64(n)
			line = append(line, east(orb.Point{a[0] + t*turned(b[0]-a[0]), a[1] + t*(b[1]-a[1])}, edgeM*0.3*(r.Float64()-0.5), edgeM*0.3*(r.Float64()-0.5)))
		}
		return append(line, b)
	}
	switch r.IntN(9) {
	case 0: // ends on the border
		return bent(post, v)
	case 1: // over the border at a vertex of its own
		p := off(2 * edgeM)
		return orb.LineString{p, v, {v[0] - (p[0] - v[0]), v[1] - (p[1] - v[1])}}
	case 2: // and without one
		p := off(2 * edgeM)
		return bent(p, orb.Point{v[0] - (p[0] - v[0]), v[1] - (p[1] - v[1])})
	case 3: // along the border
		from := r.IntN(len(near) - 1)
		to := min(from+2+r.IntN(6), len(near))
		m := []float64{0, 0.3, 4, 100}[r.IntN(4)]
		var line orb.LineString
		for _, p := range near[from:to] {
			if p = east(p, m, m); len(line) == 0 || line[len(line)-1] != p {
				line = append(line, p)
			}
		}
		if len(line) > 1 {
			return line
		}
	case 4, 5: // from another
		if len(w.roads) > 0 {
			return bent(w.roadVertex(r), off(3*edgeM))
		}
	case 6: // short
		p := off(2 * edgeM)
		return orb.LineString{p, east(p, 30+200*r.Float64(), 100*r.Float64())}
	case 7: // one long edge
		return orb.LineString{off(4 * edgeM), off(4 * edgeM)}
	}
	return bent(post, off(edgeM))
}

// turned returns a difference of longitudes within 180°.
func turned(lon float64) float64 { return math.Remainder(lon, 360) }
