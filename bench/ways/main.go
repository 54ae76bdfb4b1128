// Command ways measures quickest ways on roads beside others who find them, and
// how the cost grows with the network:
//
//	go run ./bench/ways                 everything
//	go run ./bench/ways -only all       all, pairs or growth alone
//
// A time that differs from ours where the others are given our stretches fails
// the run; how long it takes never does.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"lindero/bench/measure"
)

// options are the flags.
type options struct {
	only   string // what is measured; empty: all
	readme string // file whose tables are written anew; empty: none
	runs   int    // of each measurement, of which the median counts
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "ways:", err)
		os.Exit(1)
	}
}

// part is something that is measured.
type part struct {
	name    string
	measure func(context.Context, options, io.Writer) (string, []string, error) // the table, and versions
}

// parts are what is measured, in the order of the README.
var parts = []part{{"all", toAll}, {"pairs", pairs}, {"growth", growth}}

// run does what the arguments say: tables go to out, progress to log.
func run(ctx context.Context, args []string, out, log io.Writer) error {
	var o options
	f := flag.NewFlagSet("ways", flag.ContinueOnError)
	f.SetOutput(log)
	f.StringVar(&o.only, "only", "", "measure this alone: all, pairs or growth")
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
		return measure.Each(ctx, "ways", names, args, o.readme, out, log)
	}
	at := slices.IndexFunc(parts, func(p part) bool { return p.name == o.only })
	if at < 0 {
		return fmt.Errorf("-only %q is none of all, pairs, growth", o.only)
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
	return errors.Join(err, errOn, measure.Publish(out, o.readme, measure.Table{Name: "ways-" + o.only, Text: text + fmt.Sprintf("; RUNS=%d.\n", o.runs)}))
}

// testdata returns the path of a file of OpenStreetMap that comes with the module
// that reads such files.
func testdata(ctx context.Context, name string) (string, error) {
	dir, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", "github.com/paulmach/osm").Output()
	if err != nil {
		return "", fmt.Errorf("go list (run from the repository): %w", measure.Explain(err))
	}
	return filepath.Join(strings.TrimSpace(string(dir)), "testdata", name), nil
}
