package maps_test

import (
	"bytes"
	"testing"

	"lindero/data/drawing"
	"lindero/report/maps"
)

func BenchmarkMaps(b *testing.B) {
	for _, n := range []string{"guatemala-mexico", "andorra"} {
		in := run(b, n)
		b.Run(n, func(b *testing.B) {
			for b.Loop() {
				_ = maps.Overview(in, maps.Options{Texts: texts()})
			}
		})
		b.Run(n+"-sectors", func(b *testing.B) {
			for b.Loop() {
				for _, p := range in.Plan.Pairs {
					_ = maps.Sector(in, p.ID, maps.Options{Texts: texts()})
				}
			}
		})
		d := maps.Overview(in, maps.Options{Texts: texts()})
		b.Run(n+"-svg", func(b *testing.B) {
			var w bytes.Buffer
			for b.Loop() {
				w.Reset()
				_ = d.WriteSVG(&w, drawing.SVG{Inline: true, Prefix: "a"})
			}
			b.ReportMetric(float64(w.Len()), "bytes")
		})
	}
}
