-- Deployments that another source tells of as well, by the source that is not counted.
-- Trino and DuckDB.
SELECT e.format, COALESCE(s.called, e.service) AS service, COUNT(*) AS deployments
FROM events e
JOIN sources r ON r.format = e.format
LEFT JOIN service_names s ON s.service = e.service
JOIN told t ON t.told_of = COALESCE(s.stack, e.service) AND t.month_start = DATE_TRUNC('month', e.occurred_at)
WHERE e.kind = 'deployment' AND r.place > t.place
GROUP BY e.format, COALESCE(s.called, e.service)
