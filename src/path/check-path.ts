import { CapabilityLifecycle, CapabilityStage } from './capability';
import { CapabilityRegistry } from './capability-registry';
import { GoldenPathProps } from './golden-path-props';
import { Limit } from './limit';
import { Lock } from './lock';
import { EnvironmentTier } from './tier';
import { checkIsNetwork } from '../binding/network';
import { checkArn } from '../support/arn';
import { isDate } from '../support/dates';
import { fits, isGiven, isText, refusal, Refuse, said } from '../support/input';
import { isJson, isPlain } from '../support/plain';
import { checkStruct } from '../support/structs';
import { isTagValue, TAG_VALUE_HINT } from '../support/tags';

const PAGE = 'guides/platform-team.md';

/** Refuses the props of a golden path that cannot be right. */
export function checkPath(props: GoldenPathProps): void {
  const { organization } = props ?? {};
  const refuse = refusal(`GoldenPath of ${isText(organization) && organization.trim() ? organization : '?'}`, PAGE);
  checkStruct('GoldenPathProps', props, refuse);
  checkNames(props, refuse);
  checkDefaults(props.defaults ?? {}, refuse);
  checkLimits(props.limits ?? {}, refuse);
  for (const [id, life] of Object.entries(props.capabilities ?? {})) checkLife(id, life ?? {}, refuse);
  checkIsNetwork(props.network, refuse);
  if (isGiven(props.alarmTopicArn)) {
    checkArn('alarmTopicArn', props.alarmTopicArn!, { service: 'sns', example: 'alarms' }, refuse);
  }
  if (isGiven(props.lock) && !Lock._isLock(props.lock)) {
    refuse(`lock is ${said(props.lock)}.`, "Give Lock.file('goldenpath.lock.json'), or Lock.none().");
  }
  checkTerraform(props.terraform ?? {}, refuse);
}

function checkNames({ organization, owner }: GoldenPathProps, refuse: Refuse): void {
  if (typeof organization !== 'string' || !organization.trim()) {
    refuse('organization is empty.', 'Give the name of the organisation.');
  }
  for (const [prop, name] of Object.entries({ organization, owner })) {
    if (isGiven(name) && !isTagValue(name)) {
      refuse(`${prop} is ${said(name)}, and cannot be the value of a tag.`, TAG_VALUE_HINT);
    }
  }
}

function checkDefaults(defaults: { readonly [decision: string]: any }, refuse: Refuse): void {
  for (const [name, value] of Object.entries(defaults)) {
    checkIsDecision('defaults', name, refuse);
    if (isPlain(value)) checkTiers(name, value, refuse);
    if (value === undefined || isJson(value)) continue;
    refuse(
      `defaults has ${said(value)} for '${name}'.`,
      'Give a text, a number, true, false, null, a list, or an object of these by tier.',
    );
  }
}

/** An object is of values by tier: no decision has an object as its value. */
function checkTiers(name: string, byTier: object, refuse: Refuse): void {
  const tiers: string[] = Object.values(EnvironmentTier);
  for (const key of Object.keys(byTier)) {
    if (tiers.includes(key)) continue;
    const meant = tiers.find(tier => tier.startsWith(key.slice(0, 3).toLowerCase()));
    const instead = meant ? `Did you mean '${meant}'? ` : '';
    refuse(
      `defaults has '${key}' in '${name}', and there is no such tier.`,
      `${instead}There are ${tiers.join(', ')}.`,
    );
  }
}

function checkLimits(limits: { readonly [decision: string]: Limit }, refuse: Refuse): void {
  for (const [name, limit] of Object.entries(limits)) {
    checkIsDecision('limits', name, refuse);
    if (!isGiven(limit) || Limit._isLimit(limit)) continue;
    refuse(`limits has ${said(limit)} for '${name}'.`, 'Give a Limit: Limit.atMost(...), atLeast, oneOf or all.');
  }
}

function checkIsDecision(list: string, name: string, refuse: Refuse): void {
  const remedy = CapabilityRegistry._unknownDecision(name);
  if (remedy) refuse(`${list} has '${name}', and no capability decides that.`, remedy);
}

function checkLife(id: string, { stage, replacement, sunsetDate }: CapabilityLifecycle, refuse: Refuse): void {
  const remedy = CapabilityRegistry._unknownCapability(id);
  if (remedy) refuse(`capabilities has '${id}', and there is no such capability.`, remedy);
  const ending = stage === CapabilityStage.DEPRECATED || stage === CapabilityStage.SUNSET || isGiven(sunsetDate);
  if (ending && !isText(replacement)) {
    refuse(`capabilities.${id} ends without a replacement.`, 'Say what teams should use instead: replacement.');
  }
  if (isGiven(sunsetDate) && !isDate(sunsetDate!)) {
    refuse(`capabilities.${id}.sunsetDate is ${said(sunsetDate)}.`, 'Give a date as YYYY-MM-DD.');
  }
}

function checkTerraform(terraform: NonNullable<GoldenPathProps['terraform']>, refuse: Refuse): void {
  const { region, stateRegion, deployRoleArn, stateBucket } = terraform;
  const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
  const rules: [string, any, RegExp, string][] = [
    ['region', region, REGION, 'Give a region: eu-west-1.'],
    ['stateRegion', stateRegion, REGION, 'Give a region: eu-west-1.'],
    ['deployRoleArn', deployRoleArn, /^arn:[^:]+:iam::\d{12}:role\/\S+$/, 'Give the ARN of a role.'],
    ['stateBucket', stateBucket, /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'Give the name of a bucket.'],
  ];
  for (const [name, value, pattern, hint] of rules) {
    if (isGiven(value) && !fits(value, pattern)) refuse(`terraform.${name} is ${said(value)}.`, hint);
  }
}
