package report

import (
	"cmp"
	"math"
	"strconv"
	"strings"

	"lindero/lang"
	"lindero/planner"
	"lindero/report/words"
)

// more tells what further pairs would close, and what small changes would mend.
func (b *builder) more() {
	s := Section{ID: "more", Title: b.l.T("report more")}
	if b.More != nil && len(b.More.Steps) > 0 {
		s.Text = append(s.Text, b.l.T("report more explained"))
		s.Tables = append(s.Tables, b.steps())
		if b.More.BeyondM > 0 {
			s.Text = append(s.Text, b.l.Message("%s km are beyond the reach of any of these posts.", Length(b.l, b.More.BeyondM)))
		}
	}
	if t := b.mends(); len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
	if len(s.Tables) > 0 {
		b.doc.Sections = append(b.doc.Sections, s)
	}
}

func (b *builder) steps() *Table {
	t := &Table{ID: "more", Title: b.l.T("report steps"), Columns: []Column{
		b.countColumn("more", "more pairs"), b.kmColumn("unreachable_m", "unvisited km"), b.hoursColumn("lambda_h", "weighted revisit"),
		b.name("added", "who and where", 5),
	}}
	if b.explains() {
		t.Note = b.l.T("weighted explained")
	}
	for i := range b.More.Steps {
		x := &b.More.Steps[i]
		t.Rows = append(t.Rows, []Cell{b.count(x.More), b.length(x.UnreachableM), b.hours(x.LambdaH), text(cmp.Or(strings.ReplaceAll(b.w.Added(x), "\n", ";\n"), b.l.T("as now")))})
	}
	return t
}

// mends lists the stretches that some rule keeps from being visited, or visited
// as often as asked, with the smallest change that mends each.
func (b *builder) mends() *Table {
	t := &Table{ID: "mends", Title: b.l.T("report mends"), Columns: []Column{
		b.name("layer", "layer", 0.8), b.kmColumn("border_from_m", "from km"), b.kmColumn("border_to_m", "to km"), b.kmColumn("length_m", "length"),
		b.name("kinds", "kind", 0.8), b.name("rule", "why", 2.2), b.name("mends", "what would mend it", 3.6),
	}}
	for i := range b.Plan.Infeasible {
		x := &b.Plan.Infeasible[i]
		t.Rows = append(t.Rows, []Cell{
			b.layer(x.Layer), b.chainage(x.FromM), b.chainage(x.ToM), b.length(x.LengthM), {Text: b.w.Kinds(x.Kinds), Value: strings.Join(x.Kinds, " ")},
			{Text: words.Capital(b.w.Why(x)), Value: string(x.Rule)}, text(cmp.Or(b.w.Mending(x), b.l.T("no one number mends it"))),
		})
	}
	return t
}

// changes tells what differs from an earlier plan.
func (b *builder) changes() {
	if b.since == nil {
		return
	}
	d, l := b.since, b.l
	s := Section{ID: "changes", Title: l.T("report changes"), Text: []string{b.changed()}}
	for _, t := range []*Table{b.movedSectors(), b.movedMeetings(), b.changedGaps("opened", l.T("report opened"), d.Opened), b.changedGaps("closed", l.T("report closed"), d.Closed)} {
		if len(t.Rows) > 0 {
			s.Tables = append(s.Tables, t)
		}
	}
	if len(s.Tables) == 0 {
		s.Text = append(s.Text, l.T("no difference"))
	}
	b.doc.Sections = append(b.doc.Sections, s)
}

// changed says in a sentence what an earlier plan left open more, or less.
func (b *builder) changed() string {
	before, after := 0.0, 0.0
	for i := range b.Since.Totals.Kinds {
		before += b.Since.Totals.Kinds[i].ExposureKmH
	}
	for i := range b.Plan.Totals.Kinds {
		after += b.Plan.Totals.Kinds[i].ExposureKmH
	}
	started := ""
	if len(b.Since.Start) >= len("2006-01-02") {
		started = b.Since.Start[:len("2006-01-02")]
	}
	return b.l.Message("Since the earlier plan, which begins on %s, what is overdue on all watched lines has gone from %s to %s km·h (%s); stretches opened: %s, closed: %s.",
		started, b.l.Number(before, 0), b.l.Number(after, 0), signed(b.l, math.RoundToEven(after)-math.RoundToEven(before)), b.l.Count(len(b.since.Opened)), b.l.Count(len(b.since.Closed)))
}

