// Package osm reads ways from files of OpenStreetMap and makes them fit for
// travel beside a border.
//
// It takes OSM XML and PBF, packed or not, by Open and Scan; tells by the tags
// which ways are roads, rivers or ferries, how fast and in which direction they
// are used (Rules); gathers their shapes (Gather); cuts them where they cross a
// border and says on which side each part lies (Border); leaves out vertices
// that say little (Thin); and measures how the whole hangs together (Connect).
//
// Places are WGS84 longitude and latitude in whole 10⁻⁷ degrees, about a
// centimetre; edges are straight in longitude and latitude. Ways that meet have
// a vertex of equal coordinates, before cutting and thinning as after. No file
// makes it panic, and what a file can claim of memory is bounded: some 50 bytes
// for each node of the ways that are kept, at most 32 million nodes.
package osm
