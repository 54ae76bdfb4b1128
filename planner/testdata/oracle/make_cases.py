#!/usr/bin/env python3
"""Writes the cases: cases/NAME/{lines.geojson, posts.geojson or posts.csv,
inside.geojson (some), args.json, expected.json}.

    make_cases.py [NAME...]      without names: all of them

The generator is seeded by the name of each case, so that a case comes out
the same every time and whichever others are made with it.
"""
import json
import math
import os
import random
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import gaps_oracle  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


# ------------------------------------------------------------------ helpers

def direct(lon, lat, azimuth, distance):
    """The place at a geodesic distance from another, to 12 decimals."""
    done = subprocess.run(
        ["GeodSolve", "-p", "9"], capture_output=True, text=True, check=True,
        input="%.15f %.15f %.15f %.9f\n" % (lat, lon, azimuth, distance))
    lat2, lon2 = done.stdout.split()[:2]
    return round(float(lon2), 12), round(float(lat2), 12)


def east(lon):
    """The longitude written in -180..180."""
    return round(math.remainder(lon, 360), 12)


def wiggle(rng, lon, lat, heading, length, step, wild=0.5, home=0.1):
    """A wiggly path of (lon, lat), 6 decimals, longitudes running on."""
    path, turned, done = [(lon, lat)], 0.0, 0.0
    while done < length:
        turned = turned * (1 - home) + rng.gauss(0, wild)
        d = step * rng.uniform(0.3, 1.7)
        a = math.radians(heading) + turned
        lon += d * math.sin(a) / (111320 * math.cos(math.radians(lat)))
        lat += d * math.cos(a) / 111320
        done += d
        path.append((round(lon, 6), round(lat, 6)))
    return path


def near(rng, path, count, metres):
    """Random posts within some metres, more or less, of a path."""
    posts = []
    for _ in range(count):
        lon, lat = rng.choice(path)
        lat += rng.uniform(-metres, metres) / 111320
        lon += rng.uniform(-metres, metres) / (
            111320 * math.cos(math.radians(lat)))
        posts.append((round(lon, 6), round(lat, 6)))
    return posts


def line(name, *parts, multi=False):
    parts = [[list(p) for p in part] for part in parts]
    if multi or len(parts) > 1:
        geometry = {"type": "MultiLineString", "coordinates": parts}
    else:
        geometry = {"type": "LineString", "coordinates": parts[0]}
    return {"type": "Feature", "id": name, "properties": {},
            "geometry": geometry}


def area(*polygons):
    kind = "Polygon" if len(polygons) == 1 else "MultiPolygon"
    rings = [[[list(p) for p in ring] for ring in polygon]
             for polygon in polygons]
    return {"type": "Feature", "properties": {}, "geometry": {
        "type": kind, "coordinates": rings[0] if kind == "Polygon" else rings}}


def blob(rng, lon, lat, radius, corners, turn=1):
    """A closed, bumpy ring about a place; radius in degrees of latitude."""
    ring = []
    for i in range(corners):
        a = turn * 2 * math.pi * i / corners
        r = radius * rng.uniform(0.7, 1.3)
        ring.append((round(lon + r * math.cos(a)
                           / math.cos(math.radians(lat)), 6),
                     round(lat + r * math.sin(a), 6)))
    return ring + ring[:1]


def box(x1, y1, x2, y2):
    return [(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)]


# -------------------------------------------------------------------- cases
# Each returns (features, posts, reach, areas, as CSV).  A post is
# (lon, lat) or (lon, lat, reach_m).

def border(shift, wrap):
    """The border of cases a to d, moved east by some degrees.  With 168.32
    it crosses 180 three times, within one gap."""
    rng = random.Random("border")
    path = wiggle(rng, 9.9, 61.3, 75, 200e3, 500, 0.4, 0.2)
    posts = near(rng, path[::29], 17, 9.5e3) + near(rng, path, 23, 60e3)

    def moved(points):
        return [(wrap(round(lon + shift, 6)), lat) for lon, lat in points]
    return moved(path), moved(posts)


