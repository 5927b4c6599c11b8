import { TerraformResource } from 'cdktf';
import { terraformStackOf, written } from './terraform-fixture';
import { PlatformInsightsProps } from '../../../src/capabilities/insights/props';
import { PlatformInsights } from '../../../src/capabilities/insights/terraform';
import { TIERS } from '../../../src/path/tier';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { jsonencoded } from '../../fixtures/jsonencoded';
import { addressOf, configurationOf, slotsIn } from '../../fixtures/terraform';

const [development, , production] = TIERS;
const organizationId = 'o-a1b2c3d4e5';
const because = { reason: 'told by a test' };
const variants: PlatformInsightsProps[] = [{}, { organizationId }, { accounts: ['111122223333'] }];

describe('slots', () => {
  test.each(TIERS.flatMap(tier => variants.map(props => [tier, props] as const)))(
    '%s %j: every resource is one, under its name, and in `resources`',
    (tier, props) => {
      const insights = new PlatformInsights(terraformStackOf(tier), 'Insights', props);
      const below = insights.node.findAll().filter(TerraformResource.isTerraformResource);
      const paths = (resources: TerraformResource[]) => resources.map(({ node }) => node.path).sort();
      expect(paths(insights.slots.map(slot => insights.resource(slot)))).toEqual(paths(below));
      expect(paths(Object.values(insights.resources).filter(each => each !== undefined))).toEqual(paths(below));
      for (const slot of insights.slots) {
        const { id, scope } = insights.resource(slot).node;
        expect(scope).toBe(insights);
        expect(id).toBe(slot === 'eventBus' ? 'Resource' : slot.charAt(0).toUpperCase() + slot.slice(1));
      }
      expect(insights.escapes).toEqual([]);
    },
  );

  test("whatever can have tags has its owner's", () => {
    const { slots, insights } = written();
    const untagged = insights.slots.filter(
      slot => 'tags' in insights.resource(slot) && slots[slot].tags?.['goldenpath:owner'] !== 'platform',
    );
    expect(untagged).toEqual([]);
  });
});

describe('who may send', () => {
  test('an organization: everybody in it, and nobody else', () => {
    const { slots, insights } = written();
    expect(jsonencoded(slots.eventBusPolicy.policy).Statement).toEqual([
      {
        Sid: 'Senders',
        Effect: 'Allow',
        Principal: '*',
        Action: 'events:PutEvents',
        Resource: `\${${addressOf(insights.resources.eventBus)}.arn}`,
        Condition: { StringEquals: { 'aws:PrincipalOrgID': organizationId } },
      },
    ]);
  });

  test('accounts, by name; nobody, where neither is given', () => {
    expect(
      jsonencoded(written(production, { accounts: ['111122223333'] }).slots.eventBusPolicy.policy).Statement[0]
        .Principal,
    ).toEqual({ AWS: ['arn:${data.aws_partition.Partition.partition}:iam::111122223333:root'] });
    expect(written(production, {}).slots).not.toHaveProperty('eventBusPolicy');
  });
});

describe('what is written', () => {
  test('the rule gives to Firehose, and leaves what it cannot deliver', () => {
    const {
      slots,
      insights: { resources },
    } = written();
    expect(slots.ruleTarget).toMatchObject({
      arn: `\${${addressOf(resources.deliveryStream)}.arn}`,
      dead_letter_config: { arn: `\${${addressOf(resources.undeliveredQueue)}.arn}` },
      event_bus_name: `\${${addressOf(resources.eventBus)}.name}`,
      role_arn: `\${${addressOf(resources.forwardingRole)}.arn}`,
    });
    expect(slots.ruleTarget.depends_on.sort()).toEqual(
      [addressOf(resources.forwardingRolePolicy), addressOf(resources.undeliveredQueuePolicy)].sort(),
    );
    expect(jsonencoded(slots.undeliveredQueuePolicy.policy).Statement[0].Condition).toEqual({
      ArnEquals: { 'aws:SourceArn': `\${${addressOf(resources.rule)}.arn}` },
    });
    expect(slots.deliveryStream.extended_s3_configuration).toMatchObject({
      prefix: 'events/day=!{timestamp:yyyy-MM-dd}/',
      processing_configuration: { processors: [{ type: 'AppendDelimiterToRecord' }] },
    });
  });

  test('Terraform leaves the place of a partition alone', () => {
    const { slots, insights } = written();
    expect(slots.rawTable.parameters['storage.location.template']).toBe(
      `s3://\${${addressOf(insights.resources.bucket)}.bucket}/events/day=$\${day}/`,
    );
  });

  test('no plan destroys what is kept', () => {
    const { slots } = written();
    for (const slot of ['bucket', 'accessLogBucket', 'undeliveredQueue', 'key']) {
      expect([slot, slots[slot].lifecycle?.prevent_destroy]).toEqual([slot, true]);
    }
    const { slots: gone } = written(development, {}, { defaults: { 'insights.onRemoval': 'delete' } });
    expect(gone.bucket).toMatchObject({ force_destroy: true });
    expect(gone.bucket).not.toHaveProperty('lifecycle');
    expect(gone.workGroup.force_destroy).toBe(true);
  });
});

describe('the escape hatch', () => {
  test('changes an argument, on record', () => {
    const stack = terraformStackOf();
    const insights = new PlatformInsights(stack, 'Insights', {});
    insights.escape('deliveryStream', Patch.property('extended_s3_configuration.buffering_interval', 60), because);
    expect(slotsIn(configurationOf(stack), insights).deliveryStream.extended_s3_configuration.buffering_interval).toBe(
      60,
    );
    expect(insights.escapes.map(({ kind }) => kind)).toEqual([EscapeKind.PATCH]);
  });

  test('refuses what would do nothing', () => {
    const insights = new PlatformInsights(terraformStackOf(), 'Insights', {});
    expect(() => insights.escape('workgroup', Patch.property('description', 'x'), because)).toThrow(
      /Did you mean 'workGroup'/,
    );
    expect(() => insights.escape('workGroup', Patch.property('descripton', 'x'), because)).toThrow(
      /Did you mean 'description'/,
    );
  });

  test('what stood elsewhere in the state is moved', () => {
    const stack = terraformStackOf();
    new PlatformInsights(stack, 'Insights', {}).movedFrom('bucket', 'aws_s3_bucket.legacy');
    expect(JSON.stringify(configurationOf(stack).moved)).toContain('aws_s3_bucket.legacy');
  });
});
