package picture

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"lindero/planner"
	"lindero/sectors"
)

// With more sorties than these, they have no tooltips, and only what is walked
// together is drawn.
const (
	mostTooltips = 5000
	mostWhole    = 15000
)

// drawn is a sortie as the timetable repeats: turns periods later than the plan
// says.
type drawn struct {
	*planner.Sortie
	beat  *planner.Beat
	way   *way
	turns int
	// laterH is turns in hours.
	laterH float64
}

// sorties draws all that are under way in the time, pair by pair.
func (d *canvas) sorties() {
	shown := d.shownSorties()
	d.thinned = len(shown) > mostWhole
	for i := 0; i < len(shown); {
		k := i + 1
		for k < len(shown) && shown[k].Pair == shown[i].Pair {
			k++
		}
		d.Open("pair "+d.colour(shown[i].Pair), "")
		if d.thinned {
			d.together(shown[i:k])
		} else {
			for _, s := range shown[i:k] {
				d.sortie(s, len(shown) <= mostTooltips)
			}
		}
		d.Close()
		i = k
	}
	d.labels(shown)
}

// shownSorties returns the sorties under way in the time, those of the layers
// after the first before the others, which are drawn over them.
func (d *canvas) shownSorties() []drawn {
	var first, others []drawn
	for i := range d.p.Sorties {
		s := &d.p.Sorties[i]
		b := d.beats[s.Beat]
		if b == nil {
			continue
		}
		fromH, toH := s.MeetH, s.PartH
		for side := range s.DepartH {
			if !d.hide[side] {
				fromH, toH = min(fromH, s.DepartH[side]), max(toH, s.ReturnH[side])
			}
		}
		low, high := math.Ceil((d.fromH-toH)/d.p.PeriodH), math.Floor((d.toH-fromH)/d.p.PeriodH)
		if d.once(s.Pair) {
			low, high = max(low, 0), min(high, 0)
		}
		for k := max(low, -mostTurns); k <= min(high, mostTurns); k++ {
			laterH := k * d.p.PeriodH
			if fromH+laterH >= d.toH || toH+laterH <= d.fromH {
				continue
			}
			x := drawn{s, b, d.ways.way(b), int(k), laterH}
			if p := d.pairs[s.Pair]; p != nil && d.layer(p.Layer) > 0 {
				others = append(others, x)
			} else {
				first = append(first, x)
			}
		}
	}
	return append(others, first...)
}

// once reports whether the sorties of a pair do not repeat, as one of its
// patrols is not there all the time.
func (d *canvas) once(pair string) bool {
	p := d.pairs[pair]
	if p == nil {
		return false
	}
	end := d.at(d.p.PeriodH)
	for _, id := range p.Patrols {
		if x := d.ways.patrols[id]; x != nil && (x.AvailableFrom.After(d.start) || !x.AvailableTo.IsZero() && x.AvailableTo.Before(end)) {
			return true
		}
	}
	return false
}

// together draws what several sorties walk together as one path.
func (d *canvas) together(shown []drawn) {
	var lines [][]point
	for _, s := range shown {
		lines = append(lines, d.lines(shifted(s.way.together, s.MeetH+s.laterH))...)
	}
	d.Path("together", lines...)
}

// sortie draws the lines of a sortie and its meeting and parting.
func (d *canvas) sortie(s drawn, told bool) {
	class, tooltip := "sortie", ""
	if s.turns != 0 {
		class += " again"
		d.again = true
	}
	if told {
		tooltip = d.tooltip(s)
	}
	d.Open(class, tooltip)
	for side := range d.p.Sides {
		if !d.hide[side] {
			d.alone(s, side)
		}
	}
	d.Path("together", d.lines(shifted(s.way.together, s.MeetH+s.laterH))...)
	if at, ok := d.place(s.beat.PartM, s.PartH+s.laterH); ok {
		d.Dots("part", at)
		d.Dots("hole", at)
	}
	if at, ok := d.place(s.beat.MeetM, s.MeetH+s.laterH); ok {
		d.Dots("meet", at)
	}
	d.Close()
}

