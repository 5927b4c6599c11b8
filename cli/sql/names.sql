-- What identifies a service: its name, and the namespace where several namespaces have one of that name. A repository's owner and an account
-- are no two namespaces: each source is looked at by itself. Of the accounts, those with production: the others are environments of the same.
-- Trino and DuckDB.
SELECT
  service,
  MAX(namespaces) AS namespaces
FROM (
  SELECT
    COALESCE(s.called, e.service) AS service,
    e.format,
    COUNT(DISTINCT CASE WHEN e.format NOT IN ('ecs', 'cloudformation') OR COALESCE(e.production, a.production, s.production) THEN e.namespace END) AS namespaces
  FROM (SELECT service, format, namespace, BOOL_OR(production) AS production FROM events WHERE service IS NOT NULL GROUP BY service, format, namespace) e
  LEFT JOIN service_names s ON s.service = e.service
  LEFT JOIN account_names a ON a.service = e.service AND a.account = e.namespace
  GROUP BY COALESCE(s.called, e.service), e.format
) by_source
GROUP BY service
