import { Construct } from 'constructs';
import { TerraformProps } from '../../../engines/terraform/provider';
import { keyIn } from '../../../parts/data-key/terraform';
import { checkZone } from '../../../parts/domain/terraform';
import { EngineCheck } from '../../../path/plan';
import { FunctionChoices } from '../decisions';
import { GoldenPathFunctionProps } from '../props';

/** The checks of a function that need its stack. */
export function checkIn(scope: Construct): EngineCheck<GoldenPathFunctionProps & TerraformProps, FunctionChoices> {
  return ({ props, choices, refuse }) => {
    keyIn(scope)({ props, choices, refuse });
    if (choices.domainName !== null) checkZone(props.http!.domain, refuse);
  };
}
