// Package maps draws the maps of a report, offline, from the polygons of the
// scenario itself: the border by kind, sectors, meeting points, posts and gaps,
// readable in black and white too.
//
// It takes a layout and a plan of it and gives drawings, in metres of the ground
// as an azimuthal projection round the middle of the map has them. Nothing is
// computed but where things lie. Borders may lie anywhere, across ±180° and
// around a pole as well, and be of any length. The same input gives the same
// drawing.
package maps

import (
	"github.com/paulmach/orb"

	"lindero/data/drawing"
	"lindero/planner"
	"lindero/sectors"
)

// Input is what a map shows.
type Input struct {
	Layout *sectors.Layout
	Plan   *planner.Plan
}

// Options are what may be chosen of a map.
type Options struct {
	// Hide leaves out the posts of a side, in the order of Plan.Sides.
	Hide [2]bool
	// Public: no posts and no meeting points, and of gaps only the sectors that
	// have any.
	Public bool
	Texts  Texts
	// WidthPx and HeightPx are the most that a map takes, all told; 0: 1000 by 900.
	WidthPx, HeightPx float64
	// Fill: it takes all of that, whatever the shape of what it shows.
	Fill bool
	// footPx is how much of the height stands below a map that fills it.
	footPx float64
}

// Texts are what a map says, in the language of its readers. What has no word is
// left out of the legend.
type Texts struct {
	Lang string // its code
	// Title and Desc are for those who cannot see the map.
	Title, Desc string
	// By code; one that has no word stands as it is.
	Kinds, Layers map[string]string
	Sector        string // sector
	// Gaps: what nobody watches, and what is watched too seldom; where these have
	// no word, Gap.
	Gap, Never, Late string
	SectorGap        string // a sector that has gaps, for the public
	Meeting, Parting string // points
	Neighbour        string // meeting point of a neighbouring sector
	Post             string // before the code of a side: post of
	Beat             string // part of a sector, by its number
	Road, Water      string // routes: on land; on rivers and at sea
	NorthLetter      string // above the arrow
	// Letters behind degrees.
	West, East, North, South string
	Illustrative             string                               // the notice that lines are an illustration
	Number                   func(v float64, decimals int) string // nil: plainly
}

// Overview draws all of the border.
func Overview(in Input, o Options) *drawing.Drawing {
	places := fitted(in, o)
	c := newChart(in, o, places)
	c.ground()
	c.graticule()
	c.ways()
	c.bands()
	c.gaps()
	c.borderline()
	points := c.meetings()
	posts := c.posts()
	all := make([]*planner.Sector, 0, len(in.Plan.Sectors))
	for i := range in.Plan.Sectors {
		all = append(all, &in.Plan.Sectors[i])
	}
	c.numbers("number", all)
	c.countries()
	c.names(posts)
	c.names(points)
	return c.finish()
}

// fitted returns the places that an overview has room for: the border, and the
// posts that are shown and lie near it.
func fitted(in Input, o Options) []orb.Point {
	var places []orb.Point
	for i := range in.Layout.BorderFromM {
		for _, part := range in.Layout.Routes[i].Line.Parts() {
			places = append(places, part...)
		}
	}
	if o.Public || len(places) == 0 {
		return places
	}
	f := newFrame(places, o.WidthPx, o.HeightPx)
	const beyond = 0.12 // of the larger side of the frame
	near := f.px.grown(beyond * max(f.px.wide(), f.px.tall()))
	for i := range in.Layout.Scenario.Posts {
		p := &in.Layout.Scenario.Posts[i]
		if side := sideOf(in.Layout.Scenario, p.Side); side >= 0 && !o.Hide[side] && near.has(f.show(p.At)) {
			places = append(places, p.At)
		}
	}
	return places
}
