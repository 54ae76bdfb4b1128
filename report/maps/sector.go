package maps

import (
	"strconv"

	"github.com/paulmach/orb"

	"lindero/data/drawing"
	"lindero/geo"
	"lindero/planner"
)

// Sector draws the sector of a pair with its beats, where they meet and part, and
// the sectors and meeting points of its neighbours; nil where the pair has no
// sector, or the map is for the public, to whom there is nothing finer than one.
func Sector(in Input, pair string, o Options) *drawing.Drawing {
	var s *planner.Sector
	for i := range in.Plan.Sectors {
		if in.Plan.Sectors[i].Pair == pair {
			s = &in.Plan.Sectors[i]
		}
	}
	if s == nil || o.Public || len(in.Layout.BorderFromM) == 0 {
		return nil
	}
	var beats []*planner.Beat
	for i := range in.Plan.Beats {
		if in.Plan.Beats[i].Pair == pair {
			beats = append(beats, &in.Plan.Beats[i])
		}
	}
	places := sectorPlaces(in, s, beats, o)
	if len(places) == 0 {
		return nil
	}
	c := sector(in, s, beats, places, o)
	if o.Fill {
		// What stands below is known once it is drawn: then the map has the rest.
		o.footPx = c.bottom - c.px.high.y
		c = sector(in, s, beats, places, o)
	}
	return c.Drawing
}

// sector draws a sector on a map that has room for places.
func sector(in Input, s *planner.Sector, beats []*planner.Beat, places []orb.Point, o Options) *chart {
	c := newChart(in, o, places)
	c.ground()
	c.graticule()
	c.ways()
	c.neighbours(s)
	c.beats(s, beats)
	c.gaps()
	c.borderline()
	posts := c.posts()
	c.near(s)
	points := c.ends(beats)
	c.beatNumbers(beats)
	c.names(points)
	c.names(posts)
	c.countries()
	c.finish()
	return c
}

// sectorPlaces returns the places that the map of a sector has room for.
func sectorPlaces(in Input, s *planner.Sector, beats []*planner.Beat, o Options) []orb.Point {
	last := len(in.Layout.BorderFromM) - 1
	lengthM := in.Layout.BorderFromM[last] + in.Layout.Routes[last].Line.LengthM()
	var places []orb.Point
	for _, span := range turned(s.FromM, s.ToM, lengthM) {
		for i, fromM := range in.Layout.BorderFromM {
			line := in.Layout.Routes[i].Line
			if span.ToM <= fromM || span.FromM >= fromM+line.LengthM() {
				continue
			}
			for _, part := range line.Slice(geo.Span{FromM: max(0, span.FromM-fromM), ToM: min(line.LengthM(), span.ToM-fromM)}) {
				places = append(places, part...)
			}
		}
	}
	for _, b := range beats {
		places = append(places, b.MeetAt, b.PartAt)
	}
	if len(places) == 0 {
		return nil
	}
	// The posts of the pair, where they do not make all else small.
	f := newFrame(places, o.WidthPx, o.HeightPx)
	const beyond = 0.35
	near := f.px.grown(beyond * max(f.px.wide(), f.px.tall()))
	for i := range in.Plan.Pairs {
		if p := &in.Plan.Pairs[i]; p.ID == s.Pair {
			for side, id := range p.Posts {
				for k := range in.Layout.Scenario.Posts {
					if post := &in.Layout.Scenario.Posts[k]; post.ID == id && !o.Hide[side] && near.has(f.show(post.At)) {
						places = append(places, post.At)
					}
				}
			}
		}
	}
	return places
}

// neighbours draws the other sectors of the layer, and their numbers.
func (c *chart) neighbours(s *planner.Sector) {
	var all, ends [][]xy
	for i := range c.Plan.Sectors {
		if other := &c.Plan.Sectors[i]; other.Layer == s.Layer && other != s {
			lines := c.stretch(other.FromM, other.ToM)
			all, ends = append(all, lines...), append(ends, tips(lines, 9)...)
		}
	}
	c.lines("edge0", all)
	c.lines("aside layer0", all)
	c.lines("end", ends)
}

// beats draws those of the sector in alternating tints, and where they end.
func (c *chart) beats(s *planner.Sector, beats []*planner.Beat) {
	tints := [2][][]xy{}
	var ends [][]xy
	for i, b := range beats {
		lines := c.stretch(b.FromM, b.ToM)
		tints[i%2] = append(tints[i%2], lines...)
		ends = append(ends, tips(lines, 9)...)
	}
	c.lines("edge0", c.stretch(s.FromM, s.ToM))
	c.lines("even layer0", tints[0])
	c.lines("odd layer0", tints[1])
	c.lines("end", ends)
	if len(beats) > 0 {
		c.says(c.t.Beat, c.swatch("even layer0", "odd layer0"))
	}
}

// near draws where other pairs meet, and writes the numbers of their sectors.
func (c *chart) near(s *planner.Sector) {
	var at []drawing.Point
	seen := map[orb.Point]bool{}
	for i := range c.Plan.Beats {
		b := &c.Plan.Beats[i]
		p := c.pairs[b.Pair]
		if b.Pair == s.Pair || p == nil || p.Layer != s.Layer || seen[b.MeetAt] {
			continue
		}
		seen[b.MeetAt] = true
		if here := c.show(b.MeetAt); c.px.has(here) {
			at = append(at, point(here))
			c.take(here, 4)
		}
	}
	c.Dots("idle", at...)
	if len(at) > 0 {
		c.says(c.t.Neighbour, c.dots("idle"))
	}
	var others []*planner.Sector
	for i := range c.Plan.Sectors {
		if other := &c.Plan.Sectors[i]; other.Layer == s.Layer && other != s {
			others = append(others, other)
		}
	}
	c.numbers("nearby", others)
}

// ends draws where the beats are met for, and where they part.
func (c *chart) ends(beats []*planner.Beat) []mark {
	var meet, part []drawing.Point
	var out []mark
	names := map[string]string{}
	for i := range c.Plan.MeetingPoints {
		names[c.Plan.MeetingPoints[i].ID] = pointName(&c.Plan.MeetingPoints[i])
	}
	met, parted := map[orb.Point]bool{}, map[orb.Point]bool{}
	for _, b := range beats {
		at, to := c.show(b.MeetAt), c.show(b.PartAt)
		if !met[b.MeetAt] && c.px.has(at) {
			meet = append(meet, point(at))
			c.take(at, 5)
			out = append(out, mark{at, names[b.MeetingPoint], "name", 7})
		}
		if !parted[b.PartAt] && c.px.has(to) {
			part = append(part, point(to))
			c.take(to, 5)
		}
		met[b.MeetAt], parted[b.PartAt] = true, true
	}
	c.points(part, "ring", "part", "hole")
	c.points(meet, "ring", "meet")
	if len(meet) > 0 {
		c.says(c.t.Meeting, c.dots("ring", "meet"))
	}
	if len(part) > 0 {
		c.says(c.t.Parting, c.dots("ring", "part", "hole"))
	}
	return out
}

// beatNumbers writes the numbers of beats beside them.
func (c *chart) beatNumbers(beats []*planner.Beat) {
	for i, b := range beats {
		c.beside("beat", strconv.Itoa(i+1), numberPx-1, c.stretch(b.FromM, b.ToM))
	}
}
