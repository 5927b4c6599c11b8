import { isPostgres, isServerless, RequestDecisions } from './engine';
import { always, follows, only } from '../../../path/decision';
import { DatabaseSize } from '../props';

/** The logs, the insights, and whether there are alarms. */
export function observationChoices(request: RequestDecisions) {
  const postgres = isPostgres(request);
  return {
    exportedLogs: always(exportedLogs(request)).because(
      'All that the engine can export: logs outlive the instance, and can be searched.',
    ),
    logRetentionDays: always<number>({ development: 7, staging: 30, production: 365 }).because(
      'A year covers what auditors ask for. RDS would keep them for ever.',
    ),
    loggedStatements: only(
      postgres,
      always('ddl')
        .oneOf('none', 'ddl', 'mod', 'all')
        .because('PostgreSQL: who changed the schema. A password in CREATE ROLE lands there too: use IAM tokens.'),
    ),
    slowQueryMilliseconds: always(1000).whole(0, 3_600_000).because('What takes longer than a second is worth a look.'),
    auditedEvents: only(
      !postgres && isServerless(request),
      always('CONNECT,QUERY_DCL,QUERY_DDL').because(
        'Aurora MySQL: who came, and who changed rights or schema. On an instance this takes an option group with ' +
          'the MariaDB audit plugin.',
      ),
    ),
    insights: insightsLack(request)
      ? follows<boolean>(false).because(INSIGHTS)
      : always<boolean>({ development: false, staging: true, production: true }).because(INSIGHTS),
    insightsMode: always('standard')
      .oneOf('standard', 'advanced')
      .because('Advanced adds fleet views and lock analysis, and a price by the vCPU-hour.'),
    monitoringSeconds: always({ development: 0, staging: 60, production: 60 })
      .oneOf(0, 1, 5, 10, 15, 30, 60)
      .because('Processes and memory as the operating system sees them.'),
    alarms: always({ development: false, staging: true, production: true }).because(
      'Nobody is woken for a development database.',
    ),
  };
}

const INSIGHTS = 'Load by query and by wait; seven days are free. MySQL on the smallest instance has no room for them.';

/** How long insights are kept, once their mode is known. */
export function historyChoices({ insightsMode }: { readonly insightsMode: string }) {
  return {
    insightsRetentionDays: always(insightsMode === 'advanced' ? 465 : 7)
      .oneOf(7, 31, 62, 93, 186, 372, 465, 731)
      .because('The free days; advanced mode comes with 15 months.'),
  };
}

/** All that the engine can export; an export without entries costs nothing. */
function exportedLogs(request: RequestDecisions): string[] {
  if (!isPostgres(request)) return ['audit', 'error', 'general', 'slowquery'];
  return isServerless(request) ? ['postgresql'] : ['postgresql', 'upgrade'];
}

/**
 * Whether the engine has no insights at this size.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html
 */
function insightsLack(request: RequestDecisions): boolean {
  return !isPostgres(request) && !isServerless(request) && request.size === DatabaseSize.XSMALL;
}
