package process

import (
	"slices"

	"github.com/getkin/kin-openapi/openapi3"

	"lindero/planner"
)

// describe makes a process of its parts.
func describe(id, title, description string, in map[string]InputDescription, out map[string]OutputDescription) *process {
	return &process{Description: Description{
		Summary: Summary{ID: id, Version: "1.0.0", Title: title, Description: description,
			JobControlOptions:  []string{"sync-execute", "async-execute", "dismiss"},
			OutputTransmission: []string{"value"}},
		Inputs: in, Outputs: out,
	}}
}

// catalogue returns all processes.
func catalogue() []*process {
	return []*process{planProcess(), gapsProcess(), reinforceProcess(), compareProcess(), routeProcess(), checkProcess(), whatIfProcess()}
}

func planProcess() *process {
	p := describe("plan", "Plan a scenario",
		"Plans pairs, meeting points, sectors, beats and a timetable, and proves that no better ones exist for these pairs in this order. The plan becomes a dataset under /plans/{planId}.",
		map[string]InputDescription{
			"scenario": scenarioInput(required),
			"step_m":   stepM(),
			"meet":     meet(),
			"handover": in(optional, "Handover", "Ask neighbouring pairs to be at their common boundary in the same hour.", flag()),
			"keep":     planInput(optional, "Plan to keep to"),
		},
		map[string]OutputDescription{
			"summary": out("Summary", "What the plan comes to; as lindero plan --json prints it."),
			"plan":    out("Plan", "The whole plan, as plan.json. It is linked to unless it is asked for by value."),
		})
	p.byLink = []string{"plan"}
	p.OutputTransmission = []string{"value", "reference"}
	p.prepare = bind(planInputs{StepM: planner.DefaultStepM, Meet: "designated"}, preparePlan)
	return p
}

func gapsProcess() *process {
	p := describe("gaps", "Find gaps",
		"Finds the stretches of a scenario's watched routes that nothing covers; or, of a plan, from when to when which stretch is overdue in its timetable, in all of its period or in a window of time.",
		map[string]InputDescription{
			"scenario": scenarioInput(optional),
			"plan":     planInput(optional, "Plan"),
			"from":     in(optional, "From", "First day (2027-01-04) or time (RFC 3339) of the window; the start of the plan unless given.", text()),
			"to":       in(optional, "To", "Last day or time of the window; the end of the period unless given.", text()),
		},
		map[string]OutputDescription{
			"summary":  out("Summary", "As lindero gaps --json prints it: with a plan its gaps, days and totals."),
			"features": featuresOut("Gaps", "The gaps as GeoJSON."),
		})
	p.prepare = bind(gapsInputs{}, prepareGaps)
	return p
}

// maxMore is the most patrols that can be asked for.
const maxMore = 64

func reinforceProcess() *process {
	p := describe("reinforce", "Find where more patrols help most",
		"Finds from which posts more patrols would help most: the best that one, two, … more pairs can do, or the fewest that meet every revisit rule.",
		map[string]InputDescription{
			"scenario": scenarioInput(optional),
			"plan":     planInput(optional, "Plan whose scenario, step and meeting places are taken"),
			"patrols": in(optional, "Patrols", "How many more patrols each side gives.",
				openapi3.NewIntegerSchema().WithMin(1).WithMax(maxMore)),
			"close": in(optional, "Close", "Find the fewest pairs that meet every revisit rule, in place of patrols.", flag()),
			"posts": in(optional, "Posts", "Ids of the posts that they may start from; all of the scenario unless given.",
				openapi3.NewArraySchema().WithItems(text()).WithMinItems(1).WithMaxItems(1000).WithUniqueItems(true)),
			"step_m": stepM(),
			"meet":   meet(),
		},
		map[string]OutputDescription{
			"reinforcement": out("Reinforcement", "As lindero reinforce --json prints it."),
		})
	p.prepare = bind(reinforceInputs{}, prepareReinforce)
	return p
}

func compareProcess() *process {
	p := describe("compare", "Compare two plans",
		"Lists what moved from plan a to plan b of one border, and which gaps opened and closed.",
		map[string]InputDescription{
			"a": planInput(required, "Plan a"),
			"b": planInput(required, "Plan b"),
		},
		map[string]OutputDescription{
			"comparison": out("Comparison", "As lindero compare --json prints it."),
		})
	p.prepare = bind(compareInputs{}, prepareCompare)
	return p
}

func routeProcess() *process {
	p := describe("route", "Find a patrol's way",
		"Finds the quickest way of a patrol from its post to a place, and home. Where there is none it says why.",
		map[string]InputDescription{
			"scenario": scenarioInput(optional),
			"plan":     planInput(optional, "Plan whose scenario is taken"),
			"patrol":   in(required, "Patrol", "Id of the patrol.", text()),
			"to": in(required, "To", "Where it goes: longitude and latitude, degrees and minutes, an MGRS reference, a chainage of the border (123.4km), or the id or name of a meeting point or of a post of its own side.",
				text()),
			"step_m": stepM(),
			"home":   in(optional, "Home", "Give the legs of the way home as features too.", flag()),
		},
		map[string]OutputDescription{
			"summary":  out("Summary", "As lindero route --json prints it."),
			"features": featuresOut("Legs", "The legs as GeoJSON."),
		})
	p.prepare = bind(routeInputs{StepM: planner.DefaultStepM}, prepareRoute)
	return p
}

func checkProcess() *process {
	p := describe("check", "Check a plan",
		"Derives a plan again without the planner: times, shifts, meeting points, sectors, visits, what is covered and what is open, and the proof.",
		map[string]InputDescription{"plan": planInput(required, "Plan")},
		map[string]OutputDescription{
			"check": out("Check", "As lindero check --json prints it."),
		})
	p.prepare = bind(checkInputs{}, prepareCheck)
	return p
}

// find returns the process with an id; nil where there is none.
func (s *Service) find(id string) *process {
	i := slices.IndexFunc(s.processes, func(p *process) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return s.processes[i]
}

func (s *Service) ids() []string {
	out := make([]string, len(s.processes))
	for i, p := range s.processes {
		out[i] = p.ID
	}
	return out
}
