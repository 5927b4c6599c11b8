import { App } from 'aws-cdk-lib';
import { TerraformResource } from 'cdktf';
import { insightsOn } from './fixture';
import { terraformStackOf } from './terraform-fixture';
import { PlatformInsights } from '../../../src/capabilities/insights/aws';
import { PlatformInsights as TerraformInsights } from '../../../src/capabilities/insights/terraform';
import { TIERS } from '../../../src/path/tier';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { stackOn } from '../../fixtures/stacks';

const organizationId = 'o-a1b2c3d4e5';

const wrong: [any, RegExp, { [decision: string]: any }?][] = [
  [{ organizationId: 'acme' }, /organizationId is "acme"/],
  [{ organizationId: '*' }, /organizationId is "\*"/],
  [{ accounts: '111122223333' }, /accounts is "111122223333"/],
  [{ accounts: ['*'] }, /texts of 12 digits/],
  [{ accounts: [111122223333] }, /accounts\[0\] is 111122223333/],
  [{ accounts: ['111122223333', '111122223333'] }, /'111122223333' twice/],
  [{ accounts: Array.from({ length: 51 }, (_, i) => String(111122223333 + i)) }, /51 ids/],
  [{ organizationId, accounts: ['111122223333'] }, /one of organizationId and accounts/],
  [{ organizationId }, /one of organizationId and accounts/, { 'insights.accounts': ['111122223333'] }],
  [{ retentionDays: 29 }, /from 30 to 3650/],
  [{ retentionDays: 30.5 }, /retentionDays is 30.5/],
  [{ owner: 'a|b' }, /cannot be the value of a tag/],
  [{}, /insights.name is "Acme"/, { 'insights.name': 'Acme' }],
  [{}, /eventTypes is \["\*"\]/, { 'insights.eventTypes': ['*'] }],
  [{}, /eventTypes is \[\]/, { 'insights.eventTypes': [] }],
  [{}, /no versions are kept/, { 'insights.versioned': false }],
  [{}, /productionNames is "\("/, { 'insights.productionNames': '(' }],
];

test.each(wrong)('%j is refused, on both engines, and nothing is half-made', (props, message, defaults = {}) => {
  const { stack } = insightsOn(TIERS[2]);
  const terraform = terraformStackOf(TIERS[2], { defaults });
  const error = refusal(() => new TerraformInsights(terraform, 'Wrong', props));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.message).toMatch(message);
  expect(error.complaint.where).toBe('Platform/Wrong');
  expect(terraform.node.tryFindChild('Wrong')).toBeUndefined();
  expect(terraform.node.findAll().filter(TerraformResource.isTerraformResource)).toEqual([]);
  if (Object.keys(defaults).length > 0) return expect(() => insightsOn(TIERS[2], props, { defaults })).toThrow(message);
  expect(() => new PlatformInsights(stack, 'Wrong', props)).toThrow(message);
  expect(stack.node.tryFindChild('Wrong')).toBeUndefined();
});

test.each<[string, any, RegExp, string]>([
  ['null', null, /^The props are null/, 'organizationId'],
  ['a text', organizationId, /^The props are "o-a1b2c3d4e5"/, 'organizationId'],
  ['a misspelt prop', { organisationId: organizationId }, /^'organisationId' is not a name/, "'organizationId'"],
])('%s is refused on both engines, and the id can be used again', (_, props, what, hint) => {
  const stack = stackOn(TIERS[2], {}, new App(), 'Platform');
  const terraform = terraformStackOf(TIERS[2]);
  for (const make of [
    () => new PlatformInsights(stack, 'Wrong', props),
    () => new TerraformInsights(terraform, 'Wrong', props),
  ]) {
    const error = refusal(make);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.complaint).toMatchObject({ what: expect.stringMatching(what), hint: expect.stringContaining(hint) });
  }
  expect(new PlatformInsights(stack, 'Wrong', {}).node.path).toBe('Platform/Wrong');
  expect(new TerraformInsights(terraform, 'Wrong', {}).node.path).toBe('Platform/Wrong');
});

test('what other languages call nothing was left out', () => {
  expect(
    insightsOn(TIERS[2], { owner: null, organizationId: null, accounts: null, retentionDays: null } as any).insights
      .slots,
  ).not.toContain('eventBusPolicy');
});
