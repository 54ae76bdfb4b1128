package plantest

import (
	"fmt"
	"math"
	"slices"

	"lindero/planner"
	"lindero/sectors"
)

// timed gives a plan a timetable in which each beat is walked at even times,
// whatever rest and shifts would ask for, and gaps a region: a plan to draw and
// to write, not to check.
func timed(p *planner.Plan) {
	p.Start, p.Protocol = "2027-01-04T00:00:00Z", planner.Protocol{ToleranceMin: 30, IfAbsent: sectors.AloneOwnSide}
	for i := range p.Beats { // each side comes to its own place beside the meeting
		b := &p.Beats[i]
		b.OutM, b.BackM = [2]float64{b.MeetM - 1000, b.MeetM + 2000}, [2]float64{b.PartM, b.PartM + 1000}
	}
	for i := range p.Pairs {
		p.Pairs[i].ClockMin = 5
		var of []planner.Sortie
		beats := slices.DeleteFunc(slices.Clone(p.Beats), func(b planner.Beat) bool { return b.Pair != p.Pairs[i].ID })
		for k := range beats {
			for v := range beats[k].Visits {
				of = append(of, sortie(&beats[k], (float64(v)+float64(k+1)/float64(len(beats)+1))*p.PeriodH/float64(beats[k].Visits)))
			}
		}
		slices.SortStableFunc(of, func(a, b planner.Sortie) int { return int(math.Copysign(1, a.MeetH-b.MeetH)) })
		for k := range of {
			of[k].Number, of[k].ID, of[k].Host = k+1, fmt.Sprintf("%s/s%d", p.Pairs[i].ID, k+1), p.Sides[k%2]
		}
		p.Sorties = append(p.Sorties, of...)
	}
	for i := range p.Coverage { // all beats, the first sortie
		for k := range p.Beats {
			p.Coverage[i].Beats = append(p.Coverage[i].Beats, p.Beats[k].ID)
		}
		p.Coverage[i].Watches = []planner.Watch{{Sortie: p.Sorties[0].ID, FromH: p.Sorties[0].MeetH, ToH: p.Sorties[0].PartH}}
	}
	for i := range p.Gaps {
		if len(p.MeetingPoints) > 0 {
			p.Gaps[i].MeetingPoint = p.MeetingPoints[0].ID
		}
		p.Gaps[i].Posts = p.Pairs[0].Posts
		region(&p.Gaps[i], p.PeriodH)
	}
}

// sortie returns a sortie of a beat that meets at an hour, or soon after where
// the sides would leave before the period.
func sortie(b *planner.Beat, meetH float64) planner.Sortie {
	meetH = max(meetH, b.ArriveH[0], b.ArriveH[1])
	meetH = math.Ceil(meetH*12) / 12
	s := planner.Sortie{Pair: b.Pair, Beat: b.ID, MeetH: meetH, PartH: meetH + b.WalkH}
	for i := range s.DepartH {
		s.DepartH[i], s.ReturnH[i] = meetH-b.ArriveH[i], s.PartH+b.HomeH[i]
	}
	return s
}

// region gives a gap an outline: all of the period where it is never watched,
// else the middle of the period, later along the span.
func region(g *planner.PlanGap, periodH float64) {
	g.FromH, g.ToH, g.GapH = 0, periodH, periodH
	slope := 0.0
	if g.Reason == planner.RevisitExceeded {
		slope = g.LengthM / 1000 / speedKmh
		g.FromH, g.GapH = periodH/2, g.RevisitH-g.AllowedH
		g.ToH = g.FromH + g.GapH + slope
	}
	g.Outline = []planner.GapEdge{{AtM: g.FromM, FromH: g.FromH, ToH: g.ToH - slope}, {AtM: g.ToM, FromH: g.FromH + slope, ToH: g.ToH}}
	g.ExposureKmH = g.LengthM / 1000 * g.GapH
}
