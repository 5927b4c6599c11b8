import { GitHubTrustChoices } from './decisions';
import { Codecs } from '../../record/codecs';
import { Place, PRESENCE } from '../../record/place';

const TRUST = { cloudformation: 'AssumeRolePolicyDocument', terraform: 'assume_role_policy' };
const POLICY = { cloudformation: 'PolicyDocument', terraform: 'policy' };

export const places: Place<GitHubTrustChoices>[] = [
  { decision: 'makesProvider', slot: 'provider', ...PRESENCE },
  {
    decision: 'providerOnRemoval',
    slot: 'provider',
    cloudformation: 'DeletionPolicy',
    terraform: 'lifecycle.prevent_destroy',
    unit: 'on-removal',
    when: { makesProvider: true },
  },
  { decision: 'workflow', slot: 'deployRole', ...TRUST, unit: 'workflow-of-trust' },
  { decision: 'driftWorkflow', slot: 'driftRole', ...TRUST, unit: 'workflow-of-trust', when: { drift: true } },
  { decision: 'branch', slot: 'deployRole', ...TRUST, unit: 'branch-of-trust' },
  { decision: 'diff', slot: 'diffRole', ...PRESENCE },
  { decision: 'drift', slot: 'driftRole', ...PRESENCE },
  { decision: 'preview', slot: 'previewRole', ...PRESENCE },
  {
    decision: 'previewEnvironment',
    slot: 'previewRole',
    ...TRUST,
    unit: 'environment-of-trust',
    when: { preview: true },
  },
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
  'workflow-of-trust': written => /(\.github\/workflows\/[^@"]+)@refs/.exec(textOf(written))?.[1],
  'branch-of-trust': written => /@refs\/heads\/([^"\\]+)/.exec(textOf(written))?.[1],
  'environment-of-trust': written => /:environment:([^"\\]+)/.exec(textOf(written))?.[1] ?? null,
  'bootstrap-of-policy': written => /role\/cdk-/.test(textOf(written)),
  'qualifier-of-policy': written => /role\/cdk-([a-z0-9]+)-deploy-role/.exec(textOf(written))?.[1],
};
