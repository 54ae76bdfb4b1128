// Command time measures what plans do with time: the timetable of a plan of
// Guatemala and Mexico, what it watches when and what goes unwatched for too
// long, beside others who are asked for the same; and how the cost grows:
//
//	go run ./bench/time                  everything
//	go run ./bench/time -only beside     beside or growth alone
//
// An answer that differs by more than its grid explains fails the run; times
// never do.
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

	"lindero/bench/measure"
)

// options are the flags.
type options struct {
	out    string // folder of the programs that are built
	only   string // what is measured; empty: all
	readme string // file whose tables are written anew; empty: none
	runs   int    // of each measurement, of which the median counts
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "time:", err)
		os.Exit(1)
	}
}

// part is something that is measured.
type part struct {
	name    string
	measure func(context.Context, options, io.Writer) (string, []string, error) // the table, and versions
}

// parts are what is measured, in the order of the README.
var parts = []part{{"beside", beside}, {"growth", growth}}

// run does what the arguments say: tables go to out, progress to log.
func run(ctx context.Context, args []string, out, log io.Writer) error {
	var o options
	f := flag.NewFlagSet("time", flag.ContinueOnError)
	f.SetOutput(log)
	f.StringVar(&o.out, "out", filepath.Join(".cache", "bench"), "folder for the programs that are built")
	f.StringVar(&o.only, "only", "", "measure this alone: beside or growth")
	f.StringVar(&o.readme, "readme", "", "write the tables into this file too, between their markers")
	f.IntVar(&o.runs, "runs", 5, "how often to measure; the median counts")
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
		return measure.Each(ctx, "time", names, args, o.readme, out, log)
	}
	at := slices.IndexFunc(parts, func(p part) bool { return p.name == o.only })
	if at < 0 {
		return fmt.Errorf("-only %q is none of beside, growth", o.only)
	}
	var err error
	if o.out, err = filepath.Abs(o.out); err != nil {
		return err
	}
	if err := measure.Build(ctx, o.out, log, "planner"); err != nil {
		return err
	}
	text, more, err := parts[at].measure(ctx, o, log)
	if text == "" {
		return err
	}
	on, errOn := measure.Machine(ctx)
	text += "\nOn: " + on[0]
	for _, version := range append(on[1:], more...) {
		text += "; " + version
	}
	return errors.Join(err, errOn, measure.Publish(out, o.readme, measure.Table{Name: "time-" + o.only, Text: text + ".\n"}))
}
