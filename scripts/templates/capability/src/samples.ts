import { Managed{{Name}}Props } from './props';
import { Access } from '../../binding/binding';
import { Samples } from '../../path/sample';

export const samples: Samples<Managed{{Name}}Props> = {
  typical: {},
  everything: { owner: 'team', value: 'blue' },
  otherwise: [{ storage: 'Intelligent-Tiering' }],
  accesses: [Access.READ],
};
