package journey

import (
	"context"
	"math"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/axis"
)

// Span is a span of the border's chainage.
type Span struct {
	FromM float64 `json:"from_m"`
	ToM   float64 `json:"to_m"`
}

// What an isochrone is of.
const (
	OfBorder = "border" // along the border
	OfRoutes = "routes" // along travel routes
)

// Isochrone is what a patrol reaches within a time, whether it can be home within
// its shift or not.
type Isochrone struct {
	Side    string  `json:"side"`
	WithinH float64 `json:"within_h"`
	Of      string  `json:"of"` // border or routes
	LengthM float64 `json:"length_m"`
	// Spans are those of the border. They end where the time is up, or where nobody
	// gets on.
	Spans []Span              `json:"spans"`
	Line  orb.MultiLineString `json:"-"`
}

// quarters returns the quarters of a shift in hours, rounded down to what can be
// said: whole hours, quarters of an hour, or five minutes.
func quarters(shiftH float64) []float64 {
	step := shiftH / 4
	for _, unit := range []float64{1, 0.25, 1.0 / 12} {
		if step >= 4*unit || unit < 0.25 && step >= unit {
			step = math.Floor(step/unit+1e-9) * unit
			break
		}
	}
	return []float64{step, 2 * step, 3 * step, 4 * step}
}

// isochrones appends those of a patrol.
func (r *Rendezvous) isochrones(ctx context.Context, t *traveller, limits []float64) error {
	for _, h := range limits {
		limitUs := access.Us(h)
		border := Isochrone{Side: t.patrol.Side, WithinH: h, Of: OfBorder, Spans: []Span{}}
		for _, s := range t.reached(limitUs) {
			border.Spans = append(border.Spans, Span(s))
			border.LengthM += s.LengthM()
			border.Line = t.appendBorder(border.Line, s)
		}
		routes := Isochrone{Side: t.patrol.Side, WithinH: h, Of: OfRoutes, Spans: []Span{}}
		if tree := t.routes(); tree != nil {
			for _, x := range tree.Reached(limitUs) {
				routes.LengthM += x.LengthM()
				routes.Line = append(routes.Line, t.Layout.Routes[x.Route].Line.Slice(x.Span)...)
			}
		}
		r.Isochrones = append(r.Isochrones, border, routes)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// appendBorder appends the lines of a span of the border.
func (g *ground) appendBorder(dst orb.MultiLineString, s geo.Span) orb.MultiLineString {
	const leastM = 0.001
	for i, startM := range g.Layout.BorderFromM {
		line := g.Layout.Routes[i].Line
		own := geo.Span{FromM: max(s.FromM-startM, 0), ToM: min(s.ToM-startM, line.LengthM())}
		if own.LengthM() > leastM {
			dst = append(dst, line.Slice(own)...)
		}
	}
	return dst
}

// reached returns what of the border the patrol is at within a time.
func (t *traveller) reached(limitUs int64) geo.Spans {
	var out []geo.Span
	for e := range t.Elements {
		x := t.times(e)
		if !(x.usPerM > 0) {
			continue
		}
		lowM, highM := min((float64(limitUs)-x.out[0])/x.usPerM, x.lengthM), min((float64(limitUs)-x.out[1])/x.usPerM, x.lengthM)
		out = append(out, geo.Span{FromM: x.fromM, ToM: x.fromM + lowM}, geo.Span{FromM: x.toM - highM, ToM: x.toM})
	}
	return geo.Normalise(out)
}

// stepTimes are how long a patrol takes to the ends of an element and home, in
// microseconds; infinity where there is no way.
type stepTimes struct {
	fromM, toM, lengthM float64
	usPerM              float64 // 0 where it cannot go along
	out, home           [2]float64
}

func (t *traveller) times(e int) stepTimes {
	x := stepTimes{fromM: t.ChainageM[e], toM: t.ChainageM[e+1], lengthM: t.ChainageM[e+1] - t.ChainageM[e]}
	for k := range 2 {
		us, homeUs := t.table.At(e + k)
		x.out[k], x.home[k] = float(us), float(homeUs)
	}
	if v := access.HugKmh(t.Axis, t.patrol, t.side, e); v > 0 && t.Elements[e].Route != axis.Void {
		x.usPerM = float64(access.Us(1)) / 1000 / v
	}
	return x
}

func float(us int64) float64 {
	if us >= access.Never {
		return math.Inf(1)
	}
	return float64(us)
}

// at returns how long it takes to a place of the element and home, m metres from
// its start: from either end along it, and back to either.
func (x *stepTimes) at(m float64) float64 {
	there, back := m*x.usPerM, (x.lengthM-m)*x.usPerM
	return min(x.out[0]+there, x.out[1]+back) + min(x.home[0]+there, x.home[1]+back)
}

// bend returns where it no longer matters from which end an element is come to,
// of times at its ends.
func (x *stepTimes) bend(us [2]float64) float64 {
	switch {
	case math.IsInf(us[0], 1):
		return 0
	case math.IsInf(us[1], 1):
		return x.lengthM
	}
	return max(0, min(x.lengthM, ((us[1]-us[0])/x.usPerM+x.lengthM)/2))
}

// knots returns the places of an element, in metres from its start, between which
// the time there and home runs straight.
func (x *stepTimes) knots() [4]float64 {
	a, b := x.bend(x.out), x.bend(x.home)
	return [4]float64{0, min(a, b), max(a, b), x.lengthM}
}

// within returns what of an element is there and home within a time, in metres
// from its start.
func (x *stepTimes) within(limitUs float64) geo.Spans {
	if !(x.usPerM > 0) {
		return nil
	}
	var out []geo.Span
	k := x.knots()
	for i := 1; i < len(k); i++ {
		a, b := x.at(k[i-1]), x.at(k[i])
		s := geo.Span{FromM: k[i-1], ToM: k[i]}
		switch {
		case a <= limitUs && b <= limitUs:
		case a <= limitUs && b > a:
			s.ToM = s.FromM + s.LengthM()*(limitUs-a)/(b-a)
		case b <= limitUs && a > b:
			s.FromM = s.ToM - s.LengthM()*(limitUs-b)/(a-b)
		default:
			continue
		}
		out = append(out, s)
	}
	return geo.NewSpans(out...)
}
