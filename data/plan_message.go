package data

import (
	"context"
	"errors"
	"fmt"

	"lindero/planner"
)

// PlanMessage says a note of a plan, or what keeps a scenario from being
// planned: what it is, where, and how to mend it.
func PlanMessage(n planner.Note) Message {
	for _, of := range [...]map[planner.NoteCode]func(n note) Message{noteMessages, changeMessages} {
		if of, ok := of[n.Code]; ok {
			return of(note{n})
		}
	}
	return say("%s", string(n.Code))
}

// note is a note to be said.
type note struct{ planner.Note }

// subject returns what the note is about, by its place; a question mark where
// there is none.
func (n note) subject(i int) string {
	if i < len(n.Subjects) {
		return n.Subjects[i]
	}
	return "?"
}

// length writes the note's length, with a unit that suits it.
func (n note) length() string {
	if n.LengthM < 1000 {
		return fmt.Sprintf("%.0f m", n.LengthM)
	}
	return fmt.Sprintf("%.1f km", n.LengthM/1000)
}

// noteMessages says every code of a plan, and of a scenario that cannot be
// planned.
var noteMessages = map[planner.NoteCode]func(n note) Message{
	planner.NotePartsApart: func(n note) Message {
		if len(n.Subjects) < 2 || n.Subjects[0] == n.Subjects[1] {
			return say("border.geojson: parts of %q are %s apart, and no patrol walks over; join them if they should touch", n.subject(0), n.length())
		}
		return say("border.geojson: %q and %q are %s apart, and no patrol walks over; join their ends if they should touch", n.subject(0), n.subject(1), n.length())
	},
	planner.NoteAnywhere: func(note) Message {
		return say("the scenario has no meeting points, so pairs meet anywhere on the border; name places in meeting-points.geojson")
	},
	planner.NoteFarPost: func(n note) Message {
		return say("posts.geojson: no border is within a shift's reach of patrol %q at post %q, the nearest place is %s away; move the post, or give the patrol another", n.subject(0), n.subject(1), n.length())
	},
	planner.NoteIslands: func(n note) Message {
		return say("routes.geojson: the roads of %s are in %s parts that nothing joins, %s outside the longest; patrols go to and from them off route", n.subject(0), n.subject(1), n.length())
	},
	planner.NoteNoWater: func(n note) Message {
		return say("posts.geojson: patrol %q goes by sea only, and there is no open water within 5 km of post %q; move the post to the coast, or correct land.geojson", n.subject(0), n.subject(1))
	},
	planner.NoteAtSea: func(n note) Message {
		return say("posts.geojson: post %q is in open water, and patrol %q does not go by sea; move the post, or correct land.geojson", n.subject(1), n.subject(0))
	},
	planner.NotePairCannotMeet: func(n note) Message {
		return say("pairs.csv: pair %q has no meeting point to which both can go and be back within a shift; give it another patrol or longer shifts, or add a meeting point", n.subject(0))
	},
	planner.NoteNotScheduled: func(n note) Message {
		return say("timetable: %s of %s visits of beat %q have no place: %s", n.subject(1), n.subject(2), n.subject(0), keptOut(planner.Rule(n.subject(3))))
	},
	planner.NoteShiftTooLong: func(n note) Message {
		return say("patrols.csv: the shift of patrol %q is longer than the time it is available in the period, so it makes no sortie; shorten shift_h, or lengthen period_d", n.subject(0))
	},
	planner.NoteRestTooLong: func(n note) Message {
		return say("patrols.csv: shift and rest of patrol %q together are longer than the period, so it makes no sortie; shorten rest_h, or lengthen period_d", n.subject(0))
	},
	planner.NoteSameHour: func(n note) Message {
		return say("timetable: %q and %q meet at %q in the same hour, as there is no other time; give it room for more pairs, or add a meeting point", n.subject(1), n.subject(2), n.subject(0))
	},
	planner.NoteClockChange: func(n note) Message {
		return say("the clocks of %s change on %s; hours are counted on, so from then on sorties begin at another time by the clock", n.subject(0), n.subject(1))
	},
	planner.NoteNoNight: func(n note) Message {
		return say("the sun does not set on beat %q on %s days of the period; all of these days count as daylight", n.subject(0), n.subject(1))
	},
	planner.NoteNoDay: func(n note) Message {
		return say("the sun does not rise on beat %q on %s days of the period; nobody walks there by daylight then", n.subject(0), n.subject(1))
	},
	planner.NoteAway: func(n note) Message {
		return say("patrol %q is available for a part of the period only; its sorties lie within it", n.subject(0))
	},
	planner.NoteSectorGiven: func(n note) Message {
		return say("sectors.geojson: %q names no pair and was given to %q; write that pair, or another", n.subject(0), n.subject(1))
	},
	planner.ProblemNoBorder: func(note) Message {
		return say("border.geojson: the scenario has no border; draw its stretches in order")
	},
	planner.ProblemNoPatrols: func(n note) Message {
		return say("patrols.csv: side %q has no patrols; give it one or more", n.subject(0))
	},
	planner.ProblemWrongSide: func(n note) Message {
		return say("posts.geojson: post %q is of %q but lies on the side of %q, %s from the border; correct its place or its side", n.subject(0), n.subject(1), n.subject(2), n.length())
	},
	planner.ProblemFarMeeting: func(n note) Message {
		return say("meeting-points.geojson: %q lies %s from the border; move it to the border, or remove it", n.subject(0), n.length())
	},
	planner.ProblemFarSector: func(n note) Message {
		return say("sectors.geojson: %q does not lie along the border, its farther end is %s away; draw it on the border", n.subject(0), n.length())
	},
	planner.ProblemSectorsOverlap: func(n note) Message {
		if n.LengthM == 0 {
			return say("sectors.geojson: %s cannot all be kept: they overlap, or do not follow each other as their pairs do; move or remove one", allOf(n.Subjects))
		}
		return say("sectors.geojson: %q and %q overlap by %s; end one where the other begins", n.subject(0), n.subject(1), n.length())
	},
	planner.ProblemTwoSectors: func(n note) Message {
		return say("sectors.geojson: pair %q has two sectors, %q and %q; keep one", n.subject(0), n.subject(1), n.subject(2))
	},
	planner.ProblemLayers: func(n note) Message {
		return say("pairs.csv: the patrols of pair %q, %q and %q, are of two layers; pair patrols of one layer", n.subject(0), n.subject(1), n.subject(2))
	},
	planner.ProblemNoPairFor: func(n note) Message {
		return say("sectors.geojson: no pair is left for %q; add a patrol on each side, or remove the sector", n.subject(0))
	},
	planner.ProblemNoPost: func(n note) Message {
		return say("--posts: %q is no post of the scenario; write ids of posts.geojson", n.subject(0))
	},
	planner.ProblemStep: func(n note) Message {
		if n.subject(0) == "meet" {
			return say("--meet: pairs meet at designated points, or anywhere; write designated or anywhere")
		}
		return say("--step: nothing can be planned with this step; give 1 m to 1000 km, such as 100m")
	},
	planner.ProblemPeriod: func(n note) Message {
		return say("scenario.yaml: %s: no timetable can be made with this number; give 0.001 to 1000000 hours, or days of as many, or leave it out", n.subject(0))
	},
	planner.ProblemRisk: func(n note) Message {
		return say("risk.geojson: nothing can be planned with the weight of %q; give a number from 0.000001 to 1000000, such as 2", n.subject(0))
	},
	planner.ProblemSize: func(note) Message {
		return say("the border has more breakpoints than fit; give a larger --step")
	},
}

// keptOut says which rule keeps sorties out of the calendar, and what to do.
func keptOut(r planner.Rule) Message {
	switch r {
	case planner.ByDaylight:
		return say("the walk does not fit the daylight; shorten shifts, or leave the kind out of rules.daylight")
	case planner.ByAway:
		return say("a patrol is not available for as long; widen available_from and available_to")
	case planner.ByWeek:
		return say("shifts of a week do not allow more; raise shifts_per_week")
	}
	return say("shifts and rest of both sides leave no time; shorten rest_h, or the shifts")
}

// PlanProblems makes problems of a scenario, an *InputError, of what keeps it from
// being planned; other errors it returns as they are.
func PlanProblems(name string, err error) error {
	var input *planner.InputError
	if !errors.As(err, &input) || errors.Is(err, context.Canceled) {
		return err
	}
	out := &InputError{}
	for _, p := range input.Problems {
		out.Problems = append(out.Problems, Problem{File: name, What: PlanMessage(p)})
	}
	return out
}
