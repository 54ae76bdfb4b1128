// Package sectors holds the words of the field as types: sides, routes,
// posts, patrols, and the Scenario that they make up; and the Layout, which is
// a scenario indexed for planning.
//
// Units are in the names: metres (M), hours (H), km/h (Kmh), days (D). Places
// are WGS84 longitude and latitude. Values are finished when a reader returns
// them and never changed afterwards.
package sectors

import (
	"slices"
	"time"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// Kind says what a route runs on. Any is the kind of a line about which
// nothing is said; whoever can move on some kind can move on it.
type Kind string

// The kinds of routes.
const (
	Any   Kind = ""
	Land  Kind = "land"
	River Kind = "river"
	Sea   Kind = "sea"
)

// Kinds lists the kinds a scenario's routes may have, in the order in which
// tables show them.
var Kinds = [...]Kind{Land, River, Sea}

// Valid reports whether k is one of Kinds.
func (k Kind) Valid() bool { return k == Land || k == River || k == Sea }

// PerKind is a number for each kind. Its unit is said where it is used.
type PerKind struct{ Land, River, Sea float64 }

// Of returns the number for a kind; for Any the largest.
func (p PerKind) Of(k Kind) float64 {
	switch k {
	case Land:
		return p.Land
	case River:
		return p.River
	case Sea:
		return p.Sea
	}
	return max(p.Land, p.River, p.Sea)
}

// Set sets the number of a valid kind.
func (p *PerKind) Set(k Kind, v float64) {
	switch k {
	case Land:
		p.Land = v
	case River:
		p.River = v
	case Sea:
		p.Sea = v
	}
}

// Side is one of the two countries.
type Side struct {
	Code     string // ISO 3166 alpha-2
	Name     string
	TimeZone string // IANA name
	// Zone is the time zone itself, which does not count for the scenario's
	// hash; nil is UTC.
	Zone *time.Location `json:"-"`
}

// Clock returns a time by the side's clocks.
func (s *Side) Clock(t time.Time) time.Time {
	if s.Zone == nil {
		return t.UTC()
	}
	return t.In(s.Zone)
}

// Route is a measured line. The border's stretches are routes too.
type Route struct {
	ID   string
	Kind Kind
	Name string
	// Left and Right are the codes of the sides of a stretch of the border,
	// looking along its chainage; empty for other routes.
	Left, Right string
	// Side is the code of the side the route belongs to; empty when shared.
	Side          string
	Watched       bool    // it is to be covered
	Travel        bool    // patrols can move along it
	SpeedLimitKmh float64 // 0: none
	OneWay        bool    // along its chainage only
	CurrentKmh    float64 // of a river, positive along its chainage
	// Class is what its source calls it, such as track or residential.
	Class string `json:",omitempty"`
	Line  *geo.Line
}

// Border reports whether the route is a stretch of the border.
func (r *Route) Border() bool { return r.Left != "" }

// Post is a place that patrols start from.
type Post struct {
	ID           string
	Name         string
	Side         string
	WatchRadiusM float64 // seen from the post itself at all times; 0: nothing
	At           orb.Point
}

// Label returns the post's name, or its id where it has none.
func (p *Post) Label() string {
	if p.Name != "" {
		return p.Name
	}
	return p.ID
}

// Patrol is a unit. What it is (foot, boat, ship, aircraft) is said by its
// numbers alone.
type Patrol struct {
	ID            string
	Side          string
	Post          string // id of the post it starts from
	Layer         string // each layer divides the border by itself; "surface" unless said
	SpeedKmh      PerKind
	WatchRadiusM  float64
	ShiftH        float64 // longest sortie, from leaving the post to being back
	RestH         float64 // least time between two sorties
	ShiftsPerWeek float64
	AvailableFrom time.Time // zero: from the start
	AvailableTo   time.Time // zero: to the end
}

// SurfaceLayer is the layer of a patrol that names none.
const SurfaceLayer = "surface"

// ReachM returns how far from its post, as the crow flies, a patrol sees on a
// route of a kind: out and back within one shift at that kind's speed, with
// the way there longer than the straight line by the detour factor, and the
// watch radius beyond. It is 0 for a kind it cannot move on.
func (p *Patrol) ReachM(k Kind, detourFactor float64) float64 {
	v := p.SpeedKmh.Of(k)
	if v <= 0 {
		return 0
	}
	return p.WatchRadiusM + v*1000*p.ShiftH/2/detourFactor
}

// Rules are the numbers that hold for a whole scenario.
type Rules struct {
	RevisitH         PerKind // longest time a stretch may stay unseen
	OffRouteSpeedKmh PerKind // where no travel route leads
	DetourFactor     float64 // way ÷ straight line where no route is known; at least 1
	// Daylight lists the kinds that pairs walk together only between sunrise
	// and sunset.
	Daylight []Kind
	// MeetingToleranceMin is how long a patrol waits for the other at a meeting
	// point, in minutes, and IfAbsent what it does then.
	MeetingToleranceMin float64
	IfAbsent            Absent
}

// ByDay reports whether routes of a kind are walked by daylight only.
func (r *Rules) ByDay(k Kind) bool { return slices.Contains(r.Daylight, k) }

// Absent says what a patrol does whose partner has not come.
type Absent string

// What a patrol does whose partner has not come.
const (
	// AloneOwnSide: it goes along the beat on its own side, as far as its shift
	// lets it, and reports.
	AloneOwnSide Absent = "alone_own_side"
	// GoHome: it goes home and reports.
	GoHome Absent = "go_home"
)

// Source says where a scenario's data comes from.
type Source struct {
	Name        string `json:"name" yaml:"name"`
	Licence     string `json:"licence" yaml:"licence"`
	Attribution string `json:"attribution" yaml:"attribution"`
	URL         string `json:"url,omitempty" yaml:"url"`
}

// Risk gives the spans of routes within a shape a weight other than 1.
type Risk struct {
	ID      string
	Weight  float64
	RadiusM float64      // around a point or line; 0 for polygons
	Shape   orb.Geometry // Point, LineString, MultiLineString, Polygon or MultiPolygon
}

// MeetingPoint is a place designated for pairs to meet.
type MeetingPoint struct {
	ID, Name string
	At       orb.Point
	Room     int // how many pairs may meet there in the same hour; 0 is 1
}

// WalkingKmh is the speed on land up to which a patrol is on foot: one-way roads,
// and barriers that let people pass, do not bind it.
const WalkingKmh = 7

// Barrier is a place on travel routes that not everybody passes: a gate, bollards,
// a closed bridge. Routes that have a vertex there cannot be followed through it.
type Barrier struct {
	ID   string
	Walk bool // whoever is on foot passes
	At   orb.Point
}

// Landing is a place where patrols turn from roads to rivers or the sea, and
// back: a quay, a ramp, a port. Without one, ways of two kinds do not meet.
type Landing struct {
	ID, Name  string
	Side      string  // whose patrols may use it; empty: both
	ChangeMin float64 // how long the change takes
	At        orb.Point
}

// FixedSector is a stretch of the border that the user gives to one pair.
type FixedSector struct {
	ID   string
	Pair string // id of the pair; empty: whichever fits best
	Line orb.LineString
}

// FixedPair is a pair that the user wants.
type FixedPair struct {
	ID      string
	Patrols [2]string // ids, one of each side
}

// Country is the land of a country, as maps show it. Nothing is planned with it.
type Country struct {
	Code    string // ISO 3166
	Name    string
	Side    string // to which it belongs; empty: neither
	Polygon orb.MultiPolygon
}

// Area is a polygon: a search area at sea, or ground that patrols must not
// enter.
type Area struct {
	ID, Name string
	Side     string // whose patrols it concerns; empty: both
	Polygon  orb.MultiPolygon
}
