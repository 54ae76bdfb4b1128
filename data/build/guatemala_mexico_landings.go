package main

// guatemalaMexicoLandings are ports and landings of towns that stand for posts.
// Left out, as no water of the scenario is near: Sayaxché, on the Río La Pasión.
var guatemalaMexicoLandings = []landing{
	{"landing-puerto-san-jose", "Puerto San José", "GT", spot{city: city{"GT", "Puerto San José", "06", "509"}}, ""},
	{"landing-champerico", "Champerico", "GT", spot{city: city{"GT", "Champerico", "15", "1107"}}, ""},
	{"landing-puerto-chiapas", "Puerto Chiapas", "MX", spot{city: city{"MX", "Puerto Madero", "05", "089"}}, ""},
	{"landing-puerto-barrios", "Puerto Barrios", "GT", spot{city: city{"GT", "Puerto Barrios", "09", "1801"}}, ""},
	{"landing-tecun-uman", "Tecún Umán", "GT", spot{city: city{"GT", "Ciudad Tecún Umán", "17", ""}}, "suchiate"},
	{"landing-ciudad-hidalgo", "Ciudad Hidalgo", "MX", spot{city: city{"MX", "Ciudad Hidalgo", "05", "087"}}, "suchiate"},
	{"landing-benemerito", "Benemérito de las Américas", "MX", spot{city: city{"MX", "Benemérito de las Américas", "05", "114"}}, "usumacinta"},
	{"landing-frontera-corozal", "Frontera Corozal", "MX", spot{city: city{"MX", "Frontera Corozal", "05", "059"}}, "usumacinta"},
	{"landing-la-tecnica", "La Técnica", "GT", spot{at: point{-90.88, 16.83}}, "usumacinta"},
}
