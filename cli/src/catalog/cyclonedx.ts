import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import type { Catalog } from './entities.js';
import { compare } from './units.js';

/**
 * A bill of materials in CycloneDX 1.6, with the package and the versions of the capabilities. It has no date and no
 * serial number, so that it is the same in each run.
 */
export function cycloneDxOf({ placed, systems }: Catalog): string {
  const name = [...systems.values()].sort(compare).join(', ');
  const app = new Models.Component(Enums.ComponentType.Application, name, { bomRef: `app:${name}` });
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: app }) });
  const packages = new Map<string, Models.Component>();
  const capabilities = new Map<string, Models.Component>();
  for (const {
    unit: {
      id,
      entry,
      manifest: { packageVersion, edition },
    },
  } of placed) {
    const library = known(
      packages,
      packageVersion,
      () =>
        new Models.Component(Enums.ComponentType.Library, 'goldenpath', {
          bomRef: `goldenpath@${packageVersion}`,
          version: packageVersion,
          purl: new PackageURL('npm', undefined, 'goldenpath', packageVersion, undefined, undefined).toString(),
          licenses: new Models.LicenseRepository([new Models.SpdxLicense('Apache-2.0')]),
        }),
    );
    const capability = known(
      capabilities,
      `${entry.capability}@${entry.version} of ${packageVersion}`,
      () =>
        new Models.Component(Enums.ComponentType.Library, entry.capability, {
          bomRef: `goldenpath@${packageVersion}/${entry.capability}@${entry.version}`,
          group: 'goldenpath',
          version: entry.version,
          description: `The capability ${entry.capability} of the golden path`,
          purl: new PackageURL(
            'npm',
            undefined,
            'goldenpath',
            packageVersion,
            undefined,
            `capabilities/${entry.capability}`,
          ).toString(),
          properties: new Models.PropertyRepository([
            new Models.Property('goldenpath:stage', entry.stage),
            new Models.Property('goldenpath:edition', edition),
          ]),
        }),
    );
    capability.properties.add(new Models.Property('goldenpath:construct', id));
    capability.dependencies.add(library.bomRef);
    app.dependencies.add(capability.bomRef);
  }
  for (const component of [...packages.values(), ...capabilities.values()]) bom.components.add(component);
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function known<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}
