package maps

import (
	"math"
	"slices"

	"lindero/geo"
	"lindero/planner"
)

// mostLayers is of how many layers sectors are drawn: those of each around those
// of the one before.
const mostLayers = 3

// bands draws the sectors of all layers in alternating tints, and their ends.
func (c *chart) bands() {
	p := c.Plan
	for layer := min(len(p.Layers), mostLayers) - 1; layer >= 0; layer-- {
		// Where a layer ends within a wider one, the wider one shows.
		tints := map[string][][]xy{}
		var all, ends [][]xy
		n := 0
		for i := range p.Sectors {
			s := &p.Sectors[i]
			if c.layers[s.Layer] != layer {
				continue
			}
			tint := [...]string{"even", "odd"}[n%2]
			n++
			lines := c.stretch(s.FromM, s.ToM)
			tints[tint] = append(tints[tint], lines...)
			all = append(all, lines...)
			ends = append(ends, tips(lines, 9+3*float64(layer))...)
		}
		rank := string(rune('0' + layer))
		c.lines("edge"+rank, all)
		for _, tint := range []string{"even", "odd"} {
			c.lines(tint+" layer"+rank, tints[tint])
		}
		c.lines("end", ends)
	}
	if len(p.Sectors) > 0 {
		c.says(c.t.Sector, c.swatch("even layer0", "odd layer0"))
	}
}

// tips returns short lines across the first and the last end of lines.
func tips(lines [][]xy, asidePx float64) [][]xy {
	if len(lines) == 0 {
		return nil
	}
	last := lines[len(lines)-1]
	return [][]xy{across(lines[0][0], heading(lines[0], 0), asidePx),
		across(last[len(last)-1], heading(last, len(last)-1), asidePx)}
}

func across(at, along xy, asidePx float64) []xy {
	return []xy{{at.x - along.y*asidePx, at.y + along.x*asidePx}, {at.x + along.y*asidePx, at.y - along.x*asidePx}}
}

// heading is the direction of a line at one of its places, over a stretch that
// the eye sees.
func heading(line []xy, at int) xy {
	const eyePx = 6
	a, b := at, at
	for a > 0 && math.Hypot(line[a].x-line[at].x, line[a].y-line[at].y) < eyePx {
		a--
	}
	for b < len(line)-1 && math.Hypot(line[b].x-line[at].x, line[b].y-line[at].y) < eyePx {
		b++
	}
	dx, dy := line[b].x-line[a].x, line[b].y-line[a].y
	if n := math.Hypot(dx, dy); n > 0 {
		return xy{dx / n, dy / n}
	}
	return xy{1, 0}
}

// gaps draws all gaps: what nobody watches, and what is watched too seldom.
func (c *chart) gaps() {
	if c.o.Public {
		c.publicGaps()
		return
	}
	neverOf, lateOf := map[string][]geo.Span{}, map[string][]geo.Span{}
	for i := range c.Plan.Gaps {
		g := &c.Plan.Gaps[i]
		of := neverOf
		if g.Reason == planner.RevisitExceeded {
			of = lateOf
		}
		of[g.Route] = append(of[g.Route], geo.Span{FromM: g.FromM, ToM: g.ToM})
	}
	var neverLines, lateLines [][]xy
	for _, list := range [][]shown{c.others, c.border} {
		for i := range list {
			s := &list[i]
			gone := geo.NewSpans(neverOf[s.route.ID]...)
			neverLines = append(neverLines, c.spans(s, gone)...)
			lateLines = append(lateLines, c.spans(s, geo.NewSpans(lateOf[s.route.ID]...).Subtract(gone))...)
		}
	}
	const roomPx = 5
	for _, line := range append(slices.Clone(neverLines), lateLines...) {
		for _, part := range clipLine(line, c.px) {
			c.rooms.TakeLine(points(part), roomPx)
		}
	}
	c.lines("pale", lateLines)
	late := c.lines("late", lateLines)
	c.gapItems(c.lines("never", neverLines), late)
}

func (c *chart) gapItems(never, late bool) {
	add := func(words string, draw swatch) {
		if words == "" {
			words = c.t.Gap
		}
		c.says(words, draw)
	}
	if never {
		add(c.t.Never, c.stroke("never"))
	}
	if late {
		add(c.t.Late, c.stroke("pale", "late"))
	}
}

// spans returns the lines of spans of a route: what is too small to be seen is
// drawn as large as it must be to be seen, and what is nearer than that is one.
func (c *chart) spans(s *shown, spans geo.Spans) [][]xy {
	const leastPx = 3.0
	leastM, lengthM := leastPx*c.mPerPx, s.route.Line.LengthM()
	wide := make([]geo.Span, 0, len(spans))
	for _, span := range spans {
		if short := (leastM - span.LengthM()) / 2; short > 0 {
			span = geo.Span{FromM: max(0, span.FromM-short), ToM: min(lengthM, span.ToM+short)}
		}
		if n := len(wide); n > 0 && span.FromM-wide[n-1].ToM < leastM/3 {
			wide[n-1].ToM = max(wide[n-1].ToM, span.ToM)
			continue
		}
		wide = append(wide, span)
	}
	var out [][]xy
	for _, span := range wide {
		out = append(out, s.slice(span)...)
	}
	return out
}

// publicGaps draws the sectors in which there are gaps, and the stretches between
// sectors, as wholes: where a gap begins tells where somebody sees from.
func (c *chart) publicGaps() {
	var open []geo.Span
	from := map[string]float64{}
	for i := range c.border {
		from[c.border[i].route.ID] = c.border[i].fromM
	}
	for i := range c.Plan.Gaps {
		g := &c.Plan.Gaps[i]
		if at, ok := from[g.Route]; ok {
			open = append(open, geo.Span{FromM: at + g.FromM, ToM: at + g.ToM})
		}
	}
	gaps := geo.NewSpans(open...)
	const hairM = 1.0
	var in []geo.Span
	var lines [][]xy
	draw := func(spans ...geo.Span) {
		if geo.NewSpans(spans...).Intersect(gaps).LengthM() > hairM {
			for _, s := range spans {
				lines = append(lines, c.stretch(s.FromM, s.ToM)...)
			}
		}
	}
	for i := range c.Plan.Sectors {
		s := &c.Plan.Sectors[i]
		spans := turned(s.FromM, s.ToM, c.lengthM)
		in = append(in, spans...)
		draw(spans...)
	}
	for _, s := range geo.NewSpans(in...).Complement(geo.Span{ToM: c.lengthM}) {
		draw(s)
	}
	if c.lines("open", lines) {
		c.says(c.t.SectorGap, c.stroke("open"))
	}
}

// borderline draws the border by kind.
func (c *chart) borderline() {
	byKind := map[string][][]xy{}
	var all [][]xy
	for i := range c.border {
		for _, part := range c.border[i].parts {
			k := string(c.border[i].route.Kind)
			byKind[k], all = append(byKind[k], part.line), append(all, part.line)
		}
	}
	c.lines("casing", all)
	for _, k := range c.kinds {
		if c.lines("kind k"+k, joined(byKind[k])) {
			c.says(c.t.Kinds[k], c.stroke("casing", "kind k"+k))
		}
	}
	const roomPx = 5
	for _, line := range all {
		for _, part := range clipLine(line, c.px) {
			c.rooms.TakeLine(points(part), roomPx)
		}
	}
}
