"""How a handler is written.

A handler speaks to the emulator as CloudFormation does to AWS: through the service's API, in process. So its state
is the state that the API shows, and AWS's own request model refuses what AWS would refuse.

    @resource("AWS::EC2::EIP", replace=("Domain",))
    class Eip:
        def create(self, ctx, props): ...           -> (physical id, GetAtt attributes)
        def update(self, ctx, pid, old, new): ...   -> attributes, or (physical id, attributes)
        def delete(self, pid, props): ...

    @extend("AWS::S3::Bucket")                       # after the built-in one
    class Bucket:
        def check(self, props): ...                  # raises before anything is touched
        def creating(self, props): ...               # likewise, only before a create
        def applied(self, ctx, pid, old, new): ...   # after create (old is {}) and update -> more attributes
        def deleting(self, pid, props): ...          # before the built-in delete
        def prepare(self, ctx, props): ...           # the properties that the built-in one gets
"""
import asyncio
import contextlib
import contextvars
import json
import re
import threading
from urllib.parse import parse_qs, unquote

import botocore.awsrequest
import botocore.session
from botocore.exceptions import BotoCoreError, ClientError
from ministack import app
from ministack.core.responses import _request_account_id, _request_region, get_account_id, get_region
from ministack.services.cloudformation import provisioners, stacks

HANDLERS = provisioners._RESOURCE_HANDLERS
_OURS: set[str] = set()

account = get_account_id
region = get_region


@contextlib.contextmanager
def scope(of_account: str, of_region: str):
    """The account and region in whose name what follows is done."""
    tokens = _request_account_id.set(of_account), _request_region.set(of_region)
    try:
        yield
    finally:
        _request_account_id.reset(tokens[0])
        _request_region.reset(tokens[1])


class Refused(ValueError):
    """What AWS would answer to a request that it refuses."""


class Context:
    def __init__(self, stack: str, logical_id: str):
        self.stack = stack
        self.logical_id = logical_id

    def name(self, lowercase: bool = False, max_len: int = 128) -> str:
        """The name that CloudFormation makes up; another one for a replacement."""
        return provisioners._physical_name(self.stack, self.logical_id, lowercase=lowercase, max_len=max_len)


# ------------------------------------------------------------------------------------------------------ registration

def resource(kind: str, replace=(), tags: str | None = None, replace_existing: bool = False):
    """Registers the handler of a type. `replace`: properties whose change makes a new resource."""
    def register(cls):
        if kind in HANDLERS and not replace_existing:
            raise RuntimeError(f"ministack has {kind} now: extend it, or say replace_existing")
        handler = cls()

        def create(logical_id, props, stack_name):
            return handler.create(Context(stack_name, logical_id), props)

        def update(pid, old, new, stack_name, logical_id=None):
            answer = handler.update(Context(stack_name, logical_id or pid), pid, old, new)
            return answer if isinstance(answer, tuple) else (pid, answer)

        entry = {"create": create, "update": update, "update_with_logical_id": True, "delete": handler.delete}
        if hasattr(handler, "snapshot"):
            entry["snapshot"] = handler.snapshot
        if "import" in HANDLERS.get(kind, {}):
            entry["import"] = HANDLERS[kind]["import"]
        _enter(kind, entry, replace)
        if tags:
            provisioners._STACK_TAG_PROPERTY[kind] = ("Tags", tags)
        return cls
    return register


def extend(kind: str, replace=()):
    """Adds to the built-in handler of a type; see the module's text."""
    def register(cls):
        handler = cls()
        built_in = dict(HANDLERS[kind])
        passes_id = built_in.get("update_with_logical_id")

        def after(ctx, answer, old, new):
            pid, attributes = answer
            more = handler.applied(ctx, pid, old, new) if hasattr(handler, "applied") else None
            return pid, {**(attributes or {}), **(more or {})}

        def prepare(ctx, props):
            return handler.prepare(ctx, props) if hasattr(handler, "prepare") else props

        def create(logical_id, props, stack_name):
            props = prepare(Context(stack_name, logical_id), props)
            if hasattr(handler, "check"):
                handler.check(props)
            if hasattr(handler, "creating"):
                handler.creating(props)
            answer = built_in["create"](logical_id, props, stack_name)
            try:
                return after(Context(stack_name, logical_id), answer, {}, props)
            except Exception:
                delete(answer[0], props, logical_id)  # a failed create leaves nothing behind
                raise

        def update(pid, old, new, stack_name, logical_id=None):
            old, new = (prepare(Context(stack_name, logical_id or pid), props) for props in (old, new))
            if hasattr(handler, "check"):
                handler.check(new)
            if "update" not in built_in:
                answer = built_in["create"](logical_id or pid, new, stack_name)
            elif passes_id:
                answer = built_in["update"](pid, old, new, stack_name, logical_id)
            else:
                answer = built_in["update"](pid, old, new, stack_name)
            return after(Context(stack_name, logical_id or pid), answer, old if answer[0] == pid else {}, new)

        def delete(pid, props, logical_id=None):
            if hasattr(handler, "deleting"):
                handler.deleting(pid, props)
            if built_in.get("delete_with_logical_id"):
                built_in["delete"](pid, props, logical_id)
            else:
                built_in["delete"](pid, props)

        entry = {**built_in, "create": create, "update": update, "update_with_logical_id": True,
                 "delete": delete, "delete_with_logical_id": True}
        _enter(kind, entry, replace)
        return cls
    return register


