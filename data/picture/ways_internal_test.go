package picture

import (
	"math"
	"testing"

	"lindero/data/drawing"
	"lindero/internal/plantest"
	"lindero/planner/axis"
)

// TestWays: speeds are those of each kind, the slower patrol's together; and a
// leg takes as long as the plan says.
func TestWays(t *testing.T) {
	l, p := plantest.Drawn(t)
	for i := range l.Scenario.Patrols {
		l.Scenario.Patrols[i].SpeedKmh.River = 5
	}
	l.Scenario.Patrols[0].SpeedKmh.Land = 8
	a, err := axis.New(l, 100)
	if err != nil {
		t.Fatal(err)
	}
	hills := l.Routes[0].Line.LengthM()
	b := &p.Beats[2] // from the mill up to 80 km, and back to 50 km
	up, down, land := 80000-b.MeetM, 80000-hills, hills-50000
	b.WalkH = (up+down)/5000 + land/10000
	w := newWays(a, p).way(b)
	want := []knot{{b.MeetM, 0}, {80000, up / 5000}, {80000, up / 5000}, {hills, (up + down) / 5000}, {50000, b.WalkH}}
	same(t, w.together, want)
	b = &p.Beats[0] // the first pair's: 8 km/h together, and alone each as fast as it can
	b.WalkH = (b.MeetM + 20000) / 8000
	w = newWays(a, p).way(b)
	same(t, w.together, []knot{{b.MeetM, 0}, {0, b.MeetM / 8000}, {0, b.MeetM / 8000}, {20000, b.WalkH}})
	same(t, w.out[0], []knot{{b.MeetM - 1000, 0}, {b.MeetM, 1.0 / 8}})
	same(t, w.out[1], []knot{{b.MeetM + 2000, 0}, {b.MeetM, 2.0 / 10}})
	b.WalkH *= 2 // a hand has changed it
	w = newWays(a, p).way(b)
	if got := w.together[3].h; math.Abs(got-b.WalkH) > 1e-9 {
		t.Errorf("it takes %v h, not %v h", got, b.WalkH)
	}
}

// TestWaysRound: on a ring the elements come again.
func TestWaysRound(t *testing.T) {
	l, p := plantest.Ring(t)
	a, err := axis.New(l, 100)
	if err != nil {
		t.Fatal(err)
	}
	w := newWays(a, p)
	for _, from := range []float64{-0.5, 0, 0.3, 0.9, 2} {
		fromM, sum := from*p.LengthM, 0.0
		w.elements(fromM, fromM+1.5*p.LengthM, func(_ int, a, b float64) { sum += b - a })
		if math.Abs(sum-1.5*p.LengthM) > 0.01 {
			t.Errorf("from %v: %v m, not %v m", fromM, sum, 1.5*p.LengthM)
		}
	}
}

func same(t *testing.T, got, want []knot) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%v, not %v", got, want)
	}
	for i := range got {
		if math.Abs(got[i].m-want[i].m) > 0.01 || math.Abs(got[i].h-want[i].h) > 1e-5 {
			t.Errorf("%d: %v, not %v", i, got[i], want[i])
		}
	}
}

// TestLabelsApart: labels leave room for each other.
func TestLabelsApart(t *testing.T) {
	d := &canvas{Drawing: &drawing.Drawing{}, frame: frame{left: 0, top: 0, wide: 300, high: 100, lengthM: 1, toH: 1}}
	n := 0
	for x := 0.0; x < 300; x += 7 {
		for y := 0.0; y < 100; y += 7 {
			if d.write(label{"time", "00:00", timePx}, point{X: x, Y: y}, "rlab") {
				n++
			}
		}
	}
	if len(d.Marks) != n || n < 50 {
		t.Fatalf("%d labels, %d are there", n, len(d.Marks))
	}
	for i, a := range d.Marks {
		for _, b := range d.Marks[:i] {
			if math.Abs(a.At.X-b.At.X) < drawing.WidthPx("00:00", timePx) && math.Abs(a.At.Y-b.At.Y) < timePx {
				t.Errorf("%v stands on %v", a.At, b.At)
			}
		}
	}
}

// TestSpread: names are apart, in order, and near their places.
func TestSpread(t *testing.T) {
	var names []name
	for _, x := range []float64{3, 3, 4, 50, 51, 199} {
		names = append(names, name{x: x, used: true})
	}
	if !spread(names, point{X: 0, Y: 200}) {
		t.Error("there is room")
	}
	for i, n := range names {
		if n.tip < 0 || n.tip > 200 || i > 0 && n.tip-names[i-1].tip < namePx-1e-9 {
			t.Errorf("%d: %v", i, names)
		}
	}
	if names[5].tip != 199 {
		t.Error("a name that stands by itself is moved")
	}
}
