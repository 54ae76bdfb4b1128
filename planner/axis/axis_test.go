package axis_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/axis"
	"lindero/sectors"
)

// mm is how close chainages must agree: cuts nearer than a millimetre are one.
const mm = 0.001 + 1e-6

// TestNewRandom holds every promise of the package to random borders with
// random risks, forbidden ground and places that the user fixed.
func TestNewRandom(t *testing.T) {
	for seed := range uint64(250) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 1))
			border := randomBorder(r)
			if seed%5 == 0 {
				border = closed(r, 12+r.IntN(20), 1+r.IntN(3))
			}
			s := scenario(t, border...)
			decorate(r, s, vertices(border))
			l := layout(t, s)
			stepM := math.Pow(10, 1+3*r.Float64())
			a, err := axis.New(l, stepM)
			if err != nil {
				t.Fatal(err)
			}
			checkRow(t, a)
			checkParts(t, a, border)
			checkWeights(t, a)
			checkPlaces(t, a)
			if a.Ring != (seed%5 == 0 && a.N() > 2) {
				t.Errorf("ring = %v of %d elements", a.Ring, a.N())
			}
		})
	}
}

// decorate adds what a user may say of a border, near some of its vertices.
func decorate(r *rand.Rand, s *sectors.Scenario, near []orb.Point) {
	place := func() orb.Point {
		return east(near[r.IntN(len(near))], 4000*(r.Float64()-0.5), 1500*(r.Float64()-0.5))
	}
	for i := range r.IntN(4) {
		s.Risks = append(s.Risks, sectors.Risk{ID: fmt.Sprint("r", i), Weight: float64(1+r.IntN(6)) / 2, RadiusM: 100 + 3000*r.Float64(), Shape: place()})
	}
	for i := range r.IntN(3) {
		s.Risks = append(s.Risks, sectors.Risk{ID: fmt.Sprint("q", i), Weight: float64(1+r.IntN(6)) / 2, Shape: square(place(), 100+3000*r.Float64())})
	}
	for i := range r.IntN(4) {
		f := sectors.Area{ID: fmt.Sprint("f", i), Side: []string{"", "GT", "MX"}[r.IntN(3)]}
		for range 1 + r.IntN(2) {
			f.Polygon = append(f.Polygon, square(place(), 100+2000*r.Float64()))
		}
		s.Forbidden = append(s.Forbidden, f)
	}
	for i := range r.IntN(5) {
		s.MeetingPoints = append(s.MeetingPoints, sectors.MeetingPoint{ID: fmt.Sprint("m", i), At: place()})
	}
	s.MeetingPoints = append(s.MeetingPoints, sectors.MeetingPoint{ID: "vertex", At: near[r.IntN(len(near))]})
}

// checkRow checks breakpoints and elements as a row.
func checkRow(t *testing.T, a *axis.Axis) {
	t.Helper()
	if len(a.ChainageM) != a.N()+1 || len(a.At) != a.N()+1 {
		t.Fatalf("%d elements, %d chainages, %d places", a.N(), len(a.ChainageM), len(a.At))
	}
	sumM := 0.0
	for e, x := range a.Elements {
		lengthM := a.ChainageM[e+1] - a.ChainageM[e]
		if math.Abs(lengthM-x.LengthM) > 1e-6 || lengthM < 0 {
			t.Errorf("element %d: %v m, but its breakpoints lie %v m apart", e, x.LengthM, lengthM)
		}
		if x.LengthM > a.StepM+mm {
			t.Errorf("element %d: %v m, above the step of %v", e, x.LengthM, a.StepM)
		}
		sumM += x.LengthM
		if x.Route == axis.Void {
			continue
		}
		// From its start to its end along the line of its route.
		line, fromM := a.Layout.Routes[x.Route].Line, a.Layout.BorderFromM[x.Route]
		span := geo.Span{FromM: a.ChainageM[e] - fromM, ToM: a.ChainageM[e+1] - fromM}
		if span.FromM < -1e-6 || span.ToM > line.LengthM()+1e-6 {
			t.Errorf("element %d: span %v is not of its route", e, span)
		}
		// Parts that touch may begin 2 cm from where the one before ends.
		// A hair inside the element there is no doubt of which part it is.
		const hairM = 1e-5
		if d := inverseM(a.At[e], line.At(span.FromM+hairM)); d > 0.021 {
			t.Errorf("breakpoint %d: %v m from its place", e, d)
		}
		if d := inverseM(a.At[e+1], line.At(span.ToM-hairM)); d > 0.021 {
			t.Errorf("breakpoint %d: %v m from its place", e+1, d)
		}
	}
	wantM := 0.0
	for i := range a.Layout.BorderFromM {
		wantM += a.Layout.Routes[i].Line.LengthM()
	}
	if a.ChainageM[0] != 0 || math.Abs(a.LengthM()-wantM) > 1e-6 || math.Abs(sumM-wantM) > 1e-5 {
		t.Errorf("a border of %v m: chainage %v … %v, elements of %v m", wantM, a.ChainageM[0], a.LengthM(), sumM)
	}
}

