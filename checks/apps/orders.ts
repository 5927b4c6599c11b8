/** The orders example as its users deploy it; a tier that nobody names is production. */
import '../../examples/orders/infra/app';
