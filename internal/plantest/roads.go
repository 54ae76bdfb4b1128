package plantest

import (
	"testing"

	"github.com/paulmach/orb"

	"lindero/planner"
	"lindero/sectors"
)

// Roads returns Drawn with ways to the border: a road from the western post of
// AA, and from its eastern one a track to a landing on a brook. The plan is that
// of Drawn, whose hash is of the scenario without them.
func Roads(t testing.TB) (*sectors.Layout, *planner.Plan) {
	t.Helper()
	l, p := Drawn(t)
	s := *l.Scenario
	way := func(id, class string, kind sectors.Kind, line ...orb.Point) sectors.Route {
		r := route(t, id, kind, line)
		r.Left, r.Right, r.Side, r.Class, r.Watched = "", "", "AA", class, false
		return r
	}
	s.Routes = append(s.Routes[:len(s.Routes):len(s.Routes)],
		way("road", "tertiary", sectors.Land, orb.Point{0.1, 0.039}, orb.Point{0.091, 0.0002}),
		way("lane to the brook", "track", sectors.Land, orb.Point{0.7, 0.039}, orb.Point{0.7, 0.02}),
		way("brook", "river", sectors.River, orb.Point{0.7, 0.0199}, orb.Point{0.691, 0.0002}))
	s.Landings = []sectors.Landing{{ID: "quay", Name: "The Quay", ChangeMin: 6, At: orb.Point{0.7001, 0.02}}}
	return layout(t, &s), p
}
