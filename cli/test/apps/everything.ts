// Every capability in every way that the gates look at: what each is made of is read from it.
import { App } from 'aws-cdk-lib';
import { build } from '../../../checks/apps/everything';

const app = new App({ outdir: process.argv[2] });
build(app);
app.synth();
