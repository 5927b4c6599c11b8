import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { PipelineAccount } from './policies';
import { PipelineRole, PipelineStep, SESSION_SECONDS, Trust, trustPolicy } from './step';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../engines/aws/removal';
import { rolePolicy } from '../../engines/aws/role';
import { description, upperFirst } from '../../support/names';

/** The role of a step, with its only policy. */
export interface RenderedStep {
  readonly role: iam.CfnRole;
  readonly policy: iam.CfnRolePolicy;
}

/** The account of a construct. */
export function pipelineAccount(owner: CapabilityConstruct, regions: readonly string[] | undefined): PipelineAccount {
  const { partition, account, region } = Stack.of(owner);
  return { partition, account, regions: regions ?? [region] };
}

/** The OIDC provider of an issuer. */
export function createProvider(owner: CapabilityConstruct, issuer: string, onRemoval: string): iam.CfnOIDCProvider {
  const provider = new iam.CfnOIDCProvider(owner, 'Provider', {
    url: `https://${issuer}`,
    clientIdList: ['sts.amazonaws.com'],
  });
  return owner._slot('provider', withRemovalPolicy(provider, onRemoval));
}

/** Makes the role of each step. */
export function createPipelineRoles(
  owner: CapabilityConstruct,
  roles: readonly PipelineRole[],
  trust: Trust,
): { readonly [step in PipelineStep]?: RenderedStep } {
  return Object.fromEntries(roles.map(role => [role.step, createPipelineRole(owner, role, trust)]));
}

/** Makes the role of a step, in slots of its name. */
function createPipelineRole(owner: CapabilityConstruct, role: PipelineRole, trust: Trust): RenderedStep {
  const slot = `${role.step}Role`;
  const made = owner._slot(
    slot,
    new iam.CfnRole(owner, upperFirst(slot), {
      roleName: role.name,
      description: description(role.description),
      maxSessionDuration: SESSION_SECONDS,
      assumeRolePolicyDocument: trustPolicy(role, trust.providerArn, trust.issuer),
    }),
  );
  return { role: made, policy: rolePolicy(owner, `${slot}Policy`, made, [...role.permissions]) };
}
