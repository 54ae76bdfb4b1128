// Package geo measures lines on the earth: chainage along them, the spans of
// them that lie within a reach or inside a polygon, and an index over many.
//
// Shapes come and go as paulmach/orb types in WGS84 longitude and latitude,
// degrees. Chainages, lengths and distances are metres. An edge between two
// given vertices is straight in longitude and latitude, as RFC 7946 says, and
// goes the short way round where its ends are more than 180° apart.
//
// Inside, a Line holds its vertices in earth-centred coordinates, with
// further vertices put in until the geodesic between neighbours strays less
// than 1 cm from the given edge. Measuring is then arithmetic on chords: the
// antimeridian and the poles are places like any other, and the part of an
// edge within a distance of a place is the solution of a quadratic.
//
// What holds:
//   - distance: 1 mm of the geodesic up to 100 km, better than 1 µm beyond;
//   - length of a line: 1 mm per 100 km;
//   - At: 1 cm of the given edge;
//   - the ends of a reach span: the true distance there differs from the
//     reach asked for by less than 1 mm on the given edge, and by less than
//     1 cm at the place that At gives, whatever the reach; of spans within
//     reach of a line or a polygon's edge, by less than 2 cm. Where a circle
//     of radius d grazes an edge, an error ε in distance moves the ends of the
//     span by up to √(8·d·ε): the length of a grazing span is uncertain by
//     that much.
//
// Values are immutable once made and safe for concurrent use.
package geo
