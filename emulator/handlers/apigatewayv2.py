"""HTTP APIs: VPC links with the API that ministack lacks for them, settings that it kept in the template's spelling,
who may call, and what pages of other websites are told."""
import contextvars
import hashlib
import json
import logging
import time

from ministack.core.responses import AccountRegionScopedDict, new_uuid
from ministack.core.sigv4 import parse_header_signature
from ministack.services import acm, apigateway as state, lambda_svc

from .kit import Refused, account, call, extend, quietly, region, resource
from .lambda_functions import service_may_invoke

_log = logging.getLogger("ministack")

_links = AccountRegionScopedDict()
_handle = state.handle_request


def _json(status, answer):
    return status, {"Content-Type": "application/json"}, json.dumps(answer).encode()


async def handle_request(method, path, headers, body, query_params):
    parts = [part for part in path.split("/") if part]
    if parts[:2] != ["v2", "vpclinks"]:
        return await _handle(method, path, headers, body, query_params)
    data = json.loads(body or b"{}")
    if len(parts) == 2 and method == "POST":
        link = {"securityGroupIds": [], "tags": {}, **data, "vpcLinkId": new_uuid()[:10], "vpcLinkStatus": "AVAILABLE", "vpcLinkVersion": "V2",
                "createdDate": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
        _links[link["vpcLinkId"]] = link
        return _json(201, link)
    if len(parts) == 2:
        return _json(200, {"items": list(_links.values())})
    link = _links.get(parts[2])
    if link is None:
        return _json(404, {"message": f"Invalid VpcLink identifier specified {parts[2]}", "__type": "NotFoundException"})
    if method == "DELETE":
        _links.pop(parts[2])
        return _json(202, {})
    if method == "PATCH":
        link["name"] = data.get("name", link["name"])
    return _json(200, link)


state.handle_request = handle_request


@resource("AWS::ApiGatewayV2::VpcLink", replace=("SecurityGroupIds", "SubnetIds"))
class VpcLink:
    def create(self, ctx, props):
        known = {subnet["SubnetId"] for subnet in call("ec2", "DescribeSubnets")["Subnets"]}
        unknown = [subnet for subnet in props["SubnetIds"] if subnet not in known]
        if unknown:
            raise Refused(f"Subnet ids [{', '.join(unknown)}] do not exist (Error Code: BadRequestException)")
        pid = call("apigatewayv2", "CreateVpcLink", {"SecurityGroupIds": [], **props})["VpcLinkId"]
        return pid, {"VpcLinkId": pid}

    def update(self, ctx, pid, old, new):
        call("apigatewayv2", "UpdateVpcLink", VpcLinkId=pid, Name=new["Name"])
        _links[pid]["tags"] = dict(new.get("Tags") or {})
        return {"VpcLinkId": pid}

    def delete(self, pid, props):
        quietly("apigatewayv2", "DeleteVpcLink", VpcLinkId=pid)


def _camel(value):
    return {key[0].lower() + key[1:]: item for key, item in value.items()}


@extend("AWS::ApiGatewayV2::Api")
class Api:
    """Corrects: CorsConfiguration was kept in the template's spelling, which the API does not show; any was taken."""
    def check(self, props):
        cors = props.get("CorsConfiguration") or {}
        if str(cors.get("AllowCredentials")).lower() == "true" and "*" in (cors.get("AllowOrigins") or []):
            raise Refused("allow-credentials is not supported if 'allow-origin' is * (Error Code: BadRequestException)")

    def applied(self, ctx, pid, old, new):
        if new.get("CorsConfiguration"):
            state._apis[pid]["corsConfiguration"] = _camel(new["CorsConfiguration"])


@extend("AWS::ApiGatewayV2::Stage")
class Stage:
    """Corrects: the same for route settings."""
    def applied(self, ctx, pid, old, new):
        stage = state._stages[new["ApiId"]][new["StageName"]]
        stage["defaultRouteSettings"] = _camel(new.get("DefaultRouteSettings") or {})
        stage["routeSettings"] = {route: _camel(settings) for route, settings in (new.get("RouteSettings") or {}).items()}


@extend("AWS::ApiGatewayV2::Integration")
class Integration:
    """Corrects: TlsConfig and the VPC link's connection were dropped."""
    def applied(self, ctx, pid, old, new):
        record = state._integrations[new["ApiId"]][pid]
        record["connectionType"] = new.get("ConnectionType", "INTERNET")
        record["connectionId"] = new.get("ConnectionId", "")
        if new.get("TlsConfig"):
            record["tlsConfig"] = _camel(new["TlsConfig"])
        else:
            record.pop("tlsConfig", None)


@extend("AWS::ApiGatewayV2::DomainName")
class DomainName:
    """Corrects: a certificate that does not exist or is for another name, and policies of other APIs, were taken."""
    def check(self, props):
        name = props.get("DomainName", "")
        for configuration in props.get("DomainNameConfigurations") or []:
            arn = configuration.get("CertificateArn")
            certificate = acm._certificates.get(arn)
            if certificate is None:
                raise Refused(f"The certificate {arn} does not exist or is not in this region (Error Code: BadRequestException)")
            if not any(_covers(each, name) for each in certificate["SubjectAlternativeNames"]):
                raise Refused(f"The domain name {name} is not covered by the certificate {arn} (Error Code: BadRequestException)")
            if configuration.get("SecurityPolicy", "TLS_1_2") != "TLS_1_2":
                raise Refused("Regional domain names of HTTP APIs support TLS_1_2 only (Error Code: BadRequestException)")


def _covers(pattern, name):
    return pattern == name or (pattern.startswith("*.") and pattern[2:] == name.partition(".")[2])


# ------------------------------------------------------------------------------------------------------------- the calls

class _Forbidden(Exception):
    pass


# Corrects: a route that asks for IAM took any Authorization header. What is signed is verified in permissions.py.
_caller_identity = state._iam_caller_identity_v2
_handle_execute = state.handle_execute


def _caller(headers, query_params):
    signature = parse_header_signature(headers)
    if isinstance(signature, tuple) or signature.service != "execute-api":
        raise _Forbidden
    identity = _caller_identity(headers, query_params)
    if not identity:
        raise _Forbidden
    return identity


async def handle_execute(api_id, *arguments, **options):
    # Corrects: an API answered under the name of AWS's although that was closed.
    headers = next((each for each in arguments if isinstance(each, dict)), {})
    host = next((value for name, value in headers.items() if name.lower() == "host"), "")
    if str(state._apis.get(api_id, {}).get("disableExecuteApiEndpoint")).lower() == "true" and host.startswith(f"{api_id}."):
        return _json(404, {"message": "Not Found"})
    try:
        return await _handle_execute(api_id, *arguments, **options)
    except _Forbidden:
        return _json(403, {"message": "Forbidden"})


# Corrects: without the package `cryptography` no token was ever good.
_SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")  # what PKCS #1 puts before the hash


def signed_with(token, key):
    try:
        signed, _, signature = token.rpartition(".")
        modulus, exponent, number = (int.from_bytes(state._b64url_decode(text), "big") for text in (key["n"], key["e"], signature))
        size = (modulus.bit_length() + 7) // 8
        end = _SHA256 + hashlib.sha256(signed.encode()).digest()
        return pow(number, exponent, modulus).to_bytes(size, "big") == b"\0\1" + b"\xff" * (size - len(end) - 3) + b"\0" + end
    except (KeyError, TypeError, ValueError, OverflowError):
        return False


state._verify_rs256_signature = signed_with
state._iam_caller_identity_v2 = _caller
state.handle_execute = handle_execute


# Corrects: functions were called without a permission for API Gateway; what went wrong in a function was told to its caller.
_invoke_lambda = state._invoke_lambda_proxy
_answer_of = lambda_svc.lambda_execute_result_to_api_proxy_response
_for_http_api = contextvars.ContextVar("for_http_api", default=False)


async def _invoke(integration, api_id, stage, path, method, headers, body, query_params, route_key="$default", *more, **options):
    method = method.upper()
    function = state._extract_lambda_ref_from_integration_uri(integration.get("integrationUri", ""))
    called = f"arn:aws:execute-api:{region()}:{account()}:{api_id}/{stage}"
    sources = [f"{called}/{route_key.replace(' ', '/', 1)}" if " " not in route_key else f"{called}/{route_key.split(' ')[0].replace('ANY', '*')}{route_key.split(' ')[1]}",
               f"{called}/{method}{path}"]
    if not any(service_may_invoke("apigateway.amazonaws.com", function, source) for source in sources):
        _log.warning("HTTP API %s: no permission of %s lets API Gateway call it for %s", api_id, function, sources[0])
        return _json(500, {"message": "Internal Server Error"})
    token = _for_http_api.set(True)
    try:
        answer = await _invoke_lambda(integration, api_id, stage, path, method, headers, body, query_params, route_key, *more, **options)
        return _without_own(api_id, answer)
    finally:
        _for_http_api.reset(token)


def _answer(result):
    if _for_http_api.get() and (result.get("error") or result.get("throttle")):
        status, message = (503, "Service Unavailable") if result.get("throttle") else (500, "Internal Server Error")
        return {"statusCode": status, "headers": {"Content-Type": "application/json"}, "body": json.dumps({"message": message})}, None
    return _answer_of(result)


state._invoke_lambda_proxy = _invoke
lambda_svc.lambda_execute_result_to_api_proxy_response = _answer

# ---------------------------------------------------------------------------------------------- pages of other websites

# Corrects: every request with OPTIONS was answered before its route was looked for; headers of integrations stayed;
# an origin was needed for none, and no star stood for a part of one. The rules, with their sources, are in
# test/cors.test.mjs.
_EVERY = {"*": "", "https://*": "https://", "http://*": "http://"}
_api = contextvars.ContextVar("api")
_match, _invoke_http, _in_scope = state._match_route, state._invoke_http_proxy, state._handle_execute_in_scope


def _told(cors, origin):
    """The headers for a page of this origin."""
    allowed = cors.get("allowOrigins") or []
    if not origin or not any(origin.lower() == each.lower() or (each in _EVERY and origin.startswith(_EVERY[each])) for each in allowed):
        return {}
    headers = {"Access-Control-Allow-Origin": "*" if allowed == ["*"] else origin, "Vary": "Origin"}
    if str(cors.get("allowCredentials")).lower() == "true":
        headers["Access-Control-Allow-Credentials"] = "true"
    if cors.get("exposeHeaders"):
        headers["Access-Control-Expose-Headers"] = ",".join(cors["exposeHeaders"])
    return headers


def _answer_to_question(cors, origin):
    headers = _told(cors, origin)
    if headers:
        for name, value in (("Methods", cors.get("allowMethods")), ("Headers", cors.get("allowHeaders"))):
            if value:
                headers[f"Access-Control-Allow-{name}"] = ",".join(value)
        if cors.get("maxAge") is not None:
            headers["Access-Control-Max-Age"] = str(int(cors["maxAge"]))
    return 204, {**headers, "Content-Length": "0"}, b""


def _without_own(api_id, answer):
    """What an integration says of other origins, it says in vain where the API is configured to."""
    status, headers, body = answer
    if state._apis[api_id].get("corsConfiguration"):
        headers = {name: value for name, value in headers.items() if not name.lower().startswith("access-control-")}
    return status, headers, body


async def _handle_in_scope(api_id, stage, path, method, headers, *more):
    _api.set(api_id)
    if method != "OPTIONS":
        return await _in_scope(api_id, stage, path, method, headers, *more)
    cors = state._apis.get(api_id, {}).get("corsConfiguration")
    sent = {name.lower(): value for name, value in headers.items()}
    asks = sent.get("origin") and sent.get("access-control-request-method")
    if cors and asks and _match(api_id, method, "/" + path.lstrip("/")) is None:
        return _answer_to_question(cors, sent["origin"])
    # In lower case, ministack does not answer it by itself.
    return await _in_scope(api_id, stage, path, "options", headers, *more)


async def _invoke_address(integration, path, method, *more):
    return _without_own(_api.get(), await _invoke_http(integration, path, method.upper(), *more))


state._cors_response_headers = _told
state._handle_execute_in_scope = _handle_in_scope
state._match_route = lambda api_id, method, path: _match(api_id, method.upper(), path)
state._invoke_http_proxy = _invoke_address
