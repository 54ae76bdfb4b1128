package network_test

import (
	"errors"
	"fmt"

	"lindero/geo"
	"lindero/planner/network"
)

// follow looks at every leg of a way from one of several places to another, or
// home from it.
func (m *matched) follow(tree *network.Tree, j *journeys, starts []place, p place, us int64) error {
	legs, seed := tree.Legs(m.place(p))
	if seed < 0 || seed >= len(starts) {
		return fmt.Errorf("seed %d", seed)
	}
	begin, end := m.n.At(m.place(starts[seed])), m.n.At(m.place(p))
	beginUs, endUs := starts[seed].us, us
	if j.home {
		begin, end = end, begin
		beginUs, endUs = -us, -beginUs
	}
	if len(legs) == 0 {
		if beginUs != endUs || geo.DistanceM(begin, end) > 1e-3 {
			return errors.New("there are no legs")
		}
		return nil
	}
	if first, last := legs[0], legs[len(legs)-1]; first.FromUs != beginUs || last.ToUs != endUs ||
		geo.DistanceM(first.From, begin) > 1e-3 || geo.DistanceM(last.To, end) > 1e-3 {
		return fmt.Errorf("from %v at %d to %v at %d, but the legs are %+v", begin, beginUs, end, endUs, legs)
	}
	for i := range legs {
		if i > 0 && (legs[i-1].To != legs[i].From || legs[i-1].ToUs != legs[i].FromUs) {
			return fmt.Errorf("leg %d of %+v begins elsewhere", i, legs)
		}
		if err := m.leg(j, &legs[i]); err != nil {
			return fmt.Errorf("leg %d of %+v: %w", i, legs, err)
		}
	}
	return nil
}

// leg looks at one leg: whether it may be gone at all, and so fast, and whether it
// stays on its side of the border.
func (m *matched) leg(j *journeys, x *network.Leg) error {
	took := float64(x.ToUs-x.FromUs) / 3.6e9 // h
	if x.Route < 0 {
		if x.Landing < 0 || !m.sees(x.From, x.To) {
			return errors.New("no landing, or behind the border")
		}
		return nil
	}
	r := &m.l.Routes[x.Route]
	if r.Border() || !r.Travel || r.Side != "" && r.Side != m.l.Scenario.Sides[j.p.Side].Code {
		return errors.New("the route is not to be travelled")
	}
	lo, hi := min(x.FromM, x.ToM), max(x.FromM, x.ToM)
	if at := r.Line.End(geo.Span{ToM: lo}); lo == hi && geo.DistanceM(at, x.From) > 1e-3 && geo.DistanceM(r.Line.At(lo), x.From) > 1e-3 {
		return errors.New("it is not on the route")
	}
	v := j.p.SpeedKmh.Of(r.Kind)
	if r.SpeedLimitKmh > 0 {
		v = min(v, r.SpeedLimitKmh)
	}
	if x.ToM > x.FromM {
		v += r.CurrentKmh
	} else {
		v -= r.CurrentKmh
	}
	if hi > lo && (v <= 0 || (hi-lo)/1000 > v*took*(1+1e-9)+1e-9) {
		return fmt.Errorf("%v km in %v h at %v km/h", (hi-lo)/1000, took, v)
	}
	if hi > lo && (hi-lo)/1000 < v*(took-100/3.6e9)-1e-9 {
		return fmt.Errorf("it takes too long: %v km in %v h at %v km/h", (hi-lo)/1000, took, v)
	}
	if r.OneWay && x.ToM < x.FromM && (r.Kind != "land" || !walks(&j.p)) {
		return errors.New("against the one way")
	}
	return m.stays(x.Route, lo, hi)
}

// stays looks whether a span of a route meets the border but within a metre of
// its vertices, and at none of these unless the route is of one side.
func (m *matched) stays(route int, lo, hi float64) error {
	line := m.l.Routes[route].Line
	ms := line.Chainages()
	for k, part := range line.Parts() {
		for i, p := range part {
			if m.l.Routes[route].Side == "" && ms[k][i] > lo+0.01 && ms[k][i] < hi-0.01 && m.onBorder(p) {
				return fmt.Errorf("it goes on at the border at %v", p)
			}
			if i == 0 {
				continue
			}
			for _, w := range m.walls(part[i-1], p, ms[k][i-1]) {
				if w.m > lo+0.01 && w.m < hi-0.01 {
					return fmt.Errorf("it crosses the border at %v", w.at)
				}
			}
		}
	}
	return nil
}
