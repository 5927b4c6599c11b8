-- What identifies a service: its name, and the namespace where several namespaces have one of that name. A repository's owner and an account
-- are no two namespaces: each source is looked at by itself.
-- Trino and DuckDB.
SELECT
  service,
  MAX(namespaces) AS namespaces
FROM (
  SELECT COALESCE(s.called, e.service) AS service, e.format, COUNT(DISTINCT e.namespace) AS namespaces
  FROM (SELECT service, format, namespace FROM events WHERE service IS NOT NULL GROUP BY service, format, namespace) e
  LEFT JOIN service_names s ON s.service = e.service
  GROUP BY COALESCE(s.called, e.service), e.format
) by_source
GROUP BY service
