import { InsightsDecisions } from './decisions';

/** The table that both views read. */
export const RAW_TABLE = 'raw_events';

/** The detail type under which CI sends a manifest. */
export const MANIFEST_EVENT = 'goldenpath.manifest';

const field = (path: string) => `json_extract_scalar(detail, '$.${path}')`;
const text = (sql: string) => `CAST(${sql} AS VARCHAR)`;
/** A time that cannot be read is none: it must not end the query. */
const time = (sql: string) => `CAST(TRY(from_iso8601_timestamp(${sql})) AT TIME ZONE 'UTC' AS TIMESTAMP(3))`;
const flag = (sql: string) => `TRY_CAST(${sql} AS BOOLEAN)`;

/**
 * The events in the one form that every aggregation reads, in the language of Trino. `goldenpath report` reads files of
 * events in the
 * same way: an event counts for the same here and there.
 */
export function eventsSql({ productionNames }: InsightsDecisions): string {
  const pattern = `'${productionNames.replace(/'/g, "''")}'`;
  const isProduction = (name: string) => `regexp_like(lower(${name}), ${pattern})`;
  // A cluster or a stack may have any name: one that does not say production says nothing.
  const maybeProduction = (name: string) => `CASE WHEN ${isProduction(name)} THEN TRUE END`;
  return `
SELECT
  ${text('format')} AS format,
  ${text('source_file')} AS source_file,
  ${text("CASE format WHEN 'cdevents' THEN cdevent_id ELSE id END")} AS event_id,
  ${text(`CASE format
    WHEN 'cdevents' THEN CASE
      WHEN about = 'service' AND predicate IN ('deployed', 'upgraded', 'rolledback') THEN 'deployment'
      WHEN about IN ('pipelinerun', 'taskrun') AND predicate = 'finished' AND COALESCE(custom_service, subject_service) IS NOT NULL AND said_outcome IN ('failure', 'error', 'fail') THEN 'deployment'
      WHEN about = 'incident' AND predicate IN ('detected', 'reported') THEN 'incident.detected'
      WHEN about = 'incident' AND predicate = 'resolved' THEN 'incident.resolved'
      WHEN about = 'change' AND predicate = 'merged' THEN 'change'
      WHEN about = 'repository' AND predicate = 'created' THEN 'service.created'
      WHEN about = 'goldenpath-engineer' AND predicate = 'joined' THEN 'engineer.joined'
    END
    WHEN 'ecs' THEN CASE WHEN event_name IN ('SERVICE_DEPLOYMENT_COMPLETED', 'SERVICE_DEPLOYMENT_FAILED') THEN 'deployment' END
    WHEN 'cloudformation' THEN CASE WHEN regexp_like(status, '^((CREATE|UPDATE|IMPORT)_COMPLETE|.*ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED|UPDATE_FAILED)$') THEN 'deployment' END
  END`)} AS kind,
  ${time("CASE format WHEN 'cdevents' THEN cdevent_time WHEN 'ecs' THEN COALESCE(updated_at, time) ELSE time END")} AS occurred_at,
  ${time("CASE format WHEN 'cdevents' THEN custom_started_at END")} AS started_at,
  ${time("CASE format WHEN 'cdevents' THEN COALESCE(custom_received_at, time) WHEN 'ecs' THEN time END")} AS received_at,
  ${text(`CASE format
    WHEN 'cdevents' THEN COALESCE(custom_service, subject_service, CASE about
      WHEN 'service' THEN subject_id
      WHEN 'repository' THEN COALESCE(subject_name, subject_id)
      WHEN 'change' THEN subject_repository
    END)
    WHEN 'ecs' THEN element_at(split(element_at(resources, 1), '/'), -1)
    WHEN 'cloudformation' THEN stack_name
  END`)} AS service,
  ${text("CASE format WHEN 'cdevents' THEN COALESCE(custom_namespace, subject_namespace) ELSE account END")} AS namespace,
  ${text("CASE format WHEN 'cdevents' THEN custom_team END")} AS team,
  CASE format
    WHEN 'cdevents' THEN ${isProduction('COALESCE(custom_environment, subject_environment)')}
    WHEN 'ecs' THEN ${maybeProduction("split_part(element_at(resources, 1), '/', 2)")}
    WHEN 'cloudformation' THEN ${maybeProduction('stack_name')}
  END AS production,
  ${flag("CASE format WHEN 'cdevents' THEN custom_platform END")} AS platform,
  ${text(`CASE CASE format
    WHEN 'cdevents' THEN COALESCE(said_outcome, CASE WHEN about = 'service' THEN 'success' END)
    WHEN 'ecs' THEN CASE event_name WHEN 'SERVICE_DEPLOYMENT_COMPLETED' THEN 'success' ELSE 'failure' END
    WHEN 'cloudformation' THEN CASE WHEN status IN ('CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE') THEN 'success' ELSE 'failure' END
  END WHEN 'success' THEN 'success' WHEN 'failure' THEN 'failure' WHEN 'error' THEN 'failure' WHEN 'fail' THEN 'failure' END`)} AS outcome,
  CASE format WHEN 'cdevents' THEN predicate = 'rolledback' OR COALESCE(${flag('custom_rework')}, FALSE) END AS rework,
  ${text(
    "CASE format WHEN 'cdevents' THEN custom_deployment WHEN 'ecs' THEN deployment_id WHEN 'cloudformation' " +
      'THEN ' +
      "stack_id || ' ' || NULLIF(request_token, '') END",
  )} AS deployment_id,
  ${text("CASE WHEN format = 'cdevents' AND about = 'incident' THEN subject_id END")} AS incident_id,
  ${text("CASE WHEN format = 'cdevents' AND about = 'change' THEN subject_id END")} AS change_id,
  ${text(
    "CASE format WHEN 'cdevents' THEN COALESCE(custom_engineer, CASE WHEN about = 'goldenpath-engineer' THEN " +
      'subject_id END) END',
  )} AS engineer,
  ${text('day')} AS day
FROM (
  SELECT
    CASE
      WHEN ${field('context.type')} IS NOT NULL THEN 'cdevents'
      WHEN detail_type = 'ECS Deployment State Change' THEN 'ecs'
      WHEN detail_type = 'CloudFormation Stack Status Change' THEN 'cloudformation'
      WHEN detail_type IS NOT NULL THEN 'other'
      ELSE 'unreadable'
    END AS format,
    "$path" AS source_file,
    id,
    account,
    time,
    resources,
    day,
    ${field('context.id')} AS cdevent_id,
    ${field('context.timestamp')} AS cdevent_time,
    split_part(${field('context.type')}, '.', 3) AS about,
    split_part(${field('context.type')}, '.', 4) AS predicate,
    ${field('subject.id')} AS subject_id,
    ${field('subject.content.name')} AS subject_name,
    ${field('subject.content.service.id')} AS subject_service,
    ${field('subject.content.service.source')} AS subject_namespace,
    ${field('subject.content.repository.id')} AS subject_repository,
    ${field('subject.content.environment.id')} AS subject_environment,
    ${field('customData.service')} AS custom_service,
    ${field('customData.namespace')} AS custom_namespace,
    ${field('customData.team')} AS custom_team,
    ${field('customData.environment')} AS custom_environment,
    ${field('customData.platform')} AS custom_platform,
    ${field('customData.rework')} AS custom_rework,
    ${field('customData.deployment')} AS custom_deployment,
    ${field('customData.engineer')} AS custom_engineer,
    ${field('customData.startedAt')} AS custom_started_at,
    ${field('customData.receivedAt')} AS custom_received_at,
    COALESCE(${field('customData.outcome')}, ${field('subject.content.outcome')}) AS said_outcome,
    ${field('eventName')} AS event_name,
    ${field('deploymentId')} AS deployment_id,
    ${field('updatedAt')} AS updated_at,
    json_extract_scalar(detail, '$["stack-id"]') AS stack_id,
    split_part(json_extract_scalar(detail, '$["stack-id"]'), '/', 2) AS stack_name,
    json_extract_scalar(detail, '$["client-request-token"]') AS request_token,
    json_extract_scalar(detail, '$["status-details"].status') AS status
  FROM ${RAW_TABLE}
  WHERE detail_type IS NULL OR detail_type <> '${MANIFEST_EVENT}'
) line`.trim();
}

/**
 * What CI sends of each stack: `{ "stack": ..., "manifest": ... }`, where the manifest is the stack's output of that
 * name. The stack is its id,
 * which says where it is: an event can be put on a bus of its own region only. A name is one in the account and region
 * of the call.
 */
export function manifestsSql(): string {
  const said = field('stack');
  const ofId = (part: string, otherwise: string) => `CASE WHEN ${said} LIKE 'arn:%' THEN ${part} ELSE ${otherwise} END`;
  return `
SELECT
  ${text(ofId(`split_part(${said}, ':', 5)`, 'account'))} AS account,
  ${text(ofId(`split_part(${said}, ':', 4)`, 'region'))} AS region,
  ${text(ofId(`split_part(${said}, '/', 2)`, said))} AS stack,
  ${time('time')} AS sent_at,
  ${text(field('manifest.edition'))} AS edition,
  ${text(field('manifest.tier'))} AS tier,
  ${text(field('manifest.package'))} AS package_version,
  ${text("json_format(json_extract(detail, '$.manifest'))")} AS manifest,
  ${text('day')} AS day
FROM ${RAW_TABLE}
WHERE detail_type = '${MANIFEST_EVENT}'`.trim();
}
