import { App, Stack, Stage } from 'aws-cdk-lib';
import { TerraformStack, Testing } from 'cdktf';
import { Network } from '../../src/capabilities/network/aws';
import { Network as TerraformNetwork } from '../../src/capabilities/network/terraform';
import { ManagedQueue } from '../../src/capabilities/queue/aws';
import { ManagedQueue as TerraformQueue } from '../../src/capabilities/queue/terraform';
import { CapabilityStage } from '../../src/path/capability';
import { CapabilityRegistry } from '../../src/path/capability-registry';
import { Edition, FIRST_EDITION } from '../../src/path/edition';
import { GoldenPath, GoldenPathProps } from '../../src/path/golden-path';
import { Limit } from '../../src/path/limit';
import { EnvironmentTier, TIERS } from '../../src/path/tier';
import { InvalidInputError, LifecycleError } from '../../src/support/errors';
import { refusal } from '../fixtures/errors';

const path = (props: Partial<GoldenPathProps> = {}) => new GoldenPath({ organization: 'acme', ...props });

describe('attaching', () => {
  test('the nearest wins: stack before stage before app', () => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    const near = new Stack(stage, 'Near');
    const far = new Stack(stage, 'Far');
    const outside = new Stack(app, 'Outside');
    const [ofApp, ofStage, ofStack] = [path().attachTo(app), path().attachTo(stage), path().attachTo(near)];
    expect(GoldenPath.of(near)).toBe(ofStack);
    expect(GoldenPath.of(far)).toBe(ofStage);
    expect(GoldenPath.of(outside)).toBe(ofApp);
  });

  test('without one, the built-in path applies: production, first edition', () => {
    const stack = new Stack(new App(), 'Alone');
    expect(GoldenPath.of(stack)).toBeUndefined();
    expect(GoldenPath._settingsOf(stack)).toEqual({
      tier: EnvironmentTier.PRODUCTION,
      edition: FIRST_EDITION,
      defaults: {},
      limits: {},
    });
  });

  test('a tier and an edition that nobody named', () => {
    expect(path()).toMatchObject({ tier: EnvironmentTier.PRODUCTION, edition: FIRST_EDITION, editionPinned: false });
    expect(path({ edition: Edition.V2026_12 }).editionPinned).toBe(true);
  });
});

describe('attaching too late', () => {
  const kinds: [string, any, any][] = [
    ['AWS CDK', () => new Stack(new App(), 'Shop'), ManagedQueue],
    ['Terraform', () => new TerraformStack(Testing.app(), 'Shop'), TerraformQueue],
  ];

  test.each(kinds)('what stands there was decided without the path, and it is refused, on %s', (_, make, Queue) => {
    const stack = make();
    new Queue(stack, 'Jobs');
    const { complaint } = refusal(() => path().attachTo(stack.node.root));
    expect(complaint.what).toContain("'Shop/Jobs' was made before the path was attached");
    expect(complaint.hint).toContain('Attach the path first');
    expect(GoldenPath.of(stack)).toBeUndefined();
  });

  test.each(kinds)('what has a nearer path stays with it, on %s', (_, make, Queue) => {
    const stack = make();
    const near = path().attachTo(stack);
    new Queue(stack, 'Jobs');
    const far = path().attachTo(stack.node.root);
    expect([GoldenPath.of(stack), GoldenPath.of(stack.node.root)]).toEqual([near, far]);
    expect(near.attachTo(stack)).toBe(near);
    expect(() => path().attachTo(stack)).toThrow(InvalidInputError);
  });

  test.each(kinds)('a network that the path names may be there before, on %s', (engine, make) => {
    const stack = make();
    const network = new (engine === 'Terraform' ? TerraformNetwork : Network)(stack, 'Network');
    expect(() => path().attachTo(stack)).toThrow(InvalidInputError);
    expect(path({ network }).attachTo(stack)).toBe(GoldenPath.of(network));
  });

  test.each([undefined, null, 'app', {}, []])('%p is nothing to attach to', scope => {
    expect(refusal(() => path().attachTo(scope as any))).toBeInstanceOf(InvalidInputError);
  });
});

