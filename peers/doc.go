// Package peers holds the tests that ask heavy outside judges: GDAL, QGIS,
// OWSLib, ogc-client, PostGIS and Chromium. They build the program once and
// look at it from outside, as a user's own tools would: at the files it writes,
// the addresses it serves and the page it shows.
//
// They need the build tag peers and what `scripts/install.sh peers` installs;
// `make test-peers` sees to both. ogc-client needs Node, and comes from npm,
// once, into .cache/data. A missing judge fails its test. Nothing else but
// loopback is used, and PostgreSQL runs in a throwaway cluster that listens on
// a socket of its own.
//
// With LINDERO_PEERS_OUT naming a folder, the pictures of the map and the page
// are kept there.
package peers
