package sectors

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// Scenario is everything that goes into planning. It is immutable and named
// by the hash of its content.
type Scenario struct {
	Name    string
	Sides   [2]Side
	Start   time.Time
	PeriodD float64
	Rules   Rules
	Sources []Source

	Border []Route // in order of chainage
	Routes []Route // all others

	Posts   []Post
	Patrols []Patrol

	// What the user fixes; all optional.
	Risks         []Risk
	MeetingPoints []MeetingPoint
	Sectors       []FixedSector
	Pairs         []FixedPair
	SearchAreas   []Area
	Forbidden     []Area

	// Covered is ground that is watched by means that are no patrol of the
	// scenario.
	Covered []orb.Polygon
}

// Hash returns the SHA-256, in hexadecimal, of the scenario's canonical
// values: not of its files, so that every form of a scenario has one name.
func (s *Scenario) Hash() string {
	type route struct {
		Route
		Line orb.MultiLineString
	}
	flat := func(routes []Route) []route {
		out := make([]route, len(routes))
		for i, r := range routes {
			out[i] = route{r, r.Line.Parts()}
		}
		return out
	}
	c := s.canonical()
	c.Border, c.Routes = nil, nil
	h := sha256.New()
	enc := json.NewEncoder(h)
	// Every field is a string, a finite number, a time or a list of those:
	// there is nothing that cannot be encoded, and a hash cannot fail.
	_ = enc.Encode(c)
	_ = enc.Encode(flat(s.Border))
	_ = enc.Encode(flat(s.Routes))
	return hex.EncodeToString(h.Sum(nil))
}

// canonical returns the scenario with its times in UTC, and no list where it
// is empty: a time or an empty list has one form only.
func (s *Scenario) canonical() Scenario {
	c := *s
	c.Start = c.Start.UTC()
	c.Patrols = append([]Patrol(nil), s.Patrols...)
	for i := range c.Patrols {
		p := &c.Patrols[i]
		p.AvailableFrom, p.AvailableTo = p.AvailableFrom.UTC(), p.AvailableTo.UTC()
	}
	c.Sources = append([]Source(nil), s.Sources...)
	c.Posts = append([]Post(nil), s.Posts...)
	c.Risks = append([]Risk(nil), s.Risks...)
	c.MeetingPoints = append([]MeetingPoint(nil), s.MeetingPoints...)
	c.Sectors = append([]FixedSector(nil), s.Sectors...)
	c.Pairs = append([]FixedPair(nil), s.Pairs...)
	c.SearchAreas = append([]Area(nil), s.SearchAreas...)
	c.Forbidden = append([]Area(nil), s.Forbidden...)
	c.Covered = append([]orb.Polygon(nil), s.Covered...)
	return c
}

// Layout is a scenario indexed for planning. It is immutable.
type Layout struct {
	Scenario *Scenario
	// Routes are the stretches of the border, in order, then the other
	// routes. Index knows them by their place in this slice.
	Routes []Route
	// BorderFromM is the border chainage at which each stretch of the border
	// begins; chainage runs on across its parts.
	BorderFromM []float64
	Index       *geo.Index  // over the lines of Routes
	Posts       *geo.Points // over Scenario.Posts
	postAt      map[string]int
}

// NewLayout indexes a scenario. It fails where a route is not measured or a
// patrol names a post that is not there.
func NewLayout(s *Scenario) (*Layout, error) {
	l := &Layout{Scenario: s, postAt: make(map[string]int, len(s.Posts))}
	l.Routes = append(append(make([]Route, 0, len(s.Border)+len(s.Routes)), s.Border...), s.Routes...)
	lines := make([]*geo.Line, len(l.Routes))
	from := 0.0
	for i := range l.Routes {
		r := &l.Routes[i]
		if r.Line == nil {
			return nil, fmt.Errorf("layout: route %q has no line", r.ID)
		}
		lines[i] = r.Line
		if i < len(s.Border) {
			l.BorderFromM = append(l.BorderFromM, from)
			from += r.Line.LengthM()
		}
	}
	l.Index = geo.NewIndex(lines)
	places := make([]orb.Point, len(s.Posts))
	for i, p := range s.Posts {
		places[i] = p.At
		l.postAt[p.ID] = i
	}
	l.Posts = geo.NewPoints(places)
	for _, p := range s.Patrols {
		if _, ok := l.postAt[p.Post]; !ok {
			return nil, fmt.Errorf("layout: patrol %q starts from post %q, which is not there", p.ID, p.Post)
		}
	}
	return l, nil
}

// PostOf returns the post that a patrol of the scenario starts from.
func (l *Layout) PostOf(p *Patrol) *Post { return &l.Scenario.Posts[l.postAt[p.Post]] }
