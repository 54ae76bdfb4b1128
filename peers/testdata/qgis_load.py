"""Loads Lindero's layers as QGIS does, and draws them.

    qgis_load.py JOB.json

JOB.json: {"layers": {name: source}, "map": [{"layer": name, "color": "#rrggbb",
"width": pixels}], "png": path, "size": [width, height]}, the map's layers from
the top down. Prints one JSON object: what QGIS knows of each layer, the size
of a pixel in degrees, and whatever QGIS warned of.
"""

import json
import os
import sys

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsLineSymbol,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

with open(sys.argv[1], encoding="utf-8") as f:
    job = json.load(f)

app = QgsApplication([], False)
app.initQgis()
warnings = []
app.messageLog().messageReceived.connect(
    lambda text, tag, level: warnings.append(f"{tag}: {text}") if level in (Qgis.Warning, Qgis.Critical) else None
)

layers, known = {}, {}
for name, source in job["layers"].items():
    layer = QgsVectorLayer(source, name, "ogr")
    layers[name] = layer
    features = list(layer.getFeatures()) if layer.isValid() else []
    known[name] = {
        "valid": layer.isValid(),
        "count": layer.featureCount(),
        "read": len(features),
        "geometry": QgsWkbTypes.displayString(layer.wkbType()),
        "geos_valid": sum(f.geometry().isGeosValid() for f in features),
        "crs": layer.crs().authid(),
        "fields": {f.name(): f.typeName() for f in layer.fields()},
    }

settings = QgsMapSettings()
settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
settings.setBackgroundColor(QColor("white"))
settings.setOutputSize(QSize(*job["size"]))
settings.setFlag(QgsMapSettings.Antialiasing, False)  # so that colours can be counted
extent = QgsRectangle()
shown = []
for style in job["map"]:
    layer = layers[style["layer"]]
    look = {"color": style["color"], "outline_color": style["color"], "line_color": style["color"]}
    if layer.geometryType() == QgsWkbTypes.PointGeometry:
        symbol = QgsMarkerSymbol.createSimple(
            {**look, "size": str(style["width"]), "size_unit": "Pixel", "outline_style": "no"}
        )
    else:
        symbol = QgsLineSymbol.createSimple(
            {**look, "line_width": str(style["width"]), "line_width_unit": "Pixel", "capstyle": "flat"}
        )
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    extent.combineExtentWith(layer.extent())
    shown.append(layer)
extent.scale(1.05)
settings.setExtent(extent)
settings.setLayers(shown)
render = QgsMapRendererParallelJob(settings)
render.start()
render.waitForFinished()
saved = render.renderedImage().save(job["png"], "PNG")

print(json.dumps({
    "layers": known,
    "saved": saved,
    "degrees_a_pixel": settings.mapUnitsPerPixel(),
    "errors": [e.message for e in render.errors()],
    "warnings": warnings,
}))
sys.stdout.flush()
os._exit(0)  # an orderly end frees layers after QGIS is gone, and crashes
