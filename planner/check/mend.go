package check

import (
	"slices"
	"strconv"

	"lindero/planner"
	"lindero/planner/access"
	"lindero/sectors"
)

// mend checks that a change is one of a number that is there, and that with it
// the pair by itself, with all its sorties, could walk the whole stretch: as
// often as the rule asks, where that is what is wrong. That no smaller change
// would do is not checked.
func (c *checker) mend(where string, x *planner.Infeasible, m *planner.Change, s stretch) {
	k, ok := c.duoOf[m.Pair]
	if !ok || c.duos[k] == nil || c.plan.Pairs[k].Layer != x.Layer {
		c.add(CodeUnknown, where+".pair", "a pair of the layer", strconv.Quote(m.Pair))
		return
	}
	d := c.duos[k]
	side := slices.IndexFunc(d.crew[:], func(p *crew) bool { return p.ID == m.Patrol })
	switch {
	case side >= 0:
		c.text(CodeInfeasible, where+".side", d.crew[side].Side, m.Side)
	case m.Patrol != "":
		c.add(CodeUnknown, where+".patrol", "a patrol of "+m.Pair, strconv.Quote(m.Patrol))
		return
	case m.Side != "" && m.Side != c.s.Sides[0].Code && m.Side != c.s.Sides[1].Code:
		c.add(CodeInfeasible, where+".side", "a side", strconv.Quote(m.Side))
	}
	if !(m.To > m.From && m.To < 1e6) {
		c.add(CodeInfeasible, where+".to", "more than "+show(m.From), show(m.To))
		return
	}
	if m.Field != "post_distance_km" {
		c.number(CodeInfeasible, where+".at_m", 0, m.AtM)
	}
	switch m.Field {
	case "shift_h":
		if side < 0 {
			c.add(CodeInfeasible, where+".patrol", "the patrol whose shift it is", "nobody")
			return
		}
		c.number(CodeInfeasible, where+".from", d.crew[side].ShiftH, m.From)
		c.mended(where, x, m, s, func(k int, p *sectors.Patrol) {
			if k == side {
				p.ShiftH = m.To
			}
		})
	case "shifts_per_week":
		if !same(m.From, d.crew[0].ShiftsPerWeek, 1e-9) && !same(m.From, d.crew[1].ShiftsPerWeek, 1e-9) {
			c.add(CodeInfeasible, where+".from", show(d.crew[0].ShiftsPerWeek)+" or "+show(d.crew[1].ShiftsPerWeek), show(m.From))
		}
		c.mended(where, x, m, s, func(k int, p *sectors.Patrol) {
			if side < 0 || k == side {
				p.ShiftsPerWeek = max(p.ShiftsPerWeek, m.To)
			}
		})
	case "post_distance_km":
		c.number(CodeInfeasible, where+".from", 0, m.From)
		if b, ok := c.row.breakpoint(m.AtM); !ok || b < s.from || b > s.to {
			c.add(CodeInfeasible, where+".at_m", "a breakpoint of the stretch", show(m.AtM))
		}
	default:
		c.add(CodeInfeasible, where+".field", "shift_h, shifts_per_week or post_distance_km", strconv.Quote(m.Field))
	}
}

// mended wants a pair, its patrols changed, to be able to walk a stretch.
func (c *checker) mended(where string, x *planner.Infeasible, m *planner.Change, s stretch, change func(side int, p *sectors.Patrol)) {
	d := c.duos[c.duoOf[m.Pair]]
	crews := d.crew
	for k, was := range d.crew {
		p := *was.Patrol
		change(k, &p)
		if p == *was.Patrol {
			continue
		}
		crews[k] = &crew{Patrol: &p, side: was.side, times: was.times, shiftUs: was.shiftUs}
		if p.ShiftH != was.ShiftH {
			crews[k].times, crews[k].shiftUs = c.model.New(&p), access.Us(p.ShiftH)
		}
	}
	alone := newDuo(c.row, crews[0], crews[1], c.meetings(), c.anywhere)
	alone.sorties = c.sortiesOf(crews)
	from := s.from
	if c.row.copies > 1 {
		from %= c.row.n
	}
	alone.fixed = &[2]int{from, from + s.to - s.from}
	lambdaH := 0.0
	if x.Rule == planner.ByRevisit {
		lambdaH = c.row.referenceH
	}
	o := newOptimum(c.ctx, c.row, []*duo{alone}, 1)
	if o.best(c.s.PeriodD*24, lambdaH) < c.row.sum[s.to]-c.row.sum[s.from] && c.ctx.Err() == nil {
		c.add(CodeInfeasible, where+".to", "so much that "+m.Pair+" can walk the whole stretch", show(m.To))
	}
}
