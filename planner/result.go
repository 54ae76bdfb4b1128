package planner

import (
	"cmp"
	"math"

	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/planner/divide"
	"lindero/sectors"
)

// plan writes down what the layers have come to.
func (r *run) plan(layers []*layer) (*Plan, error) {
	p := &Plan{Format: PlanFormat, Scenario: r.s.Hash(), Name: r.s.Name, Version: r.o.Version, Options: r.o,
		Sides: [2]string{r.s.Sides[0].Code, r.s.Sides[1].Code}, PeriodH: r.s.PeriodD * 24, ReferenceH: r.refH, LengthM: r.LengthM(),
		Layers: []Layer{}, Pairs: []Pair{}, Unpaired: []Unpaired{}, MeetingPoints: []MeetingPoint{},
		Sectors: []Sector{}, Beats: []Beat{}, Infeasible: []Infeasible{}, Notes: []Note{}}
	p.Notes = append(p.Notes, r.notes...)
	for _, l := range layers {
		p.Unpaired = append(p.Unpaired, l.unpaired...)
		beats := len(p.Beats)
		l.writePairs(p)
		own := l.describe(p.Beats[beats:])
		infeasible, err := l.infeasible()
		if err != nil {
			return nil, err
		}
		p.Layers = append(p.Layers, own)
		p.Infeasible = append(p.Infeasible, infeasible...)
	}
	r.writeMeetings(p)
	if err := r.timetable(p); err != nil {
		return nil, err
	}
	if err := r.cover(p, layers); err != nil {
		return nil, err
	}
	return p, nil
}

// cover writes down what the timetable watches, and what stays open.
func (r *run) cover(p *Plan, layers []*layer) error {
	w, err := newWatcher(r.ctx, newWays(r.model, p, r.tables))
	if err != nil {
		return err
	}
	static, err := Cover(r.ctx, r.Layout, nil)
	if err != nil {
		return err
	}
	w.repeat()
	w.reason = w.reasonIn(r, layers, static)
	return w.cover(r.ctx)
}

// writePairs appends the pairs of a layer, their sectors and beats.
func (l *layer) writePairs(p *Plan) {
	byPair := make([][]divide.Beat, len(l.crews))
	for _, b := range l.division.Beats {
		byPair[b.Pair] = append(byPair[b.Pair], b)
	}
	for i, c := range l.crews {
		pair := l.pairOf(i, c)
		if span := l.division.Sectors[i]; !span.Empty() {
			var beats []Beat
			for k, b := range byPair[i] {
				beats = append(beats, l.beat(c, b, k+1, span.From))
				pair.Used += b.Visits
			}
			p.Sectors = append(p.Sectors, l.sectorOf(c, span, beats))
			p.Beats = append(p.Beats, beats...)
		}
		p.Pairs = append(p.Pairs, pair)
	}
}

// pairOf describes a pair, the i-th of its layer, but for what it is used for.
func (l *layer) pairOf(i int, c *crew) Pair {
	pair := Pair{ID: c.id, Number: i + 1, Layer: l.name, Fixed: c.fixed, Kinds: l.kinds(c),
		MeetM: l.ChainageM[c.at], MeetH: hours(c.meetUs), Sorties: c.pair.Sorties}
	for s, patrol := range c.patrols {
		pair.Patrols[s] = l.s.Patrols[patrol].ID
		pair.Posts[s] = l.s.Patrols[patrol].Post
	}
	return pair
}

// sectorOf describes the sector of a pair with its beats.
func (l *layer) sectorOf(c *crew, span divide.Span, beats []Beat) Sector {
	s := Sector{ID: c.id, Pair: c.id, Layer: l.name, FromM: l.chainage(span.From, span.From), ToM: l.chainage(span.To, span.From)}
	s.LengthM = s.ToM - s.FromM
	if c.sector >= 0 {
		s.Fixed = l.s.Sectors[c.sector].ID
	}
	for i := range beats {
		s.LambdaH = max(s.LambdaH, beats[i].Weight*beats[i].RevisitH)
		s.Share = max(s.Share, beats[i].Share)
	}
	return s
}

// hours returns a time in hours; 0 where it is none.
func hours(us int64) float64 {
	if us >= access.Never {
		return 0
	}
	return access.Hours(us)
}

// kinds returns the kinds on which both patrols of a pair can move.
func (l *layer) kinds(c *crew) []string {
	out := []string{}
	for _, k := range sectors.Kinds {
		if l.s.Patrols[c.patrols[0]].SpeedKmh.Of(k) > 0 && l.s.Patrols[c.patrols[1]].SpeedKmh.Of(k) > 0 {
			out = append(out, string(k))
		}
	}
	return out
}

