"""Permissions: ministack's own judge of IAM policies, asked in more places, and what it lacks.

The keys that `emulator.mjs` gives to clients are the account's root and may do all. Roles may do what their policies say:
functions have their role, the CDK CLI has those of its bootstrap.
"""
import contextvars
import hashlib
import json
import re
import time

from ministack import app
from ministack.core import iam_actions, iam_evaluator as evaluator
from ministack.core.sigv4 import decode_header_value, parse_header_signature
from ministack.services import dynamodb, iam, kms, s3, secretsmanager, sns, sqs, sts

from .kit import Refused, account, region, scope

# Corrects: policies that demand TLS denied all that speaks to this machine over HTTP. Nothing leaves it: that counts as TLS.
_pin_request_origin = evaluator.pin_request_origin
app.pin_request_origin = evaluator.pin_request_origin = lambda address, _secure: _pin_request_origin(address, True)
evaluator._request_origin.set(("127.0.0.1", True))


# Corrects: requests with the root's keys are not verified. To an HTTP API that asks for IAM they are what the test is about.
_pin_signed_request = evaluator.pin_signed_request


def _pin(method, raw_path, query_params, raw_headers, *more, **options):
    _pin_signed_request(method, raw_path, query_params, raw_headers, *more, **options)
    headers = {name.decode("latin-1").lower(): decode_header_value(value) for name, value in raw_headers}
    signature = parse_header_signature(headers) if "authorization" in headers else None
    if evaluator._signed_request.get() is None and signature and not isinstance(signature, tuple) and signature.service == "execute-api":
        evaluator._signed_request.set(evaluator.SignedRequest(signature.access_key_id, method, raw_path, query_params, headers))


app.pin_signed_request = evaluator.pin_signed_request = _pin


# Corrects: a batch was judged by an action of its own, which IAM does not have. It takes the permission of what it does many times.
_extract_iam_action = iam_actions.extract_iam_action
_OF_BATCH = {"sns:PublishBatch": "sns:Publish", "sqs:SendMessageBatch": "sqs:SendMessage", "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
             "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility"}


def _action(*request):
    action = _extract_iam_action(*request)
    return _OF_BATCH.get(action, action)


iam_actions.extract_iam_action = _action


# -------------------------------------------------------------------------------------------------- questions to the judge

def role_may(role: str, action: str, resource: str, circumstances: dict | None = None) -> bool:
    """Whether the policies of a role allow it. Keys of `circumstances`, which conditions ask for, are in lower case."""
    name = role.rsplit("/", 1)[-1]
    context = evaluator.EvalContext(
        principal_arn=f"arn:aws:sts::{account()}:assumed-role/{name}/service", principal_type="AssumedRole",
        principal_account=account(), action=action, resource_arn=resource, region=region(), service_context=circumstances or {})
    policies = evaluator._gather_role_policies(name, account())
    return evaluator.evaluate(context, policies, *evaluator._permissions_boundary(iam._roles, name, account())).decision == "Allow"


def role_trusts(role: str, service: str) -> bool:
    """Whether an AWS service may take on the role."""
    document = (iam._roles.get(role.rsplit("/", 1)[-1]) or {}).get("AssumeRolePolicyDocument")
    statements = (json.loads(document) if isinstance(document, str) else document or {}).get("Statement", [])
    return any(one.get("Effect") == "Allow" and evaluator._service_principal_matches(one.get("Principal"), service)
               for one in (statements if isinstance(statements, list) else [statements]))


def demand(role: str, action: str, resource: str, refusal: str, circumstances: dict | None = None) -> None:
    if not role_may(role, action, resource, circumstances):
        raise Refused(f"{refusal} (Error Code: InvalidParameterValueException)")


def _credentials_of(role: str, session: str) -> tuple[str, str, str]:
    """(key, secret, token) of a session of a role, always the same ones."""
    name = role.rsplit("/", 1)[-1]
    key, secret, token = (hashlib.sha256(f"{part} of {role} as {session}".encode()).hexdigest() for part in ("key", "secret", "token"))
    key = f"ASIA{key[:16].upper()}"
    sts.register_session(key, {"Arn": service_principal_of(role, session), "UserId": f"{name}:{session}", "SecretAccessKey": secret, "SessionToken": token})
    return key, secret, token


def service_principal_of(role: str, session: str = "service") -> str:
    """Who an AWS service is while it acts by a role."""
    return f"arn:aws:sts::{role.split(':')[4]}:assumed-role/{role.rsplit('/', 1)[-1]}/{session}"


