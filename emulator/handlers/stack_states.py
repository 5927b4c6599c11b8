"""What a stack refuses in the state that it is in, and what a failed rollback leaves in it."""
import contextvars

from ministack.core.responses import new_uuid
from ministack.services import cloudformation as state
from ministack.services.cloudformation import changesets, provisioners, stacks
from ministack.services.cloudformation import handlers as actions
from ministack.services.cloudformation.helpers import _error, _p, _xml

# Corrects: one whose creation or rollback failed, or whose deletion did, could be changed; the words were others.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
_FINAL = ("DELETE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "UPDATE_ROLLBACK_FAILED")


def _refusing_final_states(action, find_stack):
    answer = actions._ACTION_HANDLERS[action]

    def refuse(params):
        stack = find_stack(params) or {}
        if stack.get("StackStatus") in _FINAL:
            return _error("ValidationError", f"Stack:{stack['StackId']} is in {stack['StackStatus']} state and can not be updated.")
        return answer(params)

    actions._ACTION_HANDLERS[action] = refuse


def _named(params):
    return actions._resolve_stack(_p(params, "StackName"))


_refusing_final_states("UpdateStack", _named)
_refusing_final_states("CreateChangeSet", lambda params: None if _p(params, "ChangeSetType") == "CREATE" else _named(params))


# Corrects: an update could take away or change an export that others import. As in AWS, it is rolled back with the
# words below (aws-cdk#5151, linz/geostore#630), before the cleanup deletes anything.
_resolve_outputs, _deploy = stacks._resolve_stack_outputs, stacks._deploy_stack_async
_refused_export = contextvars.ContextVar("refused_export", default=None)


def _importers(name):
    return sorted(other for other, stack in state._stacks.items()
                  if stack.get("StackStatus", "").endswith("_COMPLETE") and "DELETE" not in stack["StackStatus"]
                  and name in actions._imported_export_names(stack, other))


def _own_exports(stack_id):
    return {name: export["Value"] for name, export in state._exports.items() if export["StackId"] == stack_id}


def _outputs(outputs_defs, conditions, resources, param_values, mappings, stack_name, stack_id):
    outputs, exports = _resolve_outputs(outputs_defs, conditions, resources, param_values, mappings, stack_name, stack_id)
    for name, value in _own_exports(stack_id).items():
        users = [user for user in _importers(name) if user != stack_name]
        if users and exports.get(name, {}).get("Value") != value:
            verb = "updated" if name in exports else "deleted"
            _refused_export.set(f"Export {name} cannot be {verb} as it is in use by {' and '.join(users)}")
            raise ValueError(_refused_export.get())
    return outputs, exports


# Corrects: what an update adds was said to be updated. As in AWS, it is created.
_standing = contextvars.ContextVar("standing", default=None)


async def _deploy_forgetting_exports(stack_name, stack_id, *more, **options):
    # Corrects: an export outlived the output that it came from.
    before = _own_exports(stack_id)
    standing = set((state._stacks.get(stack_name) or {}).get("_resources", {}))
    token = _standing.set(standing)
    try:
        await _deploy(stack_name, stack_id, *more, **options)
    finally:
        _standing.reset(token)
    stack = state._stacks.get(stack_name) or {}
    for logical_id, record in stack.get("_resources", {}).items():
        if logical_id not in standing and record.get("ResourceStatus") == "UPDATE_COMPLETE":
            record["ResourceStatus"] = "CREATE_COMPLETE"
    if stack.get("StackStatus", "").endswith("UPDATE_COMPLETE"):
        kept = {output.get("ExportName") for output in stack.get("Outputs", [])}
        for name in before.keys() - kept:
            state._exports.pop(name, None)


stacks._resolve_stack_outputs = _outputs
for module in (stacks, changesets, actions):
    module._deploy_stack_async = _deploy_forgetting_exports


# Corrects: the names that an update makes up for what it adds were the same in every attempt, so that the next one met
# what a failed one had left.
def _provision_under_new_name(*arguments):
    token = provisioners._NAME_SEED.set(new_uuid()[:8])
    try:
        return stacks._provision_resource(*arguments), provisioners._NAME_SEED.get()
    finally:
        provisioners._NAME_SEED.reset(token)


stacks._provision_keeping_seed = _provision_under_new_name


# Corrects: the call was refused. As in AWS, the stack says why it stays as it was (aws-cdk#604).
_delete_stack = actions._ACTION_HANDLERS["DeleteStack"]


def _delete(params):
    stack = actions._resolve_stack(_p(params, "StackName")) or {}
    used = {name: users for name in _own_exports(stack.get("StackId")) if (users := [u for u in _importers(name) if u != stack["StackName"]])}
    if not used or stack.get("EnableTerminationProtection"):
        return _delete_stack(params)
    name, users = sorted(used.items())[0]
    stack["StackStatusReason"] = f"Export {name} cannot be deleted as it is in use by {' and '.join(users)}"
    stacks._add_event(stack["StackId"], stack["StackName"], stack["StackName"], "AWS::CloudFormation::Stack", stack["StackStatus"],
                      stack["StackStatusReason"], stack["StackId"])
    return _xml(200, "DeleteStackResponse", "")


actions._ACTION_HANDLERS["DeleteStack"] = _delete


# Corrects: a rollback that could not delete a resource deleted what that one depends on, and forgot both: a new attempt
# to delete the stack left them. As in AWS, they stay in a stack whose creation failed, and are deleted with it; after
# an update they are nobody's.
_roll_back, _delete_resource, _add_event = stacks._roll_back_operation, stacks._delete_resource, stacks._add_event
_rollback_reason = stacks._rollback_failure_reason
_rollback = contextvars.ContextVar("rollback", default=None)


class _Rollback:
    def __init__(self, definitions, resources):
        self.definitions, self.before = definitions, {name: dict(record) for name, record in resources.items()}
        self.failed, self.spared = set(), set()

    def spares(self, logical_id):
        needed = stacks._with_dependencies(sorted(self.failed), self.definitions, set(self.before))
        if logical_id in needed - self.failed:
            self.spared.add(logical_id)
        return logical_id in self.spared


async def _roll_back_by_need(stack_name, stack_id, stack, operation, *more, **options):
    rollback = _Rollback((operation.get("template") or {}).get("Resources", {}), stack.get("_resources", {}))
    token = _rollback.set(rollback)
    try:
        await _roll_back(stack_name, stack_id, stack, operation, *more, **options)
    finally:
        _rollback.reset(token)
        _refused_export.set(None)
    if stack.get("StackStatus") == "ROLLBACK_FAILED":
        stack["_template"] = operation.get("template") or {}
        for name in rollback.failed | rollback.spared:
            status = {"ResourceStatus": "DELETE_FAILED"} if name in rollback.failed else {}
            stack["_resources"][name] = {**rollback.before[name], **status}


def _delete_by_need(kind, pid, props, stack_name=None, logical_id=None, *more):
    rollback = _rollback.get()
    if rollback is None or logical_id is None:
        return _delete_resource(kind, pid, props, *([stack_name, logical_id, *more] if stack_name else more))
    if logical_id in rollback.spared:
        raise ValueError("needed")
    try:
        return _delete_resource(kind, pid, props, stack_name, logical_id, *more)
    except Exception:
        rollback.failed.add(logical_id)
        raise


def _tell(stack_id, stack_name, logical_id, resource_type, status, reason="", *more, **named):
    rollback, refused = _rollback.get(), _refused_export.get()
    if rollback and ((status == "DELETE_IN_PROGRESS" and rollback.spares(logical_id)) or (status == "DELETE_FAILED" and logical_id in rollback.spared)):
        return
    standing = _standing.get()
    if standing is not None and logical_id not in standing and logical_id != stack_name and status in ("UPDATE_IN_PROGRESS", "UPDATE_COMPLETE", "UPDATE_FAILED"):
        status = status.replace("UPDATE", "CREATE")
    if refused and resource_type == "AWS::CloudFormation::Stack":
        if status == "UPDATE_FAILED":
            return
        reason = refused if status == "UPDATE_ROLLBACK_IN_PROGRESS" else reason
    _add_event(stack_id, stack_name, logical_id, resource_type, status, reason, *more, **named)


def _reason(records):
    rollback = _rollback.get()
    return _rollback_reason({name: record for name, record in records.items() if not rollback or name not in rollback.spared})


stacks._rollback_failure_reason, stacks._delete_resource = _reason, _delete_by_need
for module in (stacks, changesets, actions):
    module._add_event = _tell
for module in (stacks, actions):
    module._roll_back_operation = _roll_back_by_need
