// Command plan measures planning: the division of a border beside CBC, the
// stages of a plan of Guatemala and Mexico, and how the cost grows:
//
//	go run ./bench/plan                  everything
//	go run ./bench/plan -only stages     cbc, stages or growth alone
//
// Values that CBC finds and ours have to be the same, or the run fails; times
// never fail it. It runs the project's own benchmarks, each in a process of
// its own.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"time"

	"lindero/bench/measure"
)

// options are the flags.
type options struct {
	out    string // folder of the programs that are built
	only   string // what is measured; empty: all
	readme string // file whose tables are written anew; empty: none
	runs   int    // of each measurement, of which the median counts
	limit  time.Duration
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "plan:", err)
		os.Exit(1)
	}
}

// part is something that is measured.
type part struct {
	name    string
	measure func(context.Context, options, io.Writer) (string, error)
}

// parts are what is measured, in the order of the README.
var parts = []part{{"cbc", besideCBC}, {"stages", stages}, {"growth", growth}}

// run does what the arguments say: tables go to out, progress to log.
func run(ctx context.Context, args []string, out, log io.Writer) error {
	var o options
	f := flag.NewFlagSet("plan", flag.ContinueOnError)
	f.SetOutput(log)
	f.StringVar(&o.out, "out", filepath.Join(".cache", "bench"), "folder for the programs that are built")
	f.StringVar(&o.only, "only", "", "measure this alone: cbc, stages or growth")
	f.StringVar(&o.readme, "readme", "", "write the tables into this file too, between their markers")
	f.IntVar(&o.runs, "runs", 5, "how often to measure; the median counts")
	f.DurationVar(&o.limit, "limit", time.Minute, "how long CBC may take for one border")
	if err := f.Parse(args); err != nil {
		return err
	}
	if o.runs < 1 {
		return fmt.Errorf("-runs %d: at least one is needed", o.runs)
	}
	if o.only == "" {
		names := make([]string, len(parts))
		for i, p := range parts {
			names[i] = p.name
		}
		return measure.Each(ctx, "plan", names, args, o.readme, out, log)
	}
	at := slices.IndexFunc(parts, func(p part) bool { return p.name == o.only })
	if at < 0 {
		return fmt.Errorf("-only %q is none of cbc, stages, growth", o.only)
	}
	var err error
	if o.out, err = filepath.Abs(o.out); err != nil {
		return err
	}
	if err := measure.Build(ctx, o.out, log, "planner", "planner/divide"); err != nil {
		return err
	}
	text, err := parts[at].measure(ctx, o, log)
	if err != nil {
		return err
	}
	on, err := measure.Machine(ctx)
	if err != nil {
		return err
	}
	text += fmt.Sprintf("\nOn: %s; %s.\n", on[0], on[1])
	return measure.Publish(out, o.readme, measure.Table{Name: "plan-" + o.only, Text: text})
}
