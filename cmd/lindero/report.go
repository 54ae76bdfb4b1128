package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lindero/data"
	"lindero/lang"
	"lindero/report"
	"lindero/report/batch"
	"lindero/report/formats"
	"lindero/report/paper"
)

// moreOfOne is how many further pairs are tried for a report of one plan; of many
// plans none, unless it is asked for, as it takes longer than all else.
const moreOfOne = 3

// reportCommand is the flags of `lindero report`.
type reportCommand struct {
	*app
	choices
	output, since, side string
	paper, sheets, list string
	formats             []string
	more                int
	public, json        bool
}

func newReport(a *app) *cobra.Command {
	r := &reportCommand{app: a}
	c := &cobra.Command{
		Use:   "report PLAN|SCENARIO -o FILE | report PLAN|SCENARIO… -o FOLDER",
		Short: "Make the coverage-gap report of a plan, or of many",
		Long: `Makes the coverage-gap report of a plan: a summary, maps, the time–distance
picture, the gaps by exposure, what further pairs would close, and the proof.
The ending of FILE says what it is: .html, .pdf, .xlsx, .csv or .md. A scenario
is planned first.

Of several plans and scenarios, of a folder that holds such, or of a --list of
them, -o is a folder: with a folder for each, index.html, and all gaps in
gaps.geojson and gaps.csv. What cannot be made is told, and the others go on;
the status is then 2. Run again, it keeps what was made from the same input.

--side GT names the posts and patrols of GT only. --public names none, tells no
times, and nothing finer than a sector.`,
		Example: `  lindero report guatemala-mexico -o report.html --lang es
  lindero report plan -o report.pdf --since last-month --side MX --sheets sheets
  lindero report borders/ -o reports --format html,pdf`,
		RunE: func(c *cobra.Command, args []string) error { return r.run(c, args) },
	}
	f := c.Flags()
	r.chosenBy(f)
	r.written(f)
	f.StringVar(&r.since, "since", "", "an earlier plan of the border: tell what has changed")
	f.StringVar(&r.side, "side", "", "for this side only: of the other no post and no patrol is named")
	f.BoolVar(&r.public, "public", false, "for everybody: no posts, no patrols, no times, nothing finer than a sector")
	f.IntVar(&r.more, "more", moreOfOne, "tell what up to so many more pairs would close; of many plans 0 unless given")
	f.StringVar(&r.list, "list", "", "a file that names plans and scenarios, one a line (- for standard input)")
	f.BoolVar(&r.json, "json", false, "print one JSON object instead of the text")
	return c
}

// written are the flags about what is written.
func (r *reportCommand) written(f *pflag.FlagSet) {
	f.StringVarP(&r.output, "output", "o", "", "the file, by its ending (- for standard output), or a folder for many")
	f.StringSliceVar(&r.formats, "format", nil, "of many, or with -o -: html, pdf, xlsx, csv, md, with commas between them (html)")
	f.StringVar(&r.paper, "paper", "a4", "paper of PDFs: a4 or letter")
	f.StringVar(&r.sheets, "sheets", "", "of one plan: write the sheet of each pair and its calendar into this folder")
}

// reporting is what the flags come to.
type reporting struct {
	lang    lang.Lang
	options batch.Options
	paths   []string
}

func (r *reportCommand) run(c *cobra.Command, args []string) error {
	l, err := r.lang()
	if err != nil {
		return err
	}
	g, err := r.read(c, l, args)
	if err != nil {
		return err
	}
	jobs, err := batch.Find(g.paths)
	if err != nil {
		return err
	}
	if format, ok, err := r.file(); err != nil {
		return err
	} else if ok {
		if len(jobs) != 1 {
			return usagef("%s is one file, and these are %d reports; name a folder with -o", r.output, len(jobs))
		}
		return r.one(c, g, format, &jobs[0])
	}
	return r.many(c, g, jobs)
}

