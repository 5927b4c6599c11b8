export function capabilityModule(id: string): any {
  switch (id) {
    case 'network': return require('../capabilities/network/aws');
    default: throw new Error(id);
  }
}
