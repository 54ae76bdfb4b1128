package measure

import (
	"context"
	"fmt"
	"os/exec"
	"syscall"
	"time"
)

// Process is the cost of a program from its start to its end.
type Process struct {
	Wall, CPU time.Duration
	PeakB     int64 // the most memory that the system says it held
}

// Run runs a program several times: the medians, and what it printed last. The
// system takes the memory of whoever starts a program for that program's own,
// so whoever calls Run has to be small.
func Run(ctx context.Context, runs int, program string, args ...string) (Process, []byte, error) {
	all := make([]Process, runs)
	var text []byte
	for i := range all {
		cmd := exec.CommandContext(ctx, program, args...)
		start := time.Now()
		var err error
		text, err = cmd.Output()
		all[i].Wall = time.Since(start)
		if err != nil {
			return Process{}, nil, Explain(err)
		}
		all[i].CPU = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			all[i].PeakB = usage.Maxrss * 1024
		}
	}
	return Process{
		Wall:  Median(all, func(r Process) time.Duration { return r.Wall }),
		CPU:   Median(all, func(r Process) time.Duration { return r.CPU }),
		PeakB: Median(all, func(r Process) int64 { return r.PeakB }),
	}, text, nil
}

// Explain adds to a program's failure what it said.
func Explain(err error) error {
	if exit, ok := err.(*exec.ExitError); ok && len(exit.Stderr) > 0 { //nolint:errorlint // as exec returns it
		return fmt.Errorf("%w\n%s", err, exit.Stderr)
	}
	return err
}
