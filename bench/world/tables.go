package main

import (
	"fmt"
	"strings"
	"time"

	"lindero/bench/measure"
)

// worldTable has a row for everybody on every task.
func worldTable(all []measured, versions []string) string {
	var b strings.Builder
	for _, m := range all {
		fmt.Fprintf(&b, "%s: %s, %s, %s with %d km reach.\n\n", m.name,
			measure.Count(m.stages.Routes, "line"), measure.Count(m.stages.Vertices, "vertex"), measure.Count(m.stages.Posts, "place"), reachM/1000)
		b.WriteString("| who | gap computation | times ours | load + index | all, from files | times ours | peak memory | gaps, km | off by, km | gaps |\n")
		b.WriteString("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
		ours := m.stages.compute()
		load, answer := measure.Round(m.stages.Read+m.stages.Index), fmt.Sprintf("%s | %+.3f | %d",
			measure.Thousands(m.answer.GapKm, 3), measure.Nought(m.answer.GapKm-m.known.GapKm), m.answer.GapCount)
		fmt.Fprintf(&b, "| **Lindero** | **%s** | 1 | %s | | | | %s |\n", measure.Round(ours), load, answer)
		fmt.Fprintf(&b, "| **Lindero**, with nearest posts | %s | %s | %s | **%s** | 1 | %s | %s |\n",
			measure.Round(m.stages.described()), measure.Ratio(m.stages.described(), ours), load, measure.Round(m.ours.Wall), measure.Megabytes(m.ours.PeakB), answer)
		for _, p := range m.peers {
			whole := p.load + p.index + p.compute
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s | %+.3f | %d |\n",
				p.name, measure.Round(p.compute), measure.Ratio(p.compute, ours), measure.Round(p.load+p.index), measure.Round(whole), measure.Ratio(whole, m.ours.Wall),
				measure.Megabytes(p.peakB), measure.Thousands(p.answer.GapKm, 3), p.answer.GapKm-m.known.GapKm, p.answer.GapCount)
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
		{"**the command, wall clock**", func(m measured) time.Duration { return m.ours.Wall }},
		{"the command, processor time", func(m measured) time.Duration { return m.ours.CPU }},
	} {
		fmt.Fprintf(&b, "| %s |", row.name)
		for _, m := range all {
			fmt.Fprintf(&b, " %s |", measure.Round(row.of(m)))
		}
		b.WriteString("\n")
	}
	for _, row := range []struct {
		name string
		of   func(stages) string
	}{
		{"files read", func(s stages) string { return measure.Megabytes(s.InputB) }},
		{"GeoJSON written", func(s stages) string { return measure.Megabytes(s.OutputB) }},
		{"runs of up to 16 edges looked at, those far from all places left out", func(s stages) string { return measure.Thousands(float64(s.Work.Runs), 0) }},
		{"— of them within one place's reach", func(s stages) string { return measure.Thousands(float64(s.Work.Held), 0) }},
		{"places measured from a run's middle", func(s stages) string { return measure.Thousands(float64(s.Work.Reaches), 0) }},
		{"edges measured from a place", func(s stages) string { return measure.Thousands(float64(s.Work.Pieces), 0) }},
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
