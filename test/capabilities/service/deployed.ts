import { DescribeListenersCommand, DescribeRulesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsApi } from '../../deploy/aws-api';
import { CdkApp, succeeded } from '../../deploy/cdk';
import { Steps } from '../../deploy/scenario';

/**
 * A service where people sign in, deployed and read back. No request goes through a load balancer there, and the API
 * does not show how an identity provider is asked.
 */
export function deployed({ does, shows }: Steps, aws: () => AwsApi, app: () => CdkApp): void {
  const listenerArn = async () =>
    (await aws().resources('Desk')).find(
      ({ ResourceType }) => ResourceType === 'AWS::ElasticLoadBalancingV2::Listener',
    )!.PhysicalResourceId!;

  does('is created', async () => void succeeded(await app().deploy(['Desk'])));

  shows('a listener that asks the identity provider before it forwards', async () => {
    const { Listeners } = await aws().loadBalancing.send(
      new DescribeListenersCommand({ ListenerArns: [await listenerArn()] }),
    );
    const actions = [...Listeners![0].DefaultActions!].sort((a, b) => a.Order! - b.Order!);
    expect(actions.map(({ Type }) => Type)).toEqual(['authenticate-oidc', 'forward']);
  });

  shows('a rule that leaves the open path open', async () => {
    const { Rules } = await aws().loadBalancing.send(new DescribeRulesCommand({ ListenerArn: await listenerArn() }));
    const open = Rules!.find(({ Priority }) => Priority === '1')!;
    expect(open.Conditions![0].PathPatternConfig!.Values).toEqual(['/public/*']);
    expect(open.Actions!.map(({ Type }) => Type)).toEqual(['forward']);
  });
}
