package data

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"

	"github.com/paulmach/orb/geojson"

	"lindero/planner"
	"lindero/sectors"
)

// WriteOverdueGeoJSON writes what is overdue in a window of a plan, as the gaps
// of the plan are written.
func WriteOverdueGeoJSON(w io.Writer, l *sectors.Layout, p *planner.Plan, window *planner.Window) error {
	x := newPlanned(l, p)
	var features []*geojson.Feature
	for i := range window.Gaps {
		if f := x.gapFeature(&window.Gaps[i]); f != nil {
			features = append(features, f)
		}
	}
	return WriteGeoJSON(w, slices.Values(features), PlanMembers(l, Full))
}

// overdueColumns is the header of WriteOverdueCSV.
var overdueColumns = []string{"gap", "route", "kind", "from_m", "to_m", "length_m", "from", "to", "gap_h", "exposure_km_h", "reason",
	"revisit_h", "allowed_h", "risk", "meeting_point", "nearest_post_", "nearest_post_"}

// WriteOverdueCSV writes what is overdue in a window of a plan as a table.
func WriteOverdueCSV(w io.Writer, l *sectors.Layout, p *planner.Plan, window *planner.Window) error {
	x := newPlanned(l, p)
	out := csv.NewWriter(w)
	header := slices.Clone(overdueColumns)
	for i, side := range p.Sides {
		header[len(header)-2+i] += lower(side)
	}
	if err := out.Write(header); err != nil {
		return err
	}
	number := func(v float64) string { return strconv.FormatFloat(rounded(v), 'f', -1, 64) }
	for i := range window.Gaps {
		g := &window.Gaps[i]
		err := out.Write([]string{g.ID, g.Route, g.Kind, number(metres(g.FromM)), number(metres(g.ToM)), number(metres(g.LengthM)),
			x.clock(g.FromH), x.clock(g.ToH), number(g.GapH), number(g.ExposureKmH), string(g.Reason),
			number(g.RevisitH), number(g.AllowedH), number(g.Risk), g.MeetingPoint, g.Posts[0], g.Posts[1]})
		if err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// OverdueSummary is what --json prints of a window of a plan.
type OverdueSummary struct {
	Scenario    string                     `json:"scenario"` // hash
	Name        string                     `json:"name"`
	From        string                     `json:"from"`
	To          string                     `json:"to"`
	LengthKm    float64                    `json:"length_km"`
	CoveredKm   float64                    `json:"covered_km"` // never overdue in the window
	GapKm       float64                    `json:"gap_km"`
	WatchedKmH  float64                    `json:"watched_km_h"`
	ExposureKmH float64                    `json:"exposure_km_h"`
	GapCount    int                        `json:"gap_count"`
	ByKind      map[string]PlanKindSummary `json:"by_kind"`
	Days        []planner.Day              `json:"days"`
	Gaps        []OverdueGap               `json:"gaps"`
	Sources     []sectors.Source           `json:"sources"`
	Note        string                     `json:"note,omitempty"`
}

// OverdueGap is a gap with the times of the clock.
type OverdueGap struct {
	planner.PlanGap
	From string `json:"from"`
	To   string `json:"to"`
}

// SummariseOverdue returns what --json prints of a window of a plan.
func SummariseOverdue(l *sectors.Layout, p *planner.Plan, w *planner.Window) OverdueSummary {
	x, m := newPlanned(l, p), PlanMembers(l, Full)
	out := OverdueSummary{Scenario: p.Scenario, Name: p.Name, From: x.clock(w.FromH), To: x.clock(w.ToH), GapCount: len(w.Gaps),
		ByKind: map[string]PlanKindSummary{}, Days: append([]planner.Day{}, w.Totals.Days...), Gaps: []OverdueGap{},
		Sources: append([]sectors.Source{}, m.Sources...), Note: m.Note}
	var all planner.Total
	for i := range w.Totals.Kinds {
		t := &w.Totals.Kinds[i]
		out.ByKind[t.Of] = kindSummary(t)
		addTotal(&all, t)
	}
	out.LengthKm, out.CoveredKm, out.GapKm = km(all.LengthM), km(all.CoveredM), km(all.GapM)
	out.WatchedKmH, out.ExposureKmH = rounded(all.WatchedKmH), rounded(all.ExposureKmH)
	for i := range w.Gaps {
		g := w.Gaps[i]
		out.Gaps = append(out.Gaps, OverdueGap{g, x.clock(g.FromH), x.clock(g.ToH)})
	}
	return out
}

// addTotal adds lengths, and lengths times times.
func addTotal(to, x *planner.Total) {
	to.LengthM, to.CoveredM, to.GapM, to.LateM = to.LengthM+x.LengthM, to.CoveredM+x.CoveredM, to.GapM+x.GapM, to.LateM+x.LateM
	to.WatchedKmH, to.ExposureKmH = to.WatchedKmH+x.WatchedKmH, to.ExposureKmH+x.ExposureKmH
}

func kindSummary(t *planner.Total) PlanKindSummary {
	return PlanKindSummary{km(t.LengthM), km(t.CoveredM), km(t.GapM), km(t.LateM),
		rounded(t.WatchedKmH), rounded(t.ExposureKmH), hours(t.WorstH), hours(t.MeanH)}
}
