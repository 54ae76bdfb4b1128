package report

import (
	"cmp"
	"slices"
	"strings"

	"lindero/planner"
	"lindero/sectors"
)

// summarise says what is read in a minute: whether the border is covered, where it
// is worst, when and why, what would help most, what has changed; then the rest.
func (b *builder) summarise() {
	l, p, d := b.l, b.Plan, b.doc
	border, all := onBorder(b.Layout, b.Plan), b.everywhere()
	if all.LengthM == 0 { // a plan that names nothing has nothing covered
		border = all
	}
	beside := all.LengthM > border.LengthM*(1+1e-9)
	d.Headline = b.headline(border, all, beside)
	d.Summary = append(d.Summary, b.covered(border))
	switch {
	case len(p.Pairs) == 0:
		d.Summary = append(d.Summary, l.T("report no pairs"))
	case len(p.Sorties) == 0:
		d.Summary = append(d.Summary, l.T("report no sorties"))
	}
	d.say(b.worst(true), b.helped())
	if b.since != nil {
		d.say(b.changed())
	}
	if len(p.Layers) > 0 && p.Layers[0].VisitedM > 0 {
		d.say(b.visited(&p.Layers[0], border))
	}
	if beside {
		d.say(l.Message("With the other lines that are watched, such as coasts and sea lanes, it is %s of %s km (%s) that are seen as often as the rules ask, %s km too seldom, and %s km never.",
			Length(l, all.CoveredM), Length(l, all.LengthM), Share(l, all.CoveredM, all.LengthM)+" %", Length(l, all.LateM), Length(l, never(&all.Total))), b.worst(false))
	}
	if len(p.Gaps) == 0 {
		d.say(b.noGaps())
	}
	d.say(b.proven()...)
}

// say adds sentences to the summary, but for empty ones.
func (d *Document) say(sentences ...string) {
	for _, s := range sentences {
		if s != "" {
			d.Summary = append(d.Summary, s)
		}
	}
}

// headline are the facts to be seen large: of the border, and of all lines where
// others are watched too.
func (b *builder) headline(border, all *sum, beside bool) []Fact {
	l, p := b.l, b.Plan
	seen := func(name string, x *sum) Fact {
		return Fact{Name: l.T(name), Value: strings.Replace(Share(l, x.CoveredM, x.LengthM)+" %", "– %", "–", 1), Note: l.Message("%s of %s km", Length(l, x.CoveredM), Length(l, x.LengthM))}
	}
	out := []Fact{
		seen("headline watched", border),
		{Name: l.T("headline never"), Value: Length(l, never(&border.Total)) + " km", Note: b.byKind(border.kinds)},
		{Name: l.T("headline seldom"), Value: Length(l, border.LateM) + " km"},
		{Name: l.T("headline overdue"), Value: Length(l, overdueM(&border.Total, p.PeriodH)) + " km", Note: l.Message("%s km·h in %s", b.exposure(border.ExposureKmH).Text, l.Hours(p.PeriodH))},
	}
	gaps, sorties := Fact{Name: l.T("headline gaps"), Value: l.Count(all.gaps)}, Fact{Name: l.T("headline sorties"), Value: l.Count(len(p.Sorties)), Note: l.Message("by %s pairs", l.Count(b.working()))}
	if beside {
		gaps.Note = l.Message("on the border: %s", l.Count(border.gaps))
		return append(out, seen("headline all", all), gaps)
	}
	return append(out, gaps, sorties)
}

// byKind says how much there is of each kind; "" where there is one only.
func (b *builder) byKind(lengths map[string]float64) string {
	var parts []string
	for _, kind := range []sectors.Kind{sectors.Land, sectors.River, sectors.Sea} {
		if m := lengths[string(kind)]; m > 0.001 {
			parts = append(parts, b.l.T(string(kind))+" "+Length(b.l, m))
		}
	}
	if len(parts) < 2 {
		return ""
	}
	return strings.Join(parts, " · ")
}

// covered says how much of the border is seen as the rules ask.
func (b *builder) covered(x *sum) string {
	l := b.l
	if x.LengthM > 0 && x.GapM < 0.001 {
		return l.Message("The border is covered: all of its %s km are seen as often as the rules ask.", Length(l, x.LengthM))
	}
	return l.Message("The border is not covered everywhere: of its %s km, %s km (%s) are seen as often as the rules ask, %s km too seldom, and %s km never.",
		Length(l, x.LengthM), Length(l, x.CoveredM), Share(l, x.CoveredM, x.LengthM)+" %", Length(l, x.LateM), Length(l, never(&x.Total)))
}

