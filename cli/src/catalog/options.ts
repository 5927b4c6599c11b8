import type { CommonOptions } from '../command.js';

/** The formats of tools other than Backstage. */
export const OTHER_FORMATS = ['openslo', 'cyclonedx', 'sarif'] as const;
export type OtherFormat = (typeof OTHER_FORMATS)[number];

export interface CatalogOptions extends CommonOptions {
  readonly inputs?: string[];
  readonly out?: string;
  readonly check?: boolean;
  readonly also?: OtherFormat[];
  readonly template?: boolean;
  readonly owner?: string;
  readonly system?: string;
  readonly sourceLocation?: string;
  readonly known?: string[];
  readonly outputs?: string;
  readonly sloWindow: string;
}