// checkParts checks that there is a void element exactly where two parts do
// not touch, and a breakpoint at each end of a stretch.
func checkParts(t *testing.T, a *axis.Axis, border [][]orb.LineString) {
	t.Helper()
	var apart []axis.Apart
	var last orb.Point
	for i, parts := range border {
		for k, p := range parts {
			before := i
			if k == 0 {
				before = i - 1
			}
			if d := inverseM(last, p[0]); before >= 0 && d > 0.02 {
				apart = append(apart, axis.Apart{Before: before, After: i, DistanceM: d})
			}
			last = p[len(p)-1]
		}
		for _, m := range []float64{a.Layout.BorderFromM[i], a.Layout.BorderFromM[i] + a.Layout.Routes[i].Line.LengthM()} {
			if b := a.Breakpoint(m); math.Abs(a.ChainageM[b]-m) > 1e-6 {
				t.Errorf("stretch %d ends at %v m, the next breakpoint is at %v", i, m, a.ChainageM[b])
			}
		}
	}
	if len(apart) != len(a.Apart) {
		t.Fatalf("%d parts do not touch, want %d: %+v", len(a.Apart), len(apart), a.Apart)
	}
	voids := 0
	for _, x := range a.Elements {
		if x.Route == axis.Void {
			voids++
		}
	}
	if voids != len(apart) {
		t.Errorf("%d void elements, want %d", voids, len(apart))
	}
	for i, want := range apart {
		got := a.Apart[i]
		if x := a.Elements[got.Element]; x.Route != axis.Void || x.LengthM != 0 || x.Forbidden != [2]bool{} {
			t.Errorf("element %d between parts is %+v", got.Element, x)
		}
		if got.Before != want.Before || got.After != want.After || math.Abs(got.DistanceM-want.DistanceM) > 0.001 {
			t.Errorf("apart %+v, want %+v", got, want)
		}
		if d := inverseM(a.At[got.Element], a.At[got.Element+1]); math.Abs(d-want.DistanceM) > 0.001 {
			t.Errorf("void element %d from %v to %v: %v m, want %v", got.Element, a.At[got.Element], a.At[got.Element+1], d, want.DistanceM)
		}
	}
}

// checkWeights holds risk and forbidden ground to what is said of places near
// the start, in the middle and near the end of each element: that they agree
// shows that elements end where risk or forbidden ground begins.
func checkWeights(t *testing.T, a *axis.Axis) {
	t.Helper()
	s := a.Layout.Scenario
	for e, x := range a.Elements {
		if x.Route == axis.Void {
			continue
		}
		for _, share := range []float64{0.02, 0.5, 0.98} {
			m := a.ChainageM[e] + share*x.LengthM - a.Layout.BorderFromM[x.Route]
			at := a.Layout.Routes[x.Route].Line.At(m)
			risk, side, sure := said(s, at)
			if sure && (risk != x.Risk || side != x.Forbidden) {
				t.Errorf("element %d (%v m), at %v of it: risk %v, forbidden %v, want %v, %v", e, x.LengthM, share, x.Risk, x.Forbidden, risk, side)
			}
		}
	}
}

// said returns the largest weight that is said of a place and for which sides
// it is forbidden; it is not sure within 5 cm of where that changes.
func said(s *sectors.Scenario, at orb.Point) (risk float64, side [2]bool, sure bool) {
	const nearDeg, nearM = 5e-7, 0.05
	sure = true
	for _, r := range s.Risks {
		var in bool
		switch shape := r.Shape.(type) {
		case orb.Point:
			d := inverseM(shape, at)
			in, sure = d <= r.RadiusM, sure && math.Abs(d-r.RadiusM) > nearM
		case orb.Polygon:
			var away float64
			in, away = holds(shape, at)
			sure = sure && away > nearDeg
		}
		if in {
			risk = max(risk, r.Weight)
		}
	}
	for _, f := range s.Forbidden {
		for _, p := range f.Polygon {
			in, away := holds(p, at)
			sure = sure && away > nearDeg
			side[0] = side[0] || in && f.Side != "MX"
			side[1] = side[1] || in && f.Side != "GT"
		}
	}
	if risk == 0 {
		risk = 1
	}
	return risk, side, sure
}

// checkPlaces checks that meeting points stand at the nearest place of the
// border, as each stretch locates them.
func checkPlaces(t *testing.T, a *axis.Axis) {
	t.Helper()
	s := a.Layout.Scenario
	if len(a.Meetings) != len(s.MeetingPoints) {
		t.Fatalf("%d meeting points, want %d", len(a.Meetings), len(s.MeetingPoints))
	}
	for i, m := range a.Meetings {
		best, chainageM := math.Inf(1), 0.0
		for k := range a.Layout.BorderFromM {
			if at := a.Layout.Routes[k].Line.Locate(s.MeetingPoints[i].At); at.OffsetM < best {
				best, chainageM = at.OffsetM, a.Layout.BorderFromM[k]+at.ChainageM
			}
		}
		if math.Abs(m.OffsetM-best) > 0.001 || math.Abs(a.ChainageM[m.Breakpoint]-chainageM) > mm {
			t.Errorf("meeting point %d: breakpoint %d at %v m, %v m off; want %v m, %v m off", i, m.Breakpoint, a.ChainageM[m.Breakpoint], m.OffsetM, chainageM, best)
		}
		// Where parts do not touch, two breakpoints have one chainage.
		if d := inverseM(s.MeetingPoints[i].At, a.At[m.Breakpoint]); math.Abs(d-best) > 0.03 {
			t.Errorf("meeting point %d: its breakpoint is %v m away, the border %v", i, d, best)
		}
	}
}
