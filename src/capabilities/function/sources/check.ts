import { IBindable } from '../../../binding/binding';
import { checkPattern, LAMBDA_FILTER } from '../../../support/event-patterns';
import { Refuse, refusal, said } from '../../../support/input';
import { isPlain } from '../../../support/plain';
import { checkStruct } from '../../../support/structs';
import { PAGE } from '../page';

/** The most patterns that Lambda takes without a raised quota. */
const MOST_FILTERS = 5;
/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Filter.html */
const LONGEST_FILTER = 4096;

/** Refuses a resource that cannot call a function, and options that cannot be right. */
export function checkResource(factory: string, resource: IBindable, struct: string, options: object): void {
  const refuse: Refuse = refusal(`EventSource.${factory}`, PAGE);
  if (typeof resource?.bind !== 'function') {
    refuse(
      `${said(resource)} cannot call a function: it is not of the golden path.`,
      'Give one of the path, an existing one by its fromXxx(...), or add it by plain CDK: ' +
        'fn.function.addEventSource(...).',
    );
  }
  checkStruct(struct, options, refuse, 'options');
  checkFilters((options as { readonly filters?: any[] | null }).filters, refuse);
}

function checkFilters(filters: any[] | null | undefined, refuse: Refuse): void {
  if (filters === undefined || filters === null) return;
  if (filters.length === 0 || filters.length > MOST_FILTERS || !filters.every(isPlain)) {
    refuse(`filters is ${said(filters)}.`, "Give one to five patterns: [{ body: { type: ['signup'] } }].");
  }
  filters.forEach((filter, i) => {
    checkPattern(`filters[${i}]`, filter, LAMBDA_FILTER, refuse);
    const { length } = JSON.stringify(filter);
    if (length > LONGEST_FILTER) {
      refuse(
        `filters[${i}] has ${length} characters.`,
        `Give a pattern of at most ${LONGEST_FILTER}, written as JSON.`,
      );
    }
  });
}