@case
def a_border():
    path, posts = border(0, lambda x: x)
    return [line("border", path)], posts, 10000, None, False


@case
def b_antimeridian():
    path, posts = border(168.32, east)
    return [line("border", path)], posts, 10000, None, False


@case
def c_0_to_360():
    path, posts = border(168.32, lambda x: x)
    return [line("border", path)], posts, 10000, None, True


@case
def d_cut_at_180():
    path, posts = border(168.32, lambda x: x)
    parts, part = [], [path[0]]
    for p, q in zip(path, path[1:]):
        if (p[0] < 180) != (q[0] < 180):
            lat = p[1] + (180 - p[0]) / (q[0] - p[0]) * (q[1] - p[1])
            west, lead = (180.0, -180.0) if p[0] < 180 else (-180.0, 180.0)
            parts.append(part + [(west, lat)])
            part = [(lead, lat)]
        part.append((east(q[0]), q[1]))
    posts = [(east(lon), lat) for lon, lat in posts]
    return [line("border", *parts, part)], posts, 10000, None, False


@case
def e_parallel_60():
    """Sparse edges along 60 N.  The geodesic between the same ends bulges
    north by 0.4 to 10 km, so that the discs tell the two apart."""
    ends = [0, 2, 5, 7.5, 12.5, 14.5, 24.5]
    posts = []
    for lon, azimuth, more in [
            (1.0, 0, -0.5), (3.5, 0, 0.5), (3.9, 180, -0.5), (6.2, 180, 0.5),
            (8.4, 0, -25), (9.1, 0, 25), (10.0, 180, -3000), (11.5, 0, 2000),
            (13.5, 180, -5), (16.5, 0, -5000), (19.5, 0, 5), (22.0, 180, 50)]:
        posts.append(direct(lon, 60, azimuth, 10000 + more))
    slanted = [(30, 58), (36, 61.5), (39.5, 59), (39.5, 57)]
    posts += [(31.5, 58.9), (33.2, 59.8), (34.9, 60.95), (37.6, 60.3),
              (38.4, 59.85), (39.6, 58.0)]
    return [line("parallel", [(x, 60) for x in ends]),
            line("slanted", slanted)], posts, 10000, None, False


@case
def f_north_pole():
    rng = random.Random("pole")
    ring = [(east(x), 89.9) for x in range(0, 361, 10)]
    sparse = [(-170, 89.9), (-20, 89.9), (120, 89.9)]
    past = [(30, 88.5), (30, 89.995), (95, 89.993), (-150, 89.9965),
            (-140, 89.2), (-165, 88.4)]
    over = [(-75, 89.3), (-75, 90), (105, 90), (105, 89.5), (60, 89.0)]
    spiral = [(10, 88.2), (-175, 89.6), (20, 89.97), (-150, 89.99)]
    posts = [(east(rng.uniform(-180, 180)), round(rng.uniform(89, 89.98), 6))
             for _ in range(9)]
    posts += [(0, 90, 3000), (40, 89.998, 700), (-75, 89.85, 4000.5),
              (170, 89.91, 5000), (-178, 89.885, 2500)]
    return [line("ring", ring), line("sparse", sparse), line("past", past),
            line("over", over), line("spiral", spiral)], posts, 7000, None, \
        True


@case
def g_repeats_and_rings():
    rng = random.Random("repeats")
    path = wiggle(rng, -3.2, 43.1, 90, 40e3, 900)
    twice = []
    for p in path:
        twice += [p] * rng.choice([1, 1, 2, 3])
    cross = (5.5, 43.2)
    eight = [(5.2, 43.0), cross, (5.9, 43.5), (5.9, 42.9), cross,
             (5.1, 43.4), (5.2, 43.0)]
    there_and_back = [(7, 44), (7.4, 44.1), (7.8, 44), (7.4, 44.1), (7, 44)]
    ring = blob(rng, 10, 44, 0.3, 24)       # its seam lies in a gap
    covered_seam = blob(rng, 12, 44, 0.2, 9, -1)
    posts = near(rng, path, 5, 5e3) + [
        cross, (5.9, 43.2), (7.4, 44.13), (7.79, 44.0), (10.05, 44.33),
        (9.6, 43.95), (9.98, 43.7), covered_seam[0], covered_seam[4]]
    return [line("repeats", twice), line("eight", eight),
            line("there and back", there_and_back), line("ring", ring),
            line("covered seam", covered_seam)], posts, 6000, None, False


