// Package pdftext reads back the PDFs that the program writes, for tests: the words
// of each page in the order in which they were written, its size, the outline, the
// links and what the file says of itself. It is no reader for other PDFs: it wants
// objects at the offsets of the cross-reference table, and words as UTF-16.
package pdftext

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// File is what a PDF holds.
type File struct {
	Pages   []Page
	Outline []Entry
	Title   string
	Creator string
	Created string // D:20270104000000
	Lang    string
	objects map[int][]byte
}

// Page is a page. Words are those of one call each, and stand at At.
type Page struct {
	Wide, High float64
	Words      []string
	At         []Point
	Content    string // in the language of pages
	Links      int    // within the file
	URLs       []string
}

// Point is a place on a page, in points from its lower left corner. Of words that are
// turned it is one in their own axes.
type Point struct{ X, Y float64 }

// Entry is an entry of the outline.
type Entry struct {
	Title string
	Page  int     // from 1
	Y     float64 // from the lower edge
}

// Text returns all words of a file with a newline after each.
func (f *File) Text() string {
	var b strings.Builder
	for _, p := range f.Pages {
		for _, w := range p.Words {
			b.WriteString(w + "\n")
		}
	}
	return b.String()
}

var (
	start    = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`)
	entry    = regexp.MustCompile(`(?m)^(\d{10}) \d{5} n `)
	root     = regexp.MustCompile(`/Root (\d+) 0 R`)
	info     = regexp.MustCompile(`/Info (\d+) 0 R`)
	kids     = regexp.MustCompile(`/Kids \[([^\]]*)\]`)
	ref      = regexp.MustCompile(`(\d+) 0 R`)
	box      = regexp.MustCompile(`/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]`)
	contents = regexp.MustCompile(`/Contents (\d+) 0 R`)
	outlines = regexp.MustCompile(`/Outlines (\d+) 0 R`)
	dest     = regexp.MustCompile(`/Dest \[(\d+) 0 R /XYZ 0 (-?[0-9.]+) null\]`)
	within   = regexp.MustCompile(`/Subtype /Link [^>]*/Dest `)
	lang     = regexp.MustCompile(`/Lang \(([^)]*)\)`)
)

// Read reads a PDF.
func Read(pdf []byte) (*File, error) {
	m := start.FindSubmatch(pdf)
	if m == nil || !bytes.HasPrefix(pdf, []byte("%PDF-1.")) {
		return nil, errors.New("no head or no end of a PDF")
	}
	table, _ := strconv.Atoi(string(m[1]))
	if table >= len(pdf) || !bytes.HasPrefix(pdf[table:], []byte("xref\n")) {
		return nil, errors.New("no cross-reference table where it should be")
	}
	f := &File{objects: map[int][]byte{}}
	for i, e := range entry.FindAllSubmatch(pdf[table:], -1) {
		at, _ := strconv.Atoi(string(e[1]))
		head := fmt.Appendf(nil, "%d 0 obj\n", i+1)
		if at >= len(pdf) || !bytes.HasPrefix(pdf[at:], head) {
			return nil, fmt.Errorf("object %d is not at %d", i+1, at)
		}
		end := bytes.Index(pdf[at:], []byte("\nendobj\n"))
		if end < 0 {
			return nil, fmt.Errorf("object %d has no end", i+1)
		}
		f.objects[i+1] = pdf[at+len(head) : at+end]
	}
	catalogue := f.objects[number(root, pdf[table:])]
	f.about(f.objects[number(info, pdf[table:])])
	if l := lang.FindSubmatch(catalogue); l != nil {
		f.Lang = string(l[1])
	}
	if err := f.pages(); err != nil {
		return nil, err
	}
	return f, f.outline(number(outlines, catalogue))
}

// number returns the number that a pattern finds first; 0 if it finds none.
func number(pattern *regexp.Regexp, in []byte) int {
	m := pattern.FindSubmatch(in)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}

func (f *File) about(object []byte) {
	for key, to := range map[string]*string{"/Title ": &f.Title, "/Creator ": &f.Creator, "/CreationDate ": &f.Created} {
		if at := bytes.Index(object, []byte(key+"(")); at >= 0 {
			s, _ := literal(object[at+len(key):])
			*to = text(s)
		}
	}
}

func (f *File) pages() error {
	tree := f.objects[1]
	m := kids.FindSubmatch(tree)
	if m == nil {
		return errors.New("no pages")
	}
	all := box.FindSubmatch(tree)
	for _, k := range ref.FindAllSubmatch(m[1], -1) {
		n, _ := strconv.Atoi(string(k[1]))
		object := f.objects[n]
		size := box.FindSubmatch(object)
		if size == nil {
			size = all
		}
		var p Page
		p.Wide, _ = strconv.ParseFloat(string(size[1]), 64)
		p.High, _ = strconv.ParseFloat(string(size[2]), 64)
		p.Links = len(within.FindAll(object, -1))
		for at := object; ; {
			i := bytes.Index(at, []byte("/URI ("))
			if i < 0 {
				break
			}
			s, rest := literal(at[i+5:])
			p.URLs, at = append(p.URLs, s), rest
		}
		content, err := inflate(f.objects[number(contents, object)])
		if err != nil {
			return fmt.Errorf("object %d: %w", n, err)
		}
		p.Content = content
		p.Words, p.At = words(content)
		f.Pages = append(f.Pages, p)
	}
	return nil
}

func inflate(object []byte) (string, error) {
	head, stream, ok := bytes.Cut(object, []byte("stream\n"))
	if !ok {
		return "", errors.New("no stream")
	}
	stream = bytes.TrimSuffix(stream, []byte("\nendstream"))
	if !bytes.Contains(head, []byte("/FlateDecode")) {
		return string(stream), nil
	}
	r, err := zlib.NewReader(bytes.NewReader(stream))
	if err != nil {
		return "", err
	}
	out, err := io.ReadAll(r)
	return string(out), err
}

var place = regexp.MustCompile(`BT (-?[0-9.]+) (-?[0-9.]+) Td $`)

// words returns the strings that a page shows, but those that say that they stand
// for nothing, and where they are.
func words(content string) (out []string, at []Point) {
	silent := false
	for i := 0; i < len(content); i++ {
		switch {
		case content[i] == '(':
			s, rest := literal([]byte(content[i:]))
			before := content[max(0, i-40):i]
			i = len(content) - len(rest) - 1
			switch after := strings.TrimLeft(string(rest[:min(len(rest), 8)]), " "); {
			case strings.HasPrefix(after, ">> BDC"):
				silent = text(s) == ""
			case strings.HasPrefix(after, "Tj") && !silent:
				var p Point
				if m := place.FindStringSubmatch(before); m != nil {
					p.X, _ = strconv.ParseFloat(m[1], 64)
					p.Y, _ = strconv.ParseFloat(m[2], 64)
				}
				out, at = append(out, text("\xfe\xff"+s)), append(at, p)
			}
		case strings.HasPrefix(content[i:], "EMC"):
			silent = false
		}
	}
	return out, at
}

// literal reads a string in brackets, and returns what comes after it.
func literal(b []byte) (string, []byte) {
	var out []byte
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
			if b[i] == 'r' {
				out = append(out, '\r')
			} else {
				out = append(out, b[i])
			}
		case ')':
			return string(out), b[i+1:]
		default:
			out = append(out, b[i])
		}
	}
	return string(out), nil
}

// text decodes UTF-16, where a string says that it is.
func text(s string) string {
	if !strings.HasPrefix(s, "\xfe\xff") {
		return s
	}
	var units []uint16
	for i := 2; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

// outline reads the entries, which the library writes one after the other before
// their root.
func (f *File) outline(root int) error {
	if root == 0 {
		return nil
	}
	for n := number(regexp.MustCompile(`/First (\d+) 0 R`), f.objects[root]); n < root; n++ {
		object := f.objects[n]
		at := bytes.Index(object, []byte("/Title ("))
		d := dest.FindSubmatch(object)
		if at < 0 || d == nil {
			return fmt.Errorf("object %d is no entry of the outline", n)
		}
		title, _ := literal(object[at+7:])
		e := Entry{Title: text(title)}
		page, _ := strconv.Atoi(string(d[1]))
		e.Page = (page - 1) / 2
		e.Y, _ = strconv.ParseFloat(string(d[2]), 64)
		f.Outline = append(f.Outline, e)
	}
	return nil
}
