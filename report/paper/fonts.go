package paper

import (
	"math"
	"strings"
	"sync"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// shaped are scripts whose letters change by their neighbours, or run from right
// to left: put down one by one they would be wrong, whatever letters a font has.
// Of scripts that the fonts lack nothing has to be said.
var shaped = []*unicode.RangeTable{
	unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Lao, unicode.Thai,
	unicode.Mongolian, unicode.Khmer, unicode.Myanmar, unicode.Tibetan,
}

// typeface is what is known of both fonts.
type typeface struct {
	regular, bold []byte // TrueType, with the letters that can be written only
	// widths are those of letters, in thousandths of the size, regular and bold. Of
	// what cannot be written they are negative.
	widths [2][1 << 16]int16
}

// typefaces are made once in a process: fonts as they come, with all their
// letters, take four times as long to read for every document.
var typefaces = sync.OnceValues(func() (*typeface, error) {
	t := &typeface{}
	for i, ttf := range [][]byte{dejavusanscondensed.TTF, dejavusanscondensedbold.TTF} {
		if err := measure(ttf, &t.widths[i]); err != nil {
			return nil, err
		}
	}
	var letters strings.Builder
	for r := range t.widths[0] {
		if t.widths[0][r] >= 0 && t.widths[1][r] >= 0 {
			letters.WriteRune(rune(r))
			continue
		}
		t.widths[0][r], t.widths[1][r] = -1, -1
	}
	t.regular = fpdf.UTF8CutFont(dejavusanscondensed.TTF, letters.String())
	t.bold = fpdf.UTF8CutFont(dejavusanscondensedbold.TTF, letters.String())
	return t, nil
})

// measure looks up the widths of what a font can write of the basic plane, which
// is all that the library can put in a file.
func measure(ttf []byte, widths *[1 << 16]int16) error {
	font, err := sfnt.Parse(ttf)
	if err != nil {
		return err
	}
	var b sfnt.Buffer
	em := float64(font.UnitsPerEm())
	for i := range widths {
		widths[i] = -1
		r := rune(i)
		if !unicode.IsGraphic(r) || unicode.Is(unicode.Co, r) || unicode.In(r, shaped...) || unicode.Is(unicode.Variation_Selector, r) {
			continue
		}
		glyph, err := font.GlyphIndex(&b, r)
		if err != nil {
			return err
		}
		if glyph == 0 {
			continue
		}
		advance, err := font.GlyphAdvance(&b, glyph, fixed.I(int(em)), 0)
		if err != nil {
			return err
		}
		widths[i] = int16(math.Round(float64(advance) / 64 * 1000 / em))
	}
	return nil
}

// Lacking is what stands in place of words that cannot be written.
const Lacking = "?"

// Readable returns text as a PDF can have it. Words of scripts that the fonts
// lack, or that need more than letters put side by side (Arabic, Hebrew, Hindi,
// Thai, …), become one Lacking each, never boxes or wrong letters, and whole is
// false. Marks that only steer how text runs are left out; blanks of all kinds,
// but newlines, become spaces.
func Readable(text string) (readable string, whole bool) {
	t, err := typefaces()
	if err != nil || plain(text) {
		return text, err == nil
	}
	var b strings.Builder
	whole = true
	lacking, blanks := false, ""
	for _, r := range norm.NFC.String(text) {
		switch {
		case r == '\n':
		case unicode.IsSpace(r) || unicode.IsControl(r):
			if r != ' ' && r != '\u00a0' && r != '\u202f' {
				r = ' '
			}
			if lacking { // perhaps within a name
				blanks += string(r)
				continue
			}
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r):
			continue
		case r > 0xffff || t.widths[0][r] < 0:
			if !lacking {
				b.WriteString(Lacking)
			}
			lacking, blanks, whole = true, "", false
			continue
		case lacking && blanks == "" && unicode.Is(unicode.M, r):
			continue
		}
		b.WriteString(blanks)
		b.WriteRune(r)
		lacking, blanks = false, ""
	}
	b.WriteString(blanks)
	return b.String(), whole
}

// Or returns a name if all of it can be written, and else a second choice, such as
// an id.
func Or(name, second string) string {
	if _, whole := Readable(name); whole {
		return name
	}
	return second
}

// plain reports whether text is of letters that any font has.
func plain(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < ' ' && c != '\n') || c > '~' {
			return false
		}
	}
	return true
}

// Font is how words look.
type Font struct {
	SizePt float64
	Bold   bool
	Colour string // #rrggbb; empty is black
}

// Width returns how wide a line of readable words is, in points.
func Width(words string, f Font) float64 {
	t, err := typefaces()
	if err != nil {
		return 0
	}
	widths := &t.widths[0]
	if f.Bold {
		widths = &t.widths[1]
	}
	sum := 0
	for _, r := range words {
		if r <= 0xffff && widths[r] > 0 {
			sum += int(widths[r])
		}
	}
	return float64(sum) * f.SizePt / 1000
}

// Height is how far lines of a font are apart, in points.
func (f Font) Height() float64 { return f.SizePt * 1.3 }
