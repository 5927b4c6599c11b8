-- The events that can be counted: with a kind and a time, not in the future, not before there was a cloud, and not told by a better source.
-- Trino and DuckDB.
SELECT
  e.format,
  e.kind,
  e.event_id,
  e.occurred_at,
  e.started_at,
  e.received_at,
  CASE WHEN n.namespaces > 1 THEN CONCAT(COALESCE(e.namespace, '?'), '/', COALESCE(s.called, e.service)) ELSE COALESCE(s.called, e.service) END AS service_key,
  COALESCE(s.called, e.service) AS service,
  e.namespace,
  e.team,
  COALESCE(e.production, a.production, s.production) AS production,
  e.platform,
  e.outcome,
  COALESCE(e.rework, FALSE) AS rework,
  COALESCE(e.deployment_id, e.event_id) AS deployment,
  e.deployment_id,
  COALESCE(e.incident_id, e.event_id) AS incident,
  COALESCE(e.change_id, e.event_id) AS change_key,
  e.engineer
FROM events e
CROSS JOIN settings p
LEFT JOIN service_names s ON s.service = e.service
LEFT JOIN account_names a ON a.service = e.service AND a.account = e.namespace
LEFT JOIN names n ON n.service = COALESCE(s.called, e.service)
LEFT JOIN sources r ON r.format = e.format
LEFT JOIN told t ON e.kind = 'deployment' AND t.told_of = COALESCE(s.stack, e.service) AND t.month_start = DATE_TRUNC('month', e.occurred_at)
WHERE e.kind IS NOT NULL
  AND e.occurred_at >= p.earliest
  AND e.occurred_at <= p.as_of
  AND (e.service IS NOT NULL OR e.kind IN ('engineer.joined', 'incident.resolved'))
  AND (t.place IS NULL OR r.place <= t.place)
