package main

// andorraMeetingPoints are where roads and tracks cross the line, and passes on
// it, clockwise from the western tripoint.
var andorraMeetingPoints = designation{
	offKM:   0.1,
	apartKM: 10,
	points: []meetingPoint{
		col("mp-port-de-rat", "Port de Rat"),
		col("mp-port-de-l-albeille", "Port de l'Albeille"),
		col("mp-port-de-siguer", "Port de Siguer"),
		col("mp-portella-de-la-cebollera", "La Portella de la Cebollera"),
		col("mp-col-de-coume-d-ose", "Col de Coume d'Ose"),
		col("mp-port-d-incles", "Port d'Incles"),
		col("mp-col-de-l-albe", "Col de l'Albe"),
		col("mp-coll-de-colts", "Coll de Colts"),
		crossroad("mp-pas-de-la-casa", "Pas de la Casa", "way-5203906"),
		col("mp-fals-coll-dels-isards", "Fals coll dels Isards"),
		col("mp-portella-blanca-d-andorra", "Portella Blanca d'Andorra"),
		col("mp-port-de-vallcivera", "Port de Vallcivera"),
		col("mp-port-de-setut", "Port de Setut"),
		col("mp-collet-de-sant-vicenc", "Collet de Sant Vicenç"),
		col("mp-camp-borrut", "Camp Borrut"),
		col("mp-collada-de-pimes", "Collada de Pimes"),
		crossroad("mp-la-farga-de-moles", "La Farga de Moles", "way-547788872"),
		col("mp-collada-de-canolic", "Collada de Canòlic"),
		col("mp-coll-de-vista", "Coll de Vista"),
		crossroad("mp-os-de-civis", "Carretera d'Os de Civís", "way-27826413-1"),
		col("mp-coll-de-montaner", "Coll de Montaner"),
		crossroad("mp-port-de-cabus", "Port de Cabús", "way-32839690-1"),
		col("mp-port-vell", "Port Vell"),
		col("mp-portella-de-baiau", "Portella de Baiau"),
	},
}

// col is a meeting point on the line by a pass, or a place on a ridge, of
// OpenStreetMap.
func col(id, place string) meetingPoint {
	return meetingPoint{id: id, name: place, spot: spot{place: place}}
}

// crossroad is a meeting point where a road of the scenario ends on the line.
func crossroad(id, name, road string) meetingPoint {
	return meetingPoint{id: id, name: name, road: road}
}
