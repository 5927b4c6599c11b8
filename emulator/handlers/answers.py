"""A request whose answer got lost is sent again by every SDK, with the id of the first (`amz-sdk-invocation-id`). Here
answers get lost: one that is faster than its request's own bookkeeping makes the SDK for Go close the connection, on a
busy machine now and then. So the second attempt gets the answer of the first, as if it had arrived: what was made is
not made again, and not refused because it is there.

https://github.com/aws/smithy-go/blob/v1.22.3/transport/http/internal/io/safe.go (`WriteTo` of a closed body is an error)
"""
from collections import OrderedDict

from ministack import app

#: Attempts follow each other within seconds; the rest is forgotten, and so is what is too long.
_KEPT, _LONGEST = 2_000, 262_144
_answers: OrderedDict[str, list] = OrderedDict()
_serve = app.app


# Corrects: an attempt after one that succeeded was a new request.
async def _serve_once(scope, receive, send):
    headers = dict(scope.get("headers", [])) if scope["type"] == "http" else {}
    invocation = headers.get(b"amz-sdk-invocation-id")
    if not invocation:
        return await _serve(scope, receive, send)
    key = f"{scope['path']} {invocation.decode('latin-1')}"
    if not headers.get(b"amz-sdk-request", b"").startswith(b"attempt=1") and key in _answers:
        for message in _answers[key]:
            await send(message)
        return None
    return await _serve(scope, receive, _remembering(key, send))


def _remembering(key, send):
    """Holds the head of an answer until there is a body: an answer that was begun is one that is remembered."""
    head = []

    async def remember(message):
        if message["type"] == "http.response.start" and message["status"] < 300:
            head.append(message)
            return
        if head:
            answer = [head.pop(), message]
            if not message.get("more_body") and len(message.get("body", b"")) <= _LONGEST:
                _answers[key] = answer
                if len(_answers) > _KEPT:
                    _answers.popitem(last=False)
            await send(answer[0])
        await send(message)

    return remember


app.app = _serve_once
