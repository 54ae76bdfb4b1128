CREATE INDEX ON roads (source);
CREATE INDEX ON roads (target);
CREATE INDEX ON roads USING gist (shape);
ANALYZE roads;
-- Only what a search asks for, in pages that are full of it.
CREATE UNLOGGED TABLE edges AS
SELECT id, source, target, cost, reverse_cost FROM roads WHERE cost >= 0 OR reverse_cost >= 0 ORDER BY id;
CREATE UNIQUE INDEX ON edges (id);
ANALYZE edges;
