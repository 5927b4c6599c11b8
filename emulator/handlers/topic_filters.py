"""What SNS takes as the filter policy of a subscription, and what it says of others.

https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html (operators)
"""
import ipaddress
import json
import math

from ministack.services import sns as state

_MOST_KEYS = 5
_MOST_COMBINATIONS = 150
_RANGES = ("=", "<", "<=", ">", ">=")
_TEXTS = ("prefix", "suffix", "equals-ignore-case", "wildcard")
# What "anything-but" takes beside values. A suffix is not among it.
_TEXTS_BUT = ("prefix", "wildcard")


class _Wrong(ValueError):
    pass


def why_not(text: str, scope: str) -> str | None:
    """Why SNS refuses a filter policy in this scope; None if it takes it."""
    try:
        policy = json.loads(text)
    except ValueError as error:
        return f"FilterPolicy: failed to parse JSON. {error}"
    try:
        _check(policy, scope)
    except _Wrong as wrong:
        return str(wrong)
    return None


def _check(policy, scope):
    if not isinstance(policy, dict):
        raise _Wrong("FilterPolicy: Filter is not an object")
    by_attributes = scope != "MessageBody"
    if (len(_names(policy)) if by_attributes else len(policy)) > _MOST_KEYS:
        raise _Wrong(f"FilterPolicy: Filter policy can not have more than {_MOST_KEYS} keys")
    combinations = _combinations(policy, 1)
    if by_attributes and _is_nested(policy):
        raise _Wrong("Filter policy scope MessageAttributes does not support nested filter policy")
    if combinations > _MOST_COMBINATIONS:
        raise _Wrong("FilterPolicy: Filter policy is too complex")


def _names(policy):
    """The names of attributes, those in alternatives as well."""
    return {name for key, value in policy.items() for name in (set().union(*map(_names, value)) if _is_or(key, value) else {key})}


def _is_or(key, value):
    return key == "$or" and state._is_or_operator(value)


def _is_nested(policy):
    return any(isinstance(value, dict) or (_is_or(key, value) and any(map(_is_nested, value))) for key, value in policy.items())


def _combinations(policy, depth):
    """Values multiplied with each other and with how deep they stand; alternatives add up."""
    return math.prod(_combinations_of(key, value, depth) for key, value in policy.items())


def _combinations_of(key, value, depth):
    if isinstance(value, dict):
        return _combinations(value, depth + 1)
    if _is_or(key, value):
        return sum(_combinations(one, depth) for one in value)
    if not isinstance(value, list):
        raise _Wrong(f'FilterPolicy: "{key}" must be an object or an array')
    if not value:
        raise _Wrong("FilterPolicy: Empty arrays are not allowed")
    for rule in value:
        _check_rule(rule)
    return len(value) * depth


def _check_rule(rule):
    if isinstance(rule, dict):
        if len(rule) != 1:
            raise _Wrong("FilterPolicy: Only one key allowed in match expression")
        [(operator, operand)] = rule.items()
        if operator not in _OPERATORS:
            raise _Wrong(f"FilterPolicy: Unrecognized match type {operator}")
        _OPERATORS[operator](operator, operand)
    elif isinstance(rule, list):
        raise _Wrong("FilterPolicy: Match value must be String, number, true, false, or null")


def _check_text(operator, operand):
    if not isinstance(operand, str):
        raise _Wrong(f"FilterPolicy: {operator} match pattern must be a string")


def _check_anything_but(_, operand):
    if isinstance(operand, dict):
        for operator, value in operand.items():
            if operator not in _TEXTS_BUT:
                raise _Wrong(f"FilterPolicy: Unsupported anything-but pattern: {operator}")
            _check_text(operator, value)
    else:
        for value in operand if isinstance(operand, list) else [operand]:
            if not isinstance(value, (str, int, float)) or isinstance(value, bool):
                raise _Wrong("FilterPolicy: Value of anything-but must be an array or single string/number value.")


def _check_exists(_, operand):
    if not isinstance(operand, bool):
        raise _Wrong("FilterPolicy: exists match pattern must be either true or false.")


def _check_cidr(_, operand):
    _check_text("prefix", operand)  # so AWS calls it
    address, slash, bits = operand.partition("/")
    if not slash or "/" in bits:
        raise _Wrong("FilterPolicy: Malformed CIDR, one '/' required")
    if not bits.isdecimal():
        raise _Wrong("FilterPolicy: Malformed CIDR, mask bits must be an integer")
    try:
        ipaddress.ip_network(operand, strict=False)
    except ValueError:
        raise _Wrong(f"FilterPolicy: Nonstandard IP address: {address}") from None


def _check_numeric(_, operand):
    if not isinstance(operand, list) or not operand or not isinstance(operand[0], str):
        raise _Wrong(f"FilterPolicy: Invalid member in numeric match: {operand[0] if isinstance(operand, list) and operand else ']'}")
    operator, *rest = operand
    if operator not in _RANGES:
        raise _Wrong(f"FilterPolicy: Unrecognized numeric range operator: {operator}")
    bottom = _number(operator, rest)
    if len(rest) < 2:
        return
    if operator not in (">", ">="):
        raise _Wrong("FilterPolicy: Too many elements in numeric expression")
    second = rest[1]
    if not isinstance(second, str):
        raise _Wrong(f"FilterPolicy: Bad value in numeric range: {second}")
    if second not in ("<", "<="):
        raise _Wrong(f"FilterPolicy: Bad numeric range operator: {second}")
    if _number(second, rest[2:]) <= bottom:
        raise _Wrong("FilterPolicy: Bottom must be less than top")
    if len(rest) > 3:
        raise _Wrong("FilterPolicy: Too many terms in numeric range expression")


def _number(operator, rest):
    if not rest or not isinstance(rest[0], (int, float)) or isinstance(rest[0], bool):
        raise _Wrong(f"FilterPolicy: Value of {'equals' if operator == '=' else operator} must be numeric")
    return rest[0]


_OPERATORS = {**dict.fromkeys(_TEXTS, _check_text), "anything-but": _check_anything_but, "exists": _check_exists, "cidr": _check_cidr, "numeric": _check_numeric}
