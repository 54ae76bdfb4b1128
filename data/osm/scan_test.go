package osm_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	osmlib "github.com/paulmach/osm"

	"lindero/data/osm"
)

// proto writes a protocol buffer, field after field.
type proto []byte

func (p proto) number(field int, v uint64) proto {
	return binary.AppendUvarint(binary.AppendUvarint(p, uint64(field)<<3), v)
}

func (p proto) bytes(field int, v []byte) proto {
	return append(binary.AppendUvarint(binary.AppendUvarint(p, uint64(field)<<3|2), uint64(len(v))), v...)
}

// list packs numbers; deltas are the differences, signed.
func list(v ...uint64) (out []byte) {
	for _, n := range v {
		out = binary.AppendUvarint(out, n)
	}
	return out
}

func deltas(v ...int64) (out []byte) {
	last := int64(0)
	for _, n := range v {
		d := n - last
		out, last = binary.AppendUvarint(out, uint64(d)<<1^uint64(d>>63)), n
	}
	return out
}

// block makes a block of a kind; how changes its blob.
func block(kind string, raw []byte, how string) []byte {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(raw)
	_ = z.Close()
	blob := proto{}.number(2, uint64(len(raw))).bytes(3, packed.Bytes())
	switch how {
	case "plain":
		blob = proto{}.bytes(1, raw)
	case "lz4":
		blob = proto{}.number(2, uint64(len(raw))).bytes(6, raw)
	case "liar":
		blob = proto{}.number(2, 1<<31-1).bytes(3, packed.Bytes())
	case "garbled":
		blob = proto{}.bytes(3, []byte("no deflate"))
	}
	head := proto{}.bytes(1, []byte(kind)).number(3, uint64(len(blob)))
	out := binary.BigEndian.AppendUint32(nil, uint32(len(head)))
	return append(append(out, head...), blob...)
}

func header(features ...string) []byte {
	var p proto
	for _, f := range features {
		p = p.bytes(4, []byte(f))
	}
	return block("OSMHeader", p, "")
}

func table(texts ...string) proto {
	var p proto
	for _, t := range texts {
		p = p.bytes(1, []byte(t))
	}
	return p
}

// drawnData is a block with the nodes 1 to 4 of drawnXML, node 4 by itself, and
// its ways.
func drawnData() proto {
	dense := proto{}.bytes(1, deltas(1, 2, 3)).bytes(8, deltas(0, 0, 0)).bytes(9, deltas(0, 10000, 20000)).
		bytes(10, list(0, 5, 6, 0, 0))
	alone := proto{}.number(1, 8).number(8, 20000).number(9, 40000)
	one := proto{}.number(1, 10).bytes(2, list(1, 7)).bytes(3, list(2, 8)).bytes(8, deltas(1, 2, 3))
	two := proto{}.number(1, 11).bytes(2, list(1)).bytes(3, list(3)).bytes(8, deltas(3, 4))
	relation := proto{}.number(1, 5)
	return proto{}.bytes(1, table("", "highway", "residential", "path", "", "barrier", "gate", "name", "High Street")).
		bytes(2, proto{}.bytes(2, dense)).bytes(2, proto{}.bytes(1, alone)).
		bytes(2, proto{}.bytes(3, one).bytes(3, two)).bytes(2, proto{}.bytes(4, relation))
}

func drawnPBF(how string) []byte {
	return append(header("OsmSchema-V0.6", "DenseNodes"), block("OSMData", drawnData(), how)...)
}

const drawnXML = `<?xml version="1.0"?>
<osm version="0.6">
	<node id="1" lat="0" lon="0"/>
	<node id="2" lat="0" lon="0.001"><tag k="barrier" v="gate"/></node>
	<node id="3" lat="0" lon="0.002"/>
	<node id="4" lat="0.001" lon="0.002"/>
	<way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/><tag k="name" v="High Street"/></way>
	<way id="11"><nd ref="3"/><nd ref="4"/><tag k="highway" v="path"/></way>
</osm>`

func gather(text []byte) (*osm.Extract, error) {
	return osm.Gather(func(each func(osmlib.Object) error) error {
		r, format, err := osm.Open(bytes.NewReader(text))
		if err != nil {
			return err
		}
		return osm.Scan(context.Background(), r, format, each)
	}, osm.Rules{})
}

