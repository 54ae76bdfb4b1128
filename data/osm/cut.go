package osm

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// alongM: how well a border's place is known, in metres, as OpenStreetMap and
// geo-maps differ by up to 28 m round Andorra. Where a way that crosses it
// strays no farther from it, it goes along it and belongs to neither side.
const alongM = 30

// part is a part of a way while sides are told.
type part struct {
	Road
	how standing
}

// Cut cuts ways where they cross the border. Parts of a way that is cut, or of
// which nodes are missing, have their number after its id, from 1; the others
// stay as they are. Where the border does not go on, a part lies on the side
// of those that it is connected with, if these are all of one. It also returns
// how many ways were cut at the border.
func (b *Border) Cut(ways []Way) (roads []Road, cut int) {
	var all []part
	for i := range ways {
		from := len(all)
		for _, run := range ways[i].Runs {
			r := ways[i].Road
			r.Shape = run
			parts := b.split(r)
			if len(parts) > 1 {
				cut++
			}
			all = append(all, parts...)
		}
		if parts := all[from:]; len(parts) > 1 {
			for k := range parts {
				parts[k].ID = fmt.Sprintf("%s-%d", ways[i].Road.ID, k+1)
			}
		}
	}
	b.share(all)
	roads = make([]Road, len(all))
	for i := range all {
		roads[i] = all[i].Road
	}
	return roads, cut
}

// split cuts one way.
func (b *Border) split(r Road) []part {
	lo, hi := boxOf(r.Shape...)
	if !b.edges.meet(lo, hi) {
		s := b.stand(Between(r.Shape[0], r.Shape[1], 0.5))
		for i := 0; i < len(r.Shape) && s.how != told; i++ {
			s = b.stand(r.Shape[i]) // one place that can be told tells of all
		}
		r.Side = s.side
		return []part{{r, s.how}}
	}
	shape, stands := b.crossed(r.Shape)
	var parts []part
	for i := 1; i < len(shape); i++ {
		parts = extend(parts, r, stands[i-1], shape[i-1:i+1])
	}
	if len(parts) < 2 {
		return parts
	}
	var joined []part
	for _, p := range parts {
		s := stand{p.how, p.Side}
		if b.along(p.Shape) {
			s = stand{how: onBorder}
		}
		joined = extend(joined, r, s, p.Shape)
	}
	return joined
}

// extend adds a further piece of the way r to its parts: to the last one where
// that lies the same, else as one of its own.
func extend(parts []part, r Road, s stand, piece Line) []part {
	if n := len(parts); n > 0 && parts[n-1].how == s.how && parts[n-1].Side == s.side {
		parts[n-1].Shape = append(parts[n-1].Shape, piece[1:]...)
		return parts
	}
	r.Side, r.Shape = s.side, slices.Clone(piece)
	return append(parts, part{r, s.how})
}

// crossed is the line with a vertex wherever it crosses the border, and says of
// each of its edges where it lies.
func (b *Border) crossed(l Line) (Line, []stand) {
	out, cut := Line{Round(l[0])}, []bool{false}
	put := func(p orb.Point, crosses bool) {
		switch p = Round(p); {
		case p != out[len(out)-1]:
			out, cut = append(out, p), append(cut, crosses)
		case crosses:
			cut[len(cut)-1] = true
		}
	}
	var fractions []float64
	for i := 1; i < len(l); i++ {
		fractions = b.edges.crossings(fractions[:0], l[i-1], l[i])
		slices.Sort(fractions)
		for _, t := range fractions {
			put(Between(l[i-1], l[i], t), true)
		}
		put(l[i], false)
	}
	stands := make([]stand, len(out)-1)
	for i := range stands {
		for _, t := range []float64{0.5, 0.001, 0.999} { // beyond an end, what is beside the line tells
			if stands[i] = b.stand(Between(out[i], out[i+1], t)); stands[i].how != untold {
				break
			}
		}
	}
	settle(out, stands, cut)
	return out, stands
}

// onLineM is how long a piece on the line itself has to be, in metres, for it
// to be a part of its own; a shorter one goes with what follows.
const onLineM = 200

// settle gives edges that cannot be told the stand of their neighbours that no
// crossing parts from them, and short pieces on the line that of what follows.
func settle(l Line, stands []stand, cut []bool) {
	for i := 1; i < len(stands); i++ {
		if stands[i].how == untold && !cut[i] {
			stands[i] = stands[i-1]
		}
	}
	for i := len(stands) - 2; i >= 0; i-- {
		switch {
		case cut[i+1]:
		case stands[i].how == untold:
			stands[i] = stands[i+1]
		case stands[i].how == onBorder && stands[i+1].how == told:
			from := i
			for from > 0 && stands[from-1].how == onBorder && !cut[from] {
				from--
			}
			if LengthM(l[from:i+2]) < onLineM {
				for k := from; k <= i; k++ {
					stands[k] = stands[i+1]
				}
			}
		}
	}
}

// along reports whether no place of the line is farther than alongM from the
// border, looking every ten metres.
func (b *Border) along(l Line) bool {
	for i := 1; i < len(l); i++ {
		steps := math.Ceil(FlatM(l[i-1], l[i])/10) + 1
		for j := range int(steps) + 1 {
			if b.DistanceM(Between(l[i-1], l[i], float64(j)/steps)) > alongM {
				return false
			}
		}
	}
	return true
}

// share gives parts whose side cannot be told that of the others that they are
// connected with, directly or by each other, where all of these lie on one. A
// vertex on the border connects nothing.
func (b *Border) share(parts []part) {
	var open []int
	for i := range parts {
		if parts[i].how == untold {
			open = append(open, i)
		}
	}
	if len(open) == 0 {
		return
	}
	sets := newSets(len(open))
	met := map[key]int{} // at a vertex: number in open
	for n, i := range open {
		for _, p := range parts[i].Shape {
			k := keyOf(p)
			if first, ok := met[k]; ok {
				sets.join(first, n)
			} else if b.stand(p).how != onBorder {
				met[k] = n
			}
		}
	}
	const several = "\x00"
	side := map[int]string{}
	for i := range parts {
		if parts[i].how != told {
			continue
		}
		for _, p := range parts[i].Shape {
			n, ok := met[keyOf(p)]
			if !ok {
				continue
			}
			if s, seen := side[sets.find(n)]; !seen {
				side[sets.find(n)] = parts[i].Side
			} else if s != parts[i].Side {
				side[sets.find(n)] = several
			}
		}
	}
	for n, i := range open {
		if s := side[sets.find(n)]; s != several {
			parts[i].Side = s
		}
	}
}
