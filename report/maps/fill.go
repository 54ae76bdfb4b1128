package maps

import "math"

// fillLeftPx is where the legend of a map that fills its room begins.
const fillLeftPx = 6

// fill makes a frame as large as a map may be, with what it showed in its middle.
func (f *frame) fill(o Options) {
	footPx := o.footPx
	if !(footPx > 0) {
		footPx = legendPx
	}
	wide := max(o.WidthPx-leftPx-rightPx, leastPx/2)
	tall := max(math.Floor(o.HeightPx-topPx-footPx), leastPx/4)
	middle := xy{f.origin.x + f.px.wide()/2*f.mPerPx, f.origin.y - f.px.tall()/2*f.mPerPx}
	before := f.mPerPx
	f.mPerPx *= max(f.px.wide()/wide, f.px.tall()/tall)
	f.px = box{xy{leftPx, topPx}, xy{leftPx + math.Floor(wide), topPx + tall}}
	f.origin = xy{middle.x - f.px.wide()/2*f.mPerPx, middle.y + f.px.tall()/2*f.mPerPx}
	f.coarseP *= f.mPerPx / before
}
