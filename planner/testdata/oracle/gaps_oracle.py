#!/usr/bin/env python3
"""Reference answer for coverage gaps along lines on the WGS84 ellipsoid.

    gaps_oracle.py LINES --posts FILE --reach METRES [--inside POLYGONS]

LINES is GeoJSON, FILE is GeoJSON points or CSV with the header
lon,lat[,reach_m]; --reach is for posts without a reach_m of their own.
POLYGONS is GeoJSON; what lies inside is covered.  The answer is JSON.

The method is slow and plain on purpose.  Every edge (straight in longitude
and latitude) is cut into cells of at most 50 m.  For one edge and one post,
g = (geodesic distance to the post) - (reach) is sampled at the cell ends.  A
distance never changes faster than one metre per metre walked, so a cell of
length h whose ends have the same sign cannot hide a zero if |g1|+|g2| > h.
Every other cell is halved again and again, until that rule settles it or a
change of sign is pinned down to 0.02 mm.  No shape is assumed for g, so that
a disc grazing an edge cannot be missed.  The intervals of all posts and
polygons are then joined, and what is left over is the gaps.

All distances that matter come from GeographicLib's GeodSolve.  The sphere
serves only to set aside cells that are far from the edge of a disc.
"""
import argparse
import csv
import json
import math
import subprocess
import sys

A = 6378137.0                  # WGS84
F = 1 / 298.257223563
E2 = F * (2 - F)
R = 6371000.0                  # the prefilter's sphere: distances on it are
SLACK = 0.01                   # within 0.6 % of the ellipsoid's; allow 1 %
CELL_M = 50.0                  # longest cell to begin with ...
CELL_DEG = 0.25                # ... and its longest stretch of longitude
SAME_M = 0.01                  # a cell this short without change of sign: none
ROOT_M = 2e-5                  # a change of sign is pinned down to this
IGNORE_M = 1e-3                # stretches shorter than this do not count
BATCH = 200000

# Nodes and weights of four-point Gauss-Legendre integration on [-1, 1].
GAUSS = [(side * math.sqrt(3 / 7 + k * 2 / 7 * math.sqrt(6 / 5)),
          (18 - k * math.sqrt(30)) / 36) for side in (-1, 1) for k in (-1, 1)]


# ---------------------------------------------------------------- distances

def geodesics(rows):
    """Distances in metres for rows (lat1, lon1, lat2, lon2), in order."""
    out = []
    for i in range(0, len(rows), BATCH):
        part = rows[i:i + BATCH]
        text = "".join("%.15f %.15f %.15f %.15f\n" % row for row in part)
        # run() feeds and drains both pipes together: no deadlock.
        done = subprocess.run(["GeodSolve", "-i", "-p", "9"], input=text,
                              capture_output=True, text=True, check=True)
        got = [float(line.split()[2]) for line in done.stdout.splitlines()]
        if len(got) != len(part):
            raise RuntimeError("GeodSolve: answers missing")
        out += got
    return out


def xyz(lat, lon):
    """A place as a unit vector of the sphere (for the prefilter)."""
    p, q = math.radians(lat), math.radians(lon)
    return math.cos(p) * math.cos(q), math.cos(p) * math.sin(q), math.sin(p)


# -------------------------------------------------------------------- edges

