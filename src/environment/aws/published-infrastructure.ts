import { Stack } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct, IConstruct } from 'constructs';
import { INetwork } from '../../binding/network';
import {
  ClusterReference,
  SharedInfrastructureOf,
  SharedPart,
  VpcLinkReference,
} from '../../binding/shared-infrastructure';
import { PARAMETER, prefixOf } from '../../capabilities/environment/contract';
import { Network } from '../../capabilities/network/aws';
import { outermost } from '../../engines/aws/outermost-stack';
import { refusal, said } from '../../support/input';

/** What must be known of an environment before anything in it is made. */
export interface KnownInfrastructure {
  readonly environment: string;
  readonly parts: readonly SharedPart[];
  /** Where it is: the parameters are there, and nowhere else. */
  readonly account: string;
  readonly region: string;
  /** How many zones its network has; left out, as many as the path has. */
  readonly zones?: number;
  readonly publicSubnets?: boolean;
  /** The stacks that publish it, where they are in this app. */
  readonly publishers?: readonly Stack[];
}

/** The id of the network in each stack that uses it. */
const NETWORK = 'EnvironmentNetwork';

/**
 * What an environment shares, read from its parameters when a stack is deployed. Apps of other repositories read it in
 * the same way: no stack refers to another one, which could then not be changed.
 */
export class PublishedInfrastructure implements SharedInfrastructureOf {
  public readonly environment: string;
  public readonly parts: readonly SharedPart[];

  constructor(private readonly known: KnownInfrastructure) {
    this.environment = known.environment;
    this.parts = known.parts;
  }

  public networkIn(scope: IConstruct): INetwork {
    const stack = this.readerOf(scope);
    const { zones, publicSubnets } = this.known;
    const there = stack.node.tryFindChild(NETWORK) as INetwork | undefined;
    return there ?? Network.fromParameters(stack, NETWORK, { prefix: this.nameOf('network'), zones, publicSubnets });
  }

  public clusterIn(scope: IConstruct): ClusterReference {
    return { name: this.read(scope, 'clusterName'), arn: this.read(scope, 'clusterArn') };
  }

  public alarmTopicArnIn(scope: IConstruct): string {
    return this.read(scope, 'alarmTopicArn');
  }

  public vpcLinkIn(scope: IConstruct): VpcLinkReference {
    const securityGroupId = this.read(scope, 'vpcLinkSecurityGroupId');
    return { id: this.read(scope, 'vpcLinkId'), securityGroupId };
  }

  /** Refuses a stack of another account or region: nothing of this environment can be read there. */
  private checkPlace({ node, account, region }: Stack): void {
    const { environment, account: itsAccount, region: itsRegion } = this.known;
    if (account === itsAccount && region === itsRegion) return;
    refusal(node.path, 'guides/environments.md')(
      `The stack is of ${said(account)}, ${said(region)}, and the environment '${environment}' around it of ` +
        `${itsAccount}, ${itsRegion}: what it shares is published there only.`,
      'Leave env of the stack out, or make the stack outside of the environment.',
    );
  }

  private nameOf(fact: keyof typeof PARAMETER): string {
    return `${prefixOf(this.environment)}/${PARAMETER[fact]}`;
  }

  private read(scope: IConstruct, fact: keyof typeof PARAMETER): string {
    this.readerOf(scope);
    return ssm.StringParameter.valueForStringParameter(scope as Construct, this.nameOf(fact));
  }

  /** The stack that reads. It is deployed after those that publish. */
  private readerOf(scope: IConstruct): Stack {
    const reader = outermost(Stack.of(scope));
    this.checkPlace(reader);
    for (const publisher of this.known.publishers ?? []) reader.addStackDependency(publisher);
    return reader;
  }
}
