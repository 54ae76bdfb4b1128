"""Loads layers of an OGC API with QGIS's own providers, and draws its tiles.

    qgis_oapif.py JOB.json

JOB.json: {"datasets": {address: [collection]}, "box": [west, south, east,
north], "tiles": address with {z}, {x} and {y}, "png": path, "extent": [west,
south, east, north] in EPSG:3857, "colors": {layer: "#rrggbb"}}. Prints one JSON
object: what QGIS knows of each layer, and whatever it warned of.
"""

import json
import os
import sys
from urllib.parse import quote

from qgis.core import (
    NULL,
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsLineSymbol,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorTileBasicRenderer,
    QgsVectorTileBasicRendererStyle,
    QgsVectorTileLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDateTime, QSize, Qt
from qgis.PyQt.QtGui import QColor

with open(sys.argv[1], encoding="utf-8") as f:
    job = json.load(f)

app = QgsApplication([], False)
app.initQgis()
warnings = []
app.messageLog().messageReceived.connect(
    lambda text, tag, level: warnings.append(f"{tag}: {text}") if level in (Qgis.Warning, Qgis.Critical) else None
)


def plain(v):
    """A value as JSON has it."""
    if v is None or v == NULL:
        return None
    if isinstance(v, QDateTime):
        return v.toUTC().toString(Qt.ISODate)
    return v


box = QgsRectangle(*job["box"])
known = {}
for address, collections in job["datasets"].items():
    for name in collections:
        uri = f"restrictToRequestBBOX='1' srsname='OGC:CRS84' typename='{name}' url='{address}' version='OGC_API_FEATURES'"
        inside = QgsVectorLayer(uri, name, "OAPIF")  # asked for a box before anything else
        in_box = sum(1 for _ in inside.getFeatures(QgsFeatureRequest().setFilterRect(box).setFlags(QgsFeatureRequest.ExactIntersect)))
        layer = QgsVectorLayer(uri, name, "OAPIF")
        features = list(layer.getFeatures())
        names = [f.name() for f in layer.fields()]
        e = layer.extent()
        known[address + " " + name] = {
            "valid": layer.isValid(),
            "count": layer.featureCount(),
            "geometry": QgsWkbTypes.displayString(layer.wkbType()),
            "crs": layer.crs().authid(),
            "fields": {f.name(): f.typeName() for f in layer.fields()},
            "extent": [e.xMinimum(), e.yMinimum(), e.xMaximum(), e.yMaximum()],
            "in_box": in_box,
            "features": [
                {
                    "properties": {n: plain(v) for n, v in zip(names, f.attributes())},
                    "length": f.geometry().length(),
                    "valid": f.geometry().isGeosValid(),
                }
                for f in features
            ],
            "rivers": sum(1 for _ in layer.getFeatures("kind = 'river'")) if "kind" in names else -1,
        }

tiles = QgsVectorTileLayer("type=xyz&zmin=0&zmax=14&url=" + quote(job["tiles"], safe=":/?=&"), "tiles")
styles = []
for layer, colour in job["colors"].items():
    style = QgsVectorTileBasicRendererStyle(layer, layer, QgsWkbTypes.LineGeometry)
    style.setSymbol(
        QgsLineSymbol.createSimple({"line_color": colour, "line_width": "4", "line_width_unit": "Pixel", "capstyle": "flat"})
    )
    styles.append(style)
renderer = QgsVectorTileBasicRenderer()
renderer.setStyles(styles)
tiles.setRenderer(renderer)
settings = QgsMapSettings()
settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
settings.setBackgroundColor(QColor("white"))
settings.setOutputSize(QSize(1000, 700))
settings.setFlag(QgsMapSettings.Antialiasing, False)  # so that colours can be counted
settings.setExtent(QgsRectangle(*job["extent"]))
settings.setLayers([tiles])
render = QgsMapRendererParallelJob(settings)
render.start()
render.waitForFinished()

print(json.dumps({
    "layers": known,
    "tiles": tiles.isValid(),
    "metres_a_pixel": settings.mapUnitsPerPixel(),
    "saved": render.renderedImage().save(job["png"], "PNG"),
    "errors": [e.message for e in render.errors()],
    "warnings": warnings,
}))
sys.stdout.flush()
os._exit(0)  # an orderly end frees layers after QGIS is gone, and crashes
