package axis_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/axis"
	"lindero/sectors"
)

// along returns the places of a border of one part that lie between two
// chainages, the second beyond the end where it goes over the seam of a ring.
func along(lines []*geo.Line, fromM, toM float64) (out orb.LineString) {
	wholeM := 0.0
	for _, l := range lines {
		wholeM += l.LengthM()
	}
	const pieces = 40
	for k := range pieces + 1 {
		m := math.Mod(fromM+(toM-fromM)*float64(k)/pieces, wholeM)
		i := 0
		for ; i+1 < len(lines) && m > lines[i].LengthM(); i++ {
			m -= lines[i].LengthM()
		}
		out = append(out, lines[i].At(m))
	}
	return out
}

// TestFixedSectors draws sectors along borders and rings of several stretches,
// in either direction and over the seam, and looks where they lie.
func TestFixedSectors(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 2))
		ring := seed%2 == 0
		var border [][]orb.LineString
		if ring {
			border = closed(r, 30, 1+r.IntN(3))
		} else {
			line := wander(r, origins[r.IntN(3)], 12)
			border = [][]orb.LineString{{line[:5]}, {line[4:]}}
		}
		s := scenario(t, border...)
		var lines []*geo.Line
		wholeM := 0.0
		for i := range s.Border {
			lines = append(lines, s.Border[i].Line)
			wholeM += s.Border[i].Line.LengthM()
		}
		fromM := r.Float64() * wholeM * 0.7
		toM := fromM + (0.02+0.28*r.Float64())*wholeM
		if ring && seed%4 == 0 {
			toM = fromM + (0.02+0.95*r.Float64())*wholeM
		}
		drawn := along(lines, fromM, toM)
		if r.IntN(2) == 0 {
			drawn.Reverse()
		}
		s.Sectors = []sectors.FixedSector{{ID: "x", Line: drawn}}
		a, err := axis.New(layout(t, s), 500)
		if err != nil {
			t.Fatal(err)
		}
		f := a.Sectors[0]
		gotFromM, gotToM := a.ChainageM[f.From], 0.0
		if f.To <= a.N() {
			gotToM = a.ChainageM[f.To]
		} else if ring {
			gotToM = wholeM + a.ChainageM[f.To-a.N()]
		}
		// What is drawn may lie 1 cm off the border.
		if a.Ring != ring || math.Abs(gotFromM-fromM) > 0.1 || math.Abs(gotToM-toM) > 0.1 || f.OffsetM > 0.05 {
			t.Errorf("seed %d: of %.0f m, drawn %.2f … %.2f, lies %.2f … %.2f, %v m off", seed, wholeM, fromM, toM, gotFromM, gotToM, f.OffsetM)
		}
	}
}

// TestFixedOffset takes the farther of a sector's two ends.
func TestFixedOffset(t *testing.T) {
	at := orb.Point{-92, 0}
	s := scenario(t, []orb.LineString{{at, east(at, 10000, 0)}})
	s.Sectors = []sectors.FixedSector{{ID: "x", Line: orb.LineString{east(at, 2000, 100), east(at, 5000, 300)}}}
	a, err := axis.New(layout(t, s), 1000)
	if err != nil {
		t.Fatal(err)
	}
	if f := a.Sectors[0]; math.Abs(f.OffsetM-298) > 5 || f.To-f.From != 3 {
		t.Errorf("fixed sector %+v", f)
	}
}