// visited says what those who walk the border do for it.
func (b *builder) visited(y *planner.Layer, border *sum) string {
	l, p := b.l, b.Plan
	out := l.Message("%s pairs make %s sorties in %s.", l.Count(b.working()), l.Count(len(p.Sorties)), l.Hours(p.PeriodH)) + " "
	if len(p.Layers) > 1 {
		out += l.Message("Those of layer %s visit %s km of the border and leave %s km unvisited.", l.T(y.Name), Length(l, y.VisitedM), Length(l, y.UnreachableM))
	} else {
		out += l.Message("They visit %s km of the border and leave %s km unvisited.", Length(l, y.VisitedM), Length(l, y.UnreachableM))
	}
	if y.UnreachableM > never(&border.Total)+50 {
		out += " " + l.T("report seen from beside")
	}
	return out
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

// worst tells of the gap on the border, or beside it, that has the most exposure:
// where it is, when, and why; "" where there is none.
func (b *builder) worst(onBorder bool) string {
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
		return ""
	}
	l := b.l
	name, fromM, _, _ := b.route(most.Route)
	from, to, long := l.Km(fromM+most.FromM), l.Km(fromM+most.ToM), Length(l, most.LengthM)
	out := l.Message("Worst on the border: %s, km %s to %s (%s km): ", name, from, to, long)
	if !onBorder {
		out = l.Message("Worst beside the border: %s, its km %s to %s (%s km): ", name, from, to, long)
	}
	exposure := b.exposure(most.ExposureKmH).Text
	if most.Reason == planner.RevisitExceeded {
		return out + l.Message("seen too seldom, overdue from %s to %s, by up to %s (%s km·h overdue).", b.moment(most.FromH).Text, b.moment(most.ToH).Text, l.Hours(most.GapH), exposure)
	}
	return out + l.Message("not seen at all from %s to %s; reason: %s (%s km·h overdue).", b.moment(most.FromH).Text, b.moment(most.ToH).Text, l.T(string(most.Reason)), exposure)
}

// helped says what more pairs would close, and from which posts the first of them
// would come.
func (b *builder) helped() string {
	if b.More == nil || len(b.More.Steps) < 2 {
		return ""
	}
	l := b.l
	var steps []string
	for i := range b.More.Steps[1:] {
		x := &b.More.Steps[i+1]
		if i > 0 {
			steps = append(steps, l.Message("with %s more: %s", l.Count(x.More), b.effect(x, false)))
			continue
		}
		who := l.Message("with %s more pair", l.Count(x.More))
		if x.More != 1 {
			who = l.Message("with %s more pairs", l.Count(x.More))
		}
		if len(x.Added) == 1 {
			who = l.Message("%s, from %s", who, l.List([]string{b.w.Post(x.Added[0].Posts[0]), b.w.Post(x.Added[0].Posts[1])}))
		}
		steps = append(steps, who+": "+b.effect(x, true))
	}
	return l.Message("What would help most: ") + strings.Join(steps, "; ") + "."
}

// effect says what a number of more pairs would change.
func (b *builder) effect(x *planner.ReinforceStep, first bool) string {
	l, now := b.l, &b.More.Steps[0]
	var out []string
	if x.UnreachableM < now.UnreachableM-0.001 {
		text := l.Message("%s km unvisited", Length(l, x.UnreachableM))
		if first {
			text = l.Message("%s km of the border unvisited in place of %s", Length(l, x.UnreachableM), Length(l, now.UnreachableM))
		}
		out = append(out, text)
	}
	if ref := b.Plan.ReferenceH; ref > 0 && x.LambdaH < now.LambdaH*(1-1e-9) {
		out = append(out, l.Message("the worst place waits %s times what its rule and its risk allow in place of %s", l.Number(x.LambdaH/ref, 2), l.Number(now.LambdaH/ref, 2)))
	}
	if len(out) == 0 {
		return l.T("nothing better")
	}
	return strings.Join(out, ", ")
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

// explains reports whether the proof says what a weighted revisit is.
func (b *builder) explains() bool {
	o := b.Plan.Options
	return o.Changed == "" && o.StepM > 0 && b.Plan.ReferenceH > 0 && len(b.proven()) > 0
}

// proof says why no plan is better, with the numbers that show it.
func (b *builder) proof() {
	l, p := b.l, b.Plan
	s := Section{ID: "proof", Title: l.T("proof"), Text: b.proven()}
	if o := p.Options; b.explains() {
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
		t.Rows = append(t.Rows, []Cell{b.layer(y.Name), b.count(y.Pairs), b.length(y.VisitedM), b.length(y.UnreachableM), b.hours(y.LambdaH), bound,
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
