"""Values that a template may have and a service refuses: what the services document, and ministack takes.

A rule has the properties of a resource and gives the words of the refusal, or nothing. It is asked before a resource
is made or changed by CloudFormation, and, where `_API` names the calls, by whoever calls the service.
"""
import datetime
import ipaddress
import json
import re
import zoneinfo

from ministack import app
from ministack.core.responses import error_response_json
from ministack.services import eventbridge

from .kit import HANDLERS, Refused, aws

_RULES = {}


def rule(*kinds):
    def register(check):
        for kind in kinds:
            _RULES.setdefault(kind, []).append(check)
        return check
    return register


def _at(props, name, otherwise=None):
    """A property, whether its name is as in a template or as in an API of small letters."""
    return props.get(name, props.get(name[:1].lower() + name[1:], otherwise))


# ------------------------------------------------------------------------------------------------------------- Lambda

# https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html: with these Lambda makes no functions.
_BLOCKED = {"nodejs", "nodejs4.3", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x", "python2.7", "python3.6", "python3.7",
            "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "java8", "go1.x", "ruby2.5", "ruby2.7", "provided"}


@rule("AWS::Lambda::Function")
def _runtime(props):
    runtime = props.get("Runtime")
    if runtime is None:
        return None
    if runtime not in aws("lambda").meta.service_model.shape_for("Runtime").enum:
        return f"Value {runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set (Error Code: InvalidParameterValueException)"
    if runtime in _BLOCKED:
        return (f"The runtime parameter of {runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a "
                "supported runtime while creating or updating functions. (Error Code: InvalidParameterValueException)")
    return None


@rule("AWS::Lambda::Function")
def _handler(props):
    if len(props.get("Handler") or "") > 128:
        return "Value at 'handler' failed to satisfy constraint: Member must have length less than or equal to 128 (Error Code: ValidationException)"
    return None


# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
@rule("AWS::Lambda::Function")
def _variables(props):
    variables = (props.get("Environment") or {}).get("Variables") or {}
    text = json.dumps({name: str(value) for name, value in variables.items()}, separators=(",", ":"), ensure_ascii=False)
    if len(text.encode()) > 4096:
        return ("Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB "
                f"limit. String measured: {text[:40]}... (Error Code: InvalidParameterValueException)")
    return None


@rule("AWS::Lambda::EventSourceMapping")
def _filters(props):
    for one in (props.get("FilterCriteria") or {}).get("Filters") or []:
        pattern = one.get("Pattern", "")
        if eventbridge._parse_pattern_text(pattern if isinstance(pattern, str) else json.dumps(pattern))[1]:
            return "Invalid filter pattern definition. (Error Code: InvalidParameterValueException)"
    return None


# -------------------------------------------------------------------------------------------------------- EventBridge

_FIELDS = [(0, 59, ""), (0, 23, ""), (1, 31, r"\?|L|(L|\d+)W"), (1, 12, ""), (1, 7, r"\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5])"), (1970, 2199, "")]
_WORDS = {3: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 4: "SUN MON TUE WED THU FRI SAT".split()}


def _is_part(text, position):
    least, most, signs = _FIELDS[position]
    if signs and re.fullmatch(signs, text):
        return True
    span, _, step = text.partition("/")
    if "/" in text and not re.fullmatch(r"[1-9]\d*", step):
        return False
    if span == "*":
        return True
    words = _WORDS.get(position, [])
    ends = [words.index(end.upper()) + least if end.upper() in words else int(end) if end.isdigit() else -1 for end in span.split("-")]
    return len(ends) <= 2 and all(least <= end <= most for end in ends)


# https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
def _is_schedule(text):
    once = re.fullmatch(r"at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)", text)
    if once:
        try:
            datetime.datetime.fromisoformat(once.group(1))
            return True
        except ValueError:
            return False
    if re.fullmatch(r"rate\([1-9]\d* (minute|hour|day)s?\)", text):
        return True
    cron = re.fullmatch(r"cron\((\S+(?: \S+){5})\)", text)
    fields = cron.group(1).split(" ") if cron else []
    return [fields[i] for i in (2, 4)].count("?") == 1 and all(
        _is_part(part, i) for i, field in enumerate(fields) for part in field.split(",")) if fields else False


@rule("AWS::Scheduler::Schedule")
def _schedule(props):
    expression = props.get("ScheduleExpression", "")
    if not _is_schedule(expression):
        return f"Invalid Schedule Expression {expression}. (Error Code: ValidationException)"
    zone = props.get("ScheduleExpressionTimezone")
    if zone and zone not in zoneinfo.available_timezones():
        return f"Invalid Schedule Expression Timezone {zone}. (Error Code: ValidationException)"
    return None


# ---------------------------------------------------------------------------------------------------------------- EC2

def _is_range(text):
    try:
        ipaddress.ip_network(text, strict=False)
        return "/" in text
    except ValueError:
        return False


@rule("AWS::EC2::VPC")
def _vpc_range(props):
    text = props.get("CidrBlock")
    if text and not (_is_range(text) and 16 <= int(text.split("/")[1]) <= 28):
        return f"The CIDR '{text}' is invalid. (Error Code: InvalidVpc.Range)"
    return None


def _rules_of(props, side):
    return props.get(f"SecurityGroup{side}") or []


# https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
@rule("AWS::EC2::SecurityGroup")
def _group_rules(props):
    for side in ("Ingress", "Egress"):
        if len(_rules_of(props, side)) > 60:
            return "The maximum number of rules per security group has been reached. (Error Code: RulesPerSecurityGroupLimitExceeded)"
    return None


@rule("AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress")
def _group_ranges(props):
    for one in [props, *_rules_of(props, "Ingress"), *_rules_of(props, "Egress")]:
        if one.get("CidrIp") and not _is_range(one["CidrIp"]):
            return f"CIDR block {one['CidrIp']} is malformed (Error Code: InvalidParameterValue)"
    return None


# ----------------------------------------------------------------------------------------------------- load balancers

# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
@rule("AWS::ElasticLoadBalancingV2::ListenerRule")
def _conditions(props):
    texts = []
    for condition in props.get("Conditions") or []:
        field = condition.get("Field")
        values = condition.get("Values") or (condition.get("HostHeaderConfig") or condition.get("PathPatternConfig") or {}).get("Values") or []
        for value in values:
            if field == "host-header" and not (re.fullmatch(r"[A-Za-z0-9.*?-]{1,128}", value) and "." in value):
                return f"The host header '{value}' is not valid (Error Code: ValidationError)"
            if field == "path-pattern" and not re.fullmatch(r"""[A-Za-z0-9_.$/~"'@:+&*?-]{1,128}""", value):
                return f"The path pattern '{value}' is not valid (Error Code: ValidationError)"
        texts += values
    if len(texts) > 5:
        return "A rule can have at most 5 condition values (Error Code: TooManyConditionValues)"
    if len(re.findall(r"[*?]", "".join(texts))) > 6:
        return "A rule can have at most 6 wildcards (Error Code: TooManyWildcards)"
    return None


# --------------------------------------------------------------------------------------------------------------- data

@rule("AWS::S3::Bucket")
def _cors(props):
    for one in (props.get("CorsConfiguration") or {}).get("CorsRules") or []:
        for name, values in (("AllowedHeader", one.get("AllowedHeaders")), ("AllowedOrigin", one.get("AllowedOrigins"))):
            for value in values or []:
                if value.count("*") > 1:
                    return f'{name} "{value}" can not have more than one wildcard. (Error Code: InvalidRequest)'
        for value in one.get("ExposedHeaders") or []:
            if "*" in value:
                return f'ExposeHeader "{value}" contains wildcard. We currently do not support wildcard for ExposeHeader. (Error Code: InvalidRequest)'
    return None


# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
@rule("AWS::DynamoDB::Table")
def _projections(props):
    for index in [*(props.get("GlobalSecondaryIndexes") or []), *(props.get("LocalSecondaryIndexes") or [])]:
        names = (index.get("Projection") or {}).get("NonKeyAttributes") or []
        if len(names) > 20:
            return "One or more parameter values were invalid: NonKeyAttributes must have at most 20 members (Error Code: ValidationException)"
        if any(not 1 <= len(name) <= 255 for name in names):
            return "One or more parameter values were invalid: an attribute's name has 1 to 255 characters (Error Code: ValidationException)"
    return None


_TAKEN = {"postgres": {"postgres", "template0", "template1", "rdsadmin"}, "mysql": {"mysql", "sys", "information_schema", "performance_schema"}}


@rule("AWS::RDS::DBCluster", "AWS::RDS::DBInstance")
def _database_name(props):
    name = (props.get("DatabaseName") or props.get("DBName") or "").lower()
    engine = "mysql" if "mysql" in props.get("Engine", "") else "postgres"
    if name in _TAKEN[engine]:
        return f"DatabaseName {name} cannot be used. It is a reserved word for this engine (Error Code: InvalidParameterValue)"
    return None


@rule("AWS::SecretsManager::Secret")
def _generated(props):
    asked = props.get("GenerateSecretString") or {}
    if str(asked.get("RequireEachIncludedType", True)).lower() == "false":
        return None
    excluded = set(asked.get("ExcludeCharacters") or "")
    for flag, characters in (("ExcludeNumbers", "0123456789"), ("ExcludeLowercase", "abcdefghijklmnopqrstuvwxyz"), ("ExcludeUppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")):
        if str(asked.get(flag, False)).lower() != "true" and set(characters) <= excluded:
            return "Some of the required character types have no characters left. (Error Code: InvalidParameterException)"
    return None


@rule("AWS::SSM::Parameter")
def _levels(props):
    if (props.get("Name") or "").strip("/").count("/") > 14:
        return "A hierarchy can have a maximum of 15 levels. (Error Code: HierarchyLevelLimitExceededException)"
    return None


# ---------------------------------------------------------------------------------------------------------------- ECS

# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
@rule("AWS::ECS::TaskDefinition")
def _size(props):
    length = len(json.dumps(props, separators=(",", ":"), ensure_ascii=False).encode())
    if length > 65536:
        return f"Actual length: '{length}'. Max allowed length is '65536' bytes. (Error Code: ClientException)"
    return None


# The API takes NONE; the type of CloudFormation does not, in which it is left out.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
@rule("AWS::ECS::Service")
def _propagated(props):
    if props.get("PropagateTags") not in (None, "SERVICE", "TASK_DEFINITION"):
        return f"Model validation failed (#/PropagateTags: #: {props['PropagateTags']} is not a valid enum value) (Error Code: InvalidRequest)"
    return None


@rule("AWS::ApiGatewayV2::Authorizer")
def _audience(props):
    if len((props.get("JwtConfiguration") or {}).get("Audience") or []) > 50:
        return "Too many audiences: at most 50 (Error Code: BadRequestException)"
    return None


# --------------------------------------------------------------------------------------------------------- everything

# https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
def _tags(props):
    tags = props.get("Tags") if isinstance(props.get("Tags"), (list, dict)) else []
    # Those of CloudFormation itself do not count.
    own = [tag for tag in tags if not str(tag.get("Key") if isinstance(tag, dict) else tag).startswith("aws:")]
    if len(own) > 50:
        return f"{len(own)} tags: a resource can have at most 50 (Error Code: ValidationException)"
    return None


def refusal_of(kind, props):
    """The words in which a resource with these properties is refused, if it is."""
    return next(filter(None, (check(props) for check in [*_RULES.get(kind, []), _tags])), None)


def _checked(kind, act, position):
    def checked(*arguments, **more):
        words = refusal_of(kind, arguments[position] or {})
        if words:
            raise Refused(words)
        return act(*arguments, **more)
    return checked


# -------------------------------------------------------------------------------------------------- who calls directly

# A call, by its target or its path, and what it makes.
_API = {
    "lambda": [(r"POST /2015-03-31/functions/?$", "AWS::Lambda::Function"), (r"PUT /2015-03-31/functions/[^/]+/configuration$", "AWS::Lambda::Function"),
               (r"POST /2015-03-31/event-source-mappings/?$", "AWS::Lambda::EventSourceMapping")],
    "scheduler": [(r"(POST|PUT) /schedules/[^/]+$", "AWS::Scheduler::Schedule")],
    "dynamodb": [(r"\.CreateTable$", "AWS::DynamoDB::Table")],
    "ssm": [(r"\.PutParameter$", "AWS::SSM::Parameter")],
    "ecs": [(r"\.RegisterTaskDefinition$", "AWS::ECS::TaskDefinition")],
    "apigateway": [(r"POST /v2/apis/[^/]+/authorizers$", "AWS::ApiGatewayV2::Authorizer")],
}


def _capitals(value):
    return {name[:1].upper() + name[1:]: item for name, item in value.items()} if isinstance(value, dict) else {}


def _guarded(service, handler):
    async def guarded(method, path, headers, body, query):
        called = headers.get("x-amz-target") or f"{method} {path}"
        kind = next((kind for pattern, kind in _API[service] if re.search(pattern, called)), None)
        if kind:
            try:
                props = _capitals(json.loads(body or b"{}"))
            except ValueError:
                props = {}
            if service == "apigateway":
                props["JwtConfiguration"] = _capitals(props.get("JwtConfiguration"))
            words = refusal_of(kind, props)
            if words:
                said, _, code = words.removesuffix(")").rpartition(" (Error Code: ")
                return error_response_json(code, said, 400)
        return await handler(method, path, headers, body, query)
    return guarded


def watch():
    """Asks the rules. Called when every handler is in its place."""
    for kind, entry in HANDLERS.items():
        for act, position in (("create", 1), ("update", 2)):
            if act in entry:
                entry[act] = _checked(kind, entry[act], position)
    for service in _API:
        app.SERVICE_HANDLERS[service] = _guarded(service, app.SERVICE_HANDLERS[service])
