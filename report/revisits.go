package report

import (
	"strconv"

	"lindero/planner"
	"lindero/sectors"
)

// revisits tells how often kinds and sectors are seen, beside what the rules ask.
func (b *builder) revisits() {
	s := Section{ID: "revisit", Title: b.l.T("report revisit"), Text: []string{b.l.T("report revisit explained")}}
	s.Tables = append(s.Tables, b.kinds())
	if t := b.sectors(); len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
	if t := b.days(); len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
	b.doc.Sections = append(b.doc.Sections, s)
}

func (b *builder) sumColumns() []Column {
	return []Column{
		b.kmColumn("length_m", "length"), b.kmColumn("covered_m", "as the rule asks km"), b.kmColumn("late_m", "too seldom km"),
		b.kmColumn("never_m", "never km"), b.shareColumn("covered_share", "as the rule asks percent"),
		b.hoursColumn("worst_h", "longest unseen"), b.hoursColumn("mean_h", "mean unseen"), b.hoursColumn("allowed_h", "rule asks"), b.exposureColumn(),
	}
}

// sums are the cells of a sum; allowedH is what the rule asks, 0 where that is not
// one thing.
func (b *builder) sums(x *planner.Total, allowedH float64) []Cell {
	out := []Cell{b.length(x.LengthM), b.length(x.CoveredM), b.length(x.LateM), b.length(never(x)), b.percent(x.CoveredM, x.LengthM), text("–"), text("–"), text("–"), b.exposure(x.ExposureKmH)}
	if x.WatchedKmH > 0 || x.WorstH > 0 {
		out[5], out[6] = b.hours(x.WorstH), b.hours(x.MeanH)
	}
	if allowedH > 0 {
		out[7] = b.hours(allowedH)
	}
	return out
}

// never is the length that nobody watches.
func never(x *planner.Total) float64 { return max(x.GapM-x.LateM, 0) }

func (b *builder) kinds() *Table {
	t := &Table{ID: "kinds", Title: b.l.T("report kinds"), Columns: append([]Column{b.name("kind", "kind", 0.8)}, b.sumColumns()...)}
	for i := range b.Plan.Totals.Kinds {
		x := &b.Plan.Totals.Kinds[i]
		t.Rows = append(t.Rows, append([]Cell{b.coded(x.Of)}, b.sums(x, b.Layout.Scenario.Rules.RevisitH.Of(sectors.Kind(x.Of)))...))
	}
	all := b.all()
	t.Total = append([]Cell{b.coded("total")}, b.sums(&all, 0)...)
	return t
}

// all returns the sums of all watched routes.
func (b *builder) all() planner.Total {
	var out planner.Total
	metreHours := 0.0
	for i := range b.Plan.Totals.Kinds {
		x := &b.Plan.Totals.Kinds[i]
		out.LengthM += x.LengthM
		out.CoveredM += x.CoveredM
		out.GapM += x.GapM
		out.LateM += x.LateM
		out.WatchedKmH += x.WatchedKmH
		out.ExposureKmH += x.ExposureKmH
		out.WorstH = max(out.WorstH, x.WorstH)
		metreHours += x.MeanH * (x.LengthM - never(x))
	}
	if seen := out.LengthM - never(&out); seen > 0 {
		out.MeanH = metreHours / seen
	}
	return out
}

// sectors tells of each sector who walks it, and how often it is seen.
func (b *builder) sectors() *Table {
	t := &Table{ID: "sectors", Title: b.l.T("report sectors")}
	t.Columns = []Column{{Key: "pair_number", Title: b.l.T("pair"), Type: Count, Share: 0.5}}
	if b.o.Viewer.Side == "" {
		t.Columns = append(t.Columns, dataOnly(b.name("pair", "pair code", 1)))
	}
	t.Columns = append(t.Columns, under(b.name("layer", "layer", 0.8)), b.name("patrols", "patrols and posts", 2.4),
		b.kmColumn("border_from_m", "from km"), under(b.kmColumn("border_to_m", "to km")), b.countColumn("beats", "beats"), under(b.countColumn("used", "sorties")))
	for _, c := range b.sumColumns() {
		switch c.Key {
		case "covered_m", "never_m", "mean_h", "exposure_km_h":
			c.Under = true
		case "covered_share": // of one length, which stands beside it
			c.DataOnly = true
		}
		t.Columns = append(t.Columns, c)
	}
	totals := map[string]*planner.Total{}
	for i := range b.Plan.Totals.Sectors {
		totals[b.Plan.Totals.Sectors[i].Of] = &b.Plan.Totals.Sectors[i]
	}
	for i := range b.Plan.Sectors {
		s := &b.Plan.Sectors[i]
		pair, sum := b.w.Pairs[s.Pair], totals[s.ID]
		if pair == nil || sum == nil {
			continue
		}
		row := []Cell{b.count(pair.Number)}
		if b.o.Viewer.Side == "" {
			row = append(row, text(pair.ID))
		}
		row = append(row, b.layer(s.Layer), text(b.w.Who(pair)), b.chainage(s.FromM), b.chainage(s.ToM), b.count(len(b.beats[s.Pair])), b.count(pair.Used))
		t.Rows = append(t.Rows, append(row, b.sums(sum, b.allowed(s.Pair))...))
	}
	return t
}

// allowed returns the shortest rule of a pair's beats.
func (b *builder) allowed(pair string) float64 {
	out := 0.0
	for _, x := range b.beats[pair] {
		if out == 0 || x.AllowedH < out {
			out = x.AllowedH
		}
	}
	return out
}

// days tells of each day what was watched and what was overdue.
func (b *builder) days() *Table {
	t := &Table{ID: "days", Title: b.l.T("report days"), Columns: []Column{
		b.name("date", "day", 1), b.countColumn("sorties", "sorties"), b.kmColumn("covered_m", "not overdue km"),
		{Key: "watched_km_h", Title: b.l.T("watched km·h"), Type: Number}, b.exposureColumn(),
	}}
	for i := range b.Plan.Totals.Days {
		x := &b.Plan.Totals.Days[i]
		date := Cell{Text: x.Date, Value: x.Date}
		if at := b.at(x.FromH); at.Format("2006-01-02") == x.Date {
			date.Text = b.w.Day(at) + " " + strconv.Itoa(at.Year())
		}
		t.Rows = append(t.Rows, []Cell{date, b.count(x.Sorties), b.length(x.CoveredM), b.exposure(x.WatchedKmH), b.exposure(x.ExposureKmH)})
	}
	return t
}
