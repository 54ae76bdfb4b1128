package picture

import (
	"math"
	"strings"

	"lindero/planner"
)

// mostTold is how many gaps have a tooltip each.
const mostTold = 8000

// gaps shades those of the border that lie in the time.
func (d *canvas) gaps() {
	borderFromM := map[string]float64{}
	for i, fromM := range d.l.BorderFromM {
		borderFromM[d.l.Routes[i].ID] = fromM
	}
	told := len(d.p.Gaps) <= mostTold
	all := map[string][][]point{}
	for i := range d.p.Gaps {
		g := &d.p.Gaps[i]
		fromM, ok := borderFromM[g.Route]
		if !ok {
			continue
		}
		region := d.region(outline(g, d.p.PeriodH), fromM)
		if region == nil {
			continue
		}
		class := "late"
		if never(g) {
			class = "never"
		}
		if !told {
			all[class] = append(all[class], region)
			continue
		}
		d.Open("gap", d.gapTooltip(g, fromM))
		d.Area(class, region)
		d.Close()
	}
	for _, class := range []string{"late", "never"} {
		d.Area(class, all[class]...)
	}
}

// never reports whether nobody watches a gap in all of the period.
func never(g *planner.PlanGap) bool { return g.Reason != planner.RevisitExceeded }

// outline returns the region of a gap; where the plan says none, all of its
// span and time, and all of the period where it is never watched.
func outline(g *planner.PlanGap, periodH float64) []planner.GapEdge {
	if len(g.Outline) > 1 {
		return g.Outline
	}
	fromH, toH := g.FromH, g.ToH
	if never(g) && toH <= fromH {
		fromH, toH = 0, periodH
	}
	return []planner.GapEdge{{AtM: g.FromM, FromH: fromH, ToH: toH}, {AtM: g.ToM, FromH: fromH, ToH: toH}}
}

// region returns what the frame shows of a region; nil where that is nothing.
func (d *canvas) region(edges []planner.GapEdge, routeFromM float64) []point {
	var around []knot
	for _, e := range edges {
		around = append(around, knot{routeFromM + e.AtM, e.FromH})
	}
	for i := len(edges) - 1; i >= 0; i-- {
		around = append(around, knot{routeFromM + edges[i].AtM, edges[i].ToH})
	}
	around = half(around, func(k knot) float64 { return k.h - d.fromH })
	around = half(around, func(k knot) float64 { return d.toH - k.h })
	line := make([]point, len(around))
	low, high := point{X: math.Inf(1), Y: math.Inf(1)}, point{X: math.Inf(-1), Y: math.Inf(-1)}
	for i, k := range around {
		line[i] = point{X: d.x(d.within(k.m)), Y: d.y(k.h)}
		low = point{X: min(low.X, line[i].X), Y: min(low.Y, line[i].Y)}
		high = point{X: max(high.X, line[i].X), Y: max(high.Y, line[i].Y)}
	}
	const hairPx = 0.05
	if len(line) < 3 || high.X-low.X < hairPx && high.Y-low.Y < hairPx || high.Y-low.Y < hairPx/10 {
		return nil
	}
	return plain(line)
}

// half returns the part of a polygon where f, which is even along it, is not
// below 0 (Sutherland and Hodgman, Reentrant Polygon Clipping, 1974).
func half(around []knot, f func(knot) float64) []knot {
	var out []knot
	for i, b := range around {
		a := around[(i+len(around)-1)%len(around)]
		fa, fb := f(a), f(b)
		if fa < 0 && fb > 0 || fa > 0 && fb < 0 {
			t := fa / (fa - fb)
			out = append(out, knot{a.m + (b.m-a.m)*t, a.h + (b.h-a.h)*t})
		}
		if fb >= 0 {
			out = append(out, b)
		}
	}
	return out
}

// plain leaves out places of a line that lie on the straight one between those
// that stay, for the eye.
func plain(line []point) []point {
	const most = 64 // left out in a row
	out, last := line[:1:1], 0
	for i := 2; i < len(line); i++ {
		if i-last > most || !straight(line[last:i+1]) {
			out, last = append(out, line[i-1]), i-1
		}
	}
	return append(out, line[len(line)-1])
}

// straight reports whether the inner places of a line lie between its ends, for
// the eye.
func straight(line []point) bool {
	const eyePx = 0.2
	a, c := line[0], line[len(line)-1]
	dx, dy := c.X-a.X, c.Y-a.Y
	n := math.Hypot(dx, dy)
	for _, b := range line[1 : len(line)-1] {
		along, aside := (b.X-a.X)*dx+(b.Y-a.Y)*dy, (b.X-a.X)*dy-(b.Y-a.Y)*dx
		if !(n > 0) || along < 0 || along > n*n || math.Abs(aside) > eyePx*n {
			return false
		}
	}
	return true
}

// gapTooltip says where, when, how much and why.
func (d *canvas) gapTooltip(g *planner.PlanGap, routeFromM float64) string {
	t := d.texts
	lines := []string{
		t.Gap + " " + g.ID,
		word(t.Kinds, g.Kind) + ", km " + t.km(routeFromM+g.FromM) + "–" + t.km(routeFromM+g.ToM),
	}
	if never(g) {
		lines = append(lines, t.Never)
	} else {
		lines = append(lines, t.moment(d.at(g.FromH))+" – "+t.moment(d.at(g.ToH)))
	}
	lines = append(lines, t.number(g.ExposureKmH, 1)+" km·h; "+word(t.Reasons, string(g.Reason)), t.Allowed+" "+t.hours(g.AllowedH))
	return strings.Join(lines, "\n")
}

// elsewhere counts the gaps that are not on the border.
func (d *canvas) elsewhere() (gaps int, exposureKmH float64) {
	border := map[string]bool{}
	for i := range d.l.BorderFromM {
		border[d.l.Routes[i].ID] = true
	}
	for i := range d.p.Gaps {
		if g := &d.p.Gaps[i]; !border[g.Route] {
			gaps, exposureKmH = gaps+1, exposureKmH+g.ExposureKmH
		}
	}
	return gaps, exposureKmH
}
