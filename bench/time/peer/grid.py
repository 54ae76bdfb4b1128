"""What a plan watches, and how long places go unwatched, on a grid: a cell is
so many metres of a route and so many minutes of the period.

    grid.py PLAN SECONDS METRES plain|tuned RUNS LAND_H RIVER_H SEA_H

PLAN is a folder that `lindero plan` wrote. Of it are read how long the period
is (plan.json), where patrols go and how far they see (sorties.geojson), and
the watched routes and the posts (scenario). The last three numbers are the
times that places may stay unwatched.

A cell is seen if in the middle of its time a patrol is within its radius of
the middle of its metres. Positions are stepped along the legs, whose edges
are straight in degrees. Distances are chords of the ellipsoid: at 10 km one is
1 mm short of the geodesic. Gaps are what run lengths of cells not seen are too
long.

plain takes each leg by itself and keeps a boolean array a route. tuned steps
each way once, whenever it is gone, compares blocks of places before places,
and works on all cores in pieces that stay in the processor's caches.

Prints one JSON object: seconds, and what comes out by kind.
"""

import json
import multiprocessing
import os
import statistics
import sys
import time

import numpy

A = 6378137.0
E2 = 0.0066943799901413165
EDGE_M = 1000  # edges are cut to this, as they are straight in degrees
PLACES, TIMES = 64, 16  # of a block
AT_ONCE = 512  # places whose times are looked at together


def ecef(lonlat):
    """Earth-centred coordinates of degrees."""
    lon, lat = numpy.radians(lonlat[:, 0]), numpy.radians(lonlat[:, 1])
    n = A / numpy.sqrt(1 - E2 * numpy.sin(lat) ** 2)
    return numpy.column_stack(
        (n * numpy.cos(lat) * numpy.cos(lon), n * numpy.cos(lat) * numpy.sin(lon), n * (1 - E2) * numpy.sin(lat))
    )


class Line:
    """A line of one part or several, with how far it is to each vertex."""

    def __init__(self, geometry):
        parts = geometry["coordinates"]
        if geometry["type"] == "LineString":
            parts = [parts]
        points, steps = [], []
        for part in parts:
            part = numpy.unwrap(numpy.asarray(part, dtype=float)[:, :2], period=360, axis=0)
            rough = numpy.linalg.norm(numpy.diff(ecef(part), axis=0), axis=1)
            n = numpy.maximum(1, numpy.ceil(rough / EDGE_M)).astype(int)
            edge = numpy.repeat(numpy.arange(len(n)), n)
            at = numpy.arange(n.sum()) - numpy.repeat(numpy.cumsum(n) - n, n)
            t = (at / n[edge])[:, None]
            part = ecef(numpy.vstack((part[edge] * (1 - t) + part[edge + 1] * t, part[-1:])))
            points.append(part)
            steps += [[0.0], numpy.linalg.norm(numpy.diff(part, axis=0), axis=1)]
        self.points = numpy.vstack(points)
        self.m = numpy.cumsum(numpy.concatenate(steps))
        self.length = self.m[-1]

    def at(self, m):
        return numpy.column_stack([numpy.interp(m, self.m, self.points[:, k]) for k in range(3)])


class Route:
    """A watched route in cells of equal length, and which of them posts see."""

    def __init__(self, feature, metres, posts):
        self.kind = feature["properties"]["kind"]
        line = Line(feature["geometry"])
        n = max(1, round(line.length / metres))
        self.length, self.cell = line.length, line.length / n
        self.places = line.at((numpy.arange(n) + 0.5) * self.cell)
        self.always = numpy.zeros(n, dtype=bool)
        for at, radius in posts:
            self.always |= ((self.places - at) ** 2).sum(axis=1) <= radius**2


class Leg:
    """A way at an even speed, and when it is gone."""

    def __init__(self, feature, step):
        p = feature["properties"]
        self.geometry, self.radius = feature["geometry"], float(p["watch_radius_m"])
        self.start, self.end = p["from_h"] * 3600 / step, p["to_h"] * 3600 / step
        first = numpy.ceil(self.start - 0.5)
        self.first, self.phase = int(first), round(first - self.start, 3)

    def positions(self, line=None):
        line = line or Line(self.geometry)
        k = numpy.arange(self.first, int(numpy.ceil(self.end - 0.5)))
        return line.at((k + 0.5 - self.start) / max(self.end - self.start, 1e-9) * line.length)


class Sums:
    """What comes out for a kind: metres, cells of time, and both together."""

    NAMES = ("length", "always", "never", "late", "watched", "exposure")

    def __init__(self):
        self.length = self.always = self.never = self.late = self.watched = self.exposure = self.worst = 0.0

    def add(self, other):
        for name in self.NAMES:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.worst = max(self.worst, other.worst)

    def take(self, seen, always, cell, allowed):
        """Takes places, each a row of the period's cells that repeats."""
        n = seen.shape[1]
        self.length += len(seen) * cell
        self.always += always.sum() * cell
        seen = seen[~always]
        count = numpy.count_nonzero(seen, axis=1)
        self.watched += count.sum() * cell
        self.never += (count == 0).sum() * cell
        self.exposure += (count == 0).sum() * n * cell
        seen = seen[count > 0]
        if not len(seen):
            return
        # Whatever is seen first: each row is turned to begin with it.
        place, at = numpy.nonzero(seen)
        first = numpy.searchsorted(place, numpy.arange(len(seen)))
        after = numpy.append(at[1:], 0)
        last = numpy.append(first[1:], len(place)) - 1
        after[last] = at[first] + n
        unseen = after - at - 1
        over = numpy.maximum(unseen - allowed, 0)
        self.exposure += over.sum() * cell
        self.late += len(numpy.unique(place[over > 0])) * cell
        self.worst = max(self.worst, float(unseen.max()))


