package report

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"lindero/planner"
)

// summarise says what is read in a minute.
func (b *builder) summarise() {
	l, p, d := b.l, b.Plan, b.doc
	all := b.all()
	d.Headline = []Fact{
		{Name: l.T("headline watched"), Value: strings.Replace(l.Percent(all.CoveredM, all.LengthM)+" %", "– %", "–", 1), Note: l.Message("%s of %s km", l.Km(all.CoveredM), l.Km(all.LengthM))},
		{Name: l.T("headline never"), Value: l.Km(never(&all)) + " km", Note: b.neverByKind()},
		{Name: l.T("headline seldom"), Value: l.Km(all.LateM) + " km"},
		{Name: l.T("headline overdue"), Value: l.Number(math.Round(all.ExposureKmH), 0) + " km·h", Note: l.Message("km × hours beyond the rules, in %s", l.Hours(p.PeriodH))},
		{Name: l.T("headline gaps"), Value: l.Count(len(p.Gaps))},
		{Name: l.T("headline sorties"), Value: l.Count(len(p.Sorties)), Note: l.Message("by %s pairs", l.Count(b.working()))},
	}
	d.Summary = append(d.Summary, l.Message("Of %s km that are to be watched, %s km are seen as often as the rules ask, %s km too seldom, and %s km never.",
		l.Km(all.LengthM), l.Km(all.CoveredM), l.Km(all.LateM), l.Km(never(&all))))
	switch {
	case len(p.Pairs) == 0:
		d.Summary = append(d.Summary, l.T("report no pairs"))
	case len(p.Sorties) == 0:
		d.Summary = append(d.Summary, l.T("report no sorties"))
	}
	if len(p.Layers) > 0 && p.Layers[0].VisitedM > 0 {
		y := &p.Layers[0]
		d.Summary = append(d.Summary, l.Message("Of the %s km of the border, pairs visit %s km and leave %s km unvisited.", l.Km(p.LengthM), l.Km(y.VisitedM), l.Km(y.UnreachableM)))
	}
	if g := b.largest(true); g != nil {
		d.Summary = append(d.Summary, l.Message("Largest gap on the border: %s, km %s to %s, %s; %s km overdue for up to %s (%s km·h).", g.where, g.from, g.to, g.why, g.length, g.time, g.exposure))
	}
	if g := b.largest(false); g != nil {
		d.Summary = append(d.Summary, l.Message("Largest gap beside the border: %s, its km %s to %s, %s; %s km overdue for up to %s (%s km·h).", g.where, g.from, g.to, g.why, g.length, g.time, g.exposure))
	}
	if len(p.Gaps) == 0 {
		d.Summary = append(d.Summary, b.noGaps())
	}
	if s := b.helped(); s != "" {
		d.Summary = append(d.Summary, s)
	}
	if b.since != nil {
		d.Summary = append(d.Summary, b.changed())
	}
	d.Summary = append(d.Summary, b.proven()...)
}

// neverByKind says of which kinds is what nobody sees; "" where it is of one.
func (b *builder) neverByKind() string {
	var parts []string
	for i := range b.Plan.Totals.Kinds {
		if x := &b.Plan.Totals.Kinds[i]; never(x) > 0 {
			parts = append(parts, b.l.T(x.Of)+" "+b.l.Km(never(x)))
		}
	}
	if len(parts) < 2 {
		return ""
	}
	return strings.Join(parts, " · ")
}

// working counts the pairs that have a sector.
func (b *builder) working() int {
	n := 0
	for _, x := range b.Plan.Pairs {
		if len(b.beats[x.ID]) > 0 {
			n++
		}
	}
	return n
}

// largest is what is told of a gap.
type largest struct{ where, from, to, length, time, exposure, why string }

// largest tells of the gap on the border, or beside it, that has the most exposure
// where it is, how much, and why; nil where there is none.
func (b *builder) largest(onBorder bool) *largest {
	var most *planner.PlanGap
	for i := range b.Plan.Gaps {
		g := &b.Plan.Gaps[i]
		if _, _, border, _ := b.route(g.Route); border != onBorder {
			continue
		}
		if most == nil || cmp.Or(cmp.Compare(g.ExposureKmH, most.ExposureKmH), cmp.Compare(most.ID, g.ID)) > 0 {
			most = g
		}
	}
	if most == nil {
		return nil
	}
	l := b.l
	name, fromM, _, _ := b.route(most.Route)
	return &largest{name, l.Km(fromM + most.FromM), l.Km(fromM + most.ToM), l.Km(most.LengthM), l.Hours(most.GapH), b.exposure(most.ExposureKmH).Text, l.T(string(most.Reason))}
}

