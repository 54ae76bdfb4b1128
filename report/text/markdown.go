// Package text writes a report as Markdown, to be read as it is, aloud, or on a
// page of a forge, and its table of data as CSV, for programs.
package text

import (
	"bufio"
	"io"
	"strings"

	"github.com/rivo/uniseg"

	"lindero/report"
	"lindero/report/letters"
)

// WriteMarkdown writes a report in GitHub's Markdown: of drawings their words, of
// tables their first report.PageRows rows in columns that also line up without
// being rendered. Text is text whatever it holds: no markup, links or HTML come
// from it. The same document gives the same bytes; an error is that of w.
func WriteMarkdown(w io.Writer, d *report.Document) error {
	p := &page{w: bufio.NewWriterSize(w, 64<<10), d: d}
	p.block("# ", d.Title)
	p.block("**", d.Viewer, "**")
	p.block("", d.Period)
	p.block("> ", d.Notice)
	p.heading("## ", d.Lang.T("report summary"))
	p.facts(d.Headline)
	for _, s := range d.Summary {
		p.block("", s)
	}
	for i := range d.Sections {
		p.section(&d.Sections[i])
	}
	p.sources()
	if len(d.About) > 0 {
		p.heading("## ", d.Lang.T("about report"))
		p.facts(d.About)
	}
	return p.w.Flush()
}

// page is a text while it is written. Errors are kept by its buffer to the end.
type page struct {
	w     *bufio.Writer
	d     *report.Document
	begun bool
}

func (p *page) raw(parts ...string) {
	for _, s := range parts {
		p.w.WriteString(s) //nolint:errcheck // the buffer keeps it for Flush
	}
}

// next leaves a line empty before all blocks but the first.
func (p *page) next() {
	if p.begun {
		p.raw("\n")
	}
	p.begun = true
}

// block writes a paragraph, nothing of nothing.
func (p *page) block(before, text string, after ...string) {
	if s := line(text); s != "" {
		p.next()
		p.raw(before, s)
		p.raw(after...)
		p.raw("\n")
	}
}

// heading is a block that is there without words, too, so that what follows keeps
// its place.
func (p *page) heading(level, text string) { p.block(level, first(text, "–")) }

func first(words ...string) string {
	for _, w := range words {
		if strings.TrimSpace(w) != "" {
			return w
		}
	}
	return ""
}

func (p *page) facts(facts []report.Fact) {
	if len(facts) == 0 {
		return
	}
	p.next()
	for _, f := range facts {
		p.raw("- ", first(line(f.Name), "–"), ": **", first(inline(f.Value), "–"), "**")
		if note := inline(f.Note); note != "" {
			p.raw(" (", note, ")")
		}
		p.raw("\n")
	}
}

func (p *page) section(s *report.Section) {
	p.heading("## ", s.Title)
	for _, text := range s.Text {
		p.block("", text)
	}
	for i := range s.Figures {
		p.block("**", s.Figures[i].Caption, "**")
		p.block("", s.Figures[i].Alt)
	}
	for _, t := range s.Tables {
		if t.Title != s.Title {
			p.heading("### ", t.Title)
		}
		p.table(t)
		p.block("", t.Note)
		p.block("", report.Cut(p.d, t))
	}
}

// widest is how many columns of a screen a cell is padded to; longer ones stand
// out, so that one long name does not put all others out of sight.
const widest = 40

// table writes a table as GitHub has it.
func (p *page) table(t *report.Table) {
	var shown []int
	for i := range t.Columns {
		if !t.Columns[i].DataOnly {
			shown = append(shown, i)
		}
	}
	switch {
	case len(t.Rows) == 0:
		p.block("", p.d.Lang.T("empty table"))
		return
	case len(shown) == 0:
		return
	}
	rows := [][]string{make([]string, len(shown))}
	for j, i := range shown {
		rows[0][j] = inline(first(t.Columns[i].Title, t.Columns[i].Key))
	}
	for _, row := range t.Rows[:min(len(t.Rows), report.PageRows)] {
		rows = append(rows, cells(shown, row, ""))
	}
	if t.Total != nil {
		rows = append(rows, cells(shown, t.Total, "**"))
	}
	width, right := make([]int, len(shown)), make([]bool, len(shown))
	for j, i := range shown {
		right[j] = t.Columns[i].Type == report.Number || t.Columns[i].Type == report.Count
		width[j] = 3
		for _, row := range rows {
			width[j] = max(width[j], min(uniseg.StringWidth(row[j]), widest))
		}
	}
	p.next()
	for n, row := range rows {
		p.row(row, width, right)
		if n == 0 {
			p.rule(width, right)
		}
	}
}

func cells(shown []int, row []report.Cell, around string) []string {
	out := make([]string, len(shown))
	for j, i := range shown {
		if i < len(row) {
			if s := inline(row[i].Text); s != "" {
				out[j] = around + s + around
			}
		}
	}
	return out
}

func (p *page) row(row []string, width []int, right []bool) {
	for j, s := range row {
		pad := strings.Repeat(" ", max(width[j]-uniseg.StringWidth(s), 0))
		if right[j] {
			s, pad = pad+s, ""
		}
		p.raw("| ", s, pad, " ")
	}
	p.raw("|\n")
}

func (p *page) rule(width []int, right []bool) {
	for j, n := range width {
		if right[j] {
			p.raw("| ", strings.Repeat("-", n-1), ": ")
		} else {
			p.raw("| ", strings.Repeat("-", n), " ")
		}
	}
	p.raw("|\n")
}

func (p *page) sources() {
	if len(p.d.Sources) == 0 {
		return
	}
	p.heading("## ", p.d.Lang.T("report sources"))
	p.next()
	for _, s := range p.d.Sources {
		said := first(inline(s.Name), "–") + "."
		for _, more := range []string{s.Attribution, s.Licence} {
			if more = strings.TrimRight(more, ". "); more != "" {
				said += " " + inline(more) + "."
			}
		}
		p.raw("- ", begun(said))
		if web := s.Web(); web != "" {
			p.raw(" <", inAngles.Replace(letters.Clean(web)), ">")
		}
		p.raw("\n")
	}
}

// inAngles writes an address so that it ends where it ends (GFM, section 6.9).
var inAngles = strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "|", "%7C", "`", "%60", "\\", "%5C")
