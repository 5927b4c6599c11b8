// An app with everything that explain and exceptions tell apart: two stages, a nested stack, a stack off the path, and
// escapes of all kinds.
import { App, Aspects, CfnResource, NestedStack, Stack, Stage, type IAspect } from 'aws-cdk-lib';
import { CfnService, CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct, IMixin } from 'constructs';
import {
  Edition,
  EnvironmentTier,
  Exposure,
  GoldenPath,
  GoldenPathService,
  Patch,
  ServiceSource,
} from '../../../src/index';

const app = new App({ outdir: process.argv[2] });
const path = { organization: 'acme', edition: Edition.V2026_12, defaults: { 'service.stopTimeoutSeconds': 45 } };
const image = ServiceSource.image('public.ecr.aws/acme/shop:1.0.0');

class FaultInjection implements IMixin {
  supports(construct: IConstruct) {
    return construct instanceof CfnTaskDefinition;
  }
  applyTo(construct: IConstruct) {
    (construct as CfnTaskDefinition).enableFaultInjection = true;
  }
}

/** An Aspect of a platform team for all stacks. */
class KeepLogs implements IAspect {
  visit(node: IConstruct) {
    if (CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::Logs::LogGroup')
      node.cfnOptions.updateReplacePolicy = 'Retain' as any;
  }
}

for (const [id, tier] of [
  ['Test', EnvironmentTier.DEVELOPMENT],
  ['Prod', EnvironmentTier.PRODUCTION],
] as const) {
  const stage = new Stage(app, id);
  new GoldenPath({ ...path, tier }).attachTo(stage);
  const stack = new Stack(stage, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const shop = new GoldenPathService(stack, 'Shop', {
    owner: 'team-shop',
    source: image,
    port: 3000,
    scaling: { minTasks: 2 },
    exposure: Exposure.publicHttps(),
  });
  shop.escape('service', Patch.remove('PropagateTags'), {
    reason: 'the billing export cannot take tags',
    owner: 'team-billing',
    since: '2026-01-15',
    reviewBy: '2026-10-01',
  });
  shop.escape('taskDefinition', Patch.property('ContainerDefinitions[Name=app].LinuxParameters.Tmpfs[0].Size', 128), {
    reason: 'renders pictures',
    reviewBy: '2027-06-30',
  });
  shop.escape('taskDefinition', new FaultInjection(), { reason: 'the game day' });
  if (id === 'Prod') {
    shop.resources.service.enableExecuteCommand = true;
    const nested = new NestedStack(stack, 'Inner');
    new GoldenPathService(nested, 'Cart', {
      owner: 'team-cart',
      source: image,
      network: shop.network,
    }).resources.targetGroup.healthCheckIntervalSeconds = 20;
  }
}
const platformless = new Stack(app, 'Legacy');
new Topic(platformless, 'News');
Aspects.of(app).add(new KeepLogs());
// Another team with the same escape.
const payments = new Stack(app, 'Payments');
new GoldenPath({ ...path, tier: EnvironmentTier.STAGING }).attachTo(payments);
const service = new GoldenPathService(payments, 'Payments', { owner: 'team-payments', source: image });
service.escape('taskDefinition', Patch.property('ContainerDefinitions[Name=app].LinuxParameters.Tmpfs[0].Size', 256), {
  reason: 'keeps a cache',
  reviewBy: '2026-12-10',
});
if (!(service.resources.service instanceof CfnService)) throw new Error('The slot of the service has changed.');
app.synth();
