package access

import (
	"context"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/water"
	"lindero/planner/axis"
	"lindero/planner/network"
	"lindero/sectors"
)

// HarbourM is how far from the water the post of a ship may be.
const HarbourM = 5000.0

// Ashore is what keeps a patrol from moving at its post.
type Ashore string

// What keeps a patrol from moving at its post.
const (
	NoWater Ashore = "no_water" // it goes by sea only, and no water is within HarbourM
	AtSea   Ashore = "at_sea"   // it does not go by sea, and its post is in open water
)

// Ashore returns what keeps the patrols of the scenario from moving at their
// posts, by patrol; empty where nothing does, or nothing is known of open water.
func (x *Model) Ashore() []Ashore {
	s := x.Layout.Scenario
	out := make([]Ashore, len(s.Patrols))
	if len(s.Land) == 0 {
		return out
	}
	var land orb.MultiPolygon
	var coast []orb.LineString
	for _, a := range s.Land {
		land = append(land, a.Polygon...)
		for _, p := range a.Polygon {
			for _, ring := range p {
				coast = append(coast, orb.LineString(ring))
			}
		}
	}
	at := make([]orb.Point, len(s.Patrols))
	for i := range s.Patrols {
		at[i] = x.Layout.PostOf(&s.Patrols[i]).At
	}
	fence, held := geo.NewFence(coast...), geo.Held(at, land)
	for i := range s.Patrols {
		p := &s.Patrols[i]
		switch afloat := !held[i]; {
		case p.Layer != sectors.SurfaceLayer:
		case p.SpeedKmh.Sea <= 0 && afloat && !fence.Touches(at[i], network.TieM):
			out[i] = AtSea
		case p.SpeedKmh.Sea > 0 && p.SpeedKmh.Land <= 0 && p.SpeedKmh.River <= 0 && !afloat && !fence.Touches(at[i], HarbourM):
			out[i] = NoWater
		}
	}
	return out
}

// sails reports whether the patrol goes by sea, and open water is known.
func (m *mover) sails() bool {
	return m.water != nil && m.patrol.SpeedKmh.Sea > 0 && m.patrol.Layer == sectors.SurfaceLayer
}

// quay is a place of the network that is reached over water: a vertex of a lane,
// or a landing, with how far it is from the water and how long it takes to land.
type quay struct {
	network.Place
	landing int // in Scenario.Landings, or −1
	at      orb.Point
	offM    float64
	us      int64
}

// moor finds the quays, and adds them to the targets.
func (a *approach) moor(targets *[]orb.Point) {
	if !a.sails() || a.Network == nil {
		return
	}
	for _, p := range a.Network.Vertices(a.side, sectors.Sea) {
		a.quays = append(a.quays, quay{Place: p, landing: -1, at: a.Network.At(p)})
	}
	s := a.Layout.Scenario
	for i := range s.Landings {
		x := &s.Landings[i]
		p, ok := a.Network.Landing(i)
		if !ok || x.Side != "" && x.Side != a.patrol.Side {
			continue
		}
		if at, m, ok := a.water.Snap(x.At, network.TieM); ok {
			us := WalkUs(m, a.offKmh(sectors.Sea)) + int64(math.Ceil(x.ChangeMin/2*hourUs/60))
			a.quays = append(a.quays, quay{p, i, at, m, us})
		}
	}
	for _, q := range a.quays {
		*targets = append(*targets, q.at)
	}
}

// waterRound is a search over water.
type waterRound struct {
	tree    *water.Tree
	targets []orb.Point
	quays   []quay // the last targets
	starts  []int  // of each seed, the quay from which it comes; −1 from the post
	seeds   []water.Seed
	linkM   float64 // from the post to the water
	port    orb.Point
	kmh     float64
}

// us returns how long a target takes.
func (w *waterRound) us(target int) int64 { return min(WalkUs(w.tree.M(target), w.kmh), Never) }

// quayUs returns how long it takes to the network at a quay.
func (w *waterRound) quayUs(i int) int64 {
	if w == nil {
		return Never
	}
	return min(w.us(len(w.targets)-len(w.quays)+i)+w.quays[i].us, Never)
}