// beat describes a beat, the n-th of its pair. base is the breakpoint at which
// the sector begins.
func (l *layer) beat(c *crew, b divide.Beat, n, base int) Beat {
	w := c.pair.WalkUs
	meet, part := b.Meet-c.pair.From, b.Part-c.pair.From
	out := Beat{ID: c.id + "/" + itoa(n), Pair: c.id, Sector: c.id,
		FromM: l.chainage(b.From, base), ToM: l.chainage(b.To, base),
		MeetM: l.chainage(b.Meet, base), MeetAt: l.At[l.at(b.Meet)], PartM: l.chainage(b.Part, base), PartAt: l.At[l.at(b.Part)],
		Visits: b.Visits, RevisitH: l.in.PeriodH / float64(b.Visits)}
	out.LengthM = out.ToM - out.FromM
	near := b.From - c.pair.From
	if b.Part == b.From {
		near = b.To - c.pair.From
	}
	walk := abs(w[near]-w[meet]) + w[b.To-c.pair.From] - w[b.From-c.pair.From]
	out.WalkH = hours(walk)
	for s := range 2 {
		// The tables of a pair are closed under walking together, which may
		// bring it somewhere sooner than the patrol's own; the sortie has what
		// is left.
		home := min(c.pair.HomeUs[s][part], b.SortieUs[s])
		out.HomeH[s] = hours(home)
		out.ArriveH[s] = hours(b.SortieUs[s] - walk - home)
		out.SortieH[s] = hours(b.SortieUs[s])
		t := l.tables[c.patrols[s]]
		out.OutM[s] = l.anchor(c, s, b.Meet, base, t.From, t.ArriveUs, t.Anchor)
		out.BackM[s] = l.anchor(c, s, b.Part, base, t.From, t.HomeUs, t.HomeAnchor)
		if shift := c.pair.ShiftUs[s]; shift > 0 {
			out.Share = max(out.Share, float64(b.SortieUs[s])/float64(shift))
		}
	}
	for e := b.From; e < b.To; e++ {
		x := e % l.N()
		if l.Elements[x].Route == axis.Void {
			continue
		}
		out.Weight = max(out.Weight, l.weight[x])
		if h := l.s.Rules.RevisitH.Of(l.Kind(x)); out.AllowedH == 0 || h < out.AllowedH {
			out.AllowedH = h
		}
	}
	if i := l.meetingAt(l.at(b.Meet)); i >= 0 && l.allow != nil {
		out.MeetingPoint = l.s.MeetingPoints[i].ID
	}
	return out
}

// anchor returns the chainage at which a patrol of a pair comes to the border on
// its way to a breakpoint of the solver, from where it goes along it, or leaves it
// on its way home from there. times and anchors are of the breakpoints from the
// first on. On a ring it counts on as the breakpoint does, the shorter way round.
func (l *layer) anchor(c *crew, side, b, base, first int, times []int64, anchors []int32) float64 {
	at := l.at(b)
	anchor := int(anchors[at-first])
	if anchor < 0 {
		return l.chainage(b, base)
	}
	if !l.Ring {
		return l.chainage(anchor, base)
	}
	patrol, n := &l.s.Patrols[c.patrols[side]], l.N()
	restUs := times[at-first] - times[anchor-first]
	best, off := 0.0, access.Never
	for turn := -1; turn <= 1; turn++ {
		from := anchor + (b/n+turn)*n
		us := int64(0)
		for e := min(from, b); e < max(from, b) && us < restUs+off; e++ {
			us += access.WalkUs(l.Elements[(e+n)%n].LengthM, access.HugKmh(l.Axis, patrol, side, (e+n)%n))
		}
		if d := abs(us - restUs); d < off {
			best, off = l.chainage(from, base), d
		}
	}
	return best
}

func abs(x int64) int64 { return max(x, -x) }

// meetingAt returns the meeting point at a breakpoint; the nearest of several,
// of those as near the first by id.
func (r *run) meetingAt(b int) int {
	best := -1
	for i, m := range r.Meetings {
		same := m.Breakpoint == b || r.Ring && m.Breakpoint%r.N() == b%r.N()
		if same && (best < 0 || cmp.Or(cmp.Compare(m.OffsetM, r.Meetings[best].OffsetM),
			cmp.Compare(r.s.MeetingPoints[i].ID, r.s.MeetingPoints[best].ID)) < 0) {
			best = i
		}
	}
	return best
}

// writeMeetings writes the scenario's meeting points, and who meets there.
func (r *run) writeMeetings(p *Plan) {
	at := map[string]int{}
	for i, m := range r.Meetings {
		s := r.s.MeetingPoints[i]
		at[s.ID] = len(p.MeetingPoints)
		p.MeetingPoints = append(p.MeetingPoints, MeetingPoint{ID: s.ID, Name: s.Name,
			ChainageM: r.ChainageM[m.Breakpoint], At: r.At[m.Breakpoint], OffsetM: m.OffsetM, Pairs: []string{}})
	}
	for _, b := range p.Beats {
		if i, ok := at[b.MeetingPoint]; ok && b.MeetingPoint != "" {
			m := &p.MeetingPoints[i]
			if n := len(m.Pairs); n == 0 || m.Pairs[n-1] != b.Pair {
				m.Pairs = append(m.Pairs, b.Pair)
			}
		}
	}
}

