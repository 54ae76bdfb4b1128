package check

import (
	"math"
	"slices"
	"strconv"

	"lindero/planner"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/sectors"
)

// head checks what a plan says of itself and of its scenario.
func (c *checker) head() {
	p, s := c.plan, c.s
	c.whole(CodeFormat, "format", planner.PlanFormat, p.Format)
	c.text(CodeScenario, "scenario", s.Hash(), p.Scenario)
	c.text(CodeScenario, "name", s.Name, p.Name)
	for i := range s.Sides {
		c.text(CodeScenario, at("sides", i, ""), s.Sides[i].Code, p.Sides[i])
	}
	c.number(CodeScenario, "period_h", s.PeriodD*24, p.PeriodH)
	c.clock()
	reference := 0.0
	lengthM := 0.0
	for i := range s.Border {
		reference = max(reference, s.Rules.RevisitH.Of(s.Border[i].Kind))
		lengthM += s.Border[i].Line.LengthM()
	}
	c.number(CodeScenario, "reference_h", reference, p.ReferenceH)
	c.near(CodeScenario, "length_m", lengthM, p.LengthM, 1e-12)
	meet := p.Options.Meet
	switch {
	case meet != planner.Designated && meet != planner.Anywhere:
		c.add(CodeOptions, "options.meet", "designated or anywhere", strconv.Quote(string(meet)))
	case len(s.MeetingPoints) == 0 && meet == planner.Designated:
		c.add(CodeOptions, "options.meet", "anywhere, as there are no meeting points", string(meet))
	}
	c.anywhere = meet == planner.Anywhere || len(s.MeetingPoints) == 0
}

// derive cuts the border and finds how long the patrols take to it. Nothing
// else can be checked where there is no border.
func (c *checker) derive() bool {
	if len(c.s.Border) == 0 {
		c.add(CodeScenario, "length_m", "a scenario with a border", "one without")
		return false
	}
	total := 0.0
	for i := range c.s.Border {
		total += c.s.Border[i].Line.LengthM()
	}
	stepM := c.plan.Options.StepM
	if !(stepM > 0) || math.IsInf(stepM, 0) || total/stepM > maxElements {
		c.add(CodeOptions, "options.step_m", "above 0, and no less than "+show(total/maxElements), show(stepM))
		stepM = planner.DefaultStepM
	}
	a, err := axis.New(c.layout, stepM, c.plan.Options.CutsM...)
	if err != nil || a.N() == 0 || a.N() > 2*maxElements {
		c.add(CodeOptions, "options.step_m", "a border that can be cut", show(stepM))
		return false
	}
	c.axis = a
	c.row = newRow(a, c.s)
	if c.model, err = access.NewModel(a); err != nil {
		c.add(CodeScenario, "scenario", "land that ways can be found around", err.Error())
		return false
	}
	c.crewOf = map[string]*crew{}
	for i := range c.s.Patrols {
		if c.ctx.Err() != nil {
			return false
		}
		x := newCrew(c.model, c.s, i)
		c.crews = append(c.crews, x)
		if c.crewOf[x.ID] == nil {
			c.crewOf[x.ID] = x
		}
		if !slices.Contains(c.layerOf, x.Layer) {
			c.layerOf = append(c.layerOf, x.Layer)
		}
	}
	slices.SortFunc(c.layerOf, func(x, y string) int {
		switch {
		case x == y:
			return 0
		case x == sectors.SurfaceLayer, y != sectors.SurfaceLayer && x < y:
			return -1
		}
		return 1
	})
	return true
}
