package process_test

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"lindero/internal/process"
)

func TestStopEndsHelpersToo(t *testing.T) {
	cmd := exec.Command("sh", "-c", "sleep 60 & echo started; wait")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p, err := process.Start(cmd, syscall.SIGTERM)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	_ = syscall.Kill(-p.Pid(), syscall.SIGTERM) // a shell does not pass it on
	if err := p.Stop(); err != nil {
		t.Error(err)
	}
	if err := syscall.Kill(-p.Pid(), 0); err == nil {
		t.Error("something of the group still runs")
	}
}

func TestStopAfterTheEnd(t *testing.T) {
	p, err := process.Start(exec.Command("true"), syscall.SIGTERM)
	if err != nil {
		t.Fatal(err)
	}
	<-p.Done()
	if err := p.Stop(); err != nil {
		t.Error(err)
	}
}

func TestStartSaysWhichProgram(t *testing.T) {
	_, err := process.Start(exec.Command("/no/such/program"), syscall.SIGTERM)
	if err == nil || !strings.Contains(err.Error(), "start program") {
		t.Errorf("%v", err)
	}
}

func TestMemoryOfAProgramAndItsHelpers(t *testing.T) {
	const size = 64 << 20
	// A helper holds the memory, until it is read a second later.
	cmd := exec.Command("sh", "-c", "head -c 96M /dev/zero | tail -c 64M | (sleep 1; cat >/dev/null) & wait")
	p, err := process.Start(cmd, syscall.SIGTERM)
	if err != nil {
		t.Fatal(err)
	}
	m := process.WatchMemory(p.Pid(), 5*time.Millisecond)
	<-p.Done()
	peak := m.Peak()
	if err := p.Stop(); err != nil {
		t.Error(err)
	}
	if peak < size || peak > 16*size {
		t.Errorf("peak %d bytes of a program that holds %d", peak, size)
	}
}
