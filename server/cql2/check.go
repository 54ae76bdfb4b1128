package cql2

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"lindero/planner/spelling"
)

// checker makes conditions of nodes: it finds the queryables, holds operands to
// the types that their operators ask for, and prepares literals.
type checker struct {
	source
	options Options
	depth   int // of operators
	spatial int // S_ functions so far
	places  int // of literal geometries so far
	// crossings is how often edges of literal geometries met so far.
	crossings int
}

// class is what can be compared with what.
type class int

const (
	textual class = iota
	numeric
	logical
	temporal
	listed
	spatial
)

// String returns how an error names a value of the class.
func (c class) String() string {
	return [...]string{"a text", "a number", "TRUE or FALSE", "a time", "a list of texts", "a geometry"}[c]
}

// classOf returns the class of a type; false where there is no such type.
func classOf(t Type) (class, bool) {
	switch t {
	case Text:
		return textual, true
	case Number, Integer:
		return numeric, true
	case Truth:
		return logical, true
	case Instant, Date:
		return temporal, true
	case Texts:
		return listed, true
	case Geometry:
		return spatial, true
	}
	return 0, false
}

// queryable returns the type and class of the property that a node names.
func (c *checker) queryable(n *node) (Type, class, error) {
	t, ok := c.options.Schema[n.text]
	cl, known := classOf(t)
	if !ok || !known {
		names := slices.Collect(maps.Keys(c.options.Schema))
		mend := instead(n.text, names)
		if !c.json && (c.text[n.at.offset] == '"' || len(spelling.Near(n.text, names)) == 0) { // a text may be meant
			mend += "; texts stand in single quotes"
		}
		return 0, 0, c.wrong(n.at, mend, "there is no property %q", shorten(n.text))
	}
	return t, cl, nil
}

// enter counts an operator in an operator; leave ends it.
func (c *checker) enter(n *node) error {
	if c.depth++; c.depth > MaxDepth {
		return c.wrong(n.at, "write it with fewer operators", "this stands more than %d deep", MaxDepth)
	}
	return nil
}

func (c *checker) leave() { c.depth-- }

// condition makes the condition of a node that has to be one.
func (c *checker) condition(n *node) (condition, error) {
	if err := c.enter(n); err != nil {
		return nil, err
	}
	defer c.leave()
	switch {
	case n.kind == truthful:
		return constant(truthOf(n.truth)), nil
	case n.kind == property:
		_, cl, err := c.queryable(n)
		mend := "compare it, as in " + n.text + " IS NOT NULL"
		if cl == logical {
			mend = "write " + n.text + " = TRUE"
		}
		if err == nil {
			err = c.wrong(n.at, mend, "%s is %s, no condition", n, cl)
		}
		return nil, err
	case n.kind != call || n.op == "casei" || n.op == "accenti":
		return nil, c.wrong(n.at, "compare it with something, as in kind = 'river'", "%s is no condition", n)
	}
	if err := c.count(n, operators[n.op]); err != nil {
		return nil, err
	}
	return c.predicate(n)
}

// count holds a call to the number of its arguments; 0 is two or more.
func (c *checker) count(n *node, wanted int) error {
	switch {
	case wanted == 0 && len(n.args) < 2:
		return c.wrong(n.at, "join two or more", "%s joins conditions; here are %d", n, len(n.args))
	case wanted > 0 && len(n.args) != wanted:
		return c.wrong(n.at, fmt.Sprintf("write %d", wanted), "%s takes %d arguments; here are %d", n, wanted, len(n.args))
	}
	return nil
}

// predicate makes the condition of a call that has its arguments.
func (c *checker) predicate(n *node) (condition, error) {
	switch n.op {
	case "and", "or":
		parts, err := c.conditions(n.args)
		if n.op == "or" {
			return anyOf(parts), err
		}
		return allOf(parts), err
	case "not":
		x, err := c.condition(n.args[0])
		return not{x}, err
	case "like":
		return c.like(n)
	case "between":
		return c.between(n)
	case "in":
		return c.in(n)
	case "isNull":
		return c.isNull(n.args[0])
	}
	switch {
	case strings.HasPrefix(n.op, "s_"):
		return c.relation(n)
	case strings.HasPrefix(n.op, "t_"):
		return c.temporal(n)
	case strings.HasPrefix(n.op, "a_"):
		return c.array(n)
	}
	return c.comparison(n)
}

