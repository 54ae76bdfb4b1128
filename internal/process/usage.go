package process

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// tick is what Linux tells a processor's time in, on all that Go runs on.
const tick = 10 * time.Millisecond

// Processor returns how long the processor has worked for a program and its
// helpers that are still there, to 10 ms. The number is that of a program that
// Start has started.
func Processor(pid int) (time.Duration, error) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat") // the pattern is sound
	sum, seen := time.Duration(0), false
	for _, name := range stats {
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
		if len(fields) < 13 || string(fields[2]) != strconv.Itoa(pid) {
			continue // of another group
		}
		user, err1 := strconv.ParseInt(string(fields[11]), 10, 64)
		system, err2 := strconv.ParseInt(string(fields[12]), 10, 64)
		if err := errors.Join(err1, err2); err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
		sum, seen = sum+time.Duration(user+system)*tick, true
	}
	if !seen {
		return 0, fmt.Errorf("no program %d is running", pid)
	}
	return sum, nil
}

// Resident returns how much memory a program has in use now, and the most that
// it has had, in bytes.
func Resident(pid int) (nowB, peakB int64, err error) {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		return 0, 0, err
	}
	for line := range bytes.Lines(text) {
		fields := bytes.Fields(line)
		if len(fields) != 3 {
			continue
		}
		kb, _ := strconv.ParseInt(string(fields[1]), 10, 64) // digits of the kernel
		switch string(fields[0]) {
		case "VmRSS:":
			nowB = kb * 1024
		case "VmHWM:":
			peakB = kb * 1024
		}
	}
	if nowB == 0 || peakB == 0 {
		return 0, 0, fmt.Errorf("program %d has no memory: it has ended", pid)
	}
	return nowB, peakB, nil
}
