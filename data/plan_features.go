package data

import (
	"iter"
	"math"
	"strconv"
	"sync"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

// PlanCollection is a kind of features that a plan is written as.
type PlanCollection struct {
	Name, Title string
	public      bool
	features    func(*planned, View) iter.Seq[*geojson.Feature]
}

// PlanCollections returns what a view may see of a plan, in the order in which
// it is listed. The public sees where sectors and gaps are, and the names of
// meeting points: nothing of patrols, posts, times or shifts.
func PlanCollections(v View) []PlanCollection {
	var out []PlanCollection
	for _, c := range planCollections {
		if v == Full || c.public {
			out = append(out, c)
		}
	}
	return out
}

// Features yields the features of a plan of a layout as RFC 7946 wants them,
// with all that the view may see. What names a route that the layout does not
// have is left out.
func (c PlanCollection) Features(l *sectors.Layout, p *planner.Plan, v View) iter.Seq[*geojson.Feature] {
	return NewPlanFeatures(l, p).Of(c, v)
}

// PlanFeatures are the features of a plan, of any collection. What several
// collections need is worked out once. They are safe for concurrent use.
type PlanFeatures struct{ *planned }

// NewPlanFeatures makes the features of a plan of a layout.
func NewPlanFeatures(l *sectors.Layout, p *planner.Plan) *PlanFeatures {
	return &PlanFeatures{newPlanned(l, p)}
}

// On returns the same features, for whose plan the trips are known already; nil:
// they are not.
func (x *PlanFeatures) On(t *planner.Trips) *PlanFeatures {
	if t == nil {
		return x
	}
	own := *x.planned
	own.trips = func() (*planner.Trips, error) { return t, nil }
	return &PlanFeatures{&own}
}

// Of yields what PlanCollection.Features does.
func (x *PlanFeatures) Of(c PlanCollection, v View) iter.Seq[*geojson.Feature] {
	return c.features(x.planned, v)
}

// PlanMembers returns what a collection of a plan says beside its features, as
// MembersOf does of a report's.
func PlanMembers(l *sectors.Layout, v View) Members { return membersOf(l.Scenario, v) }

var planCollections = []PlanCollection{
	{"meeting-points", "Meeting points", true, meetingPointFeatures},
	{"sectors", "Sectors of the pairs", true, sectorFeatures},
	{"beats", "Beats, each of which a sortie covers", false, beatFeatures},
	{"ways", "Ways of the patrols to the border and home", false, wayFeatures},
	{"sorties", "Legs of the sorties", false, sortieFeatures},
	{"coverage", "Stretches that the plan watches", false, planCoverageFeatures},
	{"gaps", "Stretches that the plan leaves open", true, planGapFeatures},
}

// planned is a plan with its layout, and its parts by their ids.
type planned struct {
	l      *sectors.Layout
	p      *planner.Plan
	routes map[string]int
	posts  map[string]*sectors.Post
	pairs  map[string]*planner.Pair
	points map[string]*planner.MeetingPoint
	trips  func() (*planner.Trips, error)
}

func newPlanned(l *sectors.Layout, p *planner.Plan) *planned {
	x := &planned{l, p, map[string]int{}, map[string]*sectors.Post{}, map[string]*planner.Pair{}, map[string]*planner.MeetingPoint{},
		sync.OnceValues(func() (*planner.Trips, error) { return planner.NewTrips(l, p) })}
	for i := range l.Routes {
		x.routes[l.Routes[i].ID] = i
	}
	for i := range l.Scenario.Posts {
		x.posts[l.Scenario.Posts[i].ID] = &l.Scenario.Posts[i]
	}
	for i := range p.Pairs {
		x.pairs[p.Pairs[i].ID] = &p.Pairs[i]
	}
	for i := range p.MeetingPoints {
		x.points[p.MeetingPoints[i].ID] = &p.MeetingPoints[i]
	}
	return x
}

func meetingPointFeatures(x *planned, v View) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		for i := range x.p.MeetingPoints {
			m := &x.p.MeetingPoints[i]
			f := geojson.NewFeature(geo.Cut(m.At))
			f.ID = strconv.Itoa(i + 1)
			setText(f, "name", m.Name)
			if v == Full {
				f.ID = m.ID
				f.Properties["meeting_point"] = m.ID // some GIS hide the feature's id
				f.Properties["chainage_m"], f.Properties["offset_m"] = metres(m.ChainageM), metres(m.OffsetM)
				f.Properties["mgrs"] = mgrs(m.At[0], m.At[1])
				f.Properties["pairs"] = m.Pairs
				if m.Pairs == nil {
					f.Properties["pairs"] = []string{}
				}
			}
			if !yield(f) {
				return
			}
		}
	}
}

func sectorFeatures(x *planned, v View) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		for i := range x.p.Sectors {
			s := &x.p.Sectors[i]
			f := borderFeature(x.l, s.FromM, s.ToM)
			f.ID = strconv.Itoa(i + 1)
			if v == Full {
				f.ID = s.ID
				f.Properties["layer"] = s.Layer
				f.Properties["lambda_h"], f.Properties["share"] = hours(s.LambdaH), rounded(s.Share)
				f.Properties["calendar_h"], f.Properties["achieved_h"] = hours(s.CalendarH), hours(s.AchievedH)
				setText(f, "fixed", s.Fixed)
				x.describePair(f, s.Pair)
			}
			f.Properties["sector"] = f.ID
			if !yield(f) {
				return
			}
		}
	}
}

