package check

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"lindero/sectors"
)

const (
	weekH = 168.0
	// sameHourH is how far apart meetings at one place have to be.
	sameHourH = 1.0
)

// outing is a sortie as one patrol has it.
type outing struct {
	sortie, side int
	fromH, toH   float64
}

// cut reports whether a patrol is not there for all of the period.
func (c *checker) cut(p *sectors.Patrol) bool {
	fromH, toH := c.available(p)
	return fromH > 0 || toH < c.periodH()
}

// available returns from when to when a patrol is there, in hours from the
// start.
func (c *checker) available(p *sectors.Patrol) (fromH, toH float64) {
	fromH, toH = math.Inf(-1), math.Inf(1)
	if !p.AvailableFrom.IsZero() {
		fromH = p.AvailableFrom.Sub(c.s.Start).Hours()
	}
	if !p.AvailableTo.IsZero() {
		toH = p.AvailableTo.Sub(c.s.Start).Hours()
	}
	return fromH, toH
}

// repeats reports whether a pair's timetable goes on after the period as it was.
func (c *checker) repeats(d *duo) bool { return !c.cut(d.crew[0].Patrol) && !c.cut(d.crew[1].Patrol) }

// outings returns the sorties of a patrol in order of time, and whether they
// repeat.
func (c *checker) outings(x *crew) (out []outing, repeats bool) {
	repeats = !c.cut(x.Patrol)
	for i, t := range c.trips {
		if !t.ok || c.duos[t.pair] == nil {
			continue
		}
		for side, y := range c.duos[t.pair].crew {
			if x == y {
				out = append(out, outing{i, side, t.departH[side], t.returnH[side]})
				repeats = repeats && c.repeats(c.duos[t.pair])
			}
		}
	}
	slices.SortStableFunc(out, func(a, b outing) int { return cmp.Compare(a.fromH, b.fromH) })
	return out, repeats
}

// rests holds each patrol's sorties to its shift, rest and week, and to when it
// is there.
func (c *checker) rests() {
	for _, x := range c.crews {
		out, repeats := c.outings(x)
		fromH, toH := c.available(x.Patrol)
		weeks := map[int]int{}
		for k, o := range out {
			field := func(name string) string {
				return at("sorties", o.sortie, name+"["+strconv.Itoa(o.side)+"]")
			}
			if !(o.toH-o.fromH <= x.ShiftH+exactH) {
				c.add(CodeShift, field("return_h"), "at most "+show(x.ShiftH)+" h after "+show(o.fromH), show(o.toH))
			}
			if o.fromH < fromH-exactH || o.toH > toH+exactH {
				c.add(CodeAway, field("depart_h"), x.ID+" there from "+show(fromH)+" to "+show(toH), show(o.fromH)+" to "+show(o.toH))
			}
			nextH := math.Inf(1)
			switch {
			case k+1 < len(out):
				nextH = out[k+1].fromH
			case repeats:
				nextH = out[0].fromH + c.periodH()
			}
			if !(nextH-o.toH >= x.RestH-exactH) {
				c.add(CodeRest, field("return_h"), "at most "+show(nextH-x.RestH)+", for "+show(x.RestH)+" h of rest", show(o.toH))
			}
			week := c.weekOf(o.fromH)
			if weeks[week]++; weeks[week] == c.shifts(x)+1 {
				c.add(CodeWeek, field("depart_h"), "at most "+strconv.Itoa(c.shifts(x))+" shifts of "+x.ID+" in week "+strconv.Itoa(week+1), strconv.Itoa(weeks[week]))
			}
		}
	}
}

// weekOf returns the week of the period in which a time lies.
func (c *checker) weekOf(h float64) int {
	return int(math.Floor((c.turned(h + exactH)) / weekH))
}

// shifts returns how many shifts of a patrol a week holds.
func (c *checker) shifts(x *crew) int {
	return int(math.Ceil(max(0, min(x.ShiftsPerWeek, 1e6)) - 1e-9))
}

// apartH returns how long is between two times, as the timetable repeats.
func (c *checker) apartH(a, b float64) float64 {
	d := c.turned(a - b)
	return min(d, c.periodH()-d)
}

// venue is a place where pairs meet: a designated one, or a breakpoint.
type venue struct {
	id         string
	breakpoint int
}

func (c *checker) venueOf(beat int) (venue, bool) {
	if id := c.plan.Beats[beat].MeetingPoint; id != "" {
		return venue{id, -1}, true
	}
	w := &c.walks[beat]
	return venue{"", c.row.home(w.meet)}, w.ok
}

// name returns how a note may name a venue, but for digits of a chainage.
func (c *checker) named(v venue, name string) bool {
	if v.id != "" {
		return v.id == name
	}
	m, err := strconv.ParseFloat(name, 64)
	return err == nil && math.Abs(m-c.axis.ChainageM[v.breakpoint]) <= 1
}

// room returns how many pairs may meet at a venue in the same hour.
func (c *checker) room(v venue) int {
	for i := range c.s.MeetingPoints {
		if m := &c.s.MeetingPoints[i]; v.id != "" && m.ID == v.id {
			return max(1, m.Room)
		}
	}
	return 1
}

// crowd is who meets at a venue within one hour: a few pairs too many.
type crowd struct {
	sortie int
	at     venue
	pairs  []int
}

// crowds returns where more pairs meet in the same hour than have room.
func (c *checker) crowds() []crowd {
	at := map[venue][]int{}
	var order []venue
	for i, t := range c.trips {
		if !t.ok {
			continue
		}
		if v, ok := c.venueOf(t.beat); ok {
			if at[v] == nil {
				order = append(order, v)
			}
			at[v] = append(at[v], i)
		}
	}
	var out []crowd
	for _, v := range order {
		for _, i := range at[v] {
			pairs := []int{c.trips[i].pair}
			for _, k := range at[v] {
				after := c.turned(c.trips[k].meetH - c.trips[i].meetH + exactH)
				if after < sameHourH && !slices.Contains(pairs, c.trips[k].pair) {
					pairs = append(pairs, c.trips[k].pair)
				}
			}
			if len(pairs) > c.room(v) {
				out = append(out, crowd{i, v, pairs})
			}
		}
	}
	return out
}

// rooms wants no more pairs to meet at a place in the same hour than it has
// room for, but where a note says that there is no other time.
func (c *checker) rooms() {
	for _, x := range c.crowds() {
		if !slices.ContainsFunc(c.plan.Notes, func(n note) bool { return c.excuses(n, x) }) {
			c.add(CodeRoom, at("sorties", x.sortie, "meet_h"), strconv.Itoa(c.room(x.at))+" pairs in the same hour", strconv.Itoa(len(x.pairs)))
		}
	}
}
