package cql2

import (
	"maps"
	"slices"
	"strings"

	"lindero/planner/spelling"
)

// textParser reads CQL2 Text by recursive descent, after the grammar of annex B
// of OGC 21-065r2. It takes more than the grammar where nothing else can be
// meant: NOT before NOT, parentheses about any operand.
type textParser struct {
	source
	tokens []token
	next   int
	depth  int
}

func parseText(src source) (*node, error) {
	tokens, err := lex(src)
	if err != nil {
		return nil, err
	}
	p := &textParser{source: src, tokens: tokens}
	if p.peek().kind == endToken {
		return nil, src.wrong(place{offset: p.peek().at}, "write a condition such as kind = 'river'", "the filter is empty")
	}
	n, err := p.expression()
	if err != nil {
		return nil, err
	}
	if t := p.peek(); t.kind != endToken {
		return nil, p.unexpected(t, "AND, OR or the end")
	}
	return n, nil
}

func (p *textParser) peek() token { return p.tokens[p.next] }

// after returns the token that follows the next one.
func (p *textParser) after() token { return p.tokens[min(p.next+1, len(p.tokens)-1)] }

// take returns the next token and goes on behind it; never beyond the end.
func (p *textParser) take() token {
	t := p.tokens[p.next]
	p.next = min(p.next+1, len(p.tokens)-1)
	return t
}

// accept goes on behind a keyword or symbol if it is next.
func (p *textParser) accept(word string) bool {
	if p.peek().is(word) {
		p.take()
		return true
	}
	return false
}

func (p *textParser) expect(word string) error {
	if !p.accept(word) {
		return p.unexpected(p.peek(), word)
	}
	return nil
}

// unexpected is the error of a token that cannot stand where it does.
func (p *textParser) unexpected(t token, wanted string) error {
	mend := "write " + wanted + " here"
	switch {
	case t.kind == symbolToken && slices.Contains(arithmetic, t.text) || t.is("div"):
		mend = "compare properties and literals as they are: there is no arithmetic"
	case t.is("=") && wanted == aValue && t.at > 0 && p.text[t.at-1] == '=':
		mend = "write one = for equal"
	case t.kind == nameToken && wanted == aValue:
		mend = "write a value before it; a property of this name stands in double quotes"
	}
	if t.kind == endToken {
		return p.wrong(place{offset: t.at}, mend, "the filter ends where %s is expected", wanted)
	}
	return p.wrong(place{offset: t.at}, mend, "%s stands where %s is expected", t, wanted)
}

const aValue = "a property or a literal"

// enter counts what stands in something else; leave ends it.
func (p *textParser) enter() error {
	if p.depth++; p.depth > MaxDepth {
		return p.wrong(place{offset: p.peek().at}, "write it with fewer parentheses", "this stands more than %d deep", MaxDepth)
	}
	return nil
}

func (p *textParser) leave() { p.depth-- }

// expression = term {OR term}.
func (p *textParser) expression() (*node, error) {
	return p.chain("or", func() (*node, error) { return p.chain("and", p.factor) })
}

func (p *textParser) chain(op string, operand func() (*node, error)) (*node, error) {
	n, err := operand()
	if err != nil || !p.peek().is(op) {
		return n, err
	}
	n = &node{op: op, args: []*node{n}, at: n.at}
	for p.accept(op) {
		x, err := operand()
		if err != nil {
			return nil, err
		}
		n.args = append(n.args, x)
	}
	return n, nil
}

// factor = [NOT] predicate.
func (p *textParser) factor() (*node, error) {
	t := p.peek()
	if !p.accept("not") {
		return p.predicate()
	}
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	n, err := p.factor()
	if err != nil {
		return nil, err
	}
	return negated(n, t), nil
}

func negated(n *node, t token) *node {
	return &node{op: "not", args: []*node{n}, at: place{offset: t.at}}
}

// predicate is an operand and what is said of it.
func (p *textParser) predicate() (*node, error) {
	n, err := p.operand()
	if err != nil {
		return nil, err
	}
	t := p.peek()
	switch {
	case t.kind == symbolToken && slices.Contains([]string{"=", "<>", "<", ">", "<=", ">="}, t.text):
		p.take()
		other, err := p.operand()
		if err != nil {
			return nil, err
		}
		n = &node{op: t.text, args: []*node{n, other}, at: n.at}
	case t.is("not"):
		if next := p.after(); !next.is("like") && !next.is("between") && !next.is("in") {
			return nil, p.unexpected(next, "LIKE, BETWEEN or IN")
		}
		p.take()
		if n, err = p.said(n); err == nil {
			n = negated(n, t)
		}
	case t.is("like"), t.is("between"), t.is("in"):
		n, err = p.said(n)
	}
	for depth := p.depth; err == nil && p.peek().is("is"); depth++ {
		if depth >= MaxDepth {
			return nil, p.wrong(place{offset: p.peek().at}, "ask once", "this stands more than %d deep", MaxDepth)
		}
		n, err = p.isNull(n)
	}
	return n, err
}