// TestDrawn shows elements at a glance: a kilometre of border a character, L, R
// and S by kind, a blank between parts. Below, the elements of 2 km: | where
// one begins, : for a void.
func TestDrawn(t *testing.T) {
	const kmM = 1000.0
	for _, c := range []struct{ name, border, risk, want string }{
		{"one stretch", "LLLLLL", "", "| | | "},
		{"odd length", "LLLLL", "", "| | |"},
		{"kinds change", "LLLRR", "", "| || "},
		{"a stretch shorter than the step", "LRLLL", "", "||| |"},
		{"parts", "LLL LL", "", "| |:| "},
		{"parts of two kinds", "LLL RRR", "", "| |:| |"},
		{"risk", "LLLLLLLL", "   ###  ", "| ||| | "},
		{"risk to the end", "LLLLLLLL", "     ###", "| | ||| "},
		{"risk over a gap between parts", "LLLL LLLL", "  #####  ", "| | :| | "},
		{"risk at a breakpoint", "LLLLLLLL", "  ####  ", "| | | | "},
		{"all kinds", "LLRRSS", "", "| | | "},
	} {
		lon := func(i int) orb.Point { return orb.Point{float64(i) * kmM / 111319.490793273573, 0} }
		var stretches [][]orb.LineString
		for i, k := range c.border {
			if k == ' ' {
				continue
			}
			edge := orb.LineString{lon(i), lon(i + 1)}
			switch {
			case i > 0 && c.border[i-1] == c.border[i]:
				parts := stretches[len(stretches)-1]
				parts[len(parts)-1] = append(parts[len(parts)-1], edge[1])
			case i > 1 && c.border[i-1] == ' ' && c.border[i-2] == c.border[i]:
				stretches[len(stretches)-1] = append(stretches[len(stretches)-1], edge)
			default:
				stretches = append(stretches, []orb.LineString{edge})
			}
		}
		s := scenario(t, stretches...)
		if from := strings.Index(c.risk, "#"); from >= 0 {
			w, e := lon(from), lon(strings.LastIndex(c.risk, "#")+1)
			s.Risks = []sectors.Risk{{ID: "r", Weight: 3, Shape: orb.Polygon{{{w[0], -1}, {e[0], -1}, {e[0], 1}, {w[0], 1}, {w[0], -1}}}}}
		}
		a, err := axis.New(layout(t, s), 2*kmM)
		if err != nil {
			t.Fatal(err)
		}
		got := []byte(strings.Repeat(" ", len(c.border)))
		for e, x := range a.Elements {
			cell := int(math.Round(a.At[e][0] * 111319.490793273573 / kmM))
			got[cell] = '|'
			if x.Route == axis.Void {
				got[cell] = ':'
			}
		}
		if string(got) != c.want {
			t.Errorf("%s\n%q border\n%q risk\n%q elements\n%q want", c.name, c.border, c.risk, got, c.want)
		}
	}
}

// TestSteps cuts one edge by steps from a part of a millimetre to more than
// its length.
func TestSteps(t *testing.T) {
	at := orb.Point{180, 45}
	for _, c := range []struct {
		lengthM, stepM float64
		least, most    int
	}{
		{10, 0.0001, 5000, 10000}, // no element below a millimetre
		{10, 0.01, 990, 1001},
		{1000, 990, 2, 2},
		{1000, 1e9, 1, 1},
		{0.0004, 100, 1, 1},
		{100, math.SmallestNonzeroFloat64, 0, 0},
		{100, 0.000001, 0, 0}, // too many
		{100, math.Inf(1), 0, 0},
		{100, math.NaN(), 0, 0},
		{100, 0, 0, 0},
		{100, -1, 0, 0},
	} {
		l := layout(t, scenario(t, []orb.LineString{{at, east(at, 0, c.lengthM)}}))
		a, err := axis.New(l, c.stepM)
		if (err != nil) != (c.most == 0) {
			t.Errorf("%v m by %v m: error %v", c.lengthM, c.stepM, err)
		}
		if err != nil {
			continue
		}
		if a.N() < c.least || a.N() > c.most || math.Abs(a.LengthM()-l.Routes[0].Line.LengthM()) > 1e-9 {
			t.Errorf("%v m by %v m: %d elements of %v m", c.lengthM, c.stepM, a.N(), a.LengthM())
		}
		for e, x := range a.Elements {
			if x.LengthM < 0.001-1e-9 && a.N() > 1 {
				t.Fatalf("%v m by %v m: element %d of %v m", c.lengthM, c.stepM, e, x.LengthM)
			}
		}
	}
}

