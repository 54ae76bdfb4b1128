package cql2

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// token is a word of CQL2 Text.
type token struct {
	kind   tokenKind
	text   string // of a name or text what it says, else as it stands
	number float64
	at     int // offset in bytes
}

type tokenKind int

const (
	endToken    tokenKind = iota
	nameToken             // a property, keyword or function
	quotedToken           // a property in double quotes
	textToken             // 'text'
	numberToken           // without sign
	symbolToken           // ( ) , = <> < <= > >= + - * / % ^
)

// is reports whether the token is a symbol or, in letters of any case, a keyword.
func (t token) is(word string) bool {
	return t.kind == symbolToken && t.text == word || t.kind == nameToken && strings.EqualFold(t.text, word)
}

// String returns how an error names the token.
func (t token) String() string {
	if t.kind == textToken {
		return "'" + shorten(t.text) + "'"
	}
	return strconv.Quote(shorten(t.text))
}

// lex cuts a text into tokens, the last of which is the end.
func lex(src source) ([]token, error) {
	var out []token
	s := src.text
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		t := token{at: i}
		next, err := i+size, error(nil)
		switch {
		case isSpace(r):
			i = next
			continue
		case r == '\'':
			t.kind = textToken
			t.text, next, err = lexText(src, i)
		case r == '"':
			t.kind = quotedToken
			t.text, next, err = lexQuoted(src, i)
		case isDigit(s, i) || r == '.' && isDigit(s, i+1):
			t.kind = numberToken
			t.text, t.number, next, err = lexNumber(src, i)
		case isNameStart(r):
			t.kind = nameToken
			next = endOfName(s, i)
			t.text = s[i:next]
		default:
			t.kind = symbolToken
			t.text, err = lexSymbol(src, i)
			next = i + len(t.text)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, t)
		i = next
	}
	return append(out, token{kind: endToken, at: len(s)}), nil
}

// escapes are what follows a backslash in a text, and what it stands for
// (requirement /req/cql2-text/escaping). Before any other character a backslash
// is one, so that \% and \_ reach LIKE.
var escapes = map[byte]byte{'\'': '\'', '\\': '\\', 'a': 7, 'b': 8, 't': 9, 'n': 10, 'v': 11, 'f': 12, 'r': 13}

// lexText reads a text from its quote on.
func lexText(src source, from int) (string, int, error) {
	var b strings.Builder
	s := src.text
	for i := from + 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\'' && i+1 < len(s) && s[i+1] == '\'':
			i++
			b.WriteByte(c)
		case c == '\'':
			return b.String(), i + 1, nil
		case c == '\\' && i+1 < len(s) && escapes[s[i+1]] != 0:
			i++
			b.WriteByte(escapes[s[i]])
		default:
			b.WriteByte(c)
		}
	}
	return "", 0, src.wrong(place{offset: from}, "put ' after the text; a ' in the text is written ''", "this text does not end")
}

// lexQuoted reads a name from its double quote on.
func lexQuoted(src source, from int) (string, int, error) {
	var b strings.Builder
	s := src.text
	for i := from + 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' && i+1 < len(s) && s[i+1] == '"':
			i++
			b.WriteByte(c)
		case c == '"' && b.Len() == 0:
			return "", 0, src.wrong(place{offset: from}, "write a property between the quotes", "this name is empty")
		case c == '"':
			return b.String(), i + 1, nil
		default:
			b.WriteByte(c)
		}
	}
	return "", 0, src.wrong(place{offset: from}, `put " after the name`, "this name does not end")
}

// lexNumber reads a number without a sign.
func lexNumber(src source, from int) (string, float64, int, error) {
	s := src.text
	digits := func(i int) int {
		for isDigit(s, i) {
			i++
		}
		return i
	}
	i := digits(from)
	if i < len(s) && s[i] == '.' {
		i = digits(i + 1)
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if isDigit(s, j) {
			i = digits(j)
		}
	}
	if r, _ := utf8.DecodeRuneInString(s[i:]); i < len(s) && (isNameStart(r) || r == '.') {
		end := max(endOfName(s, i), i+1)
		return "", 0, 0, src.wrong(place{offset: from}, "write a number as -12.5 or 1e3; a name that begins with a digit stands in double quotes",
			"%q is no number", shorten(s[from:end]))
	}
	n, err := strconv.ParseFloat(s[from:i], 64)
	if err != nil || math.IsInf(n, 0) {
		return "", 0, 0, src.wrong(place{offset: from}, "write a smaller one", "%q is too large a number", shorten(s[from:i]))
	}
	return s[from:i], n, i, nil
}

func lexSymbol(src source, from int) (string, error) {
	s := src.text[from:]
	for _, symbol := range []string{"<>", "<=", ">=", "(", ")", ",", "=", "<", ">", "+", "-", "*", "/", "%", "^"} {
		if strings.HasPrefix(s, symbol) {
			return symbol, nil
		}
	}
	r, _ := utf8.DecodeRuneInString(s)
	mend := "leave it out; texts stand in '…', names with such characters in double quotes"
	if r == '!' {
		mend = "write <> for not equal, NOT for not"
	}
	return "", src.wrong(place{offset: from}, mend, "%q has no meaning here", r)
}

func isDigit(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }

// isSpace follows the rule whitespace of the standard's grammar.
func isSpace(r rune) bool {
	switch r {
	case 9, 10, 11, 12, 13, ' ', 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}

// nameStarts are the characters that the rule identifierStart names.
var nameStarts = [][2]rune{{':', ':'}, {'_', '_'}, {'A', 'Z'}, {'a', 'z'}, {0xc0, 0xd6}, {0xd8, 0xf6}, {0xf8, 0x2ff},
	{0x370, 0x37d}, {0x37f, 0x1ffe}, {0x200c, 0x200d}, {0x2070, 0x218f}, {0x2c00, 0x2fef}, {0x3001, 0xd7ff},
	{0xf900, 0xfdcf}, {0xfdf0, 0xfffd}, {0x10000, 0xeffff}}

// nameParts are those that the rule identifierPart has beside.
var nameParts = [][2]rune{{'.', '.'}, {'0', '9'}, {0x300, 0x36f}, {0x203f, 0x2040}}

func isNameStart(r rune) bool { return inRanges(r, nameStarts) && !isSpace(r) }

func inRanges(r rune, ranges [][2]rune) bool {
	for _, x := range ranges {
		if x[0] <= r && r <= x[1] {
			return true
		}
	}
	return false
}

func endOfName(s string, from int) int {
	for i, r := range s[from:] {
		if !isNameStart(r) && !inRanges(r, nameParts) {
			return from + i
		}
	}
	return len(s)
}
