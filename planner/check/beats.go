package check

import (
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner"
	"lindero/planner/access"
	"lindero/planner/axis"
)

// walk is a beat as breakpoints of the row.
type walk struct {
	ok                   bool
	pair                 int // in Plan.Pairs
	from, to, meet, part int
	sortieUs             [2]int64
	// Where each side comes to the border and leaves it; −1: not as the plan says.
	out, back [2]int
}

// fixSectors finds the pairs of the sectors that the user fixed: named by the
// scenario, or given by the plan with a note.
func (c *checker) fixSectors() {
	given := map[string]string{}
	for _, n := range c.plan.Notes {
		if n.Code == planner.NoteSectorGiven && len(n.Subjects) == 2 {
			given[n.Subjects[0]] = n.Subjects[1]
		}
	}
	for k, f := range c.s.Sectors {
		id := f.Pair
		if id == "" {
			id = given[f.ID]
		}
		i, ok := c.duoOf[id]
		if !ok {
			c.add(CodeFixed, "sectors", "a pair for the fixed sector "+f.ID, strconv.Quote(id))
			continue
		}
		if d := c.duos[i]; d != nil {
			d.fixed = &[2]int{c.axis.Sectors[k].From, c.axis.Sectors[k].To}
		}
	}
}

// fixedSector returns the sector that the user fixed for a pair.
func (c *checker) fixedSector(d *duo) string {
	for k, at := range c.axis.Sectors {
		if d != nil && d.fixed != nil && *d.fixed == [2]int{at.From, at.To} {
			return c.s.Sectors[k].ID
		}
	}
	return ""
}

// sectors checks each sector against its beats.
func (c *checker) sectors() {
	c.sectorOf = map[string]int{}
	last := -1
	for i := range c.plan.Sectors {
		s := &c.plan.Sectors[i]
		if _, twice := c.sectorOf[s.ID]; twice || s.ID == "" {
			c.add(CodeTwice, at("sectors", i, "id"), "an id of its own", strconv.Quote(s.ID))
		}
		c.sectorOf[s.ID] = i
		k, ok := c.duoOf[s.Pair]
		if !ok {
			c.add(CodeUnknown, at("sectors", i, "pair"), "a pair", strconv.Quote(s.Pair))
			continue
		}
		if k <= last {
			c.add(CodeOrder, at("sectors", i, "pair"), "one sector a pair, in the order of pairs", s.Pair)
		}
		last = k
		c.text(CodeValue, at("sectors", i, "layer"), c.plan.Pairs[k].Layer, s.Layer)
		c.text(CodeFixed, at("sectors", i, "fixed"), c.fixedSector(c.duos[k]), s.Fixed)
		c.hull(i, s)
	}
}

// hull checks a sector's numbers against its beats.
func (c *checker) hull(i int, s *planner.Sector) {
	fromM, toM, lambdaH, share, count := 0.0, 0.0, 0.0, 0.0, 0
	for k := range c.plan.Beats {
		b := &c.plan.Beats[k]
		if b.Sector != s.ID {
			continue
		}
		c.text(CodeOutside, at("beats", k, "pair"), s.Pair, b.Pair)
		if count == 0 {
			fromM, toM = b.FromM, b.ToM
		}
		fromM, toM = min(fromM, b.FromM), max(toM, b.ToM)
		share = max(share, b.Share)
		if b.Visits > 0 {
			lambdaH = max(lambdaH, b.Weight*c.plan.PeriodH/float64(b.Visits))
		}
		count++
	}
	if count == 0 {
		c.add(CodeMissing, at("sectors", i, "id"), "a sector with a beat", s.ID)
		return
	}
	c.near(CodeOutside, at("sectors", i, "from_m"), fromM, s.FromM, 1e-12)
	c.near(CodeOutside, at("sectors", i, "to_m"), toM, s.ToM, 1e-12)
	c.near(CodeValue, at("sectors", i, "length_m"), s.ToM-s.FromM, s.LengthM, 1e-12)
	c.number(CodeValue, at("sectors", i, "lambda_h"), lambdaH, s.LambdaH)
	c.number(CodeValue, at("sectors", i, "share"), share, s.Share)
}

