package cql2

import (
	"cmp"
	"strings"

	"github.com/paulmach/orb"
)

// truth is what a condition says of a feature (OGC 21-065r2, table 1). The
// order matters: AND is the least of its conditions, OR the greatest.
type truth int8

const (
	no truth = iota - 1
	unknown
	yes
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// condition is a part of a filter that says yes or no.
type condition interface {
	test(*subject) truth
	// bounds returns boxes; the condition cannot be what is asked (true or
	// false) for a shape outside of all of them. Nil: it can be anywhere.
	bounds(is bool) []orb.Bound
}

type constant truth

func (c constant) test(*subject) truth     { return truth(c) }
func (c constant) bounds(bool) []orb.Bound { return nil }

type allOf []condition

func (a allOf) test(s *subject) truth {
	out := yes
	for _, c := range a {
		if out = min(out, c.test(s)); out == no {
			break
		}
	}
	return out
}

type anyOf []condition

func (a anyOf) test(s *subject) truth {
	out := no
	for _, c := range a {
		if out = max(out, c.test(s)); out == yes {
			break
		}
	}
	return out
}

type not struct{ condition }

func (n not) test(s *subject) truth { return -n.condition.test(s) }

// isNull says whether there is no value.
type isNull func(*subject) bool

func (f isNull) test(s *subject) truth   { return truthOf(f(s)) }
func (f isNull) bounds(bool) []orb.Bound { return nil }

// comparison compares two operands of one class.
type comparison struct {
	op   string
	a, b operand
}

func (c comparison) test(s *subject) truth {
	a, ok := c.a.value(s)
	if !ok {
		return unknown
	}
	b, ok := c.b.value(s)
	if !ok {
		return unknown
	}
	return truthOf(holds(c.op, compare(c.a.class, a, b)))
}

func (c comparison) bounds(bool) []orb.Bound { return nil }

// holds reports whether values in an order meet an operator.
func holds(op string, order int) bool {
	switch op {
	case "=":
		return order == 0
	case "<>":
		return order != 0
	case "<":
		return order < 0
	case ">":
		return order > 0
	case "<=":
		return order <= 0
	}
	return order >= 0
}

// compare returns the order of two values; FALSE is before TRUE.
func compare(cl class, a, b value) int {
	switch cl {
	case numeric:
		return cmp.Compare(a.number, b.number)
	case logical:
		return int(truthOf(a.truth)) - int(truthOf(b.truth))
	case temporal:
		return a.moment.compare(b.moment)
	}
	return strings.Compare(a.text, b.text)
}

// membership says whether an operand is one of others. Literal texts and
// numbers are found at once, however many there are.
type membership struct {
	operand
	texts   map[string]bool
	numbers map[float64]bool
	others  []operand
}

func newMembership(x operand, list []operand) membership {
	m := membership{operand: x, texts: make(map[string]bool), numbers: make(map[float64]bool)}
	for _, o := range list {
		switch {
		case o.constant != nil && x.class == textual:
			m.texts[o.constant.text] = true
		case o.constant != nil && x.class == numeric:
			m.numbers[o.constant.number] = true
		default:
			m.others = append(m.others, o)
		}
	}
	return m
}

func (m membership) test(s *subject) truth {
	x, ok := m.value(s)
	if !ok {
		return unknown
	}
	if m.class == textual && m.texts[x.text] || m.class == numeric && m.numbers[x.number] {
		return yes
	}
	out := no
	for _, o := range m.others {
		switch y, ok := o.value(s); {
		case !ok:
			out = unknown
		case compare(m.class, x, y) == 0:
			return yes
		}
	}
	return out
}

func (m membership) bounds(bool) []orb.Bound { return nil }
