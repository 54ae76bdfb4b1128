package data

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxProblems is how many problems of a file are listed; the rest are
// counted.
const maxProblems = 50

// Problem is one thing wrong with an input.
type Problem struct {
	File  string // as the user named it
	Where string // feature, row or line; empty for the file as a whole
	Field string // property or column; empty where none is at fault
	What  string // what is wrong
	Mend  string // how to mend it
}

// String returns the problem as one line: where, what is wrong, how to mend
// it.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Where != "" {
		b.WriteString(": " + p.Where)
	}
	if p.Field != "" {
		b.WriteString(": " + p.Field)
	}
	b.WriteString(": " + p.What)
	if p.Mend != "" {
		b.WriteString("; " + p.Mend)
	}
	return b.String()
}

// InputError is all that is wrong with an input.
type InputError struct {
	Problems []Problem // at most 50 a file
	More     int       // how many were found beyond those
}

// Error lists the problems, a line each.
func (e *InputError) Error() string {
	lines := make([]string, 0, len(e.Problems)+1)
	for _, p := range e.Problems {
		lines = append(lines, p.String())
	}
	if e.More > 0 {
		lines = append(lines, fmt.Sprintf("… and %d more", e.More))
	}
	return strings.Join(lines, "\n")
}

// problems collects what is wrong with one file.
type problems struct {
	file string
	list []Problem
	more int
}

func (ps *problems) add(where, field, what, mend string) {
	if len(ps.list) == maxProblems {
		ps.more++
		return
	}
	ps.list = append(ps.list, Problem{legible(ps.file), legible(where), legible(field), legible(what), legible(mend)})
}

// maxText is the longest text of a file that a message quotes, in bytes.
const maxText = 300

// legible makes text of a file fit for a message: not too long, and without
// control characters, which a terminal would obey.
func legible(s string) string {
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "") + "…"
	}
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

func (ps *problems) found() bool { return len(ps.list) > 0 }

// count returns how many problems were found, listed or not.
func (ps *problems) count() int { return len(ps.list) + ps.more }

// join makes one error of the problems of several files; nil for none.
func join(all ...*problems) error {
	e := &InputError{}
	for _, ps := range all {
		e.Problems = append(e.Problems, ps.list...)
		e.More += ps.more
	}
	if len(e.Problems) == 0 {
		return nil
	}
	return e
}

// ids finds ids that are given twice.
type ids map[string]string

// check records an id that stands at where, and reports one met before. No
// id is no id met before.
func (seen ids) check(ps *problems, where, id string) {
	if id == "" {
		return
	}
	if first, ok := seen[id]; ok {
		ps.add(where, "id", fmt.Sprintf("%q is already the id of %s", id, first), "give each its own id")
		return
	}
	seen[id] = where
}

// oneOf writes a choice of codes for a message.
func oneOf[T ~string](codes []T) string { return listed(codes, " or ") }

// allOf writes a list of codes for a message.
func allOf[T ~string](codes []T) string { return listed(codes, " and ") }

func listed[T ~string](codes []T, last string) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = string(c)
	}
	if len(out) < 2 {
		return strings.Join(out, "")
	}
	return strings.Join(out[:len(out)-1], ", ") + last + out[len(out)-1]
}

// sorted returns the keys of a map in order.
func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
