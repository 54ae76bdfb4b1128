package tiles

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/maptile"
)

// kind is what a part is drawn as. The numbers are the dimensions.
type kind int8

const (
	points kind = iota
	line
	area
)

// part is a line, some points or a polygon: what features are made of. Features
// of like lines share them.
type part struct {
	kind  kind
	path  path   // of an area the outer ring
	holes []path // of an area
	begin orb.Point
}

// canvas is a tile that is drawn on, with a copy of the earth.
type canvas struct {
	origin    orb.Point // of the tile on the square, in units
	scale     float64   // units in the width of the square
	tolerance float64   // in widths of the square
}

// frame is what of the units is drawn: the tile and its buffer.
var frame = orb.Bound{Min: orb.Point{-buffer, -buffer}, Max: orb.Point{Extent + buffer, Extent + buffer}}

// newCanvas returns the canvas for a tile of the copy of the earth that lies so
// many turns to the east.
func newCanvas(t maptile.Tile, turns int) canvas {
	scale := math.Ldexp(Extent, int(t.Z))
	return canvas{
		origin:    orb.Point{float64(t.X)*Extent + float64(turns)*scale, float64(t.Y) * Extent},
		scale:     scale,
		tolerance: 0.5 / scale,
	}
}

// window returns the box on the square of all that may be seen in the frame. It
// is a unit larger, as what is drawn strays from the given line.
func (c canvas) window() orb.Bound {
	b := frame.Pad(1)
	for i := range 2 {
		b.Min[i], b.Max[i] = (b.Min[i]+c.origin[i])/c.scale, (b.Max[i]+c.origin[i])/c.scale
	}
	return b
}

// place turns places on the square into units of the tile, not rounded.
func (c canvas) place(at []orb.Point) []orb.Point {
	for i, p := range at {
		at[i] = orb.Point{p[0]*c.scale - c.origin[0], p[1]*c.scale - c.origin[1]}
	}
	return at
}

// drawing is what of a feature is in a tile, in whole units.
type drawing struct {
	points orb.MultiPoint
	lines  orb.MultiLineString
	areas  orb.MultiPolygon
}

func (d *drawing) add(o drawing) {
	d.points = append(d.points, o.points...)
	d.lines = append(d.lines, o.lines...)
	d.areas = append(d.areas, o.areas...)
}

// geometry returns what is drawn, of the one kind that a feature has; nil where
// nothing is.
func (d *drawing) geometry() orb.Geometry {
	switch {
	case len(d.areas) > 0:
		return d.areas
	case len(d.lines) > 0:
		return d.lines
	case len(d.points) > 0:
		return d.points
	}
	return nil
}

// draw draws the given runs of a part, which are in order. Where nothing is
// left of a line or an area that begins in the frame, as it is too small, a
// line or a square of one unit stands for it.
func (c canvas) draw(p *part, runs []int32) drawing {
	switch p.kind {
	case points:
		return drawing{points: c.drawPoints(p, runs)}
	case line:
		lines := c.drawLine(&p.path, runs)
		if at, here := c.begins(p); len(lines) == 0 && here {
			lines = orb.MultiLineString{{at, orb.Point{beside(at[0]), at[1]}}}
		}
		return drawing{lines: lines}
	}
	areas := c.drawArea(p)
	if at, here := c.begins(p); len(areas) == 0 && here {
		x, y := beside(at[0]), beside(at[1])
		areas = orb.MultiPolygon{{wind(orb.Ring{at, {x, at[1]}, {x, y}, {at[0], y}, at}, true)}}
	}
	return drawing{areas: areas}
}

// begins returns where a part begins, and whether that is in the frame.
func (c canvas) begins(p *part) (at orb.Point, here bool) {
	at = round(c.place([]orb.Point{p.begin})[0])
	return at, frame.Contains(at)
}

// beside returns a number next to another, in the frame.
func beside(v float64) float64 {
	if v < frame.Max[0] {
		return v + 1
	}
	return v - 1
}

func (c canvas) drawPoints(p *part, runs []int32) orb.MultiPoint {
	var out orb.MultiPoint
	seen := map[orb.Point]bool{}
	for _, run := range runs {
		from, to := p.path.run(int(run))
		for _, at := range p.path.at[from : to+1] {
			at = round(c.place([]orb.Point{at})[0])
			if frame.Contains(at) && !seen[at] {
				seen[at] = true
				out = append(out, at)
			}
		}
	}
	return out
}

func (c canvas) drawLine(p *path, runs []int32) orb.MultiLineString {
	var out orb.MultiLineString
	for _, s := range p.stretches(runs, c.tolerance) {
		kept := c.place(p.appendKept(nil, s.from, s.to, c.tolerance))
		for _, piece := range clip.LineString(frame, kept) {
			if piece = roundAll(piece); len(piece) > 1 {
				out = append(out, piece)
			}
		}
	}
	return out
}

// stretch is a part of a path, from vertex to vertex.
type stretch struct{ from, to int }

// stretches returns what has to be drawn so that runs are seen: from the kept
// vertex before each to the kept vertex after it, no edge twice.
func (p *path) stretches(runs []int32, tolerance float64) []stretch {
	var out []stretch
	for i := 0; i < len(runs); {
		k := i + 1
		for k < len(runs) && runs[k] == runs[k-1]+1 {
			k++
		}
		from, _ := p.run(int(runs[i]))
		_, to := p.run(int(runs[k-1]))
		from, to = p.before(from, tolerance), p.after(to, tolerance)
		if n := len(out); n > 0 && from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, to)
		} else {
			out = append(out, stretch{from, to})
		}
		i = k
	}
	return out
}

// roundAll rounds to whole units, and leaves out what then says the same again.
func roundAll(line orb.LineString) orb.LineString {
	out := line[:0]
	for _, p := range line {
		if p = round(p); len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	return out
}

// round rounds halves up, also below 0, so that neighbouring tiles round alike.
func round(p orb.Point) orb.Point {
	return orb.Point{math.Floor(p[0] + 0.5), math.Floor(p[1] + 0.5)}
}
