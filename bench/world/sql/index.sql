CREATE INDEX ON posts USING gist (at);
CREATE INDEX ON posts USING gist (flat);
CREATE INDEX ON lines USING gist (shape);
CREATE INDEX ON runs USING gist (shape);
ANALYZE;
