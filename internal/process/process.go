// Package process runs other programs so that nothing of them stays: each in
// a process group of its own, stopped by a signal first and then by force.
// Tests and measurements use it.
package process

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// How long a program may take to end when it is told to, and how long its
// helpers may after it.
const (
	patience      = 10 * time.Second
	groupPatience = 5 * time.Second
)

// Process is a program that runs on until it is stopped.
type Process struct {
	cmd  *exec.Cmd
	stop syscall.Signal
	done chan struct{}
}

// Start starts a program that Stop ends by the signal. Should the caller
// itself be killed, the system sends the signal.
func Start(cmd *exec.Cmd, stop syscall.Signal) (*Process, error) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = stop
	cmd.SysProcAttr.Setpgid = true
	cmd.WaitDelay = time.Second
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", filepath.Base(cmd.Path), err)
	}
	p := &Process{cmd, stop, make(chan struct{})}
	go func() {
		_ = cmd.Wait() // ended by us: its status says nothing
		close(p.done)
	}()
	return p, nil
}

// Pid returns the number of the program, which is that of its group too.
func (p *Process) Pid() int { return p.cmd.Process.Pid }

// Done returns a channel that is closed when the program has ended.
func (p *Process) Done() <-chan struct{} { return p.done }

// Stop ends the program and its helpers, and returns when they are gone. It
// fails where the program had to be killed.
func (p *Process) Stop() error {
	var err error
	_ = p.cmd.Process.Signal(p.stop) // it fails where the program has ended
	select {
	case <-p.done:
	case <-time.After(patience):
		_ = p.cmd.Process.Kill()
		<-p.done
		err = fmt.Errorf("%s had to be killed", filepath.Base(p.cmd.Path))
	}
	EndGroup(p.Pid())
	return err
}

// EndGroup waits until the helpers of a program that has ended are gone as
// well, and ends those that stay: they would write into folders that are being
// removed.
func EndGroup(leader int) {
	for deadline := time.Now().Add(groupPatience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if syscall.Kill(-leader, 0) != nil {
			return
		}
	}
	_ = syscall.Kill(-leader, syscall.SIGKILL) // it fails where the last has just gone
}
