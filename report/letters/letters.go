// Package letters makes text fit to stand in a report, whatever was typed into a
// scenario as a name: any script, any length, no matter what characters.
package letters

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// Clean returns s as one line that every form of a report can hold and nobody is
// deceived by:
//
//   - what is no UTF-8, NUL and code points that no character has become U+FFFD;
//   - control characters, and what breaks lines (CR, LF, TAB, U+2028 and others),
//     become spaces;
//   - characters that turn the order of what follows (U+202A to U+202E, and
//     isolates, U+2066 to U+2069, of which one that is not closed turns all to the
//     end of the line) are left out, so that no name turns the words beside it.
//     Names in Hebrew and Arabic need none.
//
// Text without any of these is returned as it is, without an allocation.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == 0, r == utf8.RuneError, r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
			return utf8.RuneError
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		case unicode.IsControl(r), r == 0x2028, r == 0x2029:
			return ' '
		}
		return r
	}, s)
}

// plain says of most text that nothing is to be done.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0x20, c == 0x7f:
			return false
		case c >= 0x80:
			return plainRunes(s[i:])
		}
	}
	return true
}

func plainRunes(s string) bool {
	for _, r := range s {
		switch {
		case r < 0x20, r >= 0x7f && r <= 0x9f, r >= 0x2028 && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == utf8.RuneError, r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
			return false
		}
	}
	return true
}

// CleanLines is Clean for forms that have text of several lines: line feeds stay,
// and CR LF, and CR alone, become one.
func CleanLines(s string) string {
	if plain(s) {
		return s
	}
	lines := strings.Split(lineEnds.Replace(s), "\n")
	for i := range lines {
		lines[i] = Clean(lines[i])
	}
	return strings.Join(lines, "\n")
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// Formula reports whether a spreadsheet would take text for a formula: where it
// begins with =, +, - or @, also as wide characters, and behind spaces (OWASP, CSV
// Injection).
func Formula(s string) bool {
	begin, _ := utf8.DecodeRuneInString(strings.TrimSpace(s))
	return strings.ContainsRune("=+-@＝＋－＠", begin) && begin != utf8.RuneError
}

// Harmless returns text as tables for spreadsheets can have it: clean, and, where it
// would be taken for a formula, with an apostrophe before it, as OWASP advises.
func Harmless(s string) string {
	if s = Clean(s); Formula(s) {
		return "'" + s
	}
	return s
}

// The marks around text of another direction (Unicode Bidirectional Algorithm,
// UAX #9, section 2.4): what is between does not turn what is beside.
const (
	isolate = "\u2068" // FIRST STRONG ISOLATE
	release = "\u2069" // POP DIRECTIONAL ISOLATE
)

// Isolate puts such marks around text that has letters written from right to
// left, for forms that have no other means (HTML has dir="auto").
func Isolate(s string) string {
	for _, r := range s {
		if r < 0x590 { // Hebrew is the first
			continue
		}
		p, _ := bidi.LookupRune(r)
		if c := p.Class(); c == bidi.R || c == bidi.AL {
			return isolate + s + release
		}
	}
	return s
}
