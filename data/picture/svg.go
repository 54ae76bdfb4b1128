package picture

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// canvas is what is drawn, as text of SVG.
type canvas struct{ bytes.Buffer }

// point is a place of the picture, in pixels.
type point struct{ x, y float64 }

// px writes pixels, to a hundredth.
func px(v float64) string {
	s := strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

// escaped writes text as XML wants it.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes all
	return b.String()
}

// open begins a group of a class, with a tooltip if there is one.
func (c *canvas) open(class, tooltip string) {
	fmt.Fprintf(c, `<g class="%s">`, class)
	if tooltip != "" {
		fmt.Fprintf(c, `<title>%s</title>`, escaped(tooltip))
	}
}

func (c *canvas) close() { c.WriteString("</g>\n") }

// path draws what data says; nothing where it says nothing.
func (c *canvas) path(class, data string) {
	if data != "" {
		fmt.Fprintf(c, `<path class="%s" d="%s"/>`, class, data)
	}
}

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	c.path(class, "M"+px(x1)+" "+px(y1)+"L"+px(x2)+" "+px(y2))
}

func (c *canvas) rect(class string, x, y, wide, high float64) {
	fmt.Fprintf(c, `<rect class="%s" x="%s" y="%s" width="%s" height="%s"/>`, class, px(x), px(y), px(wide), px(high))
}

// text writes words from a place on: anchored at their start, middle or end.
func (c *canvas) text(class, anchor string, x, y float64, words string) {
	c.turned(class, anchor, x, y, 0, words)
}

// turned writes words at an angle, in degrees clockwise.
func (c *canvas) turned(class, anchor string, x, y, deg float64, words string) {
	if words == "" {
		return
	}
	fmt.Fprintf(c, `<text class="%s" x="%s" y="%s"`, class, px(x), px(y))
	if anchor != "start" {
		fmt.Fprintf(c, ` text-anchor="%s"`, anchor)
	}
	if deg != 0 {
		fmt.Fprintf(c, ` transform="rotate(%s %s %s)"`, px(deg), px(x), px(y))
	}
	fmt.Fprintf(c, `>%s</text>`, escaped(words))
}

// pathOf writes lines as the data of a path, without what does not show.
func pathOf(lines [][]point) string {
	var b strings.Builder
	for _, line := range lines {
		for i, p := range line {
			if i == 0 {
				b.WriteByte('M')
			} else {
				b.WriteByte('L')
			}
			b.WriteString(px(p.x) + " " + px(p.y))
		}
	}
	return b.String()
}

// dots writes places as the data of a path that round ends make dots of, so
// that they grow no faster than lines where the picture is enlarged.
func dots(at []point) string {
	var b strings.Builder
	for _, p := range at {
		b.WriteString("M" + px(p.x) + " " + px(p.y) + "h.01")
	}
	return b.String()
}

// widthPx is about how wide words are, in DejaVu Sans, which is wider than most
// others.
func widthPx(words string, sizePx float64) float64 {
	em := 0.0
	for _, r := range words {
		switch {
		case strings.ContainsRune("iljI|.,:;'!()[] ·", r):
			em += 0.36
		case strings.ContainsRune("ftr/-", r):
			em += 0.41
		case strings.ContainsRune("mwMW%—→", r):
			em += 0.95
		case r >= 'A' && r <= 'Z':
			em += 0.7
		case r >= 0x1100:
			em++
		default:
			em += 0.63
		}
	}
	return em * sizePx
}

// fitting returns as much of words as fits a width; nothing where that is too
// little to know them by.
func fitting(words string, sizePx, wide float64) string {
	if widthPx(words, sizePx) <= wide {
		return words
	}
	runes := []rune(words)
	for n := len(runes) - 1; n >= 4; n-- {
		short := strings.TrimRight(string(runes[:n]), " ,–-(") + "…"
		if widthPx(short, sizePx) <= wide {
			return short
		}
	}
	return ""
}

// middle returns as much of a name as fits a width, its middle being left out: of
// a row of places the ends of their names tell them apart.
func middle(words string, sizePx, wide float64) string {
	runes := []rune(words)
	short := words
	for n := len(runes) - 1; widthPx(short, sizePx) > wide && n > 1; n-- {
		short = strings.TrimRight(string(runes[:n-n/2]), " ,–-(") + "…" + string(runes[len(runes)-n/2:])
	}
	return short
}

// wrapped breaks words into lines of a width.
func wrapped(words string, sizePx, wide float64) []string {
	var lines []string
	line := ""
	for _, w := range strings.Fields(words) {
		longer := strings.TrimSpace(line + " " + w)
		if line != "" && widthPx(longer, sizePx) > wide {
			lines, longer = append(lines, line), w
		}
		line = longer
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
