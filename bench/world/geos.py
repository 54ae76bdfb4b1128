"""Gaps of lines by GEOS, through shapely: what of the lines in a GeoJSON file
lies outside circles about the places of a CSV file.

    geos.py LINES.geojson PLACES.csv REACH_M SEGMENTS RUNS

Prints one JSON object: seconds of each stage, metres and number of gaps.

GEOS works in a plane. Each run of a line, at most 20 km long, is drawn in the
plane that touches the ellipsoid in its middle, seen from above: 30 km away a
length is short there by 1 in 100,000. What can be done for all vertices at
once is done by numpy, so that the time is that of GEOS as far as Python lets
it; both cores work.
"""

import csv
import json
import multiprocessing
import os
import statistics
import sys
import time

import numpy
import shapely
import shapely.geos
from shapely.geometry import LineString, Point, box
from shapely.strtree import STRtree

A = 6378137.0
E2 = 0.0066943799901413165
RUN_M = 20000  # length of a run
RUN_VERTICES = 64  # and its edges
EDGE_M = 1000  # edges are cut to this, as they are straight in degrees


def ecef(lonlat):
    """Earth-centred coordinates of degrees."""
    lon, lat = numpy.radians(lonlat[:, 0]), numpy.radians(lonlat[:, 1])
    n = A / numpy.sqrt(1 - E2 * numpy.sin(lat) ** 2)
    return numpy.column_stack(
        (n * numpy.cos(lat) * numpy.cos(lon), n * numpy.cos(lat) * numpy.sin(lon), n * (1 - E2) * numpy.sin(lat))
    )


def frames(lonlat):
    """East and north at places."""
    lon, lat = numpy.radians(lonlat[:, 0]), numpy.radians(lonlat[:, 1])
    zero = numpy.zeros_like(lon)
    east = numpy.column_stack((-numpy.sin(lon), numpy.cos(lon), zero))
    north = numpy.column_stack((-numpy.sin(lat) * numpy.cos(lon), -numpy.sin(lat) * numpy.sin(lon), numpy.cos(lat)))
    return east, north


def draw(points, run, origin, east, north):
    """Plane coordinates of points, each in the frame of its run."""
    d = points - origin[run]
    return numpy.column_stack(((d * east[run]).sum(axis=1), (d * north[run]).sum(axis=1)))


def cut(line):
    """Puts vertices into long edges."""
    line = numpy.asarray(line, dtype=float)
    steps = numpy.linalg.norm(numpy.diff(ecef(line), axis=0), axis=1)
    parts = numpy.maximum(1, numpy.ceil(steps / EDGE_M)).astype(int)
    if parts.max() > 1:
        edge = numpy.repeat(numpy.arange(len(parts)), parts)
        at = numpy.arange(parts.sum()) - numpy.repeat(numpy.cumsum(parts) - parts, parts)
        t = (at / parts[edge])[:, None]
        line = numpy.vstack((line[edge] * (1 - t) + line[edge + 1] * t, line[-1:]))
    return line


def read(lines_file, places_file):
    with open(lines_file, encoding="utf-8") as f:
        lines = [g["geometry"]["coordinates"] for g in json.load(f)["features"]]
    with open(places_file, encoding="utf-8", newline="") as f:
        places = numpy.array([(float(r["lon"]), float(r["lat"])) for r in csv.DictReader(f)])
    return lines, places