class Edge:
    """The straight line in lon/lat from one vertex to the next; 0 <= t <= 1.

    start is the chainage of t = 0 within the feature; cum[i] is the length
    of the edge from t = 0 to t = i/n.
    """

    def __init__(self, p, q, start):
        self.lon, self.lat = p
        self.dlon, self.dlat = short_way(p[0], q[0]), q[1] - p[1]
        self.start = start
        rough = sum(self.arc(i / 64, (i + 1) / 64) for i in range(64))
        self.n = max(1, math.ceil(rough / CELL_M),
                     math.ceil(abs(self.dlon) / CELL_DEG))
        self.cum = [0.0]
        for i in range(self.n):
            self.cum.append(self.cum[-1]
                            + self.arc(i / self.n, (i + 1) / self.n))
        self.end = start + self.cum[-1]

    def place(self, t):
        lat = max(-90.0, min(90.0, self.lat + t * self.dlat))
        return lat, math.remainder(self.lon + t * self.dlon, 360)

    def arc(self, ta, tb):
        """Length from ta to tb: integral of |(M dphi, N cos(phi) dlam)|."""
        mid, half = (ta + tb) / 2, (tb - ta) / 2
        dphi, dlam = math.radians(self.dlat), math.radians(self.dlon)
        total = 0.0
        for node, weight in GAUSS:
            phi = math.radians(self.lat + (mid + node * half) * self.dlat)
            w2 = 1 - E2 * math.sin(phi) ** 2
            n = A / math.sqrt(w2)                  # prime vertical radius
            m = n * (1 - E2) / w2                  # meridian radius
            total += weight * math.hypot(m * dphi, n * math.cos(phi) * dlam)
        return total * half

    def chainage(self, t):
        i = min(self.n - 1, int(t * self.n))
        if t >= 1:
            return self.end
        return self.start + self.cum[i] + self.arc(i / self.n, t)


def short_way(lon1, lon2):
    """lon2 - lon1, less whole turns if it is more than half a turn."""
    d = lon2 - lon1
    return d if abs(d) <= 180 else math.remainder(d, 360)


# --------------------------------------------------------- covered by a post

def post_intervals(edges, posts):
    """For each edge the stretches (t0, t1) covered by some post."""
    inside_at_0 = {}               # (edge, post) -> is t = 0 covered
    flips = {}                     # (edge, post) -> where covered changes
    open_cells = []                # (edge, post, i): cell i needs a look
    hub = [xyz(lat, lon) for lon, lat, _ in posts]
    for ei, e in enumerate(edges):
        n, length = e.n, e.cum[-1]
        at = [xyz(*e.place(i / n)) for i in range(n + 1)]
        step = [e.cum[i + 1] - e.cum[i] for i in range(n)]
        for pi, (_, _, reach) in enumerate(posts):
            def rough(x):
                """(surely out, surely in, how far g is from 0 at least)"""
                chord = math.dist(x, hub[pi])
                d = 2 * R * math.asin(min(1.0, chord / 2))
                if d * (1 - SLACK) > reach:
                    return 1, d * (1 - SLACK) - reach
                if d * (1 + SLACK) < reach:
                    return -1, reach - d * (1 + SLACK)
                return 0, 0.0
            sign, far = rough(at[0])
            if sign and far > length:              # all out, or all in
                if sign < 0:
                    inside_at_0[ei, pi] = True
                continue
            inside_at_0[ei, pi] = sign < 0
            before = sign, far
            for i in range(n):
                after = rough(at[i + 1])
                if (before[0] * after[0] != 1
                        or before[1] + after[1] <= step[i] * 1.001):
                    open_cells.append((ei, pi, i))
                before = after

    def g(places):
        """Exact g for places (edge, post, t), in one batch."""
        rows = [edges[ei].place(t) + (posts[pi][1], posts[pi][0])
                for ei, pi, t in places]
        return [d - posts[p[1]][2] for p, d in zip(places, geodesics(rows))]

    ends = sorted({(ei, pi, j) for ei, pi, i in open_cells
                   for j in (i, i + 1)})
    value = dict(zip(ends, g([(ei, pi, j / edges[ei].n)
                              for ei, pi, j in ends])))
    for (ei, pi, j), v in value.items():
        if j == 0:
            inside_at_0[ei, pi] = v <= 0
    cells = [(ei, pi, i / edges[ei].n, (i + 1) / edges[ei].n,
              value[ei, pi, i], value[ei, pi, i + 1])
             for ei, pi, i in open_cells]
    while cells:
        halve = []
        for cell in cells:
            ei, pi, ta, tb, ga, gb = cell
            h = edges[ei].arc(ta, tb)
            if (ga <= 0) == (gb <= 0):
                sure = abs(ga) + abs(gb) > h * (1 + 1e-9) + 1e-7
                if not sure and h > SAME_M:
                    halve.append(cell)
            elif h > ROOT_M:
                halve.append(cell)
            else:
                flips.setdefault((ei, pi), []).append((ta + tb) / 2)
        middle = g([(c[0], c[1], (c[2] + c[3]) / 2) for c in halve])
        cells = []
        for (ei, pi, ta, tb, ga, gb), gm in zip(halve, middle):
            tm = (ta + tb) / 2
            cells.append((ei, pi, ta, tm, ga, gm))
            cells.append((ei, pi, tm, tb, gm, gb))

    result = [[] for _ in edges]
    for key, inside in inside_at_0.items():
        marks = [0.0] if inside else []
        marks += sorted(flips.get(key, []))
        if len(marks) % 2:
            marks.append(1.0)
        result[key[0]] += zip(marks[::2], marks[1::2])
    return result


