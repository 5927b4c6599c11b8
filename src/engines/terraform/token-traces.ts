/**
 * Switches off the stack traces of cdktf's tokens until the result is disposed of: `using _ = withoutTokenTraces();`
 *
 * cdktf takes a trace for every token, with all frames: that takes more than half of the time in which a construct is
 * made. The traces of our tokens would name lines of this package only; errors about props have the path of the
 * construct. The traces of errors stay: they are formatted when somebody reads them.
 */
export function withoutTokenTraces(): Disposable {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = () => '';
  return { [Symbol.dispose]: () => void (Error.prepareStackTrace = before) };
}
