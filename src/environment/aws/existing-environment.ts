import { Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { lookUpContract } from './contract-look-up';
import { PublishedInfrastructure } from './published-infrastructure';
import { share, SHARED_PARTS } from '../../binding/shared-infrastructure';
import { EnvironmentTier } from '../../path/tier';
import { pathOf, refusal } from '../../support/input';
import { checkAround, checkEnvironment, checkPlaceKnown, PAGE, pathFor } from '../check';
import { IEnvironment } from './environment-interface';
import { ExistingEnvironmentProps } from '../props';

/**
 * An environment that another app publishes, as a stage of this one. What it shares is read when a stack is deployed.
 *
 * @example
 * const production = Environment.fromName(app, 'production');
 * const stack = new Stack(production, 'Orders');
 */
export class ExistingEnvironment extends Stage implements IEnvironment {
  public readonly environmentName: string;
  public readonly tier: EnvironmentTier;

  public constructor(scope: Construct, id: string, props: ExistingEnvironmentProps = {}) {
    const refuse = refusal(pathOf(scope, id), PAGE);
    checkAround(scope, refuse);
    const {
      account = process.env.CDK_DEFAULT_ACCOUNT,
      region = process.env.CDK_DEFAULT_REGION,
      tier,
      ...rest
    } = props ?? {};
    checkPlaceKnown(id, { account, region }, refuse);
    const name = checkEnvironment('ExistingEnvironmentProps', id, { ...rest, account, region, tier }, refuse);
    const place = { account: account!, region: region! };
    const known = tier ? { tier, parts: [...SHARED_PARTS] } : lookUpContract({ scope, id, name, ...place }, refuse);
    const path = pathFor(scope, known.tier, refuse);
    super(scope, id, { env: place });
    path.attachTo(this);
    this.environmentName = name;
    this.tier = known.tier;
    share(this, new PublishedInfrastructure({ ...known, ...place, environment: name }));
  }
}