describe('input', () => {
  test.each<[string, any, string, string]>([
    ['no organisation', { organization: ' ' }, 'organization is empty', 'Give the name'],
    ['a misspelt prop', { organisation: 'acme' }, "'organisation' is not a name", "Did you mean 'organization'?"],
    ['a misspelt prop in a prop', { terraform: { regon: 'a' } }, "'regon' is not a name in terraform", "'region'"],
    ['an organisation of another type', { organization: 7 }, 'organization is 7', 'Give a text'],
    ['an organisation that is no tag value', { organization: 'a<b>' }, 'organization is "a<b>"', 'at most 256'],
    ['an owner that is no tag value', { owner: 'x'.repeat(257) }, 'owner is', 'at most 256'],
    ['a tier', { tier: 'prod' }, 'tier is "prod"', TIERS.map(tier => JSON.stringify(tier)).join(', ')],
    ['an edition', { edition: '2019.01' }, 'edition is "2019.01"', FIRST_EDITION],
    [
      'a default for nothing',
      { defaults: { 'service.minTask': 1 } },
      "defaults has 'service.minTask'",
      "Did you mean 'service.minTasks'?",
    ],
    [
      'a default in the wrong case',
      { defaults: { 'Service.MinTasks': 1 } },
      "defaults has 'Service.MinTasks'",
      "Did you mean 'service.minTasks'?",
    ],
    [
      "a default with the name of an object's method",
      { defaults: { toString: 1 } },
      "defaults has 'toString'",
      'Decisions are named by capability: ',
    ],
    [
      'a limit for nothing',
      { limits: { 'servce.maxTasks': Limit.atMost(1, { reason: '.', contact: '.' }) } },
      "limits has 'servce.maxTasks'",
      "Did you mean 'service.maxTasks'?",
    ],
    [
      'a default that is like none of its capability',
      { defaults: { 'queue.wafRules': 1 } },
      "defaults has 'queue.wafRules'",
      'Decisions of queue are: fifo, ',
    ],
    ['a capability that is like none', { capabilities: { alb: {} } }, "capabilities has 'alb'", 'There are: '],
    ['a capability', { capabilities: { servce: {} } }, "capabilities has 'servce'", "Did you mean 'service'?"],
    [
      'a stage of life',
      { capabilities: { service: { stage: 'gone', replacement: 'x' } } },
      'capabilities.service.stage is "gone"',
      'deprecated',
    ],
    [
      'an end without a replacement',
      { capabilities: { service: { stage: CapabilityStage.DEPRECATED } } },
      'capabilities.service ends without a replacement',
      'replacement',
    ],
    [
      'defaults that are a Map, whose entries nobody would read',
      { defaults: new Map() },
      'defaults is a Map',
      'object',
    ],
    ['limits that are a Map', { limits: new Map() }, 'limits is a Map', 'object'],
    ['a limit that is a number', { limits: { 'queue.retentionDays': 3 } }, "limits has 3 for 'queue", 'Give a Limit'],
    [
      'a tier by another name',
      { defaults: { 'queue.retentionDays': { prod: 3 } } },
      "defaults has 'prod' in 'queue.retentionDays', and there is no such tier.",
      "Did you mean 'production'?",
    ],
    [
      'a tier that is none, beside one',
      { defaults: { 'queue.retentionDays': { production: 3, qa: 2 } } },
      "defaults has 'qa' in 'queue.retentionDays'",
      'There are development, staging, production.',
    ],
    ['a default that is no number', { defaults: { 'queue.retentionDays': NaN } }, 'defaults has NaN', 'Give a text'],
    ['a network that is none', { network: { vpcId: 'vpc-1' } }, 'network is not a Network', 'Network.fromIds'],
    ['an alarm topic that is none', { alarmTopicArn: 'alarms' }, 'alarmTopicArn is "alarms"', 'arn:aws:sns'],
    ['a region of Terraform', { terraform: { region: 'Ireland' } }, 'terraform.region is "Ireland"', 'eu-west-1'],
    [
      'a date',
      { capabilities: { service: { sunsetDate: '2027-02-30', replacement: 'x' } } },
      'capabilities.service.sunsetDate is "2027-02-30"',
      'YYYY-MM-DD',
    ],
  ])('refuses %s', (_, props, what, hint) => {
    const error = refusal(() => path(props));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.complaint.what).toContain(what);
    expect(error.complaint.hint).toContain(hint);
    expect(error.complaint.where).toContain('GoldenPath of');
  });

  test('every decision of every capability may have a default', () => {
    const defaults = Object.fromEntries(CapabilityRegistry.decisionNames().map(name => [name, 1]));
    expect(Object.keys(path({ defaults }).defaults)).toEqual(CapabilityRegistry.decisionNames());
  });
});

describe('lifecycle', () => {
  const notice = (props: Partial<GoldenPathProps>, today: string) => {
    const stack = new Stack(new App(), 'Shop');
    path(props).attachTo(stack);
    return GoldenPath._lifecycleOf(stack, 'service', today, 'Shop/Orders');
  };
  const ending = (stage?: CapabilityStage, sunsetDate?: string) => ({
    owner: 'platform',
    capabilities: { service: { stage, sunsetDate, replacement: 'ServiceV2' } },
  });

  test('as this package has it', () => {
    expect(notice({}, '2027-01-01')).toEqual({ capability: CapabilityRegistry._capability('service') });
  });

  test('the owner of the path owns what it offers; properties that are undefined say nothing', () => {
    expect(notice(ending(), '2027-01-01').capability).toMatchObject({
      owner: 'platform',
      stage: CapabilityStage.EXPERIMENTAL,
    });
    expect(notice({ capabilities: { service: { owner: undefined } } }, '2027-01-01').capability.owner).toBe(
      'goldenpath',
    );
  });

  test('deprecated: a warning that names the replacement', () => {
    expect(notice(ending(CapabilityStage.DEPRECATED), '2027-01-01').warning).toBe(
      'GoldenPathService is deprecated: use ServiceV2. It has no sunset date yet.',
    );
  });

  test('in its sunset: a warning with the last day, and on that day still', () => {
    const props = ending(CapabilityStage.SUNSET, '2027-03-31');
    expect(notice(props, '2027-03-31').warning).toBe(
      'GoldenPathService is being sunset: use ServiceV2. It will be refused after 2027-03-31.',
    );
  });

  test.each([undefined, ...Object.values(CapabilityStage)])(
    'past the date it is refused, with the replacement (stage %s)',
    stage => {
      const error = refusal(() => notice(ending(stage, '2027-03-31'), '2027-04-01'));
      expect(error).toBeInstanceOf(LifecycleError);
      expect(error.complaint).toMatchObject({
        what: 'GoldenPathService is past its sunset date of 2027-03-31.',
        where: 'Shop/Orders',
        hint: 'Instead, use ServiceV2.',
      });
    },
  );
});