@case
def h_polygons():
    rng = random.Random("polygons")
    path = wiggle(rng, 20, -1.2, 70, 260e3, 2500, 0.3)
    posts = near(rng, path, 9, 7e3)
    areas = []
    for k in (12, 40, 66, 90):
        x, y = path[k]
        areas.append(area([blob(rng, x, y, 0.16, 14),
                           blob(rng, x, y, 0.06, 7, -1)]))
    x, y = path[55]
    u, v = path[-6]
    areas.append(area([blob(rng, x, y, 0.05, 6)],
                      [blob(rng, u, v, 0.12, 8), blob(rng, u, v, 0.05, 5)]))
    # Long edges through an area with an island in its lake, and one that
    # overlaps it; the disc of a post reaches over the shore.
    lake = [box(30.5, 4.2, 31.5, 5.8), box(30.7, 4.6, 31.3, 5.4)]
    areas += [area(lake), area([box(30.9, 4.9, 31.1, 5.1)]),
              area([box(31.4, 4.7, 31.9, 5.3)])]
    posts += [(30.47, 5.0), (31.0, 5.13), (31.2, 5.0)]
    long = [(29.5, 4.9), (32.5, 5.17), (32.5, 4.45), (29.6, 4.37)]
    # An area cut at 180, one written across it, and lines in either way.
    areas += [area([box(179.5, 9.8, 180, 10.2)], [box(-180, 9.8, -179.7,
                                                      10.2)]),
              area([box(179.8, 8.8, -179.8, 9.2)])]
    over = [(179.1, 10.05), (-179.2, 9.95), (-179.2, 9.0), (179.3, 9.05)]
    over360 = [(179.1, 10.1), (180.8, 10.0), (180.8, 9.1), (179.3, 8.95)]
    return [line("wiggly", path), line("long", long), line("over", over),
            line("over360", over360)], posts, 8000, areas, False


@case
def i_mixed_reach():
    rng = random.Random("mixed")
    path = wiggle(rng, -101, 25, 20, 700e3, 6000, 0.35)
    posts = []
    for p in near(rng, path[:70], 24, 3e3):
        posts.append(p + (round(math.exp(rng.uniform(
            math.log(1500), math.log(9000))), 1),))
    for lon, lat in rng.sample(path[:90], 6):
        posts.append((lon, lat, rng.choice([50, 60.5, 75, 120])))
    for lon, lat in near(rng, path[:90], 5, 2e3):
        posts.append((lon, lat))
    x, y = path[-1]
    posts += [(round(x + 2.3, 6), round(y + 0.4, 6), 250000),
              (round(x - 0.9, 6), round(y + 1.1, 6), 180000),
              (round(path[75][0] + 0.5, 6), path[75][1], 51000)]
    return [line("mixed", path)], posts, 2500, None, True


@case
def j_shared_ids():
    rng = random.Random("ids")
    features, starts = [], []
    for k in range(48):
        path = wiggle(rng, round(rng.uniform(14, 15.5), 6),
                      round(rng.uniform(48, 49), 6),
                      rng.uniform(0, 360), rng.uniform(4e3, 20e3), 1500)
        f = line("?", path, multi=k % 10 == 0)
        name = rng.choice(["north", "south", "été", 7, "7", 12, "x/1"])
        if k % 3 == 0:
            f["id"] = name
            f["properties"] = {"id": "not this one"}
        else:
            del f["id"]
            f["properties"] = {"id": name} if k % 3 == 1 else None
            if k % 6 == 5:
                f["id"] = None
        features.append(f)
        starts.append(path)
    posts = [near(rng, rng.choice(starts), 1, 3e3)[0] for _ in range(40)]
    return features, posts, 4000, None, False


