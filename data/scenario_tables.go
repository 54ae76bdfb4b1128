package data

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"lindero/sectors"
)

// The columns of patrols.csv and pairs.csv.
var (
	patrolColumns = []string{"id", "side", "post", "layer",
		"speed_land_kmh", "speed_river_kmh", "speed_sea_kmh", "watch_radius_m",
		"shift_h", "rest_h", "shifts_per_week", "available_from", "available_to"}
	patrolRequired = []string{"id", "side", "post", "watch_radius_m", "shift_h", "rest_h", "shifts_per_week"}
	pairColumns    = []string{"id", "patrol_a", "patrol_b"}
)

func (f *folder) readPatrols(r io.Reader, ps *problems) {
	t := newTable(r, ps)
	if !t.next() {
		if !ps.found() {
			ps.add(Message{}, "", say("the file is empty"), say("the first row has to name the columns, %s", oneOf(patrolColumns)))
		}
		return
	}
	t.header(patrolColumns)
	t.require(patrolRequired, patrolColumns)
	if ps.found() {
		return
	}
	seen := ids{}
	for t.next() {
		f.s.Patrols = append(f.s.Patrols, f.patrol(t, seen))
	}
	if ps.found() {
		return
	}
	f.patrols = map[string]*sectors.Patrol{}
	for i := range f.s.Patrols {
		f.patrols[f.s.Patrols[i].ID] = &f.s.Patrols[i]
	}
}

func (f *folder) patrol(t *table, seen ids) sectors.Patrol {
	p := sectors.Patrol{
		ID: t.text("id"), Side: t.text("side"), Post: t.text("post"), Layer: t.text("layer"),
		WatchRadiusM:  t.needed("watch_radius_m"),
		ShiftH:        t.needed("shift_h"),
		RestH:         t.needed("rest_h"),
		ShiftsPerWeek: t.needed("shifts_per_week"),
	}
	if p.ID == "" {
		t.problem("id", say("is missing"), say("give the patrol an id"))
	}
	seen.check(t.ps, t.spot(), p.ID)
	if !f.isSide(p.Side) {
		t.problem("side", say("%q is no side of the scenario", p.Side), f.writeSide())
	}
	if post, ok := f.posts[p.Post]; !ok && f.posts != nil {
		t.problem("post", say("%q is no post in posts.geojson", p.Post), say("write the id of one"))
	} else if ok && post.Side != p.Side {
		t.problem("post", say("%q is a post of %s, and the patrol of %s", p.Post, post.Side, p.Side), say("write the id of a post of its own side"))
	}
	before := t.ps.count()
	for _, k := range sectors.Kinds {
		p.SpeedKmh.Set(k, t.notNegative(fmt.Sprintf("speed_%s_kmh", k)))
	}
	// Of a speed that is told already, nothing more.
	if t.ps.count() == before && p.SpeedKmh.Of(sectors.Any) == 0 {
		t.problem("speed_land_kmh", say("the patrol has no speed on land, river or sea"), say("give it one on a kind it moves on"))
	}
	if v, err := parseFloat(t.text("shift_h")); err == nil && v == 0 {
		t.problem("shift_h", say("is not above 0"), say("give the hours from leaving the post to being back"))
	}
	const weekH = 7 * 24
	if hours := p.ShiftH * p.ShiftsPerWeek; hours > weekH {
		t.problem("shifts_per_week", say("%v shifts of %v h are %v h, and a week has %d", p.ShiftsPerWeek, p.ShiftH, hours, weekH), say("give fewer or shorter shifts"))
	}
	if p.Layer == "" {
		p.Layer = sectors.SurfaceLayer
	}
	f.availability(t, &p)
	return p
}

// maxNumber is the largest number of a scenario, whatever its unit: products
// of three have to stay finite.
const maxNumber = 1e9

// notNegative returns the number in a column, 0 where it is empty.
func (t *table) notNegative(name string) float64 {
	v, ok := t.float(name, 0)
	if ok && v < 0 {
		t.problem(name, say("%v is negative", v), say("give 0 or more"))
	}
	if v > maxNumber {
		t.problem(name, say("%v is too large", v), say("check the unit"))
	}
	return v
}

// needed is notNegative for a column that may not be empty.
func (t *table) needed(name string) float64 {
	if t.text(name) == "" {
		t.problem(name, say("is missing"), say("give 0 or more"))
	}
	return t.notNegative(name)
}

func (f *folder) availability(t *table, p *sectors.Patrol) {
	zone := f.s.Sides[0].TimeZone
	if p.Side == f.s.Sides[1].Code {
		zone = f.s.Sides[1].TimeZone
	}
	for _, c := range []struct {
		name string
		to   *time.Time
	}{{"available_from", &p.AvailableFrom}, {"available_to", &p.AvailableTo}} {
		if text := t.text(c.name); text != "" {
			at, err := parseTime(text, zone)
			if err != nil {
				t.problem(c.name, Reason(err), say("write 2027-01-04, or 2027-01-04T06:00:00-06:00"))
			}
			*c.to = at
		}
	}
	if !p.AvailableTo.IsZero() && !p.AvailableFrom.Before(p.AvailableTo) {
		t.problem("available_to", say("is not after available_from"), say("give a later time"))
	}
}

