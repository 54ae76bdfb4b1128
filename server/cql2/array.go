package cql2

import "github.com/paulmach/orb"

// array makes the condition of an A_ function.
func (c *checker) array(n *node) (condition, error) {
	var both [2]set
	for i, x := range n.args {
		var err error
		if both[i], err = c.set(x); err != nil {
			return nil, err
		}
	}
	return sets{n.op, both[0], both[1]}, nil
}

// set is a list of texts, of which only what is in it counts.
type set struct {
	property *operand  // a list; nil: the members
	members  []operand // texts
}

// set makes the operand of an A_ function.
func (c *checker) set(n *node) (set, error) {
	switch n.kind {
	case property:
		x, err := c.scalar(n)
		if err != nil || x.class == listed {
			return set{property: &x}, err
		}
		return set{}, c.wrong(n.at, "name a property that is a list, or write a list such as ('a', 'b')", "%s is %s, no list", n, x.class)
	case list:
		var out set
		for _, m := range n.args {
			x, err := c.scalar(m)
			if err != nil {
				return out, err
			}
			if x.class != textual {
				return out, c.wrong(m.at, "write texts such as 'a'", "lists here hold texts, and %s is %s", m, x.class)
			}
			out.members = append(out.members, x)
		}
		return out, nil
	}
	return set{}, c.wrong(n.at, "write a list such as ('a', 'b')", "%s is no list", n)
}

// values returns the set for a feature; false is NULL.
func (x set) values(s *subject) (map[string]bool, bool) {
	out := make(map[string]bool)
	if x.property != nil {
		v, ok := x.property.value(s)
		for _, t := range v.list {
			out[t] = true
		}
		return out, ok
	}
	for _, m := range x.members {
		v, ok := m.value(s)
		if !ok {
			return nil, false
		}
		out[v.text] = true
	}
	return out, true
}

// sets is an A_ function.
type sets struct {
	op   string
	a, b set
}

func (x sets) test(s *subject) truth {
	a, ok := x.a.values(s)
	if !ok {
		return unknown
	}
	b, ok := x.b.values(s)
	if !ok {
		return unknown
	}
	common := 0
	for t := range a {
		if b[t] {
			common++
		}
	}
	switch x.op {
	case "a_equals":
		return truthOf(common == len(a) && common == len(b))
	case "a_contains":
		return truthOf(common == len(b))
	case "a_containedBy":
		return truthOf(common == len(a))
	}
	return truthOf(common > 0) // a_overlaps
}

func (x sets) bounds(bool) []orb.Bound { return nil }
