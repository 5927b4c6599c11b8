"""Corrections of ministack's CloudFormation engine itself."""
import contextvars
import copy

from ministack.services import cloudformation as state
from ministack.services import lambda_svc
from ministack.services.cloudformation import changesets, custom_resource, provisioners, stacks
from ministack.services.cloudformation import handlers as actions
from ministack.services.cloudformation.helpers import _error, _p

from .event_buses import tell

# Corrects: the names that it makes up depended on the stack's name only, so that a stack made again after its deletion
# met what the first one had retained. As in AWS, every stack makes up its own.
_physical_name = provisioners._physical_name


def _name(stack_name, logical_id, **more):
    stack = state._stacks.get(stack_name) or {}
    seed = provisioners._NAME_SEED.get()
    token = provisioners._NAME_SEED.set(f"{stack.get('StackId', '')}{seed}")
    try:
        return _physical_name(stack_name, logical_id, **more)
    finally:
        provisioners._NAME_SEED.reset(token)


provisioners._physical_name = _name


# Corrects: UpdateReplacePolicy: Snapshot took no snapshot of the resource that an update replaced.
_policy_asked = contextvars.ContextVar("policy_asked", default=(None, None))
_resource_policy, _delete_resource = stacks._resource_policy, stacks._delete_resource


# The update policy of the resource that is being updated, for its handler.
update_policy = contextvars.ContextVar("update_policy", default=None)


def _ask_policy(res_def, attribute, *more):
    value = _resource_policy(res_def, attribute, *more)
    if attribute == "UpdateReplacePolicy":
        update_policy.set(stacks._resolve_refs(copy.deepcopy(res_def.get("UpdatePolicy")), *more))
    _policy_asked.set((attribute, value))
    return value


def _delete(kind, pid, props, *more):
    if _policy_asked.get() == ("UpdateReplacePolicy", "Snapshot"):
        provisioners._snapshot_resource(kind, pid, props)
    return _delete_resource(kind, pid, props, *more)


stacks._resource_policy, stacks._delete_resource = _ask_policy, _delete


# Corrects: a stack that was being created, changed or deleted took another change set and another update, and both ran
# at once. One that is under review only has not begun.
def _refusing_what_is_in_progress(action, find_stack):
    answer = actions._ACTION_HANDLERS[action]

    def refuse(params):
        stack = find_stack(params) or {}
        status = stack.get("StackStatus", "")
        if status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS":
            return _error("ValidationError", f"Stack:{stack['StackId']} is in {status} state and can not be updated.")
        return answer(params)

    actions._ACTION_HANDLERS[action] = refuse


def _stack_to_update(params):
    return actions._resolve_stack(_p(params, "StackName"))


def _stack_to_change(params):
    # To create one that exists is refused as such.
    return None if _p(params, "ChangeSetType") == "CREATE" else _stack_to_update(params)


def _stack_of_change_set(params):
    _, change_set = changesets._find_change_set(_p(params, "ChangeSetName"), _p(params, "StackName"))
    # One that is executed already, or cannot be, is refused as such.
    return state._stacks.get(change_set["StackName"]) if change_set and change_set["ExecutionStatus"] == "AVAILABLE" else None


_refusing_what_is_in_progress("UpdateStack", _stack_to_update)
_refusing_what_is_in_progress("CreateChangeSet", _stack_to_change)
_refusing_what_is_in_progress("ExecuteChangeSet", _stack_of_change_set)


# Corrects: what a resource that could not be deleted depends on was deleted all the same. As in AWS, it is left alone
# until that resource is gone.
_deleted_stack = contextvars.ContextVar("deleted_stack", default=None)
_delete_stack, _topological_sort = stacks._delete_stack_async, stacks._topological_sort


class _Order(list):
    """Logical ids in the order of creation. Backwards, that of deletion, it leaves out what is still needed by then."""
    def __init__(self, ordered, definitions, resources):
        super().__init__(ordered)
        self._definitions, self._resources = definitions, resources

    def __reversed__(self):
        return (logical_id for logical_id in super(_Order, self).__reversed__() if not self._needed(logical_id))

    def _needed(self, logical_id):
        failed = [other for other, record in self._resources.items() if record.get("ResourceStatus") == "DELETE_FAILED"]
        return any(other != logical_id and logical_id in stacks._with_dependencies([other], self._definitions, set(self._resources))
                   for other in failed)


async def _delete_stack_by_need(stack_name, *more, **options):
    token = _deleted_stack.set(state._stacks.get(stack_name))
    try:
        await _delete_stack(stack_name, *more, **options)
    finally:
        _deleted_stack.reset(token)


def _sort(definitions, conditions):
    # Corrects: what an update policy refers to was not made first.
    definitions = {name: _with_policy_dependencies(one, definitions) if "UpdatePolicy" in one else one for name, one in definitions.items()}
    ordered, stack = _topological_sort(definitions, conditions), _deleted_stack.get()
    return ordered if stack is None else _Order(ordered, definitions, stack.get("_resources", {}))


def _with_policy_dependencies(definition, definitions):
    depends = definition.get("DependsOn", [])
    depends = [depends] if isinstance(depends, str) else depends
    return {**definition, "DependsOn": [*depends, *(name for name, _ in stacks._intrinsic_references(definition["UpdatePolicy"]) if name in definitions)]}


stacks._topological_sort = _sort
stacks._delete_stack_async = actions._delete_stack_async = _delete_stack_by_need


# Corrects: a custom resource whose function could not even start was waited for as long as one that still works (an
# hour). The failure is told at once.
_execute = lambda_svc._execute_function_with_config_scope


def _execute_function(function, event):
    result = _execute(function, event)
    token = str((event or {}).get("ResponseURL", "")).rsplit("/", 1)[-1] if isinstance(event, dict) else ""
    pending = custom_resource._pending.get(token)
    if pending and isinstance(result, dict) and result.get("error") and not pending["event"].wait(1):
        body = result.get("body")
        detail = body.get("errorMessage", body) if isinstance(body, dict) else body
        custom_resource.deliver_response(token, {"Status": "FAILED", "Reason": f"The custom resource's function failed: {detail}"})
    return result


lambda_svc._execute_function_with_config_scope = _execute_function


# Corrects: nobody was told of the state of stacks.
_add_event = stacks._add_event


def _tell_of_stack(stack_id, stack_name, logical_id, resource_type, status, reason="", *more, **named):
    _add_event(stack_id, stack_name, logical_id, resource_type, status, reason, *more, **named)
    if resource_type == "AWS::CloudFormation::Stack" and logical_id == stack_name:
        tell("aws.cloudformation", "CloudFormation Stack Status Change", [stack_id], {
            "stack-id": stack_id, "status-details": {"status": status, "status-reason": reason}, "client-request-token": stacks.CLIENT_REQUEST_TOKEN.get()})


for module in (stacks, changesets, actions):
    module._add_event = _tell_of_stack
