package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"lindero/data"
	"lindero/lang"
)

// printImport says what was imported and what was not.
func printImport(w io.Writer, l lang.Lang, s *data.ImportSummary) error {
	return buffered(w, func(w io.Writer) error {
		t := newTables(w, l, nil)
		t.printf("%s\n\n", fmt.Sprintf(l.T("imported"), s.Scenario, l.Count(s.Routes), l.Km(s.RoutesKm*1000), s.File))
		importClasses(t, s)
		importDropped(t, s)
		importNetworks(t, s)
		importNotes(t, s)
		return t.err
	})
}

// importClasses prints the routes by class.
func importClasses(t *tables, s *data.ImportSummary) {
	rows := [][]string{{t.l.T("class"), t.l.T("kind"), t.l.T("imported routes"), t.l.T("length")}}
	for _, c := range s.Classes {
		rows = append(rows, []string{c.Class, t.l.T(c.Kind), t.l.Count(c.Routes), t.l.Km(c.Km * 1000)})
	}
	rows = append(rows, []string{t.l.T("total"), "", t.l.Count(s.Routes), t.l.Km(s.RoutesKm * 1000)})
	t.table(rows, nil, 1)
}

// importDropped prints how what was found became what was kept, and what was
// dropped for which reason.
func importDropped(t *tables, s *data.ImportSummary) {
	t.printf("\n")
	for _, g := range []struct {
		key string
		of  data.ImportGroup
	}{{"of highways", s.Highways}, {"of waterways", s.Waterways}, {"of ferries", s.Ferries}} {
		if g.of.Found > 0 {
			t.printf("%s\n", fmt.Sprintf(t.l.T(g.key), t.l.Count(g.of.Found), t.l.Count(g.of.Kept), t.l.Count(g.of.Dropped)))
		}
	}
	if len(s.Dropped) == 0 {
		return
	}
	rows := [][]string{{t.l.T("dropped"), t.l.T("number"), t.l.T("first of them")}}
	for _, d := range s.Dropped {
		what := t.l.T(groupTexts[d.Group]) + ": " + t.l.T(reasonTexts[d.Reason])
		rows = append(rows, []string{what, t.l.Count(d.Count), first(d.ImportSample)})
	}
	t.printf("\n")
	t.table(rows, nil, 2)
}

// groupTexts and reasonTexts are what people read of the codes.
var (
	groupTexts  = map[string]string{"highway": "dropped highway", "waterway": "dropped waterway", "ferry": "dropped ferry"}
	reasonTexts = map[string]string{
		"point": "dropped for point", "class": "dropped for class", "construction": "dropped for construction",
		"area": "dropped for area", "access": "dropped for access", "driveway": "dropped for driveway",
		"not_navigable": "dropped for not_navigable", "one_node": "dropped for one_node", "edge": "dropped for edge",
		"no_length": "dropped for no_length", "twin": "dropped for twin", "far": "dropped for far",
	}
)

// first names the first of what was counted.
func first(s data.ImportSample) string {
	const shown = 2
	out := strings.Join(s.First[:min(shown, len(s.First))], ", ")
	if s.Count > shown {
		out += " …"
	}
	return out
}

// importNetworks prints how the routes of each side hang together.
func importNetworks(t *tables, s *data.ImportSummary) {
	if len(s.Networks) == 0 {
		return
	}
	rows := [][]string{{t.l.T("side"), t.l.T("kind"), t.l.T("length"), t.l.T("islands"), t.l.T("apart"), t.l.T("no return")}}
	for _, n := range s.Networks {
		rows = append(rows, []string{n.Side, t.l.T(n.Kind), t.l.Km(n.Km * 1000), t.l.Count(n.Islands),
			t.l.Km(n.ApartKm * 1000), t.l.Km(n.NoReturnKm * 1000)})
	}
	t.printf("\n")
	t.table(rows, nil, 1)
	t.printf("\n")
	t.wrapped("", "", t.l.T("about islands"))
}

// importNotes says what else there is to know.
func importNotes(t *tables, s *data.ImportSummary) {
	note := func(key string, args ...any) { t.wrapped("", "  ", fmt.Sprintf(t.l.T(key), args...)) }
	t.printf("\n")
	note("cut at the border", t.l.Count(s.CutAtBorder), t.l.Km(s.NoSideKm*1000))
	if s.AtEdge.Count > 0 {
		note("cut at the edge", t.l.Count(s.AtEdge.Count), first(s.AtEdge))
	}
	if s.Speeds.Count > 0 {
		note("speeds not understood", t.l.Count(s.Speeds.Count), first(s.Speeds))
	}
	if traps := noReturn(s); traps != "" {
		note("first without return", traps)
	}
	note("barriers and landings", t.l.Count(s.Barriers), t.l.Count(s.Landings))
	if s.Currents {
		note("currents")
	}
	if s.Source != nil {
		t.printf("\n%s\n", t.l.T("add the source"))
		t.printf("  - name: %q\n    licence: %s\n    attribution: %s\n    url: %s\n",
			s.Source.Name, s.Source.Licence, s.Source.Attribution, s.Source.URL)
	}
}

// noReturn names the first routes of all sides without a way back.
func noReturn(s *data.ImportSummary) string {
	var all []string
	for _, n := range s.Networks {
		all = append(all, n.NoReturn...)
	}
	slices.Sort(all)
	const shown = 4
	return strings.Join(all[:min(shown, len(all))], ", ")
}
