import { Exposure } from '../../../src/capabilities/service/props';
import { SHARED_LISTENER } from '../../fixtures/services';

/** An exposure through a shared load balancer. */
export const share = (more: object) => ({
  exposure: Exposure.sharedLoadBalancer({
    listenerArn: SHARED_LISTENER,
    securityGroupId: 'sg-0123',
    hostHeaders: ['a.acme.com'],
    ...more,
  } as any),
});

/** A public exposure with a domain. */
export const https = (more: object) => ({
  exposure: Exposure.publicHttps({ domainName: 'a.acme.com', hostedZoneId: 'Z1', ...more } as any),
});
