-- Names that more than one service has.
-- Trino and DuckDB.
SELECT DISTINCT n.service, COALESCE(e.namespace, '?') AS namespace
FROM (SELECT service, namespace FROM events WHERE service IS NOT NULL GROUP BY service, namespace) e
LEFT JOIN service_names s ON s.service = e.service
JOIN names n ON n.service = COALESCE(s.called, e.service)
WHERE n.namespaces > 1
