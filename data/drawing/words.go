package drawing

import (
	"strings"
	"unicode"
)

// ems are how wide the letters of ASCII are, in hundredths of their size: whole
// numbers, whose sum is the same in whatever order letters are measured.
var ems = func() (out [128]int) {
	for r := range out {
		switch letter := rune(r); {
		case strings.ContainsRune("iljI|.,:;'!()[] ", letter):
			out[r] = 36
		case strings.ContainsRune("ftr/-", letter):
			out[r] = 41
		case strings.ContainsRune("mwMW%", letter):
			out[r] = 95
		case letter >= 'A' && letter <= 'Z':
			out[r] = 70
		default:
			out[r] = 63
		}
	}
	return out
}()

func em(r rune) int {
	switch {
	case r < 128:
		return ems[max(r, 0)]
	case r == '·':
		return 36
	case r == '—' || r == '→':
		return 95
	case unicode.Is(unicode.Mn, r):
		return 0
	case r >= 0x1100:
		return 100
	}
	return 63
}

// WidthPx is about how wide words are, in DejaVu Sans, which is wider than most
// others.
func WidthPx(words string, sizePx float64) float64 {
	return pxOf(emsOf(words), sizePx)
}

func emsOf(words string) (sum int) {
	for _, r := range words {
		sum += em(r)
	}
	return sum
}

func pxOf(ems int, sizePx float64) float64 { return float64(ems) / 100 * sizePx }

// Fitting returns as much of words as fits a width; nothing where that is too
// little to know them by.
func Fitting(words string, sizePx, wide float64) string {
	if WidthPx(words, sizePx) <= wide {
		return words
	}
	const least = 4
	n, sum := 0, em('…')
	runes := []rune(words)
	for n < len(runes) && pxOf(sum+em(runes[n]), sizePx) <= wide {
		sum += em(runes[n])
		n++
	}
	if n < least {
		return ""
	}
	return trimmed(runes[:n]) + "…"
}

func trimmed(runes []rune) string { return strings.TrimRight(string(runes), " ,–-(") }

// Abridged returns as much of a name as fits a width, its middle being left out:
// of a row of places the ends of their names tell them apart. A letter at least
// is left of each end.
func Abridged(words string, sizePx, wide float64) string {
	if WidthPx(words, sizePx) <= wide {
		return words
	}
	runes := []rune(words)
	const most = 1000 // letters of a name; no width has room for more
	if len(runes) > most {
		runes = append(append(make([]rune, 0, most), runes[:most/2]...), runes[len(runes)-most/2:]...)
	}
	short := words
	for n := len(runes) - 1; n > 1 && WidthPx(short, sizePx) > wide; n-- {
		short = trimmed(runes[:n-n/2]) + "…" + string(runes[len(runes)-n/2:])
	}
	return short
}

// Wrapped breaks words into lines of a width: between words, and within one that
// is longer than a line.
func Wrapped(words string, sizePx, wide float64) []string {
	var lines []string
	line, lineEms := "", 0
	for _, w := range strings.Fields(words) {
		for _, w := range pieces(w, sizePx, wide) {
			wordEms := emsOf(w)
			switch {
			case line == "":
				line, lineEms = w, wordEms
			case pxOf(lineEms+ems[' ']+wordEms, sizePx) > wide:
				lines = append(lines, line)
				line, lineEms = w, wordEms
			default:
				line, lineEms = line+" "+w, lineEms+ems[' ']+wordEms
			}
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// pieces cuts a word that is longer than a line.
func pieces(word string, sizePx, wide float64) []string {
	if WidthPx(word, sizePx) <= wide {
		return []string{word}
	}
	var out []string
	from, sum := 0, 0
	for i, r := range word {
		if sum += em(r); pxOf(sum, sizePx) > wide && i > from {
			out = append(out, word[from:i])
			from, sum = i, em(r)
		}
	}
	return append(out, word[from:])
}
