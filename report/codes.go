package report

import (
	"strconv"
	"strings"
)

// codes lists, for forms that have no letters for some scripts, what stands for the
// names that this viewer may read: ids, and where these are of such scripts too,
// what it is and its number. Names in Latin letters need none; of a name that two
// things have, both ids do, since nobody could tell which is meant.
func (b *builder) codes() {
	s, d := b.Layout.Scenario, b.doc
	d.Codes = map[string]string{}
	put := func(name, id, what string, i int) {
		if name == "" || latin(name) {
			return
		}
		if id == "" || !latin(id) {
			id = b.l.T(what) + " " + strconv.Itoa(i+1)
		}
		switch before := d.Codes[name]; {
		case before == "":
			d.Codes[name] = id
		case before != id && !strings.Contains(before, " / "):
			d.Codes[name] = before + " / " + id
		}
	}
	sides := s.Sides[0].Code + "–" + s.Sides[1].Code
	put(s.Name, sides, "border", 0)
	for i := range s.Sides {
		put(s.Sides[i].Name, s.Sides[i].Code, "side", i)
	}
	for i := range s.Countries {
		put(s.Countries[i].Name, s.Countries[i].Code, "coded country", i)
	}
	for i := range b.Layout.Routes {
		r := &b.Layout.Routes[i]
		put(r.Name, r.ID, "route", i)
		put(r.ID, "", "route", i)
	}
	for i := range s.Patrols {
		put(s.Patrols[i].Layer, "", "layer", i)
		if b.seesSide(s.Patrols[i].Side) {
			put(s.Patrols[i].ID, "", "coded patrol", i)
		}
	}
	for i := range s.Posts {
		if b.seesSide(s.Posts[i].Side) {
			put(s.Posts[i].Name, s.Posts[i].ID, "coded post", i)
			put(s.Posts[i].ID, "", "coded post", i)
		}
	}
	for i := range s.MeetingPoints {
		if b.o.Viewer.Public {
			break
		}
		put(s.MeetingPoints[i].Name, s.MeetingPoints[i].ID, "map meeting", i)
		put(s.MeetingPoints[i].ID, "", "map meeting", i)
	}
}

// seesSide reports whether posts and patrols of a side may be named.
func (b *builder) seesSide(code string) bool {
	return !b.o.Viewer.Public && (b.o.Viewer.Side == "" || code == b.o.Viewer.Side)
}

// latin reports whether text is of Latin letters and what goes with them.
func latin(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x250 && (r < 0x2000 || r >= 0x2070) })
}
