package data

import (
	"strings"

	"lindero/planner"
)

// changeMessages says what keeps a change of a plan from being made, and what
// there is to be told of one. Fields are named as in the question.
var changeMessages = map[planner.NoteCode]func(n note) Message{
	planner.NoteNoSectorThere: func(n note) Message {
		return say("meeting point %q stands in nobody's sector, so that nobody meets there; move a sector's boundary, or plan anew", n.subject(0))
	},
	planner.NoteNoPartner: func(n note) Message {
		return say("patrol %q has no partner, and makes no sortie; add one of the other side that fits, or plan anew", n.subject(0))
	},
	planner.ProblemChange: func(n note) Message {
		return say("%q is no change of a plan; write one of %s", n.subject(0), listed(textOf(planner.ChangeCodes[:]...)))
	},
	planner.ProblemNoValue: func(n note) Message {
		return say("%s is missing, and %s needs it; give it", n.subject(0), n.subject(1))
	},
	planner.ProblemNotOf: func(n note) Message {
		return say("%s means nothing for %s; leave it out", n.subject(0), n.subject(1))
	},
	planner.ProblemNumber: func(n note) Message {
		return say("%s: %s is not between %s and %s; give a number that is", n.subject(0), n.subject(1), n.subject(2), n.subject(3))
	},
	planner.ProblemChoice: func(n note) Message {
		return say("%s: %q is not known; write one of %s", n.subject(0), n.subject(1), n.rest(2))
	},
	planner.ProblemUnknown: func(n note) Message {
		if len(n.Subjects) < 3 {
			return say("%s: nothing in the plan has the id %q; write one that is there", n.subject(0), n.subject(1))
		}
		return say("%s: nothing in the plan has the id %q; near it are %s", n.subject(0), n.subject(1), n.rest(2))
	},
	planner.ProblemTaken: func(n note) Message {
		return say("%s: %q is there already; give another id", n.subject(0), n.subject(1))
	},
	planner.ProblemText: func(n note) Message {
		return say("%s: %q begins or ends with space, or has a character that cannot be read; write it without", n.subject(0), n.subject(1))
	},
	planner.ProblemOffBorder: func(n note) Message {
		return say("%s: the border has no chainage %s, it is %s long; give metres from its start", n.subject(0), n.subject(1), n.length())
	},
	planner.ProblemFarPlace: func(n note) Message {
		return say("%s: the place lies %s from the border; give one no farther than 5 km from it", n.subject(0), n.length())
	},
	planner.ProblemNotNeighbours: func(n note) Message {
		return say("the sectors of %q and %q are not next to each other; name two pairs of one layer that are, in order along the border", n.subject(0), n.subject(1))
	},
	planner.ProblemBeyond: func(n note) Message {
		return say("the boundary cannot lie at %s m, as a sector would be left with nothing or reach into another; choose a place between %s and %s m", n.subject(0), n.subject(1), n.subject(2))
	},
	planner.ProblemOtherSide: func(n note) Message {
		return say("post %q is of %s, and patrol %q of %s; name a post of its side", n.subject(0), n.subject(1), n.subject(2), n.subject(3))
	},
	planner.ProblemNoSpeed: func(n note) Message {
		return say("patrol %q could move nowhere; give it a speed above 0 on one kind or more", n.subject(0))
	},
	planner.ProblemMany: func(n note) Message {
		return say("there are %s changes, and at most %s are answered at once; ask about fewer", n.subject(0), n.subject(1))
	},
}

// rest lists what the note is about from a place on.
func (n note) rest(from int) string {
	if from >= len(n.Subjects) {
		return n.subject(from)
	}
	return listed(n.Subjects[from:])
}

// listed writes codes, or ids, one after the other.
func listed(list []string) string { return strings.Join(list, ", ") }
