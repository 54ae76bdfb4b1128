package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
	"lindero/sectors"
)

// gapsCommand is the flags of `lindero gaps`.
type gapsCommand struct {
	*app
	timed                overdueFlags
	posts, reach, inside string
	output, csv          string
	json                 bool
}

func newGaps(a *app) *cobra.Command {
	g := &gapsCommand{app: a}
	c := &cobra.Command{
		Use:   "gaps SCENARIO [--plan PLAN] | gaps LINES.geojson --posts FILE --reach 10km [--inside POLYGONS.geojson]",
		Short: "Find the stretches of watched lines that nothing covers",
		Long: `Finds the stretches of watched lines that nothing covers.

Of a SCENARIO (a folder, or the name of one in the box) it takes the watched
routes, and what patrols reach from their posts. With --plan it tells from when
to when which stretch is overdue in the timetable of that plan, which repeats:
in all of its period, or in any window from --from to --to.

With --posts or --inside the argument is a file of lines: GeoJSON LineString
and MultiLineString features. A stretch is covered within reach of a post or
inside a polygon. Posts are GeoJSON points, or CSV with lon and lat; a reach_m
of their own comes before --reach.`,
		Example: `  lindero gaps guatemala-mexico
  lindero gaps guatemala-mexico --plan plan --from 2027-01-06 --to 2027-01-06
  lindero gaps border.geojson --posts towns.csv --reach 10km -o gaps.geojson`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("gaps takes one scenario, or one file of lines; see lindero gaps --help")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return g.run(c, args[0]) },
	}
	f := c.Flags()
	f.StringVar(&g.posts, "posts", "", "places that watch: GeoJSON points, or CSV with lon,lat[,reach_m,id,name]")
	f.StringVar(&g.reach, "reach", "", "how far a place sees, with unit: 10km, 500m, 3nmi")
	f.StringVar(&g.inside, "inside", "", "GeoJSON polygons in which all is covered")
	f.StringVarP(&g.output, "output", "o", "", "write the gaps as GeoJSON (- for standard output)")
	f.StringVar(&g.csv, "csv", "", "write the gaps as CSV, their shape as a measured line in WKT")
	f.BoolVar(&g.json, "json", false, "print one JSON object instead of the table")
	g.timed.chosenBy(f)
	return c
}

func (g *gapsCommand) run(c *cobra.Command, name string) error {
	l, err := g.lang()
	if err != nil {
		return err
	}
	if err := g.check(name); err != nil {
		return err
	}
	if g.timed.plan != "" {
		return g.overdue(c, l, name)
	}
	out, err := g.open()
	if err != nil {
		return err
	}
	defer data.Abandon(out.geojson, out.csv)
	progress := newProgress(c.ErrOrStderr(), l)
	scenario, defaults, err := g.read(c.Context(), name, progress)
	if err != nil {
		return err
	}
	r, err := coverageOf(c.Context(), scenario, progress)
	if err != nil {
		return err
	}
	if err := out.write(c.Context(), c.OutOrStdout(), func(w io.Writer) error { return data.WriteGapsGeoJSON(w, r) },
		func(w io.Writer) error { return data.WriteGapsCSV(w, r) }); err != nil {
		return err
	}
	switch {
	case g.json:
		return printJSON(c.OutOrStdout(), data.Summarise(r, defaults))
	case g.output == "-" || g.csv == "-":
		return nil
	}
	return printReport(c.OutOrStdout(), l, r, defaults)
}

// batch reports whether the argument is a file of lines.
func (g *gapsCommand) batch() bool { return g.posts != "" || g.inside != "" }