def _enter(kind, entry, replace):
    HANDLERS[kind] = entry
    _OURS.add(kind)
    if replace:
        known = provisioners._REPLACING_PROPERTIES.get(kind, ())
        provisioners._REPLACING_PROPERTIES[kind] = tuple(dict.fromkeys([*known, *replace]))


# A handler that calls an API waits for it: off the event loop, as ministack does for its own that wait.
_threaded = stacks._runs_on_worker_thread
stacks._runs_on_worker_thread = lambda kind: kind in _OURS or _threaded(kind)

# A handler of ours makes several calls; when a later one fails, the rollback sends the resource itself back as well.
_sends_back = stacks._sends_back_failed_update
stacks._sends_back_failed_update = lambda kind: kind in _OURS or _sends_back(kind)


# --------------------------------------------------------------------------------------------------- the API, in process

_SERVICES = {"elbv2": "elasticloadbalancing", "cloudwatch": "monitoring", "apigatewayv2": "apigateway",
             "application-autoscaling": "application-autoscaling"}
_session = botocore.session.Session()
_session.set_credentials("test", "test")
_clients: dict[tuple[str, str], object] = {}


class _Raw:
    def __init__(self, body: bytes):
        self._body = body

    def stream(self, *_, **__):
        yield self._body


def _send(service):
    handler = app.SERVICE_HANDLERS[_SERVICES.get(service, service)]

    def send(request, **_):
        path, _sep, query = request.url.split("://", 1)[1].partition("/")[2].partition("?")
        body = request.body or b""
        body = body.encode() if isinstance(body, str) else body if isinstance(body, bytes) else body.read()
        headers = {k.lower(): v.decode() if isinstance(v, bytes) else str(v) for k, v in request.headers.items()}
        status, answer_headers, answer = _wait(
            handler, request.method, "/" + unquote(path), headers, body, parse_qs(query, keep_blank_values=True))
        if isinstance(answer, str):
            answer = answer.encode()
        return botocore.awsrequest.AWSResponse(request.url, status, {k.lower(): v for k, v in answer_headers.items()},
                                               _Raw(answer or b""))
    return send


def _wait(handler, *arguments):
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return app.call_service_handler_sync(handler, *arguments)
    # On the event loop itself (snapshots, deletes that an update put off): on a loop of its own, in a thread of its own.
    context, answers = contextvars.copy_context(), []
    thread = threading.Thread(target=lambda: answers.append(context.run(asyncio.run, handler(*arguments))))
    thread.start()
    thread.join()
    if not answers:
        raise RuntimeError(f"{handler} failed, see the log")
    return answers[0]


def aws(service: str):
    """A botocore client of the emulator's own API, in the account and region of the stack at work."""
    key = (service, get_region())
    if key not in _clients:
        client = _session.create_client(service, region_name=key[1], endpoint_url="http://127.0.0.1")
        client.meta.events.register(f"before-send.{client.meta.service_model.service_id.hyphenize()}", _send(service))
        _clients[key] = client
    return _clients[key]


