import { Stack, Token } from 'aws-cdk-lib';
import { Refuse } from '../../../support/input';
import { needsLookup } from '../check-choices';
import { Exposure } from '../exposure';

/** Refuses a domain whose hosted zone cannot be looked up. */
export function checkZone({ account, region }: Stack, exposure: Exposure, refuse: Refuse): void {
  const { domainName } = exposure.domain;
  if (!needsLookup(exposure) || ![account, region, domainName].some(Token.isUnresolved)) return;
  refuse(
    Token.isUnresolved(domainName)
      ? 'The hosted zone of a domain that is known at deployment only cannot be looked up.'
      : `The hosted zone of '${domainName}' cannot be looked up in a stack without a concrete account and region.`,
    'Give hostedZoneId, or certificateArn and a DNS record of your own, or set env of the stack.',
  );
}
