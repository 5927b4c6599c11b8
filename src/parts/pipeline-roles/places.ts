import { Codecs } from '../../record/codecs';
import { Place, PRESENCE } from '../../record/place';

/** The choices that the trusts of all forges make under these names. */
interface PipelineChoices {
  readonly makesProvider: boolean;
  readonly providerOnRemoval: string;
  readonly bootstrapRoles: boolean;
  readonly qualifier: string;
}

/**
 * Where a role says whom it trusts.
 *
 * @internal
 */
export const TRUST = { cloudformation: 'AssumeRolePolicyDocument', terraform: 'assume_role_policy' };
const POLICY = { slot: 'deployRolePolicy', cloudformation: 'PolicyDocument', terraform: 'policy' };

/**
 * Where the decisions about the provider and the roles of the bootstrap are seen.
 *
 * @internal
 */
export const pipelinePlaces: Place<PipelineChoices>[] = [
  { decision: 'makesProvider', slot: 'provider', ...PRESENCE },
  {
    decision: 'providerOnRemoval',
    slot: 'provider',
    cloudformation: 'DeletionPolicy',
    terraform: 'lifecycle.prevent_destroy',
    unit: 'on-removal',
    when: { makesProvider: true },
  },
  { decision: 'bootstrapRoles', ...POLICY, unit: 'bootstrap-of-policy' },
  { decision: 'qualifier', ...POLICY, unit: 'qualifier-of-policy', when: { bootstrapRoles: true } },
];

/**
 * A policy as text: Terraform writes it as text, CloudFormation does not.
 *
 * @internal
 */
export const textOf = (written: any) => (typeof written === 'string' ? written : JSON.stringify(written ?? ''));

/** @internal */
export const pipelineCodecs: Codecs = {
  'bootstrap-of-policy': written => /role\/cdk-/.test(textOf(written)),
  'qualifier-of-policy': written => /role\/cdk-([a-z0-9]+)-deploy-role/.exec(textOf(written))?.[1],
};
