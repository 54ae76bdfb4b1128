-- The tables of the workload. Runs are the lines cut after every 64 edges, so
-- that an index can tell their parts apart; the next run begins at the vertex
-- where one ends.
CREATE TABLE posts (id int, at geography, flat geometry);
CREATE TABLE lines (line int, shape geometry);
CREATE TABLE runs (line int, run int, shape geometry);
