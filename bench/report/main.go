// Command report measures reports: how long each form of one takes beside a
// browser that prints the page, and what those of all land borders take:
//
//	go run ./bench/report                 everything
//	go run ./bench/report -only forms     forms or world alone
//
// Times never fail it. It runs the program as a process, and the project's own
// benchmarks.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"lindero/bench/measure"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	p := measure.Program{Name: "report", Packages: []string{"report/formats"}, Parts: []measure.Part{{Name: "forms", Measure: forms}, {Name: "world", Measure: world}}}
	err := p.Run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "report:", err)
		os.Exit(1)
	}
}
