package main

import (
	"strings"

	"github.com/spf13/cobra"

	"lindero/data"
)

// importCommand is the flags of `lindero import`.
type importCommand struct {
	*app
	scenario, within, thin string
	ways, json             bool
}

func newImport(a *app) *cobra.Command {
	i := &importCommand{app: a}
	c := &cobra.Command{
		Use:   "import FILE --ways --scenario FOLDER",
		Short: "Bring roads and rivers into a scenario",
		Long: `Brings roads, tracks, paths, navigable rivers and ferries into a scenario.

FILE is OpenStreetMap (.osm.pbf, .osm, .osm.bz2, .osm.gz) or GeoJSON with its
tags, as osmtogeojson and ogr2ogr write them. Its ways become travel routes in
routes.geojson of the folder, cut where they cross the border, each part on its
side; gates and bollards on them go to barriers.geojson, piers and slipways
beside kept waters to landings.geojson. What an earlier import put there is
replaced; everything else in the folder stays.

It tells what was kept and dropped, and why, and how the ways hang together.`,
		Example: `  lindero import andorra-latest.osm.bz2 --ways --scenario andorra
  lindero import guatemala-latest.osm.pbf --ways --scenario gt-mx --within 50km`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("import takes one file; see lindero import --help")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return i.run(c, args[0]) },
	}
	f := c.Flags()
	f.BoolVar(&i.ways, "ways", false, "import roads, tracks, paths, navigable waters and ferries")
	f.StringVar(&i.scenario, "scenario", "", "the folder of the scenario")
	f.StringVar(&i.within, "within", "", "only ways within this distance of the border or a post, with unit (all)")
	f.StringVar(&i.thin, "thin", "1.5m", "how far a vertex may lie from the line without it to be left out; 0: none is")
	f.BoolVar(&i.json, "json", false, "print one JSON object instead of the text")
	return c
}

func (i *importCommand) run(c *cobra.Command, file string) error {
	l, err := i.lang()
	if err != nil {
		return err
	}
	in, err := i.of(file)
	if err != nil {
		return err
	}
	p := newProgress(c.ErrOrStderr(), l)
	in.Reading = p.reading()
	out, err := in.Ways(c.Context())
	p.end()
	if err != nil {
		return err
	}
	if i.json {
		return printJSON(c.OutOrStdout(), out)
	}
	return printImport(c.OutOrStdout(), l, out)
}

// of makes of the flags what to import.
func (i *importCommand) of(file string) (data.Import, error) {
	in := data.Import{File: file, Scenario: i.scenario}
	switch {
	case !i.ways:
		return in, usagef("import does not know what to import; add --ways")
	case i.scenario == "":
		return in, usagef("import writes into the folder of a scenario; add --scenario FOLDER")
	}
	for _, flag := range []struct {
		name, text string
		metres     *float64
	}{{"--within", i.within, &in.WithinM}, {"--thin", i.thin, &in.ThinM}} {
		if flag.text == "" || flag.name == "--thin" && strings.Trim(flag.text, "0m") == "" {
			continue
		}
		m, err := data.ParseLength(flag.text)
		if err != nil {
			return in, usagef("%s: %v", flag.name, err)
		}
		*flag.metres = m
	}
	switch {
	case in.WithinM > maxWithinM:
		return in, usagef("--within: %s is more than %d km", i.within, maxWithinM/1000)
	case in.ThinM > maxThinM:
		return in, usagef("--thin: %s is more than %d m", i.thin, maxThinM)
	}
	return in, nil
}

// maxThinM is the most that --thin may ask for: beyond it a road is no longer
// where it is.
const maxThinM = 100
