package drawing

// Open begins a group of a class, with a tooltip if there is one.
func (d *Drawing) Open(class, tooltip string) {
	d.Marks = append(d.Marks, Mark{Kind: Open, Class: class, Tooltip: tooltip})
}

// Close ends the group that was opened last.
func (d *Drawing) Close() { d.Marks = append(d.Marks, Mark{Kind: Close}) }

// Path draws lines as one mark; nothing where there are none.
func (d *Drawing) Path(class string, lines ...[]Point) { d.path(class, false, lines) }

// Area draws what rings enclose, by even and odd, as one mark.
func (d *Drawing) Area(class string, rings ...[]Point) { d.path(class, true, rings) }

func (d *Drawing) path(class string, closed bool, lines [][]Point) {
	if len(lines) > 0 {
		d.Marks = append(d.Marks, Mark{Kind: Path, Class: class, Lines: lines, Closed: closed})
	}
}

// Line draws a straight line.
func (d *Drawing) Line(class string, x1, y1, x2, y2 float64) {
	d.Path(class, []Point{{x1, y1}, {x2, y2}})
}

// Rect draws a rectangle from its upper left corner.
func (d *Drawing) Rect(class string, x, y, wide, high float64) {
	d.Area(class, Box(x, y, wide, high))
}

// Box returns a rectangle as a ring, from its upper left corner on.
func Box(x, y, wide, high float64) []Point {
	return []Point{{x, y}, {x + wide, y}, {x + wide, y + high}, {x, y + high}}
}

// Dots draws places as dots as large as the stroke of their class is wide, as one
// mark: they grow no faster than lines where a picture is enlarged. The class
// must be Round.
func (d *Drawing) Dots(class string, at ...Point) {
	lines := make([][]Point, len(at))
	for i := range at {
		lines[i] = at[i : i+1 : i+1]
	}
	d.Path(class, lines...)
}

// Text writes words that are anchored at a place; nothing where there are none.
func (d *Drawing) Text(class string, anchor Anchor, x, y float64, words string) {
	d.Turned(class, anchor, x, y, 0, words)
}

// Turned writes words at an angle, in degrees clockwise.
func (d *Drawing) Turned(class string, anchor Anchor, x, y, deg float64, words string) {
	if words != "" {
		d.Marks = append(d.Marks, Mark{Kind: Words, Class: class, At: Point{x, y}, Anchor: anchor, TurnDeg: deg, Text: words})
	}
}
