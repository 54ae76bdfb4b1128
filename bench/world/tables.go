package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// table is a text that stands between two markers of a file.
type table struct{ name, text string }

// publish prints tables, and files them where a file is named.
func publish(out io.Writer, file string, tables ...table) error {
	for _, t := range tables {
		fmt.Fprintf(out, "%s\n", t.text)
	}
	if file == "" {
		return nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if text, err = between(text, t); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return os.WriteFile(file, text, 0o644)
}

// between puts a table between its markers, in the place of what is there.
func between(text []byte, t table) ([]byte, error) {
	begin, end := "<!-- "+t.name+": begin -->\n", "<!-- "+t.name+": end -->"
	before, rest, ok1 := bytes.Cut(text, []byte(begin))
	_, after, ok2 := bytes.Cut(rest, []byte(end))
	if !ok1 || !ok2 {
		return nil, fmt.Errorf("no lines %q and %q to put the table between", strings.TrimSpace(begin), end)
	}
	return bytes.Join([][]byte{before, []byte(begin), []byte(t.text), []byte(end), after}, nil), nil
}

// machine says on what is measured, without a name.
func machine(ctx context.Context) ([]string, error) {
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

// worldTable has a row for everybody on every task.
func worldTable(all []measured, versions []string) string {
	var b strings.Builder
	for _, m := range all {
		fmt.Fprintf(&b, "%s: %s, %s, %s with %d km reach.\n\n", m.name,
			count(m.stages.Routes, "line"), count(m.stages.Vertices, "vertex"), count(m.stages.Posts, "place"), reachM/1000)
		b.WriteString("| who | gap computation | times ours | load + index | all, from files | times ours | peak memory | gaps, km | off by, km | gaps |\n")
		b.WriteString("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
		ours := m.stages.compute()
		load, answer := round(m.stages.Read+m.stages.Index), fmt.Sprintf("%s | %+.3f | %d",
			thousands(m.answer.GapKm, 3), nought(m.answer.GapKm-m.known.GapKm), m.answer.GapCount)
		fmt.Fprintf(&b, "| **Lindero** | **%s** | 1 | %s | | | | %s |\n", round(ours), load, answer)
		fmt.Fprintf(&b, "| **Lindero**, with nearest posts | %s | %s | %s | **%s** | 1 | %s | %s |\n",
			round(m.stages.described()), ratio(m.stages.described(), ours), load, round(m.ours.wall), megabytes(m.ours.peakB), answer)
		for _, p := range m.peers {
			whole := p.load + p.index + p.compute
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s | %+.3f | %d |\n",
				p.name, round(p.compute), ratio(p.compute, ours), round(p.load+p.index), round(whole), ratio(whole, m.ours.wall),
				megabytes(p.peakB), thousands(p.answer.GapKm, 3), p.answer.GapKm-m.known.GapKm, p.answer.GapCount)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "On: %s.\n", strings.Join(versions, "; "))
	return b.String()
}

// stagesTable has the steps of our own program.
func stagesTable(all []measured) string {
	var b strings.Builder
	b.WriteString("| stage |")
	for _, m := range all {
		fmt.Fprintf(&b, " %s |", m.name)
	}
	b.WriteString("\n|---|" + strings.Repeat("--:|", len(all)) + "\n")
	for _, row := range []struct {
		name string
		of   func(measured) time.Duration
	}{
		{"read both files and measure the lines", func(m measured) time.Duration { return m.stages.Read }},
		{"— of it measuring, by itself on one core", func(m measured) time.Duration { return m.stages.Measure }},
		{"index runs of edges, and posts", func(m measured) time.Duration { return m.stages.Index }},
		{"coverage: what of each line is within reach", func(m measured) time.Duration { return m.stages.Cover }},
		{"gaps, with their places and nearest posts", func(m measured) time.Duration { return m.stages.Gaps }},
		{"— of it their spans, by itself on one core", func(m measured) time.Duration { return m.stages.Open }},
		{"write the gaps as GeoJSON", func(m measured) time.Duration { return m.stages.Write }},
		{"**the command, wall clock**", func(m measured) time.Duration { return m.ours.wall }},
		{"the command, processor time", func(m measured) time.Duration { return m.ours.cpu }},
	} {
		fmt.Fprintf(&b, "| %s |", row.name)
		for _, m := range all {
			fmt.Fprintf(&b, " %s |", round(row.of(m)))
		}
		b.WriteString("\n")
	}
	for _, row := range []struct {
		name string
		of   func(stages) string
	}{
		{"files read", func(s stages) string { return megabytes(s.InputB) }},
		{"GeoJSON written", func(s stages) string { return megabytes(s.OutputB) }},
		{"runs of up to 16 edges looked at, those far from all places left out", func(s stages) string { return thousands(float64(s.Work.Runs), 0) }},
		{"— of them within one place's reach", func(s stages) string { return thousands(float64(s.Work.Held), 0) }},
		{"places measured from a run's middle", func(s stages) string { return thousands(float64(s.Work.Reaches), 0) }},
		{"edges measured from a place", func(s stages) string { return thousands(float64(s.Work.Pieces), 0) }},
		{"memory copied by one core, a second", func(s stages) string { return fmt.Sprintf("%.1f GB", s.CopyBps/1e9) }},
	} {
		fmt.Fprintf(&b, "| %s |", row.name)
		for _, m := range all {
			fmt.Fprintf(&b, " %s |", row.of(m.stages))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// round shows a time with three digits: more is noise.
func round(d time.Duration) string {
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

// ratio shows how many times as long as another a time is, with two digits.
func ratio(d, of time.Duration) string {
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
	return thousands(float64((int64(r)+digits/2)/digits*digits), 0)
}

func megabytes(b int64) string {
	if b < 1e6 {
		return fmt.Sprintf("%.0f kB", float64(b)/1e3)
	}
	return fmt.Sprintf("%.0f MB", float64(b)/1e6)
}

// nought is x, without the sign of a nought that is negative when printed.
func nought(x float64) float64 {
	if x > -0.0005 && x < 0.0005 {
		return 0
	}
	return x
}

// thousands shows a number with commas.
func thousands(x float64, decimals int) string {
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

// count shows how many there are of something.
func count(n int, noun string) string {
	plural := map[string]string{"line": "lines", "vertex": "vertices", "place": "places"}
	if n != 1 {
		noun = plural[noun]
	}
	return thousands(float64(n), 0) + " " + noun
}