// beats checks each beat by itself, and then that they lie beside each other.
func (c *checker) beats() {
	c.walks = make([]walk, len(c.plan.Beats))
	ids := map[string]bool{}
	used := make([]int, len(c.plan.Pairs))
	for i := range c.plan.Beats {
		b := &c.plan.Beats[i]
		if ids[b.ID] || b.ID == "" {
			c.add(CodeTwice, at("beats", i, "id"), "an id of its own", strconv.Quote(b.ID))
		}
		ids[b.ID] = true
		if _, ok := c.sectorOf[b.Sector]; !ok {
			c.add(CodeUnknown, at("beats", i, "sector"), "a sector", strconv.Quote(b.Sector))
		}
		k, ok := c.duoOf[b.Pair]
		if !ok {
			c.add(CodeUnknown, at("beats", i, "pair"), "a pair", strconv.Quote(b.Pair))
			continue
		}
		used[k] += max(0, b.Visits)
		if c.duos[k] != nil {
			c.walks[i] = c.beat(i, b, k)
		}
	}
	for k := range c.plan.Pairs {
		q := &c.plan.Pairs[k]
		c.whole(CodeSorties, at("pairs", k, "used"), used[k], q.Used)
		if d := c.duos[k]; d != nil && used[k] > d.sorties {
			c.add(CodeSorties, at("pairs", k, "used"), "at most "+strconv.Itoa(d.sorties), strconv.Itoa(used[k]))
		}
	}
	c.beside()
}

// beat checks one beat.
func (c *checker) beat(i int, b *planner.Beat, k int) walk {
	r, d := c.row, c.duos[k]
	w := walk{pair: k}
	var ok bool
	if w.from, w.to, ok = r.span(b.FromM, b.ToM); !ok || w.from >= w.to || w.to-w.from > r.n {
		c.add(CodeBreakpoint, at("beats", i, "from_m"), "a span between breakpoints", show(b.FromM)+" … "+show(b.ToM))
		return w
	}
	c.near(CodeValue, at("beats", i, "length_m"), b.ToM-b.FromM, b.LengthM, 1e-12)
	if !d.open(w.from, w.to) {
		c.add(CodeClosed, at("beats", i, ""), "a beat that "+b.Pair+" can and may walk", "one that it cannot")
		return w
	}
	if w.meet, ok = c.reachable(d, b.MeetM, w.from); !ok {
		c.add(CodeBreakpoint, at("beats", i, "meet_m"), "a breakpoint from which the beat can be walked to", show(b.MeetM))
		return w
	}
	w.part, ok = c.reachable(d, b.PartM, w.from)
	if !ok || w.part != w.from && w.part != w.to {
		c.add(CodeBreakpoint, at("beats", i, "part_m"), "an end of the beat", show(b.PartM))
		return w
	}
	w.ok = true
	c.place(at("beats", i, "meet_at"), r.axis.At[r.home(w.meet)], b.MeetAt)
	c.place(at("beats", i, "part_at"), r.axis.At[r.home(w.part)], b.PartAt)
	c.meetingPoint(i, b, w.meet)
	c.times(i, b, &w)
	c.ways(i, &w, b.OutM, b.BackM)
	c.routes(i, &w)
	c.visits(i, b, &w)
	return w
}

// reachable returns the breakpoint at a chainage from which the pair can walk
// to another: of the two on either side of a void, the one on this.
func (c *checker) reachable(d *duo, chainageM float64, to int) (int, bool) {
	b, ok := c.row.breakpoint(chainageM)
	if !ok {
		return 0, false
	}
	for ; ; b++ {
		if d.open(b, to) {
			return b, true
		}
		if b >= c.row.len() || c.row.axis.Elements[c.row.of(b)].Route != axis.Void {
			return 0, false
		}
	}
}

// place wants two places to be the same to a centimetre.
func (c *checker) place(where string, want, got orb.Point) {
	if !(geo.DistanceM(want, got) <= 0.01) {
		c.add(CodeValue, where, show(want[0])+" "+show(want[1]), show(got[0])+" "+show(got[1]))
	}
}

// meetingPoint wants a beat to meet where pairs may.
func (c *checker) meetingPoint(i int, b *planner.Beat, meet int) {
	var here []string
	for k, m := range c.axis.Meetings {
		if c.sameBreakpoint(m.Breakpoint, meet) {
			here = append(here, c.s.MeetingPoints[k].ID)
		}
	}
	switch {
	case len(here) == 0 && !c.anywhere:
		c.add(CodeMeeting, at("beats", i, "meet_m"), "a designated meeting point", show(b.MeetM))
	case len(here) == 0:
		c.text(CodeMeeting, at("beats", i, "meeting_point"), "", b.MeetingPoint)
	case !slices.Contains(here, b.MeetingPoint) && (!c.anywhere || b.MeetingPoint != ""):
		c.add(CodeMeeting, at("beats", i, "meeting_point"), here[0], strconv.Quote(b.MeetingPoint))
	}
}

// sameBreakpoint reports whether a breakpoint of the border is one of the row.
func (c *checker) sameBreakpoint(border, row int) bool {
	if c.row.copies == 1 {
		return border == row
	}
	return border%c.row.n == row%c.row.n
}

