SELECT sum(ST_NumGeometries(shape)) FROM rest WHERE NOT ST_IsEmpty(shape);
