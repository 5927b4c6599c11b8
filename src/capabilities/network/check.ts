import { NetworkChoices } from './decisions';
import { NetworkProps } from './props';
import { ZONE_NAME } from '../../support/ids';
import { fits, isText, Refuse, said } from '../../support/input';
import { checkRuntime } from '../../support/runtimes';

/** Refuses what cannot be right. Ranges are checked with the decisions. */
export function checkProps(props: NetworkProps, refuse: Refuse): void {
  checkZones(props, refuse);
  checkNatGateways(props, refuse);
  checkEndpoints(props.interfaceEndpoints ?? [], refuse);
}

function checkZones({ availabilityZones: zones, maxZones }: NetworkProps, refuse: Refuse): void {
  if (!zones) return;
  const odd = zones.find(zone => !fits(zone, ZONE_NAME));
  if (odd !== undefined) {
    refuse(`availabilityZones has ${said(odd)}.`, "Give names of zones: ['eu-west-1a', 'eu-west-1b'].");
  }
  if (zones.length < 2 || zones.length > 3 || new Set(zones).size < zones.length) {
    refuse(`availabilityZones is ${said(zones)}.`, 'Give 2 or 3 different zones.');
  }
  if ((maxZones ?? zones.length) !== zones.length) {
    refuse(`maxZones is ${maxZones}, and availabilityZones has ${zones.length}.`, 'Give one of the two.');
  }
}

function checkNatGateways({ natGateways, publicSubnets }: NetworkProps, refuse: Refuse): void {
  if (!Number.isInteger(natGateways ?? 0)) {
    refuse(`natGateways is ${natGateways}.`, 'Give a whole number, at most one for each zone.');
  }
  if (publicSubnets === false && natGateways) {
    refuse(
      `There are to be no public subnets, and ${natGateways} NAT gateways.`,
      'NAT gateways stand in public subnets: give natGateways: 0, or leave publicSubnets out.',
    );
  }
}

function checkEndpoints(services: readonly string[], refuse: Refuse): void {
  for (const service of services) {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(service) || service.startsWith('com.amazonaws')) {
      refuse(
        `interfaceEndpoints has ${said(service)}.`,
        "Give the last part of the endpoint's name: 'sqs' for com.amazonaws.eu-west-1.sqs.",
      );
    }
  }
  if (new Set(services).size < services.length) {
    refuse(`interfaceEndpoints is ${said(services)}.`, 'Name each service once.');
  }
}

/** Refuses choices that AWS would refuse, whoever made them. */
export function checkChoices(choices: NetworkChoices, _props: NetworkProps, refuse: Refuse): void {
  const { publishTo, closingRuntime } = choices;
  checkRuntime(closingRuntime, { label: 'network.closingRuntime', language: 'nodejs' }, refuse);
  if (publishTo !== null) checkPrefix('publishTo', publishTo, refuse);
}

/** A name has 15 levels at most, and 1011 characters with its ARN. One level and its name are the path's own. */
const MOST_LEVELS = 14;
const LONGEST_PREFIX = 900;

/**
 * Refuses a path that SSM parameters cannot have: some paths are kept for AWS.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html
 */
export function checkPrefix(prop: string, prefix: string, refuse: Refuse): void {
  const fitsSsm = isText(prefix) && prefix.split('/').length - 1 <= MOST_LEVELS && prefix.length <= LONGEST_PREFIX;
  if (!fitsSsm || !/^(\/[A-Za-z0-9_.-]+)+$/.test(prefix) || /^\/(aws|ssm)/i.test(prefix)) {
    refuse(
      `${prop} is ${said(prefix)}.`,
      "Give a path such as '/platform/production/network': it begins with a slash, does not end with one, and not " +
        `with /aws or /ssm. It has at most ${MOST_LEVELS} parts and ${LONGEST_PREFIX} characters.`,
    );
  }
}