// describe describes a layer that has these beats.
func (l *layer) describe(beats []Beat) Layer {
	d := l.division
	out := Layer{Name: l.name, Pairs: len(l.crews), LambdaH: d.LambdaH, LowerBoundH: d.LambdaH, Share: d.Share, Optimal: d.Proof.Optimal}
	visited := l.visited()
	var worth int64
	for e, is := range visited {
		if is {
			out.VisitedM += l.Elements[e].LengthM
		} else {
			out.UnreachableM += l.Elements[e].LengthM
			worth += l.worth[e]
		}
	}
	out.UnreachableWeightedM = float64(worth) / 1000
	for _, c := range l.crews {
		if c.meetUs < access.Never && !c.fixed {
			out.Pairing.LatestH = max(out.Pairing.LatestH, hours(c.meetUs))
			out.Pairing.TotalH += hours(c.meetUs)
		}
	}
	out.Proof = l.proof(beats)
	return out
}

// longestOf returns the length of the longest beat of a pair, by where those begin
// that end at its breakpoints.
func (l *layer) longestOf(c *crew, starts []int32) (m float64) {
	for b, a := range starts {
		from := c.pair.From + int(a)
		m = max(m, l.chainage(c.pair.From+b, from)-l.chainage(from, from))
	}
	return m
}

// visited returns by element of the border whether it is in a beat.
func (l *layer) visited() []bool {
	out := make([]bool, l.N())
	for _, b := range l.division.Beats {
		for e := b.From; e < b.To; e++ {
			out[e%l.N()] = true
		}
	}
	return out
}

// proof writes down why no division is better.
func (l *layer) proof(beats []Beat) Proof {
	d := l.division
	out := Proof{NextH: d.Proof.NextH, Reach: []ProofReach{}, Swaps: append([]Swap{}, l.swaps...), AnyOrder: l.anyOrder()}
	if d.Proof.NextH > 0 {
		out.MissingWeightedM = float64(d.Visited-d.Proof.VisitedAtNext) / 1000
	}
	base := 0
	if len(d.Beats) > 0 {
		base = d.Beats[0].From
	}
	for i, b := range d.Proof.ReachAtNext {
		out.Reach = append(out.Reach, ProofReach{Pair: l.crews[i].id, ToM: l.chainage(b, base), Rule: l.stops(i, b)})
	}
	for i := range beats {
		b := &beats[i]
		if b.Weight*b.RevisitH >= d.LambdaH*(1-1e-12) && out.Bottleneck == nil {
			out.Bottleneck = &Bottleneck{Pair: b.Pair, Beat: b.ID, FromM: b.FromM, ToM: b.ToM, Rule: BySorties, Visits: b.Visits}
		}
	}
	return out
}

// stops says what keeps a pair from going on from a breakpoint.
func (l *layer) stops(i, b int) Rule {
	c := l.crews[i]
	if !l.Ring && b >= l.N() {
		return ByEnd
	}
	k := b - c.pair.From
	if k >= 0 && k < len(l.reached[i]) && l.reached[i][k] {
		return BySorties
	}
	return l.bars(c, b%max(l.N(), 1))
}

// bars says what keeps a pair from an element that no sortie of it takes in.
func (l *layer) bars(c *crew, e int) Rule {
	x := &l.Elements[e]
	switch {
	case x.Route == axis.Void:
		return ByBreak
	case x.Forbidden[0] || x.Forbidden[1]:
		return ByForbidden
	case !l.open(c.patrols[0], c.patrols[1], e):
		return ByKind
	case c.pair.Meet != nil && len(c.pair.Meet) == 0:
		return ByMeeting
	}
	return ByShift
}

// anyOrder bounds what the same pairs could do in any order, by counting: what
// no pair reaches stays unvisited, and all visits together are no longer than
// all sorties with each pair's longest beat.
func (l *layer) anyOrder() AnyOrder {
	var out AnyOrder
	reached := make([]bool, l.N())
	for i, c := range l.crews {
		if c.pair.Sorties > 0 {
			l.mark(reached, c.pair.From, l.reached[i])
		}
	}
	var missing, all int64
	asked := make([]float64, len(l.in.Weights)) // metres of each level
	for e, w := range l.worth {
		all += w
		if !reached[e] {
			missing += w
		} else {
			asked[l.in.Level[e]] += l.Elements[e].LengthM
		}
	}
	out.UnreachableWeightedM = float64(missing) / 1000
	if all-missing > l.division.Visited {
		return out // what would be visited is not known, so λ is not bounded
	}
	given := 0.0
	for i, c := range l.crews {
		given += l.longest[i] * float64(c.pair.Sorties)
	}
	out.LowerBoundH = divide.Bound(l.in, asked, given)
	out.LowerBoundH = math.Min(out.LowerBoundH, l.division.LambdaH)
	return out
}
