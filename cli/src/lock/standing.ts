import type { StackRead } from '../assembly/stack.js';
import type { StandingResource } from './file.js';

/** A resource of an assembly, with the name from which Terraform is told to move it. */
export interface Standing extends StandingResource {
  readonly formerId?: string | undefined;
}

/** What the lock would keep of the stacks of an assembly. */
export async function standingIn(stacks: readonly StackRead[]): Promise<Standing[]> {
  const found = await Promise.all(stacks.map(standingInStack));
  return found.flat();
}

async function standingInStack(stack: StackRead): Promise<Standing[]> {
  const { manifest, engine, environment } = stack;
  if (manifest === null) return [];
  const moves = engine === 'terraform' ? movesIn(await stack.document()) : {};
  return manifest.entries.flatMap(({ path, capability, madeAt, resources }) =>
    resources.flatMap(({ slot, type, logicalId: id, identity }) =>
      identity === undefined
        ? []
        : [
            {
              path,
              slot,
              capability,
              stack: stackNameOf(stack),
              environment,
              type,
              id,
              tier: manifest.tier,
              madeAt,
              identity,
              formerId: moves[`${type}.${id}`]?.slice(type.length + 1),
            },
          ],
    ),
  );
}

/** The name by which the lock knows a stack. */
export function stackNameOf({ deployedAs, name }: StackRead): string {
  return deployedAs ?? name;
}

/** The addresses from which Terraform moves resources, by those to which it does. */
export function movesIn(configuration: any): { readonly [to: string]: string } {
  const moved: any[] = [configuration?.moved ?? []].flat();
  return Object.fromEntries(moved.map(({ from, to }) => [to, from]));
}
