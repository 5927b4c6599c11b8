import { Stack, Tags } from 'aws-cdk-lib';
import { rendered, statements, Stub } from './fixture';
import { FunctionHttp, FunctionSize, TrafficShift } from '../../../src/capabilities/function/props';
import { EnvironmentTier } from '../../../src/path/tier';
import { Patch } from '../../../src/record/patch';

const { DEVELOPMENT, PRODUCTION, STAGING } = EnvironmentTier;

describe('versions', () => {
  const versionOf = (...args: Parameters<typeof rendered>) => rendered(...args).idOf('version');

  test('change with the configuration, and not with what is no part of them', () => {
    const first = versionOf();
    expect(versionOf()).toBe(first);
    expect(versionOf({ environment: { MODE: '1' } })).not.toBe(first);
    expect(versionOf({ size: FunctionSize.LARGE })).not.toBe(first);
    expect(versionOf({ reservedConcurrency: 7 })).toBe(first);
    expect(versionOf({}, PRODUCTION, {}, (_, stack) => Tags.of(stack).add('a', 'b'))).toBe(first);
    expect(
      versionOf({}, PRODUCTION, {}, fn => fn.escape('function', Patch.property('Timeout', 21), { reason: 'x' })),
    ).not.toBe(first);
  });

  test('change with what is used later, in whatever order', () => {
    const uses = (names: string[]) =>
      versionOf({}, PRODUCTION, {}, (fn, stack) => names.forEach(name => fn.uses(new Stub(stack, name, undefined))));
    expect(uses(['A'])).not.toBe(versionOf());
    expect(uses(['A', 'B'])).toBe(uses(['B', 'A']));
  });

  test('are kept, and called by their alias only', () => {
    const { resource, properties, idOf } = rendered({ http: FunctionHttp.iam(), events: undefined });
    expect(resource('version')).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    expect(properties('alias')).toEqual({
      FunctionName: { Ref: idOf('function') },
      FunctionVersion: { 'Fn::GetAtt': [idOf('version'), 'Version'] },
      Name: 'live',
    });
    expect(properties('httpApiIntegration').IntegrationUri).toEqual({ Ref: idOf('alias') });
    expect(properties('httpApiPermission').FunctionName).toEqual({ Ref: idOf('alias') });
  });
});

test('a version that is another one for CloudFormation is another one for Lambda', () => {
  // A variable that is a literal in one deployment and a reference in the next: the same configuration, in other words.
  const of = (region: (stack: Stack) => string) => {
    const { properties, idOf } = rendered(scope => ({ environment: { HOME_REGION: region(Stack.of(scope)) } }));
    const [, told] = /^.+ \(([0-9a-f]{12})\)$/.exec(properties('function').Description)!;
    expect(idOf('version')).toContain(told);
    return told;
  };
  expect(of(() => 'eu-west-1')).toBe(of(() => 'eu-west-1'));
  expect(of(() => 'eu-west-1')).not.toBe(of(stack => stack.region));
});

describe('deployments', () => {
  test.each([STAGING, PRODUCTION])(
    'in %s a tenth of the calls goes first, and alarms bring the old version back',
    tier => {
      const { resource, properties, idOf } = rendered({}, tier);
      expect(resource('alias').UpdatePolicy).toEqual({
        CodeDeployLambdaAliasUpdate: {
          ApplicationName: { Ref: idOf('deploymentApplication') },
          DeploymentGroupName: { Ref: idOf('deploymentGroup') },
        },
      });
      expect(properties('deploymentGroup')).toMatchObject({
        DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
        DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
        AlarmConfiguration: {
          Enabled: true,
          Alarms: [{ Name: { Ref: idOf('errorAlarm') } }, { Name: { Ref: idOf('durationAlarm') } }],
        },
        AutoRollbackConfiguration: {
          Enabled: true,
          Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
        },
      });
      expect(resource('deploymentGroup').DependsOn).toContain(idOf('deploymentPolicy'));
      expect(statements(properties('deploymentPolicy'))).toHaveLength(2);
    },
  );

  test('asked for in development, its alarms tell nobody', () => {
    const { fn, properties } = rendered(
      { deployment: { trafficShift: TrafficShift.LINEAR_10_PERCENT_EVERY_1_MINUTE, rollbackOnAlarm: true } },
      DEVELOPMENT,
      { alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' },
    );
    expect(properties('errorAlarm').AlarmActions).toBeUndefined();
    expect(fn.slots).not.toContain('throttleAlarm');
  });

  test('an alarm that would come too late is refused', () => {
    expect(() => rendered({}, PRODUCTION, { defaults: { 'function.alarmMinutes': 5 } })).toThrow(
      /nothing would be rolled back/,
    );
  });
});
