package cql2

import (
	"unicode/utf8"

	"github.com/paulmach/orb"
)

// like makes the condition that a text has a pattern.
func (c *checker) like(n *node) (condition, error) {
	x, err := c.scalar(n.args[0])
	if err != nil {
		return nil, err
	}
	if x.class != textual {
		return nil, c.wrong(n.args[0].at, "name a property of texts", "LIKE looks at texts, and %s is %s", n.args[0], x.class)
	}
	pattern, err := c.scalar(n.args[1])
	if err != nil {
		return nil, err
	}
	if pattern.class != textual || pattern.constant == nil {
		return nil, c.wrong(n.args[1].at, "write a text such as 'San %'; % stands for any letters, _ for one", "%s is no pattern", n.args[1])
	}
	return alike{x, newPattern(pattern.constant.text)}, nil
}

// alike says whether an operand has a pattern.
type alike struct {
	operand
	pattern pattern
}

func (a alike) test(s *subject) truth {
	v, ok := a.value(s)
	if !ok {
		return unknown
	}
	return truthOf(a.pattern.matches(v.text))
}

func (a alike) bounds(bool) []orb.Bound { return nil }

// pattern is a pattern of LIKE: characters, or one of the wildcards.
type pattern []rune

// The wildcards, as runes that no text has.
const (
	anyLetters rune = -1 // %
	anyLetter  rune = -2 // _
)

// newPattern reads a pattern, in which a backslash takes the meaning of the
// character behind it.
func newPattern(s string) pattern {
	var out pattern
	escaped := false
	for _, r := range s {
		switch {
		case escaped:
			escaped = false
		case r == '\\':
			escaped = true
			continue
		case r == '%':
			if n := len(out); n > 0 && out[n-1] == anyLetters {
				continue
			}
			r = anyLetters
		case r == '_':
			r = anyLetter
		}
		out = append(out, r)
	}
	if escaped { // a backslash at the end has nothing to escape
		out = append(out, '\\')
	}
	return out
}

// matches reports whether a text has the pattern. Of the % that have been met
// only the last is ever tried again, so that the time is at most that of the
// text's length squared, whatever the pattern.
func (p pattern) matches(s string) bool {
	i, again, from := 0, -1, 0 // in the pattern; behind its last %; where that was last tried
	for j := 0; j < len(s); {
		r, size := utf8.DecodeRuneInString(s[j:])
		switch {
		case i < len(p) && p[i] == anyLetters:
			i++
			again, from = i, j
		case i < len(p) && (p[i] == r || p[i] == anyLetter):
			i++
			j += size
		case again >= 0:
			_, size := utf8.DecodeRuneInString(s[from:])
			from += size
			i, j = again, from
		default:
			return false
		}
	}
	return i == len(p) || i == len(p)-1 && p[i] == anyLetters
}
