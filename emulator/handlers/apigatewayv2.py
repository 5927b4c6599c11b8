"""HTTP APIs: VPC links with the API that ministack lacks for them, and settings that it kept in the template's spelling."""
import json
import time

from ministack.core.responses import AccountRegionScopedDict, new_uuid
from ministack.services import apigateway as state
from ministack.services.cloudformation import provisioners

from .kit import Refused, call, extend, quietly, resource

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
    """Corrects: CorsConfiguration was kept in the template's spelling, which the API does not show."""
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
