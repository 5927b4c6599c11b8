"""Web ACL associations, and logging configurations with the API that ministack lacks for them."""
import json

from ministack.core.responses import AccountRegionScopedDict, error_response_json, json_response
from ministack.services import waf as state

from .kit import account, call, extend, quietly, resource

_logging = AccountRegionScopedDict()  # web ACL ARN -> logging configuration


def _put_logging(data):
    configuration = data["LoggingConfiguration"]
    if configuration["ResourceArn"] not in {acl["ARN"] for acl in state._web_acls.values()}:
        return error_response_json("WAFNonexistentItemException", "AWS WAF couldn't perform the operation because your resource doesn't exist.", 400)
    for destination in configuration["LogDestinationConfigs"]:
        if not destination.split(":")[-1 if not destination.endswith(":*") else -2].split("/")[-1].startswith("aws-waf-logs-"):
            return error_response_json("WAFInvalidParameterException", f"The ARN isn't valid: a log destination's name starts with aws-waf-logs- ({destination})", 400)
    _logging[configuration["ResourceArn"]] = configuration
    return json_response({"LoggingConfiguration": configuration})


def _get_logging(data):
    if data["ResourceArn"] not in _logging:
        return error_response_json("WAFNonexistentItemException", "AWS WAF couldn't perform the operation because your resource doesn't exist.", 400)
    return json_response({"LoggingConfiguration": _logging[data["ResourceArn"]]})


def _delete_logging(data):
    _logging.pop(data["ResourceArn"], None)
    return json_response({})


_MORE = {"PutLoggingConfiguration": _put_logging, "GetLoggingConfiguration": _get_logging, "DeleteLoggingConfiguration": _delete_logging,
         "ListLoggingConfigurations": lambda data: json_response({"LoggingConfigurations": list(_logging.values())})}
_handle = state.handle_request


async def handle_request(method, path, headers, body, query_params):
    more = _MORE.get(headers.get("x-amz-target", "").split(".")[-1])
    return more(json.loads(body or b"{}")) if more else await _handle(method, path, headers, body, query_params)


state.handle_request = handle_request


@resource("AWS::WAFv2::WebACLAssociation", replace=("ResourceArn", "WebACLArn"))
class WebAclAssociation:
    def create(self, ctx, props):
        call("wafv2", "AssociateWebACL", WebACLArn=props["WebACLArn"], ResourceArn=props["ResourceArn"])
        return f"{props['WebACLArn']}|{props['ResourceArn']}", {}

    def update(self, ctx, pid, old, new):
        return {}

    def delete(self, pid, props):
        found = quietly("wafv2", "GetWebACLForResource", ResourceArn=props["ResourceArn"])
        if found and (found.get("WebACL") or {}).get("ARN") == props["WebACLArn"]:  # a replacement has taken its place already
            quietly("wafv2", "DisassociateWebACL", ResourceArn=props["ResourceArn"])


@resource("AWS::WAFv2::LoggingConfiguration", replace=("ResourceArn",))
class LoggingConfiguration:
    def create(self, ctx, props):
        self._put(props)
        return props["ResourceArn"], {"ManagedByFirewallManager": "false"}

    def update(self, ctx, pid, old, new):
        self._put(new)
        return {}

    def delete(self, pid, props):
        quietly("wafv2", "DeleteLoggingConfiguration", ResourceArn=pid)

    def _put(self, props):
        call("wafv2", "PutLoggingConfiguration", LoggingConfiguration=props)


@extend("AWS::WAFv2::WebACL")
class WebAcl:
    """Corrects: GetAtt Capacity and LabelNamespace were missing."""
    def applied(self, ctx, pid, old, new):
        return {"Capacity": "0", "LabelNamespace": f"awswaf:{account()}:webacl:{pid.split('|')[0]}:"}
