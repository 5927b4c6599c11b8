/**
 * Until it is disposed of, cdktf's tokens are made without a trace of where: `using untraced = withoutTokenTraces();`
 *
 * cdktf takes one for every token, with all frames, which is more than half of the time that a construct takes to be
 * made. Those of
 * our tokens would name lines of this package; what is wrong with the props is said with the construct's path. Errors
 * are not touched:
 * their traces are spelled out when somebody looks at them.
 */
export function withoutTokenTraces(): Disposable {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = () => '';
  return { [Symbol.dispose]: () => void (Error.prepareStackTrace = before) };
}
