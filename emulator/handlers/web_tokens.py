"""Web identity, the other way round: STS gives a role a token that says who it is, and others check it with the keys of
the account's issuer. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html

Corrects: tokens were signed with a secret, by no issuer of the account, said "root", and nobody could check them; what
conditions ask of them was unknown.
"""
import base64
import hashlib
import json
import os
import secrets
import threading
import time
from urllib.parse import parse_qs

from ministack import app
from ministack.core import iam_actions
from ministack.core.responses import AccountScopedDict
from ministack.services import apigateway, iam, sts

from .apigatewayv2 import _SHA256
from .kit import account

_KEYS = "/_emulator/tokens/keys"
_enabled = AccountScopedDict()
_lock = threading.Lock()
_key = None


def issuer_of(account_id: str) -> str:
    """The name of an account's issuer. AWS makes one up; here it is known before."""
    return f"https://00000000-0000-0000-0000-{account_id}.tokens.sts.global.api.aws"


# --------------------------------------------------------------------------------------------------------- the key of RSA

def _is_prime(number: int) -> bool:
    if any(number % small == 0 for small in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47)):
        return False
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(24):
        power = pow(secrets.randbelow(number - 3) + 2, odd, number)
        if power in (1, number - 1):
            continue
        if not any((power := pow(power, 2, number)) == number - 1 for _ in range(twos - 1)):
            return False
    return True


def _prime(bits: int) -> int:
    while True:
        number = secrets.randbits(bits) | (3 << (bits - 2)) | 1
        if number % 65537 != 1 and _is_prime(number):
            return number


def _signing_key() -> tuple[int, int]:
    """(modulus, private exponent), made when the first token is."""
    global _key
    with _lock:
        if _key is None:
            one, other = _prime(1024), _prime(1024)
            _key = one * other, pow(65537, -1, (one - 1) * (other - 1))
        return _key


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _signed(claims: dict) -> str:
    modulus, exponent = _signing_key()
    text = ".".join(_encoded(json.dumps(part).encode()) for part in ({"alg": "RS256", "typ": "JWT", "kid": "goldenpath"}, claims))
    end = _SHA256 + hashlib.sha256(text.encode()).digest()
    padded = b"\0\1" + b"\xff" * (256 - len(end) - 3) + b"\0" + end
    return f"{text}.{_encoded(pow(int.from_bytes(padded, 'big'), exponent, modulus).to_bytes(256, 'big'))}"


# -------------------------------------------------------------------------------------------------------------- the calls

def _asked(query_params: dict, body: bytes) -> dict:
    return {**query_params, **parse_qs(body.decode("utf-8", errors="replace"))}


_handle_sts = sts.handle_request


async def _handle(method, path, headers, body, query_params):
    asked = _asked(query_params, body or b"")
    if (asked.get("Action") or [""])[0] != "GetWebIdentityToken" or "amz-json" in headers.get("content-type", ""):
        return await _handle_sts(method, path, headers, body, query_params)
    if account() not in _enabled:
        return sts._error(400, "OutboundWebIdentityFederationDisabled", "Outbound web identity federation is not enabled for this account.", ns="sts")
    status, kind, answer = await _handle_sts(method, path, headers, body, query_params)
    if status != 200:
        return status, kind, answer
    now, audiences = int(time.time()), [asked[name][0] for name in sorted(asked) if name.startswith("Audience")]
    caller = sts._caller_identity(headers, query_params)["userArn"]
    role = caller.split(":assumed-role/")
    subject = f"arn:aws:iam::{account()}:role/{role[1].split('/')[0]}" if len(role) == 2 else caller
    token = _signed({
        "iss": issuer_of(account()), "sub": subject, "aud": audiences[0] if len(audiences) == 1 else audiences, "iat": now,
        "exp": now + int((asked.get("DurationSeconds") or ["300"])[0]), "jti": secrets.token_hex(16),
        "https://sts.amazonaws.com/": {"aws_account": account(), "principal_id": subject}})
    before, _, after = answer.decode().partition("<WebIdentityToken>")
    return status, kind, f"{before}<WebIdentityToken>{token}</WebIdentityToken>{after.partition('</WebIdentityToken>')[2]}".encode()


sts.handle_request = _handle


def _answer(action: str):
    return iam._xml(200, f"{action}Response", f"<{action}Result><IssuerIdentifier>{issuer_of(account())}</IssuerIdentifier>"
                    f"<JwtVendingEnabled>true</JwtVendingEnabled></{action}Result>", ns="iam")


def _enable(_params):
    if account() in _enabled:
        return iam._error(409, "FeatureEnabled", "The request failed because outbound identity federation is already enabled.", ns="iam")
    _enabled[account()] = True
    return _answer("EnableOutboundWebIdentityFederation")


def _info(_params):
    if account() not in _enabled:
        return iam._error(404, "FeatureDisabled", "The request failed because outbound identity federation is not enabled.", ns="iam")
    return _answer("GetOutboundWebIdentityFederationInfo")


iam._IAM_HANDLERS.update(EnableOutboundWebIdentityFederation=_enable, GetOutboundWebIdentityFederationInfo=_info)

_tag_context = iam_actions.request_tag_context


def _context(service, iam_action, body, params):
    context = _tag_context(service, iam_action, body, params)
    if iam_action != "sts:GetWebIdentityToken":
        return context
    asked = _asked({}, body or b"")
    first = {name: (asked.get(name) or [None])[0] for name in ("DurationSeconds", "SigningAlgorithm")}
    return {**context, "sts:IdentityTokenAudience": [asked[name][0] for name in asked if name.startswith("Audience")],
            "sts:DurationSeconds": first["DurationSeconds"] or "300", "sts:SigningAlgorithm": first["SigningAlgorithm"]}


iam_actions.request_tag_context = _context


# --------------------------------------------------------------------------------------------------------- who checks them

_find_keys = apigateway._fetch_oidc_jwks_uri


async def _keys_of(issuer: str):
    if issuer.endswith(".tokens.sts.global.api.aws"):
        return f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}{_KEYS}"
    return await _find_keys(issuer)


apigateway._fetch_oidc_jwks_uri = _keys_of
_before_body = app._handle_pre_body_request


async def _answer_before_body(method, path, *more):
    if path != _KEYS:
        return await _before_body(method, path, *more)
    modulus, _ = _signing_key()
    key = {"kty": "RSA", "kid": "goldenpath", "alg": "RS256", "use": "sig", "e": "AQAB", "n": _encoded(modulus.to_bytes(256, "big"))}
    return 200, {"Content-Type": "application/json"}, json.dumps({"keys": [key]}).encode()


app._handle_pre_body_request = _answer_before_body
