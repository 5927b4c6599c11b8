import { App } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { ManagedDatabase } from '../../src/capabilities/database/aws';
import { Network } from '../../src/capabilities/network/aws';
import { arbitraryDatabase, arbitraryNetwork } from '../../test/fixtures/arbitrary-data';
import { arbitraryService } from '../../test/fixtures/arbitrary-services';
import { serviceIn } from '../../test/fixtures/services';
import { ENV, stackOn } from '../../test/fixtures/stacks';

// What anybody may ask for, drawn from the generators of the property tests: cfn-lint and CDK's own validation must find nothing
// wrong with any of it. The same seed gives the same templates.
const OPTIONS = { numRuns: 12, seed: 20261201 };
const ALARMS = { alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' };

export function build(app: App): void {
  fc.sample(arbitraryService, OPTIONS).forEach(({ id, tier, props }, i) => {
    serviceIn(stackOn(tier, ALARMS, app, `Service${i}`, { env: ENV }), { ...props, owner: props.owner ?? 'team' }, id);
  });
  fc.sample(arbitraryDatabase, OPTIONS).forEach(({ tier, props }, i) => {
    new ManagedDatabase(stackOn(tier, ALARMS, app, `Database${i}`, { env: ENV }), 'Db', props);
  });
  fc.sample(arbitraryNetwork, OPTIONS).forEach(({ tier, props }, i) => {
    new Network(stackOn(tier, ALARMS, app, `Network${i}`, { env: ENV }), 'Network', props);
  });
}
