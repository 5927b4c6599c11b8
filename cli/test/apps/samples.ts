// Every sample of every capability, each in a stack of its own. They are found from the root of the repository.
import { App } from 'aws-cdk-lib';
import { build } from '../../../checks/apps/samples';

const app = new App({ outdir: process.argv[2] });
build(app);
app.synth();
