// Command world measures how fast the gaps of every land border on earth are
// found, side by side with PostGIS and GEOS:
//
//	go run ./bench/world            makes the files, measures, checks, prints
//	go run ./bench/world make       only makes the files
//	go run ./bench/world growth     measures how the cost grows
//
// The files are made from pinned npm packages and are the same bytes
// everywhere. Answers that do not agree within reasoned bounds fail the run;
// times never do.
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
	"strings"
)

// reachM is how far every place sees, in metres.
const reachM = 10000

// options are the flags.
type options struct {
	cache  string // of packages
	out    string // folder of the files that are made
	peers  string // postgis, geos, both with a comma, or none
	readme string // file whose tables are written anew; empty: none
	runs   int    // of each measurement, of which the median counts
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "world:", err)
		os.Exit(1)
	}
}

// run does what the arguments say: tables go to out, progress to log.
func run(ctx context.Context, args []string, out, log io.Writer) error {
	command := "run"
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		command, args = args[0], args[1:]
	}
	var o options
	f := flag.NewFlagSet("world "+command, flag.ContinueOnError)
	f.SetOutput(log)
	f.StringVar(&o.cache, "cache", filepath.Join(".cache", "data"), "folder that keeps the downloaded packages")
	f.StringVar(&o.out, "out", filepath.Join(".cache", "bench"), "folder for the files that are made")
	f.StringVar(&o.peers, "peers", "postgis,geos", "who is measured beside us: postgis, geos, both, or none")
	f.StringVar(&o.readme, "readme", "", "write the tables into this file too, between their markers")
	f.IntVar(&o.runs, "runs", 5, "how often to measure; the median counts")
	if err := f.Parse(args); err != nil {
		return err
	}
	if o.runs < 1 {
		return fmt.Errorf("-runs %d: at least one is needed", o.runs)
	}
	switch command {
	case "make":
		return makeFiles(ctx, o.cache, o.out, log)
	case "run":
		return sideBySide(ctx, o, out, log)
	case "growth":
		return growth(ctx, o, out, log)
	case "subsets": // as stages
		return makeSubsets(ctx, o.out)
	case "stages": // in a process of its own: see self
		if f.NArg() != 2 {
			return errors.New("stages takes a file of lines and one of places")
		}
		return printStages(ctx, f.Arg(0), f.Arg(1), o.runs, out)
	}
	return fmt.Errorf("%q is none of make, run, growth", command)
}

// self runs this program again and returns what it prints. Memory is why: the
// system takes the memory of whoever starts a program for that program's own,
// so the one that measures others has to stay small.
func self(ctx context.Context, log io.Writer, args ...string) ([]byte, error) {
	path, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Stderr = log
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("world %s: %w", args[0], err)
	}
	return out, nil
}

// prepare makes the files, and the program that is measured, in the folder o.out.
func prepare(ctx context.Context, o options, log io.Writer) (program string, err error) {
	if _, err := self(ctx, log, "make", "-cache", o.cache, "-out", o.out); err != nil {
		return "", err
	}
	fmt.Fprintln(log, "Building the program")
	program = filepath.Join(o.out, "lindero")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", program, "./cmd/lindero")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build ./cmd/lindero (run from the repository's root): %w\n%s", err, text)
	}
	return program, nil
}