// times checks how long the two sides are out.
func (c *checker) times(i int, b *planner.Beat, w *walk) {
	d := c.duos[w.pair]
	far := w.from + w.to - w.part
	walkUs := d.way(w.meet, far) + d.way(far, w.part)
	c.number(CodeValue, at("beats", i, "walk_h"), access.Hours(walkUs), b.WalkH)
	share := 0.0
	for s, x := range d.crew {
		field := func(name string) string { return at("beats", i, name+"["+strconv.Itoa(s)+"]") }
		c.number(CodeValue, field("arrive_h"), access.Hours(d.arrive[s][w.meet]), b.ArriveH[s])
		c.number(CodeValue, field("home_h"), access.Hours(d.home[s][w.part]), b.HomeH[s])
		w.sortieUs[s] = d.sortieUs(s, w.meet, far, w.part)
		c.number(CodeValue, field("sortie_h"), access.Hours(w.sortieUs[s]), b.SortieH[s])
		if w.sortieUs[s] > x.shiftUs {
			c.add(CodeShift, field("sortie_h"), "at most "+show(x.ShiftH), show(access.Hours(w.sortieUs[s])))
		}
		if x.shiftUs > 0 {
			share = max(share, float64(w.sortieUs[s])/float64(x.shiftUs))
		}
	}
	c.number(CodeValue, at("beats", i, "share"), share, b.Share)
}

// visits checks how often a beat is walked.
func (c *checker) visits(i int, b *planner.Beat, w *walk) {
	weight, allowed := 0.0, 0.0
	for e := w.from; e < w.to; e++ {
		of := c.row.of(e)
		weight = max(weight, c.row.weight[of])
		if h := c.s.Rules.RevisitH.Of(c.axis.Kind(of)); e == w.from || h < allowed {
			allowed = h
		}
	}
	c.number(CodeValue, at("beats", i, "weight"), weight, b.Weight)
	c.number(CodeValue, at("beats", i, "allowed_h"), allowed, b.AllowedH)
	if b.Visits < 1 {
		c.add(CodeValue, at("beats", i, "visits"), "at least 1", strconv.Itoa(b.Visits))
		return
	}
	c.number(CodeValue, at("beats", i, "revisit_h"), c.s.PeriodD*24/float64(b.Visits), b.RevisitH)
}

// beside checks that beats and sectors stand in order and do not overlap, and
// that nobody walks in a sector that is fixed for another.
func (c *checker) beside() {
	before := map[string]int{} // the last beat of each layer
	first := map[string]int{}
	for i, w := range c.walks {
		if i > 0 && c.walks[i-1].pair > w.pair {
			c.add(CodeOrder, at("beats", i, "pair"), "beats in the order of pairs", c.plan.Beats[i].Pair)
		}
		if !w.ok {
			continue
		}
		layer := c.plan.Pairs[w.pair].Layer
		if k, ok := before[layer]; ok && c.axis.Ring && w.from < c.walks[k].to {
			shift := (c.walks[k].to - w.from + c.row.n - 1) / c.row.n * c.row.n
			w.from, w.to = w.from+shift, w.to+shift
			w.meet, w.part = w.meet+shift, w.part+shift
			for s := range w.out {
				if w.out[s] >= 0 {
					w.out[s] += shift
				}
				if w.back[s] >= 0 {
					w.back[s] += shift
				}
			}
			c.walks[i] = w
		} else if ok && c.walks[k].to > w.from {
			c.add(CodeOverlap, at("beats", i, "from_m"), "at or after "+show(c.plan.Beats[k].ToM), show(c.plan.Beats[i].FromM))
		}
		if _, ok := first[layer]; !ok {
			first[layer] = i
		}
		before[layer] = i
		c.inFixed(i, w, layer)
	}
	for layer, k := range before {
		if c.axis.Ring && c.walks[k].to-c.row.n > c.walks[first[layer]].from {
			c.add(CodeOverlap, at("beats", k, "to_m"), "at most a round after the first of "+layer, show(c.plan.Beats[k].ToM))
		}
	}
}

// inFixed checks that a beat is in its pair's fixed sector, and in no other's.
func (c *checker) inFixed(i int, w walk, layer string) {
	for k, d := range c.duos {
		if d == nil || d.fixed == nil || c.plan.Pairs[k].Layer != layer {
			continue
		}
		inside := 0
		for e := w.from; e < w.to; e++ {
			if d.holds(e) {
				inside++
			}
		}
		if k == w.pair && inside < w.to-w.from || k != w.pair && inside > 0 {
			c.add(CodeFixed, at("beats", i, "pair"), "beats of "+c.plan.Pairs[k].ID+", and of nobody else, in its fixed sector", c.plan.Beats[i].Pair)
		}
	}
}

// holds reports whether an element of the row lies in the pair's fixed sector.
func (d *duo) holds(e int) bool {
	for round := range d.row.copies {
		from, to := d.fixed[0]+round*d.row.n, d.fixed[1]+round*d.row.n
		if from <= e && e < to {
			return true
		}
	}
	return d.row.copies > 1 && e < d.fixed[1]-d.row.n
}
