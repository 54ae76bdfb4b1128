package sheet

import (
	"math"
	"sort"
	"strconv"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/grid"
	"lindero/planner"
	"lindero/sectors"
)

// border is the chain of stretches that chainages of a plan are of.
type border struct {
	layout  *sectors.Layout
	lengthM float64
	closed  bool // it ends where it starts
}

// touchM is how far two ends may be apart that touch.
const touchM = 1

func newBorder(l *sectors.Layout) border {
	b := border{layout: l}
	n := len(l.BorderFromM)
	if n == 0 {
		return b
	}
	last := l.Routes[n-1].Line
	b.lengthM = l.BorderFromM[n-1] + last.LengthM()
	b.closed = true
	end := last.At(last.LengthM())
	for _, r := range l.Routes[:n] {
		parts := r.Line.Parts()
		if len(parts) != 1 || geo.DistanceM(end, r.Line.At(0)) > touchM {
			b.closed = false
			break
		}
		end = r.Line.At(r.Line.LengthM())
	}
	return b
}

// at returns the place at a chainage; on a ring those outside its length come round
// again.
func (b *border) at(m float64) orb.Point {
	if b.closed && (m < 0 || m > b.lengthM) {
		if m = math.Mod(m, b.lengthM); m < 0 {
			m += b.lengthM
		}
	}
	from := b.layout.BorderFromM
	i := max(sort.SearchFloat64s(from, m)-1, 0)
	return b.layout.Routes[i].Line.At(m - from[i])
}

// windKeys are those of the winds, clockwise from north.
var windKeys = [8]string{"wind n", "wind ne", "wind e", "wind se", "wind s", "wind sw", "wind w", "wind nw"}

// windBetween returns the key of the wind in which a place lies from another, by
// the ground.
func windBetween(from, to orb.Point) string {
	east := math.Remainder(to[0]-from[0], 360) * math.Cos((from[1]+to[1])/2*math.Pi/180)
	azimuth := math.Atan2(east, to[1]-from[1]) * 180 / math.Pi
	return windKeys[(int(math.Round(azimuth/45))+8)%8]
}

// walkOf returns the chainages of a walk together: where it begins, where it turns
// if it does, and where it ends.
func walkOf(b *planner.Beat) []float64 {
	stops := []float64{b.MeetM}
	for _, m := range []float64{b.FromM + b.ToM - b.PartM, b.PartM} {
		if math.Abs(m-stops[len(stops)-1]) > touchM {
			stops = append(stops, m)
		}
	}
	if len(stops) == 3 && (stops[1]-stops[0])*(stops[2]-stops[1]) > 0 {
		return []float64{stops[0], stops[2]}
	}
	return stops
}

// reference is the grid reference of a place to 10 m, spaced for reading.
func reference(at orb.Point) string {
	text, err := grid.ToMGRS(at[0], at[1], 4)
	if err != nil || len(text) < 10 {
		return ""
	}
	n := len(text)
	return text[:n-10] + " " + text[n-10:n-8] + " " + text[n-8:n-4] + " " + text[n-4:]
}

// spot describes a place.
func (w *writer) spot(name string, at orb.Point) Spot {
	return Spot{Name: name, MGRS: reference(at), Degrees: w.degrees(at[1], "letter n", "letter s") + " " + w.degrees(at[0], "letter e", "letter w")}
}

// degrees writes an angle to a metre or so, with the letter of its direction.
func (w *writer) degrees(v float64, positive, negative string) string {
	letter, text := positive, strconv.FormatFloat(math.Abs(v), 'f', 5, 64)
	if v < 0 {
		letter = negative
	}
	return text + "° " + w.T(letter)
}
