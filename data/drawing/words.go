package drawing

import (
	"strings"
	"unicode"
)

// ems are how wide the letters of ASCII are, in parts of their size.
var ems = func() (out [128]float64) {
	for r := range out {
		switch letter := rune(r); {
		case strings.ContainsRune("iljI|.,:;'!()[] ", letter):
			out[r] = 0.36
		case strings.ContainsRune("ftr/-", letter):
			out[r] = 0.41
		case strings.ContainsRune("mwMW%", letter):
			out[r] = 0.95
		case letter >= 'A' && letter <= 'Z':
			out[r] = 0.7
		default:
			out[r] = 0.63
		}
	}
	return out
}()

func em(r rune) float64 {
	switch {
	case r < 128:
		return ems[max(r, 0)]
	case r == '·':
		return 0.36
	case r == '—' || r == '→':
		return 0.95
	case unicode.Is(unicode.Mn, r):
		return 0
	case r >= 0x1100:
		return 1
	}
	return 0.63
}

// WidthPx is about how wide words are, in DejaVu Sans, which is wider than most
// others.
func WidthPx(words string, sizePx float64) float64 {
	sum := 0.0
	for _, r := range words {
		sum += em(r)
	}
	return sum * sizePx
}

// Fitting returns as much of words as fits a width; nothing where that is too
// little to know them by.
func Fitting(words string, sizePx, wide float64) string {
	if WidthPx(words, sizePx) <= wide {
		return words
	}
	const least = 4
	n, sum := 0, em('…')
	runes := []rune(words)
	for n < len(runes) && (sum+em(runes[n]))*sizePx <= wide {
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
	line, linePx := "", 0.0
	spacePx := ems[' '] * sizePx
	for _, w := range strings.Fields(words) {
		for _, w := range pieces(w, sizePx, wide) {
			wordPx := WidthPx(w, sizePx)
			switch {
			case line == "":
				line, linePx = w, wordPx
			case linePx+spacePx+wordPx > wide:
				lines = append(lines, line)
				line, linePx = w, wordPx
			default:
				line, linePx = line+" "+w, linePx+spacePx+wordPx
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
	from, sum := 0, 0.0
	for i, r := range word {
		if sum += em(r); sum*sizePx > wide && i > from {
			out = append(out, word[from:i])
			from, sum = i, em(r)
		}
	}
	return append(out, word[from:])
}
