import { Lazy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';

/** The parts of the function that a view shows. */
export interface AliasViewProps {
  readonly function: lambda.CfnFunction;
  readonly alias: lambda.CfnAlias;
  readonly role: iam.IRole;
  readonly architecture: string;
  readonly connections: () => ec2.Connections;
}

/**
 * An `IFunction` over the alias. Whoever calls it calls the version of now, and a new one only as the deployment lets
 * it.
 *
 * An imported alias would make no permissions: what S3, SNS or a rule sends would never arrive.
 */
export class AliasView extends lambda.QualifiedFunctionBase {
  public readonly lambda: lambda.IFunction;
  public readonly functionArn: string;
  public readonly functionName: string;
  public readonly role?: iam.IRole;
  public readonly grantPrincipal: iam.IPrincipal;
  public readonly architecture: lambda.Architecture;
  protected readonly qualifier: string;
  protected readonly canCreatePermissions = true;

  constructor(
    private readonly owner: CapabilityConstruct,
    id: string,
    private readonly props: AliasViewProps,
  ) {
    super(owner, id);
    const { function: fn, alias, role } = props;
    this.functionArn = alias.ref;
    this.qualifier = Lazy.string({ produce: () => alias.name });
    this.functionName = `${fn.ref}:${this.qualifier}`;
    this.role = role;
    this.grantPrincipal = role.grantPrincipal;
    this.architecture = props.architecture === 'arm64' ? lambda.Architecture.ARM_64 : lambda.Architecture.X86_64;
    this.lambda = lambda.Function.fromFunctionAttributes(this, 'Function', {
      functionArn: fn.attrArn,
      role,
      architecture: this.architecture,
      sameEnvironment: true,
    });
  }

  public get connections(): ec2.Connections {
    return this.props.connections();
  }

  public get isBoundToVpc(): boolean {
    return this.props.function.vpcConfig !== undefined;
  }

  /**
   * A permission that others ask for in the stack of the function is a slot of it; one in a stack of theirs is their
   * own.
   */
  public addPermission(id: string, permission: lambda.Permission): void {
    super.addPermission(id, permission);
    if (permission.scope !== undefined && permission.scope !== this) return;
    const slot = `${id.replace(/[^A-Za-z0-9]/g, '')}Permission`;
    this.owner._slot(slot.charAt(0).toLowerCase() + slot.slice(1), this.node.findChild(id) as lambda.CfnPermission);
  }

  public addToRolePolicy(statement: iam.PolicyStatement): void {
    this.role!.addToPrincipalPolicy(statement);
  }

  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    const { function: fn } = this.props;
    return new cloudwatch.Metric({
      namespace: 'AWS/Lambda',
      metricName,
      dimensionsMap: { FunctionName: fn.ref, Resource: this.functionName },
      ...props,
    }).attachTo(this);
  }
}
