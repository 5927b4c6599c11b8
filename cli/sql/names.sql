-- What identifies a service: its name, and the namespace where several namespaces have one of that name.
-- Trino and DuckDB.
SELECT
  service,
  COUNT(DISTINCT namespace) AS namespaces,
  MIN(namespace) AS first_namespace
FROM events
WHERE service IS NOT NULL
GROUP BY service
