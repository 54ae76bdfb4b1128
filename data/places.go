package data

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"lindero/sectors"
)

// The names under which a CSV file may give coordinates.
var (
	lonNames = []string{"lon", "lng", "long", "longitude", "longitud", "x"}
	latNames = []string{"lat", "latitude", "latitud", "y"}
)

// readPlaces reads posts from GeoJSON points or from CSV, whichever the file
// holds.
func readPlaces(r io.Reader, ps *problems, reachM float64) []sectors.Post {
	br := bufio.NewReaderSize(r, 1<<16)
	p := &places{reachM: reachM, seen: ids{}}
	if first := firstByte(br); first == '{' || first == '[' {
		readFeatures(br, ps, []string{"Point", "MultiPoint"}, p.feature)
	} else {
		p.csv(br, ps)
	}
	p.noReach(ps)
	p.number()
	return p.posts
}

// firstByte returns the first byte that is no space or byte-order mark.
func firstByte(br *bufio.Reader) byte {
	start, _ := br.Peek(512) // a shorter file is peeked at whole
	s := strings.TrimLeft(strings.TrimPrefix(string(start), byteOrderMark), " \t\r\n")
	if s == "" {
		return 0
	}
	return s[0]
}

// places collects posts.
type places struct {
	reachM  float64
	seen    ids
	posts   []sectors.Post
	without int     // places that have no reach
	where   Message // of the first of them
}

func (p *places) feature(f *feature) {
	for _, name := range sorted(f.props) {
		if what, mend := checkReachName(name); !what.none() {
			f.problem(name, what, mend)
			return
		}
	}
	reach, ok := f.float("reach_m", p.reachM)
	if !ok {
		return
	}
	if ok, what := p.checkReach(f.spot(), f.id, reach, f.has("reach_m")); !ok {
		if !what.none() {
			f.problem("reach_m", what, say("give metres above 0"))
		}
		return
	}
	p.seen.check(f.ps, f.spot(), f.id)
	name := ""
	if f.has("name") {
		name = idText(f.props["name"])
	}
	post := sectors.Post{ID: f.id, Name: name, WatchRadiusM: reach}
	switch g := f.geometry.(type) {
	case orb.Point:
		post.At = g
		p.posts = append(p.posts, post)
	case orb.MultiPoint:
		if len(g) == 0 {
			f.problem("coordinates", say("there is no point"), say("give one, or remove the feature"))
		}
		for i, at := range g {
			one := post
			one.At = at
			if len(g) > 1 && post.ID != "" {
				one.ID = fmt.Sprintf("%s/%d", post.ID, i+1)
			}
			p.posts = append(p.posts, one)
		}
	}
}

// checkReach reports whether a reach may stand. What is wrong is empty for
// one that was not given, of which there may be many: noReach tells of all.
func (p *places) checkReach(at spot, id string, m float64, given bool) (ok bool, what Message) {
	switch {
	case m == 0 && !given:
		if p.without++; p.without == 1 {
			p.where = at.where(id)
		}
		return false, Message{}
	case !(m > 0):
		return false, say("reach %v is not above 0", m)
	}
	return true, Message{}
}

// number gives posts without an id their number, from 1, for one; with a #
// before it where another post has that number for its id.
func (p *places) number() {
	for i := range p.posts {
		if p.posts[i].ID != "" {
			continue
		}
		id := strconv.Itoa(i + 1)
		for _, taken := p.seen[id]; taken; _, taken = p.seen[id] {
			id = "#" + id
		}
		p.posts[i].ID = id
	}
}

// checkReachName returns what is wrong with the name of a column or property
// that looks like a reach and would be passed over.
func checkReachName(name string) (what, mend Message) {
	n := strings.ToLower(name)
	if n != "reach_m" && (strings.HasPrefix(n, "reach") || strings.HasPrefix(n, "radius") || n == "watch_radius_m" || strings.HasPrefix(n, "alcance")) {
		return say("is not read as a reach"), say("name it reach_m, and give metres")
	}
	return Message{}, Message{}
}

// noReach tells of the places without a reach.
func (p *places) noReach(ps *problems) {
	what := say("no reach is given")
	switch n := p.without; {
	case n == 0:
		return
	case n > 1:
		what = say("no reach is given, nor at %d further places", n-1)
	}
	ps.add(p.where, "reach_m", what, say("add reach_m in metres, or give all places one with --reach 10km"))
}

