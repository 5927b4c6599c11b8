import { InsightsChoices } from './decisions';
import { collectionPlaces } from './places/collection';
import { observationPlaces } from './places/observation';
import { queryPlaces } from './places/queries';
import { storagePlaces } from './places/storage';
import { dataBucketCodecs } from '../../parts/data-bucket/places';
import { Codecs } from '../../record/codecs';
import { Place } from '../../record/place';

export const places: Place<InsightsChoices>[] = [
  ...collectionPlaces,
  ...storagePlaces,
  ...queryPlaces,
  ...observationPlaces,
];

/** Both engines show the same decisions. */
export const differences: string[] = [];

/** A policy, or a part of it, as text: Terraform writes it as text, CloudFormation does not. */
const textOf = (written: any) => JSON.stringify(written ?? '');
/** The definition that Athena keeps of a view. */
const definitionOf = (view: string) =>
  JSON.parse(Buffer.from(/^\/\* Presto View: (\S+) \*\/$/.exec(view)![1], 'base64').toString());

export const codecs: Codecs = {
  ...dataBucketCodecs,
  'organization-of-policy': written => /o-[a-z0-9]{10,32}/.exec(textOf(written))?.[0],
  'accounts-of-policy': written => [...textOf(written).matchAll(/:iam::(\d{12}):root/g)].map(([, account]) => account),
  'days-of-range': (range: string) => Number(/^NOW-(\d+)DAYS,NOW$/.exec(range)?.[1]),
  'database-of-view': (view: string) => definitionOf(view).schema.replace(/_/g, '-'),
  /** The types by name, and those by how they begin. */
  'types-of-pattern': (pattern: any) =>
    (pattern.$or ?? [pattern])
      .flatMap((each: any) => each['detail-type'])
      .map((type: any) => (type.prefix === undefined ? type : `${type.prefix}*`)),
  'types-in-json': (pattern: string) =>
    [...pattern.matchAll(/"detail-type" = \[([^\]]*)\]/g)].flatMap(([, types]) =>
      [...types.matchAll(/"prefix" = "([^"]*)"|"([^"]*)"/g)].map(([, prefix, type]) =>
        prefix === undefined ? type : `${prefix}*`,
      ),
    ),
  'compression-of-format': (format: string) => (format === 'GZIP' ? 'gzip' : 'none'),
  'gib-in-bytes': (bytes: number) => bytes / 1024 ** 3,
  'production-names-of-view': (view: string) =>
    /regexp_like\(lower\(stack_name\), '((?:[^']|'')*)'\)/
      .exec(definitionOf(view).originalSql)?.[1]
      .replace(/''/g, "'"),
};
