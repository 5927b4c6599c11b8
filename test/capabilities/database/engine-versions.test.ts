import { App, Lazy } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as rds from 'aws-cdk-lib/aws-rds';
import { databaseIn, stackOf } from './fixture';
import { DatabaseFamily } from '../../../src/capabilities/database/engine';
import { checkSupport, supportNotice } from '../../../src/capabilities/database/engine/support';
import { releaseOf } from '../../../src/capabilities/database/engine/versions';
import { PAGE } from '../../../src/capabilities/database/page';
import { DatabaseDeployment, DatabaseEngine } from '../../../src/capabilities/database/props';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../../src/support/input';

const { POSTGRES, MYSQL } = DatabaseFamily;
const { SERVERLESS, INSTANCE } = DatabaseDeployment;

function exact(engine: DatabaseFamily, deployment: DatabaseDeployment, version: string): string {
  return releaseOf({ engine, deployment }, version, '2026.12', 'Data/OrdersDb').exact;
}

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-12-01T12:00:00Z'), doNotFake: ['nextTick', 'setImmediate', 'performance'] });
});
afterEach(() => {
  jest.useRealTimers();
});

test.each([
  [POSTGRES, SERVERLESS, '17', '17.9'],
  [POSTGRES, SERVERLESS, '17.6', '17.6'],
  [POSTGRES, INSTANCE, '16', '16.13'],
  [POSTGRES, INSTANCE, '16.13-R2', '16.13-R2'],
  [MYSQL, SERVERLESS, '8.0', '8.0.mysql_aurora.3.10.4'],
  [MYSQL, SERVERLESS, '3.08.2', '8.0.mysql_aurora.3.08.2'],
  [MYSQL, SERVERLESS, '8.0.mysql_aurora.3.08.2', '8.0.mysql_aurora.3.08.2'],
  [MYSQL, INSTANCE, '8.4', '8.4.9'],
  [MYSQL, INSTANCE, '8.4.7', '8.4.7'],
])('%s on %s: %s is %s', (family, deployment, asked, means) => {
  expect(exact(family, deployment, asked)).toBe(means);
});

test.each([
  [POSTGRES, SERVERLESS, '19', /13, 14, 15, 16, 17, 18/],
  [POSTGRES, SERVERLESS, '1', /13, 14/],
  [POSTGRES, SERVERLESS, '17.', /such as 18\.3/],
  [POSTGRES, SERVERLESS, '17.x y', /such as 18\.3/],
  [POSTGRES, SERVERLESS, '', /13, 14/],
  [MYSQL, SERVERLESS, '8.4', /Deployment 'instance' has '8.4'/],
  [MYSQL, SERVERLESS, '8.0.42', /8\.0\.mysql_aurora/],
  [MYSQL, INSTANCE, '3.10.1', /5\.7, 8\.0, 8\.4/],
])('%s on %s: there is no %s', (family, deployment, asked, hint) => {
  expect(() => exact(family, deployment, asked)).toThrow(InvalidInputError);
  expect(() => exact(family, deployment, asked)).toThrow(hint);
});

// Keep the table in step with aws-cdk-lib: a pinned version that is gone from there is gone from AWS.
test.each([
  [POSTGRES, SERVERLESS, rds.AuroraPostgresEngineVersion, (version: any) => version.auroraPostgresFullVersion],
  [MYSQL, SERVERLESS, rds.AuroraMysqlEngineVersion, (version: any) => version.auroraMysqlFullVersion],
  [POSTGRES, INSTANCE, rds.PostgresEngineVersion, (version: any) => version.postgresFullVersion],
  [MYSQL, INSTANCE, rds.MysqlEngineVersion, (version: any) => version.mysqlFullVersion],
])('what is pinned for %s on %s is known to aws-cdk-lib', (family, deployment, known, full) => {
  const versions = Object.values(known).map(full);
  let hint = '';
  try {
    exact(family, deployment, 'none');
  } catch (error) {
    hint = String(error);
  }
  const majors = /Give one of ([^,]+(?:, \d[^,]*)*), or/.exec(hint)![1].split(', ');
  expect(majors.length).toBeGreaterThan(0);
  for (const major of majors) expect(versions).toContain(exact(family, deployment, major));
});

describe('the end of support', () => {
  const postgres14 = { engine: POSTGRES, deployment: SERVERLESS, parameterFamily: '14', engineRelease: '14.22' };
  const notice = (today: string, extendedSupport = false) => {
    const version = { ...postgres14, extendedSupport };
    checkSupport(version, today, refusal('Data/OrdersDb', PAGE));
    return supportNotice(version, today);
  };

  test.each([
    ['2026-08-31', undefined],
    ['2026-09-01', /ends on 2027-02-28, in 180 days/],
    ['2027-02-28', /in 0 days/],
  ])('on %s', (today, text) => {
    if (text) expect(notice(today)).toMatch(text);
    else expect(notice(today)).toBeUndefined();
  });

  test('past it, the version is refused, and the error names what to choose', () => {
    expect(() => notice('2027-03-01')).toThrow(/ended on 2027-02-28/);
    expect(() => notice('2027-03-01')).toThrow(/one of 15, 16, 17, 18: DatabaseEngine.postgres\('18'\)/);
    expect(() => notice('2027-03-01')).toThrow(/extendedSupport: true/);
  });

  test('extended support has to be accepted, warns, and ends as well', () => {
    expect(notice('2027-03-01', true)).toMatch(/extended support, which AWS charges for, until 2030-02-28/);
    expect(() => notice('2030-03-01', true)).toThrow(/past its extended support/);
    expect(() => notice('2030-03-01')).not.toThrow(/Or accept/);
  });

  test('a database warns, or is refused', () => {
    const stack = stackOf();
    databaseIn(stack, { engine: DatabaseEngine.postgres('14') });
    Annotations.fromStack(stack).hasWarning(
      '/Data/OrdersDb',
      Match.stringLikeRegexp('standard support of postgres 14.22 ends on 2027-02-28'),
    );

    const fine = stackOf(undefined, undefined, new App());
    databaseIn(fine);
    Annotations.fromStack(fine).hasNoWarning('/Data/OrdersDb', Match.anyValue());

    expect(() => databaseIn(stackOf(), { engine: DatabaseEngine.mysql('8.0'), deployment: INSTANCE })).toThrow(
      InvalidInputError,
    );
    const paid = databaseIn(stackOf(), {
      engine: DatabaseEngine.mysql('8.0'),
      deployment: INSTANCE,
      extendedSupport: true,
    });
    expect(paid.resources.writer.engineLifecycleSupport).toBe('open-source-rds-extended-support');
    expect(databaseIn(stackOf()).resources.cluster!.engineLifecycleSupport).toBe(
      'open-source-rds-extended-support-disabled',
    );
  });
});

test('a version that is known at deployment only is refused', () => {
  expect(() =>
    databaseIn(stackOf(), { engine: DatabaseEngine.postgres(Lazy.string({ produce: () => '17' })) }),
  ).toThrow(/known at deployment only/);
});

test('a version that is no text is refused', () => {
  expect(() => databaseIn(stackOf(), { engine: DatabaseEngine.postgres(17 as any) })).toThrow(
    /version of the engine is 17[^]*DatabaseEngine.postgres\('17'\)/,
  );
  expect(databaseIn(stackOf(), { engine: DatabaseEngine.postgres(null as any) }).slots).toContain('cluster');
});
