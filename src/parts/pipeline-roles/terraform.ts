import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { PipelineAccount } from './policies';
import { PipelineRole, PipelineStep, SESSION_SECONDS, Trust, trustPolicy } from './step';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { json } from '../../engines/terraform/json';
import { preventDestroy } from '../../engines/terraform/lifecycle';
import { rolePolicy } from '../../engines/terraform/role';
import { description, upperFirst } from '../../support/names';

/** The role of a step, with its only policy. */
export interface RenderedStep {
  readonly role: IamRole;
  readonly policy: IamRolePolicy;
}

/** The account of a construct. */
export function pipelineAccount(owner: CapabilityConstruct, regions: readonly string[] | undefined): PipelineAccount {
  const { partition, account, region } = context(owner);
  return { partition, account, regions: regions ?? [region] };
}

/** The OIDC provider of an issuer. */
export function createProvider(
  owner: CapabilityConstruct,
  issuer: string,
  onRemoval: string,
): IamOpenidConnectProvider {
  return owner._slot(
    'provider',
    new IamOpenidConnectProvider(owner, 'Provider', {
      url: `https://${issuer}`,
      clientIdList: ['sts.amazonaws.com'],
      lifecycle: preventDestroy(onRemoval === 'retain'),
      tags: owner._tags,
    }),
  );
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
    new IamRole(owner, upperFirst(slot), {
      name: role.name,
      description: description(role.description),
      maxSessionDuration: SESSION_SECONDS,
      assumeRolePolicy: json(trustPolicy(role, trust.providerArn, trust.issuer)),
      tags: owner._tags,
    }),
  );
  return { role: made, policy: rolePolicy(owner, `${slot}Policy`, made, [...role.permissions]) };
}
