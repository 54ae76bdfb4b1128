package access

import (
	"lindero/planner/network"
	"lindero/sectors"
)

// Tree returns the quickest ways by routes of a patrol from its post to all that
// it reaches within limitUs, or home; nil where it follows none.
func (x *Model) Tree(p *sectors.Patrol, home bool, limitUs int64) *network.Tree {
	m := x.mover(p, x.Layout.PostOf(p).At)
	if !m.onRoutes(p) || m.outlawed() {
		return nil
	}
	a := &approach{mover: m, home: home}
	if !a.search(nil, limitUs) {
		return nil
	}
	return a.rounds[len(a.rounds)-1].tree
}
