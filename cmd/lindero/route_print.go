package main

import (
	"cmp"
	"io"

	"lindero/data"
	"lindero/lang"
	"lindero/planner/journey"
	"lindero/report/words"
	"lindero/sectors"
)

// printJourney prints a journey for people.
func printJourney(w io.Writer, l lang.Lang, layout *sectors.Layout, j *journey.Journey, home bool) error {
	return buffered(w, func(w io.Writer) error {
		t := &journeyTables{newTables(w, l, nil)}
		t.summary(j)
		t.legs(l.T("the way there"), j.Out)
		if home {
			t.legs(l.T("the way home"), j.Home)
		}
		t.origin(layout.Scenario, nil)
		return t.err
	})
}

// journeyTables prints ways.
type journeyTables struct{ *tables }

// place names a place: by its name, its chainage and its grid reference.
func (t *journeyTables) place(p *journey.Place) string {
	reference := words.MGRS(p.At)
	if p.BorderM != nil {
		reference = t.l.Message("km %s of the border, %s", t.l.Km(*p.BorderM), reference)
	}
	if name := cmp.Or(p.Name, p.ID); name != "" {
		return t.l.Message("%s (%s)", name, reference)
	}
	return reference
}

// summary says what a journey takes in all.
func (t *journeyTables) summary(j *journey.Journey) {
	l := t.l
	from, to := cmp.Or(j.Post.Name, j.Post.ID), t.place(&j.To)
	switch {
	case j.NoWay != nil && j.NoWay.Way == "home":
		t.wrapped("", "", l.Message("Patrol %s from %s comes to %s but not home: %s.", j.Patrol, from, to, t.why(j.NoWay)))
	case j.NoWay != nil:
		t.wrapped("", "", l.Message("Patrol %s from %s has no way to %s: %s.", j.Patrol, from, to, t.why(j.NoWay)))
		t.nearest(j.NoWay)
		return
	default:
		t.wrapped("", "", l.Message("Patrol %s from %s to %s: %s km, %s there and %s home, %s percent of its shift of %s.",
			j.Patrol, from, to, l.Km(j.LengthM), l.Hours(j.OutH), l.Hours(j.HomeH), l.Number(100*j.Share, 1), l.Hours(j.ShiftH)))
	}
	if j.BeyondShift {
		t.wrapped("", "", l.Message("WARNING: there and home takes %s, longer than the shift of %s.", l.Hours(j.OutH+j.HomeH), l.Hours(j.ShiftH)))
	}
	t.wrapped("", "", l.Message("As the crow flies it is %s km (the way is %s times as long); at %s km/h no way takes less than %s.",
		l.Km(j.GreatCircleM), l.Number(j.DetourRatio, 2), l.Number(j.FastestKmh, 1), l.Hours(j.LeastH)))
}

// why says why a patrol does not get to a place and home.
func (t *journeyTables) why(w *journey.Why) string { return data.WhyMessage(w).In(t.l.Message) }

// nearest names the route nearest to where no way leads, if the reason did not.
func (t *journeyTables) nearest(w *journey.Why) {
	if n := w.NearWay; n != nil && w.Reason != journey.ByNoRoad && w.Reason != journey.ByIsland {
		t.wrapped("", "", t.l.Message("The route nearest to it is %s, %s km away.", cmp.Or(n.Name, n.Route), t.l.Km(n.DistanceM)))
	}
}

// howKeys are the keys of the texts of how a leg is gone.
var howKeys = map[journey.How]string{
	journey.OffRoute:    "off route",
	journey.OnLanding:   "at a landing",
	journey.OpenWater:   "open water",
	journey.AlongBorder: "along the border",
	journey.OnRoute:     "unnamed way",
}

// way names what a leg goes along.
func (t *journeyTables) way(x *journey.Leg) string {
	if x.How == journey.OnRoute {
		return cmp.Or(x.Name, t.l.T(howKeys[x.How]))
	}
	how := t.l.T(howKeys[x.How])
	if name := cmp.Or(x.Name, x.Route); name != "" {
		return t.l.Message("%s, %s", how, name)
	}
	return how
}

// shortM is the length up to which a piece of a way without a name, between two
// roads or in the middle of one, has no row of its own.
const shortM = 100.0

// goesOn reports whether a leg belongs to the row of those before it.
func (t *journeyTables) goesOn(first, x *journey.Leg) bool {
	if x.How != first.How || x.Kind != first.Kind {
		return false
	}
	return t.way(x) == t.way(first) || x.How == journey.OnRoute && x.Name == "" && x.LengthM <= shortM
}

// legs prints a way as a table; legs that go on along what has one name are one
// row.
func (t *journeyTables) legs(heading string, legs []journey.Leg) {
	if len(legs) == 0 {
		return
	}
	l := t.l
	t.printf("\n%s\n\n", heading)
	rows := [][]string{{l.T("along"), l.T("kind"), l.T("from–to km"), l.T("length"), l.T("km/h"), l.T("takes"), l.T("there after")}}
	for from := 0; from < len(legs); {
		to, first := from+1, &legs[from]
		for to < len(legs) && t.goesOn(first, &legs[to]) {
			to++
		}
		last := &legs[to-1]
		h, lengthM, moving := last.ToH-first.FromH, (last.ToKm-first.FromKm)*1000, 0.0
		for i := from; i < to; i++ {
			moving += legs[i].Hours - legs[i].ChangeH
		}
		speed := "–"
		if moving > 0 {
			speed = l.Number(lengthM/1000/moving, 1)
		}
		rows = append(rows, []string{t.way(first), l.T(first.Kind), l.Km(first.FromKm*1000) + "–" + l.Km(last.ToKm*1000), l.Km(lengthM), speed, l.Hours(h), l.Hours(last.ToH)})
		from = to
	}
	t.table(rows, nil, 1)
}