def obstacle_as(role: str, service: str, action: str, resource: str) -> str | None:
    """Why an AWS service that acts by a role may not do something, whatever stands in the way: the role, the policy of the
    resource, or the key of its data."""
    if not role_trusts(role, f"{service}.amazonaws.com"):
        return f"{service}.amazonaws.com may not assume {role}"
    key, _, _ = _credentials_of(role, service)
    evaluator._request_origin.set(("127.0.0.1", True))  # in a thread that no request has begun, too
    denied = evaluator.enforce(key, action, action.split(":")[0], region(), resource_arn=resource)
    return None if denied is None else f"{role} may not call {action} on {resource}"


def service_may(service: str, policy, action: str, resource: str, source: str, owner: str | None = None, circumstances: dict | None = None) -> bool:
    """Whether the policy of a resource lets an AWS service act on it in the name of `source`, which `owner` owns."""
    context = evaluator.EvalContext(
        principal_arn="*", principal_type="Service", principal_account="", action=action, resource_arn=resource, region=region(), secure_transport=True,
        service_context={"aws:sourcearn": source, "aws:sourceaccount": owner or account(), "aws:principalisawsservice": "true", **(circumstances or {})})
    return evaluator.evaluate_resource_policy(policy, context, service=service).decision == "Allow"


# --------------------------------------------------------------------------------------------------------- keys of the data

