package xlsx

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"lindero/report"
	"lindero/report/letters"
)

// The first sheet has three columns: names, what they are, and notes.
var frontWidths = [3]float64{26, 88, 40}

const (
	titleSize, headlineSize = 16, 13
	maxTarget               = 2_000 // characters of a link
)

// front writes the first sheet: all that a report says in words, and where its
// tables are.
func (b *book) front(name string) error {
	f := &front{book: b, name: name}
	if err := b.page(name, ""); err != nil {
		return err
	}
	for i, wide := range frontWidths {
		col := string(rune('A' + i))
		if err := b.file.SetColWidth(name, col, col, wide); err != nil {
			return err
		}
	}
	d, l := b.doc, b.doc.Lang
	f.span(d.Title, style{bold: true, size: titleSize})
	f.span(d.Viewer, style{})
	f.span(d.Period, style{})
	f.next()
	f.facts("", d.Headline, style{bold: true, size: headlineSize, wrap: true})
	f.paragraphs(l.T("report summary"), d.Summary)
	for _, s := range d.Sections {
		f.paragraphs(s.Title, s.Text)
	}
	f.contents(l.T("sheets"))
	f.facts(l.T("about report"), d.About, style{wrap: true})
	f.sources(l.T("report sources"), d.Sources)
	if d.Notice != "" {
		f.paragraphs(l.T("notice"), []string{d.Notice})
	}
	return f.err
}

// front writes the first sheet from above; the first failure stays.
type front struct {
	*book
	name string
	row  int // last one written
	// lines are how many the row has at least.
	lines int
	err   error
}

// put writes a text into a column (A, B, C) of the row at hand.
func (f *front) put(col, s string, how style) {
	if f.err != nil || s == "" {
		return
	}
	cell := col + strconv.Itoa(f.row)
	if f.err = f.file.SetCellStr(f.name, cell, text(s)); f.err != nil {
		return
	}
	if letters.Formula(s) {
		how.format = "@"
	}
	how.align = "left" // in every script
	f.look(cell, cell, how)
	per := int(frontWidths[col[0]-'A'])
	if how.size > 0 {
		per = per * usualSize / int(how.size)
	}
	if n := lines(s, per); n > f.lines && how.wrap {
		f.lines = n
		if f.err == nil {
			f.err = f.file.SetRowHeight(f.name, f.row, height(n, how.size, mostLines))
		}
	}
}

// next goes to the next row.
func (f *front) next() { f.row, f.lines = f.row+1, 1 }

func (f *front) look(from, to string, how style) {
	if f.err != nil {
		return
	}
	id, err := f.style(how)
	if err != nil {
		f.err = err
		return
	}
	f.err = f.file.SetCellStyle(f.name, from, to, id)
}

// span writes a text over all columns.
func (f *front) span(s string, how style) {
	if s == "" {
		return
	}
	f.next()
	how.wrap = false // which would fit the height to the first column
	f.put("A", s, how)
	how.wrap, how.align = true, "left"
	r := strconv.Itoa(f.row)
	f.look("A"+r, "C"+r, how)
	if f.err == nil {
		f.err = f.file.MergeCell(f.name, "A"+r, "C"+r)
	}
	per := int(frontWidths[0]+frontWidths[1]+frontWidths[2]) * usualSize / int(max(how.size, usualSize))
	if f.err == nil {
		f.err = f.file.SetRowHeight(f.name, f.row, height(lines(s, per), how.size, mostLines/2))
	}
}

// label begins a group, under a line through all columns.
func (f *front) label(s string) {
	f.next()
	r := strconv.Itoa(f.row)
	f.look("A"+r, "C"+r, style{line: true, wrap: true})
	f.put("A", s, style{bold: true, line: true, wrap: true})
}

// paragraphs writes texts beside their label.
func (f *front) paragraphs(label string, texts []string) {
	for i, s := range texts {
		if i == 0 {
			f.label(label)
			f.put("B", s, style{line: true, wrap: true})
			continue
		}
		f.next()
		f.put("B", s, style{wrap: true})
	}
	if len(texts) > 0 {
		f.next()
	}
}

// facts writes names, what they are, and notes, below their label where they
// have one.
func (f *front) facts(label string, facts []report.Fact, how style) {
	if len(facts) == 0 {
		return
	}
	if label != "" {
		f.label(label)
	}
	for _, fact := range facts {
		f.next()
		f.put("A", fact.Name, style{wrap: true})
		f.put("B", fact.Value, how)
		f.put("C", fact.Note, style{wrap: true})
	}
	f.next()
}

// contents writes a link to each sheet, and how many rows it has.
func (f *front) contents(label string) {
	if len(f.sheets) == 0 {
		return
	}
	f.label(label)
	for _, s := range f.sheets {
		f.next()
		f.put("B", s.table.Title, style{wrap: true, link: true})
		f.link("B", "'"+s.name+"'!A1", "Location")
		f.put("C", f.doc.Lang.T("rows")+": "+f.doc.Lang.Count(s.to-s.from), style{wrap: true})
	}
	f.next()
}

// sources writes where data come from, with a link where it is one of the web.
func (f *front) sources(label string, sources []report.Source) {
	if len(sources) == 0 {
		return
	}
	f.label(label)
	for _, s := range sources {
		f.next()
		f.put("A", s.Name, style{wrap: true})
		f.put("B", s.Attribution, style{wrap: true})
		f.put("C", s.Licence, style{wrap: true})
		if s.URL == "" {
			continue
		}
		if s.Attribution != "" {
			f.next()
		}
		web := s.Web()
		isWeb := web != "" && len(web) <= maxTarget
		f.put("B", s.URL, style{wrap: true, link: isWeb})
		if isWeb {
			f.link("B", web, "External")
		}
	}
	f.next()
}

func (f *front) link(col, to, kind string) {
	if f.err == nil {
		f.err = f.file.SetCellHyperLink(f.name, col+strconv.Itoa(f.row), to, kind, excelize.HyperlinkOpts{})
	}
}