// told is what matters of an extract.
func told(e *osm.Extract) string {
	out := ""
	for _, w := range e.Ways {
		out += fmt.Sprintf("%s %s %q %v; ", w.Road.ID, w.Road.Class, w.Road.Name, w.Runs)
	}
	return out + fmt.Sprint(e.Barriers)
}

func gzipped(text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = io.WriteString(z, text)
	_ = z.Close()
	return b.Bytes()
}

// garbled is a gzip file whose checksum is another.
func garbled(packed []byte) []byte {
	packed[len(packed)-8] ^= 1
	return packed
}

// All formats give the same, whether nodes are held or read twice.
func TestGather(t *testing.T) {
	want := `way-10 residential "High Street" [[[0 0] [0.001 0] [0.002 0]]]; way-11 path "" [[[0.002 0] [0.002 0.001]]]; [{node-2 true [0.001 0]}]`
	for name, text := range map[string][]byte{
		"XML": []byte(drawnXML), "gzip": gzipped(drawnXML), "XML with a mark": []byte("\xef\xbb\xbf" + drawnXML),
		"PBF": drawnPBF(""), "plain PBF": drawnPBF("plain"),
		"nodes after ways": []byte(swapped(drawnXML)),
	} {
		for _, held := range []int{1 << 20, 2} {
			restore := osm.HoldNodes(held)
			e, err := gather(text)
			restore()
			if err != nil {
				t.Errorf("%s, %d held: %v", name, held, err)
			} else if got := told(e); got != want {
				t.Errorf("%s, %d held: %s", name, held, got)
			}
		}
	}
}

// swapped has the ways before the nodes.
func swapped(xml string) string {
	at, end := strings.Index(xml, "<node"), strings.Index(xml, "</osm>")
	ways := strings.Index(xml, "<way")
	return xml[:at] + xml[ways:end] + xml[at:ways] + xml[end:]
}

