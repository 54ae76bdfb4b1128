package data

import (
	"fmt"
	"iter"

	"github.com/paulmach/orb/geojson"

	"lindero/geo"
	"lindero/planner"
	"lindero/planner/access"
)

// wayFeatures yields a feature for each leg of each way between a post and a
// meeting or parting point.
func wayFeatures(x *planned, _ View) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		trips, err := x.trips()
		if err != nil {
			return // to a border that is not to be cut as the plan says
		}
		ways := trips.Ways()
		for i := range ways {
			for k := range ways[i].Legs {
				if !yield(x.wayFeature(&ways[i], i+1, k)) {
					return
				}
			}
		}
	}
}

// wayFeature returns the feature of a leg of the n-th way.
func (x *planned) wayFeature(w *planner.Way, n, leg int) *geojson.Feature {
	l := &w.Legs[leg]
	f := geojson.NewFeature(geo.Cut(l.Parts))
	f.BBox = geo.BBoxOfCut(f.Geometry)
	f.ID = fmt.Sprintf("way-%d/%d", n, leg+1)
	f.Properties["leg_id"], f.Properties["way"], f.Properties["leg"] = f.ID, fmt.Sprintf("way-%d", n), leg+1
	x.describePair(f, w.Pair)
	f.Properties["side"], f.Properties["patrol"] = x.p.Sides[w.Side], w.Patrol
	f.Properties["direction"] = "out"
	if w.Home {
		f.Properties["direction"] = "home"
	}
	f.Properties["beats"], f.Properties["way_h"] = w.Beats, hours(w.Hours())
	f.Properties["at_m"], f.Properties["border_m"] = metres(w.AtM), metres(w.BorderM)
	x.describeLeg(f, l)
	return f
}

// describeLeg sets how a leg is gone.
func (x *planned) describeLeg(f *geojson.Feature, l *access.Leg) {
	f.Properties["by"] = string(l.By)
	setText(f, "kind", string(l.Kind))
	if l.By == access.OnRoute {
		r := &x.l.Routes[l.Route]
		f.Properties["route"] = r.ID
		setText(f, "name", r.Name)
		setText(f, "class", r.Class)
	}
	if l.Landing >= 0 {
		f.Properties["landing"] = x.l.Scenario.Landings[l.Landing].ID
	}
	f.Properties["length_m"] = metres(l.LengthM)
	f.Properties["from_h"], f.Properties["to_h"] = hours(access.Hours(l.FromUs)), hours(access.Hours(l.ToUs))
}
