// Generated from the folders under src/capabilities by .projenrc.ts. To change it, change them and run "npx projen".

/** The rendering of a capability, loaded when it is first needed. */
export function capabilityModule(id: string): any {
  switch (id) {
    case 'bucket': return require('../../capabilities/bucket/terraform');
    case 'database': return require('../../capabilities/database/terraform');
    case 'function': return require('../../capabilities/function/terraform');
    case 'insights': return require('../../capabilities/insights/terraform');
    case 'network': return require('../../capabilities/network/terraform');
    case 'queue': return require('../../capabilities/queue/terraform');
    case 'secret': return require('../../capabilities/secret/terraform');
    case 'service': return require('../../capabilities/service/terraform');
    case 'table': return require('../../capabilities/table/terraform');
    case 'worker': return require('../../capabilities/worker/terraform');
    default: throw new Error(`There is no capability '${id}'.`);
  }
}
