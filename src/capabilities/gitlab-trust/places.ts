import { GitLabTrustChoices } from './decisions';
import { Codecs } from '../../record/codecs';
import { Place, PRESENCE } from '../../record/place';

const TRUST = { cloudformation: 'AssumeRolePolicyDocument', terraform: 'assume_role_policy' };
const POLICY = { cloudformation: 'PolicyDocument', terraform: 'policy' };

export const places: Place<GitLabTrustChoices>[] = [
  { decision: 'makesProvider', slot: 'provider', ...PRESENCE },
  {
    decision: 'providerOnRemoval',
    slot: 'provider',
    cloudformation: 'DeletionPolicy',
    terraform: 'lifecycle.prevent_destroy',
    unit: 'on-removal',
    when: { makesProvider: true },
  },
  { decision: 'host', slot: 'deployRole', ...TRUST, unit: 'host-of-trust' },
  { decision: 'branch', slot: 'deployRole', ...TRUST, unit: 'branch-of-trust' },
  { decision: 'drift', slot: 'driftRole', ...PRESENCE },
  { decision: 'bootstrapRoles', slot: 'deployRolePolicy', ...POLICY, unit: 'bootstrap-of-policy' },
  {
    decision: 'qualifier',
    slot: 'deployRolePolicy',
    ...POLICY,
    unit: 'qualifier-of-policy',
    when: { bootstrapRoles: true },
  },
];

/** Both engines show the same decisions. */
export const differences: string[] = [];

/** A policy as text: Terraform writes it as text, CloudFormation does not. */
const textOf = (written: any) => (typeof written === 'string' ? written : JSON.stringify(written ?? ''));

export const codecs: Codecs = {
  'host-of-trust': written => /"([a-z0-9.-]+):sub"/.exec(textOf(written))?.[1],
  'branch-of-trust': written => /ref_type:branch:ref:([^"\\]+)/.exec(textOf(written))?.[1],
  'bootstrap-of-policy': written => /role\/cdk-/.test(textOf(written)),
  'qualifier-of-policy': written => /role\/cdk-([a-z0-9]+)-deploy-role/.exec(textOf(written))?.[1],
};
