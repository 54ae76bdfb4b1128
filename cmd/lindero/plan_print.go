package main

import (
	"io"
	"math"
	"slices"
	"strconv"

	"lindero/lang"
	"lindero/planner"
	"lindero/report/words"
	"lindero/sectors"
)

// planTables prints a plan for people.
type planTables struct {
	*tables
	words                 *words.Words
	layout                *sectors.Layout
	beats, proof, sorties bool
	// What the plan was made of, the folder that it was written into, and the
	// file of its picture.
	made, folder, picture string
	byPair                map[string][]*planner.Beat
}

func newPlanTables(l lang.Lang, layout *sectors.Layout, p *planner.Plan) *planTables {
	t := &planTables{words: words.New(l, layout.Scenario, p), layout: layout, byPair: map[string][]*planner.Beat{}}
	for i := range p.Beats {
		b := &p.Beats[i]
		t.byPair[b.Pair] = append(t.byPair[b.Pair], b)
	}
	return t
}

func (t *planTables) print(w io.Writer, defaults []string) error {
	return buffered(w, func(w io.Writer) error {
		t.tables = newTables(w, t.words.Lang, nil)
		l, p := t.l, t.words.Plan
		t.wrapped("", "", l.Message("Plan of %s: a timetable of %s that repeats", p.Name, l.Hours(p.PeriodH)))
		for i := range p.Layers {
			t.headline(&p.Layers[i])
		}
		t.protocol()
		for i := range p.Layers {
			t.pairsOf(&p.Layers[i])
		}
		for i := range p.Layers {
			if t.sorties {
				t.sortiesOf(&p.Layers[i])
			}
		}
		t.unpaired()
		t.open()
		t.totals()
		for i := range p.Layers {
			t.proofOf(&p.Layers[i])
		}
		t.notes()
		t.origin(t.layout.Scenario, defaults)
		if t.picture != "" {
			t.printf("\n%s\n", l.Message("Picture written to %s", t.picture))
		}
		if t.folder != "" {
			t.printf("\n%s\n", l.Message("Written to %s; next: lindero check %s %s", t.folder, quoted(t.made), quoted(t.folder)))
		}
		return t.err
	})
}

// heading prints a heading, with the name of its layer where there are
// several.
func (t *planTables) heading(text, layer string) {
	if len(t.words.Plan.Layers) > 1 {
		text = t.l.Message("%s, layer %s", text, words.Layer(t.l, layer))
	}
	t.printf("\n%s\n\n", text)
}

// headline says in words what the pairs of a layer hold.
func (t *planTables) headline(y *planner.Layer) {
	l := t.l
	t.printf("\n")
	if len(t.words.Plan.Layers) > 1 {
		t.wrapped("", "", l.Message("Layer %s (pairs: %s)", words.Layer(l, y.Name), l.Count(y.Pairs)))
	}
	if seen := t.seen(y.Name); len(seen) == 0 {
		t.wrapped("", "", l.T("nothing visited"))
	} else {
		t.wrapped("", "", l.Message("Every stretch that a pair visits is seen at least once every %s.", l.List(seen)))
		t.wrapped("", "", t.judged(y))
		t.timetabled(y)
	}
	t.wrapped("", "", l.Message("Of the %s km of the border %s km are visited, and %s km stay open.", l.Km(t.words.Plan.LengthM), l.Km(y.VisitedM), l.Km(y.UnreachableM)))
	if y.Share > 0 {
		t.wrapped("", "", l.Message("The fullest sortie takes %s percent of its shift.", l.Percent(y.Share, 1)))
	}
}

// judged says how good the longest weighted revisit of a layer is.
func (t *planTables) judged(y *planner.Layer) string {
	l, reference := t.l, t.words.Plan.ReferenceH
	every, times := l.Hours(y.LambdaH), ""
	if reference > 0 && y.LambdaH > reference {
		times = l.Number(y.LambdaH/reference, 2)
	}
	var held string
	if times == "" {
		held = l.Message("No stretch that a pair visits waits longer than its rule and its risk allow (weighted revisit %s)", every)
	} else {
		held = l.Message("At worst a stretch waits %s times as long as its rule and its risk allow (weighted revisit %s)", times, every)
	}
	if y.Optimal {
		return l.Message("%s; no plan of these pairs in this order does better: proven.", held)
	}
	return l.Message("%s; at most %s percent from the best, as no plan of these pairs in this order is below %s.",
		held, l.Number(y.GapPercent, 1), l.Hours(y.LowerBoundH))
}

// onKind are the keys of the texts that say where.
var onKind = map[sectors.Kind]string{sectors.Land: "on land", sectors.River: "on river", sectors.Sea: "on sea"}

