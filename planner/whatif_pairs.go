package planner

import (
	"errors"
	"fmt"
	"slices"

	"lindero/planner/divide"
)

// answer returns the changed plan.
func (a *answering) answer() (*Plan, error) {
	was := a.plan
	a.p = &Plan{Format: PlanFormat, Scenario: a.hasher.Hash(&a.s), Name: was.Name, Version: was.Version, Options: a.options(),
		Sides: was.Sides, PeriodH: was.PeriodH, ReferenceH: a.next.refH, LengthM: was.LengthM, Start: was.Start, Protocol: was.Protocol,
		Layers: []Layer{}, Pairs: []Pair{}, Unpaired: []Unpaired{}, MeetingPoints: []MeetingPoint{},
		Sectors: []Sector{}, Beats: []Beat{}, Infeasible: []Infeasible{}, Sorties: []Sortie{}, Handovers: []Handover{}, Notes: []Note{}}
	a.p.Notes = append(a.p.Notes, a.next.notes...)
	if err := a.divideAnew(); err != nil {
		return nil, err
	}
	for _, l := range a.rows {
		a.writeLayer(l)
	}
	a.next.writeMeetings(a.p)
	if err := a.timetable(); err != nil {
		return nil, err
	}
	if err := a.watchAnew(); err != nil {
		return nil, err
	}
	return a.p, a.next.ctx.Err()
}

// options returns what the changed plan was made with.
func (a *answering) options() Options {
	o := a.plan.Options
	o.Meet, o.Changed = a.next.o.Meet, a.hash
	o.CutsM = append(slices.Clone(o.CutsM), a.cutsM...)
	slices.Sort(o.CutsM)
	o.CutsM = slices.Compact(o.CutsM)
	return o
}

// divideAnew divides the stretches of the touched pairs into beats.
func (a *answering) divideAnew() error {
	var jobs []*planPair
	for _, l := range a.rows {
		for _, c := range l.crews {
			if a.touched[c.id] {
				jobs = append(jobs, a.pairs[c.id])
			}
		}
	}
	errs := make([]error, len(jobs))
	err := each(a.next.ctx, len(jobs), nil, func(from, to int) {
		for i := from; i < to; i++ {
			errs[i] = a.divideOne(jobs[i])
		}
	})
	if err = errors.Join(append(errs, err)...); err != nil {
		return fmt.Errorf("divide: %w", err)
	}
	for _, p := range jobs {
		if a.describe(p); a.asBefore(p) {
			delete(a.touched, p.id)
			p.span = a.spans[p.id]
		}
	}
	for _, l := range a.rows {
		for i, c := range l.crews {
			if p, was := a.pairs[c.id], a.WhatIf.pairs[c.id]; !a.touched[c.id] {
				p.beats, p.divided, p.sorties = was.beats, was.divided, was.sorties
				l.division.Sectors[i] = was.span
				if was.sector < 0 {
					l.division.Sectors[i] = divide.Span{}
				}
			}
			for _, b := range a.pairs[c.id].divided {
				b.Pair = i
				l.division.Beats = append(l.division.Beats, b)
			}
			if a.touched[c.id] {
				l.division.Sectors[i] = a.pairs[c.id].span
			}
		}
	}
	return nil
}

// divideOne divides the stretch of a pair into beats, and makes its span that
// from the first to the last of them.
func (a *answering) divideOne(p *planPair) error {
	if p.span.Empty() {
		return nil
	}
	in := *p.layer.in
	pair := p.pair
	pair.Sector = nil
	in.Pairs = []divide.Pair{pair}
	on := p.span
	if in.RingN > 0 { // in the middle of the three turns
		in.RingN = 0
		for n := a.next.N(); on.From < n; {
			on.From, on.To = on.From+n, on.To+n
		}
	}
	d, err := divide.Alone(a.next.ctx, &in, on)
	if err != nil {
		return err
	}
	p.divided, p.span = d.Beats, d.Sectors[0]
	return nil
}

// describe describes the beats that a pair was given.
func (a *answering) describe(p *planPair) {
	for k, b := range p.divided {
		p.anew = append(p.anew, p.layer.beat(p.crew, b, k+1, p.span.From))
	}
}

// asBefore reports whether a pair whose patrols are as they were was given the
// beats that it had.
func (a *answering) asBefore(p *planPair) bool {
	was := a.WhatIf.pairs[p.id]
	ids := a.plan.Pairs[p.at].Patrols
	if a.onWays || a.patrols[ids[0]] || a.patrols[ids[1]] || a.moved[p.id] && len(p.anew) == 0 || len(p.anew) != len(was.beats) {
		return false
	}
	for k := range p.anew {
		old := a.plan.Beats[was.beats[k]]
		old.AchievedH, old.WindowH = 0, 0
		if p.anew[k] != old {
			return false
		}
	}
	return true
}

// writeLayer writes down a layer, its pairs, sectors and beats.
func (a *answering) writeLayer(l *layer) {
	p := a.p
	p.Unpaired = append(p.Unpaired, l.unpaired...)
	first := len(p.Beats)
	value := divide.Value{}
	for i, c := range l.crews {
		x := a.pairs[c.id]
		pair := l.pairOf(i, c)
		pair.ClockMin = a.plan.Pairs[x.at].ClockMin
		if a.touched[c.id] {
			pair.ClockMin = 0
			if len(x.anew) > 0 {
				p.Sectors = append(p.Sectors, l.sectorOf(c, x.span, x.anew))
			}
			for range x.anew {
				a.was = append(a.was, -1)
			}
			p.Beats = append(p.Beats, x.anew...)
		} else {
			for _, k := range x.beats {
				p.Beats, a.was = append(p.Beats, a.plan.Beats[k]), append(a.was, k)
			}
			if x.sector >= 0 {
				s := a.plan.Sectors[x.sector]
				if s.AchievedH = 0; c.sector >= 0 {
					s.Fixed = l.s.Sectors[c.sector].ID
				}
				p.Sectors = append(p.Sectors, s)
			}
		}
		for _, b := range x.divided {
			pair.Used += b.Visits
		}
		p.Pairs = append(p.Pairs, pair)
	}
	for i := first; i < len(p.Beats); i++ {
		b := &p.Beats[i]
		value.LambdaH, value.Share = max(value.LambdaH, b.Weight*b.RevisitH), max(value.Share, b.Share)
	}
	for e, is := range l.visited() {
		if is {
			value.Visited += l.worth[e]
		}
	}
	l.division.Value = value
	d := l.describe(p.Beats[first:])
	if d.LowerBoundH = d.Proof.AnyOrder.LowerBoundH; d.LowerBoundH > 0 {
		d.GapPercent = max(d.LambdaH/d.LowerBoundH-1, 0) * 100
	}
	p.Layers = append(p.Layers, d)
	for _, s := range append(l.unvisited(), l.late()...) {
		p.Infeasible = append(p.Infeasible, s.Infeasible)
	}
}