func (p *places) csv(r io.Reader, ps *problems) {
	t := newTable(r, ps)
	if !t.next() {
		if !ps.found() {
			ps.add(Message{}, "", say("the file is empty"), say("give rows of lon,lat"))
		}
		return
	}
	lon, lat := p.columns(t)
	if ps.found() {
		return
	}
	rows := p.rows(t, lon, lat)
	if t.columns == nil && flipped(p.posts) { // no header, and only lat,lon fits
		for i := range p.posts {
			at := &p.posts[i].At
			at[0], at[1] = at[1], at[0]
		}
	}
	if len(rows) == 0 && p.without == 0 && !ps.found() {
		ps.add(Message{}, "", say("there is no row below the header"), say("give rows of lon,lat"))
	}
	p.seen = make(ids, len(rows))
	whole := p.posts[:0]
	for i, row := range rows {
		post := p.posts[i]
		if what, mend := checkPoint(post.At); !what.none() {
			ps.add(row.where(""), "", what, mend)
			continue
		}
		p.seen.check(ps, row, post.ID)
		whole = append(whole, post)
	}
	p.posts = whole
}

// columns finds which columns hold the coordinates. A first row whose first
// two values are numbers is no header: lon and lat come first then, and a
// third column is the reach.
func (p *places) columns(t *table) (lon, lat int) {
	if len(t.row) >= 2 {
		_, err0 := parseFloat(strings.TrimSpace(t.row[0]))
		_, err1 := parseFloat(strings.TrimSpace(t.row[1]))
		if err0 == nil && err1 == nil {
			return 0, 1
		}
	}
	t.header(slices.Concat(lonNames, latNames, []string{"reach_m", "id", "name"}))
	for _, name := range sorted(t.columns) {
		if what, mend := checkReachName(name); !what.none() {
			t.problem(name, what, mend)
		}
	}
	lon, lat = column(t, lonNames), column(t, latNames)
	if len(t.row) == 1 && lon < 0 && lat < 0 {
		t.problem("", say("the first row is a single value"), say("separate the columns by commas, semicolons or tabs, and end each row with a line end"))
		return lon, lat
	}
	for _, c := range []struct {
		at    int
		names []string
	}{{lon, lonNames}, {lat, latNames}} {
		if c.at < 0 {
			t.problem(c.names[0], say("the column is missing"),
				say("name it %s in the first row; it has %s", oneOf(c.names), strings.Join(t.row, ", ")))
		}
	}
	return lon, lat
}

func column(t *table, names []string) int {
	for _, n := range names {
		if i, ok := t.columns[n]; ok {
			return i
		}
	}
	return -1
}

// rows reads all rows that have coordinates as posts, and returns where they
// stand; t holds the first row already when there is no header.
func (p *places) rows(t *table, lon, lat int) []spot {
	var out []spot
	for held := t.columns == nil; held || t.next(); held = false {
		if post, ok := p.row(t, lon, lat); ok {
			p.posts, out = append(p.posts, post), append(out, t.spot())
		}
	}
	return out
}

func (p *places) row(t *table, lon, lat int) (r sectors.Post, ok bool) {
	for k, c := range []struct {
		at   int
		name string
	}{{lon, "longitude"}, {lat, "latitude"}} {
		if c.at >= len(t.row) {
			t.problem(c.name, say("the row is too short to hold it"), say("it has %d columns", len(t.row)))
			return r, false
		}
		v, err := parseFloat(strings.TrimSpace(t.row[c.at]))
		if err != nil {
			t.problem(c.name, Reason(err), say("write degrees as a number with a decimal point"))
			return r, false
		}
		r.At[k] = tidy(v)
	}
	reach, given, ok := p.rest(t, &r)
	if !ok {
		return r, false
	}
	if ok, what := p.checkReach(t.spot(), "", reach, given); !ok {
		if !what.none() {
			t.problem("reach_m", what, say("give metres above 0"))
		}
		return r, false
	}
	r.WatchRadiusM = reach
	return r, true
}

// rest reads what a row has beside its coordinates. In the third column of a
// table without a header a number is a reach, and text a name.
func (p *places) rest(t *table, post *sectors.Post) (reachM float64, given, ok bool) {
	if t.columns != nil {
		if extra := t.beyondHeader(); extra != "" {
			t.problem("", say("%q stands beyond the last column of the header", extra), say("name its column in the first row, or remove it"))
			return 0, false, false
		}
		post.ID, post.Name = t.text("id"), t.text("name")
		reachM, ok = t.float("reach_m", p.reachM)
		return reachM, t.text("reach_m") != "", ok
	}
	if len(t.row) < 3 || strings.TrimSpace(t.row[2]) == "" {
		return p.reachM, false, true
	}
	text := strings.TrimSpace(t.row[2])
	if v, err := parseFloat(text); err == nil {
		return v, true, true
	}
	if v, err := ParseLength(text); err == nil {
		t.problem("reach_m", say("%q has a unit", text), say("write metres without one: %v", v))
		return 0, true, false
	}
	post.Name = text
	return p.reachM, false, true
}

// flipped reports whether all posts fit latitude before longitude, and some
// fit nothing else.
func flipped(posts []sectors.Post) bool {
	only := false
	for i := range posts {
		at := &posts[i].At
		if math.Abs(at[0]) > 90 {
			return false
		}
		only = only || math.Abs(at[1]) > 90
	}
	return only
}
