package text

import (
	"strings"

	"lindero/report/letters"
)

// markup are the characters that mean something to Markdown, GitHub's extensions
// and HTML anywhere in a line; each may have a backslash before it (GFM, section
// 6.1).
const markup = "\\`*[]<>|~$@"

// inline writes text so that Markdown shows it letter for letter within a line,
// and leaves it as readable as can be: a character is only escaped where it would
// mean something.
func inline(s string) string {
	s = strings.TrimSpace(letters.Clean(s))
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(markup, s[i]) >= 0 || means(s, i) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return letters.Isolate(b.String())
}

// means says of a character that may stand in names whether it means something
// beside those that it has: of emphasis (GFM, section 6.4), an entity (6.2), a link
// of bare text (6.9), an emoji.
func means(s string, i int) bool {
	switch s[i] {
	case '_':
		return !inWord(s, i-1) || !inWord(s, i+1)
	case '&':
		return inWord(s, i+1) || strings.HasPrefix(s[i+1:], "#")
	case ':':
		return strings.HasPrefix(s[i+1:], "//") || !inWord(s, i-1) && inWord(s, i+1)
	case '.':
		return i >= 3 && strings.EqualFold(s[i-3:i], "www")
	}
	return false
}

// line is inline for text that begins a line.
func line(s string) string { return begun(inline(s)) }

// begun keeps what inline has written from being a heading, list or rule, as it
// begins a line (GFM, sections 4.1, 4.2 and 5.2), and from closing a heading at its
// end.
func begun(s string) string {
	digits := strings.TrimLeft(s, "0123456789")
	switch {
	case s == "":
	case strings.IndexByte("#+-=:_", s[0]) >= 0:
		s = "\\" + s
	case len(digits) < len(s) && digits != "" && (digits[0] == '.' || digits[0] == ')'):
		s = s[:len(s)-len(digits)] + "\\" + digits
	}
	if open := strings.TrimRight(s, "#"); open != s && strings.HasSuffix(open, " ") {
		s = open + "\\" + s[len(open):]
	}
	return s
}

// inWord says whether there is a letter or digit of ASCII.
func inWord(s string, i int) bool {
	return i >= 0 && i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z' || s[i] >= '0' && s[i] <= '9')
}
