package xlsx

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// maxName is how many UTF-16 units the name of a sheet may have.
const maxName = 31

// names are the names of sheets that are taken, in small letters.
type names map[string]bool

// take makes a name for a sheet of a title: without the signs that names must
// not have, not too long, and unlike all others. Where nothing is left of the
// title it is that of the id.
func (n *names) take(title, id string) string {
	base := nameOf(title)
	if base == "" {
		base = nameOf(id)
	}
	if base == "" {
		base = "–"
	}
	name := cut(base, maxName)
	for i := 2; (*n)[strings.ToLower(name)]; i++ {
		suffix := fmt.Sprintf(" (%d)", i)
		name = cut(base, maxName-len(suffix)) + suffix
	}
	if *n == nil {
		*n = names{}
	}
	(*n)[strings.ToLower(name)] = true
	return name
}

// nameOf is a title without signs that the name of a sheet must not have, or
// that formulas which name the sheet would have to spell otherwise. "History" is
// Excel's own.
func nameOf(title string) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`[]:*?/\`, r), unicode.IsSpace(r):
			return ' '
		case r == '\'':
			return '’'
		case !unicode.IsPrint(r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, clean(title))
	s = strings.Join(strings.Fields(s), " ")
	if strings.EqualFold(s, "history") {
		s += " –"
	}
	return s
}

// cut is a text of at most so many UTF-16 units; one that was longer ends in "…".
func cut(s string, units int) string {
	if len(s) <= units { // bytes are never fewer than units
		return s
	}
	n, end := 0, 0 // end: where the text with one unit to spare ends
	for i, r := range s {
		if n <= units-1 {
			end = i
		}
		if n += utf16.RuneLen(r); n > units {
			return s[:end] + "…"
		}
	}
	return s
}
