-- Each service with its team and arm. The stacks that were read know best; then what the events say of themselves.
-- Trino and DuckDB.
SELECT
  f.service_key,
  f.service,
  COALESCE(s.team, f.team) AS team,
  COALESCE(s.arm, CASE WHEN f.platform THEN 'on' WHEN NOT f.platform THEN 'off' END, p.unplaced_arm) AS arm,
  f.created_at,
  f.first_seen_at,
  CASE WHEN f.created_at > p.window_from THEN f.created_at ELSE p.window_from END AS counted_from
FROM service_facts f
CROSS JOIN settings p
LEFT JOIN service_names s ON s.service = f.service
