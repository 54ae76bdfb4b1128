package journey

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/sectors"
)

// Reason is why a patrol does not get somewhere and home.
type Reason string

// The reasons, with what stands in Why as the witness.
const (
	ByKind      Reason = "kind"      // it cannot move there: Kind; with AtM, where that keeps it from going on
	ByForbidden Reason = "forbidden" // ground that its side must not enter: Subject, the area's id
	ByBorder    Reason = "border"    // the border is in between: Subject, the stretch that the straight way crosses
	ByBreak     Reason = "break"     // the border's parts do not touch: AtM, where the next one begins
	ByWater     Reason = "water"     // land or water is in between: Kind, and Subject, the id of land if it is known
	ByNoRoad    Reason = "no_road"   // off route takes too long: NearWay, OffRouteH
	ByShift     Reason = "shift"     // it takes longer than the shift: NeededH, ShiftH
	ByIsland    Reason = "island"    // NearWay is in a part of the network that nothing joins to the post's
	ByOneWay    Reason = "one_way"   // it comes there by Subject, along which it cannot go back
)

// Why is why a patrol does not get to a place and home.
type Why struct {
	Side    string `json:"side"`
	Way     string `json:"way,omitempty"` // out or home, of a journey: of which there is none
	Reason  Reason `json:"reason"`
	Subject string `json:"subject,omitempty"`
	Name    string `json:"name,omitempty"` // of the subject
	Kind    string `json:"kind,omitempty"`
	// AtM is the chainage of the border of which the numbers are.
	AtM       *float64 `json:"at_m,omitempty"`
	NeededH   float64  `json:"needed_h,omitempty"`    // there and home
	OffRouteH float64  `json:"off_route_h,omitempty"` // of it off route
	ShiftH    float64  `json:"shift_h,omitempty"`
	NearWay   *NearWay `json:"nearest_way,omitempty"`
}

// NearWay is the travel route nearest to a place of those that a patrol may and
// can move on.
type NearWay struct {
	Route     string  `json:"route"` // id
	Name      string  `json:"name,omitempty"`
	DistanceM float64 `json:"distance_m"`
	Joined    bool    `json:"joined"` // to a route that the patrol comes to straight from its post
}

// nearWay returns the nearest route; nil where there is none within 100 km, or
// the patrol follows none.
func (t *traveller) nearWay(at orb.Point) *NearWay {
	tree := t.routes()
	if tree == nil {
		return nil
	}
	var best *NearWay
	for _, k := range sectors.Kinds {
		if !(t.patrol.SpeedKmh.Of(k) > 0) {
			continue
		}
		near := t.Network.Near(at, t.side, k, 1, func(orb.Point) bool { return true })
		if len(near) > 0 && (best == nil || near[0].DistanceM < best.DistanceM) {
			r := &t.Layout.Routes[t.Network.Route(near[0].Place)]
			best = &NearWay{r.ID, r.Name, near[0].DistanceM, tree.Joined(near[0].Place)}
		}
	}
	return best
}

// why returns a reason of the patrol's side.
func (t *traveller) why(r Reason, subject, name string) *Why {
	return &Why{Side: t.patrol.Side, Reason: r, Subject: subject, Name: name}
}

// closedAt returns why the side must not be at a place; nil where it may.
func (t *traveller) closedAt(at orb.Point) *Why {
	for i := range t.closed[t.side] {
		if x := &t.closed[t.side][i]; x.holds(at) {
			return t.why(ByForbidden, x.ID, x.Name)
		}
	}
	return nil
}

// landAt returns the land that holds a place; nil where none does, or nothing is
// known of land.
func (g *ground) landAt(at orb.Point) *area {
	for i := range g.land {
		if g.land[i].holds(at) {
			return &g.land[i]
		}
	}
	return nil
}

// barred says why a patrol cannot be at a place beside the border; nil where
// nothing is known against it. A boat of rivers comes to what lies by one only.
func (t *traveller) barred(at orb.Point) *Why {
	if why := t.closedAt(t.post.At); why != nil {
		return why
	}
	if why := t.closedAt(at); why != nil {
		return why
	}
	v := t.patrol.SpeedKmh
	if v.Of(sectors.Any) == 0 {
		return &Why{Side: t.patrol.Side, Reason: ByKind}
	}
	if v.Land == 0 && v.Sea == 0 && !t.runsBy(at, sectors.River) {
		return &Why{Side: t.patrol.Side, Reason: ByKind, Kind: string(sectors.Land)}
	}
	if len(t.land) == 0 {
		return nil
	}
	switch land := t.landAt(at); {
	case land == nil && v.Sea == 0 && !t.runsBy(at, sectors.River) && !t.runsBy(at, sectors.Land):
		return &Why{Side: t.patrol.Side, Reason: ByKind, Kind: string(sectors.Sea)}
	case land != nil && v.Land == 0 && !t.runsBy(at, sectors.River) && !t.runsBy(at, sectors.Sea):
		return &Why{Side: t.patrol.Side, Reason: ByKind, Kind: string(sectors.Land), Subject: land.ID, Name: land.Name}
	}
	return nil
}

// besideM is how far from what it runs on, in metres, a route may be drawn.
const besideM = 1000.0

// runsBy reports whether a route of a kind on which the patrol can move runs by
// a place.
func (t *traveller) runsBy(at orb.Point, k sectors.Kind) bool {
	return t.patrol.SpeedKmh.Of(k) > 0 && len(t.Layout.Index.NearestOf(at, 1, besideM, func(i int) bool {
		r := &t.Layout.Routes[i]
		return r.Kind == k && (r.Travel || r.Border())
	})) > 0
}

