import { App } from 'aws-cdk-lib';
import { ServiceSource } from '../../src/parts/fargate-task/source';
import { GoldenPath } from '../../src/path/golden-path';

export const HERE = { account: '111111111111', region: 'eu-west-1' };
export const source = ServiceSource.image('public.ecr.aws/acme/shop:1');

/** An app of a platform team. */
export function appOn(context?: { [key: string]: any }, more: object = {}): App {
  const app = new App({ context });
  new GoldenPath({ organization: 'acme', owner: 'platform', ...more }).attachTo(app);
  return app;
}