// cast is a quay from which the patrol puts out, and when.
type cast struct {
	quay int
	us   int64
}

// sail searches over water from the post, and from quays; nil where there is no
// water.
func (a *approach) sail(targets []orb.Point, from []cast, limitUs int64) *waterRound {
	if !a.sails() {
		return nil
	}
	// The off-route speed of the sea, but no detour: the way is the true one.
	w := &waterRound{targets: targets, quays: a.quays, kmh: a.offKmh(sectors.Sea) * max(a.Layout.Scenario.Rules.DetourFactor, 1)}
	metres := func(us int64) float64 { return float64(us) / hourUs * w.kmh * 1000 }
	var ok bool
	if w.port, w.linkM, ok = a.water.Snap(a.post, HarbourM); ok {
		w.seeds, w.starts = append(w.seeds, water.Seed{At: w.port, M: metres(WalkUs(w.linkM, a.offKmh(sectors.Sea)))}), append(w.starts, -1)
	}
	for _, x := range from {
		q := &a.quays[x.quay]
		w.seeds, w.starts = append(w.seeds, water.Seed{At: q.at, M: metres(x.us + q.us)}), append(w.starts, x.quay)
	}
	if len(w.seeds) == 0 && a.Network == nil {
		return nil
	}
	ctx := a.ctx
	if ctx == nil {
		ctx = context.Background()
	}
	tree, err := a.water.Search(ctx, w.seeds, targets, metres(limitUs))
	if err != nil {
		return nil
	}
	w.tree = tree
	return w
}

// sooner returns the quays that the routes of a round reach sooner than its water.
func (a *approach) sooner(r *round) (out []cast) {
	if r.tree == nil || r.water == nil {
		return nil
	}
	better := false
	for i, q := range a.quays {
		us := r.tree.Us(q.Place)
		if us >= Never {
			continue
		}
		out = append(out, cast{i, us})
		better = better || us+q.us < r.water.us(len(r.water.targets)-len(r.water.quays)+i)
	}
	if !better {
		return nil
	}
	return out
}

// voyage returns the legs from the post to a target over the water of a round.
func (a *approach) voyage(round, target int) []Leg {
	w := a.rounds[round].water
	path, seed := w.tree.Path(target), w.tree.SeedOf(target)
	if seed < 0 {
		return nil
	}
	startUs := WalkUs(w.seeds[seed].M, w.kmh)
	if a.home {
		path = slices.Clone(path)
		slices.Reverse(path)
	}
	var sea []Leg
	if us := w.us(target) - startUs; us > 0 {
		sea = []Leg{{By: OpenWater, Kind: sectors.Sea, Route: axis.Void, Landing: -1, Parts: orb.MultiLineString{water.Densify(path)},
			LengthM: w.tree.M(target) - w.seeds[seed].M, ToUs: us}}
	}
	if w.starts[seed] < 0 {
		return a.join(a.straightLeg(sectors.Sea, a.post, w.port, w.linkM, startUs), sea)
	}
	q := &a.quays[w.starts[seed]]
	return a.join(a.join(a.routed(round-1, q.Place), a.ashore(q, false)), sea)
}

// ashore returns the leg between the water and a quay; out of the patrol's post it
// leads onto the land, or off it.
func (a *approach) ashore(q *quay, on bool) []Leg {
	if q.us <= 0 {
		return nil
	}
	from, to := a.Network.At(q.Place), q.at
	if on != a.home {
		from, to = to, from
	}
	return []Leg{{By: OnLanding, Kind: sectors.Sea, Route: axis.Void, Landing: q.landing, Parts: orb.MultiLineString{{from, to}}, LengthM: q.offM, ToUs: q.us}}
}

// join puts a leg that is nearer to the border after others, or before them on
// the way home.
func (a *approach) join(legs, next []Leg) []Leg {
	if a.home {
		return append(next, legs...)
	}
	return append(legs, next...)
}
