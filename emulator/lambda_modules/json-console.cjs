// Lambda's Node runtime writes what a function logs as JSON when its LoggingConfig says so.
const { formatWithOptions } = require('node:util');

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

if (process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON') {
  const least = LEVELS.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL ?? 'INFO');
  for (const [method, level] of Object.entries({ trace: 'TRACE', debug: 'DEBUG', info: 'INFO', log: 'INFO', warn: 'WARN', error: 'ERROR' })) {
    console[method] = (...values) => {
      if (LEVELS.indexOf(level) < least) return;
      const [first] = values;
      const entry = { timestamp: new Date().toISOString(), level, requestId: '-' }; // the emulator puts in the id
      const error = values.find((value) => value instanceof Error);
      if (error) Object.assign(entry, { errorType: error.name, errorMessage: error.message, stackTrace: (error.stack ?? '').split('\n') });
      if (isJson(first) && values.length === 1) process.stdout.write(`${first}\n`);
      else process.stdout.write(`${JSON.stringify({ ...entry, message: values.length === 1 && !error && typeof first === 'object' ? first : formatWithOptions({}, ...values) })}\n`);
    };
  }
}

/** Text that is JSON already is not encoded again. */
function isJson(text) {
  if (typeof text !== 'string' || !text.startsWith('{')) return false;
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
