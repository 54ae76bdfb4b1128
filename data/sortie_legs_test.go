package data_test

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/sectors"
)

// ruler measures lines plainly: by pieces of at most so many degrees, each as on
// the ellipsoid's two radii of curvature at its middle.
type ruler struct {
	at []orb.Point
	m  []float64 // from the start
}

const pieceDeg = 0.001

func (r *ruler) add(line orb.LineString) {
	for i, p := range line {
		if len(r.at) == 0 {
			r.at, r.m = []orb.Point{p}, []float64{0}
			continue
		}
		last, sum := r.at[len(r.at)-1], r.m[len(r.m)-1]
		if i == 0 { // another part: it may begin elsewhere
			r.at, r.m = append(r.at, p), append(r.m, sum)
			continue
		}
		n := math.Ceil(max(math.Abs(p[0]-last[0]), math.Abs(p[1]-last[1]), pieceDeg) / pieceDeg)
		for k := 1.0; k <= n; k++ {
			next := orb.Point{last[0] + (p[0]-last[0])*k/n, last[1] + (p[1]-last[1])*k/n}
			sum += apartM(r.at[len(r.at)-1], next)
			r.at, r.m = append(r.at, next), append(r.m, sum)
		}
	}
}

// apartM is how far two places near each other are apart.
func apartM(a, b orb.Point) float64 {
	const equatorM, e2 = 6378137, 0.00669437999014
	lat := (a[1] + b[1]) / 2 * math.Pi / 180
	w := 1 - e2*math.Sin(lat)*math.Sin(lat)
	north := equatorM * (1 - e2) / (w * math.Sqrt(w)) * (b[1] - a[1]) * math.Pi / 180
	east := equatorM / math.Sqrt(w) * math.Cos(lat) * math.Remainder(b[0]-a[0], 360) * math.Pi / 180
	return math.Hypot(north, east)
}

func (r *ruler) length() float64 { return r.m[len(r.m)-1] }

// place is where the line is after so many metres.
func (r *ruler) place(m float64) orb.Point {
	i, _ := slices.BinarySearch(r.m, m)
	i = min(max(i, 1), len(r.m)-1)
	share := (m - r.m[i-1]) / max(r.m[i]-r.m[i-1], 1e-9)
	a, b := r.at[i-1], r.at[i]
	return orb.Point{a[0] + (b[0]-a[0])*share, a[1] + (b[1]-a[1])*share}
}

func rulerOf(lines ...orb.LineString) *ruler {
	r := &ruler{}
	for _, l := range lines {
		r.add(l)
	}
	return r
}

func partsOf(g orb.Geometry) []orb.LineString {
	if l, ok := g.(orb.LineString); ok {
		return []orb.LineString{l}
	}
	return g.(orb.MultiLineString) // what features of sorties have
}

