import { LogDelivery } from '../../parts/log-bucket/log-bucket';

/** Where the load balancers are. */
interface Deployed {
  readonly account: string;
  readonly partition: string;
}

/** Lets the load balancers of an account write their access logs. */
export function loadBalancerLogs({ account, partition }: Deployed): LogDelivery {
  return {
    sid: 'LoadBalancerLogs',
    service: 'logdelivery.elasticloadbalancing.amazonaws.com',
    prefix: `AWSLogs/${account}/`,
    sourceArn: `arn:${partition}:elasticloadbalancing:*:${account}:loadbalancer/*`,
    account,
  };
}