// helped says what more pairs would close.
func (b *builder) helped() string {
	if b.More == nil || len(b.More.Steps) < 2 {
		return ""
	}
	l, now := b.l, &b.More.Steps[0]
	var steps []string
	for i := range b.More.Steps[1:] {
		x := &b.More.Steps[i+1]
		step := l.Message("%s km with %s more", l.Km(x.UnreachableM), l.Count(x.More))
		if ref := b.Plan.ReferenceH; ref > 0 && x.LambdaH < now.LambdaH*(1-1e-9) {
			step = l.Message("%s, and the worst place waits %s times what its rule and its risk allow, in place of %s", step, l.Number(x.LambdaH/ref, 2), l.Number(now.LambdaH/ref, 2))
		}
		steps = append(steps, step)
	}
	out := l.Message("Unvisited with more pairs: ")
	for i, s := range steps {
		if i > 0 {
			out += "; "
		}
		out += s
	}
	return out + "."
}

// proven says, to who is no mathematician, how good a plan is: in one sentence of
// all layers whose division is the best there is, and in one each of others.
func (b *builder) proven() []string {
	l, p := b.l, b.Plan
	if p.Options.Changed != "" {
		return []string{l.T("report nothing proven")}
	}
	var best, out []string
	for i := range p.Layers {
		y := &p.Layers[i]
		if y.Pairs == 0 || y.VisitedM == 0 || !(p.ReferenceH > 0) {
			continue
		}
		times := l.Number(y.LambdaH/p.ReferenceH, 2)
		if y.Optimal {
			if len(p.Layers) > 1 {
				times = l.Message("%s (%s)", times, b.layer(y.Name).Text)
			}
			best = append(best, times)
			continue
		}
		said := l.Message("With these pairs in this order along the border, no plan leaves less of it unvisited; how long the worst place waits (%s times what its rule and its risk allow) is at most %s percent from the best there can be, and lindero check works this out again by other means.",
			times, l.Number(y.GapPercent, 1))
		if len(p.Layers) > 1 {
			said = l.Message("Layer %s: %s", b.layer(y.Name).Text, said)
		}
		out = append(out, said)
	}
	if len(best) > 0 {
		out = slices.Insert(out, 0, l.Message("With these pairs in this order along the border, no plan leaves less of it unvisited, or makes the worst place wait less than %s times what its rule and its risk allow: all other ways to divide the border were ruled out, none was skipped, and lindero check works this out again by other means.", l.List(best)))
	}
	return out
}

// proof says why no plan is better, with the numbers that show it.
func (b *builder) proof() {
	l, p := b.l, b.Plan
	s := Section{ID: "proof", Title: l.T("proof"), Text: b.proven()}
	if o := p.Options; o.Changed == "" && o.StepM > 0 && p.ReferenceH > 0 && len(s.Text) > 0 {
		meet := l.T("proof meets designated")
		if o.Meet == planner.Anywhere {
			meet = l.T("proof meets anywhere")
		}
		s.Text = append(s.Text, l.Message("Sectors begin and end at breakpoints, at most %s m apart. %s", l.Number(o.StepM, 0), meet),
			l.Message("The weighted revisit is the longest wait between two visits, counted as if the rule were %s everywhere: where it asks for half of that, or the risk is double, a wait counts double.", l.Hours(p.ReferenceH)))
	}
	t := &Table{ID: "proof", Title: l.T("report proof"), Columns: []Column{
		b.name("layer", "layer", 0.8), b.countColumn("pairs", "pairs"), b.kmColumn("visited_m", "visited km"), under(b.kmColumn("unreachable_m", "unvisited km")),
		b.hoursColumn("lambda_h", "weighted revisit"), under(b.hoursColumn("lower_bound_h", "none below")), b.hoursColumn("achieved_h", "in the timetable"), under(b.hoursColumn("calendar_h", "no calendar below")),
		b.shareColumn("share", "fullest shift"), b.name("bottleneck", "what keeps it from less", 2.4),
	}}
	for i := range p.Layers {
		y := &p.Layers[i]
		why := ""
		if x := y.Proof.Bottleneck; x != nil {
			why = l.Message("pair %s, km %s: %s", b.number(x.Pair), b.w.Span(x.FromM, x.ToM), b.w.Stop(x.Rule))
		}
		bound := b.hours(y.LowerBoundH)
		if p.Options.Changed != "" {
			bound = Cell{Text: "–"}
		}
		t.Rows = append(t.Rows, []Cell{b.layer(y.Name), b.count(y.Pairs), b.km(y.VisitedM), b.km(y.UnreachableM), b.hours(y.LambdaH), bound,
			b.hours(y.AchievedH), b.hours(y.CalendarH), b.percent(y.Share, 1), text(why)})
	}
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
	if len(s.Text)+len(s.Tables) > 0 {
		b.doc.Sections = append(b.doc.Sections, s)
	}
}

// remarks tells what a planner should know: who has no partner, and notes.
func (b *builder) remarks() {
	s := Section{ID: "notes", Title: b.l.T("notes")}
	for _, u := range b.Plan.Unpaired {
		if b.o.Viewer.Side == "" || u.Side == b.o.Viewer.Side {
			s.Text = append(s.Text, b.l.Message("Without a partner: %s (%s)", u.Patrol, b.w.Rule(u.Rule)))
		}
	}
	for _, n := range b.Plan.Notes {
		if said := b.w.Note(n); said != "" {
			s.Text = append(s.Text, said)
		}
	}
	if len(s.Text) > 0 {
		b.doc.Sections = append(b.doc.Sections, s)
	}
}
