import { Finding } from './finding';

/** The tags that a resource can have. https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
const MOST_TAGS = 50;

/**
 * The finding about a construct whose resources have more tags than AWS takes, or one of a name that is AWS's own. It
 * names the first one.
 *
 * @param all the names of the tags of each slot
 * @internal
 */
export function tagsFinding(all: Iterable<readonly [slot: string, names: readonly string[]]>): Finding[] {
  for (const [slot, names] of all) {
    const at = { slot, properties: ['Tags'] };
    const reserved = names.find(name => /^aws:/i.test(name));
    if (reserved !== undefined) {
      return [
        {
          rule: 'tags',
          severity: 'fatal',
          text: `'${slot}' has the tag '${reserved}', and names that begin with aws: are AWS's own.`,
          fix: 'Give the tag another name.',
          at,
        },
      ];
    }
    const tags = names.length;
    if (tags <= MOST_TAGS) continue;
    return [
      {
        rule: 'tags',
        severity: 'fatal',
        text: `'${slot}' has ${tags} tags, and AWS takes ${MOST_TAGS} of a resource.`,
        fix: 'Add fewer to the app, the stack or the construct: those of the path are three or four.',
        at,
      },
    ];
  }
  return [];
}
