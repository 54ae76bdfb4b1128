package data

import (
	"time"

	"lindero/planner"
	"lindero/sectors"
)

// PlanSummary is what --json prints of a plan. Lengths are kilometres, times
// hours. Lambda, its bound, the share and what is unreachable are of the main
// layer: surface, or the first where there is none of that name.
type PlanSummary struct {
	Scenario      string                     `json:"scenario"` // hash
	Name          string                     `json:"name"`
	Version       string                     `json:"version"`
	Layer         string                     `json:"layer"` // the main one
	LambdaH       float64                    `json:"lambda_h"`
	LowerBoundH   float64                    `json:"lower_bound_h"`
	CalendarH     float64                    `json:"calendar_h"` // least weighted revisit that any calendar allows
	AchievedH     float64                    `json:"achieved_h"` // that of the timetable
	WindowH       float64                    `json:"window_h"`   // of one period by itself
	Share         float64                    `json:"share"`
	UnreachableKm float64                    `json:"unreachable_km"`
	Optimal       bool                       `json:"optimal"` // of every layer
	PeriodH       float64                    `json:"period_h"`
	Pairs         int                        `json:"pairs"`
	Unpaired      int                        `json:"unpaired"`
	Sectors       int                        `json:"sectors"`
	Beats         int                        `json:"beats"`
	MeetingPoints int                        `json:"meeting_points"` // that a pair meets at
	LengthKm      float64                    `json:"length_km"`      // of all watched routes
	CoveredKm     float64                    `json:"covered_km"`     // as often as the rule asks
	GapKm         float64                    `json:"gap_km"`
	LateKm        float64                    `json:"late_km"` // the part of gap_km that is watched, but too seldom
	WatchedKmH    float64                    `json:"watched_km_h"`
	ExposureKmH   float64                    `json:"exposure_km_h"`
	Start         string                     `json:"start"` // by the clocks of the first side
	Sorties       int                        `json:"sorties"`
	Handovers     []planner.Handover         `json:"handovers"`
	GapCount      int                        `json:"gap_count"`
	ByKind        map[string]PlanKindSummary `json:"by_kind"`
	Layers        []LayerSummary             `json:"layers"`
	Infeasible    []planner.Infeasible       `json:"infeasible"`
	Notes         []NoteSummary              `json:"notes"`
	Defaults      []string                   `json:"defaults"`
	Sources       []sectors.Source           `json:"sources"`
	Note          string                     `json:"note,omitempty"`
}

// PlanKindSummary is the total of the watched routes of one kind.
type PlanKindSummary struct {
	LengthKm  float64 `json:"length_km"`
	CoveredKm float64 `json:"covered_km"`
	GapKm     float64 `json:"gap_km"`
	LateKm    float64 `json:"late_km"`
	// Length times time, a period: watched, and overdue.
	WatchedKmH  float64 `json:"watched_km_h"`
	ExposureKmH float64 `json:"exposure_km_h"`
	WorstH      float64 `json:"worst_h"` // between two watches
	MeanH       float64 `json:"mean_h"`
}

// LayerSummary is what a layer comes to.
type LayerSummary struct {
	Layer         string  `json:"layer"`
	Pairs         int     `json:"pairs"`
	Sectors       int     `json:"sectors"`
	Beats         int     `json:"beats"`
	VisitedKm     float64 `json:"visited_km"`
	UnreachableKm float64 `json:"unreachable_km"`
	LambdaH       float64 `json:"lambda_h"`
	LowerBoundH   float64 `json:"lower_bound_h"`
	GapPercent    float64 `json:"gap_percent"` // of lambda over its bound
	CalendarH     float64 `json:"calendar_h"`
	AchievedH     float64 `json:"achieved_h"`
	WindowH       float64 `json:"window_h"`
	Share         float64 `json:"share"`
	Optimal       bool    `json:"optimal"`
}

// NoteSummary is a note of a plan, and what it says in English.
type NoteSummary struct {
	Code     string   `json:"code"`
	Subjects []string `json:"subjects"`
	LengthM  float64  `json:"length_m"`
	Message  string   `json:"message"`
}

// SummarisePlan returns what --json prints of a plan of a layout. Defaults are
// the values that the scenario left open, as ReadScenario returns them.
func SummarisePlan(l *sectors.Layout, p *planner.Plan, defaults []string) PlanSummary {
	m := PlanMembers(l, Full)
	out := PlanSummary{
		Scenario: p.Scenario, Name: p.Name, Version: p.Version, PeriodH: hours(p.PeriodH),
		Pairs: len(p.Pairs), Unpaired: len(p.Unpaired), Sectors: len(p.Sectors), Beats: len(p.Beats),
		Start: l.Scenario.Start.Format(time.RFC3339), Sorties: len(p.Sorties), Handovers: append([]planner.Handover{}, p.Handovers...),
		GapCount: len(p.Gaps), ByKind: map[string]PlanKindSummary{}, Layers: layerSummaries(p),
		Infeasible: append([]planner.Infeasible{}, p.Infeasible...), Notes: []NoteSummary{},
		Defaults: append([]string{}, defaults...), Sources: append([]sectors.Source{}, m.Sources...), Note: m.Note,
	}
	for _, n := range p.Notes {
		out.Notes = append(out.Notes, NoteSummary{string(n.Code), append([]string{}, n.Subjects...), metres(n.LengthM), PlanMessage(n).String()})
	}
	for _, point := range p.MeetingPoints {
		if len(point.Pairs) > 0 {
			out.MeetingPoints++
		}
	}
	var all planner.Total
	for i := range p.Totals.Kinds {
		t := &p.Totals.Kinds[i]
		out.ByKind[t.Of] = kindSummary(t)
		addTotal(&all, t)
	}
	out.LengthKm, out.CoveredKm, out.GapKm, out.LateKm = km(all.LengthM), km(all.CoveredM), km(all.GapM), km(all.LateM)
	out.WatchedKmH, out.ExposureKmH = rounded(all.WatchedKmH), rounded(all.ExposureKmH)
	out.Optimal = len(p.Layers) > 0
	for i, layer := range out.Layers {
		out.Optimal = out.Optimal && layer.Optimal
		if i == 0 || layer.Layer == sectors.SurfaceLayer {
			out.Layer, out.LambdaH, out.LowerBoundH = layer.Layer, layer.LambdaH, layer.LowerBoundH
			out.CalendarH, out.AchievedH, out.WindowH = layer.CalendarH, layer.AchievedH, layer.WindowH
			out.Share, out.UnreachableKm = layer.Share, layer.UnreachableKm
		}
	}
	return out
}

func layerSummaries(p *planner.Plan) []LayerSummary {
	layerOf := make(map[string]string, len(p.Pairs))
	for i := range p.Pairs {
		layerOf[p.Pairs[i].ID] = p.Pairs[i].Layer
	}
	nSectors, nBeats := map[string]int{}, map[string]int{}
	for i := range p.Sectors {
		nSectors[p.Sectors[i].Layer]++
	}
	for i := range p.Beats {
		nBeats[layerOf[p.Beats[i].Pair]]++
	}
	out := make([]LayerSummary, len(p.Layers))
	for i := range p.Layers {
		x := &p.Layers[i]
		out[i] = LayerSummary{x.Name, x.Pairs, nSectors[x.Name], nBeats[x.Name], km(x.VisitedM), km(x.UnreachableM),
			hours(x.LambdaH), hours(x.LowerBoundH), rounded(x.GapPercent),
			hours(x.CalendarH), hours(x.AchievedH), hours(x.WindowH), rounded(x.Share), x.Optimal}
	}
	return out
}
