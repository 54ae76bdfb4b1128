// Package water finds the shortest ways over open water: never over land,
// never through a wall.
//
// Places come and go as paulmach/orb points in WGS84 longitude and latitude,
// degrees; lengths are metres. Edges of land and walls are straight in
// longitude and latitude and go the short way round, as in package geo. They
// are cut into arcs that stray less than 1 cm from them. Between two bends a
// way is the arc of the great circle of the ellipsoid's normals, which is the
// great ellipse through both; its length is taken to be that of the geodesic,
// geo.DistanceM, which is shorter by less than 1.5e-10 of it over 100 km, 1.5e-8
// over 1,000 km, 1.5e-6 over a quarter of the earth, and 8e-6 over 150°, and
// runs some 1 m beside the arc over 100 km and some 100 m over 1,000 km.
//
// New makes a triangulation of the whole sphere in which the edges of all
// shapes are edges (constrained Delaunay, with signs free of rounding), and
// finds out which triangles are land. A way leads through triangles of water
// and over edges that are nobody's coast and no wall, so it cannot slip through
// the vertex of a wall, the point in which two lands touch, or the border that
// they have in common. It bends only at vertices, and there only round the
// obstacle. Everything is done with vectors in space: the antimeridian and the
// poles are places like any other.
//
// What holds:
//   - No way of the kind said is shorter than the one found, but for rounding,
//     and for what follows.
//   - Vertices and edges within 2 cm of each other touch, and nobody passes
//     between them; land narrower than that may be none.
//   - An obstacle within 1 m of a way's free end, which is its seed or target
//     but no bend, is none to that way's last piece: a quay may be a little
//     inland, a breakpoint of a border a little beside the wall, and both are
//     seen from either side. Land farther in than that is reached by no way.
//   - A free end so near to a wall may be left on either side, so that two
//     ways that meet there need not be one that was allowed.
//   - Lengths are the same both ways, and whatever turn of longitude the
//     places are written in.
//   - Same input, same ways: of ways as long as each other, that found by the
//     lower number wins.
//
// What it costs: New some 12 µs and 200 bytes a vertex. A search sees into the
// triangles that lie within view of each bend nearer than the farthest target,
// some hundred a bend, at 50 to 100 ns each; it keeps nothing for the next. A
// long edge that curves because it is straight in longitude and latitude has a
// bend every kilometre or so (1.4 km at 15°, 0.3 km at 80°), and each looks
// along it: a continent in a few vertices costs more than one in thousands.
package water
