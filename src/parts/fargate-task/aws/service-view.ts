import { Resource } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';

/**
 * An `IBaseService` over the ECS service of a capability. An imported one has an ARN without the cluster, unless a
 * feature flag of CDK is set.
 */
export class ServiceView extends Resource implements ecs.IBaseService {
  public readonly serviceArn: string;
  public readonly serviceName: string;

  constructor(
    owner: CapabilityConstruct,
    id: string,
    private readonly service: ecs.CfnService,
    public readonly cluster: ecs.ICluster,
  ) {
    super(owner, id);
    this.serviceArn = service.ref;
    this.serviceName = service.attrName;
  }

  public get serviceRef(): ecs.ServiceReference {
    return this.service.serviceRef;
  }
}
