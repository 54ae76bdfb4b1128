package sheet

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"lindero/planner"
)

// slightM is what a leg of a walk has at least.
const slightM = 50

// beat describes the i-th beat of the pair.
func (w *writer) beat(i int) Beat {
	b := w.beats[i]
	out := Beat{Number: i + 1, Meet: w.spot(w.pointName(b.MeetingPoint), b.MeetAt), Part: w.spot("", b.PartAt)}
	stops, lengthM := walkOf(b), 0.0
	for k := 1; k < len(stops); k++ {
		legM := math.Abs(stops[k] - stops[k-1])
		if lengthM += legM; legM >= slightM {
			out.Legs = append(out.Legs, w.Message("%s km %s, to km %s", w.Km(legM), w.T(windBetween(w.border.at(stops[k-1]), w.border.at(stops[k]))), w.words.Km(stops[k])))
		}
	}
	out.Walk = w.Message("%s km, %s", w.Km(lengthM), w.hours(b.WalkH))
	if m := w.pointAt(b.PartM); m != nil {
		out.Part.Name = w.pointName(m.ID)
	}
	dated := 0
	for _, s := range w.mine {
		if s.Beat == b.ID {
			dated++
		}
	}
	out.Times = w.Count(dated)
	return out
}

// hours writes a length of time in hours and minutes.
func (w *writer) hours(h float64) string {
	minutes := int(math.Round(h * 60))
	return w.Message("%s h %s min", strconv.Itoa(minutes/60), fmt.Sprintf("%02d", minutes%60))
}

// pointName is the name of a meeting point, its id where it has none, and empty of
// a place that is none.
func (w *writer) pointName(id string) string {
	if m := w.words.Meets[id]; m != nil {
		return legible(m.Name, id)
	}
	return brief(id)
}

// pointAt returns the meeting point at a chainage.
func (w *writer) pointAt(m float64) *planner.MeetingPoint {
	for i := range w.plan.MeetingPoints {
		p := &w.plan.MeetingPoints[i]
		apart := math.Abs(p.ChainageM - m)
		if w.border.closed {
			apart = math.Abs(math.Remainder(apart, w.border.lengthM))
		}
		if apart < touchM {
			return p
		}
	}
	return nil
}

// mostPoints is how many meeting points of a neighbour are told.
const mostPoints = 4

// beside tells of the pairs of the same layer before and after along the border; on
// a ring the last comes before the first.
func (w *writer) beside() []Neighbour {
	var along []*planner.Sector
	for i := range w.plan.Sectors {
		if s := &w.plan.Sectors[i]; s.Layer == w.sector.Layer {
			along = append(along, s)
		}
	}
	slices.SortStableFunc(along, func(a, b *planner.Sector) int { return cmp.Compare(a.FromM, b.FromM) })
	n, i := len(along), slices.Index(along, w.sector)
	round := w.border.closed && n > 2 // of two each is told once
	var out []Neighbour
	if i > 0 || round {
		s := along[(i+n-1)%n]
		out = append(out, w.neighbour(w.Message("Before along the border: pair %s, km %s to %s.", w.number(s.Pair), w.words.Km(s.FromM), w.words.Km(s.ToM)), s, w.sector.FromM-s.ToM))
	}
	if i+1 < n || round {
		s := along[(i+1)%n]
		out = append(out, w.neighbour(w.Message("After along the border: pair %s, km %s to %s.", w.number(s.Pair), w.words.Km(s.FromM), w.words.Km(s.ToM)), s, s.FromM-w.sector.ToM))
	}
	if len(out) == 0 {
		return []Neighbour{{Text: w.T("sheet nobody")}}
	}
	return out
}

// number names a pair by its number along the border.
func (w *writer) number(pair string) string {
	if p := w.words.Pairs[pair]; p != nil {
		return strconv.Itoa(p.Number)
	}
	return "?"
}

// neighbour tells of a pair whose sector is so far away.
func (w *writer) neighbour(text string, s *planner.Sector, apartM float64) Neighbour {
	if w.border.closed {
		apartM = math.Remainder(apartM, w.border.lengthM)
	}
	if apartM >= touchM {
		text += " " + w.T("sheet apart")
	}
	out := Neighbour{Text: text, Meets: w.points(s.Pair)}
	if len(out.Meets) > 0 {
		out.Text += " " + w.T("sheet it meets")
	}
	return out
}

// points are the places where a pair meets.
func (w *writer) points(pair string) []Spot {
	var out []Spot
	seen := map[orb.Point]bool{}
	for _, b := range beatsOf(w.plan, pair) {
		if !seen[b.MeetAt] {
			seen[b.MeetAt] = true
			out = append(out, Spot{Name: w.pointName(b.MeetingPoint), MGRS: reference(b.MeetAt)})
		}
	}
	if more := len(out) - mostPoints; more > 0 {
		out = append(out[:mostPoints], Spot{Name: w.Message("and %s more", w.Count(more))})
	}
	return out
}
