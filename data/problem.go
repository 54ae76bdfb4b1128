package data

import (
	"fmt"
	"slices"
	"strings"
)

// maxProblems is how many problems of a file are listed; the rest are
// counted.
const maxProblems = 50

// Problem is one thing wrong with an input.
type Problem struct {
	File  string  // as the user named it
	Where Message // feature, row or line; empty for the file as a whole
	Field string  // property or column; empty where none is at fault
	Part  Message // of the field, such as a vertex; empty for all of it
	What  Message // what is wrong
	Mend  Message // how to mend it
}

// String returns the problem in English as one line: where, what is wrong,
// how to mend it.
func (p Problem) String() string { return p.In(fmt.Sprintf) }

// In returns the problem as one line in the language of write.
func (p Problem) In(write Writer) string {
	var b strings.Builder
	b.WriteString(p.File)
	if !p.Where.none() {
		b.WriteString(": " + p.Where.In(write))
	}
	if p.Field != "" {
		b.WriteString(": " + p.Field)
	}
	if !p.Part.none() {
		b.WriteString(" " + p.Part.In(write))
	}
	b.WriteString(": " + p.What.In(write))
	if !p.Mend.none() {
		b.WriteString("; " + p.Mend.In(write))
	}
	return b.String()
}

// InputError is all that is wrong with an input.
type InputError struct {
	Problems []Problem // at most 50 a file
	More     int       // how many were found beyond those
}

// Error lists the problems in English, a line each.
func (e *InputError) Error() string { return e.In(fmt.Sprintf) }

// In lists the problems in the language of write, a line each.
func (e *InputError) In(write Writer) string {
	lines := make([]string, 0, len(e.Problems)+1)
	for _, p := range e.Problems {
		lines = append(lines, p.In(write))
	}
	if e.More > 0 {
		lines = append(lines, say("… and %d more", e.More).In(write))
	}
	return strings.Join(lines, "\n")
}

// problems collects what is wrong with one file.
type problems struct {
	file       string
	list       []Problem
	more       int
	mayBeEmpty bool // no feature is no problem
}

func (ps *problems) add(where Message, field string, what, mend Message) {
	ps.addPart(where, field, Message{}, what, mend)
}

// addPart adds a problem of a part of a field.
func (ps *problems) addPart(where Message, field string, part, what, mend Message) {
	if ps.full() {
		ps.more++
		return
	}
	ps.list = append(ps.list, Problem{
		File: legible(ps.file), Where: where.clipped(), Field: legible(field), Part: part.clipped(),
		What: what.clipped(), Mend: mend.clipped(),
	})
}

// merge adds the problems of a part of the file.
func (ps *problems) merge(part *problems) {
	fit := min(len(part.list), maxProblems-len(ps.list))
	ps.list = append(ps.list, part.list[:fit]...)
	ps.more += part.more + len(part.list) - fit
}

// full reports whether further problems are only counted.
func (ps *problems) full() bool { return len(ps.list) >= maxProblems }

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

// spot is where something stands in a file: of many, a message is made of
// few.
type spot struct {
	row bool // else a feature
	n   int
}

// where returns the spot as a message; id is what stands there.
func (s spot) where(id string) Message {
	switch {
	case s.row:
		return say("row %d", s.n)
	case id != "":
		return say("feature %d (id %q)", s.n, id)
	}
	return say("feature %d", s.n)
}

// ids finds ids that are given twice.
type ids map[string]spot

// check records an id, and reports one met before. No id is no id met before.
func (seen ids) check(ps *problems, at spot, id string) {
	if id == "" {
		return
	}
	if first, ok := seen[id]; ok {
		ps.add(at.where(id), "id", say("%q is already the id of %s", id, first.where(id)), say("give each its own id"))
		return
	}
	seen[id] = at
}

// sorted returns the keys of a map in order.
func sorted[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
