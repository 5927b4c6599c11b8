import * as fc from 'fast-check';
import { arbitraryApp, AppPlan, Outcome, writeApp } from '../fixtures/arbitrary-apps';
import { namesInConfiguration, namesInTemplate, PhysicalName, twice } from '../fixtures/physical-names';

/** More of them, and others: `APPS=500 SEED=7 npx jest test/properties/apps`. A failure says its seed and its path. */
const OPTIONS = {
  numRuns: Number(process.env.APPS ?? 20),
  seed: Number(process.env.SEED ?? 20261201),
  endOnFailure: true,
};

const ENGINES = {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html
  aws: {
    names: ({ template }: any) => namesInTemplate(template),
    ids: ({ template }: any) => Object.keys(template.Resources ?? {}),
    id: /^[A-Za-z0-9]{1,255}$/,
  },
  // https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
  terraform: {
    names: namesInConfiguration,
    ids: ({ resource, data }: any) => [resource, data].flatMap(types => Object.values(types ?? {}).flatMap(blockNames)),
    id: /^[A-Za-z_][A-Za-z0-9_-]*$/,
  },
};

function blockNames(blocks: unknown): string[] {
  return Object.keys(blocks as object);
}

/** The names that are there twice in an account and region. Where these are not known, each stack has its own. */
function clashes(names: (document: any) => PhysicalName[], { stacks }: AppPlan, files: Documents): string[] {
  const byPlace = new Map<string, PhysicalName[]>();
  for (const { id, region } of stacks) {
    const place = region ?? `stack ${id}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), ...names(files[id])]);
  }
  return [...byPlace.values()].flatMap(twice);
}

type Documents = { readonly [stack: string]: any };

function documentsOf({ files }: Outcome): Documents {
  return Object.fromEntries(Object.entries(files ?? {}).map(([stack, text]) => [stack, JSON.parse(text)]));
}

test.each(['aws', 'terraform'] as const)(
  'any app on %s is written, the same in any order of its uses, with names of its own, or refused by this package',
  engine => {
    const { names, ids, id } = ENGINES[engine];
    let whole = 0;
    fc.assert(
      fc.property(arbitraryApp, plan => {
        const order = plan.uses.map((_, i) => i);
        // What is no error of this package comes out of here.
        const [one, other] = [writeApp(engine, plan, order), writeApp(engine, plan, order.reverse())];
        expect(other.refusals.length > 0).toBe(one.refusals.length > 0);
        if (!one.files) return;
        const documents = documentsOf(one);
        expect(clashes(names, plan, documents)).toEqual([]);
        for (const document of Object.values(documents)) for (const each of ids(document)) expect(each).toMatch(id);
        if (one.refusals.length > 0) return;
        whole++;
        // In another order the same resources may be written in another order, which no engine minds.
        expect(documentsOf(other)).toEqual(documents);
        if (plan.uses.length < 2) expect(other.files).toEqual(one.files);
      }),
      OPTIONS,
    );
    // Refusing everything would pass as well.
    expect(whole).toBeGreaterThan(OPTIONS.numRuns / 2);
  },
  600_000,
);