// read checks the flags and makes of them what the packages take.
func (r *reportCommand) read(c *cobra.Command, l lang.Lang, args []string) (*reporting, error) {
	plan, err := r.options()
	if err != nil {
		return nil, err
	}
	g := &reporting{lang: l, paths: args, options: batch.Options{Plan: plan, More: r.more,
		Report: report.Options{Lang: l, Viewer: report.Viewer{Side: strings.ToUpper(r.side), Public: r.public}}}}
	if g.options.Writing.Paper, err = paper.ParseSize(r.paper); err != nil {
		return nil, usagef("--paper: %q is no paper; write a4 or letter", r.paper)
	}
	switch {
	case len(args) == 0 && r.list == "":
		return nil, usagef("report takes plans or scenarios, or --list FILE; see lindero report --help")
	case r.output == "":
		return nil, usagef("report writes a file or a folder; name it with -o, such as -o report.html")
	case r.public && r.side != "":
		return nil, usagef("--public is for everybody and --side for one side; leave out one")
	case r.public && r.sheets != "":
		return nil, usagef("--sheets names posts and times, which --public leaves out; leave out one")
	case r.sheets != "" && r.output != "-" && sameFolder(r.sheets, filepath.Dir(r.output)):
		return nil, usagef("--sheets and -o: sheets have a folder of their own; name another than that of %s", r.output)
	case r.more < 0 || r.more > maxMore:
		return nil, usagef("--more: %d is not between 0 and %d", r.more, maxMore)
	case r.json && r.output == "-":
		return nil, usagef("--json and %q both write to standard output; name a file", "-")
	}
	if r.list != "" {
		listed, err := r.listed(c)
		if err != nil {
			return nil, err
		}
		g.paths = append(g.paths, listed...)
	}
	if r.since != "" {
		if g.options.Since, err = data.ReadPlan(r.since); err != nil {
			return nil, err
		}
	}
	return g, nil
}

// sameFolder reports whether two names are of one folder.
func sameFolder(a, b string) bool {
	ia, errA := os.Stat(a)
	ib, errB := os.Stat(b)
	if errA == nil && errB == nil {
		return os.SameFile(ia, ib)
	}
	return filepath.Clean(a) == filepath.Clean(b)
}

// listed reads the list of what to report on.
func (r *reportCommand) listed(c *cobra.Command) ([]string, error) {
	if r.list == "-" {
		return batch.ReadList(c.InOrStdin(), "-")
	}
	f, err := os.Open(r.list)
	if err != nil {
		return nil, usagef("--list: %s: %v", r.list, data.Reason(err))
	}
	defer f.Close()
	return batch.ReadList(f, r.list)
}

// file reports whether -o is a file, and in which format.
func (r *reportCommand) file() (f formats.Format, ok bool, err error) {
	ending := strings.TrimPrefix(filepath.Ext(r.output), ".")
	info, statErr := os.Stat(r.output)
	if r.output == "-" {
		if len(r.formats) != 1 {
			return f, false, usagef("-o - is one file; say what it is with --format html, or another of %s", data.OneOf(formats.Codes()))
		}
		f, err = r.format(r.formats[0])
		return f, err == nil, err
	}
	if ending == "" || statErr == nil && info.IsDir() || strings.HasSuffix(r.output, string(filepath.Separator)) {
		return f, false, nil
	}
	if f, err = formats.Of(ending); err != nil {
		if len(r.formats) > 0 {
			return f, false, nil // a folder with a point in its name
		}
		return f, false, usagef("-o %s: no report is written as %q; let the name end with %s, or name a folder", r.output, ending, data.OneOf(formats.Codes()))
	}
	if len(r.formats) > 0 && (len(r.formats) > 1 || !strings.EqualFold(r.formats[0], f.Code)) {
		return f, false, usagef("-o %s is one file of its own format; leave out --format, or name a folder", r.output)
	}
	return f, true, nil
}

// format returns a format that --format names.
func (r *reportCommand) format(code string) (formats.Format, error) {
	f, err := formats.Of(strings.TrimSpace(code))
	if err != nil {
		return f, usagef("--format: no report is written as %q; write %s", code, data.OneOf(formats.Codes()))
	}
	return f, nil
}
