// The licences of all that the page is made of: what maplibre-gl has in it, too.
// Fetched only by who wants to read them.
const files = import.meta.glob<string>(
  [
    "/node_modules/{preact,mgrs,maplibre-gl,topojson-client,world-atlas,bidi-js,earcut,gl-matrix,kdbush,pbf,potpack,quickselect,resolve-protobuf-schema,protocol-buffers-schema,json-stringify-pretty-compact,tinyqueue}/{LICENSE,LICENSE.txt,LICENSE.md,license.md}",
    "/node_modules/@preact/{signals,signals-core}/LICENSE",
    "/node_modules/@fontsource/noto-sans/LICENSE",
    "/node_modules/@mapbox/{jsonlint-lines-primitives,point-geometry,tiny-sdf,unitbezier,vector-tile}/{LICENSE,LICENSE.txt}",
    "/node_modules/@maplibre/{geojson-vt,maplibre-gl-style-spec,mlt,vt-pbf}/{LICENSE,LICENSE.txt}",
  ],
  { query: "?raw", import: "default", eager: true, exhaustive: true },
);

/** Each package with the text of its licence, in order of their names. */
export const licences: readonly { name: string; text: string }[] = Object.entries(files)
  .map(([path, text]) => ({ name: path.replace("/node_modules/", "").replace(/\/[^/]+$/, ""), text }))
  .sort((a, b) => a.name.localeCompare(b.name));
