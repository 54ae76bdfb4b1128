package data

import (
	"fmt"
	"iter"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"lindero/geo"
	"lindero/planner"
)

// clock writes a number of hours from the start of a plan as RFC 3339, by the
// clocks of the scenario's first side, to the second.
func (x *planned) clock(h float64) string {
	return x.l.Scenario.Start.Add(time.Duration(h * float64(time.Hour)).Round(time.Second)).Format(time.RFC3339)
}

// sortieFeatures yields a feature for each leg of each sortie, at an even
// speed.
func sortieFeatures(x *planned, _ View) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		trips, err := x.trips()
		if err != nil {
			return // of a border that is not to be cut as the plan says
		}
		legs := trips.Legs()
		beats, shapes := map[string]int{}, make([][]legShape, len(legs))
		for i := range x.p.Beats {
			beats[x.p.Beats[i].ID] = i
			for _, leg := range legs[i] {
				cut := geo.Cut(leg.Line.Parts())
				shapes[i] = append(shapes[i], legShape{cut, geo.BBoxOfCut(cut)})
			}
		}
		for i := range x.p.Sorties {
			s := &x.p.Sorties[i]
			b, ok := beats[s.Beat]
			if !ok {
				continue
			}
			for k := range legs[b] {
				if !yield(x.legFeature(s, &legs[b][k], shapes[b][k], k+1)) {
					return
				}
			}
		}
	}
}

// legShape is the shape of a leg, which all sorties to a beat share.
type legShape struct {
	cut  orb.Geometry
	bbox []float64
}

// legFeature returns the feature of the n-th leg of a sortie.
func (x *planned) legFeature(s *planner.Sortie, leg *planner.Leg, shape legShape, n int) *geojson.Feature {
	f := geojson.NewFeature(shape.cut)
	f.BBox = shape.bbox
	f.ID = fmt.Sprintf("%s/%d", s.ID, n)
	f.Properties["leg_id"] = f.ID
	f.Properties["sortie"], f.Properties["beat"], f.Properties["host"] = s.ID, s.Beat, s.Host
	f.Properties["sortie_number"] = s.Number
	x.describePair(f, s.Pair)
	f.Properties["leg"], f.Properties["side"] = string(leg.Name), ""
	if leg.Side != planner.Both {
		f.Properties["side"] = x.p.Sides[leg.Side]
	}
	f.Properties["from"], f.Properties["to"] = x.clock(s.MeetH+leg.FromH), x.clock(s.MeetH+leg.ToH)
	f.Properties["from_h"], f.Properties["to_h"] = hours(s.MeetH+leg.FromH), hours(s.MeetH+leg.ToH)
	if leg.Along {
		f.Properties["border_from_m"], f.Properties["border_to_m"] = metres(leg.BorderFromM), metres(leg.BorderToM)
	}
	f.Properties["length_m"], f.Properties["watch_radius_m"] = metres(leg.Line.LengthM()), metres(leg.RadiusM)
	return f
}

// planCoverageFeatures yields what is watched: how often and, as intervals of
// ISO 8601, when.
func planCoverageFeatures(x *planned, _ View) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		number := numbering{}
		for i := range x.p.Coverage {
			s := &x.p.Coverage[i]
			f := x.routeSpanFeature(s.Route, s.FromM, s.ToM, number.next(s.Route))
			if f == nil {
				continue
			}
			f.Properties["stretch"] = f.ID
			f.Properties["revisit_h"], f.Properties["mean_h"] = hours(s.RevisitH), hours(s.MeanH)
			f.Properties["watched_km_h"] = rounded(s.WatchedKmH)
			f.Properties["beats"] = append([]string{}, s.Beats...)
			times := []string{}
			for _, w := range s.Watches {
				times = append(times, x.clock(w.FromH)+"/"+x.clock(w.ToH))
			}
			f.Properties["times"] = times
			if n := len(s.Watches); n > 0 {
				f.Properties["from"], f.Properties["to"] = x.clock(s.Watches[0].FromH), x.clock(s.Watches[n-1].ToH)
			} else { // all the time
				f.Properties["from"], f.Properties["to"] = x.clock(0), x.clock(x.p.PeriodH)
			}
			if !yield(f) {
				return
			}
		}
	}
}

// planGapFeatures yields what is overdue, and from when to when. The public
// sees about where something is at some time, and no times.
func planGapFeatures(x *planned, v View) iter.Seq[*geojson.Feature] {
	if v != Full {
		return publicPlanGaps(x)
	}
	return func(yield func(*geojson.Feature) bool) {
		for i := range x.p.Gaps {
			g := &x.p.Gaps[i]
			f := x.gapFeature(g)
			if f != nil && !yield(f) {
				return
			}
		}
	}
}

// gapFeature returns the feature of a gap; nil where the layout has no such
// route.
func (x *planned) gapFeature(g *planner.PlanGap) *geojson.Feature {
	f := x.routeSpanFeature(g.Route, g.FromM, g.ToM, g.ID)
	if f == nil {
		return nil
	}
	f.Properties["gap"], f.Properties["reason"] = g.ID, string(g.Reason)
	f.Properties["from"], f.Properties["to"] = x.clock(g.FromH), x.clock(g.ToH)
	f.Properties["from_h"], f.Properties["to_h"] = hours(g.FromH), hours(g.ToH)
	f.Properties["gap_h"], f.Properties["exposure_km_h"] = hours(g.GapH), rounded(g.ExposureKmH)
	f.Properties["revisit_h"], f.Properties["allowed_h"] = hours(g.RevisitH), hours(g.AllowedH)
	f.Properties["risk"] = rounded(g.Risk)
	setText(f, "meeting_point", g.MeetingPoint)
	for i, side := range x.p.Sides {
		setText(f, "nearest_post_"+lower(side), g.Posts[i])
	}
	return f
}
