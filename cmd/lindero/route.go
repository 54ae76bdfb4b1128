package main

import (
	"errors"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"lindero/data"
	"lindero/planner/journey"
	"lindero/sectors"
)

// routeCommand is the flags of `lindero route`.
type routeCommand struct {
	*app
	patrol, to, step string
	output           string
	home, json       bool
}

func newRoute(a *app) *cobra.Command {
	k := &routeCommand{app: a}
	c := &cobra.Command{
		Use:   "route SCENARIO --patrol ID --to WHERE",
		Short: "Find the way of a patrol from its post to a place, and home",
		Long: `Finds the quickest way of a patrol from its post to a place, and home: by the
scenario's roads, rivers and lanes, off route where none leads, and along the
border on its own side.

WHERE is longitude and latitude, degrees and minutes, an MGRS reference, a
chainage of the border (123.4km), or the id or name of a meeting point or of a
post of the patrol's own side. A place within 100 m of the border is on it.

Where there is no way it says why, and the status is 1. A way that is longer
than the patrol's shift is told, with a warning.`,
		Example: `  lindero route andorra --patrol AD-03 --to "Port de Rat"
  lindero route guatemala-mexico --patrol GT-05 --to 420km --home
  lindero route guatemala-mexico --patrol MX-05 --to -92.1471,14.9650 -o way.geojson`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("route takes one scenario; see lindero route --help")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return k.run(c, args[0]) },
	}
	f := c.Flags()
	f.StringVar(&k.patrol, "patrol", "", "id of the patrol")
	f.StringVar(&k.to, "to", "", "where it is to go")
	f.StringVar(&k.step, "step", "100m", "between breakpoints of the border, with unit")
	f.BoolVar(&k.home, "home", false, "show the way home too")
	f.StringVarP(&k.output, "output", "o", "", "write the legs as GeoJSON (- for standard output)")
	f.BoolVar(&k.json, "json", false, "print one JSON object instead of the table")
	return c
}

func (k *routeCommand) run(c *cobra.Command, name string) error {
	l, err := k.lang()
	if err != nil {
		return err
	}
	switch {
	case k.patrol == "":
		return usagef("route needs to know whose way; add --patrol ID")
	case k.to == "":
		return usagef("route needs to know where to; add --to WHERE")
	case k.json && k.output == "-":
		return usagef("--json and %q both write to standard output; name a file", "-")
	}
	stepM, err := data.ParseLength(k.step)
	if err != nil {
		return usagef("--step: %v", err)
	}
	out, err := openOutput(k.output)
	if err != nil {
		return err
	}
	defer data.Abandon(out.geojson)
	layout, _, err := readLayout(name)
	if err != nil {
		return err
	}
	j, err := k.journey(c, name, layout, stepM)
	if err != nil {
		return err
	}
	if err := out.write(c.Context(), c.OutOrStdout(), func(w io.Writer) error { return data.WriteJourneyGeoJSON(w, layout, j, k.home) }, nil); err != nil {
		return err
	}
	switch {
	case k.json:
		err = printJSON(c.OutOrStdout(), data.SummariseJourney(layout, j))
	case k.output != "-":
		err = printJourney(c.OutOrStdout(), l, layout, j, k.home)
	}
	if err == nil && j.NoWay != nil {
		return errOpen
	}
	return err
}

// journey finds the way.
func (k *routeCommand) journey(c *cobra.Command, name string, layout *sectors.Layout, stepM float64) (*journey.Journey, error) {
	to := journey.Destination{}
	patrols := layout.Scenario.Patrols
	if i := slices.IndexFunc(patrols, func(p sectors.Patrol) bool { return p.ID == k.patrol }); i >= 0 {
		var err error
		if to, err = data.ParsePlace(layout, &patrols[i], k.to); err != nil {
			return nil, usagef("--to: %v", err)
		}
	}
	j, err := journey.Route(c.Context(), layout, k.patrol, to, stepM)
	return j, journeyProblems(name, err)
}

// journeyProblems makes a problem of the scenario of what is wrong with a
// question about ways.
func journeyProblems(name string, err error) error {
	var p *journey.Problem
	if !errors.As(err, &p) {
		return err
	}
	return &data.InputError{Problems: []data.Problem{{File: name, What: data.JourneyMessage(p)}}}
}

// openOutput starts writing a GeoJSON file; none for "", standard output for -.
func openOutput(name string) (*outputs, error) {
	o := &outputs{toStdout: name == "-"}
	if name == "" || o.toStdout {
		return o, nil
	}
	var err error
	o.geojson, err = data.Create(name)
	return o, err
}
