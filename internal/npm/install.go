package npm

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Install puts the packages of a folder with package.json and
// package-lock.json into cache with npm ci, unless they lie there already, and
// returns the folder of their programs. The lock file pins every package by
// its integrity; no script of a package runs.
func Install(ctx context.Context, folder, cache string) (bin string, err error) {
	lock, err := os.ReadFile(filepath.Join(folder, "package-lock.json"))
	if err != nil {
		return "", fmt.Errorf("read what to install: %w", err)
	}
	sum := sha256.Sum256(lock)
	place, err := filepath.Abs(filepath.Join(cache, hex.EncodeToString(sum[:8])))
	if err != nil {
		return "", err
	}
	bin = filepath.Join(place, "node_modules", ".bin")
	if _, err := os.Stat(bin); err == nil {
		return bin, nil
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", fmt.Errorf("make the cache folder: %w", err)
	}
	tmp, err := os.MkdirTemp(cache, "install-")
	if err != nil {
		return "", fmt.Errorf("make a folder to install into: %w", err)
	}
	defer func() { _ = os.RemoveAll(tmp) }() // what stays in a temporary folder does no harm
	for _, name := range []string{"package.json", "package-lock.json"} {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(tmp, name), text, 0o644)
		}
		if err != nil {
			return "", fmt.Errorf("copy %s: %w", name, err)
		}
	}
	cmd := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
	cmd.Dir = tmp
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("npm ci in %s: %w (is npm installed, and can it reach its registry?)\n%s", folder, err, stderr.Bytes())
	}
	if err := os.Rename(tmp, place); err != nil && !errors.Is(err, os.ErrExist) { // another was faster
		return "", err
	}
	return bin, nil
}
