-- What is wrong with the events, counted.
-- Trino and DuckDB.
SELECT
  COUNT(*) AS events,
  SUM(CASE WHEN e.format = 'unreadable' THEN 1 ELSE 0 END) AS unreadable,
  SUM(CASE WHEN e.format <> 'unreadable' AND e.kind IS NULL THEN 1 ELSE 0 END) AS other_kinds,
  SUM(CASE WHEN e.kind IS NOT NULL AND e.occurred_at IS NULL THEN 1 ELSE 0 END) AS without_time,
  SUM(CASE WHEN e.kind IS NOT NULL AND e.occurred_at > p.as_of THEN 1 ELSE 0 END) AS in_the_future,
  SUM(CASE WHEN e.kind IS NOT NULL AND e.occurred_at < p.earliest THEN 1 ELSE 0 END) AS before_the_cloud,
  SUM(CASE WHEN e.kind IS NOT NULL AND e.service IS NULL AND e.kind NOT IN ('engineer.joined', 'incident.resolved') THEN 1 ELSE 0 END) AS without_service,
  SUM(CASE WHEN e.kind = 'deployment' AND e.outcome IS NULL THEN 1 ELSE 0 END) AS without_outcome,
  SUM(CASE WHEN e.kind = 'deployment' AND e.production IS NULL AND a.production IS NULL AND s.production IS NULL THEN 1 ELSE 0 END) AS without_environment,
  SUM(CASE WHEN DATE_DIFF('second', e.occurred_at, e.received_at) > 3600 * p.late_hours THEN 1 ELSE 0 END) AS late,
  SUM(CASE WHEN e.started_at > e.occurred_at THEN 1 ELSE 0 END) AS ended_before_start,
  SUM(CASE WHEN e.kind = 'deployment' AND e.occurred_at <= p.as_of AND e.occurred_at >= p.earliest THEN 1 ELSE 0 END) AS deployments,
  MIN(CASE WHEN e.occurred_at >= p.earliest AND e.occurred_at <= p.as_of THEN e.occurred_at END) AS first_event_at,
  MAX(CASE WHEN e.occurred_at <= p.as_of THEN e.occurred_at END) AS last_event_at
FROM events e
CROSS JOIN settings p
LEFT JOIN service_names s ON s.service = e.service
LEFT JOIN account_names a ON a.service = e.service AND a.account = e.namespace
