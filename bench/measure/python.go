package measure

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"syscall"
	"time"

	"lindero/internal/process"
)

// MemoryEvery is how often memory is looked at.
const MemoryEvery = 100 * time.Millisecond

// python is Debian's own, which has what Debian's packages bring.
const python = "/usr/bin/python3"

// Python runs a script that prints one JSON object, and reads that into said.
// Where it is watched, the most memory that it and its helpers held together
// is returned; looking takes time.
func Python(ctx context.Context, script []byte, watched bool, said any, args ...string) (peakB int64, err error) {
	cmd := exec.CommandContext(ctx, python, append([]string{"-W", "ignore", "-"}, args...)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(script), &stdout, &stderr
	p, err := process.Start(cmd, syscall.SIGTERM)
	if err != nil {
		return 0, err
	}
	var memory *process.Memory
	if watched {
		memory = process.WatchMemory(p.Pid(), MemoryEvery)
	}
	<-p.Done()
	if watched {
		peakB = memory.Peak()
	}
	if err := p.Stop(); err != nil {
		return 0, err
	}
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	if err := json.Unmarshal(stdout.Bytes(), said); err != nil {
		return 0, fmt.Errorf("%w\n%s", err, stderr.Bytes())
	}
	return peakB, nil
}

// Seconds makes a time of seconds.
func Seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