func (f *folder) pairs(r io.Reader, ps *problems) {
	t := newTable(r, ps)
	if !t.next() {
		return
	}
	t.header(pairColumns)
	t.require(pairColumns, pairColumns)
	if ps.found() {
		return
	}
	seen, used := ids{}, ids{}
	for t.next() {
		p := sectors.FixedPair{ID: t.text("id"), Patrols: [2]string{t.text("patrol_a"), t.text("patrol_b")}}
		if p.ID == "" {
			t.problem("id", say("is missing"), say("give the pair an id"))
		}
		seen.check(ps, t.spot(), p.ID)
		var side [2]string
		for i, id := range p.Patrols {
			field := pairColumns[i+1]
			if patrol, ok := f.patrols[id]; ok {
				side[i] = patrol.Side
			} else if f.patrols != nil {
				t.problem(field, say("%q is no patrol in patrols.csv", id), say("write the id of one"))
			}
			if first, ok := used[id]; ok {
				t.problem(field, say("%q is in the pair of %s already", id, first.where("")), say("a patrol belongs to one pair"))
			}
			used[id] = t.spot()
		}
		if side[0] != "" && side[0] == side[1] {
			t.problem("patrol_b", say("is of the same side as patrol_a"), say("pair one patrol of each side"))
		}
		f.s.Pairs = append(f.s.Pairs, p)
	}
}

func (f *folder) risk(r io.Reader, ps *problems) {
	types := []string{"Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}
	readFeatures(r, ps, types, func(x *feature) {
		weight, ok := x.float("weight", 0)
		if ok && !(weight > 0) {
			x.problem("weight", say("%v is not above 0", weight), say("give a weight above 0; 1 changes nothing"))
		}
		risk := sectors.Risk{ID: x.id, Weight: weight, RadiusM: notNegative(x, "radius_m"), Shape: x.geometry}
		switch x.geometry.(type) {
		case orb.Polygon, orb.MultiPolygon:
			x.polygons()
		default:
			if _, isPoint := x.geometry.(orb.Point); !isPoint {
				x.line()
			}
			if risk.RadiusM == 0 {
				x.problem("radius_m", say("is missing"), say("give a point or line the radius in metres that it weighs on"))
			}
		}
		f.s.Risks = append(f.s.Risks, risk)
	})
}

// mostRoom is the largest room of a meeting point that is no mistake.
const mostRoom = 1e6

func (f *folder) meetingPoints(r io.Reader, ps *problems) {
	seen := ids{}
	readFeatures(r, ps, []string{"Point"}, func(x *feature) {
		needID(x)
		seen.check(ps, x.spot(), x.id)
		at, _ := x.geometry.(orb.Point)
		room := notNegative(x, "room")
		if room != math.Trunc(room) || room > mostRoom {
			x.problem("room", say("%v is no number of pairs", room), say("write how many pairs may meet there in the same hour"))
		}
		f.s.MeetingPoints = append(f.s.MeetingPoints, sectors.MeetingPoint{ID: x.id, Name: x.text("name"), At: at, Room: int(room)})
	})
}

func (f *folder) sectors(r io.Reader, ps *problems) {
	seen, pairs := ids{}, map[string]bool{}
	for _, p := range f.s.Pairs {
		pairs[p.ID] = true
	}
	readFeatures(r, ps, []string{"LineString"}, func(x *feature) {
		needID(x)
		seen.check(ps, x.spot(), x.id)
		s := sectors.FixedSector{ID: x.id, Pair: x.text("pair")}
		if s.Pair != "" && !pairs[s.Pair] {
			x.problem("pair", say("%q is no pair in pairs.csv", s.Pair), say("write the id of one, or leave it out"))
		}
		if line, ok := x.line(); ok {
			s.Line = line.Parts()[0]
		}
		f.s.Sectors = append(f.s.Sectors, s)
	})
}

func (f *folder) areas(r io.Reader, ps *problems) []sectors.Area {
	var out []sectors.Area
	seen := ids{}
	readFeatures(r, ps, []string{"Polygon", "MultiPolygon"}, func(x *feature) {
		needID(x)
		seen.check(ps, x.spot(), x.id)
		out = append(out, sectors.Area{ID: x.id, Name: x.text("name"), Side: f.side(x, "side", false), Polygon: x.polygons()})
	})
	return out
}

// lower is a side's code as it stands in the names of properties.
func lower(code string) string { return strings.ToLower(code) }
