package paper

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"lindero/data/drawing"
)

const (
	drawStart = drawing.Start
	drawEnd   = drawing.End
)

// Lines breaks readable words into lines of a width: at newlines and spaces, then
// after hyphens and strokes, and at last within what is longer than a line.
func Lines(words string, f Font, wide float64) []string {
	wide += 1e-6 // sums of widths differ by how they were added up
	var lines []string
	for _, part := range strings.Split(words, "\n") {
		line := ""
		for _, word := range strings.FieldsFunc(part, func(r rune) bool { return r == ' ' }) {
			longer := word
			if line != "" {
				longer = line + " " + word
			}
			if Width(longer, f) <= wide {
				line = longer
				continue
			}
			if line != "" && Width(word, f) <= wide {
				lines, line = append(lines, line), word
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			pieces := broken(word, f, wide)
			lines = append(lines, pieces[:len(pieces)-1]...)
			line = pieces[len(pieces)-1]
		}
		lines = append(lines, line)
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// broken breaks a word that is wider than a line.
func broken(word string, f Font, wide float64) []string {
	var out []string
	for len(word) > 0 {
		end, good, sum := 0, 0, 0.0
		for i, r := range word {
			w := Width(string(r), f)
			if i > 0 && sum+w > wide && !unicode.Is(unicode.M, r) {
				break
			}
			sum += w
			end = i + utf8.RuneLen(r)
			if strings.ContainsRune("-–—/,;:._", r) {
				good = end
			}
		}
		if end == len(word) {
			good = end
		}
		if good*3 < end {
			good = end
		}
		out, word = append(out, word[:good]), word[good:]
	}
	return out
}

// Put writes one line of words at a place of the last page: y is their base line,
// and anchor says which part of them stands at x. Words that cannot be written
// read as Readable says, and the document says what that means.
func (d *Doc) Put(x, y float64, anchor drawing.Anchor, words string, f Font) {
	words, whole := Readable(words)
	if !whole {
		d.last().lost = true
	}
	d.last()
	d.put(x, y, anchor, strings.ReplaceAll(words, "\n", " "), f)
}

// put writes readable words.
func (d *Doc) put(x, y float64, anchor drawing.Anchor, words string, f Font) {
	if words == "" || d.err != nil {
		return
	}
	switch anchor {
	case drawing.Middle:
		x -= Width(words, f) / 2
	case drawing.End:
		x -= Width(words, f)
	}
	if !d.fonted || f != d.font {
		if !d.fonted || f.Colour != d.font.Colour {
			d.pdf.RawWriteStr(colour(f.Colour, false))
		}
		d.setFont(f)
		d.font, d.fonted = f, true
	}
	d.pdf.Text(x, d.down(y), words)
}

func (d *Doc) setFont(f Font) {
	style := ""
	if f.Bold {
		style = "B"
	}
	d.pdf.SetFont(family, style, f.SizePt)
}

// colour says in the language of pages that lines or areas have a colour.
func colour(rgb string, lines bool) string {
	r, g, b := channels(rgb)
	op := " rg"
	if lines {
		op = " RG"
	}
	return num(r) + " " + num(g) + " " + num(b) + op
}

// channels reads #rrggbb and #rgb; all else is black.
func channels(rgb string) (r, g, b float64) {
	hex := strings.TrimPrefix(rgb, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	v, err := strconv.ParseUint(hex, 16, 24)
	if err != nil || len(hex) != 6 {
		return 0, 0, 0
	}
	return float64(v>>16) / 255, float64(v>>8&255) / 255, float64(v&255) / 255
}

// num writes a number of a page, to a thousandth.
func num(v float64) string {
	s := strconv.FormatFloat(v, 'f', 3, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

// Stroke draws a line on the last page.
func (d *Doc) Stroke(x1, y1, x2, y2, wide float64, rgb string) {
	h := d.high()
	d.raw("q " + num(wide) + " w " + colour(rgb, true) + " " + num(x1) + " " + num(h-y1) + " m " + num(x2) + " " + num(h-y2) + " l S Q")
}

// Fill fills a rectangle of the last page.
func (d *Doc) Fill(x, y, wide, high float64, rgb string) {
	d.raw("q " + colour(rgb, false) + " " + num(x) + " " + num(d.high()-y-high) + " " + num(wide) + " " + num(high) + " re f Q")
}

// raw writes in the language of pages, on the page that the library is at.
func (d *Doc) raw(ops string) {
	d.last()
	d.pdf.RawWriteStr(ops)
}

// high is the height of the page that the library is at.
func (d *Doc) high() float64 {
	d.last()
	return d.pages[d.pdf.PageNo()-1].high
}

// down is how far down a place is as the library reckons, which takes all pages to
// be as high as the last.
func (d *Doc) down(y float64) float64 { return y + d.last().high - d.high() }

// Paragraph writes words over the width of the page from Y on, line by line and on
// further pages where need be. No line stands alone on a page.
func (d *Doc) Paragraph(words string, f Font) {
	d.Column(d.Room().Left, d.Room().Wide(), words, f)
}

// Column writes words as Paragraph does, from x on in lines of a width.
func (d *Doc) Column(x, wide float64, words string, f Font) {
	words, whole := Readable(words)
	lines := Lines(words, f, wide)
	for i, line := range lines {
		need := 1
		switch {
		case i == 0 && len(lines) == 3:
			need = 3
		case i == 0 && len(lines) > 1, len(lines)-i == 2:
			need = 2
		}
		d.Need(float64(need) * f.Height())
		if !whole {
			d.last().lost, whole = true, true
		}
		d.put(x, d.Y+f.SizePt, drawing.Start, line, f)
		d.Y += f.Height()
	}
}

// Heading writes a heading with its bookmark, and keeps so much room with it.
func (d *Doc) Heading(level int, title string, f Font, keep float64) {
	d.Skip(f.SizePt * 0.9)
	readable, _ := Readable(title)
	d.Need(float64(len(Lines(readable, f, d.Room().Wide())))*f.Height() + keep)
	d.Bookmark(level, title)
	d.Paragraph(title, f)
	d.Y += f.SizePt * 0.3
}