// seen says, for each kind of border that the pairs of a layer visit, the
// longest time between two visits, and what the rule asks.
func (t *planTables) seen(layer string) []string {
	l, s := t.l, t.layout.Scenario
	var out []string
	for _, k := range sectors.Kinds {
		longest := 0.0
		for i := range t.words.Plan.Beats {
			b := &t.words.Plan.Beats[i]
			if pair := t.words.Pairs[b.Pair]; pair != nil && pair.Layer == layer && t.touches(b, k) {
				longest = max(longest, t.words.Every(b))
			}
		}
		if longest > 0 {
			out = append(out, l.Message("%s %s (rule: %s)", l.Hours(longest), l.T(onKind[k]), l.Hours(s.Rules.RevisitH.Of(k))))
		}
	}
	return out
}

// touches reports whether a beat has border of a kind.
func (t *planTables) touches(b *planner.Beat, k sectors.Kind) bool {
	for i, fromM := range t.layout.BorderFromM {
		r := &t.layout.Routes[i]
		if r.Kind != k {
			continue
		}
		toM := fromM + r.Line.LengthM()
		for _, turn := range []float64{-1, 0, 1} { // of a ring
			if d := turn * t.words.Plan.LengthM; b.FromM+d < toM && b.ToM+d > fromM {
				return true
			}
		}
	}
	return false
}

// pairsOf prints the pairs of a layer: a row each, and below it who they are
// and where they meet.
func (t *planTables) pairsOf(y *planner.Layer) {
	l := t.l
	rows := [][]string{{l.T("pair"), l.T("sector km"), l.T("length"), l.T("beats"), l.T("sorties"), l.T("every"), l.T("of shift")}}
	notes := []string{""}
	for i := range t.words.Plan.Pairs {
		p := &t.words.Plan.Pairs[i]
		if p.Layer != y.Name {
			continue
		}
		row, note := t.pairRow(p)
		rows, notes = append(rows, row), append(notes, note)
	}
	if len(rows) == 1 {
		return
	}
	t.heading(l.T("pairs along the border"), y.Name)
	t.table(rows, notes)
	if t.beats {
		t.beatsOf(y)
	}
}

func (t *planTables) pairRow(p *planner.Pair) (row []string, note string) {
	l, beats := t.l, t.byPair[p.ID]
	row = []string{strconv.Itoa(p.Number), "–", "–", "–", l.Message("%s of %s", l.Count(p.Used), l.Count(p.Sorties)), t.words.Visits(beats), "–"}
	note = t.words.Who(p)
	for i := range t.words.Plan.Sectors {
		if s := &t.words.Plan.Sectors[i]; s.Pair == p.ID {
			row[1], row[2], row[3], row[6] = t.words.Span(s.FromM, s.ToM), l.Km(s.LengthM), l.Count(len(beats)), l.Percent(s.Share, 1)
		}
	}
	if len(beats) > 0 {
		note = l.Message("%s; they meet at %s", note, t.words.Meetings(beats))
	} else {
		note = l.Message("%s; without a sector", note)
	}
	return row, note
}

// beatsOf prints the beats of a layer, and below each the hours of both
// patrols.
func (t *planTables) beatsOf(y *planner.Layer) {
	l := t.l
	rows := [][]string{{l.T("beat"), l.T("from–to km"), l.T("length"), l.T("times"), l.T("every"), l.T("rule asks"), l.T("of shift")}}
	notes := []string{""}
	for i := range t.words.Plan.Beats {
		b := &t.words.Plan.Beats[i]
		p := t.words.Pairs[b.Pair]
		if p == nil || p.Layer != y.Name {
			continue
		}
		rows = append(rows, []string{b.ID, t.words.Span(b.FromM, b.ToM), l.Km(b.LengthM), l.Count(b.Visits), l.Hours(t.words.Every(b)), l.Hours(b.AllowedH), l.Percent(b.Share, 1)})
		notes = append(notes, t.sortie(b, p))
	}
	if len(rows) > 1 {
		t.heading(l.T("each beat"), y.Name)
		t.table(rows, notes)
	}
}

// sortie says how a beat is walked, and the hours of each patrol.
func (t *planTables) sortie(b *planner.Beat, p *planner.Pair) string {
	l := t.l
	text := l.Message("meet at %s, part at km %s, together %s", t.words.MeetingKm(b.MeetingPoint, b.MeetM), t.words.Km(b.PartM), l.Hours(b.WalkH))
	for i, patrol := range p.Patrols {
		text += "\n" + l.Message("%s: %s there, %s home, %s in all", patrol, l.Hours(b.ArriveH[i]), l.Hours(b.HomeH[i]), l.Hours(b.SortieH[i]))
	}
	return text
}

