import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { allow } from './allow';
import { renderCode } from './code';
import { Foundation } from './foundation';
import { fingerprinted } from './version';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { CfnConsumer } from '../../../engines/aws/consumer';
import { networkOf } from '../../../engines/aws/default-network';
import { lastingDescription } from '../../../engines/aws/identity';
import { afterWaysOut } from '../../../engines/aws/network-view';
import { RoleView, createServiceRole } from '../../../engines/aws/role';
import { Consumer, withBound } from '../../../record/uses';
import { description } from '../../../support/names';
import { checkNetwork, MOST_ENVIRONMENT_BYTES } from '../check';
import { FunctionPlan } from '../definition';
import { haveInterfaces, programPermissions } from '../permissions';
import { ownVariables } from '../variables';

/** A function with its role, its variables and its place in a network. */
export class Program {
  readonly role: iam.CfnRole;
  readonly roleView: RoleView;
  readonly function: lambda.CfnFunction;
  readonly mostVariableBytes = MOST_ENVIRONMENT_BYTES;
  /** Joins it to the resources that it uses. */
  readonly consumer: Consumer;
  private securityGroup?: ec2.CfnSecurityGroup;
  private standsIn?: INetwork;

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly planned: FunctionPlan,
    foundation: Foundation,
  ) {
    this.standsIn = planned.props.network ?? undefined;
    this.role = createServiceRole(owner, 'role', 'lambda.amazonaws.com', `What ${owner.node.path} may do`);
    this.roleView = new RoleView(owner, 'RoleView', this.role, 'policy');
    const { logGroup, deadLetterQueue, key } = foundation;
    allow(
      this.roleView,
      programPermissions(planned.choices, logGroup.attrArn, {
        region: Stack.of(owner).region,
        deadLetterQueueArn: deadLetterQueue.attrArn,
        keyArn: key?.arn,
      }),
    );
    const variables = ownVariables(planned, owner.node.id);
    this.function = this.renderFunction(variables, foundation);
    // A call that comes before the permissions are there fails; and without them Lambda does not take the network or
    // the queue.
    this.function.node.addDependency(this.roleView.dependable);
    const engine = new CfnConsumer(owner, this.roleView, () => this.inNetwork(), this);
    this.consumer = new Consumer(owner, engine, variables, owner._uses);
  }

  /** The network that it stands in, if it does. */
  get network(): INetwork | undefined {
    return this.standsIn;
  }

  /** Its security group. The first call puts the function into its network. */
  inNetwork(): ec2.CfnSecurityGroup {
    if (this.securityGroup) return this.securityGroup;
    const { owner, planned, function: fn } = this;
    const network = (this.standsIn = networkOf(owner, this.standsIn));
    checkNetwork(network, planned.refuse);
    const group = (this.securityGroup = this.renderSecurityGroup(network));
    allow(this.roleView, haveInterfaces());
    const config = { subnetIds: network.privateSubnetIds, securityGroupIds: [group.attrGroupId] };
    // An escape may have said more of it before.
    owner._amend('function', () => (fn.vpcConfig = { ...config, ...(fn.vpcConfig as object | undefined) }));
    afterWaysOut(fn, network);
    return group;
  }

  setVariables(bound: { readonly [name: string]: string }): void {
    const { owner, function: fn } = this;
    const present = (fn.environment as lambda.CfnFunction.EnvironmentProperty | undefined)?.variables ?? {};
    owner._amend(
      'function',
      () => (fn.environment = { variables: withBound(present as { [name: string]: string }, bound) }),
    );
  }

  private renderFunction(
    variables: { readonly [name: string]: string },
    { logGroup, key, deadLetterQueue }: Foundation,
  ): lambda.CfnFunction {
    const { owner, role } = this;
    const { props, choices } = this.planned;
    const { asset, handler } = renderCode(owner, choices, props.code);
    const fn: lambda.CfnFunction = new lambda.CfnFunction(owner, 'Resource', {
      description: fingerprinted(description(owner.node.path).slice(0, 240), () => fn),
      code: { s3Bucket: asset.s3BucketName, s3Key: asset.s3ObjectKey },
      handler,
      runtime: choices.runtime,
      architectures: [choices.architecture],
      memorySize: choices.memoryMib,
      timeout: choices.timeoutSeconds,
      ephemeralStorage: { size: choices.tmpMib },
      role: role.attrArn,
      environment: Object.keys(variables).length > 0 ? { variables: { ...variables } } : undefined,
      kmsKeyArn: key?.arn,
      loggingConfig: {
        logGroup: logGroup.ref,
        logFormat: choices.logFormat,
        applicationLogLevel: choices.logLevel,
        systemLogLevel: choices.systemLogLevel,
      },
      tracingConfig: { mode: choices.tracing === 'active' ? 'Active' : 'PassThrough' },
      layers: choices.telemetryLayer === null ? undefined : [choices.telemetryLayer],
      codeSigningConfigArn: choices.codeSigning ?? undefined,
      reservedConcurrentExecutions: choices.reservedConcurrency ?? undefined,
      deadLetterConfig: { targetArn: deadLetterQueue.attrArn },
    });
    owner._slot('function', fn);
    asset.addResourceMetadata(fn, 'Code');
    return fn;
  }

  private renderSecurityGroup({ vpcId }: INetwork): ec2.CfnSecurityGroup {
    const https = { ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: '0.0.0.0/0' };
    return this.owner._slot(
      'securityGroup',
      new ec2.CfnSecurityGroup(this.owner, 'SecurityGroup', {
        groupDescription: lastingDescription(this.owner, `The function ${this.owner.node.path}`),
        vpcId,
        securityGroupEgress: [{ ...https, description: 'HTTPS: AWS, other services' }],
      }),
    );
  }
}
