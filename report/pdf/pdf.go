// Package pdf writes a report as a PDF: a page that is read in a minute, then the
// sections of the document with their pictures and tables, and the sources. It
// computes nothing: what it writes is what the document says.
//
// Wide pictures, and tables that are too wide for an upright page, are on pages
// turned sideways. All words are text, and the outline has every section, picture
// and table. The same document gives the same bytes. Memory is bounded by MostRows
// rows of each table, however many there are.
package pdf

import (
	"io"
	"slices"

	"lindero/data/drawing"
	"lindero/report"
	"lindero/report/paper"
)

// MostRows is how many rows of a table are on paper: some forty pages. A note says
// how many more the CSV has.
const MostRows = 2000

// The looks of words.
var (
	titleFont   = paper.Font{SizePt: 21, Bold: true}
	sectionFont = paper.Font{SizePt: 15, Bold: true, Colour: "#12385b"}
	partFont    = paper.Font{SizePt: 11, Bold: true}
	bodyFont    = paper.Font{SizePt: 10}
	leadFont    = paper.Font{SizePt: 11}
	smallFont   = paper.Font{SizePt: 8.5, Colour: "#444444"}
	valueFont   = paper.Font{SizePt: 19, Bold: true, Colour: "#12385b"}
)

// Write writes a report on paper of a size. Errors are those of w: nothing is
// written before all is made.
func Write(w io.Writer, d *report.Document, size paper.Size) error {
	title := d.Title // what the file says of itself has all letters
	d, codes := coded(d)
	p := &printer{d: d, doc: paper.New(size, paper.Info{Title: title, Lang: d.Lang, Version: d.Version, Made: d.Start, Foot: d.Notice, Coded: codes})}
	p.front()
	for i := range d.Sections {
		p.section(&d.Sections[i])
	}
	p.sources()
	p.numbers()
	return p.doc.Write(w)
}

// printer is a report that is being written.
type printer struct {
	d       *report.Document
	doc     *paper.Doc
	entries []entry // of the table of contents
}

// entry is a line of the table of contents.
type entry struct {
	id     string
	page   int     // that it stands on
	right  float64 // where its number ends
	y      float64 // its base line
	number int     // of the page that it tells of
}

// front writes the first page: what it is, the headline facts, the summary, of
// what it was made, and the contents.
func (p *printer) front() {
	d := p.doc
	d.Bookmark(0, p.d.Title)
	d.Paragraph(p.d.Title, titleFont)
	d.Y += 2
	d.Paragraph(p.d.Viewer, bodyFont)
	d.Paragraph(p.d.Period, bodyFont)
	d.Skip(8)
	p.headline()
	for _, sentence := range p.d.Summary {
		d.Paragraph(sentence, leadFont)
		d.Skip(4)
	}
	p.contents()
	d.Skip(8)
	for _, f := range p.d.About {
		d.Paragraph(joined(f.Name, ": ", f.Value)+joined("", " – ", f.Note), smallFont)
	}
	if p.d.Notice != "" {
		d.Skip(4)
		d.Paragraph(p.d.Notice, smallFont)
	}
}

// joined joins two words; with nothing behind there is nothing between either.
func joined(a, between, b string) string {
	if b == "" {
		return a
	}
	return a + between + b
}

// abreast is how many headline facts stand beside each other.
const abreast = 3

// headline writes the headline facts large, in boxes.
func (p *printer) headline() {
	d := p.doc
	for row := range slices.Chunk(p.d.Headline, abreast) {
		wide := (d.Room().Wide() + 8) / abreast
		boxes := make([]box, len(row))
		high := 0.0
		for i, f := range row {
			boxes[i] = boxOf(f, wide-24)
			high = max(high, boxes[i].high())
		}
		d.Need(high + 8)
		for i, b := range boxes {
			b.put(d, d.Room().Left+float64(i)*wide, d.Y, wide-8, high)
		}
		d.Y += high + 8
	}
	d.Skip(4)
}

// box is a headline fact that is laid out.
type box struct {
	value             paper.Font
	name, says, notes []string
}