// check refuses flags that do not go together.
func (g *gapsCommand) check(name string) error {
	info, err := os.Stat(name)
	isFolder := err == nil && info.IsDir()
	switch {
	case g.timed.plan == "" && (g.timed.from != "" || g.timed.to != ""):
		return usagef("--from and --to are of a plan's timetable; add --plan PLAN")
	case g.timed.plan != "" && (g.batch() || g.reach != ""):
		return usagef("--plan goes with a scenario; leave out --posts, --inside and --reach")
	case g.batch() && (isFolder || err != nil && slices.Contains(data.Embedded(), name)):
		return usagef("%s is a scenario and has its own posts; leave out --posts, --inside and --reach, or name a file of lines", name)
	case g.reach != "" && g.posts == "":
		return usagef("--reach is the reach of --posts; add --posts FILE, or leave it out for a scenario")
	case g.output != "" && sameFile(g.output, g.csv):
		return usagef("--output and --csv name the same file %s; give each its own", g.output)
	case g.json && (g.output == "-" || g.csv == "-"):
		return usagef("--json and %q both write to standard output; name a file", "-")
	}
	for _, in := range []string{name, g.posts, g.inside} {
		for _, out := range []string{g.output, g.csv} {
			if out != "" && sameFile(in, out) {
				return usagef("%s is read and would be written over; name another file for the gaps", out)
			}
		}
	}
	return nil
}

// sameFile reports whether two names are of one file, be it there or not.
func sameFile(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	ia, errA := os.Stat(a)
	ib, errB := os.Stat(b)
	if errA == nil && errB == nil {
		return os.SameFile(ia, ib) && ia.Mode().IsRegular()
	}
	return filepath.Clean(a) == filepath.Clean(b)
}

// read reads the scenario, or makes one of lines and places.
func (g *gapsCommand) read(ctx context.Context, name string, p *progress) (*sectors.Scenario, []string, error) {
	if !g.batch() {
		return data.ReadScenario(name)
	}
	b := data.Batch{Lines: name, Posts: g.posts, Inside: g.inside, Reading: p.reading()}
	if g.reach != "" {
		m, err := data.ParseLength(g.reach)
		if err != nil {
			return nil, nil, usagef("--reach: %v", err)
		}
		b.ReachM = m
	}
	s, err := data.ReadBatch(ctx, b)
	p.end()
	return s, nil, err
}

// coverageOf computes the report of a scenario.
func coverageOf(ctx context.Context, s *sectors.Scenario, p *progress) (*planner.Report, error) {
	layout, err := sectors.NewLayout(s)
	if err != nil {
		return nil, err
	}
	r, err := planner.NewReport(ctx, layout, p.computing())
	p.end()
	return r, err
}

// outputs are the files that gaps go to.
type outputs struct {
	geojson, csv    *data.Output // nil: none, or standard output
	toStdout, asCSV bool
}

// open starts writing the files before the work begins, so that a folder that
// cannot be written to is told at once.
func (g *gapsCommand) open() (*outputs, error) {
	o := &outputs{toStdout: g.output == "-", asCSV: g.csv == "-"}
	var err error
	if g.output != "" && !o.toStdout {
		if o.geojson, err = data.Create(g.output); err != nil {
			return nil, err
		}
	}
	if g.csv != "" && !o.asCSV {
		if o.csv, err = data.Create(g.csv); err != nil {
			data.Abandon(o.geojson)
			return nil, err
		}
	}
	return o, nil
}

// write writes both files, each in its own way, and only then gives them
// their names.
func (o *outputs) write(ctx context.Context, stdout io.Writer, geojson, csv func(io.Writer) error) error {
	if o.geojson != nil {
		if err := geojson(o.geojson); err != nil {
			return err
		}
	}
	if o.csv != nil {
		if err := csv(o.csv); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := data.Commit(o.geojson, o.csv); err != nil {
		return err
	}
	if o.toStdout {
		return buffered(stdout, geojson)
	}
	if o.asCSV {
		return buffered(stdout, csv)
	}
	return nil
}

func buffered(w io.Writer, write func(io.Writer) error) error {
	b := bufio.NewWriter(w)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}

func printJSON(w io.Writer, v any) error {
	return buffered(w, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return e.Encode(v)
	})
}

// printReport prints a report as a table for people.
func printReport(w io.Writer, l lang.Lang, r *planner.Report, defaults []string) error {
	return buffered(w, func(w io.Writer) error { return newTables(w, l, r).print(defaults) })
}
