"""Web identity: a token opens a role only if its issuer has signed it for this account, and it has not expired.

The keys come from the issuer, at `/.well-known/openid-configuration`. An issuer that a test plays stands elsewhere:
`PUT /_emulator/issuers/token.actions.githubusercontent.com?at=http://127.0.0.1:4000` says where. See ../README.md.
"""
import base64
import json
import time
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from ministack import app
from ministack.services import iam, sts

from .apigatewayv2 import signed_with

_ISSUERS = "/_emulator/issuers/"
_TIMEOUT_SECONDS = 5
_elsewhere: dict[str, str] = {}

# The claims that are keys of conditions. Of other issuers those of the standard are; `repository_owner_id` is none.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
_STANDARD = ("aud", "sub", "amr")
_OF_ISSUER = {"token.actions.githubusercontent.com": (
    "actor", "actor_id", "job_workflow_ref", "repository", "repository_id", "workflow", "ref", "environment", "enterprise_id")}


class InvalidToken(Exception):
    def __init__(self, message, code="InvalidIdentityToken"):
        super().__init__(message)
        self.code = code


# --------------------------------------------------------------------------------------------------------------- the token

def _decoded(part: str):
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def claims_of(token: str, account: str) -> dict:
    """The claims of a token that is good in an account."""
    try:
        header, claims = (_decoded(part) for part in token.split(".")[:2])
        host = claims["iss"].split("://", 1)[-1].rstrip("/")
    except (ValueError, KeyError, AttributeError, TypeError):
        raise InvalidToken("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)") from None
    provider = iam._oidc_providers.get_scoped(account, None, f"arn:aws:iam::{account}:oidc-provider/{host}")
    if provider is None:
        raise InvalidToken(f"No OpenIDConnect provider found in your account for https://{host}")
    audiences = claims.get("aud") if isinstance(claims.get("aud"), list) else [claims.get("aud")]
    if not set(audiences) & set(provider["ClientIDList"]):
        raise InvalidToken("Incorrect token audience")
    if header.get("alg") != "RS256" or not any(signed_with(token, key) for key in _keys_of(host, header.get("kid"))):
        raise InvalidToken("The signature of the ID Token is not valid")
    _check_times(claims)
    return claims


def _check_times(claims: dict) -> None:
    now, expires = time.time(), claims.get("exp")
    if not isinstance(expires, (int, float)):
        raise InvalidToken("Missing a required claim: exp")
    if expires <= now:
        raise InvalidToken(f"Token expired: current date/time {int(now)} must be before the expiration date/time {int(expires)}", "ExpiredTokenException")
    if claims.get("nbf", 0) > now + 300:
        raise InvalidToken("Token is not valid yet")


def _keys_of(host: str, kid) -> list:
    """The keys of an issuer under the name that the token has for its own."""
    try:
        found = _read(_elsewhere.get(host, f"https://{host}") + "/.well-known/openid-configuration")
        keys = _read(found["jwks_uri"])["keys"]
        return [key for key in keys if kid is None or key.get("kid") == kid]
    except (URLError, OSError, ValueError, KeyError, TypeError):
        raise InvalidToken("Couldn't retrieve verification key from your identity provider, please reference "
                           "AssumeRoleWithWebIdentity documentation for requirements") from None


def _read(url: str):
    with urlopen(url, timeout=_TIMEOUT_SECONDS) as answer:
        return json.loads(answer.read())


# ---------------------------------------------------------------------------------------------------------------- the role

# Corrects: any token was good whose text said so, of any issuer, at any time, and few of its claims could be asked for.
_trust_denied = sts._web_identity_trust_denied


def _denied(role_arn: str, params: dict, use_json: bool):
    try:
        claims_of(sts._p(params, "WebIdentityToken"), role_arn.split(":")[4])
    except InvalidToken as error:
        return _refusal(error.code, str(error), use_json)
    role = iam._roles.get_scoped(role_arn.split(":")[4], None, role_arn.rsplit("/", 1)[-1])
    denied = _trust_denied(role_arn, params, use_json)
    if denied is None and int(sts._p(params, "DurationSeconds") or 3600) > role.get("MaxSessionDuration", 3600):
        return _refusal("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", use_json)
    return denied


def _refusal(code: str, message: str, use_json: bool):
    return sts.error_response_json(code, message, 400) if use_json else sts._error(400, code, message, ns="sts")


_principal = sts._web_identity_principal


def _with_claims(token: str, provider_id: str, role_arn: str):
    provider, keys = _principal(token, provider_id, role_arn)
    host = provider.split(":oidc-provider/", 1)[-1]
    try:
        claims = _decoded(token.split(".")[1])
    except (ValueError, IndexError):
        return provider, keys
    known = (*_STANDARD, *_OF_ISSUER.get(host, ()))
    return provider, {f"{host}:{name}".lower(): claims[name] for name in known if name in claims}


sts._web_identity_trust_denied = _denied
sts._web_identity_principal = _with_claims


# -------------------------------------------------------------------------------------------------- issuers of the tests

_before_body = app._handle_pre_body_request


async def _answer_before_body(method, path, *more):
    if method != "PUT" or not path.startswith(_ISSUERS):
        return await _before_body(method, path, *more)
    query = next((each for each in more if isinstance(each, dict) and "at" in each), {})
    [at] = query.get("at") or [""]
    if urlsplit(at).hostname not in ("127.0.0.1", "localhost"):
        return 400, {"Content-Type": "text/plain"}, b"Say ?at=http://127.0.0.1:PORT: an issuer of this machine.\n"
    _elsewhere[path[len(_ISSUERS):].rstrip("/")] = at.rstrip("/")
    return 204, {}, b""


app._handle_pre_body_request = _answer_before_body
