import { LogDelivery } from '../../parts/log-bucket/log-bucket';

/** Lets the load balancers of an account write their access logs. */
export function loadBalancerLogs({
  account,
  partition,
}: {
  readonly account: string;
  readonly partition: string;
}): LogDelivery {
  return {
    sid: 'LoadBalancerLogs',
    service: 'logdelivery.elasticloadbalancing.amazonaws.com',
    prefix: `AWSLogs/${account}/`,
    sourceArn: `arn:${partition}:elasticloadbalancing:*:${account}:loadbalancer/*`,
    account,
  };
}