// boxOf lays out a fact: its value in one line, smaller where it is long.
func boxOf(f report.Fact, wide float64) box {
	b := box{value: valueFont}
	for words, _ := paper.Readable(f.Value); b.value.SizePt > 10 && paper.Width(words, b.value) > wide; {
		b.value.SizePt--
	}
	b.name, b.says, b.notes = lines(f.Name, smallFont, wide), lines(f.Value, b.value, wide), lines(f.Note, smallFont, wide)
	return b
}

// lines breaks words that anybody may have written.
func lines(words string, f paper.Font, wide float64) []string {
	readable, _ := paper.Readable(words)
	return paper.Lines(readable, f, wide)
}

func (b box) high() float64 {
	return float64(len(b.name)+len(b.notes))*smallFont.Height() + float64(len(b.says))*b.value.Height() + 14
}

func (b box) put(d *paper.Doc, x, y, wide, high float64) {
	d.Fill(x, y, wide, high, "#eef3f8")
	d.Fill(x, y, 3, high, "#12385b")
	y += 6
	for _, part := range []struct {
		lines []string
		font  paper.Font
	}{{b.name, smallFont}, {b.says, b.value}, {b.notes, smallFont}} {
		for _, line := range part.lines {
			d.Put(x+10, y+part.font.SizePt, drawing.Start, line, part.font)
			y += part.font.Height()
		}
	}
}

// contents writes the table of contents, whose numbers follow at the end.
func (p *printer) contents() {
	if len(p.d.Sections) == 0 {
		return
	}
	d := p.doc
	d.Skip(partFont.SizePt)
	d.Need(partFont.Height() + 3*bodyFont.Height())
	d.Paragraph(p.d.Lang.T("contents of report"), partFont)
	d.Skip(3)
	for _, s := range p.d.Sections {
		p.content(s.ID, s.Title)
	}
	if len(p.d.Sources) > 0 {
		p.content(sourcesID, p.d.Lang.T("report sources"))
	}
}

const sourcesID = "sources"

// numberPt is the room for numbers of pages in the contents.
const numberPt = 40

func (p *printer) content(id, title string) {
	d := p.doc
	room := d.Room()
	all := lines(title, bodyFont, room.Wide()-numberPt)
	d.Need(float64(len(all)) * bodyFont.Height())
	top := d.Y
	d.Column(room.Left, room.Wide()-numberPt, title, bodyFont)
	d.Link(room.Left, top, room.Wide(), d.Y-top, id)
	p.entries = append(p.entries, entry{id: id, page: d.Pages(), right: room.Right, y: d.Y - bodyFont.Height() + bodyFont.SizePt})
}

// reached tells the contents that what has an id begins here.
func (p *printer) reached(id string) {
	p.doc.Place(id)
	for i := range p.entries {
		if p.entries[i].id == id && p.entries[i].number == 0 {
			p.entries[i].number = p.doc.Pages()
			return
		}
	}
}

// numbers writes the numbers of pages into the contents.
func (p *printer) numbers() {
	for _, e := range p.entries {
		p.doc.On(e.page, func() {
			p.doc.Put(e.right, e.y, drawing.End, p.d.Lang.Count(e.number), bodyFont)
		})
	}
}

// sources writes where the data come from.
func (p *printer) sources() {
	if len(p.d.Sources) == 0 {
		return
	}
	d := p.doc
	if d.Turned() {
		d.Page(false)
	}
	p.title(sourcesID, p.d.Lang.T("report sources"), 3*bodyFont.Height())
	for _, s := range p.d.Sources {
		d.Need(4 * bodyFont.Height())
		d.Paragraph(joined(s.Name, " – ", s.Licence), bodyFont)
		if s.Attribution != "" && s.Attribution != s.Name {
			d.Paragraph(s.Attribution, smallFont)
		}
		if s.URL != "" {
			top, page := d.Y, d.Pages()
			d.Paragraph(s.URL, smallFont)
			if web := s.Web(); web != "" && d.Pages() == page {
				d.Web(d.Room().Left, top, d.Room().Wide(), d.Y-top, web)
			}
		}
		d.Skip(5)
	}
}
