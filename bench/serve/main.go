// Command serve measures `lindero serve` under load, beside nginx where that
// serves the same bytes as files:
//
//	go run ./bench/serve                 everything
//	go run ./bench/serve -only answers   answers, what-if, memory, clients or work alone
//
// An answer that is not as it should be fails the run; how long it takes never
// does. All of it is on this machine's loopback, with ports that are free.
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
	only     string // what is measured; empty: all
	readme   string // file whose tables are written anew; empty: none
	runs     int    // of each measurement, of which the median counts
	seconds  int    // how long wrk asks for, in each run
	requests int    // of the measurement of memory
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

// bench is what a part has to measure with.
type bench struct {
	options
	program string // lindero
	dir     string // a temporary folder
	log     io.Writer
}

// part is something that is measured.
type part struct {
	name    string
	measure func(context.Context, *bench) (string, []string, error) // the table, and versions
}

// parts are what is measured, in the order of the README.
var parts = []part{{"answers", answers}, {"what-if", whatIf}, {"work", work}, {"memory", memory}, {"clients", clients}}

// run does what the arguments say: tables go to out, progress to log.
func run(ctx context.Context, args []string, out, log io.Writer) error {
	var o options
	f := flag.NewFlagSet("serve", flag.ContinueOnError)
	f.SetOutput(log)
	f.StringVar(&o.only, "only", "", "measure this alone: answers, what-if, work, memory or clients")
	f.StringVar(&o.readme, "readme", "", "write the tables into this file too, between their markers")
	f.IntVar(&o.runs, "runs", 5, "how often to measure; the median counts")
	f.IntVar(&o.seconds, "seconds", 3, "how long a run of wrk lasts")
	f.IntVar(&o.requests, "requests", 1_000_000, "how many requests memory is watched over")
	if err := f.Parse(args); err != nil {
		return err
	}
	if o.runs < 1 || o.seconds < 1 || o.requests < 10*steps {
		return fmt.Errorf("-runs %d -seconds %d -requests %d: at least 1, 1 and %d are needed", o.runs, o.seconds, o.requests, 10*steps)
	}
	if o.only == "" {
		names := make([]string, len(parts))
		for i, p := range parts {
			names[i] = p.name
		}
		return measure.Each(ctx, "serve", names, args, o.readme, out, log)
	}
	at := slices.IndexFunc(parts, func(p part) bool { return p.name == o.only })
	if at < 0 {
		return fmt.Errorf("-only %q is none of answers, what-if, work, memory, clients", o.only)
	}
	return o.part(ctx, parts[at], out, log)
}

// part builds the program, and measures one part of it.
func (o options) part(ctx context.Context, p part, out, log io.Writer) error {
	dir, err := os.MkdirTemp("", "lindero-serve-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // what stays in a temporary folder does no harm
	if err := measure.Build(ctx, dir, log); err != nil {
		return err
	}
	text, more, err := p.measure(ctx, &bench{o, filepath.Join(dir, "lindero"), dir, log})
	if text == "" {
		return err
	}
	on, errOn := measure.Machine(ctx)
	text += "\nOn: " + on[0]
	for _, version := range append(on[1:], more...) {
		text += "; " + version
	}
	return errors.Join(err, errOn, measure.Publish(out, o.readme, measure.Table{Name: "serve-" + p.name, Text: text + fmt.Sprintf("; RUNS=%d.\n", o.runs)}))
}
