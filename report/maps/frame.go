package maps

import (
	"math"

	"github.com/paulmach/orb"

	"lindero/data/drawing"
)

// frame is what of the earth a map shows, and where: a box of pixels, true to
// scale in its middle.
type frame struct {
	projection
	px      box
	origin  xy      // in metres, at the upper left corner
	mPerPx  float64 // in the middle of the projection
	coarseP float64 // metres of ground that are never more than a pixel apart
}

// The sizes around a frame, in pixels, and how wide it is beside its height.
const (
	usualWidthPx  = 1000.0
	usualHeightPx = 900.0
	leastPx       = 240.0
	mostPx        = 8000.0
	leftPx        = 70.0 // for latitudes
	rightPx       = 14.0
	topPx         = 14.0
	belowPx       = 24.0  // for longitudes
	legendPx      = 110.0 // kept for what stands below, of the height
	narrowest     = 0.55  // width to height
	widest        = 2.2
	roomShare     = 0.09 // of the larger extent, on every side
	leastSpanM    = 120.0
)

// newFrame returns the frame that shows places and some room around them, within
// the size that a map may have. What is no place on earth is passed over.
func newFrame(places []orb.Point, widthPx, heightPx float64) frame {
	size := func(px, usual float64) float64 {
		if !(px > 0) {
			px = usual
		}
		return min(max(px, leastPx), mostPx)
	}
	wide := max(size(widthPx, usualWidthPx)-leftPx-rightPx, leastPx/2)
	tall := max(size(heightPx, usualHeightPx)-topPx-belowPx-legendPx, leastPx/2)
	real := make([]orb.Point, 0, len(places)+1)
	for _, at := range places {
		if math.Abs(at[0]) <= 540 && math.Abs(at[1]) <= 90 {
			real = append(real, at)
		}
	}
	if len(real) == 0 {
		real = append(real, orb.Point{})
	}
	f := frame{projection: newProjection(middle(real))}
	b := noBox()
	for _, at := range real {
		b.add(f.forward(at))
	}
	room := roomShare * max(b.wide(), b.tall(), leastSpanM)
	b = b.grown(room)
	x, y := max(b.wide(), leastSpanM), max(b.tall(), leastSpanM)
	x, y = max(x, y*narrowest), max(y, x/widest)
	f.mPerPx = max(x/wide, y/tall)
	wide, tall = math.Round(x/f.mPerPx), math.Round(y/f.mPerPx)
	at := b.middle()
	f.px = box{xy{leftPx, topPx}, xy{leftPx + wide, topPx + tall}}
	f.origin = xy{at.x - wide/2*f.mPerPx, at.y + tall/2*f.mPerPx}
	// Far from its middle the projection stretches one direction by up to √2.
	f.coarseP = f.mPerPx / math.Sqrt2
	return f
}

// show returns where a frame shows a place, in pixels, be it within or not.
func (f *frame) show(at orb.Point) xy { return f.pixels(f.forward(at)) }

func (f *frame) pixels(m xy) xy {
	return xy{f.px.low.x + (m.x-f.origin.x)/f.mPerPx, f.px.low.y + (f.origin.y-m.y)/f.mPerPx}
}

// under returns the place that a frame shows at a pixel.
func (f *frame) under(p xy) (orb.Point, bool) {
	return f.inverse(xy{f.origin.x + (p.x-f.px.low.x)*f.mPerPx, f.origin.y - (p.y-f.px.low.y)*f.mPerPx})
}

// length is a length on the ground in pixels.
func (f *frame) length(m float64) float64 { return m / f.mPerPx }

func point(p xy) drawing.Point { return drawing.Point{X: p.x, Y: p.y} }

func points(line []xy) []drawing.Point {
	out := make([]drawing.Point, len(line))
	for i, p := range line {
		out[i] = point(p)
	}
	return out
}
