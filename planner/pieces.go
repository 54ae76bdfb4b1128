package planner

import "lindero/planner/watch"

// watchedRoute is what comes of one route, or of a span of it.
type watchedRoute struct {
	spans  []RouteSpan
	gaps   []PlanGap
	pieces []*piece
	// begins are the places at which cells, or what else cuts a route, begin or
	// end.
	begins []float64
}

// piece is a span of a route between two places over which nothing goes on: no
// stretch and no gap lies on both sides of either. What comes of it depends on
// nothing beyond it, so it stays as it is while those who see it do; and the
// sums of a route are those of its pieces, added up in their order.
type piece struct {
	fromM   float64
	begins  bool // it begins at one of watchedRoute.begins
	total   sums
	sectors []sectorSums // that have something of it
	days    []sums
}

// sectorSums are what a sector, by its place in the plan, has of a piece.
type sectorSums struct {
	sector int
	sums
}

// pieceOf returns the piece that a slice belongs to, once it is known what goes on
// in the slice, and fills in which of its sums the slice counts for.
func (x *routeSweep) pieceOf(s *watch.Slice) *piece {
	if s.Begins {
		x.out.begins = append(x.out.begins, s.FromM)
	}
	if n := len(x.out.pieces); n == 0 || !x.joined {
		next := &piece{fromM: s.FromM, begins: s.Begins}
		if !x.noDays {
			next.days = make([]sums, len(x.days))
		}
		x.out.pieces = append(x.out.pieces, next)
	}
	r := x.out.pieces[len(x.out.pieces)-1]
	x.into = append(x.into[:0], &r.total)
	middle := (s.FromM + s.ToM) / 2
	for _, c := range x.sectorAt {
		if c.FromM <= middle && middle <= c.ToM {
			r.addSector(c.sector)
		}
	}
	for _, c := range x.sectorAt {
		if c.FromM <= middle && middle <= c.ToM {
			x.into = append(x.into, r.sector(c.sector))
		}
	}
	return r
}

// addSector makes room for the sums of a sector.
func (r *piece) addSector(sector int) {
	if r.sector(sector) == nil {
		r.sectors = append(r.sectors, sectorSums{sector: sector})
	}
}

// sector returns the sums of a sector; nil where it has nothing of the piece.
func (r *piece) sector(sector int) *sums {
	for i := range r.sectors {
		if r.sectors[i].sector == sector {
			return &r.sectors[i].sums
		}
	}
	return nil
}

// add adds what comes of a route to the sums of sectors, by their place in the
// plan, and of days, if any are wanted, and returns the sum of all of it.
func (r *watchedRoute) add(sectors, days []sums) *sums {
	total, ofSector, ofDay := &sums{}, map[int]*sums{}, make([]sums, len(days))
	for _, x := range r.pieces {
		total.add(&x.total)
		for i := range x.sectors {
			of := ofSector[x.sectors[i].sector]
			if of == nil {
				of = &sums{}
				ofSector[x.sectors[i].sector] = of
			}
			of.add(&x.sectors[i].sums)
		}
		for d := range ofDay {
			ofDay[d].add(&x.days[d])
		}
	}
	for k, of := range ofSector {
		sectors[k].add(of)
	}
	for d := range ofDay {
		days[d].add(&ofDay[d])
	}
	return total
}
