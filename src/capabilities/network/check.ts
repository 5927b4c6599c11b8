import { NetworkChoices } from './decisions';
import { NetworkProps } from './props';
import { Refuse, said } from '../../support/input';

/** Refuses what cannot be right. Ranges are checked with the decisions. */
export function checkProps(props: NetworkProps, refuse: Refuse): void {
  checkZones(props, refuse);
  checkNatGateways(props, refuse);
  checkEndpoints(props.interfaceEndpoints ?? [], refuse);
}

function checkZones({ availabilityZones: zones, maxZones }: NetworkProps, refuse: Refuse): void {
  if (!zones) return;
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
export function checkChoices({ publishTo }: NetworkChoices, _props: NetworkProps, refuse: Refuse): void {
  if (publishTo !== null) checkPrefix('publishTo', publishTo, refuse);
}

/**
 * Refuses a path that SSM parameters cannot have: some paths are kept for AWS.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html
 */
export function checkPrefix(prop: string, prefix: string, refuse: Refuse): void {
  if (!/^(\/[A-Za-z0-9_.-]+)+$/.test(prefix) || /^\/(aws|ssm)/i.test(prefix)) {
    refuse(
      `${prop} is ${said(prefix)}.`,
      "Give a path such as '/platform/production/network': it begins with a slash, does not end with one, and not " +
        'with /aws or /ssm.',
    );
  }
}
