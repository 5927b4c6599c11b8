import { LogDelivery } from '../../parts/log-bucket/log-bucket';
import { loadBalancerAccount } from '../../support/partitions';

/** Where the load balancers are. */
interface Deployed {
  readonly account: string;
  readonly partition: string;
  readonly region: string;
}

/** Lets the load balancers of an account write their access logs. */
export function loadBalancerLogs({ account, partition, region }: Deployed): LogDelivery {
  const writer = loadBalancerAccount(region);
  return {
    sid: 'LoadBalancerLogs',
    service: 'logdelivery.elasticloadbalancing.amazonaws.com',
    prefix: `AWSLogs/${account}/`,
    sourceArn: `arn:${partition}:elasticloadbalancing:*:${account}:loadbalancer/*`,
    account,
    deliverer: writer && `arn:${partition}:iam::${writer}:root`,
  };
}
