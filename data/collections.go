package data

import (
	"fmt"
	"iter"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"lindero/geo"
	"lindero/geo/grid"
	"lindero/planner"
	"lindero/sectors"
)

// View says who looks.
type View int

// The views. Posts and patrols are private to their side: the public sees
// none of them, nor anything that names or places one.
const (
	Full View = iota
	Public
)

// Collection is a kind of features that a report is written as.
type Collection struct {
	Name, Title string
	public      bool
	features    func(*planner.Report, View) iter.Seq[*geojson.Feature]
}

// Collections returns what a view may see, in the order in which it is
// listed.
func Collections(v View) []Collection {
	var out []Collection
	for _, c := range collections {
		if v == Full || c.public {
			out = append(out, c)
		}
	}
	return out
}

// Of reports whether a scenario has what the collection is made of: countries and
// land are not known of every one. Of all other collections one without features
// says something too.
func (c Collection) Of(s *sectors.Scenario) bool {
	switch c.Name {
	case "countries":
		return len(s.Countries) > 0
	case "land":
		return len(s.Land) > 0
	}
	return true
}

// Features yields a report's features as RFC 7946 wants them, with all that
// the view may see.
func (c Collection) Features(r *planner.Report, v View) iter.Seq[*geojson.Feature] {
	return c.features(r, v)
}

var collections = []Collection{
	{"border", "The border's stretches", true, borderFeatures},
	{"routes", "Further routes", false, routeFeatures},
	{"posts", "Posts", false, postFeatures},
	{"patrols", "Patrols, at their posts", false, patrolFeatures},
	{"coverage", "Covered stretches of watched routes", false, coverageFeatures},
	{"gaps", "Uncovered stretches of watched routes", true, gapFeatures},
	{"countries", "Countries", true, countryFeatures},
	{"land", "Land that ships go around", true, landFeatures},
}

func countryFeatures(r *planner.Report, _ View) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		for _, c := range r.Coverage.Layout.Scenario.Countries {
			f := areaFeature(c.Polygon, c.Code, c.Name)
			f.Properties["code"] = c.Code
			setText(f, "side", c.Side)
			if !yield(f) {
				return
			}
		}
	}
}

func landFeatures(r *planner.Report, _ View) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		for _, a := range r.Coverage.Layout.Scenario.Land {
			if !yield(areaFeature(a.Polygon, a.ID, a.Name)) {
				return
			}
		}
	}
}

func areaFeature(polygon orb.MultiPolygon, id, name string) *geojson.Feature {
	f := geojson.NewFeature(geo.Cut(polygon))
	f.ID = id
	f.BBox = geo.BBoxOfCut(f.Geometry)
	setText(f, "name", name)
	return f
}

func borderFeatures(r *planner.Report, _ View) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		l := r.Coverage.Layout
		for i := range l.BorderFromM {
			f := routeFeature(&l.Routes[i])
			f.Properties["left"], f.Properties["right"] = l.Routes[i].Left, l.Routes[i].Right
			f.Properties["border_from_m"] = metres(l.BorderFromM[i])
			f.Properties["border_to_m"] = metres(l.BorderFromM[i] + l.Routes[i].Line.LengthM())
			if !yield(f) {
				return
			}
		}
	}
}

func routeFeatures(r *planner.Report, _ View) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		l := r.Coverage.Layout
		for i := len(l.BorderFromM); i < len(l.Routes); i++ {
			f := routeFeature(&l.Routes[i])
			f.Properties["watched"], f.Properties["travel"] = l.Routes[i].Watched, l.Routes[i].Travel
			setText(f, "side", l.Routes[i].Side)
			if !yield(f) {
				return
			}
		}
	}
}

func routeFeature(r *sectors.Route) *geojson.Feature {
	f := geojson.NewFeature(geo.Cut(r.Line.Parts()))
	f.ID = r.ID
	f.BBox = geo.BBoxOfCut(f.Geometry)
	describeRoute(f, r)
	f.Properties["length_m"] = metres(r.Line.LengthM())
	return f
}

// describeRoute sets what every feature of a route says.
func describeRoute(f *geojson.Feature, r *sectors.Route) {
	f.Properties["id"] = r.ID
	setText(f, "kind", string(r.Kind))
	setText(f, "name", r.Name)
}

func postFeatures(r *planner.Report, _ View) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		for _, p := range r.Coverage.Layout.Scenario.Posts {
			f := geojson.NewFeature(geo.Cut(p.At))
			f.ID = p.ID
			setText(f, "name", p.Name)
			setText(f, "side", p.Side)
			f.Properties["watch_radius_m"] = metres(p.WatchRadiusM)
			f.Properties["mgrs"] = mgrs(p.At[0], p.At[1])
			if !yield(f) {
				return
			}
		}
	}
}

