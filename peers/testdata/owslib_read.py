"""Reads a dataset with OWSLib, as a script of a GIS analyst would.

    owslib_read.py ADDRESS SERVER

ADDRESS is that of the dataset, SERVER that of the server, where processes are.
Prints one JSON object: what OWSLib says.
"""

import json
import sys

from owslib.ogcapi.features import Features
from owslib.ogcapi.processes import Processes

address, server = sys.argv[1:]
w = Features(address)
said = {
    "title": w.response["title"],
    "openapi": w.api()["openapi"],
    "classes": w.conformance()["conformsTo"],
    "collections": {},
}
for name in w.feature_collections():
    limited = w.collection_items(name, limit=3)
    box = w.collection_items(name, bbox=[-92.5, 14.0, -91.5, 15.5], limit=10000)
    one = limited["features"][-1]["id"] if limited["features"] else ""
    said["collections"][name] = {
        "id": w.collection(name)["id"],
        "queryables": sorted(w.collection_queryables(name)["properties"]),
        "limited": [f["id"] for f in limited["features"]],
        "matched": limited["numberMatched"],
        "second": [f["id"] for f in w.collection_items(name, limit=3, offset=3)["features"]],
        "in_box": [f["id"] for f in box["features"]],
        "later": w.collection_items(name, datetime="2027-01-20T00:00:00Z/..", limit=1)["numberMatched"],
        "asked": one,
        "one": w.collection_item(name, one)["id"] if one else "",
    }
said["filtered"] = [
    f["properties"]["kind"]
    for f in w.collection_items("border", filter="kind = 'river' OR length_m > 300000", **{"filter-lang": "cql2-text"})["features"]
]
said["as_json"] = [
    f["id"]
    for f in w.collection_items(
        "border", filter=json.dumps({"op": "=", "args": [{"property": "kind"}, "river"]}), **{"filter-lang": "cql2-json"}
    )["features"]
]
try:
    w.collection_items("border", filter="kind = ")
except RuntimeError as e:
    said["refused"] = json.loads(str(e))

p = Processes(server)
said["processes"] = {x["id"]: sorted(p.process(x["id"])["inputs"]) for x in p.processes()["processes"]}
print(json.dumps(said))