// between says what stands in the straight way from the post to a place; nil
// where nothing does.
func (t *traveller) between(at orb.Point) *Why {
	for _, c := range t.border.Crossings(t.post.At, at) {
		if geo.DistanceM(t.post.At, c.At) > samePlaceM && geo.DistanceM(at, c.At) > samePlaceM {
			route, _ := axis.Nearest(t.Layout, c.At)
			return t.why(ByBorder, t.s.Border[route].ID, t.s.Border[route].Name)
		}
	}
	for i := range t.closed[t.side] {
		if x := &t.closed[t.side][i]; !x.edge.Clear(t.post.At, at, samePlaceM) {
			return t.why(ByForbidden, x.ID, x.Name)
		}
	}
	return t.water(at)
}

// water says which land stands between a ship and a place, or that the sea does
// between one on land; nil where neither is known.
func (t *traveller) water(at orb.Point) *Why {
	v := t.patrol.SpeedKmh
	for i := range t.land {
		x := &t.land[i]
		if x.edge.Clear(t.post.At, at, samePlaceM) {
			continue
		}
		if v.Land == 0 {
			why := t.why(ByWater, x.ID, x.Name)
			why.Kind = string(sectors.Land)
			return why
		}
		if v.Sea == 0 && x.holds(t.post.At) {
			return &Why{Side: t.patrol.Side, Reason: ByWater, Kind: string(sectors.Sea)}
		}
	}
	return nil
}

// apart says why there is no way to a place beside the border, or home from it,
// which nothing bars. other are the legs of the way that there is, if any.
func (t *traveller) apart(at orb.Point, other []Leg, home bool) *Why {
	why := t.parted(at, other)
	why.Way, why.NearWay = "out", t.nearWay(at)
	if home {
		why.Way = "home"
	}
	return why
}

func (t *traveller) parted(at orb.Point, other []Leg) *Why {
	for i := len(other) - 1; i >= 0; i-- {
		x := &other[i]
		if r := slices.IndexFunc(t.Layout.Routes, func(r sectors.Route) bool { return r.ID == x.Route }); r >= 0 && t.Layout.Routes[r].OneWay {
			return t.why(ByOneWay, x.Route, x.Name)
		}
	}
	if near := t.nearWay(at); near != nil && !near.Joined {
		return t.why(ByIsland, near.Route, near.Name)
	}
	if why := t.between(at); why != nil {
		return why
	}
	return &Why{Side: t.patrol.Side, Reason: ByNoRoad}
}

// cut says why there is no way to a breakpoint of the border and home, however
// long it may take.
func (t *traveller) cut(b int) *Why {
	if why := t.closedAt(t.post.At); why != nil {
		return why
	}
	if why := t.shut(b); why != nil {
		return why
	}
	if near := t.nearWay(t.At[b]); near != nil && !near.Joined {
		why := t.why(ByIsland, near.Route, near.Name)
		why.NearWay = near
		return why
	}
	if why := t.between(t.At[b]); why != nil {
		return why
	}
	return t.blocked(b)
}

// shut says why a patrol can go along none of the elements beside a breakpoint;
// nil where it can along one.
func (t *traveller) shut(b int) (why *Why) {
	for _, e := range [2]int{b - 1, b} {
		if t.Ring {
			e = (e + t.N()) % t.N()
		}
		if e < 0 || e >= t.N() || t.Elements[e].Route == axis.Void {
			continue
		}
		if access.HugKmh(t.Axis, t.patrol, t.side, e) > 0 {
			return nil
		}
		why = t.closedElement(e)
	}
	return why
}

// closedElement says why a patrol cannot go along an element.
func (t *traveller) closedElement(e int) *Why {
	if t.Elements[e].Forbidden[t.side] {
		r := t.Elements[e].Route
		middle := t.Layout.Routes[r].Line.At((t.ChainageM[e]+t.ChainageM[e+1])/2 - t.Layout.BorderFromM[r])
		if why := t.closedAt(middle); why != nil {
			return why
		}
		return t.why(ByForbidden, "", "")
	}
	return &Why{Side: t.patrol.Side, Reason: ByKind, Kind: string(t.Kind(e))}
}

// blocked says what keeps a patrol from going on along the border from the
// nearest breakpoint that it reaches to one that it does not.
func (t *traveller) blocked(b int) *Why {
	best, from := math.Inf(1), -1
	for i := range t.table.ArriveUs {
		k := t.table.From + i
		if us, homeUs := t.table.At(k); us < access.Never && homeUs < access.Never && math.Abs(t.ChainageM[k]-t.ChainageM[b]) < best {
			best, from = math.Abs(t.ChainageM[k]-t.ChainageM[b]), k
		}
	}
	if from < 0 {
		return &Why{Side: t.patrol.Side, Reason: ByNoRoad, NearWay: t.nearWay(t.At[b])}
	}
	for k, step := from, sign(b-from); k != b; k += step {
		e := k + min(step, 0)
		at := t.ChainageM[e]
		if t.Elements[e].Route == axis.Void {
			return &Why{Side: t.patrol.Side, Reason: ByBreak, AtM: &at}
		}
		if access.HugKmh(t.Axis, t.patrol, t.side, e) == 0 {
			why := t.closedElement(e)
			why.AtM = &at
			return why
		}
	}
	return &Why{Side: t.patrol.Side, Reason: ByNoRoad, NearWay: t.nearWay(t.At[b])}
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}
