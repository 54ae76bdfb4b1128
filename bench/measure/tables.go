// Package measure holds what the measurements share: how their numbers are
// shown, and how tables get between the markers of a README.
package measure

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Table is a text that stands between two markers of a file.
type Table struct{ Name, Text string }

// Publish prints tables, and files them where a file is named.
func Publish(out io.Writer, file string, tables ...Table) error {
	for _, t := range tables {
		fmt.Fprintf(out, "%s\n", t.Text)
	}
	if file == "" {
		return nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if text, err = Between(text, t); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return os.WriteFile(file, text, 0o644)
}

// Between puts a table between its markers, in the place of what is there.
func Between(text []byte, t Table) ([]byte, error) {
	begin, end := "<!-- "+t.Name+": begin -->\n", "<!-- "+t.Name+": end -->"
	before, rest, ok1 := bytes.Cut(text, []byte(begin))
	_, after, ok2 := bytes.Cut(rest, []byte(end))
	if !ok1 || !ok2 {
		return nil, fmt.Errorf("no lines %q and %q to put the table between", strings.TrimSpace(begin), end)
	}
	return bytes.Join([][]byte{before, []byte(begin), []byte(t.Text), []byte(end), after}, nil), nil
}

// Machine says on what is measured, without a name.
func Machine(ctx context.Context) ([]string, error) {
	memory, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return nil, err
	}
	_, rest, _ := strings.Cut(string(memory), "MemTotal:")
	gb := 0.0
	if fields := strings.Fields(rest); len(fields) > 0 {
		kb, _ := strconv.ParseFloat(fields[0], 64) // digits of the kernel
		gb = kb / (1 << 20)
	}
	commit, err := exec.CommandContext(ctx, "git", "describe", "--always", "--dirty").Output()
	if err != nil {
		commit = []byte("unknown")
	}
	return []string{
		fmt.Sprintf("%d cores, %.0f GB, %s/%s", runtime.NumCPU(), gb, runtime.GOOS, runtime.GOARCH),
		"Lindero " + string(bytes.TrimSpace(commit)) + " (" + runtime.Version() + ")",
	}, nil
}

// Median returns the middle of a value of several; of an even number of them
// the upper middle.
func Median[T any, V int64 | time.Duration](all []T, value func(T) V) V {
	values := make([]V, len(all))
	for i, x := range all {
		values[i] = value(x)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// Round shows a time with three digits: more is noise.
func Round(d time.Duration) string {
	switch s := d.Seconds(); {
	case s >= 99.95:
		return fmt.Sprintf("%.0f s", s)
	case s >= 9.995:
		return fmt.Sprintf("%.1f s", s)
	case s >= 0.9995:
		return fmt.Sprintf("%.2f s", s)
	case s >= 0.09995:
		return fmt.Sprintf("%.0f ms", s*1e3)
	case s >= 0.009995:
		return fmt.Sprintf("%.1f ms", s*1e3)
	default:
		return fmt.Sprintf("%.2f ms", s*1e3)
	}
}

// Ratio shows how many times as long as another a time is, with two digits.
func Ratio(d, of time.Duration) string {
	r := d.Seconds() / of.Seconds()
	if r < 0.995 {
		return fmt.Sprintf("%.2f", r)
	}
	if r < 9.95 {
		return fmt.Sprintf("%.1f", r)
	}
	digits := int64(1)
	for r/float64(digits) >= 99.5 {
		digits *= 10
	}
	return Thousands(float64((int64(r)+digits/2)/digits*digits), 0)
}

// Megabytes shows a size.
func Megabytes(b int64) string {
	if b < 1e6 {
		return fmt.Sprintf("%.0f kB", float64(b)/1e3)
	}
	return fmt.Sprintf("%.0f MB", float64(b)/1e6)
}

// Nought is x, without the sign of a nought that is negative when printed.
func Nought(x float64) float64 {
	if x > -0.0005 && x < 0.0005 {
		return 0
	}
	return x
}

// Thousands shows a number with commas.
func Thousands(x float64, decimals int) string {
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	whole, rest, ok := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if ok {
		return whole + "." + rest
	}
	return whole
}

// Count shows how many there are of something.
func Count(n int, noun string) string {
	plural := map[string]string{"line": "lines", "vertex": "vertices", "place": "places"}
	if n != 1 {
		noun = plural[noun]
	}
	return Thousands(float64(n), 0) + " " + noun
}
