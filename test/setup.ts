import { provideNetworks } from '../src/binding/default-network';

// The template validator costs 3 s a process; one synth of CI has it on.
process.env.CDK_VALIDATION = 'false';

/* eslint-disable @typescript-eslint/no-require-imports -- loaded when the first of them is needed */
// The indexes do this; tests import the rooms themselves.
provideNetworks('aws', () => require('../src/capabilities/network/aws').Network);
provideNetworks('terraform', () => require('../src/capabilities/network/terraform').Network);
