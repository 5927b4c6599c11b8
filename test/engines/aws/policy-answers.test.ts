import { readdirSync, readFileSync } from 'fs';
import { basename, join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { capabilityIds, loadCapability } from '../../../projenrc/capabilities';
import { ManagedSecret } from '../../../src/capabilities/secret/aws';
import { SecretSource } from '../../../src/capabilities/secret/source';
import { Exposure } from '../../../src/capabilities/service/exposure';
import { Answer } from '../../../src/path/answer';
import { GoldenPathProps, PolicyAnswers } from '../../../src/path/golden-path';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';

const ANSWERS = capabilityIds().flatMap((id): readonly Answer[] => loadCapability(id).definition.answers ?? []);

/** What we live with, and leave to whoever runs a checker: each is for a team or a platform team to decide. */
const NOT_OURS = [
  // Whom an alarm tells, and what a team asks for.
  ...['CT.CLOUDWATCH.PR.1', 'CKV_AWS_21', 'CT.S3.PR.11', 'AwsSolutions-RDS14'],
  // Found in role policies, at which the checkers of users do not look.
  ...['CKV_AWS_111'],
];

/** The functions of the Control Tower rules, by their ids. */
const CONTROL_TOWER = new Map(
  readdirSync('node_modules/@cdklabs/cdk-validator-cfnguard/rules/control-tower/cfn-guard', { recursive: true })
    .map(String)
    .filter(name => name.endsWith('.guard'))
    .map(name => {
      const text = readFileSync(
        join('node_modules/@cdklabs/cdk-validator-cfnguard/rules/control-tower/cfn-guard', name),
        'utf8',
      );
      const id = basename(name, '.guard').toUpperCase().replace(/-/g, '.');
      return [id, /^rule (\w+)/m.exec(text)![1]];
    }),
);

/** The rules of the gate's own file, as answers have them. */
const acknowledged: { checker: string; rule: string; resource: string }[] = JSON.parse(
  readFileSync('checks/acknowledgements.json', 'utf8'),
)
  .flatMap(({ rules }: any) => rules)
  .filter(({ checker, rule }: any) => checker !== 'cdk-validation' && !/IAM5/.test(rule) && !NOT_OURS.includes(rule))
  .filter(({ resource }: any) => !resource.startsWith('BucketUnversioned/'));

describe('the answers are those of the gate', () => {
  test.each(acknowledged)('$checker $rule at $resource', ({ checker, rule, resource }) => {
    const name = checker === 'control-tower' ? CONTROL_TOWER.get(rule)! : rule;
    const slots = ANSWERS.filter(({ rules }) => (rules as any)[checker]?.includes(name)).map(each => each.slots);
    const ids = slots.flatMap(idsOf);
    expect(ids.some(id => new RegExp(resource.replace(/^\/|\/$/g, '')).test(`SecretTypical/It/${id}`))).toBe(true);
  });

  test('and no others', () => {
    const known = acknowledged.map(({ checker, rule }) =>
      checker === 'control-tower' ? CONTROL_TOWER.get(rule) : rule,
    );
    // The sample whose bucket is emptied shows no more than the other functions of the path's own.
    for (const { rules } of ANSWERS) {
      for (const tool of ['cdk-nag', 'checkov', 'control-tower'] as const) {
        for (const rule of rules[tool] ?? []) expect(known).toContain(rule);
      }
    }
  });

  test('each has its reason', () => {
    for (const { because } of ANSWERS) expect(because).toMatch(/^[A-Z].{40,}\.$/);
  });
});

/** The ids of constructs in slots that a pattern names. */
function idsOf(pattern: string): string[] {
  const names = pattern.replace(/^\^|\$$/g, '').replace('\\w*', '');
  const [, alternatives, rest] = /^\(([\w|]+)\)(\w*)$/.exec(names) ?? [undefined, names, ''];
  return alternatives!
    .split('|')
    .map(each => `${each}${rest}`)
    .map(name => (['function', 'secret'].includes(name) ? 'Resource' : name.charAt(0).toUpperCase() + name.slice(1)));
}

/** A public service without a domain, and a secret: the path's defaults. */
function made(path: Partial<GoldenPathProps> = {}, context = {}): Stack {
  const stack = stackOn(undefined, path, new App({ context }));
  serviceIn(stack, { exposure: Exposure.publicHttps() });
  new ManagedSecret(stack, 'Key', { source: SecretSource.generated() });
  return stack;
}

/** What cdk-nag says in an app of a user's. */
const errorsOf = (stack: Stack) =>
  new AwsSolutionsChecks(stack).validateScope(stack).violations.map(({ ruleName }) => ruleName);

describe('cdk-nag, in the app of a user', () => {
  test('has nothing to say', () => {
    expect(errorsOf(made())).toEqual([]);
  });

  test.each<[string, Stack]>([
    ['where the platform team wants no answers', made({ policyAnswers: PolicyAnswers.NONE })],
    ['where one synthesis wants none', made({}, { 'goldenpath:policy-answers': 'none' })],
  ])('%s, says everything, and no resource has an answer', (_, stack) => {
    expect(errorsOf(stack)).toEqual(
      expect.arrayContaining(['AwsSolutions-ECS2', 'AwsSolutions-APIG4', 'AwsSolutions-SMG4', 'AwsSolutions-S1']),
    );
    for (const { Metadata } of Object.values<any>(Template.fromStack(stack).toJSON().Resources)) {
      expect(Object.keys(Metadata ?? {})).not.toEqual(expect.arrayContaining(['checkov']));
      expect(Object.keys(Metadata ?? {})).not.toEqual(expect.arrayContaining(['guard']));
    }
  });
});

test.each(['NONE', 'off', false, ''])('the context %j means nothing, and is refused', asked => {
  const { message } = refusal(() => made({}, { 'goldenpath:policy-answers': asked }));
  expect(message).toContain("Give 'with-resources' or 'none'.");
});

test('checkov and cfn-guard read the answer in the metadata of the resource', () => {
  const [bucket] = Object.values<any>(Template.fromStack(made()).findResources('AWS::S3::Bucket'));
  expect(bucket.Metadata.checkov).toEqual({
    skip: [{ id: 'CKV_AWS_18', comment: expect.stringContaining('ends the chain') }],
  });
  expect(bucket.Metadata.guard.SuppressedRules).toEqual([
    'S3_BUCKET_LOGGING_ENABLED',
    'S3_BUCKET_DEFAULT_LOCK_ENABLED',
    'S3_DEFAULT_ENCRYPTION_KMS',
  ]);
});

test('the manifest lists them, each with its reason', () => {
  const service = serviceIn(stackOn(), { exposure: Exposure.publicHttps() });
  expect(service._manifestEntry().answers).toContainEqual({
    slot: 'taskDefinition',
    tool: 'cdk-nag',
    rule: 'AwsSolutions-ECS2',
    because: expect.stringContaining('Credentials are never among them'),
  });
});

test('only a load balancer that is open to everybody has an answer about it', () => {
  const zone = { hostedZoneId: 'Z1234567890ABC', domainName: 'orders.acme.com' };
  const rulesOf = (exposure: Exposure) =>
    serviceIn(stackOn(), { exposure })
      ._manifestEntry()
      .answers!.map(({ rule }) => rule);
  expect(rulesOf(Exposure.publicHttps(zone))).toContain('AwsSolutions-EC23');
  expect(rulesOf(Exposure.publicHttps())).not.toContain('AwsSolutions-EC23');
  expect(rulesOf(Exposure.internal())).not.toContain('AwsSolutions-EC23');
});