func beatFeatures(x *planned, _ View) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		for i := range x.p.Beats {
			b := &x.p.Beats[i]
			f := borderFeature(x.l, b.FromM, b.ToM)
			f.ID = b.ID
			f.Properties["beat"], f.Properties["sector"] = b.ID, b.Sector
			x.describePair(f, b.Pair)
			f.Properties["meet_m"], f.Properties["meet_mgrs"] = metres(b.MeetM), mgrs(b.MeetAt[0], b.MeetAt[1])
			f.Properties["part_m"], f.Properties["part_mgrs"] = metres(b.PartM), mgrs(b.PartAt[0], b.PartAt[1])
			setText(f, "meeting_point", b.MeetingPoint)
			if m := x.points[b.MeetingPoint]; m != nil {
				setText(f, "meeting_point_name", m.Name)
			}
			f.Properties["visits"], f.Properties["weight"] = b.Visits, rounded(b.Weight)
			f.Properties["revisit_h"], f.Properties["allowed_h"] = hours(b.RevisitH), hours(b.AllowedH)
			f.Properties["achieved_h"], f.Properties["window_h"] = hours(b.AchievedH), hours(b.WindowH)
			f.Properties["walk_h"], f.Properties["share"] = hours(b.WalkH), rounded(b.Share)
			for i, side := range x.p.Sides {
				side = lower(side)
				f.Properties["arrive_"+side+"_h"] = hours(b.ArriveH[i])
				f.Properties["home_"+side+"_h"] = hours(b.HomeH[i])
				f.Properties["sortie_"+side+"_h"] = hours(b.SortieH[i])
			}
			if !yield(f) {
				return
			}
		}
	}
}

// describePair sets who a pair is: patrols by id, and the posts' names.
func (x *planned) describePair(f *geojson.Feature, id string) {
	f.Properties["pair"] = id
	pair := x.pairs[id]
	if pair == nil {
		return
	}
	f.Properties["number"] = pair.Number
	for i, side := range x.p.Sides {
		side = lower(side)
		f.Properties["patrol_"+side] = pair.Patrols[i]
		f.Properties["post_"+side+"_id"] = pair.Posts[i]
		f.Properties["post_"+side] = pair.Posts[i]
		if p := x.posts[pair.Posts[i]]; p != nil {
			f.Properties["post_"+side] = p.Label()
		}
	}
}

// routeSpanFeature returns the feature of a span of a route; nil where the
// layout has no such route. Of a stretch of the border it says the border's
// chainage too.
func (x *planned) routeSpanFeature(route string, fromM, toM float64, id string) *geojson.Feature {
	i, ok := x.routes[route]
	if !ok {
		return nil
	}
	f := spanFeature(&x.l.Routes[i], geo.Span{FromM: fromM, ToM: toM}, id)
	if i < len(x.l.BorderFromM) {
		f.Properties["border_from_m"], f.Properties["border_to_m"] = metres(x.l.BorderFromM[i]+fromM), metres(x.l.BorderFromM[i]+toM)
	}
	return f
}

// borderFeature returns the feature of a span of the border.
func borderFeature(l *sectors.Layout, fromM, toM float64) *geojson.Feature {
	f := geojson.NewFeature(geo.Cut(borderShape(l, fromM, toM)))
	f.BBox = geo.BBoxOfCut(f.Geometry)
	f.Properties["from_m"], f.Properties["to_m"] = metres(fromM), metres(toM)
	f.Properties["length_m"] = metres(toM - fromM)
	return f
}

// borderShape returns the lines of a span of the border, a part for each
// stretch. Chainages beyond the ends of the border count on round a ring.
func borderShape(l *sectors.Layout, fromM, toM float64) orb.MultiLineString {
	length := borderLengthM(l)
	if !(length > 0) || !(toM > fromM) || math.IsInf(toM-fromM, 0) {
		return orb.MultiLineString{}
	}
	turns := math.Floor(fromM/length) * length
	from, to := fromM-turns, min(toM-turns, fromM-turns+length)
	out := appendBorder(orb.MultiLineString{}, l, from, min(to, length))
	return appendBorder(out, l, 0, to-length)
}

// appendBorder appends the lines of a span within the border. Slivers at the
// ends of stretches, which are errors of rounding, are left out.
func appendBorder(dst orb.MultiLineString, l *sectors.Layout, fromM, toM float64) orb.MultiLineString {
	least := min(sameLengthM, (toM-fromM)/2)
	for i, startM := range l.BorderFromM {
		line := l.Routes[i].Line
		s := geo.Span{FromM: max(0, fromM-startM), ToM: min(line.LengthM(), toM-startM)}
		if s.ToM-s.FromM > least {
			dst = append(dst, line.Slice(s)...)
		}
	}
	return dst
}

func borderLengthM(l *sectors.Layout) float64 {
	n := len(l.BorderFromM)
	if n == 0 {
		return 0
	}
	return l.BorderFromM[n-1] + l.Routes[n-1].Line.LengthM()
}

// hours rounds to a millionth of an hour for output.
func hours(h float64) float64 { return rounded(h) }

// rounded rounds to six decimals for output.
func rounded(v float64) float64 { return math.Round(v*1e6) / 1e6 }
