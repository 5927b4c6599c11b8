import { field, MANIFEST_EVENT, RAW_TABLE, select, text, time } from './sql';

/**
 * The manifests that CI sends of each stack: `{ "stack": ..., "manifest": ... }`, where the manifest is the stack's
 * output of that name. The stack is named by its id, which says where it is: an event can be put on a bus of its own
 * region only. A stack that is named by its name alone is taken for one in the account and region of the call.
 */
export function manifestsSql(): string {
  const said = field('stack');
  const ofId = (part: string, otherwise: string) => `CASE WHEN ${said} LIKE 'arn:%' THEN ${part} ELSE ${otherwise} END`;
  const columns = {
    account: text(ofId(`split_part(${said}, ':', 5)`, 'account')),
    region: text(ofId(`split_part(${said}, ':', 4)`, 'region')),
    stack: text(ofId(`split_part(${said}, '/', 2)`, said)),
    sent_at: time('time'),
    edition: text(field('manifest.edition')),
    tier: text(field('manifest.tier')),
    package_version: text(field('manifest.package')),
    manifest: text("json_format(json_extract(detail, '$.manifest'))"),
    day: text('day'),
  };
  return select(columns, `FROM ${RAW_TABLE}\nWHERE detail_type = '${MANIFEST_EVENT}'`);
}
