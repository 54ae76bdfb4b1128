// Package drawing holds a picture as marks in the order in which they are drawn,
// each of a class whose look stands in a table. So one picture is written as SVG
// (Drawing.WriteSVG) and drawn on a page of a PDF (package report/pdf), and both
// show the same.
//
// Lengths are pixels of the picture at its own size, 96 to an inch; y goes down.
// Colours are #rrggbb. Nothing in it is interactive but tooltips, which only SVG
// has. The same marks give the same bytes.
package drawing

// Drawing is a picture. It is made with its methods (Open, Path, Text …), which
// keep out what does not show, and is not changed once it is handed on.
type Drawing struct {
	WidthPx, HeightPx float64
	Lang              string // code of the language of its words
	Title, Desc       string // for who cannot see it: what it is, and what it shows
	// Looks are those of classes. A name of two classes, "over together", is of
	// the second within a group of the first, and comes before that of the second
	// alone: what it leaves empty is as there. A mark may be of several classes,
	// "band river", of which the last comes first. A class is of groups, which
	// have Colour and Opacity only, or of marks.
	Looks    map[string]Look
	Patterns map[string]Pattern // by the name that Look.Pattern has
	Marks    []Mark
}

// Point is a place of a drawing.
type Point struct{ X, Y float64 }

// Look is how marks of a class look. Where nothing is said, nothing is filled or
// stroked; words are Ink and of WordsPx.
type Look struct {
	Colour  string // of groups: what Current is within them; else Ink
	Fill    string // #rrggbb, or Current
	Pattern string // in place of a fill
	Stroke  string // #rrggbb, or Current
	WidthPx float64
	DashPx  []float64
	Round   bool // round ends and corners of lines
	// RoundCorners: round corners only, with ends that are cut straight.
	RoundCorners bool
	Opacity      float64 // 0 is 1
	// Of words. Halo is the colour of an outline behind them, HaloPx wide.
	SizePx       float64
	Bold, Italic bool
	Halo         string
}

// Current stands for the colour of the group that a mark is in.
const Current = "current"

// What holds where a Look says nothing: the colour of words, and of Current
// outside all groups of a colour; the size of words; and how wide the outline
// behind them is, half of which shows on either side.
const (
	Ink     = "#222222"
	WordsPx = 10.0
	HaloPx  = 3.0
)

// Pattern fills areas with a tile.
type Pattern struct {
	WidthPx, HeightPx float64
	Ground            string // colour
	Stroke            string // colour of Lines
	StrokePx          float64
	Lines             [][]Point // within a tile; they may run over its edges
}

// MarkKind is what a mark is.
type MarkKind int

// The kinds of marks.
const (
	Path MarkKind = iota
	Words
	Open  // of a group
	Close // of the group that was opened last
)

// Mark is one thing that is drawn.
type Mark struct {
	Kind  MarkKind
	Class string
	// Of a path: lines, or rings of an area (even and odd), where it is closed. A
	// line of one point is a dot as large as its stroke is wide.
	Lines  [][]Point
	Closed bool
	// Of words. TurnDeg is clockwise.
	At      Point
	Anchor  Anchor
	TurnDeg float64
	Text    string
	Tooltip string // of a group
}

// Anchor says which part of words stands at their place.
type Anchor int

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)
