package pdf

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"lindero/data/drawing"
	"lindero/report"
	"lindero/report/paper"
)

// coded returns a document in which codes stand for the names that no page can
// have, and whether any does. One that needs none is returned as it is.
func coded(d *report.Document) (*report.Document, bool) {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(d.Codes)) {
		if _, whole := paper.Readable(name); !whole {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return d, false
	}
	// Of names that begin alike the longest comes first.
	slices.SortStableFunc(names, func(x, y string) int { return cmp.Compare(len(y), len(x)) })
	c := &coder{}
	pairs := make([]string, 0, 2*len(names))
	for _, name := range names {
		pairs = append(pairs, name, d.Codes[name])
	}
	c.names = strings.NewReplacer(pairs...)
	out := c.document(d)
	return out, c.used
}

// coder puts codes in place of names.
type coder struct {
	names *strings.Replacer
	used  bool
}

func (c *coder) text(s string) string {
	if _, whole := paper.Readable(s); whole {
		return s
	}
	out := c.names.Replace(s)
	c.used = c.used || out != s
	return out
}

func (c *coder) texts(of []string) []string {
	out := make([]string, len(of))
	for i, s := range of {
		out[i] = c.text(s)
	}
	return out
}

func (c *coder) facts(of []report.Fact) []report.Fact {
	out := make([]report.Fact, len(of))
	for i, f := range of {
		out[i] = report.Fact{Name: c.text(f.Name), Value: c.text(f.Value), Note: c.text(f.Note)}
	}
	return out
}

func (c *coder) document(d *report.Document) *report.Document {
	out := *d
	out.Title, out.Viewer, out.Notice = c.text(d.Title), c.text(d.Viewer), c.text(d.Notice)
	out.Headline, out.Summary, out.About = c.facts(d.Headline), c.texts(d.Summary), c.facts(d.About)
	out.Sections = make([]report.Section, len(d.Sections))
	for i := range d.Sections {
		s := d.Sections[i]
		s.Title, s.Text = c.text(s.Title), c.texts(s.Text)
		s.Figures, s.Tables = slices.Clone(s.Figures), slices.Clone(s.Tables)
		for k := range s.Figures {
			f := &s.Figures[k]
			f.Caption, f.Alt, f.Drawing = c.text(f.Caption), c.text(f.Alt), c.drawing(f.Drawing)
		}
		for k, t := range s.Tables {
			s.Tables[k] = c.table(t)
		}
		out.Sections[i] = s
	}
	return &out
}

func (c *coder) drawing(d *drawing.Drawing) *drawing.Drawing {
	if d == nil {
		return nil
	}
	out := *d
	out.Marks = slices.Clone(d.Marks)
	for i := range out.Marks {
		out.Marks[i].Text = c.text(out.Marks[i].Text)
	}
	return &out
}

func (c *coder) table(t *report.Table) *report.Table {
	out := *t
	out.Title, out.Note = c.text(t.Title), c.text(t.Note)
	out.Rows = make([][]report.Cell, len(t.Rows))
	for i, row := range t.Rows {
		out.Rows[i] = make([]report.Cell, len(row))
		for k, cell := range row {
			text := words(&cell)
			c.used = c.used || text != cell.Text
			cell.Text = c.text(text)
			out.Rows[i][k] = cell
		}
	}
	return &out
}
