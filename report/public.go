package report

import (
	"math"
	"slices"
	"strings"

	"lindero/planner"
	"lindero/report/maps"
)

// public tells what all may know: of each sector where it lies, and whether it is
// seen as often as the rules ask. No post, no patrol and no time, and lengths in
// whole kilometres: a gap ends on the circle around a post.
func (b *builder) public() {
	l, d := b.l, b.doc
	t := &Table{ID: "sectors", Title: l.T("report sectors"), Columns: []Column{
		{Key: "sector", Title: l.T("sector"), Type: Count, Share: 0.5}, b.name("layer", "layer", 0.8), b.name("kinds", "kind", 1.2),
		b.wholeKm("from_m", "from km"), b.wholeKm("to_m", "to km"), b.wholeKm("length_m", "length"), b.name("watched", "seen as the rules ask", 1.6),
	}}
	totals := map[string]*planner.Total{}
	for i := range b.Plan.Totals.Sectors {
		totals[b.Plan.Totals.Sectors[i].Of] = &b.Plan.Totals.Sectors[i]
	}
	counts, in := map[string]int{}, 0.0 // in: of the border in sectors of the first layer
	for i := range b.Plan.Sectors {
		s := &b.Plan.Sectors[i]
		sum := totals[s.ID]
		if sum == nil {
			continue
		}
		held := heldOf(sum)
		counts[held]++
		if s.Layer == b.Plan.Sectors[0].Layer {
			in += s.LengthM
		}
		t.Rows = append(t.Rows, []Cell{b.count(maps.Counted(b.Plan, s)), b.layer(s.Layer), b.kindsOf(s), b.round(s.FromM), b.round(s.ToM), b.round(s.LengthM), b.coded(held)})
	}
	d.Headline = []Fact{
		{Name: l.T("border"), Value: l.Number(whole(b.Plan.LengthM)/1000, 0) + " km"},
		{Name: l.T("headline sectors"), Value: l.Count(len(t.Rows))},
		{Name: l.T("headline held"), Value: l.Count(counts[heldAll])}, {Name: l.T("headline part"), Value: l.Count(counts[heldPart])}, {Name: l.T("headline not held"), Value: l.Count(counts[heldNone])},
	}
	d.Summary = []string{
		l.Message("The border of %s is walked together in %s sectors. %s of them are seen as often as the rules ask, %s in part, and %s not.",
			b.Layout.Scenario.Name, l.Count(len(t.Rows)), l.Count(counts[heldAll]), l.Count(counts[heldPart]), l.Count(counts[heldNone])),
		l.T("report public explained"),
	}
	if open := whole(b.Plan.LengthM - in); open > 0 && len(t.Rows) > 0 {
		d.Summary = slices.Insert(d.Summary, 1, l.Message("%s km of the border are in no sector.", l.Number(open/1000, 0)))
	}
	d.Data = t
	b.figures()
	s := Section{ID: "sectors", Title: t.Title}
	if len(t.Rows) > 0 {
		s.Tables = []*Table{t}
	} else {
		s.Text = []string{l.T("nothing visited")}
	}
	d.Sections = append(d.Sections, s)
}

// How much of a sector is seen as often as the rules ask: keys of texts, and codes.
const (
	heldAll  = "held_all"
	heldPart = "held_part"
	heldNone = "held_none"
)

func heldOf(x *planner.Total) string {
	switch {
	case x.GapM <= 0:
		return heldAll
	case x.CoveredM <= 0:
		return heldNone
	}
	return heldPart
}

// whole rounds metres to whole kilometres.
func whole(m float64) float64 { return math.Round(m/1000) * 1000 }

func (b *builder) round(m float64) Cell {
	n := b.Plan.LengthM
	if n > 0 && m > n { // round a ring
		m -= n
	}
	return Cell{Text: b.l.Number(whole(m)/1000, 0), Value: whole(m)}
}

func (b *builder) wholeKm(key, title string) Column {
	return Column{Key: key, Title: b.l.T(title), Type: Number, Scale: 0.001}
}

// kindsOf are the kinds of border that a sector has.
func (b *builder) kindsOf(s *planner.Sector) Cell {
	var kinds []string
	for i, fromM := range b.Layout.BorderFromM {
		r := &b.Layout.Routes[i]
		toM := fromM + r.Line.LengthM()
		for _, turn := range []float64{-1, 0, 1} {
			d := turn * b.Plan.LengthM
			if min(toM, s.ToM+d)-max(fromM, s.FromM+d) > 1 && !slices.Contains(kinds, string(r.Kind)) {
				kinds = append(kinds, string(r.Kind))
			}
		}
	}
	return Cell{Text: b.w.Kinds(kinds), Value: strings.Join(kinds, " ")}
}