func patrolFeatures(r *planner.Report, _ View) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		l := r.Coverage.Layout
		for i := range l.Scenario.Patrols {
			p := &l.Scenario.Patrols[i]
			f := geojson.NewFeature(geo.Cut(l.PostOf(p).At))
			f.ID = p.ID
			f.Properties = geojson.Properties{
				"side": p.Side, "post": p.Post, "layer": p.Layer,
				"watch_radius_m": metres(p.WatchRadiusM),
				"shift_h":        p.ShiftH, "rest_h": p.RestH, "shifts_per_week": p.ShiftsPerWeek,
			}
			for _, k := range sectors.Kinds {
				if v := p.SpeedKmh.Of(k); v > 0 {
					f.Properties[fmt.Sprintf("speed_%s_kmh", k)] = v
					f.Properties[fmt.Sprintf("reach_%s_m", k)] = metres(p.ReachM(k, l.Scenario.Rules.DetourFactor))
				}
			}
			if !yield(f) {
				return
			}
		}
	}
}

func coverageFeatures(r *planner.Report, _ View) iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		l := r.Coverage.Layout
		number := numbering{}
		for i, spans := range r.Coverage.Spans {
			for _, s := range spans.SplitAt(l.Routes[i].Line.Breaks()) {
				f := spanFeature(&l.Routes[i], s, number.next(l.Routes[i].ID))
				f.Properties["stretch"] = f.ID // some GIS show the property id and hide the feature's
				if !yield(f) {
					return
				}
			}
		}
	}
}

func gapFeatures(r *planner.Report, v View) iter.Seq[*geojson.Feature] {
	if v != Full {
		return publicReportGaps(r)
	}
	return func(yield func(*geojson.Feature) bool) {
		number := numbering{}
		for i := range r.Gaps {
			g := &r.Gaps[i]
			if !yield(gapFeature(r, g, number.next(r.Coverage.Layout.Routes[g.Route].ID))) {
				return
			}
		}
	}
}

// gapIDs returns the ids of a report's gaps, as gapFeatures gives them.
func gapIDs(r *planner.Report) []string {
	number, ids := numbering{}, make([]string, len(r.Gaps))
	for i := range r.Gaps {
		ids[i] = number.next(r.Coverage.Layout.Routes[r.Gaps[i].Route].ID)
	}
	return ids
}

func gapFeature(r *planner.Report, g *planner.Gap, id string) *geojson.Feature {
	l := r.Coverage.Layout
	f := spanFeature(&l.Routes[g.Route], g.Span, id)
	describeGap(f, r, g)
	return f
}

// describeGap sets what is said of a gap beside its place on a route.
func describeGap(f *geojson.Feature, r *planner.Report, g *planner.Gap) {
	l := r.Coverage.Layout
	f.Properties["gap"] = f.ID // some GIS show the property id and hide the feature's
	f.Properties["reason"] = string(g.Reason)
	f.Properties["start_mgrs"] = mgrs(g.Start[0], g.Start[1])
	f.Properties["end_mgrs"] = mgrs(g.End[0], g.End[1])
	f.Properties["middle_mgrs"] = mgrs(g.Middle[0], g.Middle[1])
	if s, ok := r.BorderSpan(g); ok {
		f.Properties["border_from_m"], f.Properties["border_to_m"] = metres(s.FromM), metres(s.ToM)
	}
	setPost(f, l, "nearest_post", g.Nearest)
	for i, side := range l.Scenario.Sides {
		if side.Code != "" {
			setPost(f, l, "middle_post_"+lower(side.Code), g.Nearby[i])
		} else if i == 0 {
			setPost(f, l, "middle_post", g.Nearby[i])
		}
	}
}

// setPost sets a post's name and, under the same name with _id and _m, its id
// and its distance.
func setPost(f *geojson.Feature, l *sectors.Layout, name string, p planner.PostDistance) {
	if p.Post < 0 {
		return
	}
	f.Properties[name] = l.Scenario.Posts[p.Post].Label()
	f.Properties[name+"_id"] = l.Scenario.Posts[p.Post].ID
	f.Properties[name+"_m"] = metres(p.DistanceM)
}

// numbering counts the features of each route, for ids that are stable and
// unique.
type numbering map[string]int

// next returns the id of the next feature of a route.
func (n numbering) next(route string) string {
	n[route]++
	return fmt.Sprintf("%s/%d", route, n[route])
}

func spanFeature(r *sectors.Route, s geo.Span, id string) *geojson.Feature {
	f := geojson.NewFeature(geo.Cut(r.Line.Slice(s)))
	f.BBox = geo.BBoxOfCut(f.Geometry)
	describeSpan(f, r, s, id)
	return f
}

// describeSpan sets what every feature of a span of a route says.
func describeSpan(f *geojson.Feature, r *sectors.Route, s geo.Span, id string) {
	f.ID = id
	describeRoute(f, r)
	f.Properties["from_m"], f.Properties["to_m"] = metres(s.FromM), metres(s.ToM)
	f.Properties["length_m"] = metres(s.LengthM())
}

func setText(f *geojson.Feature, name, value string) {
	if value != "" {
		f.Properties[name] = value
	}
}

// metres rounds to millimetres for output.
func metres(m float64) float64 { return math.Round(m*1000) / 1000 }

// mgrs returns the grid reference to 1 m of a place.
func mgrs(lon, lat float64) string {
	s, err := grid.ToMGRS(lon, lat, 5)
	if err != nil {
		return "" // no place on earth lacks one
	}
	return s
}
