package data

import (
	"context"
	"io"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/frontier"
	"lindero/sectors"
)

// Drafting says what scenarios to make of the borders of a file of countries.
type Drafting struct {
	Countries   *Countries
	Kind        sectors.Kind // of every part
	Start       string       // date, such as 2027-01-04
	Language    string       // of the names of countries: en or es
	Licence     string       // of the countries; empty: what is known of the file
	Attribution string       // likewise
	// Posts is a file of populated places: those within so many metres of a
	// border become posts. Empty: no posts.
	Posts   string
	WithinM float64
	// Patrols is how many a side has. With patrols, only the places that they
	// start from become posts.
	Patrols   int
	Reading   func(done, total int64) // told of the reading of Posts; may be nil
	Computing func(done, total int)   // told of the work on all borders; may be nil
}

// Draft is a scenario that is not written yet: a border, and what goes with
// it. Its Scenario has no Border; the parts are here.
type Draft struct {
	sectors.Scenario
	Start string
	Kind  sectors.Kind
	// Parts are the parts of the border in order, each cut at ±180°; the last
	// Rings of them are closed.
	Parts   []orb.MultiLineString
	Rings   int
	Line    *geo.Line // all parts
	WithinM float64   // of the posts; 0: there are none
	Wanted  int       // patrols a side
}

// FolderName returns the name of the draft's folder among others, such as GT-MX.
func (d *Draft) FolderName() string { return d.Sides[0].Code + "-" + d.Sides[1].Code }

// Vertices returns how many vertices the parts have.
func (d *Draft) Vertices() int {
	n := 0
	for _, p := range d.Line.Parts() {
		n += len(p)
	}
	return n
}

// LongestJumpM returns the longest way, straight, from the end of an open part
// to the start of the next: there the two lands have no edge in common.
func (d *Draft) LongestJumpM() float64 {
	longest := 0.0
	for i := 1; i < len(d.Parts)-d.Rings; i++ {
		before, after := d.Parts[i-1], d.Parts[i]
		end := before[len(before)-1]
		longest = max(longest, geo.DistanceM(end[len(end)-1], after[0][0]))
	}
	return longest
}

// Count returns how many posts and patrols a side has.
func (d *Draft) Count(side string) (posts, patrols int) {
	for _, p := range d.Posts {
		if p.Side == side {
			posts++
		}
	}
	for _, p := range d.Patrols {
		if p.Side == side {
			patrols++
		}
	}
	return posts, patrols
}

// Pair drafts the scenario of two countries; a is to the left of its border.
// Where they have none, the error says which neighbours a has.
func (d *Drafting) Pair(ctx context.Context, a, b string) (*Draft, error) {
	landA, landB, err := d.Countries.find(a, b)
	if err != nil {
		return nil, err
	}
	draft := d.draft(frontier.Between(*landA, *landB))
	if draft == nil {
		return nil, d.noBorder(ctx, *landA, *landB)
	}
	drafts := []*Draft{draft}
	if err := d.finish(ctx, drafts); err != nil {
		return nil, err
	}
	return draft, nil
}

// All drafts the scenarios of every two countries that share a border, in
// order of their codes.
func (d *Drafting) All(ctx context.Context) ([]*Draft, error) {
	borders, err := frontier.All(ctx, d.Countries.Lands, d.Computing)
	if err != nil {
		return nil, err
	}
	var out []*Draft
	for _, b := range borders {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if draft := d.draft(b); draft != nil {
			out = append(out, draft)
		}
	}
	if len(out) == 0 {
		ps := &problems{file: d.Countries.File}
		ps.add(Message{}, "", say("no two countries share an edge"), say("give polygons whose borders have the same vertices on both sides"))
		return nil, join(ps)
	}
	return out, d.finish(ctx, out)
}

// draft makes the draft of a border; nil where it has no length.
func (d *Drafting) draft(b frontier.Border) *Draft {
	out := &Draft{Start: d.Start, Kind: d.Kind}
	var all []orb.LineString
	for i, part := range b.Parts {
		cut, ok := geo.Cut(part).(orb.MultiLineString)
		if !ok {
			continue
		}
		if line, err := geo.NewLine(cut...); err != nil || !(line.LengthM() > 0) {
			continue // less than is written
		}
		out.Parts, all = append(out.Parts, cut), append(all, cut...)
		if i >= len(b.Parts)-b.Rings {
			out.Rings++
		}
	}
	line, err := geo.NewLine(all...)
	if err != nil {
		return nil
	}
	out.Line = line
	for i, code := range []string{b.Left, b.Right} {
		out.Sides[i] = sectors.Side{Code: code, Name: countryName(code, d.Language), TimeZone: zoneNear(code, all)}
	}
	out.Name = out.Sides[0].Name + "–" + out.Sides[1].Name
	out.PeriodD = defaultPeriodD
	out.Rules = sectors.Rules{RevisitH: defaultRevisitH, OffRouteSpeedKmh: defaultOffRouteSpeedKmh, DetourFactor: defaultDetourFactor,
		MeetingToleranceMin: defaultToleranceMin, IfAbsent: defaultIfAbsent}
	return out
}

// finish adds posts, patrols and sources to drafts.
func (d *Drafting) finish(ctx context.Context, drafts []*Draft) error {
	sources, err := d.sources()
	if err != nil {
		return err
	}
	for _, draft := range drafts {
		draft.Sources = sources
	}
	if d.Posts == "" {
		return nil
	}
	var towns []town
	meter := newMeter(ctx, d.Reading, d.Posts)
	ps := meter.open(d.Posts, func(r io.Reader, ps *problems) { towns = readTowns(r, ps) })
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := join(ps); err != nil {
		return err
	}
	return d.addPosts(ctx, drafts, towns)
}

// sources returns where the countries and the posts come from.
func (d *Drafting) sources() ([]sectors.Source, error) {
	var out []sectors.Source
	for i, file := range []string{d.Countries.File, d.Posts} {
		if file == "" {
			continue
		}
		s, err := originOf(file)
		if err != nil {
			ps := &problems{file: file}
			ps.add(Message{}, "", say("cannot be read: %s", Reason(err)), say("check the path and its permissions"))
			return nil, join(ps)
		}
		if i == 0 && d.Licence != "" {
			s.Licence = d.Licence
		}
		if i == 0 && d.Attribution != "" {
			s.Attribution = d.Attribution
		}
		out = append(out, s)
	}
	return out, nil
}

// find returns the lands of two codes.
func (c *Countries) find(a, b string) (landA, landB *frontier.Land, err error) {
	ps := &problems{file: c.File}
	var found [2]*frontier.Land
	for i, code := range []string{a, b} {
		at := slices.IndexFunc(c.Lands, func(l frontier.Land) bool { return l.Code == CountryCode(code) })
		if at < 0 {
			ps.add(Message{}, c.Key, say("no country has the code %q", code), c.suggest(code))
			continue
		}
		found[i] = &c.Lands[at]
	}
	return found[0], found[1], join(ps)
}