// out returns the way of a side alone to the meeting: straight to a place of the
// border, which it is drawn at, and along the border.
func (s *drawn) out(side int) []knot {
	way := s.way.out[side]
	if len(way) == 0 {
		way = []knot{{s.beat.MeetM, 0}}
	}
	way = shifted(way, s.MeetH+s.laterH-way[len(way)-1].h)
	return append([]knot{{s.beat.OutM[side], s.DepartH[side] + s.laterH}}, way...)
}

// home returns the way of a side alone from the parting: along the border, and
// straight from a place of it, which that is drawn at.
func (s *drawn) home(side int) []knot {
	way := s.way.home[side]
	if len(way) == 0 {
		way = []knot{{s.beat.PartM, 0}}
	}
	way = shifted(way, s.PartH+s.laterH)
	return append(way, knot{s.beat.BackM[side], s.ReturnH[side] + s.laterH})
}

// alone draws the ways of one side alone: those along the border as lines, and
// those straight from the post and to it, which are off the border, as dots
// beside the place that they lead to.
func (d *canvas) alone(s drawn, side int) {
	out, home := s.out(side), s.home(side)
	last := len(home) - 1
	off := append(d.lines(out[:2]), d.lines(home[last-1:])...)
	off = slices.DeleteFunc(off, func(line []point) bool { return line[1].Y-line[0].Y < 1 })
	for _, line := range off {
		for i := range line {
			line[i].X = min(max(line[i].X+asidePx*float64(2*side-1), d.left), d.right())
		}
	}
	d.Path("off", off...)
	d.Path("alone a"+strconv.Itoa(side+1), append(d.lines(out[1:]), d.lines(home[:last])...)...)
}

// asidePx is how far aside of its place the straight way of a side is drawn.
const asidePx = 2

// colours is after how many pairs colours come again.
const colours = 6

// colour returns the class of a pair's colour, by its number in its layer, so
// that neighbours differ.
func (d *canvas) colour(pair string) string {
	p := d.pairs[pair]
	if p == nil {
		return "c0"
	}
	class := "c" + strconv.Itoa(((p.Number-1)%colours+colours)%colours)
	if d.layer(p.Layer) > 0 {
		class += " over"
	}
	return class
}

// who names the pair and its patrols with their posts.
func (d *canvas) who(pair string) string {
	words := d.texts.Pair + " " + d.pairName(pair)
	p := d.pairs[pair]
	if p == nil {
		return words
	}
	between := ": "
	for i, patrol := range p.Patrols {
		if d.hide[i] {
			continue
		}
		words += between + patrol
		if post := d.posts[p.Posts[i]]; post != "" {
			words += " (" + post + ")"
		}
		between = " + "
	}
	return words
}

// tooltip says who, when and where.
func (d *canvas) tooltip(s drawn) string {
	t, sides := d.texts, d.p.Sides
	when := func(h float64) string { return t.moment(d.at(h + s.laterH)) }
	times := func(name string, h [2]float64) string {
		var of []string
		for i, side := range sides {
			if !d.hide[i] {
				of = append(of, side+" "+when(h[i]))
			}
		}
		return name + " " + strings.Join(of, ", ")
	}
	title := t.Sortie + " " + strconv.Itoa(s.Number)
	if s.Host != "" {
		title += ", " + t.Host + " " + s.Host
	}
	lines := []string{d.who(s.Pair), title,
		times(t.Depart, s.DepartH),
		t.Meet + " " + when(s.MeetH) + ", " + d.where(s.beat),
		t.Part + " " + when(s.PartH) + ", km " + t.km(d.shown(s.beat.PartM)),
		times(t.Return, s.ReturnH)}
	if d.hide[0] && d.hide[1] {
		lines = slices.Delete(slices.Delete(lines, 5, 6), 2, 3)
	}
	return strings.Join(lines, "\n")
}

// where names the place where a beat is met for.
func (d *canvas) where(b *planner.Beat) string {
	km := "km " + d.texts.km(d.shown(b.MeetM))
	if m := d.points[b.MeetingPoint]; m != nil {
		return pointName(m) + " (" + km + ")"
	}
	return km
}

// sources returns what the scenario's data comes from, as other outputs say it.
func sources(s *sectors.Scenario) string {
	var out []string
	for _, x := range s.Sources {
		out = append(out, x.Attribution+" ("+x.Licence+")")
	}
	return strings.Join(out, "; ")
}
