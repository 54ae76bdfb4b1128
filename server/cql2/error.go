package cql2

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"lindero/planner/spelling"
	"lindero/server/problem"
)

// Error is what is wrong with a filter, where, and how to mend it.
type Error struct {
	Position int    // in the text, in characters from 1; 0 in JSON that can be read as JSON
	Pointer  string // into JSON, a JSON pointer (RFC 6901); empty: the whole, or a text
	What     string
	Mend     string
}

// Error returns what is wrong, where, and how to mend it, in one line.
func (e *Error) Error() string {
	where := ""
	switch {
	case e.Position > 0:
		where = fmt.Sprintf("character %d of the filter: ", e.Position)
	case e.Pointer != "":
		where = fmt.Sprintf("%s of the filter: ", e.Pointer)
	}
	return where + e.What + "; " + e.Mend
}

// source is a filter as it was given.
type source struct {
	text string
	json bool
}

// place is where in a filter something is.
type place struct {
	offset  int    // of a text, in bytes
	pointer string // of JSON
}

func (s source) wrong(at place, mend, what string, args ...any) *Error {
	e := &Error{Pointer: at.pointer, What: fmt.Sprintf(what, args...), Mend: mend}
	if !s.json {
		e.Position = utf8.RuneCountInString(s.text[:at.offset]) + 1
	}
	return e
}

// maxNamed is how many names an error suggests.
const maxNamed = 8

// instead says which of the known names may have been meant: those that are
// near, else some of all.
func instead(name string, known []string) string {
	slices.Sort(known)
	if near := spelling.Near(name, known); len(near) > 0 {
		return "write " + oneOf(near)
	}
	if len(known) == 0 {
		return "leave it out: there are none"
	}
	return "write " + oneOf(known)
}

// oneOf lists names: "a, b or c".
func oneOf(names []string) string {
	if n := len(names); n > maxNamed {
		return strings.Join(names[:maxNamed], ", ") + fmt.Sprintf(" or one of %d others", n-maxNamed)
	}
	return problem.OneOf(names)
}

// shorten cuts a text that is quoted in an error.
func shorten(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
