import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { renderCode } from './code';
import { Foundation } from './foundation';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { TerraformConsumer } from '../../../engines/terraform/consumer';
import { context } from '../../../engines/terraform/context';
import { networkOf } from '../../../engines/terraform/default-network';
import { literal } from '../../../engines/terraform/literals';
import { nameOf } from '../../../engines/terraform/names';
import { RolePermissions, createServiceRole } from '../../../engines/terraform/role';
import { allowEgress, createSecurityGroup } from '../../../engines/terraform/security-groups';
import { Consumer, withBound } from '../../../record/uses';
import { description } from '../../../support/names';
import { checkNetwork, MOST_ENVIRONMENT_BYTES } from '../check';
import { FunctionPlan } from '../definition';
import { haveInterfaces, programPermissions } from '../permissions';
import { ownVariables } from '../variables';

/** A function with its role, the alias in front of it, its variables and its place in a network. */
export class Program {
  readonly role: IamRole;
  readonly permissions: RolePermissions;
  readonly function: LambdaFunction;
  readonly alias: LambdaAlias;
  readonly mostVariableBytes = MOST_ENVIRONMENT_BYTES;
  /** Joins it to the resources that it uses. */
  readonly consumer: Consumer;
  private group?: SecurityGroup;
  private standsIn?: INetwork;

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly planned: FunctionPlan,
    foundation: Foundation,
  ) {
    this.standsIn = planned.props.network ?? undefined;
    this.role = createServiceRole(owner, 'role', 'lambda.amazonaws.com', `What ${owner.node.path} may do`);
    this.permissions = this.renderPermissions(foundation);
    const variables = ownVariables(planned, owner.node.id);
    this.function = this.renderFunction(variables, foundation);
    // A call that comes before the permissions are there fails; and without them Lambda does not take the network or
    // the queue.
    this.permissions.requiredBy(this.function);
    this.alias = this.renderAlias();
    const engine = new TerraformConsumer(owner, this.permissions, () => this.inNetwork(), this);
    this.consumer = new Consumer(owner, engine, variables, owner._uses);
  }

  /** The network that it stands in, if it does. */
  get network(): INetwork | undefined {
    return this.standsIn;
  }

  /** Its security group. The first call puts the function into its network. */
  inNetwork(): SecurityGroup {
    if (this.group) return this.group;
    const { owner, planned, function: fn } = this;
    const network = (this.standsIn = networkOf(owner, this.standsIn));
    checkNetwork(network, planned.refuse);
    const group = (this.group = createSecurityGroup(
      owner,
      'securityGroup',
      `The function ${owner.node.path}`,
      network,
    ));
    allowEgress(owner, 'securityGroupEgress', group.id, 443, { cidrIpv4: '0.0.0.0/0' }, 'HTTPS: AWS, other services');
    for (const permission of haveInterfaces()) this.permissions.add(permission);
    const config = { subnetIds: network.privateSubnetIds, securityGroupIds: [group.id] };
    // An escape may have said more of it before.
    owner._amend('function', () => fn.putVpcConfig({ ...config, ...fn.vpcConfigInput }));
    return group;
  }

  setVariables(bound: { readonly [name: string]: string }): void {
    const { owner, function: fn } = this;
    const present = fn.environmentInput?.variables ?? {};
    const literals = Object.fromEntries(Object.entries(bound).map(([name, value]) => [name, literal(value)]));
    owner._amend('function', () => fn.putEnvironment({ variables: withBound(present, literals) }));
  }

  private renderPermissions({ logGroup, deadLetterQueue, key }: Foundation): RolePermissions {
    const { owner, planned } = this;
    const permissions = new RolePermissions(owner, this.role, 'policy');
    const { region } = context(owner);
    const around = { region, deadLetterQueueArn: deadLetterQueue.arn, keyArn: key?.arn };
    for (const permission of programPermissions(planned.choices, `${logGroup.arn}:*`, around)) {
      permissions.add(permission);
    }
    return permissions;
  }

  private renderFunction(
    variables: { readonly [name: string]: string },
    { logGroup, key, deadLetterQueue }: Foundation,
  ): LambdaFunction {
    const { owner, role } = this;
    const { props, choices } = this.planned;
    const { asset, handler } = renderCode(owner, choices, props.code);
    return owner._slot(
      'function',
      new LambdaFunction(owner, 'Resource', {
        functionName: nameOf(owner, 'function', 64),
        description: description(owner.node.path),
        filename: asset.path,
        // Of the archive's content: the archive itself has times in it.
        sourceCodeHash: asset.assetHash,
        // A version for each change, under the alias.
        publish: true,
        handler,
        runtime: choices.runtime,
        architectures: [choices.architecture],
        memorySize: choices.memoryMib,
        timeout: choices.timeoutSeconds,
        ephemeralStorage: { size: choices.tmpMib },
        role: role.arn,
        environment: Object.keys(variables).length > 0 ? { variables: { ...variables } } : undefined,
        kmsKeyArn: key?.arn,
        loggingConfig: {
          logGroup: logGroup.name,
          logFormat: choices.logFormat,
          applicationLogLevel: choices.logLevel,
          systemLogLevel: choices.systemLogLevel,
        },
        tracingConfig: { mode: choices.tracing === 'active' ? 'Active' : 'PassThrough' },
        layers: choices.telemetryLayer === null ? undefined : [choices.telemetryLayer],
        codeSigningConfigArn: choices.codeSigning ?? undefined,
        reservedConcurrentExecutions: choices.reservedConcurrency ?? undefined,
        deadLetterConfig: { targetArn: deadLetterQueue.arn },
        tags: owner._tags,
      }),
    );
  }

  private renderAlias(): LambdaAlias {
    const { owner, planned, function: fn } = this;
    return owner._slot(
      'alias',
      new LambdaAlias(owner, 'Alias', {
        name: planned.choices.aliasName,
        functionName: fn.functionName,
        functionVersion: fn.version,
      }),
    );
  }
}
