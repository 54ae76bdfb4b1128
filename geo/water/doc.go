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
// What it costs: New some 3 µs and 250 bytes a vertex, those put into long edges
// included. A search sees from each bend past which a way to a target may be
// shorter than the best so far, into the triangles that the targets' ways may
// lead through and only so far as they may: some hundred a bend, at 30 to 60 ns
// each. Lagoons, bays and dead ends of rivers in which neither seed nor target
// lies are left out.
//
// Searches keep what they have seen: from each bend, round obstacles on either
// side, the bends beyond with their lengths and where the view ends; from each
// seed likewise; the last 8 lists of targets of up to 65,536 places, made ready;
// and 65,536 lengths over 100 km. So a search from places, and to a list, that
// others had before is one of Dijkstra's over a graph, at some 2 to 5 µs a bend,
// and finds exactly what the first would. Views take 64 MB at most, after which
// all are dropped before the next search; a list takes some 150 bytes a target
// and one a triangle, and all else some 40 bytes a vertex and 8 MB.
//
// A long edge that curves because it is straight in longitude and latitude has a
// bend every kilometre or so (1.4 km at 15°, 0.3 km at 80°); vertices beside it,
// ever farther apart, keep the view along it to a few triangles. Two continents
// of 100° along the parallel of 60°, of four vertices each that become 65,000,
// take some 0.1 s to make and 0.3 s to go round.
package water
