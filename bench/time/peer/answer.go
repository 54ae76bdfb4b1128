// Package peer finds by other means what `lindero plan` writes: what is
// watched when, and what goes unwatched for too long. The means are a grid
// (numpy) and SQL (PostGIS). Both read the files of a plan.
package peer

import (
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"

	"lindero/data"
	"lindero/sectors"
)

// Sum is what comes out for one kind of route.
type Sum struct {
	LengthKm    float64 `json:"length_km"`
	AlwaysKm    float64 `json:"always_km"` // seen by posts
	NeverKm     float64 `json:"never_km"`
	LateKm      float64 `json:"late_km"`      // watched, but too seldom
	WatchedKmH  float64 `json:"watched_km_h"` // by patrols, where no post sees
	ExposureKmH float64 `json:"exposure_km_h"`
	WorstH      float64 `json:"worst_h"` // between two watches
}

// Answer is what comes out, by kind.
type Answer map[string]Sum

// Plan is a folder that `lindero plan` wrote.
type Plan struct {
	Dir     string
	PeriodH float64
	Revisit sectors.PerKind
	Answer  Answer // ours
}

// Read reads of a plan what peers are told, and our answer.
func Read(dir string) (*Plan, error) {
	p, err := data.ReadPlan(dir)
	if err != nil {
		return nil, err
	}
	s, _, err := data.ReadScenario(filepath.Join(dir, "scenario"))
	if err != nil {
		return nil, err
	}
	if len(s.Covered) > 0 {
		return nil, fmt.Errorf("%s: its scenario has covered ground, which no peer knows", dir)
	}
	kinds, always := map[string]string{}, map[string]float64{}
	for _, r := range slices.Concat(s.Border, s.Routes) {
		kinds[r.ID] = string(r.Kind)
	}
	for _, c := range p.Coverage {
		if len(c.Beats) == 0 { // posts
			always[kinds[c.Route]] += (c.ToM - c.FromM) / 1000
		}
	}
	out := &Plan{dir, p.PeriodH, s.Rules.RevisitH, Answer{}}
	for _, t := range p.Totals.Kinds {
		out.Answer[t.Of] = Sum{t.LengthM / 1000, always[t.Of], (t.GapM - t.LateM) / 1000, t.LateM / 1000,
			t.WatchedKmH - always[t.Of]*p.PeriodH, t.ExposureKmH, t.WorstH}
	}
	return out, nil
}

// Grid is how fine a peer looks.
type Grid struct{ Seconds, Metres float64 }

// Bounds are how far a peer's answer may be from ours: kilometre-hours by a
// share of those overdue and of those watched; lengths by the first share, or
// where that is less by some metres; times by some seconds.
type Bounds struct{ Overdue, Watched, Metres, Seconds float64 }

// Within is what a grid explains. Each end of what is seen is off by up to half
// a cell: the sums by a share that is known from grids finer and finer, lengths
// by some cells, and times by a step at either watch and by what the slowest
// patrol, of 1 km/h, takes over a cell.
func (g Grid) Within() Bounds {
	return Bounds{5e-5 * g.Metres, 5e-5 * g.Metres, 4 * g.Metres, 2*g.Seconds + 3.6*g.Metres}
}

// Differs tells what of an answer is farther from ours than is explained.
func (a Answer) Differs(ours Answer, b Bounds) error {
	var errs []error
	if len(a) != len(ours) {
		errs = append(errs, fmt.Errorf("%d kinds where ours has %d", len(a), len(ours)))
	}
	for _, kind := range sectors.Kinds {
		x, y := a[string(kind)], ours[string(kind)]
		for _, v := range []struct {
			name               string
			theirs, ours, most float64
		}{
			{"length, km", x.LengthKm, y.LengthKm, 1e-5 * y.LengthKm},
			{"seen by posts, km", x.AlwaysKm, y.AlwaysKm, max(b.Overdue*y.AlwaysKm, b.Metres/1000)},
			{"never watched, km", x.NeverKm, y.NeverKm, max(b.Overdue*y.NeverKm, b.Metres/1000)},
			{"watched too seldom, km", x.LateKm, y.LateKm, max(b.Overdue*y.LateKm, b.Metres/1000)},
			{"watched by patrols, km·h", x.WatchedKmH, y.WatchedKmH, b.Watched * y.WatchedKmH},
			{"overdue, km·h", x.ExposureKmH, y.ExposureKmH, b.Overdue * y.ExposureKmH},
			{"longest between two watches, h", x.WorstH, y.WorstH, b.Seconds / 3600},
		} {
			if !(math.Abs(v.theirs-v.ours) <= v.most) {
				errs = append(errs, fmt.Errorf("%s, %s: %.3f, ours %.3f; %.3f can be explained", kind, v.name, v.theirs, v.ours, v.most))
			}
		}
	}
	return errors.Join(errs...)
}
