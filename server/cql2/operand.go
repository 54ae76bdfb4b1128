package cql2

import (
	"math"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/unicode/norm"
)

// value is a value of one of the classes that can be compared.
type value struct {
	text   string
	number float64
	truth  bool
	moment moment
	list   []string
}

// operand is what a comparison compares.
type operand struct {
	class    class
	constant *value // of a literal
	property func(*subject) (value, bool)
}

// value returns the operand's value for a feature; false is NULL.
func (o operand) value(s *subject) (value, bool) {
	if o.constant != nil {
		return *o.constant, true
	}
	return o.property(s)
}

// scalar makes the operand of a node: a literal, a property, or CASEI or
// ACCENTI of one.
func (c *checker) scalar(n *node) (operand, error) {
	switch n.kind {
	case text:
		return literal(textual, value{text: n.text}), nil
	case number:
		return literal(numeric, value{number: n.number}), nil
	case truthful:
		return literal(logical, value{truth: n.truth}), nil
	case timestamp, date:
		m, err := c.moment(n, n.text, n.kind == date)
		return literal(temporal, value{moment: m}), err
	case property:
		return c.property(n)
	case call:
		if n.op == "casei" || n.op == "accenti" {
			return c.folded(n)
		}
	}
	mend := "write a property or a literal"
	if n.kind == call {
		mend = "join conditions with AND, OR and NOT"
	}
	return operand{}, c.wrong(n.at, mend, "%s is no value that can be compared", n)
}

func literal(cl class, v value) operand { return operand{class: cl, constant: &v} }

// property makes the operand of a property.
func (c *checker) property(n *node) (operand, error) {
	t, cl, err := c.queryable(n)
	if err != nil {
		return operand{}, err
	}
	if cl == spatial {
		return operand{}, c.wrong(n.at, "use S_INTERSECTS or another S_ function", "%s is a geometry, which cannot be compared so", n)
	}
	name := n.text
	return operand{class: cl, property: func(s *subject) (value, bool) {
		return valueOf(s.Property(name), t)
	}}, nil
}

// valueOf returns the value of a property of a type; false is NULL.
func valueOf(x any, t Type) (v value, ok bool) {
	switch t {
	case Text:
		v.text, ok = x.(string)
	case Number, Integer:
		switch x := x.(type) {
		case float64:
			v.number, ok = x, !math.IsNaN(x)
		case int:
			v.number, ok = float64(x), true
		}
	case Truth:
		v.truth, ok = x.(bool)
	case Instant, Date:
		s, is := x.(string)
		if is {
			v.moment, ok = parseMoment(s)
		}
	case Texts:
		v.list, ok = x.([]string)
		ok = ok && v.list != nil
	case Geometry: // has no value that is compared
	}
	return v, ok
}

// folds are the functions that make texts alike.
var folds = map[string]func(string) string{"casei": foldCase, "accenti": foldAccents}

// foldCase is Unicode's full case folding.
func foldCase(s string) string { return cases.Fold().String(s) }

// accents are what ACCENTI takes away.
var accents = runes.Predicate(func(r rune) bool { return unicode.Is(unicode.Mn, r) && r != 0x3099 && r != 0x309a })

// foldAccents takes away the nonspacing marks of the canonical decomposition,
// but for the Japanese voicing marks, without which words become others
// (OGC 21-065r2, recommendation special_japanese_non_spacing_marks).
func foldAccents(s string) string {
	return norm.NFC.String(runes.Remove(accents).String(norm.NFD.String(s)))
}

// folded makes the operand of CASEI or ACCENTI.
func (c *checker) folded(n *node) (operand, error) {
	if err := c.count(n, operators[n.op]); err != nil {
		return operand{}, err
	}
	if err := c.enter(n); err != nil {
		return operand{}, err
	}
	defer c.leave()
	x, err := c.scalar(n.args[0])
	if err != nil {
		return operand{}, err
	}
	if x.class != textual {
		return operand{}, c.wrong(n.args[0].at, "give it a text", "%s is of texts, and %s is %s", n, n.args[0], x.class)
	}
	fold := folds[n.op]
	if x.constant != nil {
		return literal(textual, value{text: fold(x.constant.text)}), nil
	}
	return operand{class: textual, property: func(s *subject) (value, bool) {
		v, ok := x.property(s)
		if ok {
			v.text = fold(v.text)
		}
		return v, ok
	}}, nil
}
