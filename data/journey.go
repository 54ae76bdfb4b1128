package data

import (
	"fmt"
	"io"
	"iter"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"lindero/geo"
	"lindero/planner/journey"
	"lindero/sectors"
)

// JourneySummary is what `lindero route --json` prints.
type JourneySummary struct {
	Scenario string           `json:"scenario"` // hash
	Name     string           `json:"name"`
	Journey  *journey.Journey `json:"journey"`
	Message  string           `json:"message,omitempty"` // why there is no way, in English
	Sources  []sectors.Source `json:"sources"`
	Note     string           `json:"note,omitempty"`
}

// SummariseJourney returns what --json prints of a journey.
func SummariseJourney(l *sectors.Layout, j *journey.Journey) JourneySummary {
	m := PlanMembers(l, Full)
	out := JourneySummary{Scenario: m.Scenario, Name: l.Scenario.Name, Journey: j, Sources: append([]sectors.Source{}, m.Sources...), Note: m.Note}
	if j.NoWay != nil {
		out.Message = WhyMessage(j.NoWay).String()
	}
	return out
}

// WriteJourneyGeoJSON writes a journey of a patrol of the layout: a feature a leg
// of the way out and, if asked for, of the way home.
func WriteJourneyGeoJSON(w io.Writer, l *sectors.Layout, j *journey.Journey, home bool) error {
	ways := map[string][]journey.Leg{"out": j.Out}
	if home {
		ways["home"] = j.Home
	}
	members := PlanMembers(l, Full)
	members.BBox, members.Summary = bboxOf(ways["out"], ways["home"]), j.Summary
	return WriteGeoJSON(w, func(yield func(*geojson.Feature) bool) {
		for _, way := range []string{"out", "home"} {
			for i := range ways[way] {
				f := legOfWay(&ways[way][i])
				f.ID = fmt.Sprintf("%s/%d", way, i+1)
				f.Properties["leg_id"], f.Properties["patrol"], f.Properties["way"] = f.ID, j.Patrol, way
				if !yield(f) {
					return
				}
			}
		}
	}, members)
}

// bboxOf returns the box of all legs; nil of none.
func bboxOf(ways ...[]journey.Leg) []float64 {
	var all orb.MultiLineString
	for _, legs := range ways {
		for i := range legs {
			all = append(all, legs[i].Line...)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return geo.BBox(all)
}

// legOfWay returns the feature of a leg, without its id.
func legOfWay(leg *journey.Leg) *geojson.Feature {
	f := linesFeature(leg.Line)
	f.Properties["how"] = string(leg.How)
	setText(f, "route", leg.Route)
	setText(f, "name", leg.Name)
	setText(f, "class", leg.Class)
	setText(f, "kind", leg.Kind)
	f.Properties["length_m"], f.Properties["drawn_m"] = metres(leg.LengthM), metres(leg.DrawnM)
	f.Properties["speed_kmh"], f.Properties["change_h"], f.Properties["hours"] = rounded(leg.SpeedKmh), hours(leg.ChangeH), hours(leg.Hours)
	f.Properties["from_h"], f.Properties["to_h"] = hours(leg.FromH), hours(leg.ToH)
	f.Properties["from_km"], f.Properties["to_km"] = rounded(leg.FromKm), rounded(leg.ToKm)
	if leg.How == journey.OnRoute || leg.How == journey.AlongBorder {
		f.Properties["route_from_m"], f.Properties["route_to_m"] = metres(leg.RouteFromM), metres(leg.RouteToM)
	}
	return f
}

// linesFeature returns the feature of lines.
func linesFeature(lines orb.MultiLineString) *geojson.Feature {
	f := geojson.NewFeature(geo.Cut(lines))
	f.BBox = geo.BBoxOfCut(f.Geometry)
	return f
}

// MeetingSummary is what `lindero meet --json` prints.
type MeetingSummary struct {
	Scenario string              `json:"scenario"` // hash
	Name     string              `json:"name"`
	Meeting  *journey.Rendezvous `json:"meeting"`
	Sources  []sectors.Source    `json:"sources"`
	Note     string              `json:"note,omitempty"`
}

// SummariseMeeting returns what --json prints of where two patrols meet.
func SummariseMeeting(l *sectors.Layout, r *journey.Rendezvous) MeetingSummary {
	m := PlanMembers(l, Full)
	return MeetingSummary{m.Scenario, l.Scenario.Name, r, append([]sectors.Source{}, m.Sources...), m.Note}
}

// MeetingCollection is a kind of features that a rendezvous is written as.
type MeetingCollection struct {
	Name     string
	features func(*journey.Rendezvous) iter.Seq[*geojson.Feature]
}

// Features yields the features of a rendezvous. Each says in its property feature
// of what kind it is.
func (c MeetingCollection) Features(r *journey.Rendezvous) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		for f := range c.features(r) {
			f.Properties["feature"] = c.Name
			if !yield(f) {
				return
			}
		}
	}
}

// MeetingCollections lists what a rendezvous is written as.
var MeetingCollections = []MeetingCollection{
	{"point", pointFeatures}, {"leg", meetingLegFeatures}, {"isochrone", isochroneFeatures}, {"unreachable", unreachableFeatures},
}

