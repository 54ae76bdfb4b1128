package geo

import (
	"math"

	"lindero/geo/wgs84"
)

// runPieces is how many pieces a run holds at most: few enough that a run
// that only comes near a reach costs little. A sweep counts them in the bits
// of a uint32.
const runPieces = 16

// blockRuns is how many runs a block holds at most: enough to keep indexes
// small and searches few.
const blockRuns = 8

// run is a stretch of neighbouring pieces of one part with its bounds.
type run struct {
	from, to int32 // vertices: pieces from … to-1
	ball           // holds the pieces
	box            // holds the given edges
}

// block is a stretch of neighbouring runs of one part with its bounds.
type block struct {
	from, to int32 // runs
	ball
	box
}

// addRuns cuts the line's pieces into runs and these into blocks.
func (b *builder) addRuns() {
	l := b.line
	l.runs = make([]run, 0, len(l.v)/runPieces+len(l.first))
	l.blocks = make([]block, 0, len(l.v)/(runPieces*blockRuns)+len(l.first))
	for k := 0; k+1 < len(l.first); k++ {
		end, first := l.first[k+1]-1, int32(len(l.runs))
		for from := l.first[k]; from < end; from += runPieces {
			l.runs = append(l.runs, b.newRun(from, min(from+runPieces, end)))
		}
		for from := first; from < int32(len(l.runs)); from += blockRuns {
			l.blocks = append(l.blocks, l.newBlock(from, min(from+blockRuns, int32(len(l.runs)))))
		}
	}
}

func (b *builder) newRun(from, to int32) run {
	r := run{from: from, to: to, ball: newBall(b.line.v[from : to+1])}
	r.radiusM += sagM
	lon, lat := b.lon[from:to+1], b.lat[from:to+1]
	r.min, r.max = [2]float64{lon[0], lat[0]}, [2]float64{lon[0], lat[0]}
	for i := range lon {
		r.min = [2]float64{min(r.min[0], lon[i]), min(r.min[1], lat[i])}
		r.max = [2]float64{max(r.max[0], lon[i]), max(r.max[1], lat[i])}
	}
	r.box = r.turned()
	return r
}

func (l *Line) newBlock(from, to int32) block {
	runs := l.runs[from:to]
	b := block{from: from, to: to, box: runs[0].box}
	var centres [blockRuns]wgs84.Vec
	for i := range runs {
		centres[i] = runs[i].centre
		if i > 0 {
			b.add(runs[i].box)
		}
	}
	b.box = b.turned()
	b.ball = newBall(centres[:len(runs)])
	for i := range runs {
		b.radiusM = max(b.radiusM, runs[i].centre.Sub(b.centre).Norm()+runs[i].radiusM)
	}
	return b
}

// sagM bounds the depth of a piece's chord below the surface.
const sagM = maxPieceM * maxPieceM / (8 * wgs84.MinCurvatureRadiusM)

// sag returns how deep below the surface the chord from a along d is at
// fraction t.
func sag(a, d wgs84.Vec, t float64) float64 {
	return t * (1 - t) / 2 * d.Norm2() * wgs84.Curvature(a, d)
}

// Blocks returns the number of blocks that the line is cut into: stretches of
// some hundred pieces, by which work on a line can be shared out.
func (l *Line) Blocks() int { return len(l.blocks) }

// overlaps reports whether a block or run of the given vertices has length in
// common with s, or holds it where it is a single chainage.
func (l *Line) overlaps(fromVertex, toVertex int32, s Span) bool {
	lo, hi := math.Max(l.cum[fromVertex], s.FromM), math.Min(l.cum[toVertex], s.ToM)
	return lo < hi || lo == hi && s.FromM >= s.ToM
}
