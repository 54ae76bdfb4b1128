package check

import (
	"slices"
	"strings"

	"lindero/planner"
	"lindero/planner/axis"
	"lindero/sectors"
)

// unpaired wants every patrol of the scenario in one pair or without one.
func (c *checker) unpaired() {
	paired, alone := map[string]bool{}, map[string]bool{}
	for i := range c.plan.Pairs {
		for _, id := range c.plan.Pairs[i].Patrols {
			paired[id] = true
		}
	}
	for i, u := range c.plan.Unpaired {
		x := c.crewOf[u.Patrol]
		switch {
		case x == nil:
			c.add(CodeUnknown, at("unpaired", i, "patrol"), "a patrol", u.Patrol)
			continue
		case paired[u.Patrol] || alone[u.Patrol]:
			c.add(CodeTwice, at("unpaired", i, "patrol"), "a patrol that is nowhere else", u.Patrol)
		}
		alone[u.Patrol] = true
		c.text(CodeValue, at("unpaired", i, "side"), x.Side, u.Side)
		c.text(CodeValue, at("unpaired", i, "layer"), x.Layer, u.Layer)
		if want := c.whyAlone(x); !slices.Contains(want, u.Rule) {
			c.add(CodeValue, at("unpaired", i, "rule"), rules(want), string(u.Rule))
		}
	}
	for _, x := range c.crews {
		if !paired[x.ID] && !alone[x.ID] {
			c.add(CodeMissing, "unpaired", x.ID, "nothing")
		}
	}
}

// whyAlone returns the rules that may be why a patrol has no partner: that no
// kind is shared may be said of the border's kinds or of all.
func (c *checker) whyAlone(x *crew) []planner.Rule {
	others, kind, share := 0, false, false
	for _, y := range c.crews {
		if y.side == x.side || y.Layer != x.Layer {
			continue
		}
		if _, fixed := c.fixedPartner(y); fixed {
			continue
		}
		others++
		e := c.edgeOf(x, y)
		if e.ok {
			return []planner.Rule{planner.ByNobody}
		}
		kind = kind || e.kind
		for _, k := range sectors.Kinds {
			share = share || x.SpeedKmh.Of(k) > 0 && y.SpeedKmh.Of(k) > 0
		}
	}
	if others == 0 {
		return []planner.Rule{planner.ByNobody}
	}
	var out []planner.Rule
	if !kind {
		out = append(out, planner.ByKind)
	}
	if share {
		out = append(out, planner.ByMeeting)
	}
	if kind || len(x.times.ArriveUs) == 0 {
		out = append(out, planner.ByShift)
	}
	walkable, entered := false, false
	for e := range c.axis.Elements {
		if r := c.axis.Elements[e].Route; r != axis.Void && x.SpeedKmh.Of(c.axis.Kind(e)) > 0 {
			walkable = true
			entered = entered || !c.axis.Elements[e].Forbidden[x.side]
		}
	}
	if walkable && !entered {
		out = []planner.Rule{planner.ByForbidden}
		if !kind {
			out = append(out, planner.ByKind)
		}
	}
	return out
}

// fixedPartner returns the pair that the user wants a patrol in.
func (c *checker) fixedPartner(x *crew) (string, bool) {
	for _, f := range c.s.Pairs {
		if f.Patrols[0] == x.ID || f.Patrols[1] == x.ID {
			return f.ID, true
		}
	}
	return "", false
}

func rules(list []planner.Rule) string {
	text := make([]string, len(list))
	for i, r := range list {
		text[i] = string(r)
	}
	return strings.Join(text, " or ")
}
