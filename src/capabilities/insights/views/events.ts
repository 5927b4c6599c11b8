import { LINES } from './lines';
import { flag, select, text, time } from './sql';
import { InsightsChoices } from '../decisions';

/**
 * The events in the one form that every aggregation reads, in the language of Trino. `goldenpath report` reads files of
 * events in the same way: an event counts for the same here and there.
 */
export function eventsSql({ productionNames }: InsightsChoices): string {
  const columns = {
    format: text('format'),
    source_file: text('source_file'),
    event_id: text("CASE format WHEN 'cdevents' THEN cdevent_id ELSE id END"),
    kind: text(KIND),
    occurred_at: time(OCCURRED_AT),
    started_at: time("CASE format WHEN 'cdevents' THEN custom_started_at END"),
    received_at: time("CASE format WHEN 'cdevents' THEN COALESCE(custom_received_at, time) WHEN 'ecs' THEN time END"),
    service: text(SERVICE),
    namespace: text("CASE format WHEN 'cdevents' THEN COALESCE(custom_namespace, subject_namespace) ELSE account END"),
    team: text("CASE format WHEN 'cdevents' THEN custom_team END"),
    production: production(productionNames),
    platform: flag("CASE format WHEN 'cdevents' THEN custom_platform END"),
    outcome: text(OUTCOME),
    rework: REWORK,
    deployment_id: text(DEPLOYMENT_ID),
    incident_id: text("CASE WHEN format = 'cdevents' AND about = 'incident' THEN subject_id END"),
    change_id: text("CASE WHEN format = 'cdevents' AND about = 'change' THEN subject_id END"),
    engineer: text(ENGINEER),
    day: text('day'),
  };
  return select(columns, `FROM (\n  ${LINES}\n) line`);
}

/** A run of CI that failed before it deployed its service. */
const FAILED_RUN =
  "about IN ('pipelinerun', 'taskrun') AND predicate = 'finished' AND " +
  'COALESCE(custom_service, subject_service) IS NOT NULL AND ' +
  "said_outcome IN ('failure', 'error', 'fail')";
const ECS_ENDED = "event_name IN ('SERVICE_DEPLOYMENT_COMPLETED', 'SERVICE_DEPLOYMENT_FAILED')";
const CLOUDFORMATION_ENDED =
  "regexp_like(status, '^((CREATE|UPDATE|IMPORT)_COMPLETE|.*ROLLBACK_COMPLETE|ROLLBACK_FAILED|" +
  "CREATE_FAILED|UPDATE_FAILED)$')";
const CLOUDFORMATION_SUCCEEDED = "status IN ('CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE')";

const KIND = `CASE format
    WHEN 'cdevents' THEN CASE
      WHEN about = 'service' AND predicate IN ('deployed', 'upgraded', 'rolledback') THEN 'deployment'
      WHEN ${FAILED_RUN} THEN 'deployment'
      WHEN about = 'incident' AND predicate IN ('detected', 'reported') THEN 'incident.detected'
      WHEN about = 'incident' AND predicate = 'resolved' THEN 'incident.resolved'
      WHEN about = 'change' AND predicate = 'merged' THEN 'change'
      WHEN about = 'repository' AND predicate = 'created' THEN 'service.created'
      WHEN about = 'goldenpath-engineer' AND predicate = 'joined' THEN 'engineer.joined'
    END
    WHEN 'ecs' THEN CASE WHEN ${ECS_ENDED} THEN 'deployment' END
    WHEN 'cloudformation' THEN CASE WHEN ${CLOUDFORMATION_ENDED} THEN 'deployment' END
  END`;

const OCCURRED_AT =
  "CASE format WHEN 'cdevents' THEN cdevent_time WHEN 'ecs' THEN COALESCE(updated_at, time) ELSE time END";

const SERVICE = `CASE format
    WHEN 'cdevents' THEN COALESCE(custom_service, subject_service, CASE about
      WHEN 'service' THEN subject_id
      WHEN 'repository' THEN COALESCE(subject_name, subject_id)
      WHEN 'change' THEN subject_repository
    END)
    WHEN 'ecs' THEN element_at(split(element_at(resources, 1), '/'), -1)
    WHEN 'cloudformation' THEN stack_name
  END`;

const SUCCESS_OR_FAILURE =
  "WHEN 'success' THEN 'success' WHEN 'failure' THEN 'failure' WHEN 'error' THEN 'failure' WHEN 'fail' THEN 'failure'";
const OUTCOME = `CASE CASE format
    WHEN 'cdevents' THEN COALESCE(said_outcome, CASE WHEN about = 'service' THEN 'success' END)
    WHEN 'ecs' THEN CASE event_name WHEN 'SERVICE_DEPLOYMENT_COMPLETED' THEN 'success' ELSE 'failure' END
    WHEN 'cloudformation' THEN CASE WHEN ${CLOUDFORMATION_SUCCEEDED} THEN 'success' ELSE 'failure' END
  END ${SUCCESS_OR_FAILURE} END`;

const REWORK =
  "CASE format WHEN 'cdevents' THEN predicate = 'rolledback' OR " + `COALESCE(${flag('custom_rework')}, FALSE) END`;

const DEPLOYMENT_ID =
  "CASE format WHEN 'cdevents' THEN custom_deployment WHEN 'ecs' THEN deployment_id WHEN 'cloudformation' THEN " +
  "stack_id || ' ' || NULLIF(request_token, '') END";

const ENGINEER =
  "CASE format WHEN 'cdevents' THEN " +
  "COALESCE(custom_engineer, CASE WHEN about = 'goldenpath-engineer' THEN subject_id END) END";

/** Whether it was about production: by the environment of an event, else by the name of a cluster or a stack. */
function production(names: string): string {
  const pattern = `'${names.replace(/'/g, "''")}'`;
  const isProduction = (name: string) => `regexp_like(lower(${name}), ${pattern})`;
  // A cluster or a stack may have any name: one that does not say production says nothing.
  const maybeProduction = (name: string) => `CASE WHEN ${isProduction(name)} THEN TRUE END`;
  return `CASE format
    WHEN 'cdevents' THEN ${isProduction('COALESCE(custom_environment, subject_environment)')}
    WHEN 'ecs' THEN ${maybeProduction("split_part(element_at(resources, 1), '/', 2)")}
    WHEN 'cloudformation' THEN ${maybeProduction('stack_name')}
  END`;
}
