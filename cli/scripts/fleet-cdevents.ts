/** A query of the rows of a fleet as CDEvents, one JSON text in each row. */
export function cdevents(rows: string): string {
  const type = `CASE kind
    WHEN 'deployment' THEN CASE
      WHEN outcome = 'failure' THEN 'pipelinerun.finished.0.3.0' ELSE 'service.deployed.0.3.0'
    END
    WHEN 'change' THEN 'change.merged.0.3.0'
    WHEN 'incident.detected' THEN 'incident.detected.0.3.0'
    WHEN 'incident.resolved' THEN 'incident.resolved.0.3.0'
    WHEN 'service.created' THEN 'repository.created.0.3.0'
  END`;
  return `SELECT to_json({
    context: {
      version: '0.5.0',
      id: event_id,
      source: '/fleet',
      "type": CASE
        WHEN kind = 'engineer.joined' THEN 'dev.cdeventsx.goldenpath-engineer.joined.0.1.0'
        ELSE 'dev.cdevents.' || ${type}
      END,
      "timestamp": strftime(occurred_at, '%Y-%m-%dT%H:%M:%S.%fZ')
    },
    subject: {
      id: COALESCE(incident_id, change_id, CASE WHEN kind = 'engineer.joined' THEN engineer ELSE service END),
      source: '/fleet',
      content: {
        environment: { id: CASE WHEN production THEN 'production' END },
        service: { id: service },
        outcome: CASE WHEN kind = 'deployment' AND outcome = 'failure' THEN 'failure' END
      }
    },
    "customData": {
      service: service,
      team: team,
      deployment: deployment_id,
      engineer: engineer,
      platform: platform,
      rework: rework
    }
  })::VARCHAR FROM (${rows})`;
}
