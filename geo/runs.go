package geo

import (
	"math"

	"lindero/geo/wgs84"
)

// runPieces is how many pieces a run holds at most: enough to keep the index
// small, few enough that a run that only comes near a reach costs little.
const runPieces = 16

// run is a stretch of neighbouring pieces of one part with its bounds.
type run struct {
	from, to int32      // vertices: pieces from … to-1
	centre   wgs84.Vec  // of a ball that holds the pieces
	radiusM  float64    //
	min, max [2]float64 // longitude and latitude; min longitude in [-180, 180), max may go on beyond 180
}

// addRuns cuts the line's pieces into runs.
func (b *builder) addRuns() {
	l := b.line
	l.runs = make([]run, 0, len(l.v)/runPieces+len(l.first))
	for k := 0; k+1 < len(l.first); k++ {
		end := l.first[k+1] - 1
		for from := l.first[k]; from < end; from += runPieces {
			l.runs = append(l.runs, b.newRun(from, min(from+runPieces, end)))
		}
	}
}

func (b *builder) newRun(from, to int32) run {
	v := b.line.v[from : to+1]
	lo, hi := v[0], v[0]
	r := run{from: from, to: to,
		min: [2]float64{b.lon[from], b.lat[from]},
		max: [2]float64{b.lon[from], b.lat[from]}}
	for i, p := range v {
		lo = wgs84.Vec{X: math.Min(lo.X, p.X), Y: math.Min(lo.Y, p.Y), Z: math.Min(lo.Z, p.Z)}
		hi = wgs84.Vec{X: math.Max(hi.X, p.X), Y: math.Max(hi.Y, p.Y), Z: math.Max(hi.Z, p.Z)}
		at := [2]float64{b.lon[int(from)+i], b.lat[int(from)+i]}
		for k := range at {
			r.min[k], r.max[k] = math.Min(r.min[k], at[k]), math.Max(r.max[k], at[k])
		}
	}
	r.centre = lo.Add(hi).Scale(0.5)
	for _, p := range v {
		r.radiusM = math.Max(r.radiusM, p.Sub(r.centre).Norm())
	}
	r.radiusM += sagM
	turn := 360 * math.Floor((r.min[0]+180)/360)
	r.min[0], r.max[0] = r.min[0]-turn, r.max[0]-turn
	return r
}

// sagM bounds the depth of a piece's chord below the surface.
const sagM = maxPieceM * maxPieceM / (8 * wgs84.MinCurvatureRadiusM)

// sag returns how deep below the surface the chord from a along d is at
// fraction t.
func sag(a, d wgs84.Vec, t float64) float64 {
	return t * (1 - t) / 2 * d.Norm2() * wgs84.Curvature(a, d)
}
