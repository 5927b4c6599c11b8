-- How long each change took, and each recovery. Negative ones are counted in quality, and are in no median.
-- Trino and DuckDB.
SELECT 'changeLeadTime' AS metric, t.service_key, s.team, s.arm, DATE_TRUNC('month', t.next_success_at) AS month_start,
  DATE_DIFF('second', t.happened_at, t.next_success_at) / 3.6E3 AS hours
FROM timeline t
CROSS JOIN settings p
JOIN placed s ON s.service_key = t.service_key
WHERE t.kind = 'change' AND t.next_success_at > p.window_from
UNION ALL
SELECT 'failedDeploymentRecoveryTime', d.service_key, s.team, s.arm, DATE_TRUNC('month', d.finished_at),
  DATE_DIFF('second', d.finished_at, d.recovered_at) / 3.6E3
FROM deployment_facts d
JOIN placed s ON s.service_key = d.service_key
WHERE d.failed AND d.recovered_at >= d.finished_at
