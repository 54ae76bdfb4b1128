package main

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"lindero/data"
	"lindero/planner/journey"
	"lindero/sectors"
)

// meetCommand is the flags of `lindero meet`.
type meetCommand struct {
	*app
	pair, patrols, posts string
	step, within         string
	output               string
	most                 int
	anywhere, json       bool
}

func newMeet(a *app) *cobra.Command {
	k := &meetCommand{app: a}
	c := &cobra.Command{
		Use:   "meet SCENARIO (--pair ID | --patrols A,B | --posts P,Q)",
		Short: "Find where two patrols meet soonest, what each reaches, and what of the border neither can",
		Long: `Finds where two patrols meet soonest, how far each gets in how long, and
which of the border one or both cannot reach and be home from within the shift,
and why.

The two are a pair of pairs.csv, or of a plan (A+B); two patrols; or those that
start from two posts: of each side the first by its id, of one layer.

-o writes the points, the ways of both to them and home, the isochrones and the
stretches out of reach: as one GeoJSON file, or as a folder with a file each.`,
		Example: `  lindero meet guatemala-mexico --pair GT-05+MX-05
  lindero meet andorra --posts ad-soldeu,eu-porta --anywhere -k 3
  lindero meet guatemala-mexico --patrols GT-08,MX-08 --isochrones 1h,2h,4h -o meet.geojson`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("meet takes one scenario; see lindero meet --help")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return k.run(c, args[0]) },
	}
	f := c.Flags()
	f.StringVar(&k.pair, "pair", "", "id of a pair of pairs.csv, or of a plan: A+B")
	f.StringVar(&k.patrols, "patrols", "", "ids of two patrols, with a comma between them")
	f.StringVar(&k.posts, "posts", "", "ids of two posts, with a comma between them")
	f.IntVarP(&k.most, "most", "k", 5, "how many meeting points to tell")
	f.BoolVar(&k.anywhere, "anywhere", false, "at every breakpoint, points at least 1 km apart, not only at the scenario's meeting points")
	f.StringVar(&k.within, "isochrones", "", "limits with unit, such as 1h,2h,4h; default: quarters of the shorter shift")
	f.StringVar(&k.step, "step", "100m", "between breakpoints of the border, with unit")
	f.StringVarP(&k.output, "output", "o", "", "write GeoJSON: a file that ends in .geojson (- for standard output), or a new folder")
	f.BoolVar(&k.json, "json", false, "print one JSON object instead of the tables")
	return c
}

func (k *meetCommand) run(c *cobra.Command, name string) error {
	l, err := k.lang()
	if err != nil {
		return err
	}
	q, err := k.question()
	if err != nil {
		return err
	}
	folder, file := "", k.output
	if k.output != "" && k.output != "-" && !strings.EqualFold(filepath.Ext(k.output), ".geojson") {
		folder, file = k.output, ""
	}
	if folder != "" && slices.Contains(data.Embedded(), filepath.Clean(folder)) {
		return usagef("--output: a folder %s would be taken for the scenario of that name in the box; give it another", folder)
	}
	out, err := openOutput(file)
	if err != nil {
		return err
	}
	defer data.Abandon(out.geojson)
	layout, _, err := readLayout(name)
	if err != nil {
		return err
	}
	if q.Patrols, err = k.who(layout.Scenario); err != nil {
		return journeyProblems(name, err)
	}
	progress := newProgress(c.ErrOrStderr(), l)
	progress.busy("computing")
	r, err := journey.Meet(c.Context(), layout, q)
	progress.end()
	if err != nil {
		return journeyProblems(name, err)
	}
	if folder != "" {
		if err := data.WriteMeetingFolder(folder, layout, r); err != nil {
			return err
		}
	}
	if err := out.write(c.Context(), c.OutOrStdout(), func(w io.Writer) error { return data.WriteMeetingGeoJSON(w, layout, r) }, nil); err != nil {
		return err
	}
	switch {
	case k.json:
		return printJSON(c.OutOrStdout(), data.SummariseMeeting(layout, r))
	case k.output == "-":
		return nil
	}
	return printMeeting(c.OutOrStdout(), l, layout, r)
}

// question makes of the flags what is asked.
func (k *meetCommand) question() (journey.Question, error) {
	q := journey.Question{Most: k.most, Anywhere: k.anywhere}
	given := 0
	for _, flag := range []string{k.pair, k.patrols, k.posts} {
		if flag != "" {
			given++
		}
	}
	switch {
	case given != 1:
		return q, usagef("meet needs to know who meets; give one of --pair, --patrols and --posts")
	case k.most < 1 || k.most > journey.MostPoints:
		return q, usagef("-k: %d is not between 1 and %d", k.most, journey.MostPoints)
	case k.json && k.output == "-":
		return q, usagef("--json and %q both write to standard output; name a file", "-")
	}
	var err error
	if q.StepM, err = data.ParseLength(k.step); err != nil {
		return q, usagef("--step: %v", err)
	}
	if k.within == "" {
		return q, nil
	}
	for text := range strings.SplitSeq(k.within, ",") {
		h, err := data.ParseHours(text)
		if err != nil {
			return q, usagef("--isochrones: %v", err)
		}
		q.WithinH = append(q.WithinH, h)
	}
	slices.Sort(q.WithinH)
	q.WithinH = slices.Compact(q.WithinH)
	return q, nil
}

// who returns the patrols that meet.
func (k *meetCommand) who(s *sectors.Scenario) ([2]string, error) {
	if k.pair != "" {
		return journey.PairOf(s, k.pair)
	}
	text, flag := k.patrols, "--patrols"
	if k.posts != "" {
		text, flag = k.posts, "--posts"
	}
	ids := strings.Split(text, ",")
	if len(ids) != 2 {
		return [2]string{}, usagef("%s: %q are not two ids; write them with one comma between them", flag, text)
	}
	two := [2]string{strings.TrimSpace(ids[0]), strings.TrimSpace(ids[1])}
	if k.posts != "" {
		return journey.PatrolsAt(s, two)
	}
	return two, nil
}