// unpaired lists the patrols without a partner, by why.
func (t *planTables) unpaired() {
	l := t.l
	var rules []planner.Rule
	for _, u := range t.words.Plan.Unpaired {
		if !slices.Contains(rules, u.Rule) {
			rules = append(rules, u.Rule)
		}
	}
	for i, r := range rules {
		var ids []string
		for _, u := range t.words.Plan.Unpaired {
			if u.Rule == r {
				ids = append(ids, u.Patrol)
			}
		}
		why := t.words.Rule(r)
		switch r {
		case planner.ByNobody:
			why = l.T("more patrols than partners")
		case planner.ByShift:
			why = l.T("border beyond shift")
		}
		if i == 0 {
			t.printf("\n")
		}
		t.wrapped("", "  ", l.Message("Without a partner: %s (%s)", l.List(ids), why))
	}
}

// open prints what stays open, why, and what would mend it.
func (t *planTables) open() {
	l, p := t.l, t.words.Plan
	if len(p.Infeasible) == 0 {
		if slices.ContainsFunc(p.Layers, t.holds) {
			t.printf("\n%s\n", l.T("nothing open"))
		}
		return
	}
	rows, notes := [][]string{{l.T("from–to km"), l.T("length"), l.T("kind"), l.T("visited")}}, []string{""}
	others := false
	for i := range p.Infeasible {
		x := &p.Infeasible[i]
		if x.Layer != p.Layers[0].Name {
			others = true
			continue
		}
		visited := l.T("never")
		if x.Rule == planner.ByRevisit {
			visited = l.T("too seldom")
		}
		rows = append(rows, []string{t.words.Span(x.FromM, x.ToM), l.Km(x.LengthM), t.words.Kinds(x.Kinds), visited})
		notes = append(notes, words.Capital(t.words.Why(x))+". "+t.words.Mends(x))
	}
	t.heading(l.T("what stays open"), p.Layers[0].Name)
	if len(rows) > 1 {
		t.table(rows, notes, 2, 3)
	}
	if others {
		t.wrapped("", "", l.Message("What the other layers leave open, beside the first, is in plan.json."))
	}
}

// short prints what the pairs hold, and the sums over all watched routes.
func (t *planTables) short(w io.Writer, defaults []string) error {
	return buffered(w, func(w io.Writer) error {
		t.tables = newTables(w, t.words.Lang, nil)
		t.title()
		t.headline(&t.words.Plan.Layers[0])
		t.protocol()
		t.totals()
		t.origin(t.layout.Scenario, defaults)
		return t.err
	})
}

func (t *planTables) title() {
	l, p := t.words.Lang, t.words.Plan
	t.wrapped("", "", l.Message("Plan of %s: a timetable of %s that repeats", p.Name, l.Hours(p.PeriodH)))
}

// holds reports whether the pairs of a layer visit all of the border as often
// as the rules ask.
func (t *planTables) holds(y planner.Layer) bool {
	return y.UnreachableM == 0 && y.VisitedM > 0 && y.LambdaH <= t.words.Plan.ReferenceH
}

// totals prints the sums over all watched routes, by kind.
func (t *planTables) totals() {
	l := t.l
	t.printf("\n%s\n\n", l.T("all watched routes"))
	t.sumsOf(t.words.Plan.Totals.Kinds)
}

// sumsOf prints sums by kind, and of all.
func (t *planTables) sumsOf(kinds []planner.Total) {
	l := t.l
	rows := [][]string{{l.T("kind"), l.T("length"), l.T("covered"), l.T("too seldom km"), l.T("never km"), l.T("share"), l.T("exposure km·h")}}
	var sum planner.Total
	add := func(name string, x planner.Total) {
		rows = append(rows, []string{l.T(name), l.Km(x.LengthM), l.Km(x.CoveredM), l.Km(x.LateM), l.Km(max(x.GapM-x.LateM, 0)), l.Percent(x.CoveredM, x.LengthM),
			l.Number(math.Round(x.ExposureKmH), 0)})
	}
	for _, x := range kinds {
		add(x.Of, x)
		sum.LengthM += x.LengthM
		sum.CoveredM += x.CoveredM
		sum.GapM += x.GapM
		sum.LateM += x.LateM
		sum.ExposureKmH += x.ExposureKmH
	}
	add("total", sum)
	t.table(rows, nil)
}

// notes prints what a planner should know.
func (t *planTables) notes() {
	if len(t.words.Plan.Notes) == 0 {
		return
	}
	t.printf("\n%s\n\n", t.l.T("notes"))
	for _, n := range t.words.Plan.Notes {
		t.wrapped("  - ", "    ", t.words.Note(n))
	}
}