@case
def k_grazes():
    """Discs which reach 1 m across an edge, or end 1 m (or 1 cm) short."""
    posts, features = [], []
    rows = [(50, 1), (2000, 1), (10000, 1), (100000, 1), (10000, 0.01)]
    for k, (reach, by) in enumerate(rows):
        lon = 5 + 4 * k
        # A meridian is a geodesic: the nearest place is the foot exactly.
        features.append(line("meridian %g %g" % (reach, by),
                             [(lon, -2), (lon, 2)]))
        posts.append(direct(lon, 1.234567, 90, reach - by) + (reach,))
        posts.append(direct(lon, -0.7654321, 90, reach + by) + (reach,))
    # On the sparse parallel 47 N, and its northern side at the same place.
    features.append(line("parallel", [(-20, 47), (-17, 47), (-10, 47)]))
    for lon, azimuth, more in [(-19.2, 0, -1), (-18.3, 180, -1), (-17.5, 0, 1),
                               (-16.1, 180, 1), (-14.2, 0, -0.01),
                               (-12.9, 0, 0.01)]:
        posts.append(direct(lon, 47, azimuth, 5000 + more) + (5000,))
    # Corners: the tip pokes 1 m into the first disc and misses the second.
    features.append(line("corners", [(-30, 20), (-29.5, 20.5), (-29, 20),
                                     (-28.5, 20.5), (-28, 20)]))
    posts.append(direct(-29.5, 20.5, 0, 7999) + (8000,))
    posts.append(direct(-28.5, 20.5, 0, 8001) + (8000,))
    # A short edge wholly in a disc, and ends only just in and out.
    a, b = direct(-40, 10, 90, 2999), direct(-40, 10, 270, 3001)
    features.append(line("ends", [a, (-39.5, 10.1)], [b, (-40.5, 10.2)]))
    features.append(line("inside", [(-40.01, 10.0), (-39.99, 10.005)]))
    posts.append((-40, 10, 3000))
    # Two discs side by side on the equator, 4 cm apart and 4 cm overlapping.
    metre = 180 / math.pi / gaps_oracle.A
    features.append(line("side by side", [(-50, 0), (-49, 0)]))
    for at, reach in [(20000, 5000), (30000.04, 5000), (60000, 3000),
                      (66999.96, 4000)]:
        posts.append((round(-50 + at * metre, 12), 0, reach))
    return features, posts, 1000, None, True


@case
def l_far_reach():
    far = [(-60, 30), (-48, 37), (-30, 36), (-12, 52), (11, 52), (33, 65),
           (60, 64), (62, 40)]
    posts = [(-52, 38, 200000), (-44, 34.5, 200000), (-39, 38.2), (-21, 44),
             (0, 53.7, 200000), (5, 43.5), (22, 60), (47, 72.35), (66, 52),
             (55, 57)]
    return [line("far", far),
            line("parallel", [(100, 55), (135, 55), (170, 55)]),
            line("across", [(100, 20), (-150, -25), (-120, 10)])], posts + [
        direct(118, 55, 0, 899000), direct(150, 55, 180, 899900),
        (175, -3.5), (-163, -20), (-131.5, 0.5, 200000)], 900000, None, False


@case
def m_southern():
    rng = random.Random("southern")
    path = wiggle(rng, -71.5, -32, 172, 1000e3, 1800, 0.45)
    posts = near(rng, path[::8], 55, 9e3) + near(rng, path, 25, 60e3)
    return [line("cordillera", path)], posts, 8000, None, True


