package paper

import (
	"fmt"
	"strings"
	unicode16 "unicode/utf16"
)

// bookmark is an entry of the outline.
type bookmark struct {
	level, page int
	y           float64
	title       string
}

// Bookmark makes an entry in the outline, at Y. Level 0 is the uppermost; a level
// more than one below the entry before becomes one below it.
func (d *Doc) Bookmark(level int, title string) {
	d.last()
	if n := len(d.marks); n == 0 {
		level = 0
	} else {
		level = max(0, min(level, d.marks[n-1].level+1))
	}
	d.marks = append(d.marks, bookmark{level, len(d.pages), d.Y, title})
}

// outline writes the bookmarks.
func (d *Doc) outline() {
	for _, m := range d.marks {
		d.pdf.SetPage(m.page)
		d.pdf.Bookmark(basic(m.title), m.level, d.down(m.y-d.info.MarginPt/2))
	}
	d.pdf.SetPage(len(d.pages))
}

// basic leaves of text what the library can say in an outline: any script of the
// basic plane.
func basic(text string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xffff {
			return '?'
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
}

// utf16 writes text as a PDF has it outside of pages.
func utf16(text string) string {
	out := []byte{0xfe, 0xff}
	for _, u := range unicode16.Encode([]rune(text)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return string(out)
}

// Place names the last page, at Y, so that links lead there.
func (d *Doc) Place(name string) {
	d.last()
	d.pdf.SetLink(d.link(name), max(0, d.Y-d.info.MarginPt/2), len(d.pages))
}

// Link makes a rectangle of the last page lead to a place that has a name or gets
// one later. One that never gets it leads to the first page.
func (d *Doc) Link(x, y, wide, high float64, name string) {
	d.last()
	d.pdf.Link(x, d.down(y), wide, high, d.link(name))
}

func (d *Doc) link(name string) int {
	id, ok := d.links[name]
	if !ok {
		id = d.pdf.AddLink()
		d.links[name] = id
		d.pdf.SetLink(id, 0, 1)
	}
	return id
}

// Web makes a rectangle of the last page lead to an address; of http and https
// only.
func (d *Doc) Web(x, y, wide, high float64, url string) {
	if d.last(); strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		d.pdf.LinkString(x, d.down(y), wide, high, strings.Map(printable, url))
	}
}

// printable drops what no address has.
func printable(r rune) rune {
	if r <= ' ' || r > '~' {
		return -1
	}
	return r
}

// On writes something on an earlier page, from 1, and returns to the last: numbers
// of pages, which are known at the end only. Nothing in it may begin a page.
func (d *Doc) On(number int, write func()) {
	y := d.Y
	d.pdf.SetPage(number)
	d.fonted = false
	write()
	d.pdf.SetPage(len(d.pages))
	d.Y, d.fonted = y, false
}

// footFont is that of feet.
var footFont = Font{SizePt: 7, Colour: "#444444"}

// footNumberPt is the room for the number of the page.
const footNumberPt = 90

// footLines are the lines of the notice on a page so wide. What is longer than
// four lines is cut: it stands in full elsewhere.
func (d *Doc) footLines(wide float64) []string {
	words, _ := Readable(d.info.Foot)
	lines := Lines(words, footFont, wide-2*d.info.MarginPt-footNumberPt)
	if len(lines) > 4 {
		lines = append(lines[:3:3], lines[3]+" …")
	}
	return lines
}

// footHigh is how high the foot of a page is, with room for the sentence that
// words could not be written.
func (d *Doc) footHigh(wide float64) float64 {
	return float64(max(1, len(d.footLines(wide)))+1)*footFont.Height() + 10
}

// feet writes the foot of each page.
func (d *Doc) feet() {
	said := false
	for i := range d.pages {
		p := &d.pages[i]
		if said && !d.info.Loose {
			p.lost = false
		}
		said = said || p.lost
		d.On(i+1, func() { d.foot(i+1, p) })
	}
}

func (d *Doc) foot(number int, p *page) {
	lines := d.footLines(p.wide)
	y := p.high - footPt - float64(max(1, len(lines)))*footFont.Height()
	d.Stroke(d.info.MarginPt, y-2, p.wide-d.info.MarginPt, y-2, 0.5, "#999999")
	switch {
	case p.lost:
		d.put(d.info.MarginPt, y-5, drawStart, d.info.Lang.T("letters lacking"), footFont)
	case d.info.Coded && number == 1:
		d.put(d.info.MarginPt, y-5, drawStart, d.info.Lang.T("codes for letters"), footFont)
	}
	y += footFont.SizePt
	count := fmt.Sprintf(d.info.Lang.T("page of"), d.info.Lang.Count(number), d.info.Lang.Count(len(d.pages)))
	d.put(p.wide-d.info.MarginPt, y, drawEnd, count, footFont)
	for _, line := range lines {
		d.put(d.info.MarginPt, y, drawStart, line, footFont)
		y += footFont.Height()
	}
}
