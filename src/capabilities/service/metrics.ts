import { MetricProps } from '../../parts/alarm/alarm';

/**
 * What users notice, as the load balancer measures it. It refers to nothing of the ECS service.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export class UserMetrics {
  readonly requests: MetricProps;
  readonly targetErrors: MetricProps;
  /** Undefined behind a shared load balancer: it counts the errors of other services too. */
  readonly balancerErrors?: MetricProps;
  readonly latency: MetricProps;
  readonly healthyTargets: MetricProps;
  readonly unhealthyTargets: MetricProps;

  constructor(loadBalancerFullName: string, targetGroupFullName: string, shared: boolean) {
    const balancer = { LoadBalancer: loadBalancerFullName };
    const target = { ...balancer, TargetGroup: targetGroupFullName };
    const metric = (name: string, statistic: string, dimensions: { [name: string]: string } = target) => ({
      namespace: 'AWS/ApplicationELB',
      name,
      statistic,
      dimensions,
    });
    this.requests = metric('RequestCount', 'Sum');
    this.targetErrors = metric('HTTPCode_Target_5XX_Count', 'Sum');
    this.balancerErrors = shared ? undefined : metric('HTTPCode_ELB_5XX_Count', 'Sum', balancer);
    this.latency = metric('TargetResponseTime', 'p99');
    this.healthyTargets = metric('HealthyHostCount', 'Minimum');
    this.unhealthyTargets = metric('UnHealthyHostCount', 'Maximum');
  }
}
