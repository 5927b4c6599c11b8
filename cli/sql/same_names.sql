-- Names that more than one service has.
-- Trino and DuckDB.
SELECT DISTINCT e.service, COALESCE(e.namespace, '?') AS namespace
FROM names n
JOIN events e ON e.service = n.service
WHERE n.namespaces > 1
