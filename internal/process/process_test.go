package process_test

import (
	"fmt"
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

// TestMemoryOfAProgramAndItsHelpers has a helper that holds memory until that was
// seen, however long it takes to hold it or to look at it, and wants the most that
// was held, not the last.
func TestMemoryOfAProgramAndItsHelpers(t *testing.T) {
	const size = 64 << 20
	// The memory is the second helper's, until the third reads. What runs at the back
	// has no standard input but by another number.
	cmd := exec.Command("sh", "-c", "exec 3<&0; head -c 96M /dev/zero | tail -c 64M | (read word <&3; cat >/dev/null) & wait; read word <&3")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	p, err := process.Start(cmd, syscall.SIGTERM)
	if err != nil {
		t.Fatal(err)
	}
	m := process.WatchMemory(p.Pid(), 5*time.Millisecond)
	for end := time.Now().Add(time.Minute); m.Seen() < size && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	fmt.Fprintln(in, "let go")
	fmt.Fprintln(in, "end")
	<-p.Done()
	began := time.Now()
	_ = process.WatchMemory(p.Pid(), time.Hour).Peak()
	time.Sleep(30 * time.Since(began)) // so that it has most likely looked at what is there no more
	peak := m.Peak()
	if err := p.Stop(); err != nil {
		t.Error(err)
	}
	if peak < size || peak > 16*size {
		t.Errorf("peak %d bytes of a program that holds %d", peak, size)
	}
}
