-- Watched routes become places, each in the middle of a cell of some metres.
CREATE TABLE routes AS
SELECT row_number() OVER () AS route, feature -> 'properties' ->> 'kind' AS kind,
	measured(ST_SetSRID(ST_GeomFromGeoJSON(feature -> 'geometry'), 4326)) AS shape
FROM features
WHERE collection = 'border' OR collection = 'routes' AND (feature -> 'properties' ->> 'watched')::bool;
CREATE TABLE places AS
WITH cells AS (SELECT route, kind, shape, ST_M(ST_EndPoint(shape)) AS m,
	greatest(1, round(ST_M(ST_EndPoint(shape)) / :metres))::int AS n FROM routes),
at AS (SELECT kind, m / n AS metres, place_at(shape, (i + 0.5) * m / n) AS flat FROM cells, generate_series(0, n - 1) AS i)
SELECT row_number() OVER ()::int AS place, kind, metres, flat, ST_X(flat) AS lon, ST_Y(flat) AS lat, flat::geography AS at FROM at;
CREATE TABLE posts AS
SELECT ST_SetSRID(ST_GeomFromGeoJSON(feature -> 'geometry'), 4326)::geography AS at,
	(feature -> 'properties' ->> 'watch_radius_m')::float8 AS radius
FROM features
WHERE collection = 'posts' AND (feature -> 'properties' ->> 'watch_radius_m')::float8 > 0;
CREATE TABLE legs AS
SELECT row_number() OVER ()::int AS leg, (feature -> 'properties' ->> 'from_h')::float8 AS from_h,
	(feature -> 'properties' ->> 'to_h')::float8 AS to_h,
	(feature -> 'properties' ->> 'watch_radius_m')::float8 AS radius,
	ST_SetSRID(ST_GeomFromGeoJSON(feature -> 'geometry'), 4326) AS shape
FROM features
WHERE collection = 'sorties';
CREATE INDEX ON places USING gist (at);
CREATE INDEX ON places USING gist (flat);
CREATE INDEX ON places (place);
ANALYZE;
