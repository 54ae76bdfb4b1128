package process

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Memory watches how much memory a program and all that it starts hold
// together.
type Memory struct {
	stop chan struct{}
	done sync.WaitGroup
	peak atomic.Int64
}

// WatchMemory looks every interval, until Peak is called, at the program of
// that number and all its descendants; less often where looking takes more
// than a twentieth of the time, since it holds up who is looked at. It needs
// the right to look into them, and Linux.
func WatchMemory(pid int, interval time.Duration) *Memory {
	m := &Memory{stop: make(chan struct{})}
	m.done.Go(func() {
		for {
			start := time.Now()
			m.peak.Store(max(m.peak.Load(), heldBy(pid)))
			select {
			case <-m.stop:
				return
			case <-time.After(max(interval, 20*time.Since(start))):
			}
		}
	})
	return m
}

// Peak ends the watch and returns the most that was seen, in bytes; what
// several of the programs share counts once.
func (m *Memory) Peak() int64 {
	close(m.stop)
	m.done.Wait()
	return m.peak.Load()
}

// heldBy sums the proportional set sizes of a program and its descendants.
func heldBy(root int) int64 {
	children := map[int][]int{}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat") // the pattern is sound
	for _, name := range stats {
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(name)))
		if parent, ok := parentOf(name); ok {
			children[parent] = append(children[parent], pid)
		}
	}
	var sum int64
	for todo := []int{root}; len(todo) > 0; {
		pid := todo[0]
		todo = append(todo[1:], children[pid]...)
		sum += proportional(pid)
	}
	return sum
}

// parentOf reads a parent's number: two fields after the name in brackets,
// which may hold brackets itself.
func parentOf(stat string) (int, bool) {
	text, err := os.ReadFile(stat)
	if err != nil {
		return 0, false // it has ended
	}
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	if len(fields) < 2 {
		return 0, false
	}
	parent, err := strconv.Atoi(string(fields[1]))
	return parent, err == nil
}

// proportional is a program's own memory and its share of what it has in
// common with others, in bytes; 0 when it has ended.
func proportional(pid int) int64 {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "smaps_rollup"))
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(text) {
		if fields := bytes.Fields(line); len(fields) == 3 && string(fields[0]) == "Pss:" {
			kb, _ := strconv.ParseInt(string(fields[1]), 10, 64) // digits of the kernel
			return kb * 1024
		}
	}
	return 0
}
