package main

import (
	"math"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lindero/data"
	"lindero/planner"
	"lindero/sectors"
)

// choices are the flags of everything that plans.
type choices struct{ step, meet string }

func (ch *choices) chosenBy(f *pflag.FlagSet) {
	f.StringVar(&ch.step, "step", "100m", "between breakpoints of the border, with unit")
	f.StringVar(&ch.meet, "meet", string(planner.Designated), "where pairs may meet: designated (points of the scenario) or anywhere")
}

// options makes of the flags what the planner takes.
func (ch *choices) options() (planner.Options, error) {
	o := planner.Options{Meet: planner.Meet(ch.meet), Version: version}
	if o.Meet != planner.Designated && o.Meet != planner.Anywhere {
		return o, usagef("--meet: %q is no place to meet; write designated or anywhere", ch.meet)
	}
	m, err := data.ParseLength(ch.step)
	if err != nil {
		return o, usagef("--step: %v", err)
	}
	o.StepM = m
	return o, nil
}

// planCommand is the flags of `lindero plan`.
type planCommand struct {
	*app
	choices
	output, keep       string
	json, beats, proof bool
	sorties, handover  bool
	picture            pictureFlags
}

func newPlan(a *app) *cobra.Command {
	p := &planCommand{app: a}
	c := &cobra.Command{
		Use:   "plan SCENARIO",
		Short: "Plan pairs, meeting points, sectors and beats, and prove that no better ones exist",
		Long: `Plans pairs, meeting points, sectors and beats, and proves that no better ones
exist for these pairs in this order.

It prints who meets whom where, which sector each pair walks and how often,
what stays open and the smallest change that would mend it, and the proof.
Stretches that stay open are no failure: the status is 1 only where no pair
can be formed, or none can visit anything.`,
		Example: `  lindero plan guatemala-mexico
  lindero plan guatemala-mexico -o plan --beats --lang es
  lindero plan my-scenario --keep plan -o new-plan
  lindero plan my-scenario --picture week.svg --picture-from 2027-01-04 --picture-to 2027-01-10`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("plan takes one scenario; see lindero plan --help")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return p.run(c, args[0]) },
	}
	f := c.Flags()
	p.chosenBy(f)
	f.StringVarP(&p.output, "output", "o", "", "write the plan into this folder: plan.json and GeoJSON")
	f.StringVar(&p.keep, "keep", "", "a plan of which to change as little as the objectives allow")
	f.BoolVar(&p.beats, "beats", false, "print every beat")
	f.BoolVar(&p.sorties, "sorties", false, "print the timetable: every sortie with its times")
	f.BoolVar(&p.handover, "handover", false, "ask neighbouring pairs to be at their common boundary in the same hour")
	f.BoolVar(&p.proof, "proof", false, "print how far each pair gets at the next smaller revisit")
	f.BoolVar(&p.json, "json", false, "print one JSON object instead of the tables")
	p.picture.chosenBy(f)
	return c
}

func (p *planCommand) run(c *cobra.Command, name string) error {
	l, err := p.lang()
	if err != nil {
		return err
	}
	o, err := p.options()
	if err != nil {
		return err
	}
	if c.Flags().Changed("output") && (p.output == "" || p.output == "-") {
		return usagef("--output: a plan is a folder; name one")
	}
	if p.output != "" && slices.Contains(data.Embedded(), filepath.Clean(p.output)) {
		return usagef("--output: a folder %s would be taken for the scenario of that name in the box; give it another", p.output)
	}
	if err := p.picture.check(c.Flags(), p.output); err != nil {
		return err
	}
	layout, defaults, err := readLayout(name)
	if err != nil {
		return err
	}
	drawn, err := p.picture.open(layout.Scenario)
	if err != nil {
		return err
	}
	defer drawn.abandon()
	o.Handover = p.handover
	if p.keep != "" {
		if o.Current, err = current(p.keep, layout); err != nil {
			return err
		}
	}
	progress := newProgress(c.ErrOrStderr(), l)
	progress.busy("planning")
	plan, err := planner.Run(c.Context(), layout, o)
	progress.end()
	if err != nil {
		return data.PlanProblems(name, err)
	}
	if err := drawn.draw(l, layout, plan); err != nil {
		return err
	}
	if p.output != "" {
		if err := data.WritePlan(p.output, name, layout, plan); err != nil {
			return err
		}
	}
	if err := drawn.commit(); err != nil {
		return err
	}
	if p.json {
		err = printJSON(c.OutOrStdout(), data.SummarisePlan(layout, plan, defaults))
	} else {
		t := newPlanTables(l, layout, plan)
		t.beats, t.proof, t.sorties, t.made, t.folder, t.picture = p.beats, p.proof, p.sorties, name, p.output, p.picture.file
		err = t.print(c.OutOrStdout(), defaults)
	}
	if err == nil && len(plan.Beats) == 0 {
		return errOpen
	}
	return err
}

// readLayout reads a scenario and indexes it.
func readLayout(name string) (*sectors.Layout, []string, error) {
	s, defaults, err := data.ReadScenario(name)
	if err != nil {
		return nil, nil, err
	}
	layout, err := sectors.NewLayout(s)
	return layout, defaults, err
}

// sameBorderM is by how much the lengths of one border may differ.
const sameBorderM = 1

// current reads the plan that is to be kept, which has to be of this border.
func current(path string, l *sectors.Layout) (*planner.Plan, error) {
	plan, err := data.ReadPlan(path)
	if err != nil {
		return nil, err
	}
	if otherBorder(plan, l) {
		return nil, usagef("--keep: %s is a plan of another border (%s); name one of %s", path, plan.Name, l.Scenario.Name)
	}
	return plan, nil
}

// otherBorder reports whether a plan is not of a layout's border.
func otherBorder(p *planner.Plan, l *sectors.Layout) bool {
	sides := [2]string{l.Scenario.Sides[0].Code, l.Scenario.Sides[1].Code}
	return p.Sides != sides || !(math.Abs(p.LengthM-borderLengthM(l)) <= sameBorderM)
}

func borderLengthM(l *sectors.Layout) float64 {
	n := len(l.BorderFromM)
	if n == 0 {
		return 0
	}
	return l.BorderFromM[n-1] + l.Routes[n-1].Line.LengthM()
}
