// Generated from the folders under src/capabilities by .projenrc.ts. To change it, change them and run "npx projen".

/** The rendering of a capability, loaded when it is first needed. */
export function capabilityModule(id: string): any {
  switch (id) {
    case 'bucket': return require('../../capabilities/bucket/aws');
    case 'database': return require('../../capabilities/database/aws');
    case 'function': return require('../../capabilities/function/aws');
    case 'insights': return require('../../capabilities/insights/aws');
    case 'network': return require('../../capabilities/network/aws');
    case 'queue': return require('../../capabilities/queue/aws');
    case 'secret': return require('../../capabilities/secret/aws');
    case 'service': return require('../../capabilities/service/aws');
    case 'table': return require('../../capabilities/table/aws');
    case 'worker': return require('../../capabilities/worker/aws');
    default: throw new Error(`There is no capability '${id}'.`);
  }
}
