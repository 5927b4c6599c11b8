import { Fn, Token } from 'cdktf';
import { isToken } from '../../support/tokens';

/** A function as a permission names it. */
export interface PermittedFunction {
  readonly functionName: string;
  /** Its alias or version. */
  readonly qualifier?: string;
}

/** The parts of a function's ARN before the alias: `arn:aws:lambda:REGION:ACCOUNT:function:NAME`. */
const UNQUALIFIED = 7;

/**
 * The function and the alias of an ARN. The provider reads them apart: an ARN with an alias as the name would be
 * replaced by every plan.
 */
export function permittedFunction(arn: string): PermittedFunction {
  if (!isToken(arn)) {
    const parts = arn.split(':');
    return { functionName: parts.slice(0, UNQUALIFIED).join(':'), qualifier: parts[UNQUALIFIED] };
  }
  const parts = Fn.split(':', arn);
  return {
    functionName: Fn.join(':', Fn.slice(parts, 0, UNQUALIFIED)),
    // Null where there is none.
    qualifier: Token.asString(Fn.one(Fn.slice(parts, UNQUALIFIED, Fn.lengthOf(parts)))),
  };
}