@case
def n_parts():
    """Parts that join, parts that nearly join, and joins at a whole turn."""
    joined = [[(2, 10), (2.2, 10.1)], [(2.2, 10.1), (2.4, 10)],
              [(2.4, 10.000001), (2.6, 10.1)], [(3, 10.1), (3.2, 10)],
              [(3.2, 10), (3.2, 10)], [(3.2, 10), (3.4, 10.05)],
              [(3.4, 10.05), (3.2, 10)]]
    turn = [[(179.5, -5), (180, -5.1)], [(-180, -5.1), (-179.6, -5)],
            [(180.4, -5), (180.8, -5.2)], [(-179.2, -5.2), (-178.8, -5)],
            [(-178.8, -5), (-178.5, -5.1)], [(181.4, -5), (181.2, -5.1)]]
    whole = [[(-359.5, 1), (-359.1, 1.1)], [(0.9, 1.1), (1.3, 1)],
             [(-358.7, 1), (-358.9, 1.2), (359.9, 1.3)]]
    posts = [(2.1, 10.0), (2.5, 10.08), (3.1, 10.02), (3.28, 10.03),
             (179.7, -5.05), (-179.4, -5.1), (181.3, -5.08), (-359.2, 1.05),
             (0.95, 1.24)]
    return [line("joined", *joined), line("turn", *turn),
            line("whole", *whole), line("single", [(2, 10.5), (2.2, 10.6)],
                                        multi=True)], posts, 6000, None, False


@case
def o_hairlines():
    """Gaps and covered stretches on both sides of 1 mm, on the equator."""
    metre = 180 / math.pi / gaps_oracle.A
    posts, at = [], 10000.0
    for gap in (0.0003, 0.003, 0.0005, 0.02):
        posts.append((round(40 + at * metre, 12), 0, 2000))
        at += 2000 + gap + 2500
        posts.append((round(40 + at * metre, 12), 0, 2500))
        at += 12000
    slivers = []
    for x, wide in ((40.9, 0.0004), (40.92, 0.004), (40.94, 0.0005)):
        slivers.append(area([box(x, -0.1, round(x + wide * metre, 12), 0.1)]))
    return [line("equator", [(40, 0), (41, 0)])], posts, 1000, slivers, True


@case
def p_no_posts_near():
    rng = random.Random("none")
    path = wiggle(rng, 33, 33, 10, 30e3, 2000)
    return [line("bare", path),
            line("all", [(33.5, 30), (33.52, 30.01), (33.5, 30.02)])], \
        [(33.5, 30.01), (-147, -33)], 5000, None, False


# ------------------------------------------------------------------ writing

def collection(features):
    rows = ",\n".join(json.dumps(f, ensure_ascii=False,
                                 separators=(",", ":")) for f in features)
    return '{"type":"FeatureCollection","features":[\n' + rows + "\n]}\n"


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write(text)


def make(name):
    features, posts, reach, areas, as_csv = CASES[name]()
    folder = os.path.join(HERE, "cases", name)
    os.makedirs(folder, exist_ok=True)
    for old in os.listdir(folder):
        os.remove(os.path.join(folder, old))
    lines_path = os.path.join(folder, "lines.geojson")
    write(lines_path, collection(features))
    posts_path = os.path.join(folder,
                              "posts.csv" if as_csv else "posts.geojson")
    if as_csv:
        own = any(len(p) > 2 for p in posts)
        write(posts_path, "lon,lat" + ",reach_m" * own + "\n" + "".join(
            ",".join(repr(v) for v in p) + "," * (own and len(p) < 3) + "\n"
            for p in posts))
    else:
        write(posts_path, collection([
            {"type": "Feature",
             "properties": {"reach_m": p[2]} if len(p) > 2 else {},
             "geometry": {"type": "Point", "coordinates": list(p[:2])}}
            for p in posts]))
    inside_path = None
    if areas:
        inside_path = os.path.join(folder, "inside.geojson")
        write(inside_path, collection(areas))
    write(os.path.join(folder, "args.json"),
          json.dumps({"reach_m": reach}) + "\n")
    answer = gaps_oracle.run(lines_path, posts_path, reach, inside_path)
    write(os.path.join(folder, "expected.json"),
          json.dumps(answer, indent=1, ensure_ascii=False) + "\n")
    return answer


def main():
    for name in sys.argv[1:] or CASES:
        before = time.time()
        answer = make(name)
        print("%-20s %12.4f km %12.4f km gap %4d gaps %6.1f s" % (
            name, answer["length_km"], answer["gap_km"],
            answer["gap_count"], time.time() - before), flush=True)


if __name__ == "__main__":
    main()
