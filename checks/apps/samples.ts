import { App } from 'aws-cdk-lib';
import { capabilityIds, loadCapability, makeSample, surroundingsIn } from '../../projenrc/capabilities';
import { samplesByName } from '../../src/path/sample';
import { networkIn, stackOn } from '../../test/fixtures/stacks';

/**
 * Every sample of every capability, each in a stack of its own in production, on a path that says nothing: what a team
 * gets before anybody has made a choice.
 */
export function build(app: App): void {
  for (const capability of capabilityIds()) {
    for (const sample of Object.keys(samplesByName(loadCapability(capability).samples))) {
      const stack = stackOn(undefined, {}, app, idOf(`${capability} ${sample}`));
      makeSample('aws', stack, 'It', { capability, sample, around: surroundingsIn('aws', stack, networkIn(app)) });
    }
  }
}

/** `service public without a domain` is the stack `ServicePublicWithoutADomain`. */
function idOf(words: string): string {
  return words.replace(/\W*\b(\w)/g, (_, letter: string) => letter.toUpperCase());
}