// WriteMeetingGeoJSON writes a rendezvous of a layout as one collection.
func WriteMeetingGeoJSON(w io.Writer, l *sectors.Layout, r *journey.Rendezvous) error {
	return WriteGeoJSON(w, func(yield func(*geojson.Feature) bool) {
		for _, c := range MeetingCollections {
			for f := range c.Features(r) {
				if !yield(f) {
					return
				}
			}
		}
	}, meetingMembers(l, r))
}

// WriteMeetingFolder writes a rendezvous of a layout as a new folder, a file a
// collection, whole or not at all.
func WriteMeetingFolder(dir string, l *sectors.Layout, r *journey.Rendezvous) error {
	f, err := CreateFolder(dir)
	if err != nil {
		return err
	}
	defer f.Abandon()
	members := meetingMembers(l, r)
	for _, c := range MeetingCollections {
		err := f.Write("", c.Name+".geojson", func(w io.Writer) error { return WriteGeoJSON(w, c.Features(r), members) })
		if err != nil {
			return err
		}
	}
	return f.Commit()
}

func meetingMembers(l *sectors.Layout, r *journey.Rendezvous) Members {
	m := PlanMembers(l, Full)
	var ways [][]journey.Leg
	for i := range r.Points {
		p := &r.Points[i]
		ways = append(ways, p.Out[0], p.Out[1], p.Home[0], p.Home[1])
	}
	m.BBox = bboxOf(ways...)
	return m
}

func pointFeatures(r *journey.Rendezvous) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		for i := range r.Points {
			p := &r.Points[i]
			f := geojson.NewFeature(geo.Cut(p.At))
			f.ID = fmt.Sprintf("point/%d", i+1)
			f.Properties["number"], f.Properties["pair"] = i+1, r.Pair
			setText(f, "meeting_point", p.ID)
			setText(f, "name", p.Name)
			f.Properties["chainage_m"], f.Properties["mgrs"], f.Properties["later_h"] = metres(p.ChainageM), p.MGRS, hours(p.LaterH)
			for s, side := range r.Sides {
				side = lower(side)
				f.Properties["arrive_"+side+"_h"], f.Properties["home_"+side+"_h"] = hours(p.ArriveH[s]), hours(p.HomeH[s])
				f.Properties["within_shift_"+side] = p.WithinShift[s]
			}
			if !yield(f) {
				return
			}
		}
	}
}

func meetingLegFeatures(r *journey.Rendezvous) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		for i := range r.Points {
			for s, side := range r.Sides {
				for k, way := range [][]journey.Leg{r.Points[i].Out[s], r.Points[i].Home[s]} {
					name := []string{"out", "home"}[k]
					for n := range way {
						f := legOfWay(&way[n])
						f.ID = fmt.Sprintf("leg/%d/%s/%s/%d", i+1, side, name, n+1)
						f.Properties["leg_id"], f.Properties["number"], f.Properties["side"] = f.ID, i+1, side
						f.Properties["patrol"], f.Properties["way"] = r.Patrols[s], name
						if !yield(f) {
							return
						}
					}
				}
			}
		}
	}
}

func isochroneFeatures(r *journey.Rendezvous) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		for i := range r.Isochrones {
			x := &r.Isochrones[i]
			if len(x.Line) == 0 {
				continue
			}
			f := linesFeature(x.Line)
			f.ID = fmt.Sprintf("isochrone/%d", i+1)
			f.Properties["side"], f.Properties["within_h"], f.Properties["of"], f.Properties["length_m"] = x.Side, hours(x.WithinH), x.Of, metres(x.LengthM)
			if !yield(f) {
				return
			}
		}
	}
}

func unreachableFeatures(r *journey.Rendezvous) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		for i := range r.Unreachable {
			u := &r.Unreachable[i]
			f := linesFeature(u.Line)
			f.ID = fmt.Sprintf("unreachable/%d", i+1)
			f.Properties["from_m"], f.Properties["to_m"], f.Properties["length_m"] = metres(u.FromM), metres(u.ToM), metres(u.LengthM)
			f.Properties["sides"] = u.Sides
			for _, w := range u.Why {
				describeWhy(f, w)
			}
			if !yield(f) {
				return
			}
		}
	}
}

// describeWhy sets why one side does not get there.
func describeWhy(f *geojson.Feature, w *journey.Why) {
	side := "_" + lower(w.Side)
	f.Properties["reason"+side] = string(w.Reason)
	setText(f, "subject"+side, w.Subject)
	setText(f, "name"+side, w.Name)
	setText(f, "kind"+side, w.Kind)
	if w.AtM != nil {
		f.Properties["at"+side+"_m"] = metres(*w.AtM)
	}
	if w.NeededH > 0 {
		f.Properties["needed"+side+"_h"], f.Properties["off_route"+side+"_h"] = hours(w.NeededH), hours(w.OffRouteH)
		f.Properties["shift"+side+"_h"] = hours(w.ShiftH)
	}
	if w.NearWay != nil {
		f.Properties["nearest_way"+side], f.Properties["nearest_way"+side+"_m"] = w.NearWay.Route, metres(w.NearWay.DistanceM)
	}
}
