// Command lindero plans, checks and serves the joint patrols of a border.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lindero/data"
	"lindero/lang"
	"lindero/report/batch"
)

// The exit codes.
const (
	exitDone     = 0
	exitOpen     = 1
	exitInput    = 2
	exitInternal = 3
)

// errOpen ends a command that has done its work and said what it found:
// violations, or that nothing can be planned.
var errOpen = errors.New("violations, or infeasible")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second Ctrl-C ends the program at once, should the first be waiting.
	context.AfterFunc(ctx, stop)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run executes a command line and returns its exit code. Errors go to stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var input *data.InputError
	var usage usageError
	var stopped *batch.InterruptedError
	l := languageOf(root, args)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errOpen):
		return exitOpen
	case errors.Is(err, errSome):
		return exitInput
	case errors.As(err, &stopped):
		fmt.Fprintln(stderr, "lindero:", l.Message("interrupted; %s of %s reports are done, and the same command goes on from there", l.Count(stopped.Done), l.Count(stopped.Total)))
		return exitInternal
	case errors.As(err, &input):
		if n := len(input.Problems) + input.More; n > 1 {
			fmt.Fprintln(stderr, "lindero:", l.Message("%d problems in the input", n))
		}
		fmt.Fprintln(stderr, input.In(l.Message))
		return exitInput
	case errors.As(err, &usage):
		fmt.Fprintln(stderr, "lindero:", usage.in(l))
		return exitInput
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "lindero:", l.Message("interrupted; nothing was written"))
		return exitInternal
	}
	fmt.Fprintln(stderr, "lindero:", err)
	return exitInternal
}

// app holds the flags that all commands share.
type app struct{ langCode string }

func newRoot() *cobra.Command {
	a := &app{}
	root := &cobra.Command{
		Use:   "lindero",
		Short: "Plans, checks and serves the joint patrols of a border",
		Long: `Lindero plans, checks and serves the joint patrols of a border.

A SCENARIO is a folder with scenario.yaml, or the name of one in the box. A
PLAN is the folder that plan -o writes, or its plan.json.
Exit status: 0 done, 1 violations or nothing that can be planned, 2 wrong
input or usage, 3 internal error or interrupted.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.PersistentFlags().StringVar(&a.langCode, "lang", "en", "language of what people read: en or es")
	root.SetFlagErrorFunc(flagError)
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error { return noOptionsAsValues(c) }
	root.AddCommand(newPlan(a), newCheck(a), newReinforce(a), newCompare(a), newRoute(a), newMeet(a),
		newGaps(a), newReport(a), newInit(a), newImport(a), newServe(a), newVersion())
	root.CompletionOptions.HiddenDefaultCmd = true
	return root
}

// lang returns the language asked for.
func (a *app) lang() (lang.Lang, error) {
	l, err := lang.Parse(a.langCode)
	if err != nil {
		return l, usagef("--lang: language %q is not known; use en or es", a.langCode)
	}
	return l, nil
}

// noOptionsAsValues refuses an option that was given to another for its value:
// `--sheets --public` would write what is not for everybody.
func noOptionsAsValues(c *cobra.Command) (err error) {
	c.Flags().Visit(func(f *pflag.Flag) {
		if name, ok := strings.CutPrefix(f.Value.String(), "--"); ok && err == nil && f.Value.Type() == "string" {
			if name, _, _ = strings.Cut(name, "="); c.Flags().Lookup(name) != nil {
				err = usagef("--%s has no value: --%s, which follows it, is an option; write the value between them", f.Name, name)
			}
		}
	})
	return err
}

func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%q is no command of %s; see %s --help", args[0], c.CommandPath(), c.CommandPath())
	}
	return nil
}
