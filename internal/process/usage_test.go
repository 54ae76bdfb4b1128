package process_test

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"lindero/internal/process"
)

// TestProcessor has a program whose helper works without end, and one that does
// nothing.
func TestProcessor(t *testing.T) {
	began := time.Now() // before the program: it may work while the other is started
	busy, idle := start(t, "(while :; do :; done) & wait"), start(t, "sleep 60")
	var worked time.Duration
	for worked < 300*time.Millisecond && time.Since(began) < time.Minute {
		time.Sleep(20 * time.Millisecond)
		var err error
		if worked, err = process.Processor(busy.Pid()); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(began); worked < 300*time.Millisecond || worked > took+100*time.Millisecond {
		t.Errorf("the processor has worked %s in %s", worked, took)
	}
	if rested, err := process.Processor(idle.Pid()); err != nil || rested > 200*time.Millisecond {
		t.Errorf("an idle program has worked %s: %v", rested, err)
	}
}

func start(t *testing.T, script string) *process.Process {
	t.Helper()
	p, err := process.Start(exec.Command("sh", "-c", script), syscall.SIGKILL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-p.Pid(), syscall.SIGKILL)
		_ = p.Stop()
	})
	return p
}

// TestResident looks at itself before and after it has taken 64 MiB: from the
// system, as Go might have them from before.
func TestResident(t *testing.T) {
	const size = 64 << 20
	before, _, err := process.Resident(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	held, err := syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < size; i += 1 << 10 {
		held[i] = 1 // a page is held once it is written to
	}
	after, peak, err := process.Resident(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Munmap(held); err != nil {
		t.Error(err)
	}
	if grown := after - before; grown < size*9/10 || grown > 2*size || peak < after-1<<20 {
		t.Errorf("%d bytes, then %d, at most %d, with %d more", before, after, peak, size)
	}
}

func TestUsageAfterTheEnd(t *testing.T) {
	p, err := process.Start(exec.Command("true"), syscall.SIGTERM)
	if err != nil {
		t.Fatal(err)
	}
	<-p.Done()
	if _, err := process.Processor(p.Pid()); err == nil {
		t.Error("a program that has ended works")
	}
	if _, _, err := process.Resident(p.Pid()); err == nil {
		t.Error("a program that has ended holds memory")
	}
}