// TestOpenRing has parts that come round to the start, but for one gap: that is
// no ring.
func TestOpenRing(t *testing.T) {
	at := orb.Point{-92, 15}
	corner := []orb.Point{at, east(at, 9000, 0), east(at, 9000, 9000), east(at, 0, 9000), east(at, 50, 9000)}
	for _, c := range []struct {
		next orb.Point
		want bool
	}{{corner[3], true}, {corner[4], false}} {
		s := scenario(t, []orb.LineString{{at, corner[1], corner[2], corner[3]}}, []orb.LineString{{c.next, at}})
		a, err := axis.New(layout(t, s), 1000)
		if err != nil {
			t.Fatal(err)
		}
		if a.Ring != c.want {
			t.Errorf("from %v on: ring = %v, %d gaps", c.next, a.Ring, len(a.Apart))
		}
	}
}

// TestHardByBreakpoint has meeting points half a millimetre before and after a
// breakpoint, which are no breakpoints of their own.
func TestHardByBreakpoint(t *testing.T) {
	const degM = 111319.490793273573
	for _, m := range []float64{3000.0005, 2999.9995, 0.0005, 8999.9995} {
		s := scenario(t, []orb.LineString{{{0, 0}, {9000 / degM, 0}}})
		s.MeetingPoints = []sectors.MeetingPoint{{ID: "m", At: orb.Point{m / degM, 0}}}
		a, err := axis.New(layout(t, s), 1000)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.ChainageM[a.Meetings[0].Breakpoint]; math.Abs(got-m) > mm || a.N() != 9 {
			t.Errorf("at %v m: breakpoint at %v of %v", m, got, a.ChainageM)
		}
	}
}

// TestWithoutBorder refuses a scenario that has none.
func TestWithoutBorder(t *testing.T) {
	if a, err := axis.New(layout(t, scenario(t)), 100); err == nil {
		t.Errorf("an axis of %d elements", a.N())
	}
}

// TestTurned moves everything by a whole turn: nothing changes.
func TestTurned(t *testing.T) {
	for seed := range uint64(40) {
		var axes [2]*axis.Axis
		for turned := range axes {
			r := rand.New(rand.NewPCG(seed, 3))
			border := randomBorder(r)
			if turned == 1 {
				for _, parts := range border {
					for _, part := range parts {
						for i := range part {
							part[i][0] -= math.Copysign(360, part[i][0])
						}
					}
				}
			}
			s := scenario(t, border...)
			decorate(r, s, vertices(border))
			a, err := axis.New(layout(t, s), 700)
			if err != nil {
				t.Fatal(err)
			}
			axes[turned] = a
		}
		x, y := axes[0], axes[1]
		if len(x.Apart) != len(y.Apart) || math.Abs(x.LengthM()-y.LengthM()) > 1e-6 {
			t.Fatalf("seed %d: %v m in %d parts, turned %v m in %d", seed, x.LengthM(), len(x.Apart), y.LengthM(), len(y.Apart))
		}
		// Longitudes that are written otherwise are rounded otherwise, by
		// nanometres; where a circle grazes the border its ends move by
		// millimetres.
		const grazeM = 0.02
		for e, u := range x.Elements {
			m := (x.ChainageM[e] + x.ChainageM[e+1]) / 2
			v := y.Elements[max(y.Breakpoint(m)-1, 0)]
			if u.LengthM > grazeM && (u.Route != v.Route || u.Risk != v.Risk || u.Forbidden != v.Forbidden || math.Abs(u.LengthM-v.LengthM) > grazeM) {
				t.Errorf("seed %d, element %d: %+v, turned %+v", seed, e, u, v)
			}
		}
		for i, m := range x.Meetings {
			if d := inverseM(x.At[m.Breakpoint], y.At[y.Meetings[i].Breakpoint]); d > 0.002 || math.Abs(m.OffsetM-y.Meetings[i].OffsetM) > 1e-6 {
				t.Errorf("seed %d: meeting point at %+v, turned %+v, %v m away", seed, m, y.Meetings[i], d)
			}
		}
	}
}
