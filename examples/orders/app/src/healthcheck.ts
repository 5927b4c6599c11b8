/** Run by the container's health check, because the image has no curl. Exits 0 when healthy, else 1. */
const { PORT = '8080', HEALTHCHECK_PATH = '/health' } = process.env;

try {
  const response = await fetch(`http://127.0.0.1:${PORT}${HEALTHCHECK_PATH}`, { signal: AbortSignal.timeout(2_000) });
  process.exit(response.ok ? 0 : 1);
} catch (error) {
  console.error(`unhealthy: ${error}`);
  process.exit(1);
}
