// Says which request it got, and lets every website in: in vain, because the API says who may.
exports.handler = async ({ requestContext: { http } }) => ({
  statusCode: 200,
  headers: { 'Access-Control-Allow-Origin': '*', 'x-method': http.method },
  body: `${http.method} ${http.path}`,
});
