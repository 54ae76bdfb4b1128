package report

import (
	"cmp"
	"slices"
	"strings"

	"lindero/planner"
)

// gaps lists what stays open, the largest exposure first.
func (b *builder) gaps() {
	l, p := b.l, b.Plan
	t := &Table{ID: "gaps", Title: l.T("report gaps"), Columns: b.gapColumns()}
	ranked := make([]*planner.PlanGap, len(p.Gaps))
	for i := range p.Gaps {
		ranked[i] = &p.Gaps[i]
	}
	slices.SortStableFunc(ranked, func(x, y *planner.PlanGap) int {
		return cmp.Or(cmp.Compare(y.ExposureKmH, x.ExposureKmH), cmp.Compare(x.ID, y.ID))
	})
	t.Rows = make([][]Cell, 0, len(ranked))
	for i, g := range ranked {
		t.Rows = append(t.Rows, b.gapRow(i+1, len(t.Columns), g))
	}
	b.doc.Data = t
	s := Section{ID: "gaps", Title: t.Title}
	if len(ranked) == 0 {
		s.Text = []string{b.noGaps()}
	} else {
		s.Text = []string{l.T("report gaps explained"), l.T("report gaps note")}
		s.Tables = []*Table{t}
	}
	b.doc.Sections = append(b.doc.Sections, s)
}

// noGaps says of a plan without gaps what that means.
func (b *builder) noGaps() string {
	if all := b.all(); all.LengthM > 0 {
		return b.l.T("report no gaps")
	}
	return b.l.T("report empty")
}

func (b *builder) gapColumns() []Column {
	out := []Column{
		{Key: "rank", Title: b.l.T("no."), Type: Count, Share: 0.4},
		dataOnly(b.name("gap", "gap", 1)),
		dataOnly(b.name("route", "route code", 1)),
		b.name("name", "where", 3), under(b.name("kind", "kind", 0.7)),
		b.kmColumn("chainage_from_m", "from km"), under(b.kmColumn("chainage_to_m", "to km")),
		dataOnly(b.kmColumn("from_m", "route from km")), dataOnly(b.kmColumn("to_m", "route to km")),
		dataOnly(b.kmColumn("border_from_m", "border from km")), dataOnly(b.kmColumn("border_to_m", "border to km")),
		b.kmColumn("length_m", "length"),
		b.name("from_mgrs", "start", 4), under(b.name("to_mgrs", "end", 4)),
		{Key: "from", Title: b.l.T("overdue from"), Type: Moment, Share: 4}, under(Column{Key: "to", Title: b.l.T("overdue to"), Type: Moment, Share: 4}),
		b.hoursColumn("gap_h", "at most overdue"), under(b.exposureColumn()),
		b.name("reason", "reason", 2.4),
		dataOnly(b.hoursColumn("revisit_h", "every")), dataOnly(b.hoursColumn("allowed_h", "rule asks")),
		dataOnly(Column{Key: "risk", Title: b.l.T("risk"), Type: Number, Decimals: 2}),
		b.name("meeting_point", "nearest meeting point", 1),
	}
	for side, code := range b.Plan.Sides {
		if b.sees(side) {
			c := Column{Key: "nearest_post_" + strings.ToLower(code), Title: b.l.Message("nearest post, %s", code), Share: 2}
			c.Under = side == 1 && b.sees(0)
			out = append(out, c)
		}
	}
	return out
}

// gapRow tells chainages of the border where the gap is on it, else of its route:
// the same numbers on pages and in spreadsheets. Those of the route, as plan.json
// has them, are there for programs.
func (b *builder) gapRow(rank, columns int, g *planner.PlanGap) []Cell {
	name, fromM, border, route := b.route(g.Route)
	start, end, from, to := text(""), text(""), b.km(fromM+g.FromM), b.km(fromM+g.ToM)
	borderFrom, borderTo := Cell{}, Cell{}
	if route >= 0 {
		start, end = b.mgrs(route, g.FromM), b.mgrs(route, g.ToM)
	}
	if border {
		borderFrom, borderTo = from, to
	}
	row := append(make([]Cell, 0, columns),
		b.count(rank), text(g.ID), text(g.Route), text(name), b.coded(g.Kind), from, to, b.km(g.FromM), b.km(g.ToM), borderFrom, borderTo, b.length(g.LengthM), start, end,
		b.moment(g.FromH), b.moment(g.ToH), b.hours(g.GapH), b.exposure(g.ExposureKmH), b.coded(string(g.Reason)),
		b.hours(g.RevisitH), b.hours(g.AllowedH), Cell{Text: b.l.Number(g.Risk, 2), Value: g.Risk},
		Cell{Text: b.meeting(g.MeetingPoint), Value: g.MeetingPoint},
	)
	for side, id := range g.Posts {
		if b.sees(side) {
			row = append(row, Cell{Text: b.w.Post(id), Value: id})
		}
	}
	return row
}

// meeting names a meeting point; nothing where there is none.
func (b *builder) meeting(id string) string {
	if id == "" {
		return ""
	}
	return b.w.Meeting(id, 0)
}

// route returns the name of a route, where on the border it begins, whether it is
// of the border, and its place in the layout; -1: it is not there.
func (b *builder) route(id string) (name string, fromM float64, border bool, at int) {
	i, ok := b.routes[id]
	if !ok {
		return id, 0, false, -1
	}
	name = cmp.Or(b.Layout.Routes[i].Name, id)
	if i < len(b.Layout.BorderFromM) {
		return name, b.Layout.BorderFromM[i], true, i
	}
	return name, 0, false, i
}