# Corrects: whoever may use a queue, bucket, table, topic or secret could do so without being allowed to use its key.
_USE = ("kms:Decrypt",)
_MAKE = ("kms:GenerateDataKey", "kms:Decrypt")
_NEEDS = {
    "sqs:SendMessage": _MAKE, "sqs:ReceiveMessage": _USE, "sns:Publish": _MAKE,
    "s3:PutObject": ("kms:GenerateDataKey",), "s3:GetObject": _USE,
    "secretsmanager:GetSecretValue": _USE, "secretsmanager:PutSecretValue": _MAKE, "secretsmanager:UpdateSecret": _MAKE,
}
_TABLE_DATA = ("GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "ConditionCheckItem")
_NEEDS.update({f"dynamodb:{name}": _USE for name in _TABLE_DATA})


def _key_named_by(service, resource):
    if service == "sqs":
        return (sqs._queue_by_arn(resource) or {}).get("attributes", {}).get("KmsMasterKeyId")
    if service == "sns":
        return (sns._topics.get(resource) or {}).get("attributes", {}).get("KmsMasterKeyId")
    if service == "s3":
        return _key_of_bucket(resource.rsplit(":", 1)[-1].partition("/")[0])
    if service == "dynamodb":
        table = dynamodb._tables.get(resource.split("/")[1]) if "/" in resource else None
        return ((table or {}).get("SSEDescription") or {}).get("KMSMasterKeyArn")
    return (secretsmanager._resolve(resource)[1] or {}).get("KmsKeyId")


def key_of(service: str, resource: str) -> str | None:
    """The ARN of the customer-managed key of what the ARN names."""
    found = _key_named_by(service, resource)
    if not found or "alias/aws/" in found:
        return None
    record = kms._resolve_key(found)
    return record["Arn"] if record and record.get("KeyManager", "CUSTOMER") == "CUSTOMER" else None


def use_of_key(service: str, resource: str) -> dict:
    """What conditions of policies may ask of the use of a key: by which service, and for what."""
    bucket = resource.partition("/")[0]
    context = {"sqs": ("aws:sqs:arn", resource), "sns": ("aws:sns:topicArn", resource), "secretsmanager": ("SecretARN", resource),
               "dynamodb": ("aws:dynamodb:tableName", resource.split("/")[1] if "/" in resource else ""),
               "s3": ("aws:s3:arn", bucket if _has_bucket_key(bucket) else resource)}.get(service, ("none", ""))
    return {"kms:viaservice": f"{service}.{region()}.amazonaws.com", "kms:calleraccount": account(), f"kms:encryptioncontext:{context[0]}".lower(): context[1]}


def _has_bucket_key(arn):
    return "<BucketKeyEnabled>true" in (s3._bucket_encryption.get(arn.rsplit(":", 1)[-1]) or "")


def _key_of_bucket(bucket):
    named = re.search(r"<KMSMasterKeyID>(.*?)</KMSMasterKeyID>", s3._bucket_encryption.get(bucket) or "")
    return named and named.group(1)


# Corrects: AWS services sent to encrypted queues and topics whose key they may not use. The keys that AWS manages let no
# service in. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html,
# https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
_queue_policy_allows, _topic_policy_allows = sqs.queue_policy_allows, sns.topic_policy_allows


def _service_may_use_key(service, kept_by, resource, source, owner):
    _, _, _, where, keeper, _ = resource.split(":", 5)
    with scope(keeper, where):
        if not _key_named_by(kept_by, resource):
            return True
        key = key_of(kept_by, resource)
        policy = kms.key_policy_for_arn(key)[0] if key else None
        context = {name: value for name, value in use_of_key(kept_by, resource).items() if name.startswith("kms:encryptioncontext:")}
        return policy is not None and all(service_may(service, policy, action, key, source, owner, context) for action in _MAKE)


def service_may_send(service: str, queue: str, source: str, owner: str | None = None) -> bool:
    """Whether an AWS service may send to a queue in the name of `source`, which `owner` owns."""
    owner = owner or account()
    evaluator._request_origin.set(("127.0.0.1", True))  # in a thread that no request has begun, too
    return _queue_policy_allows(queue, service, source, owner) and _service_may_use_key(service, "sqs", queue, source, owner)


def service_may_publish(service: str, topic: str, source: str) -> bool:
    """Whether an AWS service that does not say whose it is, but in the name of what, may publish to a topic of this account.
    The policy that a topic has from the start does not let it in."""
    policy = ((sns._topics.get(topic) or {}).get("attributes") or {}).get("Policy")
    return service_may(service, policy, "sns:Publish", topic, source) and _service_may_use_key(service, "sns", topic, source, account())


def owner_may_publish(service: str, topic: str, source: str, owner: str | None = None) -> bool:
    """Likewise for one that says whose it is (aws:SourceOwner), as CloudWatch does: the first policy of a topic lets it in."""
    owner = owner or account()
    evaluator._request_origin.set(("127.0.0.1", True))
    return _topic_policy_allows(topic, service, source, owner) and _service_may_use_key(service, "sns", topic, source, owner)


sqs.queue_policy_allows = lambda queue, service, source, owner: service_may_send(service, queue, source, owner)
sns.topic_policy_allows = lambda topic, service, source, owner: owner_may_publish(service, topic, source, owner)


_denied_use = contextvars.ContextVar("denied_use_of_key", default=None)
_enforce = evaluator.enforce


def _enforce_with_keys(access_key, action, service, where, resource_arn="*", service_context=None):
    _denied_use.set(None)
    denied = _enforce(access_key, action, service, where, resource_arn=resource_arn, service_context=service_context)
    if denied or action not in _NEEDS or evaluator.is_root_access_key(access_key):
        return denied
    key = key_of(service, resource_arn)
    for needed in _NEEDS[action] if key else ():
        refused = _enforce(access_key, needed, "kms", where, resource_arn=key, service_context=use_of_key(service, resource_arn))
        if refused:
            _denied_use.set((needed, key))
            return refused
    return None


evaluator.enforce = _enforce_with_keys
_access_denied_response = iam_actions.access_denied_response


def _tell_the_key(service, action, principal_arn, request_id, **more):
    use = _denied_use.get()
    if use and not more.get("message"):
        more["message"] = f"User: {principal_arn} is not authorized to perform: {use[0]} on resource: {use[1]} (needed for {action})"
        if service == "sns":
            more["error_code"] = "KMSAccessDenied"  # https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors
    return _access_denied_response(service, action, principal_arn, request_id, **more)


iam_actions.access_denied_response = _tell_the_key


# ------------------------------------------------------------------------------------------------------- the role of a task

# No task runs here. Who runs its program on this machine gets the task's credentials where containers get them
# (AWS_CONTAINER_CREDENTIALS_FULL_URI): from /_emulator/roles/NAME, if ECS tasks may take on the role.
_ROLES = "/_emulator/roles/"
_before_body = app._handle_pre_body_request


async def _answer_before_body(method, path, *more):
    return _task_credentials(path[len(_ROLES):].rsplit("/", 1)[-1]) if method == "GET" and path.startswith(_ROLES) else await _before_body(method, path, *more)


def _task_credentials(name):
    arn = (iam._roles.get(name) or {}).get("Arn", "")
    if not role_trusts(arn, "ecs-tasks.amazonaws.com"):
        return 403, {"Content-Type": "application/json"}, json.dumps({"code": "AccessDenied", "message": f"ECS tasks may not take on the role {name}."}).encode()
    key, secret, token = _credentials_of(arn, "task")
    expiration = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 6 * 3600))
    return 200, {"Content-Type": "application/json"}, json.dumps({
        "AccessKeyId": key, "SecretAccessKey": secret, "Token": token, "Expiration": expiration, "RoleArn": arn}).encode()


app._handle_pre_body_request = _answer_before_body
