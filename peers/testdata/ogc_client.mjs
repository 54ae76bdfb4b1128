// Reads a dataset with @camptocamp/ogc-client.
//
//     node ogc_client.mjs dist-node.js ADDRESS [COLLECTION]
//
// Prints one JSON object: what the client makes of the dataset, and of each of
// its collections, or of the one.

const [, , client, address, one] = process.argv
const {OgcApiEndpoint} = await import(client)
const e = new OgcApiEndpoint(address)

const said = {
	info: await e.info,
	classes: await e.conformanceClasses,
	all: await e.allCollections,
	features: await e.featureCollections,
	tiles: await e.vectorTileCollections,
	records: await e.hasRecords,
	styles: await e.hasStyles,
	matrixSets: await e.tileMatrixSets,
	collections: {},
}
for (const name of one ? [one] : said.features) {
	const items = await e.getCollectionItems(name, 4, 2)
	said.collections[name] = {
		info: await e.getCollectionInfo(name),
		items: items.map(f => f.id),
		item: items.length > 0 ? await e.getCollectionItem(name, items[items.length - 1].id) : null,
		tileset: await e.getVectorTilesetUrl(name),
		url: await e.getCollectionItemsUrl(name, {
			query: 'f=json', limit: 10000, extent: [-92.5, 14, -91.5, 15.5], dateTime: {start: new Date('2027-01-20T00:00:00Z')},
			outputCrs: 'http://www.opengis.net/def/crs/EPSG/0/3857',
		}),
	}
}
console.log(JSON.stringify(said))
