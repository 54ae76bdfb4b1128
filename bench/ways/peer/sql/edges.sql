CREATE EXTENSION IF NOT EXISTS pgrouting;
-- As a program that exports a network would fill it: all that is known of a
-- stretch, and where it lies.
DROP TABLE IF EXISTS roads, edges;
CREATE TABLE roads (
	id bigint PRIMARY KEY,
	source bigint NOT NULL,
	target bigint NOT NULL,
	cost float8 NOT NULL,
	reverse_cost float8 NOT NULL,
	route text NOT NULL,
	shape geometry(LineString, 4326) NOT NULL
);
