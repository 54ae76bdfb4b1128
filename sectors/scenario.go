package sectors

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/paulmach/orb"
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

	// How patrols get there, beside Routes; all optional. Land is what ships go
	// around; where there is none, nothing is known of open water.
	Barriers []Barrier `json:",omitempty"`
	Landings []Landing `json:",omitempty"`
	Land     []Area    `json:",omitempty"`

	// Countries are the lands, for maps: nothing is planned with them.
	Countries []Country `json:",omitempty"`

	// Covered is ground that is watched by means that are no patrol of the
	// scenario.
	Covered []orb.Polygon
}

// Hash returns the SHA-256, in hexadecimal, of the scenario's canonical
// values: not of its files, so that every form of a scenario has one name.
func (s *Scenario) Hash() string { return NewHasher(s).Hash(s) }

// Hasher hashes scenarios that have the same border, routes, land and countries,
// which are most of what there is to be hashed: these are encoded once.
type Hasher struct {
	ground []byte // land and countries, as fields; empty where there are none
	routes []byte // the border, then the routes
}

// NewHasher returns the hasher of scenarios that share a scenario's border,
// routes, land and countries.
func NewHasher(s *Scenario) *Hasher {
	type route struct {
		Route
		Line orb.MultiLineString
	}
	var routes bytes.Buffer
	enc := json.NewEncoder(&routes)
	// Every field is a string, a finite number, a time or a list of those:
	// there is nothing that cannot be encoded, and a hash cannot fail.
	for _, of := range [2][]Route{s.Border, s.Routes} {
		flat := make([]route, len(of))
		for i, r := range of {
			flat[i] = route{r, r.Line.Parts()}
		}
		_ = enc.Encode(flat)
	}
	h := &Hasher{routes: routes.Bytes()}
	if len(s.Land) > 0 {
		h.ground = appendField(h.ground, "Land", s.Land)
	}
	if len(s.Countries) > 0 {
		h.ground = appendField(h.ground, "Countries", s.Countries)
	}
	return h
}

// appendField appends a field of an object and a comma.
func appendField(dst []byte, name string, value any) []byte {
	text, _ := json.Marshal(value)
	dst = append(append(append(dst, '"'), name...), `":`...)
	return append(append(dst, text...), ',')
}

// Hash is Scenario.Hash of a scenario with the hasher's border, routes, land and
// countries.
func (x *Hasher) Hash(s *Scenario) string {
	c := s.canonical()
	c.Border, c.Routes, c.Land, c.Countries = nil, nil, nil, nil
	text, _ := json.Marshal(c)
	h := sha256.New()
	// Land and countries stand before the last field, as if they had been encoded
	// there.
	last := bytes.LastIndex(text, []byte(`"Covered":`))
	if len(x.ground) > 0 && last >= 0 {
		h.Write(text[:last])
		h.Write(x.ground)
		text = text[last:]
	}
	h.Write(text)
	h.Write([]byte{'\n'})
	h.Write(x.routes)
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
	c.Barriers = append([]Barrier(nil), s.Barriers...)
	c.Landings = append([]Landing(nil), s.Landings...)
	c.Land = append([]Area(nil), s.Land...)
	c.Countries = append([]Country(nil), s.Countries...)
	c.Covered = append([]orb.Polygon(nil), s.Covered...)
	return c
}