// said reads LIKE, BETWEEN or IN and what follows.
func (p *textParser) said(n *node) (*node, error) {
	op := strings.ToLower(p.take().text)
	n = &node{op: op, args: []*node{n}, at: n.at}
	if op == "in" {
		if t := p.peek(); !t.is("(") {
			return nil, p.unexpected(t, "a list such as ('a', 'b')")
		}
		l, err := p.list()
		if err != nil {
			return nil, err
		}
		n.args = append(n.args, l)
		return n, nil
	}
	x, err := p.operand()
	if err != nil {
		return nil, err
	}
	n.args = append(n.args, x)
	if op == "like" {
		return n, nil
	}
	if err := p.expect("and"); err != nil {
		return nil, err
	}
	if x, err = p.operand(); err != nil {
		return nil, err
	}
	n.args = append(n.args, x)
	return n, nil
}

// isNull = operand IS [NOT] NULL, from IS on.
func (p *textParser) isNull(n *node) (*node, error) {
	p.take()
	t := p.peek()
	not := p.accept("not")
	if err := p.expect("null"); err != nil {
		return nil, err
	}
	n = &node{op: "isNull", args: []*node{n}, at: n.at}
	if not {
		n = negated(n, t)
	}
	return n, nil
}

// operand is a property, a literal, a function, or anything in parentheses.
func (p *textParser) operand() (*node, error) {
	t := p.peek()
	n := &node{at: place{offset: t.at}}
	switch {
	case t.kind == textToken:
		n.kind, n.text = text, p.take().text
	case t.kind == numberToken, t.is("-"), t.is("+"):
		x, err := p.number()
		if err != nil {
			return nil, err
		}
		n.kind, n.number = number, x
	case t.kind == quotedToken:
		n.kind, n.text = property, p.take().text
	case t.is("("):
		return p.group()
	case t.kind == nameToken:
		return p.named(n)
	default:
		return nil, p.unexpected(t, aValue)
	}
	return n, nil
}

// number = [sign] digits.
func (p *textParser) number() (float64, error) {
	sign := 1.0
	if p.accept("-") {
		sign = -1
	} else {
		p.accept("+")
	}
	t := p.take()
	if t.kind != numberToken {
		return 0, p.unexpected(t, "a number")
	}
	return sign * t.number, nil
}

// group = "(" expression ")".
func (p *textParser) group() (*node, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	p.take()
	n, err := p.expression()
	if err != nil {
		return nil, err
	}
	return n, p.expect(")")
}

// list = "(" [operand {"," operand}] ")".
func (p *textParser) list() (*node, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	n := &node{kind: list, at: place{offset: p.take().at}}
	if p.accept(")") {
		return n, nil
	}
	for {
		x, err := p.operand()
		if err != nil {
			return nil, err
		}
		n.args = append(n.args, x)
		if !p.accept(",") {
			return n, p.expect(")")
		}
	}
}

// reserved are the keywords that cannot be properties without quotes.
var reserved = []string{"AND", "OR", "NOT", "IS", "IN", "LIKE", "BETWEEN", "NULL", "DIV"}

// named reads what begins with a name; n has its place.
func (p *textParser) named(n *node) (*node, error) {
	t := p.peek()
	upper := strings.ToUpper(t.text)
	switch follows := p.after(); {
	case upper == "TRUE", upper == "FALSE":
		p.take()
		n.kind, n.truth = truthful, upper == "TRUE"
		return n, nil
	case slices.Contains(reserved, upper):
		return nil, p.unexpected(t, aValue)
	case slices.Contains(geometries, upper) && (follows.is("(") || follows.is("z")):
		return p.geometry(n)
	case !follows.is("("):
		n.kind, n.text = property, p.take().text
		return n, nil
	}
	switch upper {
	case "BBOX":
		return p.box(n)
	case "DATE", "TIMESTAMP":
		return p.instant(n)
	}
	return p.call(n)
}

// instant = DATE or TIMESTAMP "(" text ")".
func (p *textParser) instant(n *node) (*node, error) {
	n.kind = timestamp
	if p.take().is("date") {
		n.kind = date
	}
	p.take()
	t := p.take()
	if t.kind != textToken {
		return nil, p.unexpected(t, "a text such as '2026-03-04' or '2026-03-04T05:06:07Z'")
	}
	n.text = t.text
	return n, p.expect(")")
}

// call = name "(" [operand {"," operand}] ")".
func (p *textParser) call(n *node) (*node, error) {
	t := p.take()
	upper := strings.ToUpper(t.text)
	n.op = functions[upper]
	switch {
	case upper == "INTERVAL":
		n.kind = interval
	case n.op == "":
		mend := "use S_INTERSECTS or another S_, T_ or A_ function of CQL2, CASEI or ACCENTI"
		known := slices.Sorted(slices.Values(append(slices.Collect(maps.Keys(functions)), append(geometries, "DATE", "TIMESTAMP", "INTERVAL", "BBOX")...)))
		if near := spelling.Near(upper, known); len(near) > 0 {
			mend = "write " + oneOf(near)
		}
		return nil, p.wrong(n.at, mend, "there is no function %q", shorten(t.text))
	}
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	p.take()
	if p.accept(")") {
		return n, nil // the checker counts arguments
	}
	for {
		argument := p.operand
		if strings.HasPrefix(n.op, "a_") && p.peek().is("(") {
			argument = p.list
		}
		x, err := argument()
		if err != nil {
			return nil, err
		}
		n.args = append(n.args, x)
		if !p.accept(",") {
			return n, p.expect(")")
		}
	}
}
