import { TerraformResource } from 'cdktf';
import { insightsOn } from './fixture';
import { terraformStackOf } from './terraform-fixture';
import { PlatformInsights } from '../../../src/capabilities/insights/aws';
import { PlatformInsights as TerraformInsights } from '../../../src/capabilities/insights/terraform';
import { InvalidInputError } from '../../../src/support/errors';
import { TIERS } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';

const organizationId = 'o-a1b2c3d4e5';

const wrong: [any, RegExp, { [decision: string]: any }?][] = [
  [{ organizationId: 'acme' }, /organizationId is "acme"/],
  [{ organizationId: '*' }, /organizationId is "\*"/],
  [{ accounts: '111122223333' }, /accounts is "111122223333"/],
  [{ accounts: ['*'] }, /texts of 12 digits/],
  [{ accounts: [111122223333] }, /texts of 12 digits/],
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
  expect(terraform.node.findAll().filter(TerraformResource.isTerraformResource)).toEqual([]);
  if (Object.keys(defaults).length > 0) return expect(() => insightsOn(TIERS[2], props, { defaults })).toThrow(message);
  expect(() => new PlatformInsights(stack, 'Wrong', props)).toThrow(message);
  expect(stack.node.findChild('Wrong').node.findAll()).toHaveLength(1);
});

test('what other languages call nothing was left out', () => {
  expect(
    insightsOn(TIERS[2], { owner: null, organizationId: null, accounts: null, retentionDays: null } as any).insights
      .slots,
  ).not.toContain('eventBusPolicy');
});
