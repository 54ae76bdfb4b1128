package data

import (
	"fmt"
	"strings"

	"lindero/planner/journey"
)

// JourneyMessage says what is wrong with a question about ways: what it is, and
// how to mend it.
func JourneyMessage(p *journey.Problem) Message {
	if of, ok := journeyMessages[p.Code]; ok {
		return of(problemOf{p})
	}
	return say("%s", string(p.Code))
}

// problemOf is a problem to be said.
type problemOf struct{ *journey.Problem }

// subject returns what the problem is about, by its place; a question mark where
// there is none.
func (p problemOf) subject(i int) string {
	if i < len(p.Subjects) {
		return p.Subjects[i]
	}
	return "?"
}

// rest returns the subjects after the first as a choice.
func (p problemOf) rest() Message { return oneOf(p.Subjects[min(1, len(p.Subjects)):]) }

// lengthOf writes a length, with a unit that suits it.
func lengthOf(m float64) string {
	if m < 1000 {
		return fmt.Sprintf("%.0f m", m)
	}
	return number(m/1000) + " km"
}

// number writes a number with one decimal.
func number(v float64) string { return fmt.Sprintf("%.1f", v) }

// hoursOf writes a time in minutes or hours.
func hoursOf(h float64) string {
	if h < 0.995 {
		return fmt.Sprintf("%.0f min", h*60)
	}
	return strings.TrimSuffix(number(h), ".0") + " h"
}

var journeyMessages = map[journey.Code]func(p problemOf) Message{
	journey.UnknownPatrol: func(p problemOf) Message {
		if len(p.Subjects) < 2 {
			return say("patrols.csv: the scenario has no patrols, and so not %q; add some", p.subject(0))
		}
		return say("%q is no patrol of the scenario; write its id, such as %s", p.subject(0), p.rest())
	},
	journey.UnknownPair: func(p problemOf) Message {
		if len(p.Subjects) < 2 {
			return say("--pair: %q is no pair, and pairs.csv has none; name two patrols with + between them", p.subject(0))
		}
		return say("--pair: %q is no pair of pairs.csv; write %s, or two patrols with + between them", p.subject(0), p.rest())
	},
	journey.OffEarth: func(problemOf) Message {
		return say("--to: the place is not on earth; give longitude and latitude in degrees")
	},
	journey.NoBorder: func(problemOf) Message {
		return say("border.geojson: the scenario has no border; draw its stretches in order")
	},
	journey.BadStep: func(problemOf) Message {
		return say("--step: nothing can be planned with this step; give 1 m to 1000 km, such as 100m")
	},
	journey.OtherSide: func(p problemOf) Message {
		if p.Near == nil || p.Near.BorderM == nil {
			return say("--to: the place lies on the side of %s, and a patrol of %s does not cross the border", p.subject(1), p.subject(0))
		}
		return say("--to: the place lies on the side of %s, %s from the border, and a patrol of %s does not cross it; the nearest place it can go to is km %s of the border (%s)",
			p.subject(1), lengthOf(p.LengthM), p.subject(0), number(*p.Near.BorderM/1000), p.Near.MGRS)
	},
	journey.WrongSide: func(p problemOf) Message {
		return say("posts.geojson: post %q is of %q but lies on the side of %q, %s from the border; correct its place or its side", p.subject(0), p.subject(1), p.subject(2), lengthOf(p.LengthM))
	},
	journey.PostAtSea: func(p problemOf) Message {
		return say("posts.geojson: post %q lies %s from all land, and patrol %q cannot move on water; correct its place, or give the patrol speed_sea_kmh", p.subject(0), lengthOf(p.LengthM), p.subject(1))
	},
	journey.SameSide: func(p problemOf) Message {
		return say("%q and %q are both of %s; name a patrol of each side", p.subject(0), p.subject(1), p.subject(2))
	},
	journey.Layers: func(p problemOf) Message {
		return say("%q and %q are of two layers, %s and %s; name patrols of one layer", p.subject(0), p.subject(1), p.subject(2), p.subject(3))
	},
	journey.UnknownPost: func(p problemOf) Message {
		return say("--posts: %q is no post of the scenario; write its id, such as %s", p.subject(0), p.rest())
	},
	journey.PostsOneSide: func(p problemOf) Message {
		return say("--posts: %q and %q are both of %s; name a post of each side", p.subject(0), p.subject(1), p.subject(2))
	},
	journey.NoneThere: func(p problemOf) Message {
		return say("--posts: no patrols of one layer start from both; from %q start %s, and from %q start %s", p.subject(0), starting(p.subject(2)), p.subject(1), starting(p.subject(3)))
	},
}