func (c *checker) conditions(nodes []*node) ([]condition, error) {
	out := make([]condition, len(nodes))
	for i, n := range nodes {
		var err error
		if out[i], err = c.condition(n); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (c *checker) comparison(n *node) (condition, error) {
	both, err := c.alike(n.args, n)
	if err != nil {
		return nil, err
	}
	return comparison{n.op, both[0], both[1]}, nil
}

// alike makes the operands of an operator that compares values of one class.
func (c *checker) alike(nodes []*node, n *node) ([]operand, error) {
	out := make([]operand, len(nodes))
	for i, x := range nodes {
		var err error
		if out[i], err = c.scalar(x); err != nil {
			return nil, err
		}
		if out[i].class == listed {
			return nil, c.wrong(x.at, "use A_CONTAINS, A_EQUALS, A_CONTAINEDBY or A_OVERLAPS", "%s is a list, which %s does not compare", x, n)
		}
		if a, b := out[0], out[i]; a.class != b.class {
			return nil, c.wrong(c.worse(nodes[0], x).at, "compare "+a.class.String()+" with "+a.class.like(nodes[0]),
				"%s is %s and %s is %s", nodes[0], a.class, x, b.class)
		}
	}
	return out, nil
}

// worse returns of two operands that do not go together the one to point at:
// a literal rather than a property.
func (c *checker) worse(a, b *node) *node {
	if b.kind == property && a.kind != property {
		return a
	}
	return b
}

// like returns an example of a value of the class.
func (c class) like(n *node) string {
	switch c {
	case numeric:
		return "a number such as 12.5"
	case logical:
		return "TRUE or FALSE"
	case temporal:
		if n.kind == date {
			return "a time such as DATE('2026-03-04')"
		}
		return "a time such as TIMESTAMP('2026-03-04T05:06:07Z') or DATE('2026-03-04')"
	}
	return "a text such as 'river'"
}

func (c *checker) between(n *node) (condition, error) {
	three, err := c.alike(n.args, n)
	if err != nil {
		return nil, err
	}
	return allOf{comparison{">=", three[0], three[1]}, comparison{"<=", three[0], three[2]}}, nil
}

func (c *checker) in(n *node) (condition, error) {
	if n.args[1].kind != list {
		return nil, c.wrong(n.args[1].at, "write a list such as ('a', 'b')", "IN looks into a list, which %s is not", n.args[1])
	}
	if len(n.args[1].args) == 0 {
		return nil, c.wrong(n.args[1].at, "name at least one value", "the list of IN is empty")
	}
	all, err := c.alike(append([]*node{n.args[0]}, n.args[1].args...), n)
	if err != nil {
		return nil, err
	}
	return newMembership(all[0], all[1:]), nil
}

// isNull makes the condition that an operand of any class is NULL.
func (c *checker) isNull(n *node) (condition, error) {
	switch {
	case n.kind == property:
		if _, cl, err := c.queryable(n); err != nil || cl == spatial {
			return isNull(func(s *subject) bool { return s.Shape() == nil }), err
		}
	case n.kind == shape, n.kind == box:
		_, err := c.literal(n)
		return constant(no), err
	case n.kind == interval:
		x, err := c.span(n)
		return isNull(func(s *subject) bool { _, ok := x.at(s); return !ok }), err
	case n.kind == call && n.op != "casei" && n.op != "accenti":
		x, err := c.condition(n)
		return isNull(func(s *subject) bool { return x.test(s) == unknown }), err
	}
	x, err := c.scalar(n)
	return isNull(func(s *subject) bool { _, ok := x.value(s); return !ok }), err
}
