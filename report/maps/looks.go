package maps

import "lindero/data/drawing"

const white = "#ffffff"

// The sizes of words, in pixels.
const (
	countryPx = 15.0
	numberPx  = 12.0
	namePx    = 9.0
	textPx    = 11.0
	degreePx  = 9.0
	linePx    = 17.0 // from one line of text to the next
)

// looks are those of all classes. Tints of sectors are a light and a darker grey
// in black and white, kinds of border are told apart by their dashes, gaps are
// the widest and darkest lines, and posts of the two sides have two shapes.
var looks = map[string]drawing.Look{
	"paper":     {Fill: white},
	"ground":    {Fill: "#f6f3ea"},
	"water":     {Fill: "#dbe8f1"},
	"land":      {Fill: "#f1eee4", Stroke: "#a59f8c", WidthPx: 0.6},
	"first":     {Fill: "#faf4e1"},
	"second":    {Fill: "#eef3e3"},
	"bare":      {Fill: white},
	"graticule": {Stroke: "#8fa3b3", WidthPx: 0.5, Opacity: 0.55},
	"frame":     {Stroke: "#333333", WidthPx: 1},
	"degree":    {SizePx: degreePx, Fill: "#444444"},

	"road":  {Stroke: "#a2896a", WidthPx: 0.6},
	"canal": {Stroke: "#4d8fb8", WidthPx: 0.9, DashPx: []float64{6, 3}},

	"edge0":  {Stroke: "#6b6b6b", RoundCorners: true, WidthPx: 12.6},
	"edge1":  {Stroke: "#6b6b6b", RoundCorners: true, WidthPx: 18.6},
	"edge2":  {Stroke: "#6b6b6b", RoundCorners: true, WidthPx: 24.6},
	"even":   {Stroke: "#f4dc9a", RoundCorners: true},
	"odd":    {Stroke: "#9cc3de", RoundCorners: true},
	"aside":  {Stroke: "#dedede", RoundCorners: true},
	"layer0": {WidthPx: 11.5},
	"layer1": {WidthPx: 17.5},
	"layer2": {WidthPx: 23.5},
	"end":    {Stroke: "#222222", WidthPx: 1.2},

	"never": {Stroke: "#e0001b", RoundCorners: true, WidthPx: 8},
	"pale":  {Stroke: "#f7b9bb", RoundCorners: true, WidthPx: 8},
	"late":  {Stroke: "#e0001b", RoundCorners: true, WidthPx: 8, DashPx: []float64{3, 3}},
	"open":  {Stroke: "#e0001b", RoundCorners: true, WidthPx: 8, DashPx: []float64{9, 4}},

	"casing": {Stroke: white, WidthPx: 3.6, Round: true},
	"kind":   {Stroke: "#222222", RoundCorners: true, WidthPx: 1.8},
	"kland":  {Stroke: "#222222"},
	"kriver": {Stroke: "#0b4f8f", WidthPx: 2, DashPx: []float64{7, 2}},
	"ksea":   {Stroke: "#0b4f8f", WidthPx: 2, DashPx: []float64{2, 2.5}},

	"post":  {Stroke: white, WidthPx: 1},
	"post0": {Fill: "#7a1fa2"},
	"post1": {Fill: "#00695c"},
	"ring":  {Stroke: white, WidthPx: 9, Round: true},
	"meet":  {Stroke: "#111111", WidthPx: 7, Round: true},
	"part":  {Stroke: "#111111", WidthPx: 7, Round: true},
	"hole":  {Stroke: white, WidthPx: 4, Round: true},
	"idle":  {Stroke: "#777777", WidthPx: 4.5, Round: true},

	"country": {SizePx: countryPx, Fill: "#6d6250", Halo: white},
	"small":   {SizePx: countryPx - 4, Fill: "#6d6250", Halo: white},
	"number":  {SizePx: numberPx, Bold: true, Halo: white},
	"beat":    {SizePx: numberPx - 1, Bold: true, Halo: white},
	"nearby":  {SizePx: numberPx - 1, Fill: "#666666", Halo: white},
	"name":    {SizePx: namePx, Halo: white},
	"place0":  {SizePx: namePx, Fill: "#5e1580", Halo: white},
	"place1":  {SizePx: namePx, Fill: "#004d43", Halo: white},
	"says":    {SizePx: textPx},
	"note":    {SizePx: textPx - 1, Fill: "#555555"},
	"scale":   {SizePx: degreePx + 1},
	"bar":     {Stroke: "#222222", WidthPx: 1, Fill: white},
	"black":   {Fill: "#222222"},
	"needle":  {Fill: "#222222", Stroke: white, WidthPx: 1},
	"letter":  {SizePx: numberPx, Bold: true, Halo: white},
}