class Runs:
    """The lines in runs, drawn; an index over the places."""

    def __init__(self, lines, places, reach):
        vertices, starts, line_of = [], [], []
        at = 0
        for i, line in enumerate(map(cut, lines)):
            steps = numpy.linalg.norm(numpy.diff(ecef(line), axis=0), axis=1)
            n = len(steps)
            key = (numpy.cumsum(steps) // RUN_M) * n + numpy.arange(n) // RUN_VERTICES
            first = numpy.flatnonzero(numpy.concatenate(([True], numpy.diff(key) != 0)))
            starts.append(at + first)
            line_of.append(numpy.full(len(first), i))
            vertices.append(line)
            at += n + 1
        vertices = numpy.vstack(vertices)
        self.line = numpy.concatenate(line_of)
        self.first = numpy.concatenate(starts)
        last_of_line = numpy.append(numpy.diff(self.line) != 0, True)
        following = numpy.append(self.first[1:], len(vertices))
        # A run ends at the vertex where the next begins, unless its line ends.
        self.end = numpy.where(last_of_line, following, following + 1)
        middle = vertices[(self.first + self.end) // 2]
        self.origin = ecef(middle)
        self.east, self.north = frames(middle)
        # Every run has its own copy of its vertices.
        counts = self.end - self.first
        self.to = numpy.cumsum(counts)
        self.frm = self.to - counts
        run = numpy.repeat(numpy.arange(len(counts)), counts)
        own = numpy.arange(self.to[-1]) - numpy.repeat(self.frm - self.first, counts)
        self.xy = draw(ecef(vertices[own]), run, self.origin, self.east, self.north)
        self.degrees = vertices[own]
        self.places = ecef(places)
        self.reach = reach
        points = [Point(p) for p in places]
        self.number = {id(p): i for i, p in enumerate(points)}
        self.tree = STRtree(points)

    def near(self, i):
        """Numbers of the places that a run's box, widened, holds."""
        d = self.degrees[self.frm[i] : self.to[i]]
        (w, s), (e, n) = d.min(axis=0), d.max(axis=0)
        dy = self.reach / 110500
        dx = dy / max(0.01, numpy.cos(numpy.radians(min(89.0, max(abs(s), abs(n)) + dy))))
        return [self.number[id(p)] for p in self.tree.query(box(w - dx, s - dy, e + dx, n + dy))]


def uncovered(runs, i, segments):
    """Metres, pieces, and whether start and end of a run are uncovered."""
    xy = runs.xy[runs.frm[i] : runs.to[i]]
    near = runs.near(i)
    if near:
        d = runs.places[near] - runs.origin[i]
        px, py = d @ runs.east[i], d @ runs.north[i]
        wide = runs.reach
        (w, s), (e, n) = xy.min(axis=0), xy.max(axis=0)
        hit = (px > w - wide) & (px < e + wide) & (py > s - wide) & (py < n + wide)
        rest = LineString(xy)
        for x, y in zip(px[hit], py[hit]):
            rest = rest.difference(Point(x, y).buffer(wide, segments))
            if rest.is_empty:
                return 0.0, 0, False, False
        pieces = [p.coords for p in getattr(rest, "geoms", [rest])]
        ends = {c for p in pieces for c in (p[0], p[-1])}
        return rest.length, len(pieces), tuple(xy[0]) in ends, tuple(xy[-1]) in ends
    return numpy.hypot(*numpy.diff(xy, axis=0).T).sum(), 1, True, True


RUNS = None  # inherited by the workers


def block(args):
    start, stop, segments = args
    return [uncovered(RUNS, i, segments) for i in range(start, stop)]


def gaps(runs, segments):
    """Metres and number of gaps of all lines."""
    n = len(runs.first)
    workers = os.cpu_count()
    size = max(1, min(500, n // (4 * workers)))
    blocks = [(i, min(i + size, n), segments) for i in range(0, n, size)]
    if n < 2000:  # starting workers would take longer
        results = map(block, blocks)
    else:
        pool = multiprocessing.get_context("fork").Pool(workers)
        results = pool.imap(block, blocks)
    metres, count, previous, open_end = 0.0, 0, -1, False
    i = 0
    for b in results:
        for length, pieces, open_start, ends_open in b:
            metres += length
            count += pieces
            if runs.line[i] == previous and open_end and open_start:
                count -= 1
            previous, open_end = runs.line[i], ends_open
            i += 1
    if n >= 2000:
        pool.close()
        pool.join()
    return metres, count


def main():
    global RUNS
    lines_file, places_file, reach, segments, repeat = sys.argv[1:]
    times = [time.perf_counter()]
    lines, places = read(lines_file, places_file)
    times.append(time.perf_counter())
    RUNS = Runs(lines, places, float(reach))
    times.append(time.perf_counter())
    took = []
    for _ in range(int(repeat)):
        start = time.perf_counter()
        metres, count = gaps(RUNS, int(segments))
        took.append(time.perf_counter() - start)
    json.dump(
        {
            "read_s": times[1] - times[0],
            "index_s": times[2] - times[1],
            "compute_s": statistics.median(took),
            "gap_m": metres,
            "gaps": count,
            "shapely": shapely.__version__,
            "geos": ".".join(map(str, shapely.geos.geos_version)),
        },
        sys.stdout,
    )


main()
