// Package paper makes the PDFs of the program: pages of A4 or letter, upright or
// turned sideways, with text that can be searched, vector drawings, tables that
// run over pages, bookmarks, and a foot with the number of the page and the
// notice that belongs on each.
//
// Lengths are points, 72 to an inch, from the upper left corner; y goes down. What
// is written flows down a page from Doc.Y on, and begins a new page where there is
// no more room; or is put at a place. The same calls give the same bytes.
//
// Words may be of any language: what the fonts cannot write is told, never shown
// as boxes or wrong letters (see Readable). Fonts are DejaVu Sans Condensed,
// regular and bold, of which a file has the letters that it uses. They are read
// once in a process (30 ms); a document takes 10 ms beside what is on it.
package paper

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"lindero/lang"
)

// Size is the size of pages.
type Size int

// The sizes.
const (
	A4 Size = iota
	Letter
)

// ParseSize returns the size of a name, a4 or letter in any case.
func ParseSize(name string) (Size, error) {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "a4":
		return A4, nil
	case "letter":
		return Letter, nil
	}
	return A4, fmt.Errorf("paper %q is not known; use a4 or letter", name)
}

// String returns the name of a size.
func (s Size) String() string {
	if s == Letter {
		return "letter"
	}
	return "a4"
}

// points is the size of an upright page.
func (s Size) points() (wide, high float64) {
	if s == Letter {
		return 612, 792
	}
	return 595.28, 841.89
}

// Info is what a document says of itself.
type Info struct {
	Title   string // in any script
	Lang    lang.Lang
	Version string // of the program
	// Made is the date that the file says it was made on: of the plan, since the
	// same plan gives the same file. With the zero time it says none.
	Made time.Time
	// Foot stands at the foot of each page: the notice.
	Foot string
	// Loose: pages are handed out one by one, so that each says by itself that
	// words of it could not be written. Else the first does on which that happens.
	Loose bool
	// Coded: codes stand for names that could not be written, which the first page
	// says.
	Coded bool
	// MarginPt is the margin at the left, the right and above, in points; 0: 45.
	MarginPt float64
}

// Margins of a page, in points. Below there is the foot.
const (
	usualMarginPt = 45
	footPt        = 26 // between the foot's upper end and the edge of the page
)

// Doc is a document that is being written. Errors are kept until Write.
type Doc struct {
	pdf   *fpdf.Fpdf
	size  Size
	info  Info
	pages []page // the first is page 1
	marks []bookmark
	links map[string]int // ids of places, by name
	// Y is how far down the page is full. Page sets it to the top.
	Y float64
	// What the page has as font and colour now, so that they need not be said again.
	font   Font
	fonted bool
	err    error
}

// page is what is known of a page.
type page struct {
	wide, high float64
	lost       bool // words of it could not be written
}

// New begins a document. It has no page yet.
func New(size Size, info Info) *Doc {
	if !(info.MarginPt > 0) {
		info.MarginPt = usualMarginPt
	}
	wide, high := size.points()
	pdf := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: wide, Ht: high}})
	pdf.SetCatalogSort(true)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	made := info.Made.UTC()
	if info.Made.IsZero() {
		made = undated // else the library asks the clock
	}
	pdf.SetCreationDate(made)
	pdf.SetModificationDate(made)
	pdf.SetTitle(utf16(info.Title), false)
	pdf.SetCreator(strings.TrimSpace("Lindero "+info.Version), true)
	pdf.SetLang(string(info.Lang))
	d := &Doc{pdf: pdf, size: size, info: info, links: map[string]int{}}
	t, err := typefaces()
	if err != nil {
		d.err = fmt.Errorf("reading the fonts: %w", err)
		return d
	}
	pdf.AddUTF8FontFromBytes(family, "", t.regular)
	pdf.AddUTF8FontFromBytes(family, "B", t.bold)
	return d
}

const family = "DejaVuSansCondensed"

// Page begins a page, turned sideways or upright.
func (d *Doc) Page(turned bool) {
	wide, high := d.size.points()
	side := "P"
	if turned {
		side = "L"
	}
	d.pdf.AddPageFormat(side, fpdf.SizeType{Wd: wide, Ht: high})
	if turned {
		wide, high = high, wide
	}
	d.pages = append(d.pages, page{wide: wide, high: high})
	d.Y, d.fonted = d.info.MarginPt, false
}

// Pages returns how many pages there are so far.
func (d *Doc) Pages() int { return len(d.pages) }

// Turned reports whether the last page is turned sideways.
func (d *Doc) Turned() bool { return d.last().wide > d.last().high }

// last is the page that is being written.
func (d *Doc) last() *page {
	if len(d.pages) == 0 {
		d.Page(false)
	}
	return &d.pages[len(d.pages)-1]
}

// Box is the room of a page, within its margins and above its foot.
type Box struct{ Left, Top, Right, Bottom float64 }

// Wide is its width.
func (b Box) Wide() float64 { return b.Right - b.Left }

// Room returns the room of the last page.
func (d *Doc) Room() Box {
	p := d.last()
	return Box{d.info.MarginPt, d.info.MarginPt, p.wide - d.info.MarginPt, p.high - footPt - d.footHigh(p.wide)}
}

// Wides returns how wide the room of an upright page is, and that of a turned one.
func (d *Doc) Wides() (upright, turned float64) {
	wide, high := d.size.points()
	return wide - 2*d.info.MarginPt, high - 2*d.info.MarginPt
}

// Left is how much room is left below Y.
func (d *Doc) Left() float64 { return d.Room().Bottom - d.Y }

// Need begins a page, turned as the last one, where less than so much room is left
// on it, unless nothing is on it yet. It reports whether it did.
func (d *Doc) Need(high float64) bool {
	if d.Left() >= high || d.Y <= d.Room().Top {
		return false
	}
	d.Page(d.Turned())
	return true
}

// Skip leaves room, unless at the top of a page.
func (d *Doc) Skip(high float64) {
	if d.Y > d.Room().Top {
		d.Y += high
	}
}

// Write ends the document and writes it: nothing comes out before all of it is
// made. It answers the first error of all calls before.
func (d *Doc) Write(w io.Writer) error {
	d.last()
	d.feet()
	d.outline()
	if d.err != nil {
		return d.err
	}
	if err := d.output(w); err != nil {
		return fmt.Errorf("writing a PDF: %w", err)
	}
	return nil
}

// undated stands for no date until dates are taken out.
var undated = time.Unix(0, 0).UTC()

// output writes the file. The library writes dates whatever it is told; where there
// are none to tell, blanks take their place, so that all else stays where it is.
func (d *Doc) output(w io.Writer) error {
	if !d.info.Made.IsZero() {
		return d.pdf.Output(w)
	}
	var file bytes.Buffer
	if err := d.pdf.Output(&file); err != nil {
		return err
	}
	date := undated.Format("(D:20060102150405)")
	dates := []byte("/CreationDate " + date + "\n/ModDate " + date)
	at := bytes.LastIndex(file.Bytes(), dates)
	if at < 0 {
		return errors.New("its dates are not where they were")
	}
	copy(file.Bytes()[at:], bytes.Repeat([]byte(" "), len(dates)))
	_, err := file.WriteTo(w)
	return err
}