// What is odd, and no fault: missing nodes, one of them only, all of them; one
// place; the same way and node twice; a way over the antimeridian.
func TestGatherOddities(t *testing.T) {
	track := func(id int, refs ...int) string {
		out := fmt.Sprintf(`<way id="%d"><tag k="highway" v="track"/>`, id)
		for _, r := range refs {
			out += fmt.Sprintf(`<nd ref="%d"/>`, r)
		}
		return out + "</way>"
	}
	text := `<osm><node id="1" lat="0" lon="0"/><node id="2" lat="0" lon="1"/><node id="3" lat="1" lon="1"/><node id="4" lat="1" lon="1"/>
	<node id="1" lat="0" lon="0"/><node id="5" lat="0" lon="179.5"/><node id="6" lat="0" lon="-179.5"/><node id="7" lat="1" lon="2"><tag k="highway" v="crossing"/></node>` +
		track(10, 1, 2, 99, 2, 3) + track(11, 1) + track(12) + track(13, 98, 1, 99, 2) + track(14, 3, 4) + track(10, 1, 2) + track(15, 5, 6) + track(16, 1, 1, 2) + "</osm>"
	e, err := gather([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want := `way-10 track "" [[[0 0] [1 0]] [[1 0] [1 1]]]; way-15 track "" [[[179.5 0] [180 0]] [[-180 0] [-179.5 0]]]; way-16 track "" [[[0 0] [1 0]]]; []`
	if got := told(e); got != want {
		t.Error(got)
	}
	dropped := map[osm.Reason]string{}
	sum := e.Tally.Kept[osm.Highway]
	for d, s := range e.Tally.Dropped {
		dropped[d.Reason] = fmt.Sprint(s.First)
		sum += s.Count
	}
	if diff := cmp.Diff(map[osm.Reason]string{osm.ByNodes: "[way-11 way-12]", osm.ByEdge: "[way-13]", osm.ByLength: "[way-14]",
		osm.ByTwin: "[way-10]", osm.ByPoint: "[node-7]"}, dropped); diff != "" {
		t.Error(diff)
	}
	if found := e.Tally.Found[osm.Highway]; sum != 9 || found != 9 || e.Tally.AtEdge.Count != 1 {
		t.Errorf("%d of %d, %v at the edge", sum, found, e.Tally.AtEdge)
	}
}

func TestGatherRefuses(t *testing.T) {
	whole := drawnPBF("")
	replaced := func(old, new string) []byte { return []byte(strings.Replace(drawnXML, old, new, 1)) }
	data := func(p proto, how string) []byte { return append(header(), block("OSMData", p, how)...) }
	group := func(field int, p proto) []byte {
		return data(proto{}.bytes(1, table("", "highway", "path")).bytes(2, proto{}.bytes(field, p)), "")
	}
	huge := make([]byte, 33<<20)
	for name, tt := range map[string]struct {
		text []byte
		want osm.Fault
	}{
		"nothing":                       {nil, osm.Unknown},
		"a text":                        {[]byte("lon,lat\n1,2\n"), osm.Unknown},
		"other XML":                     {[]byte(`<?xml version="1.0"?><gpx/>`), osm.Unknown},
		"changes":                       {[]byte(`<osmChange version="0.6"/>`), osm.Unknown},
		"half of it, XML":               {[]byte(drawnXML[:len(drawnXML)/2]), osm.Truncated},
		"all but the last tag":          {[]byte(drawnXML[:len(drawnXML)-6]), osm.Truncated},
		"tags that do not match":        {replaced("</way>", "</wey>"), osm.Broken},
		"an id that is no number":       {replaced(`id="1"`, `id="one"`), osm.Broken},
		"half of it, gzip":              {gzipped(drawnXML)[:100], osm.Truncated},
		"garbled gzip":                  {garbled(gzipped(drawnXML)), osm.Broken},
		"bzip2 that is none":            {[]byte("BZh9 is not all"), osm.Broken},
		"a latitude of 95":              {replaced(`lat="0.001"`, `lat="95"`), osm.NoPlace},
		"a longitude of 1e300":          {replaced(`lon="0.001"`, `lon="1e300"`), osm.NoPlace},
		"no number":                     {replaced(`lat="0"`, `lat="NaN"`), osm.NoPlace},
		"one node at two places":        {replaced(`<node id="3" lat="0" lon="0.002"/>`, `<node id="3" lat="0" lon="0.002"/><node id="3" lat="0" lon="0.003"/>`), osm.TwoPlaces},
		"an endless element":            {append([]byte(`<osm><way id="1">`), bytes.Repeat([]byte(`<nd ref="1"                                />`), 400_000)...), osm.Broken},
		"half of it, PBF":               {whole[:len(whole)-20], osm.Truncated},
		"PBF cut in a header":           {whole[:len(header())+2], osm.Truncated},
		"no header":                     {append(block("OSMDat\nOSMHeader", nil, ""), whole...), osm.Broken},
		"a history":                     {header("OsmSchema-V0.6", "HistoricalInformation"), osm.Feature},
		"packed by others":              {data(drawnData(), "lz4"), osm.Packing},
		"blocks that claim two GB":      {data(drawnData(), "liar"), osm.Broken},
		"garbled blocks":                {data(drawnData(), "garbled"), osm.Broken},
		"a block that unpacks to 33 MB": {data(huge, ""), osm.Broken},
		"a block's header of a GB":      {append(header(), 0x40, 0, 0, 0, 1), osm.Broken},
		"a block of a GB":               {append(header(), append([]byte{0, 0, 0, 11}, proto{}.bytes(1, []byte("abc")).number(3, 1<<30)...)...), osm.Broken},
		"no protocol buffer":            {data(proto{0xff, 0xff}, ""), osm.Broken},
		"tags without texts":            {group(3, proto{}.number(1, 1).bytes(2, list(1)).bytes(3, list(9)).bytes(8, deltas(1, 2))), osm.Broken},
		"more keys than values":         {group(3, proto{}.number(1, 1).bytes(2, list(1, 1)).bytes(3, list(2)).bytes(8, deltas(1, 2))), osm.Broken},
		"more values than keys":         {group(3, proto{}.number(1, 1).bytes(2, list(1)).bytes(3, list(2, 2)).bytes(8, deltas(1, 2))), osm.Broken},
		"more ids than places":          {group(2, proto{}.bytes(1, deltas(1, 2)).bytes(8, deltas(1)).bytes(9, deltas(1))), osm.Broken},
		"nodes with half a tag":         {group(2, proto{}.bytes(1, deltas(1)).bytes(8, deltas(1)).bytes(9, deltas(1)).bytes(10, list(1))), osm.Broken},
		"a node beyond the earth":       {group(2, proto{}.bytes(1, deltas(1)).bytes(8, deltas(math.MaxInt64/4)).bytes(9, deltas(1))), osm.NoPlace},
		"a way of too many nodes":       {group(3, proto{}.number(1, 1).bytes(2, list(1)).bytes(3, list(2)).bytes(8, make([]byte, 200_000))), osm.Broken},
	} {
		e, err := gather(tt.text)
		var wrong *osm.Error
		if !errors.As(err, &wrong) || wrong.Fault != tt.want {
			t.Errorf("%s: %v, %v; want fault %d", name, e, err, tt.want)
		} else if wrong.Error() == "" {
			t.Errorf("%s: says nothing", name)
		}
	}
	_, err := gather(replaced(`<node id="3" lat="0" lon="0.002"/>`, `<node id="3" lat="0" lon="0.002"/><node id="3" lat="0" lon="0.003"/>`))
	if wrong := new(osm.Error); !errors.As(err, &wrong) || wrong.ID != 3 || wrong.At != [2]orb.Point{{0.002, 0}, {0.003, 0}} {
		t.Errorf("two places: %v", err)
	}
}

// A file of 100 kB that unpacks to 25 million nodes takes no memory to speak of.
func TestManyNodesTakeNoMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 25 million nodes")
	}
	const n = 1 << 20
	same := bytes.Repeat([]byte{2}, n) // one more than the last
	still := make([]byte, n)           // where the last was
	raw := proto{}.bytes(1, table("")).bytes(2, proto{}.bytes(2, proto{}.bytes(1, same).bytes(8, still).bytes(9, still)))
	one := block("OSMData", raw, "")
	text := append(header(), block("OSMData", drawnData(), "")...)
	for range 24 {
		text = append(text, one...)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	e, err := gather(text)
	runtime.ReadMemStats(&after)
	if err == nil || e != nil { // node 1 is at 0, 0 again, node 2 is not
		t.Fatalf("%v, %v", e, err)
	}
	if held := (after.Sys - before.Sys) >> 20; held > 300 {
		t.Errorf("%d MB", held)
	}
}

// testdata of the module that the tests read.
func module(t testing.TB, name string) string {
	t.Helper()
	out, err := exec.CommandContext(context.Background(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/paulmach/osm").Output()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(strings.TrimSpace(string(out)), "testdata", name)
}

// What an independent reader finds in the file (a script of 40 lines).
func TestDelaware(t *testing.T) {
	f, err := os.Open(module(t, "delaware-latest.osm.pbf"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, format, err := osm.Open(f)
	if err != nil || format != osm.PBF {
		t.Fatal(format, err)
	}
	var got struct {
		nodes, ways, highways, refs, tags int
		lat, lon                          int64
		ids                               uint32
	}
	err = osm.Scan(context.Background(), r, format, func(o osmlib.Object) error {
		switch o := o.(type) {
		case *osmlib.Node:
			got.nodes++
			got.ids += uint32(o.ID)
			got.tags += len(o.Tags)
			got.lat += int64(math.Round(o.Lat * 1e7))
			got.lon += int64(math.Round(o.Lon * 1e7))
		case *osmlib.Way:
			got.ways++
			got.refs += len(o.Nodes)
			got.tags += len(o.Tags)
			if o.Tags.Find("highway") != "" {
				got.highways++
			}
		}
		return nil
	})
	want := got
	want.nodes, want.ways, want.highways, want.refs, want.tags = 723870, 73144, 52585, 842425, 468315
	want.lat, want.lon, want.ids = 284701874794872, -546766966231580, 3364528150
	if err != nil || got != want {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
}

// Whatever a file holds, reading it ends without a panic, in whole values or a
// fault.
func FuzzGather(f *testing.F) {
	f.Add([]byte(drawnXML))
	f.Add([]byte(swapped(drawnXML)))
	f.Add(gzipped(drawnXML))
	f.Add(drawnPBF("plain"))
	f.Add(drawnPBF(""))
	f.Add([]byte(`<osm><way id="1"><nd ref="1"/><tag k="route" v="ferry"/></way>`))
	f.Fuzz(func(t *testing.T, text []byte) {
		e, err := gather(text)
		if err != nil {
			return
		}
		kept := 0
		for _, n := range e.Tally.Kept {
			kept += n
		}
		if kept != len(e.Ways) {
			t.Fatalf("%d ways, %d are kept", len(e.Ways), kept)
		}
		for _, w := range e.Ways {
			for _, run := range w.Runs {
				if len(run) < 2 || !(osm.LengthM(run) > 0) {
					t.Fatalf("%+v", w)
				}
			}
		}
		roads, _ := border("W", "E", orb.LineString{{0.0005, -1}, {0.0005, 1}}).Cut(e.Ways)
		osm.Connect(osm.Thin(roads, 1.5, nil), "W", "land")
	})
}
