package geo

// Reaches is many reaches, found by place. It is immutable and safe for
// concurrent use.
type Reaches struct {
	buckets
	sorted []Reach // by bucket
	number []int32 // of each in the slice that NewReaches was given
}

// reachItems are reaches as buckets take them.
type reachItems []Reach

func (r reachItems) place(i int) (*place, float64) { return &r[i].place, r[i].m }
func (r reachItems) box(i int) box                 { b := r[i].box(); return box{b.Min, b.Max} }
func (r reachItems) out(i int) float64             { return r[i].out }

// NewReaches indexes the reaches; results name them by their place in the
// slice. Those that hold nothing are never found.
func NewReaches(reaches []Reach) *Reaches {
	rs := &Reaches{}
	rs.number, _ = neighbours(len(reaches), reachItems(reaches))
	rs.sorted = make([]Reach, len(rs.number))
	for k, i := range rs.number {
		rs.sorted[k] = reaches[i]
	}
	rs.buckets = newBuckets(len(rs.sorted), reachItems(rs.sorted))
	return rs
}

// Sweep finds what of lines lies within reaches, block by block. It holds
// room to work in, so every goroutine needs its own.
type Sweep struct {
	rs     *Reaches
	around []int32 // buckets that a block may meet
	gather func([2]float64, [2]float64, int32) bool
	near   []int32 // reaches that a run comes near
	d2     [runPieces + 1]float64
	work   Work
}

// Work counts what a sweep has done so far.
type Work struct {
	Runs    int // stretches of up to 16 pieces looked at
	Held    int // of them, those that one reach holds whole
	Reaches int // measured from a run's middle
	Pieces  int // measured from a reach, those that another holds left out
}

// Work returns what the sweep has done so far.
func (s *Sweep) Work() Work { return s.work }

// NewSweep returns a sweep over the reaches.
func (rs *Reaches) NewSweep() *Sweep {
	s := &Sweep{rs: rs}
	s.gather = func(_, _ [2]float64, b int32) bool {
		s.around = append(s.around, b)
		return true
	}
	return s
}

// AppendWithin appends the spans of a block of the line that lie within those
// reaches that accept, when given, lets through. The spans are in no order
// and may overlap.
func (s *Sweep) AppendWithin(dst []Span, l *Line, block int, accept func(i int) bool) []Span {
	b := &l.blocks[block]
	s.around = s.around[:0]
	boxes, n := splitBox(b.bound())
	for _, x := range boxes[:n] {
		s.rs.tree.Search(x[0], x[1], s.gather)
	}
	if len(s.around) == 0 {
		return dst
	}
	for k := b.from; k < b.to; k++ {
		dst = s.run(dst, l, &l.runs[k], accept)
	}
	return dst
}

// run appends the spans of a run. Where one reach holds all of it, no other
// is looked at.
func (s *Sweep) run(dst []Span, l *Line, u *run, accept func(i int) bool) []Span {
	s.near = s.near[:0]
	s.work.Runs++
	for _, k := range s.around {
		g := &s.rs.list[k]
		if !g.meets(&u.ball, 0) {
			continue
		}
		s.work.Reaches += int(g.to - g.from)
		for i := g.from; i < g.to; i++ {
			r := &s.rs.sorted[i]
			c2, far := u.centre.Sub(r.at).Norm2(), r.out+u.radiusM
			if c2 > far*far || accept != nil && !accept(int(s.rs.number[i])) {
				continue
			}
			if in := r.in - u.radiusM; in >= 0 && c2 <= in*in {
				s.work.Held++
				return extend(dst, l.cum[u.from], l.cum[u.to])
			}
			s.near = append(s.near, i)
		}
	}
	if len(s.near) == 0 {
		return dst
	}
	return s.pieces(dst, l, u)
}

// pieces appends the spans of a run's pieces within the reaches near it, but
// no piece that a reach holds is shown to another.
func (s *Sweep) pieces(dst []Span, l *Line, u *run) []Span {
	n := int(u.to - u.from)
	whole, all := uint32(0), uint32(1)<<n-1 // bits of the pieces held
	v := l.v[u.from : u.to+1]
	for _, k := range s.near {
		r := &s.rs.sorted[k]
		for j := range v {
			s.d2[j] = v[j].Sub(r.at).Norm2()
		}
		for j := range n {
			if whole>>j&1 == 1 {
				continue
			}
			s.work.Pieces++
			if s.d2[j] <= r.in2 && s.d2[j+1] <= r.in2 {
				whole |= 1 << j
				continue
			}
			i := int(u.from) + j
			if lo, hi, ok := l.withinPieceM(i, v[j].Sub(r.at), v[j+1].Sub(r.at), s.d2[j], r); ok {
				dst = extend(dst, lo, hi)
			}
		}
		if whole == all {
			break
		}
	}
	for j := range n {
		if whole>>j&1 == 1 {
			dst = extend(dst, l.cum[int(u.from)+j], l.cum[int(u.from)+j+1])
		}
	}
	return dst
}
