package measure

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// Program is a program that measures some parts of something, each in a process of
// its own, and files a table of each.
type Program struct {
	Name     string   // before the names of its tables: plan-stages
	Packages []string // whose benchmarks are built
	Parts    []Part   // in the order of the README
}

// Part is something that is measured, and gives a table.
type Part struct {
	Name    string
	Measure func(context.Context, Asked, io.Writer) (string, error)
}

// Asked is what all parts are told.
type Asked struct {
	Out  string // folder of the programs that are built
	Runs int    // of each measurement, of which the median counts
}

// Run does what the arguments say: tables go to out, progress to log.
func (p Program) Run(ctx context.Context, args []string, out, log io.Writer) error {
	names := make([]string, len(p.Parts))
	for i, x := range p.Parts {
		names[i] = x.Name
	}
	var o Asked
	var only, readme string
	f := flag.NewFlagSet(p.Name, flag.ContinueOnError)
	f.SetOutput(log)
	f.StringVar(&o.Out, "out", filepath.Join(".cache", "bench"), "folder for the programs that are built")
	f.StringVar(&only, "only", "", "measure this alone: "+strings.Join(names, ", "))
	f.StringVar(&readme, "readme", "", "write the tables into this file too, between their markers")
	f.IntVar(&o.Runs, "runs", 5, "how often to measure; the median counts")
	if err := f.Parse(args); err != nil {
		return err
	}
	if o.Runs < 1 {
		return fmt.Errorf("-runs %d: at least one is needed", o.Runs)
	}
	if only == "" {
		return Each(ctx, p.Name, names, args, readme, out, log)
	}
	at := slices.Index(names, only)
	if at < 0 {
		return fmt.Errorf("-only %q is none of %s", only, strings.Join(names, ", "))
	}
	var err error
	if o.Out, err = filepath.Abs(o.Out); err != nil {
		return err
	}
	if err := Build(ctx, o.Out, log, p.Packages...); err != nil {
		return err
	}
	text, err := p.Parts[at].Measure(ctx, o, log)
	if err != nil {
		return err
	}
	on, err := Machine(ctx)
	if err != nil {
		return err
	}
	text += fmt.Sprintf("\nOn: %s; %s; RUNS=%d.\n", on[0], on[1], o.Runs)
	return Publish(out, readme, Table{Name: p.Name + "-" + only, Text: text})
}