// TestSortieLegsAlong: of each leg of the plan that goes along the border, the
// place that follows from its chainages is the place of its line, at its ends and
// in between; and these chainages are those of the plan's beats.
func TestSortieLegsAlong(t *testing.T) {
	for name, of := range map[string]func(*testing.T) (*sectors.Layout, *planner.Plan){
		"flagship": flagship,
		"drawn":    func(t *testing.T) (*sectors.Layout, *planner.Plan) { return plantest.Drawn(t) },
		"ring":     func(t *testing.T) (*sectors.Layout, *planner.Plan) { return plantest.Ring(t) },
		"roads":    func(t *testing.T) (*sectors.Layout, *planner.Plan) { return plantest.Roads(t) },
	} {
		t.Run(name, func(t *testing.T) {
			l, p := of(t)
			border := &ruler{}
			for i := range l.Scenario.Border {
				for _, part := range l.Scenario.Border[i].Line.Parts() {
					border.add(part)
				}
			}
			ring := rulerOf(orb.LineString{border.at[0], border.at[len(border.at)-1]}).length() < 1
			along, alone, off := 0, 0, 0
			worst := 0.0
			for beat, legs := range legsOfBeats(t, l, p) {
				ends := map[string][2]float64{}
				for _, f := range legs {
					from, is := f.Properties["border_from_m"].(float64)
					to, both := f.Properties["border_to_m"].(float64)
					who := f.Properties["leg"].(string) + " " + f.Properties["side"].(string)
					if is != both || f.Properties["leg"] == "joint" && !is {
						t.Fatalf("%v goes from %v to %v", f.ID, f.Properties["border_from_m"], f.Properties["border_to_m"])
					}
					if !is {
						off++
						continue
					}
					if along++; f.Properties["leg"] != "joint" {
						alone++
					}
					e, there := ends[who]
					if !there {
						e[0] = from
					} else if math.Abs(e[1]-from) > 0.01 {
						t.Errorf("%v begins at %v m, and the leg before ends at %v m", f.ID, from, e[1])
					}
					e[1] = to
					ends[who] = e
					line := rulerOf(partsOf(f.Geometry)...)
					if d := math.Abs(to-from) - f.Properties["length_m"].(float64); math.Abs(d) > 0.01 {
						t.Errorf("%v: from %v to %v m it is %v m longer than its line", f.ID, from, to, d)
					}
					for _, share := range []float64{0, 0.25, 0.5, 1} {
						m := from + (to-from)*share
						if ring {
							m -= math.Floor(m/border.length()) * border.length()
						}
						d := apartM(border.place(m), line.place(share*line.length()))
						if worst = max(worst, d); d > 1 {
							t.Errorf("%v: at %v of the leg, %v m, it is %v m off", f.ID, share, m, d)
						}
					}
				}
				b := &p.Beats[slices.IndexFunc(p.Beats, func(b planner.Beat) bool { return b.ID == beat })]
				want := map[string][2]float64{"joint ": {b.MeetM, b.PartM}}
				for s, side := range p.Sides {
					want["out "+side], want["home "+side] = [2]float64{b.OutM[s], b.MeetM}, [2]float64{b.PartM, b.BackM[s]}
				}
				for who, e := range want {
					got, is := ends[who]
					if is != (math.Abs(e[1]-e[0]) > 0.01 || who == "joint ") || is && math.Abs(got[0]-e[0])+math.Abs(got[1]-e[1]) > 0.02 {
						t.Errorf("%s, %s: along the border from and to %v, want %v", beat, who, got, e)
					}
				}
			}
			if along == 0 || off == 0 {
				t.Errorf("%d legs along the border, %d off it", along, off)
			}
			t.Logf("%d legs along the border, %d of them alone, %d off it; worst %.3f m", along, alone, off, worst)
		})
	}
}

// legsOfBeats returns by beat of a plan the features of the legs of one sortie, and
// wants those of all others to be the same legs at the same hours from the meeting.
func legsOfBeats(t *testing.T, l *sectors.Layout, p *planner.Plan) map[string][]*geojson.Feature {
	t.Helper()
	var all []*geojson.Feature
	for _, c := range data.PlanCollections(data.Full) {
		if c.Name == "sorties" {
			all = slices.Collect(c.Features(l, p, data.Full))
		}
	}
	bySortie := map[string][]*geojson.Feature{}
	for _, f := range all {
		id := f.Properties["sortie"].(string)
		bySortie[id] = append(bySortie[id], f)
	}
	out := map[string][]*geojson.Feature{}
	meetH := map[string]float64{}
	for i := range p.Sorties {
		s := &p.Sorties[i]
		legs := bySortie[s.ID]
		first, ok := out[s.Beat]
		if !ok {
			out[s.Beat], meetH[s.Beat] = legs, s.MeetH
			continue
		}
		if len(legs) != len(first) || len(legs) == 0 {
			t.Fatalf("%s has %d legs, another of %s %d", s.ID, len(legs), s.Beat, len(first))
		}
		for k, f := range legs {
			for _, name := range []string{"leg", "side", "length_m", "border_from_m", "border_to_m", "watch_radius_m"} {
				if a, b := f.Properties[name], first[k].Properties[name]; a != b {
					t.Errorf("%v: %s is %v, of another of %s %v", f.ID, name, a, s.Beat, b)
				}
			}
			for _, name := range []string{"from_h", "to_h"} { // rounded to millionths
				a, b := f.Properties[name].(float64)-s.MeetH, first[k].Properties[name].(float64)-meetH[s.Beat]
				if math.Abs(a-b) > 2e-6 {
					t.Errorf("%v: %s is %v after meeting, of another of %s %v", f.ID, name, a, s.Beat, b)
				}
			}
			if !orb.Equal(f.Geometry, first[k].Geometry) {
				t.Errorf("%v goes elsewhere than another of %s", f.ID, s.Beat)
			}
		}
	}
	return out
}
