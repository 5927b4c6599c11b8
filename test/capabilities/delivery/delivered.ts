import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stage } from 'aws-cdk-lib';
import { GoldenPathDelivery } from '../../../src/capabilities/delivery/aws';
import { GoldenPathDeliveryProps } from '../../../src/capabilities/delivery/props';
import { GitHubRepository } from '../../../src/parts/pipeline-roles/repository';
import { EnvironmentTier } from '../../../src/path/tier';

export const { DEVELOPMENT, STAGING, PRODUCTION } = EnvironmentTier;
export const repository = GitHubRepository.of({ owner: 'acme', ownerId: 1234, name: 'orders', id: 5678 });

export class Environment extends Stage {
  constructor(
    app: App,
    readonly environmentName: string,
    readonly tier: EnvironmentTier,
    account?: string,
  ) {
    super(app, `${environmentName[0].toUpperCase()}${environmentName.slice(1)}`, {
      env: { account: account ?? '111111111111', region: 'eu-west-1' },
    });
  }
}

export function threeIn(app: App) {
  return {
    dev: new Environment(app, 'dev', DEVELOPMENT),
    staging: new Environment(app, 'staging', STAGING),
    production: new Environment(app, 'production', PRODUCTION, '222222222222'),
  };
}

export function deliver(props: (of: ReturnType<typeof threeIn>) => Partial<GoldenPathDeliveryProps>, app = new App()) {
  const of = threeIn(app);
  const environments = [{ environment: of.dev }, { environment: of.staging }, { environment: of.production }];
  return new GoldenPathDelivery(app, 'Delivery', { repository, environments, ...props(of) });
}

/** What is in the assembly. */
export function written(delivery: GoldenPathDelivery) {
  const { directory } = (delivery.node.root as App).synth({ force: true });
  const { artifacts } = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
  return Object.values<any>(artifacts).flatMap(({ metadata }) => metadata?.['/Delivery'] ?? [])[0].data;
}
