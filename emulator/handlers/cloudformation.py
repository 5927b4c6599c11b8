"""Corrections of ministack's CloudFormation engine itself."""
import contextvars

from ministack.services import cloudformation as state
from ministack.services.cloudformation import provisioners, stacks

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


def _ask_policy(res_def, attribute, *more):
    value = _resource_policy(res_def, attribute, *more)
    _policy_asked.set((attribute, value))
    return value


def _delete(kind, pid, props, *more):
    if _policy_asked.get() == ("UpdateReplacePolicy", "Snapshot"):
        provisioners._snapshot_resource(kind, pid, props)
    return _delete_resource(kind, pid, props, *more)


stacks._resource_policy, stacks._delete_resource = _ask_policy, _delete

