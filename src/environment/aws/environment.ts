import { Annotations, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ExistingEnvironment } from './existing-environment';
import { PublishedInfrastructure } from './published-infrastructure';
import { share } from '../../binding/shared-infrastructure';
import { SharedInfrastructure } from '../../capabilities/environment/aws';
import { Network } from '../../capabilities/network/aws';
import { ManagedTopic } from '../../capabilities/topic/aws';
import { GoldenPath } from '../../path/golden-path';
import { EnvironmentTier } from '../../path/tier';
import { pathOf, Refuse, refusal } from '../../support/input';
import { checkAccount, recordAccount } from '../accounts';
import { checkAround, checkEnvironment, checkReason, PAGE, pathFor } from '../check';
import { IEnvironment } from './environment-interface';
import { EnvironmentProps, ExistingEnvironmentProps } from '../props';

/**
 * An environment: a stage of the app with its account, its region and its tier, and what the services in it share.
 *
 * Two stacks are made. What must never be lost, the network, is in `Foundation`; what changes more often, the cluster,
 * the VPC link and the topic of the alarms, is in `Shared`. Services stand in stacks of their own, in this app or in
 * others, which find it by its name.
 *
 * @example
 * const production = new Environment(app, 'production', {
 *   tier: EnvironmentTier.PRODUCTION,
 *   account: '111111111111',
 *   region: 'eu-west-1',
 * });
 */
export class Environment extends Stage implements IEnvironment {
  /**
   * An environment that another app publishes. Constructs in it use its network, its cluster and its topic.
   *
   * @param id the name that it was published with, unless the props say another one
   * @throws InvalidInputError where nobody has published one by this name in the account and region
   */
  public static fromName(scope: Construct, id: string, props: ExistingEnvironmentProps = {}): ExistingEnvironment {
    return new ExistingEnvironment(scope, id, props);
  }

  public readonly environmentName: string;
  public readonly tier: EnvironmentTier;
  /** The stack of what must never be lost. */
  public readonly foundation: Stack;
  /** The stack of what services share. */
  public readonly shared: Stack;
  /** What services share: its decisions, its resources, and the escape hatch. */
  public readonly infrastructure: SharedInfrastructure;
  /**
   * The topic that the alarms of its services tell. Subscribe whoever is on call.
   *
   * @default - the GoldenPath names another one
   */
  public readonly alarmTopic?: ManagedTopic;

  public constructor(scope: Construct, id: string, props: EnvironmentProps) {
    const refuse = refusal(pathOf(scope, id), PAGE);
    checkAround(scope, refuse);
    const name = checkEnvironment('EnvironmentProps', id, props, refuse);
    const { tier, account, region, sharedAccountReason: reason } = props;
    checkReason(reason, refuse);
    const use = { name, tier, account, reason: reason ?? undefined };
    const beside = checkAccount(scope, use, refuse);
    const path = pathFor(scope, tier, refuse);
    super(scope, id, { env: { account, region } });
    path.attachTo(this);
    this.environmentName = name;
    this.tier = tier;
    this.foundation = new Stack(this, 'Foundation');
    this.shared = new Stack(this, 'Shared');
    try {
      const made = this.renderShared(props, path, refuse);
      this.alarmTopic = made.alarmTopic;
      this.infrastructure = made.infrastructure;
    } catch (error) {
      scope.node.tryRemoveChild(id);
      throw error;
    }
    this.protect();
    this.publish();
    recordAccount(this, use);
    this.sayWhatSharesTheAccount(beside.map(each => each.name));
  }

  private renderShared(props: EnvironmentProps, path: GoldenPath, refuse: Refuse) {
    const network = path.network ?? this.renderNetwork(props, refuse);
    const alarmTopic = path.alarmTopicArn ? undefined : new ManagedTopic(this.shared, 'Alarms');
    const infrastructure = new SharedInfrastructure(this.shared, 'Infrastructure', {
      environment: this.environmentName,
      network,
      alarmTopicArn: path.alarmTopicArn ?? alarmTopic?.topicArn,
    });
    return { alarmTopic, infrastructure };
  }

  private renderNetwork({ network, existingNetwork }: EnvironmentProps, refuse: Refuse) {
    if (network && existingNetwork) {
      refuse('There is a network to make, and one that exists.', 'Give network or existingNetwork.');
    }
    return existingNetwork
      ? Network.fromIds(this.foundation, 'Network', existingNetwork)
      : new Network(this.foundation, 'Network', network ?? {});
  }

  private protect(): void {
    const { decisions } = this.infrastructure;
    const decided = decisions.find(({ name }) => name === 'environment.terminationProtection');
    for (const stack of [this.foundation, this.shared]) stack.terminationProtection = decided?.value === true;
  }

  /** From here on, what is made in other stacks of the stage shares it. */
  private publish(): void {
    const { parts, zones, publicSubnets } = this.infrastructure._contract;
    const place = { account: this.account!, region: this.region! };
    const published = { environment: this.environmentName, ...place, parts, zones, publicSubnets };
    share(this, new PublishedInfrastructure({ ...published, publishers: [this.shared] }));
    share(this.foundation);
    share(this.shared);
  }

  private sayWhatSharesTheAccount(others: string[]): void {
    if (others.length === 0) return;
    Annotations.of(this.shared).addWarningV2(
      'goldenpath:environment:shared-account',
      `The environments '${[...others, this.environmentName].join("' and '")}' are both in account ${this.account}: ` +
        'the roles that deploy one of them can deploy the other.',
    );
  }
}
