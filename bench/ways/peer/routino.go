package peer

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"lindero/bench/measure"
)

// Routino is a database of Routino's, in a folder of its own.
type Routino struct {
	dir     string
	Load    time.Duration // of planetsplitter
	Version string
}

// share is where Debian has the files that Routino reads.
const share = "/usr/share/routino"

// NewRoutino makes a database of an OpenStreetMap file in XML.
func NewRoutino(ctx context.Context, dir, osm string) (*Routino, error) {
	start := time.Now()
	split := exec.CommandContext(ctx, "planetsplitter", "--dir="+dir, "--prefix=roads", "--tagging="+filepath.Join(share, "tagging.xml"), osm)
	if said, err := split.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("planetsplitter: %w\n%s", err, said)
	}
	r := &Routino{dir: dir, Load: time.Since(start)}
	said, _ := exec.CommandContext(ctx, "routino-router", "--version").CombinedOutput() // its status is that of a usage
	for line := range strings.Lines(string(said)) {
		if strings.Contains(line, "Routino version") {
			_, after, _ := strings.Cut(line, "Routino version")
			version, _, _ := strings.Cut(strings.TrimSpace(after), " ")
			r.Version = "Routino " + version
		}
	}
	if r.Version == "" {
		r.Version = "Routino"
	}
	return r, nil
}

// Asked is what a way costs Routino.
type Asked struct {
	Process time.Duration // from start to end of the program
	Itself  time.Duration // by its own clock
	Search  time.Duration // of it, for the way between the places that it has found
	Found   bool
}

var stage = regexp.MustCompile(`^\[\s*(\d+):(\d+\.\d+)\] (.*)$`)

// Ask looks for the quickest way of a car between two places.
func (r *Routino) Ask(ctx context.Context, from, to orb.Point) (Asked, error) {
	degrees := func(x float64) string { return strconv.FormatFloat(x, 'f', 7, 64) }
	cmd := exec.CommandContext(ctx, "routino-router", "--dir="+r.dir, "--prefix=roads", "--profiles="+filepath.Join(share, "profiles.xml"),
		"--translations="+filepath.Join(share, "translations.xml"), "--transport=motorcar", "--quickest", "--output-none", "--loggable", "--logtime",
		"--lon1="+degrees(from[0]), "--lat1="+degrees(from[1]), "--lon2="+degrees(to[0]), "--lat2="+degrees(to[1]))
	start := time.Now()
	said, err := cmd.CombinedOutput()
	out := Asked{Process: time.Since(start)}
	if err != nil && !strings.Contains(string(said), "Cannot find") {
		return out, fmt.Errorf("routino-router: %w\n%s", err, said)
	}
	for lines := bufio.NewScanner(strings.NewReader(string(said))); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "Routed OK") {
			out.Found = true
		}
		m := stage.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		minutes, err1 := strconv.Atoi(m[1])
		seconds, err2 := strconv.ParseFloat(m[2], 64)
		if err1 != nil || err2 != nil {
			return out, fmt.Errorf("routino-router says %q", lines.Text())
		}
		took := measure.Seconds(float64(60*minutes) + seconds)
		switch {
		case strings.HasPrefix(m[3], "Finish Program"):
			out.Itself = took
		case strings.Contains(m[3], "Route"):
			out.Search += took
		}
	}
	return out, nil
}

// Unpack writes the bytes of a file packed by bzip2 into another.
func Unpack(ctx context.Context, packed, to string) error {
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	defer f.Close()
	cmd := exec.CommandContext(ctx, "bzcat", packed)
	cmd.Stdout = f
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("bzcat %s: %w", filepath.Base(packed), err)
	}
	return f.Close()
}
