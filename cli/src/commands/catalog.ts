import type { Argv } from 'yargs';
import { INPUT } from '../assembly/read.js';
import { type CatalogOptions, OTHER_FORMATS } from '../catalog/options.js';
import type { Command, CommonOptions } from '../command.js';

export const catalog: Command<CatalogOptions> = {
  usage: 'catalog [inputs..]',
  summary:
    'Write the catalog of Backstage, with its docs, from what was synthesised or deployed; or fail where the ' +
    'committed one is stale',
  examples: [
    ['goldenpath catalog', 'the entities of cdk.out, to look at'],
    [
      'goldenpath catalog --out . --owner platform',
      'writes catalog-info.yaml, docs/ and template/; platform owns what names nobody',
    ],
    ['goldenpath catalog --out . --check', 'for CI: exit code 1, with the diff, where the committed catalog is stale'],
    [
      'goldenpath catalog account --owner platform',
      'the entities of what is deployed, from the metadata of the templates',
    ],
    ['goldenpath catalog --known groups.yaml', 'owners must be groups of this catalog'],
    ['goldenpath catalog --out . --also openslo --also sarif', 'with objectives, and where the path is left'],
    ['goldenpath catalog --outputs outputs.json --out .', 'with the addresses that cdk deploy --outputs-file wrote'],
  ],
  options: (yargs: Argv<CommonOptions>) =>
    yargs
      .positional('inputs', { type: 'string', array: true, describe: INPUT })
      .option('out', {
        type: 'string',
        describe: 'Write the files into this directory; with --check, compare with those that are there',
      })
      .option('check', {
        type: 'boolean',
        describe: 'Write nothing; exit with 1 where the committed files are not what was synthesised',
      })
      .option('also', {
        choices: OTHER_FORMATS,
        array: true,
        nargs: 1,
        describe: 'Write these as well',
        coerce: (given: string[]) => given.flatMap(each => each.split(',')),
      })
      .option('template', {
        type: 'boolean',
        default: true,
        describe: 'The software template for a new service; --no-template leaves it out',
      })
      .option('owner', { type: 'string', describe: 'Who answers for what names nobody: a network, the domain' })
      .option('system', { type: 'string', describe: 'One system for all stacks [default: one for each stack]' })
      .option('source-location', {
        type: 'string',
        describe: 'Where the source is, for instance https://github.com/acme/orders/tree/main/',
      })
      .option('known', {
        type: 'string',
        array: true,
        nargs: 1,
        describe: 'Files of entities that exist elsewhere: groups, domains, what is used and made by others',
      })
      .option('outputs', { type: 'string', describe: 'What cdk deploy --outputs-file wrote' })
      .option('slo-window', {
        type: 'string',
        default: '28d',
        describe: 'The window of objectives, which no alarm has',
      }) as unknown as Argv<CatalogOptions>,
  // The model of Backstage loads in a third of a second. Other commands do not load it.
  run: async (options, terminal) => (await import('../catalog/run.js')).runCatalog(options, terminal),
};