# ------------------------------------------------------ covered by a polygon

def unroll(ring):
    """The ring's corners with longitudes running on over the antimeridian."""
    lon = ring[0][0]
    out = [(lon, ring[0][1])]
    for p, q in zip(ring, ring[1:] + ring[:1]):
        lon += short_way(p[0], q[0])
        out.append((lon, q[1]))
    return out


def in_polygon(rings, lon, lat):
    """Even-odd rule over all rings, for the place and its whole turns."""
    odd = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
            if (y1 > lat) != (y2 > lat):
                x = x1 + (lat - y1) / (y2 - y1) * (x2 - x1)
                for turn in range(-1080, 1081, 360):
                    odd ^= lon + turn < x
    return odd


def polygon_intervals(e, polygons):
    """The stretches (t0, t1) of an edge inside some polygon."""
    result = []
    for rings in polygons:
        cuts = {0.0, 1.0}
        for ring in rings:
            for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
                ex, ey = x2 - x1, y2 - y1
                det = e.dlon * ey - e.dlat * ex
                if det == 0:
                    continue
                for turn in range(-1080, 1081, 360):
                    ax, ay = x1 + turn - e.lon, y1 - e.lat
                    t = (ax * ey - ay * ex) / det          # along the edge
                    u = (ax * e.dlat - ay * e.dlon) / det  # along the side
                    if 0 < t < 1 and -1e-9 <= u <= 1 + 1e-9:
                        cuts.add(t)
        cuts = sorted(cuts)
        for ta, tb in zip(cuts, cuts[1:]):
            t = (ta + tb) / 2
            if in_polygon(rings, e.lon + t * e.dlon, e.lat + t * e.dlat):
                result.append((ta, tb))
    return result


# --------------------------------------------------------------------- gaps

def gaps_of_run(lo, hi, covered):
    """Gaps of one unbroken stretch lo..hi of chainage."""
    gaps, at = [], lo
    for a, b in sorted(covered) + [(hi, hi)]:
        if a - at >= IGNORE_M:                     # a shorter one is covered
            gaps.append([at, a])
        at = max(at, b)
    joined = []
    for gap in gaps:                               # covered for next to nothing
        if joined and gap[0] - joined[-1][1] < IGNORE_M:
            joined[-1][1] = gap[1]
        else:
            joined.append(gap)
    return joined


