// Package web holds the page of the map, as `make web` has built it into dist:
// index.html, and the files below assets that it loads, whose names carry a hash
// of their content. The sources of the page (TypeScript) are beside this file.
//
// The page is in the program once it has been built before the program is. A
// program that was built without it works all the same, and says that it has none.
package web

import (
	"embed"
	"io/fs"
)

// dist holds at least the empty file .keep, so that the program can be built
// where the page was not.
//
//go:embed all:dist
var dist embed.FS

// Page returns the files of the built page, index.html and assets at its root;
// nil where the program was built without it.
func Page() fs.FS {
	built, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil // cannot be: the name is a valid one
	}
	if _, err := fs.Stat(built, "index.html"); err != nil {
		return nil
	}
	return built
}