// signed writes a difference.
func signed(l lang.Lang, v float64) string {
	switch text := l.Number(math.Abs(v), 0); {
	case text == "0":
		return text
	case v > 0:
		return "+" + text
	default:
		return "−" + text
	}
}

// pairOf names a pair of a comparison, whose id names its patrols.
func (b *builder) pairOf(id string) Cell {
	p := b.w.Pairs[id]
	switch {
	case p != nil && b.o.Viewer.Side == "" && id != strconv.Itoa(p.Number):
		return text(b.w.Pair(id) + " (" + id + ")")
	case p != nil:
		return text(b.w.Pair(id))
	case b.o.Viewer.Side == "":
		return text(id)
	}
	return text(b.l.T("pair of before"))
}

// layerOf is the layer of a pair of this plan: numbers of pairs begin anew in each.
func (b *builder) layerOf(id string) Cell {
	if p := b.w.Pairs[id]; p != nil {
		return b.layer(p.Layer)
	}
	return Cell{}
}

func (b *builder) movedSectors() *Table {
	t := &Table{ID: "moved_sectors", Title: b.l.T("sectors moved"), Columns: []Column{
		b.name("pair", "pair", 1.2), b.name("layer", "layer", 0.8), b.kmColumn("a_from_m", "before, from km"), b.kmColumn("a_to_m", "before, to km"),
		b.kmColumn("b_from_m", "now, from km"), b.kmColumn("b_to_m", "now, to km"),
	}}
	for _, x := range b.since.Sectors {
		row := []Cell{b.pairOf(x.Pair), b.layer(x.Layer)}
		for _, span := range [][2]float64{{x.AFromM, x.AToM}, {x.BFromM, x.BToM}} {
			if span == [2]float64{} {
				row = append(row, text("–"), text("–"))
			} else {
				row = append(row, b.chainage(span[0]), b.chainage(span[1]))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (b *builder) movedMeetings() *Table {
	t := &Table{ID: "moved_meetings", Title: b.l.T("meetings moved"), Columns: []Column{b.name("pair", "pair", 1), b.name("layer", "layer", 0.8), b.name("a", "before", 3), b.name("b", "now", 3)}}
	old := words.New(b.l, b.Layout.Scenario, b.Since)
	places := func(w *words.Words, at []planner.Meeting) Cell {
		names := make([]string, len(at))
		for i, m := range at {
			names[i] = w.Meeting(m.MeetingPoint, m.ChainageM)
		}
		if len(names) == 0 {
			return text("–")
		}
		return text(w.Some(names))
	}
	for _, x := range b.since.Meetings {
		t.Rows = append(t.Rows, []Cell{b.pairOf(x.Pair), b.layerOf(x.Pair), places(old, x.A), places(b.w, x.B)})
	}
	return t
}

func (b *builder) changedGaps(id, title string, of []planner.GapChange) *Table {
	t := &Table{ID: id, Title: title, Columns: []Column{
		b.name("name", "where", 1.6), b.name("kind", "kind", 0.7), b.kmColumn("chainage_from_m", "from km"), b.kmColumn("chainage_to_m", "to km"), b.kmColumn("length_m", "length"),
		b.hoursColumn("a_revisit_h", "seen every, before"), b.hoursColumn("b_revisit_h", "seen every, now"), b.hoursColumn("allowed_h", "rule asks"),
		{Key: "exposure_change_km_h", Title: b.l.T("more overdue km·h"), Type: Number},
	}}
	revisit := func(h float64, never bool) Cell {
		if never {
			return Cell{Text: b.l.T("never")}
		}
		return b.hours(h)
	}
	for i := range of {
		x := &of[i]
		name, fromM, _, _ := b.route(x.Route)
		from, to := b.km(fromM+x.FromM), b.km(fromM+x.ToM)
		change := x.BExposureKmH - x.AExposureKmH
		t.Rows = append(t.Rows, []Cell{text(name), b.coded(x.Kind), from, to, b.length(x.LengthM), revisit(x.ARevisitH, x.ANever), revisit(x.BRevisitH, x.BNever),
			b.hours(x.AllowedH), {Text: signed(b.l, change), Value: change}})
	}
	return t
}

// number names a pair by its number alone.
func (b *builder) number(pair string) string {
	if p := b.w.Pairs[pair]; p != nil {
		return strconv.Itoa(p.Number)
	}
	return "?"
}
