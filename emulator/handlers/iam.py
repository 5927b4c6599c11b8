"""Inline role policies and OIDC providers, in IAM's own state."""
from ministack.services import iam as state

from .kit import call, quietly, resource


@resource("AWS::IAM::RolePolicy", replace=("PolicyName", "RoleName"))
class RolePolicy:
    def create(self, ctx, props):
        self._put(props)
        return f"{props['PolicyName']}|{props['RoleName']}", {}

    def update(self, ctx, pid, old, new):
        self._put(new)
        return {}

    def delete(self, pid, props):
        quietly("iam", "DeleteRolePolicy", RoleName=props["RoleName"], PolicyName=props["PolicyName"])

    def _put(self, props):
        call("iam", "PutRolePolicy", RoleName=props["RoleName"], PolicyName=props["PolicyName"], PolicyDocument=props["PolicyDocument"])


@resource("AWS::IAM::OIDCProvider", replace=("Url",))
class OidcProvider:
    def create(self, ctx, props):
        made = call("iam", "CreateOpenIDConnectProvider", Url=props.get("Url"), ClientIDList=props.get("ClientIdList", []),
                    ThumbprintList=props.get("ThumbprintList") or ["0" * 40], Tags=props.get("Tags"))
        arn = made["OpenIDConnectProviderArn"]
        return arn, {"Arn": arn}

    def update(self, ctx, pid, old, new):
        # ministack has no call that changes one
        record = state._oidc_providers[pid]
        record["ClientIDList"] = list(new.get("ClientIdList") or [])
        if new.get("ThumbprintList"):
            record["ThumbprintList"] = list(new["ThumbprintList"])
        return {"Arn": pid}

    def delete(self, pid, props):
        quietly("iam", "DeleteOpenIDConnectProvider", OpenIDConnectProviderArn=pid)
