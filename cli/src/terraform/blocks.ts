import { readFileSync } from 'node:fs';

/**
 * The arguments of a resource that are blocks, each with the blocks in it. With `*`, every object in it is a block, at
 * any depth.
 */
export interface Block {
  readonly [argument: string]: Block;
}

/** The blocks in an argument; undefined where it is none. */
export function nestedBlocks(blocks: Block, argument: string, isObject: boolean): Block | undefined {
  return blocks[argument] ?? ('*' in blocks && isObject ? blocks : undefined);
}

interface KnownType {
  readonly blocks: Block;
  /** Whether a resource takes tags, and so the provider's default tags. */
  readonly tags?: true;
}

let known: { readonly [type: string]: KnownType } | undefined;

/** Read when a module is written: other commands need not wait for it. */
function knownTypes(): { readonly [type: string]: KnownType } {
  known ??= JSON.parse(readFileSync(new URL('../../reference/terraform-blocks.json', import.meta.url), 'utf8'));
  return known!;
}

/** The blocks of a resource or data source of AWS; undefined for a type that is not known. */
export function blocksOf(mode: 'resource' | 'data' | 'ephemeral', type: string): Block | undefined {
  return knownTypes()[mode === 'data' ? `data.${type}` : type]?.blocks ?? (mode === 'ephemeral' ? {} : undefined);
}

/** Whether resources of this type take the provider's default tags. */
export function takesTags(type: string): boolean {
  return knownTypes()[type]?.tags === true;
}
