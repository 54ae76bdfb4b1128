package picture

import (
	"maps"
	"strconv"

	"lindero/data/drawing"
)

// palette are the colours of pairs: dark enough for thin lines on white and on
// the red of gaps, and apart for all kinds of colour vision (after Okabe and
// Ito, Color Universal Design, 2008).
var palette = [colours]string{"#0060a8", "#b84a00", "#00694f", "#96306f", "#3c3c3c", "#7d5f00"}

const (
	white   = "#ffffff"
	current = drawing.Current
)

// allLooks are the looks of all classes.
var allLooks = func() map[string]drawing.Look {
	out := maps.Clone(looks)
	for i, colour := range palette {
		out["c"+strconv.Itoa(i)] = drawing.Look{Colour: colour}
	}
	return out
}()

var looks = map[string]drawing.Look{
	"paper":    {Fill: white},
	"ground":   {Fill: white},
	"frame":    {Stroke: "#444444", WidthPx: 1},
	"title":    {SizePx: titlePx, Bold: true},
	"says":     {SizePx: textPx},
	"note":     {SizePx: smallPx + 1, Fill: "#444444"},
	"weekend":  {Fill: "#e9edf3"},
	"midnight": {Stroke: "#9aa3ad", WidthPx: 1},
	"hour":     {Stroke: "#d5dae0", WidthPx: 0.7},
	"km":       {Stroke: "#dde1e6", WidthPx: 0.7},
	"tick":     {Stroke: drawing.Ink, WidthPx: 1},
	"lead":     {Stroke: "#777777", WidthPx: 0.6},
	"date":     {SizePx: smallPx + 1, Bold: true},
	"scale":    {SizePx: smallPx + 1},
	"clock":    {Fill: "#555555"},
	"row":      {Fill: "#555555"},
	"idle":     {Fill: "#6b6b6b"},

	"band":    {Stroke: "#333333", WidthPx: 0.8, Fill: "#dddddd"},
	"kland":   {Pattern: "land"},
	"kriver":  {Pattern: "river"},
	"ksea":    {Pattern: "sea"},
	"letter":  {SizePx: smallPx + 1, Bold: true, Halo: white},
	"stretch": {Italic: true, Halo: white},

	"bracket":     {Stroke: current, WidthPx: 1.6},
	"number":      {SizePx: textPx, Bold: true, Fill: current, Halo: white},
	"pair number": {SizePx: numberPx},
	"time":        {SizePx: timePx, Fill: current, Halo: white},
	"patrol":      {SizePx: timePx, Fill: current, Halo: white},

	"late":  {Fill: "#f9c3ba"},
	"never": {Pattern: "never"},

	"together": {Stroke: current, WidthPx: 1.8, Round: true},
	"alone":    {Stroke: current, WidthPx: 0.9},
	"a1":       {DashPx: []float64{5, 2.5}},
	"a2":       {DashPx: []float64{2, 2}},
	"off":      {Stroke: current, WidthPx: 0.8, DashPx: []float64{0.8, 3}, Round: true, Opacity: 0.6},
	"meet":     {Stroke: current, WidthPx: 6, Round: true},
	"part":     {Stroke: current, WidthPx: 6, Round: true},
	"hole":     {Stroke: white, WidthPx: 3.4, Round: true},

	"over together": {WidthPx: 1, DashPx: []float64{7, 2, 1.5, 2}},
	"over alone":    {WidthPx: 0.6},
	"over meet":     {WidthPx: 4},
	"over part":     {WidthPx: 4},
	"over hole":     {WidthPx: 2},
	"over bracket":  {WidthPx: 1},
	"again":         {Opacity: 0.45},
}

// patterns are those of kinds and gaps, which tell them apart in black and white
// too.
var patterns = map[string]drawing.Pattern{
	"land": {WidthPx: 8, HeightPx: 8, Ground: "#ead9b0", Stroke: "#8a7440", StrokePx: 1,
		Lines: [][]drawing.Point{{{X: 2, Y: 2}, {X: 3, Y: 2}}, {{X: 6, Y: 6}, {X: 7, Y: 6}}}},
	"river": {WidthPx: 8, HeightPx: 8, Ground: "#b9dcf2", Stroke: "#4d8fb8", StrokePx: 1,
		Lines: [][]drawing.Point{{{X: -2, Y: 2}, {X: 2, Y: -2}}, {{X: 0, Y: 8}, {X: 8, Y: 0}}, {{X: 6, Y: 10}, {X: 10, Y: 6}}}},
	"sea": {WidthPx: 12, HeightPx: 6, Ground: "#7fa8cf", Stroke: "#2f5f8f", StrokePx: 1,
		Lines: [][]drawing.Point{{{X: 0, Y: 3}, {X: 1, Y: 2.2}, {X: 2, Y: 1.7}, {X: 3, Y: 1.5}, {X: 4, Y: 1.7}, {X: 5, Y: 2.2}, {X: 6, Y: 3},
			{X: 7, Y: 3.8}, {X: 8, Y: 4.3}, {X: 9, Y: 4.5}, {X: 10, Y: 4.3}, {X: 11, Y: 3.8}, {X: 12, Y: 3}}}},
	"never": {WidthPx: 7, HeightPx: 7, Ground: "#efe3e1", Stroke: "#b98680", StrokePx: 1,
		Lines: [][]drawing.Point{{{X: -1, Y: 6}, {X: 1, Y: 8}}, {{X: 0, Y: 0}, {X: 7, Y: 7}}, {{X: 6, Y: -1}, {X: 8, Y: 1}}}},
}
