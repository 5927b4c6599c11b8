// Events that pipelines send to the bus of insights.

export const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
export const cdevent = (
  id: string,
  type: string,
  timestamp: string,
  subject: object,
  customData: object = {},
): { type: string; detail: object } => {
  const context = { version: '0.5.0', id, source: '/ci/pipelines', type: `dev.cdevents.${type}.0.2.0`, timestamp };
  return { type: context.type, detail: { context, subject: { source: '/ci/pipelines', ...subject }, customData } };
};
export const deployed = (id: string, minutes: number, custom: object = {}) =>
  cdevent(
    id,
    'service.deployed',
    minutesAgo(minutes),
    {
      id: 'Orders-prod',
      type: 'service',
      content: { environment: { id: 'production' }, artifactId: 'pkg:oci/orders@sha256:1' },
    },
    custom,
  );