def solve(features, posts, polygons):
    """features: list of (id, parts); a part is a list of (lon, lat)."""
    edges, plan = [], []           # plan: per feature its id and its runs
    for name, parts in features:
        runs, at, last = [], 0.0, None       # run: [from, to, edge numbers]
        for part in parts:
            if not part:
                continue
            if (last is None or last[1] != part[0][1]
                    or math.remainder(last[0] - part[0][0], 360) != 0):
                runs.append([at, at, []])
            for p, q in zip(part, part[1:]):
                if p == q:
                    continue
                e = Edge(p, q, at)
                runs[-1][2].append(len(edges))
                edges.append(e)
                runs[-1][1] = at = e.end
            last = part[-1]
        plan.append((name, at, runs))
    covered = post_intervals(edges, posts)
    for e, stretches in zip(edges, covered):
        stretches += polygon_intervals(e, polygons)
    lines = {}
    for name, length, runs in plan:
        line = lines.setdefault(name, {"id": name, "length": 0.0, "gaps": []})
        line["length"] += length
        for lo, hi, numbers in runs:
            line["gaps"] += gaps_of_run(lo, hi, [
                (edges[k].chainage(a), edges[k].chainage(b))
                for k in numbers for a, b in covered[k]])

    def summary(length, gap, count):
        return {"length_km": round(length / 1000, 7),
                "covered_km": round((length - gap) / 1000, 7),
                "gap_km": round(gap / 1000, 7), "gap_count": count}

    answer, total = [], [0.0, 0.0, 0]
    for line in lines.values():
        gap = sum(b - a for a, b in line["gaps"])
        one = line["length"], gap, len(line["gaps"])
        total = [x + y for x, y in zip(total, one)]
        row = {"id": line["id"], **summary(*one)}
        del row["covered_km"]
        row["gaps"] = [{"from_m": round(a, 4), "to_m": round(b, 4)}
                       for a, b in line["gaps"]]
        answer.append(row)
    return {**summary(*total), "lines": answer}


# ------------------------------------------------------------------ reading

def geojson_features(path):
    with open(path, encoding="utf-8") as f:
        doc = json.load(f)
    if doc["type"] == "FeatureCollection":
        return doc["features"]
    return [doc if doc["type"] == "Feature" else {"geometry": doc}]


def coordinates(feature, single, multi):
    """A feature's list of parts, whether it is written singly or multiply."""
    geometry = feature.get("geometry") or {"type": None}
    if geometry["type"] == single:
        return [geometry["coordinates"]]
    return geometry["coordinates"] if geometry["type"] == multi else []


def read_lines(path):
    features = []
    for number, f in enumerate(geojson_features(path), 1):
        parts = coordinates(f, "LineString", "MultiLineString")
        if not parts:
            continue
        name = f.get("id")
        if name is None:
            name = (f.get("properties") or {}).get("id")
        if name is None:
            name = number
        features.append((str(name), [[(float(p[0]), float(p[1]))
                                      for p in part] for part in parts]))
    return features


def read_posts(path, reach):
    """A list of (lon, lat, reach)."""
    posts = []
    if path.lower().endswith(".csv"):
        with open(path, encoding="utf-8", newline="") as f:
            for row in csv.DictReader(f):
                own = (row.get("reach_m") or "").strip()
                posts.append((float(row["lon"]), float(row["lat"]),
                              float(own) if own else reach))
        return posts
    for f in geojson_features(path):
        own = (f.get("properties") or {}).get("reach_m")
        for p in coordinates(f, "Point", "MultiPoint"):
            posts.append((float(p[0]), float(p[1]),
                          reach if own is None else float(own)))
    return posts


def read_polygons(path):
    return [[unroll(ring) for ring in polygon]
            for f in geojson_features(path)
            for polygon in coordinates(f, "Polygon", "MultiPolygon")]


def run(lines, posts, reach, inside=None):
    return solve(read_lines(lines), read_posts(posts, reach),
                 read_polygons(inside) if inside else [])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lines")
    parser.add_argument("--posts", required=True)
    parser.add_argument("--reach", required=True, type=float)
    parser.add_argument("--inside")
    args = parser.parse_args()
    answer = run(args.lines, args.posts, args.reach, args.inside)
    json.dump(answer, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
