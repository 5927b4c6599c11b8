"""Secrets: their names, values and policies."""
import json

from ministack.services import secretsmanager as state
from ministack.services.cloudformation import provisioners

from .kit import Refused, call, extend, quietly, resource


def _secret_string(props):
    """Corrects: ExcludePunctuation, ExcludeUppercase, IncludeSpace, RequireEachIncludedType, ... were ignored."""
    generate = props.get("GenerateSecretString")
    if not generate or props.get("SecretString"):
        return props.get("SecretString", "")
    options = {key: value for key, value in generate.items() if key not in ("SecretStringTemplate", "GenerateStringKey")}
    password = call("secretsmanager", "GetRandomPassword", options)["RandomPassword"]
    if "SecretStringTemplate" not in generate:
        return password
    return json.dumps({**json.loads(generate["SecretStringTemplate"]), generate["GenerateStringKey"]: password})


provisioners._sm_secret_string = _secret_string


def _same_name(name):
    """ministack keeps secrets by name; a template refers to one by its ARN."""
    key, secret = state._resolve(name)
    return key if secret else name


@resource("AWS::SecretsManager::Secret", replace=("Name",), tags="list", replace_existing=True)
class Secret:
    """Replaces the built-in one: Ref must be the ARN; it gave the name."""
    def create(self, ctx, props):
        name = props.get("Name") or ctx.name(max_len=512)
        if state._secrets.get(name):
            raise Refused(f"The operation failed because the secret {name} already exists. (Error Code: ResourceExistsException)")
        _, attributes = provisioners._sm_secret_create(ctx.logical_id, {**props, "Name": name}, ctx.stack)
        return attributes["Arn"], {"Id": attributes["Arn"]}

    def update(self, ctx, pid, old, new):
        name = _same_name(pid)
        provisioners._sm_secret_update(name, {**old, "Name": name}, {**new, "Name": name}, ctx.stack, ctx.logical_id)
        return {"Id": pid}

    def delete(self, pid, props):
        provisioners._sm_secret_delete(_same_name(pid), props)


@resource("AWS::SecretsManager::ResourcePolicy", replace=("SecretId",))
class ResourcePolicy:
    def create(self, ctx, props):
        self._put(props)
        return props["SecretId"], {"Id": props["SecretId"]}

    def update(self, ctx, pid, old, new):
        self._put(new)
        return {"Id": pid}

    def delete(self, pid, props):
        quietly("secretsmanager", "DeleteResourcePolicy", SecretId=props["SecretId"])

    def _put(self, props):
        call("secretsmanager", "PutResourcePolicy", SecretId=props["SecretId"], ResourcePolicy=props["ResourcePolicy"],
             BlockPublicPolicy=props.get("BlockPublicPolicy"))


@resource("AWS::SecretsManager::RotationSchedule", replace=("SecretId",))
class RotationSchedule:
    """describe-secret shows it; nothing is ever rotated."""
    def create(self, ctx, props):
        self._set(props["SecretId"], props)
        return props["SecretId"], {"Id": props["SecretId"]}

    def update(self, ctx, pid, old, new):
        self._set(pid, new)
        return {"Id": pid}

    def delete(self, pid, props):
        if _same_name(pid) in state._secrets:
            self._set(pid, None)

    def _set(self, secret_id, props):
        _, secret = state._resolve(secret_id)
        if secret is None:
            raise Refused("Secrets Manager can't find the specified secret. (Error Code: ResourceNotFoundException)")
        rules = (props or {}).get("RotationRules") or {}
        days = {"AutomaticallyAfterDays": int(rules["AutomaticallyAfterDays"])} if "AutomaticallyAfterDays" in rules else {}
        secret["RotationEnabled"] = props is not None
        secret["RotationLambdaARN"] = (props or {}).get("RotationLambdaARN")
        secret["RotationRules"] = {**rules, **days} if props is not None else None
