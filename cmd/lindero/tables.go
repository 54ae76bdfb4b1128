package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lindero/lang"
	"lindero/planner"
	"lindero/report/words"
	"lindero/sectors"
)

// longestShown is how many of the longest gaps a table lists.
const longestShown = 5

// tables prints a report for people.
type tables struct {
	w   io.Writer
	l   lang.Lang
	r   *planner.Report
	err error
}

func newTables(w io.Writer, l lang.Lang, r *planner.Report) *tables {
	return &tables{w: w, l: l, r: r}
}

// printf writes unless an earlier write failed. Names come from files: what
// in them would steer a terminal is replaced.
func (t *tables) printf(format string, args ...any) {
	if t.err != nil {
		return
	}
	text := strings.Map(func(r rune) rune {
		if r != '\n' && !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, fmt.Sprintf(format, args...))
	_, t.err = io.WriteString(t.w, text)
}

// scenario returns the scenario; one without sides is lines and places.
func (t *tables) scenario() *sectors.Scenario { return t.r.Coverage.Layout.Scenario }

func (t *tables) print(defaults []string) error {
	t.printf("%s\n\n", fmt.Sprintf(t.l.T("coverage of"), t.scenario().Name))
	t.totals()
	t.longest()
	t.origin(t.scenario(), defaults)
	return t.err
}

// origin prints what a scenario left open and where its data comes from.
func (t *tables) origin(s *sectors.Scenario, defaults []string) {
	if len(defaults) > 0 {
		t.printf("\n")
		t.wrapped("", "  ", t.l.T("defaults")+strings.Join(defaults, ", "))
	}
	if len(s.Sources) > 0 {
		t.printf("\n%s:\n", t.l.T("sources"))
		for _, source := range s.Sources {
			t.wrapped("  ", "    ", fmt.Sprintf("%s (%s)", source.Attribution, source.Licence))
		}
		t.printf("%s\n", t.l.T("illustrative"))
	}
}

// totals prints length, covered and open length and gaps, by kind where
// kinds are known.
func (t *tables) totals() {
	kind := ""
	if t.scenario().Sides[0].Code != "" {
		kind = t.l.T("kind")
	}
	rows := [][]string{{kind, t.l.T("length"), t.l.T("covered"), t.l.T("open"), t.l.T("share"), t.l.T("gaps")}}
	add := func(name string, x planner.Totals) {
		rows = append(rows, []string{t.l.T(name), t.l.Km(x.LengthM), t.l.Km(x.CoveredM()), t.l.Km(x.GapM),
			t.l.Percent(x.CoveredM(), x.LengthM), t.l.Count(x.GapCount)})
	}
	for _, k := range sectors.Kinds {
		if x, ok := t.r.ByKind[k]; ok {
			add(string(k), x)
		}
	}
	add("total", t.r.Total)
	t.table(rows, nil)
}

// longest prints the longest gaps: a row each, and below it why it is open
// and which posts are near.
func (t *tables) longest() {
	gaps := t.r.Longest(longestShown)
	heading := "longest"
	switch len(gaps) {
	case 0:
		t.printf("\n%s\n", t.l.T("none"))
		return
	case t.r.Total.GapCount:
		heading = "all gaps"
		if len(gaps) == 1 {
			heading = "only gap"
		}
	}
	t.printf("\n%s\n\n", strings.ReplaceAll(t.l.T(heading), "{n}", t.l.Count(len(gaps))))
	first := t.l.T("route")
	if t.scenario().Sides[0].Code == "" {
		first = t.l.T("line")
	}
	rows := [][]string{{first, t.l.T("open"), t.l.T("chainage"), t.l.T("start"), t.l.T("end")}}
	notes := []string{""}
	for i := range gaps {
		rows = append(rows, t.gap(&gaps[i]))
		notes = append(notes, t.note(&gaps[i]))
	}
	t.table(rows, notes)
}

func (t *tables) gap(g *planner.Gap) []string {
	r := &t.r.Coverage.Layout.Routes[g.Route]
	name := r.Name
	if name == "" {
		name = r.ID
	}
	span := g.Span
	if s, ok := t.r.BorderSpan(g); ok {
		span = s
	}
	return []string{name, t.l.Km(g.Span.LengthM()), t.l.Km(span.FromM) + "–" + t.l.Km(span.ToM),
		words.MGRS(g.Start), words.MGRS(g.End)}
}

// note says why a gap is open and which posts are near its middle.
func (t *tables) note(g *planner.Gap) string {
	reason := t.l.T(string(g.Reason))
	if posts := t.posts(g); posts != "" {
		return reason + "; " + fmt.Sprintf(t.l.T("from its middle"), posts)
	}
	return reason
}

// posts lists the nearest posts of a gap, of each side where there are sides.
func (t *tables) posts(g *planner.Gap) string {
	var out []string
	for i, side := range t.scenario().Sides {
		if i > 0 && side.Code == "" {
			break
		}
		p := g.Nearby[i]
		if p.Post < 0 {
			continue
		}
		text := t.scenario().Posts[p.Post].Label() + " " + t.l.Km(p.DistanceM) + " km"
		if side.Code != "" {
			text = side.Code + " " + text
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// table prints rows, of which the first is the header, in columns two spaces
// apart; all but the first column, and those named in left, are aligned to the
// right. Below each row stands its note, if there is one; a note may have
// several lines.
func (t *tables) table(rows [][]string, notes []string, left ...int) {
	width := make([]int, len(rows[0]))
	for _, row := range rows {
		for c, cell := range row {
			width[c] = max(width[c], utf8.RuneCountInString(cell))
		}
	}
	for i, row := range rows {
		for c, cell := range row {
			pad := strings.Repeat(" ", width[c]-utf8.RuneCountInString(cell))
			switch {
			case c == 0:
				t.printf("%s%s", cell, pad)
			case slices.Contains(left, c) && c == len(row)-1:
				t.printf("  %s", cell)
			case slices.Contains(left, c):
				t.printf("  %s%s", cell, pad)
			default:
				t.printf("  %s%s", pad, cell)
			}
		}
		t.printf("\n")
		if i == 0 {
			for c, w := range width {
				t.printf("%s%s", strings.Repeat(" ", 2*min(c, 1)), strings.Repeat("-", w))
			}
			t.printf("\n")
		}
		if i < len(notes) && notes[i] != "" {
			for line := range strings.SplitSeq(notes[i], "\n") {
				t.wrapped("    ", "      ", line)
			}
		}
	}
}

// lineWidth is the most letters that a line of words has.
const lineWidth = 100

// wrapped prints words in lines of at most lineWidth letters; first stands
// before the first of them, and rest before the others. A word longer than
// that has a line of its own.
func (t *tables) wrapped(first, rest, text string) {
	line := first
	empty := true
	for _, word := range glued(strings.Fields(text)) {
		if !empty && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > lineWidth {
			t.printf("%s\n", line)
			line, empty = rest, true
		}
		if !empty {
			line += " "
		}
		line += word
		empty = false
	}
	t.printf("%s\n", line)
}

// glued joins numbers to their units, so that no line ends between them.
func glued(words []string) []string {
	var out []string
	for _, word := range words {
		if last := len(out) - 1; last >= 0 && belong(out[last], word) {
			out[last] += " " + word
		} else {
			out = append(out, word)
		}
	}
	return out
}

// belong reports whether two words are a number and its unit: km 12, 7 d.
func belong(a, b string) bool {
	a = strings.TrimLeft(a[strings.LastIndex(a, " ")+1:], "(")
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	return a == "km" && digit(b[0]) ||
		a != "" && digit(a[len(a)-1]) && slices.Contains([]string{"km", "m", "min", "h", "d"}, strings.TrimRight(b, ".,;:)"))
}