def plain(legs, routes, period, allowed):
    out = {}
    for route in routes:
        seen = numpy.zeros((len(route.places), period), dtype=bool)
        low, high = route.places.min(axis=0), route.places.max(axis=0)
        for leg in legs:
            at = leg.positions()
            k = numpy.arange(leg.first, leg.first + len(at)) % period
            near = ((at >= low - leg.radius) & (at <= high + leg.radius)).all(axis=1)
            if not near.any():
                continue
            at, k = at[near], k[near]
            places = numpy.flatnonzero(
                ((route.places >= at.min(axis=0) - leg.radius) & (route.places <= at.max(axis=0) + leg.radius)).all(axis=1)
            )
            for i, where in enumerate(at):
                d = ((route.places[places] - where) ** 2).sum(axis=1)
                seen[places[d <= leg.radius**2], k[i]] = True
        out.setdefault(route.kind, Sums()).take(seen, route.always, route.cell, allowed[route.kind])
    return out


def blocks(points, size):
    """Points in blocks of a size, the last filled up with its last, with the
    middles and how far the farthest is from it."""
    n = -(-len(points) // size)
    padded = points[numpy.minimum(numpy.arange(n * size), len(points) - 1)].reshape(n, size, 3)
    middle = (padded.min(axis=1) + padded.max(axis=1)) / 2
    return padded, middle, numpy.sqrt(((padded - middle[:, None]) ** 2).sum(axis=2).max(axis=1))


def see(at, radius, places):
    """The pairs of positions and places within a radius."""
    a, am, ar = blocks(at, TIMES)
    p, pm, pr = places
    i, j = numpy.nonzero(((am[:, None] - pm) ** 2).sum(axis=2) <= (ar[:, None] + pr + radius) ** 2)
    if not len(i):
        return i, j
    d = sum((a[i, :, None, c] - p[j, None, :, c]) ** 2 for c in range(3))
    pair, k, place = numpy.nonzero(d <= radius**2)
    k, place = i[pair] * TIMES + k, j[pair] * PLACES + place
    real = k < len(at)
    return k[real], place[real]


def piece(job):
    """Takes some places of a route."""
    route, low, high = job
    ways, period, allowed = piece.given
    seen = numpy.zeros((high - low, period), dtype=bool)
    places = blocks(route.places[low:high], PLACES)
    for at, radius, firsts in ways:
        k, place = see(at, radius, places)
        real = place < high - low
        k, place = k[real], place[real]
        if len(k):
            for first in firsts:
                seen[place, (k + first) % period] = True
    out = Sums()
    out.take(seen, route.always[low:high], route.cell, allowed[route.kind])
    return route.kind, out


def tuned(legs, routes, period, allowed):
    lines, ways = {}, {}
    for leg in legs:
        shape = json.dumps(leg.geometry["coordinates"])
        if shape not in lines:
            lines[shape] = Line(leg.geometry)
        # Times of one way are rounded apart by a few millionths of an hour.
        key = (shape, leg.radius, round(leg.end - leg.start, 3), leg.phase)
        if key not in ways:
            ways[key] = (leg.positions(lines[shape]), leg.radius, [])
        ways[key][2].append(leg.first)
    piece.given = ([w for w in ways.values() if len(w[0])], period, allowed)
    jobs = [
        (r, low, min(low + AT_ONCE, len(r.places))) for r in routes for low in range(0, len(r.places), AT_ONCE)
    ]
    out = {}
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        for kind, sums in pool.imap_unordered(piece, jobs):
            out.setdefault(kind, Sums()).add(sums)
    return out


def read(folder, step, metres):
    def features(*name):
        with open(os.path.join(folder, *name), encoding="utf-8") as f:
            return json.load(f)["features"]

    with open(os.path.join(folder, "plan.json"), encoding="utf-8") as f:
        period = json.load(f)["period_h"]
    posts = []
    for p in features("scenario", "posts.geojson"):
        if p["properties"].get("watch_radius_m", 0) > 0:
            posts.append((ecef(numpy.array([p["geometry"]["coordinates"][:2]])), p["properties"]["watch_radius_m"]))
    watched = features("scenario", "border.geojson")
    if os.path.exists(os.path.join(folder, "scenario", "routes.geojson")):
        watched += [r for r in features("scenario", "routes.geojson") if r["properties"].get("watched")]
    return [Leg(s, step) for s in features("sorties.geojson")], [Route(r, metres, posts) for r in watched], round(period * 3600 / step)


def main(folder, seconds, metres, how, runs, *allowed_h):
    step = float(seconds)
    start = time.perf_counter()
    legs, routes, period = read(folder, step, float(metres))
    took_read = time.perf_counter() - start
    allowed = {k: float(h) * 3600 / step for k, h in zip(("land", "river", "sea"), allowed_h)}
    took = []
    for _ in range(int(runs)):
        start = time.perf_counter()
        out = {"plain": plain, "tuned": tuned}[how](legs, routes, period, allowed)
        took.append(time.perf_counter() - start)
    hours, km = step / 3600, 0.001
    kinds = {
        kind: {
            "length_km": s.length * km,
            "always_km": s.always * km,
            "never_km": s.never * km,
            "late_km": s.late * km,
            "watched_km_h": s.watched * km * hours,
            "exposure_km_h": s.exposure * km * hours,
            "worst_h": s.worst * hours,
        }
        for kind, s in out.items()
    }
    print(json.dumps({"read_s": took_read, "compute_s": statistics.median(took), "kinds": kinds, "numpy": numpy.__version__}))


if __name__ == "__main__":
    main(*sys.argv[1:])
