import { always } from '../../../path/decision';

/** How much a query may read, with which engine, and for how long its result is kept. */
export function queries() {
  return {
    scanLimitGib: always(10).within(0.01, 1024).because('A query that reads more is ended: 0.05 USD at most for each.'),
    settingsEnforced: always(true)
      .oneOf(true, false)
      .because('Nobody who asks can set the limit, the encryption or the place of results aside.'),
    queryMetrics: always(true).oneOf(true, false).because('How much is read is seen in CloudWatch.'),
    athenaEngine: always('Athena engine version 3')
      .oneOf('Athena engine version 3', 'AUTO')
      .because(
        'The views and the aggregations are written for Trino. With AUTO, Athena would choose another some day.',
      ),
    resultRetentionDays: always(30).whole(1, 3650).because('A result can be had again by asking again.'),
    // The same expression as the report's, so that both find the same deployments.
    productionNames: always('(^|[^a-z])(prod|prd|production|live)([^a-z]|$)').because(
      'A word of the name of an environment, a cluster or a stack that says it is production: a regular ' +
        'expression, in small letters.',
    ),
  };
}