// starting names patrols that start somewhere.
func starting(patrols string) Message {
	if patrols == "" {
		return say("none")
	}
	return say("%s", patrols)
}

// WhyMessage says why a patrol does not get to a place and home.
func WhyMessage(w *journey.Why) Message {
	if of, ok := whyMessages[w.Reason]; ok {
		return of(w)
	}
	return say("%s", string(w.Reason))
}

// called names a subject: by its name with its id or, without one, by its id.
func called(id, name string) string {
	if name == "" || name == id {
		return id
	}
	return name + " (" + id + ")"
}

// kindMessage says on what a patrol moves.
func kindMessage(kind string) Message {
	switch kind {
	case "land":
		return say("land")
	case "river":
		return say("rivers")
	case "sea":
		return say("the sea")
	}
	return say("any ground")
}

var whyMessages = map[journey.Reason]func(w *journey.Why) Message{
	journey.ByKind: func(w *journey.Why) Message {
		if w.AtM != nil {
			return say("it cannot move on %s, which is in the way at km %s", kindMessage(w.Kind), number(*w.AtM/1000))
		}
		return say("it cannot move on %s", kindMessage(w.Kind))
	},
	journey.ByForbidden: func(w *journey.Why) Message {
		return say("its side must not enter %s", called(w.Subject, w.Name))
	},
	journey.ByBorder: func(w *journey.Why) Message {
		return say("the border is in between, at %s", called(w.Subject, w.Name))
	},
	journey.ByBreak: func(w *journey.Why) Message {
		if w.AtM == nil {
			return say("the border's parts do not touch")
		}
		return say("the border's parts do not touch at km %s, and nobody walks over", number(*w.AtM/1000))
	},
	journey.ByWater: func(w *journey.Why) Message {
		if w.Kind == "land" {
			return say("land is in between: %s", called(w.Subject, w.Name))
		}
		return say("the sea is in between")
	},
	journey.ByNoRoad: func(w *journey.Why) Message {
		switch {
		case w.NearWay == nil:
			return say("it has no way there")
		case w.NeededH == 0:
			return say("it has no way there; the nearest route is %s, %s away", called(w.NearWay.Route, w.NearWay.Name), lengthOf(w.NearWay.DistanceM))
		}
		return say("no road leads there: of %s there and home %s are off route, and the shift is %s; the nearest route is %s, %s away",
			hoursOf(w.NeededH), hoursOf(w.OffRouteH), hoursOf(w.ShiftH), called(w.NearWay.Route, w.NearWay.Name), lengthOf(w.NearWay.DistanceM))
	},
	journey.ByShift: func(w *journey.Why) Message {
		return say("it takes up to %s there and home, and the shift is %s", hoursOf(w.NeededH), hoursOf(w.ShiftH))
	},
	journey.ByIsland: func(w *journey.Why) Message {
		if w.NearWay == nil {
			return say("the nearest route, %s, is not joined to those near its post", called(w.Subject, w.Name))
		}
		return say("the nearest route, %s, %s away, is not joined to those near its post", called(w.Subject, w.Name), lengthOf(w.NearWay.DistanceM))
	},
	journey.ByOneWay: func(w *journey.Why) Message {
		return say("%s leads one way only, and no other way is open", called(w.Subject, w.Name))
	},
}
