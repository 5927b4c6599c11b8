"""Secrets: their names, values, policies and rotation."""
import contextvars
import json
import logging
import threading

from ministack.core.responses import new_uuid
from ministack.services import lambda_svc, secretsmanager as state
from ministack.services.cloudformation import provisioners

from .kit import Refused, call, quietly, resource, truthy
from .lambda_functions import service_may_invoke


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


# Corrects: a rotation gave the old value a new version; its function was not called.
_STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
_rotate = state._rotate_secret


def _rotate_by_function(data):
    _, secret = state._resolve(data.get("SecretId"))
    function = data.get("RotationLambdaARN") or (secret or {}).get("RotationLambdaARN")
    if not secret or secret.get("DeletedDate") or not function:
        return _rotate(data)
    if not service_may_invoke("secretsmanager.amazonaws.com", function, secret["ARN"]):
        return state.error_response_json("AccessDeniedException", "Secrets Manager cannot invoke the specified Lambda function. Ensure that the "
                                         "function policy grants access to the principal secretsmanager.amazonaws.com.", 400)
    secret.update(RotationEnabled=True, RotationLambdaARN=function, RotationRules=data.get("RotationRules") or secret.get("RotationRules"))
    token = data.get("ClientRequestToken") or new_uuid()
    if data.get("RotateImmediately", True):
        threading.Thread(target=contextvars.copy_context().run, args=(_take_steps, secret, function, token), daemon=True).start()
    return state.json_response({"ARN": secret["ARN"], "Name": secret["Name"], "VersionId": token})


def _take_steps(secret, function, token):
    secret["Versions"].setdefault(token, {"SecretString": None, "SecretBinary": None, "CreatedDate": 0, "Stages": ["AWSPENDING"]})
    for step in _STEPS:
        record, config, _ = lambda_svc._get_func_record_for_ref(function)
        result = lambda_svc._execute_function_with_config_scope(
            lambda_svc._execution_record_for_config(record, config), {"Step": step, "SecretId": secret["ARN"], "ClientRequestToken": token})
        if result.get("error"):
            logging.getLogger("ministack").warning("Rotation of %s failed in %s: %s", secret["Name"], step, result.get("body"))
            return


state._rotate_secret = _rotate_by_function


# Adds CancelRotateSecret: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CancelRotateSecret.html
_handle = state.handle_request


async def _with_cancellation(method, path, headers, body, query_params):
    if not headers.get("x-amz-target", "").endswith(".CancelRotateSecret"):
        return await _handle(method, path, headers, body, query_params)
    _, secret = state._resolve(json.loads(body or b"{}").get("SecretId"))
    if not secret:
        return state.error_response_json("ResourceNotFoundException", "Secrets Manager can't find the specified secret.", 400)
    if secret.get("DeletedDate"):
        return state.error_response_json("InvalidRequestException", "You can't perform this operation on the secret because it was marked for deletion.", 400)
    secret["RotationEnabled"] = False
    return state.json_response({"ARN": secret["ARN"], "Name": secret["Name"]})


state.handle_request = _with_cancellation


@resource("AWS::SecretsManager::RotationSchedule", replace=("SecretId",))
class RotationSchedule:
    """A function rotates at once, unless the template says otherwise, and whenever RotateSecret is called; never by the clock.
    Hosted rotation is shown by describe-secret, and does nothing."""
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
        if secret["RotationLambdaARN"]:
            call("secretsmanager", "RotateSecret", SecretId=secret_id, RotateImmediately=truthy(props.get("RotateImmediatelyOnUpdate", True)))
