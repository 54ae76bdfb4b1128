package main

import (
	"cmp"
	"io"
	"strings"

	"lindero/lang"
	"lindero/planner/journey"
	"lindero/report/words"
	"lindero/sectors"
)

// printMeeting prints where two patrols meet, for people.
func printMeeting(w io.Writer, l lang.Lang, layout *sectors.Layout, r *journey.Rendezvous) error {
	return buffered(w, func(w io.Writer) error {
		t := &journeyTables{newTables(w, l, nil)}
		t.wrapped("", "", l.Message("Where %s from %s and %s from %s meet (shifts of %s and %s)", r.Patrols[0], t.post(r, 0), r.Patrols[1], t.post(r, 1),
			l.Hours(r.ShiftH[0]), l.Hours(r.ShiftH[1])))
		t.points(r)
		t.isochrones(r)
		t.unreachable(r)
		t.origin(layout.Scenario, nil)
		return t.err
	})
}

func (t *journeyTables) post(r *journey.Rendezvous, s int) string {
	return cmp.Or(r.Posts[s].Name, r.Posts[s].ID)
}

// points prints the meeting points, best first.
func (t *journeyTables) points(r *journey.Rendezvous) {
	l := t.l
	if len(r.Points) == 0 {
		t.printf("\n%s\n", l.T("nowhere to meet"))
		return
	}
	heading := "points designated"
	if r.Anywhere {
		heading = "points anywhere"
	}
	t.printf("\n%s\n\n", l.T(heading))
	header := []string{l.T("place"), "km", l.T("both there")}
	for _, side := range r.Sides {
		header = append(header, l.Message("%s there", side), l.Message("%s home", side))
	}
	rows, notes := [][]string{header}, []string{""}
	for i := range r.Points {
		p := &r.Points[i]
		row := []string{cmp.Or(p.Name, p.ID, l.Message("km %s", l.Km(p.ChainageM))), l.Km(p.ChainageM), l.Hours(p.LaterH)}
		for s := range r.Sides {
			row = append(row, l.Hours(p.ArriveH[s]), l.Hours(p.HomeH[s]))
		}
		note := words.MGRS(p.At)
		for s, side := range r.Sides {
			if !p.WithinShift[s] {
				note = l.Message("%s; %s is not home within its shift", note, side)
			}
		}
		rows, notes = append(rows, row), append(notes, note)
	}
	t.table(rows, notes)
}

// isochrones prints how much each side reaches within each limit.
func (t *journeyTables) isochrones(r *journey.Rendezvous) {
	l := t.l
	header := []string{l.T("within")}
	for _, side := range r.Sides {
		header = append(header, l.Message("%s border km", side), l.Message("%s routes km", side))
	}
	rows := [][]string{header}
	at := map[float64]int{}
	for i := range r.Isochrones {
		x := &r.Isochrones[i]
		k, ok := at[x.WithinH]
		if !ok {
			k = len(rows)
			at[x.WithinH] = k
			rows = append(rows, []string{l.Hours(x.WithinH)})
		}
		rows[k] = append(rows[k], l.Km(x.LengthM))
	}
	t.printf("\n%s\n\n", l.T("reached within"))
	t.table(rows, nil)
}

// unreachable prints what of the border is out of reach, and why.
func (t *journeyTables) unreachable(r *journey.Rendezvous) {
	l := t.l
	if len(r.Unreachable) == 0 {
		t.printf("\n%s\n", l.T("all within reach"))
		return
	}
	t.printf("\n%s\n\n", l.Message("Out of reach within the shift: %s of %s km of the border", l.Km(r.UnreachableM), l.Km(r.LengthM)))
	rows, notes := [][]string{{l.T("from–to km"), l.T("length"), l.T("for")}}, []string{""}
	for i := range r.Unreachable {
		u := &r.Unreachable[i]
		toM := u.ToM
		if toM > r.LengthM { // on over the start of a ring
			toM -= r.LengthM
		}
		rows = append(rows, []string{l.Km(u.FromM) + "–" + l.Km(toM), l.Km(u.LengthM), l.List(u.Sides)})
		var why []string
		for _, w := range u.Why {
			why = append(why, l.Message("%s: %s", w.Side, t.why(w)))
		}
		notes = append(notes, strings.Join(why, "\n"))
	}
	t.table(rows, notes, 2)
}
