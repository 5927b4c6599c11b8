import { Finding } from './finding';

/** The tags that a resource can have. https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
const MOST_TAGS = 50;

/**
 * The finding about a construct whose resources have more tags than AWS takes. It names the first one.
 *
 * @param counts the number of tags of each slot
 * @internal
 */
export function tagsFinding(counts: Iterable<readonly [slot: string, tags: number]>): Finding[] {
  for (const [slot, tags] of counts) {
    if (tags <= MOST_TAGS) continue;
    return [
      {
        rule: 'tags',
        severity: 'fatal',
        text: `'${slot}' has ${tags} tags, and AWS takes ${MOST_TAGS} of a resource.`,
        fix: 'Add fewer to the app, the stack or the construct: those of the path are three or four.',
        at: { slot, properties: ['Tags'] },
      },
    ];
  }
  return [];
}