def call(service: str, operation: str, values: dict | None = None, /, **more):
    """One API call with values as a template has them: names in any case, numbers and booleans maybe as strings."""
    client = aws(service)
    model = client.meta.service_model.operation_model(operation)
    arguments = convert({**(values or {}), **{k: v for k, v in more.items() if v is not None}}, model.input_shape, operation)
    method = botocore.xform_name(operation)
    try:
        return getattr(client, method)(**arguments)
    except ClientError as error:
        detail = error.response["Error"]
        refused = Refused(f"{detail.get('Message')} (Service: {service}, {operation}, Error Code: {detail.get('Code')})")
        refused.code = detail.get("Code")
        raise refused from error
    except BotoCoreError as error:
        raise Refused(f"{operation}: {error}") from error


def quietly(service: str, operation: str, values: dict | None = None, /, **more):
    """For deletes: what is gone already is fine."""
    try:
        return call(service, operation, values, **more)
    except Refused as error:
        if re.search(r"NotFound|NoSuch|NonExistent|ResourceNotFound|DoesNotExist", str(getattr(error, "code", ""))):
            return None
        raise


def convert(value, shape, path: str):
    """A template's value in the API's form, led by AWS's own request model; an unknown name is refused."""
    kind = shape.type_name
    if kind == "structure":
        if not isinstance(value, dict):
            raise Refused(f"{path}: expected an object, not {value!r}")
        members = {name.lower(): name for name in shape.members}
        result = {}
        for key, item in value.items():
            name = key if key in shape.members else members.get(key.lower())
            if name is None:
                raise Refused(f"{path}: extraneous key [{key}] is not permitted")
            if item is not None:
                result[name] = convert(item, shape.members[name], f"{path}.{key}")
        return result
    if kind == "list":
        items = value if isinstance(value, list) else [value]
        return [convert(item, shape.member, f"{path}[{index}]") for index, item in enumerate(items)]
    if kind == "map":
        return {key: convert(item, shape.value, f"{path}.{key}") for key, item in value.items()}
    if kind == "boolean":
        return value if isinstance(value, bool) else str(value).lower() == "true"
    if kind in ("integer", "long", "double", "float"):
        try:
            return int(value) if kind in ("integer", "long") else float(value)
        except (TypeError, ValueError):
            raise Refused(f"{path}: {value!r} is not a number") from None
    if kind == "string":
        if isinstance(value, (dict, list)):
            return json.dumps(value)
        text = str(value).lower() if isinstance(value, bool) else str(value)
        allowed = shape.metadata.get("enum")
        if allowed and text not in allowed:
            raise Refused(f"{path}: {text} is not a valid enum value. Supported values: [{', '.join(allowed)}]")
        return text
    return value


def amend_json(module, name: str, amend) -> None:
    """Completes the JSON answer of one of ministack's API functions: `amend(answer)` changes it in place."""
    original = getattr(module, name)

    def amended(*arguments):
        status, headers, body = original(*arguments)
        if status >= 300:
            return status, headers, body
        answer = json.loads(body or b"{}")
        amend(answer)
        return status, headers, json.dumps(answer).encode()

    setattr(module, name, amended)


def amend_items(module, action: str, id_tag: str, more, drop: str = "") -> None:
    """Completes the XML answer of an EC2 action: `more(id)` is put after the id of each item, as elements by name;
    `drop` is what ministack answers in their place."""
    original = module._ACTION_MAP[action]

    def amended(params):
        status, headers, body = original(params)
        text = body.decode() if isinstance(body, bytes) else body
        if drop:
            text = text.replace(drop, "")

        def complete(match):
            elements = more(match.group(1)) or {}
            return match.group(0) + "".join(f"<{name}>{value}</{name}>" for name, value in elements.items())

        return status, headers, re.sub(rf"<{id_tag}>([^<]+)</{id_tag}>", complete, text).encode()

    module._ACTION_MAP[action] = amended


def pick(props: dict, *names: str) -> dict:
    return {name: props[name] for name in names if name in props}


def without(props: dict, *names: str) -> dict:
    return {name: value for name, value in props.items() if name not in names}


def changed(old: dict, new: dict, *names: str) -> dict:
    """The named properties that the update changes (those that it removes are not in the answer)."""
    return {name: new[name] for name in names if name in new and new[name] != old.get(name)}


def truthy(value) -> bool:
    return str(value).lower() == "true"


def retag(old: dict, new: dict) -> tuple[list, list]:
    """(tags to set, keys to remove) of an update."""
    before = {t["Key"]: t["Value"] for t in old.get("Tags") or []}
    after = {t["Key"]: t["Value"] for t in new.get("Tags") or []}
    return ([{"Key": k, "Value": v} for k, v in after.items() if before.get(k) != v],
            [k for k in before if k not in after])
