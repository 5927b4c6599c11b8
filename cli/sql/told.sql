-- Which source counts where several tell of the deployments of a stack or service in a month: the one that knows most. The others tell of
-- the same deployments again.
-- Trino and DuckDB.
SELECT
  COALESCE(s.stack, e.service) AS told_of,
  DATE_TRUNC('month', e.occurred_at) AS month_start,
  MIN(r.place) AS place
FROM events e
JOIN sources r ON r.format = e.format
LEFT JOIN service_names s ON s.service = e.service
LEFT JOIN account_names a ON a.service = e.service AND a.account = e.namespace
WHERE e.kind = 'deployment' AND e.outcome IS NOT NULL AND e.service IS NOT NULL AND COALESCE(e.production, a.production, s.production)
GROUP BY COALESCE(s.stack, e.service), DATE_TRUNC('month', e.occurred_at)
HAVING MIN(r.place) < MAX(r.place)
