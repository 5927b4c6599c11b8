"""Corrects: a function that failed on a record of a table's stream kept the stream waiting for ever. Retries, bisection,
partial failures, the age of records and the destination of what fails are those of the event source mapping."""
import time

from ministack.core.arn import parse_arn
from ministack.core.responses import _request_account_id, _request_region
from ministack.services import dynamodb, lambda_svc as state

_positions, _lock = state._dynamodb_stream_positions, state._dynamodb_stream_positions_lock
_trouble = {}  # mapping -> (position of the batch that failed, how often it was tried, its size)


def _poll():
    return any([_poll_one(*found) for found in state._iter_all_esms() if ":dynamodb:" in found[2].get("EventSourceArn", "")])


def _poll_one(account, region, mapping):
    tokens = _request_account_id.set(account), _request_region.set(region)
    try:
        return _begin(mapping)
    finally:
        _request_account_id.reset(tokens[0])
        _request_region.reset(tokens[1])


def _begin(mapping):
    """Takes the next batch, one at a time: the order of the records is kept."""
    pid, source = mapping["UUID"], mapping["EventSourceArn"]
    name = parse_arn(source).resource.split("/")[1]
    function, _ = state._get_func_record_for_qualifier(mapping["FunctionName"], mapping.get("Qualifier"))
    table = dynamodb._tables.get(name)
    if (not mapping.get("Enabled", True) or function is None or not table or table.get("LatestStreamArn") != source
            or state._esm_inflight.get(pid) or state._esm_backoff_until.get(pid, 0) > time.time()):
        return False
    horizon, end = dynamodb.stream_start_position(name), dynamodb.stream_end_position(name)
    with _lock:
        first = horizon if mapping.get("StartingPosition") == "TRIM_HORIZON" else end
        position = _positions[pid] = max(_positions.get(pid, first), horizon)
    failed_at, _, size = _trouble.get(pid, (None, 0, 0))
    batch = dynamodb.stream_records_since(name, position, size if failed_at == position else int(mapping.get("BatchSize", 100)))
    if not batch:
        return False
    state._dispatch_esm_batch(pid, _run, mapping, function, position, batch)
    return True


def _run(mapping, function, position, batch):
    pid = mapping["UUID"]
    records = state._apply_filter_criteria(batch, mapping)
    result = state._execute_function(function, {"Records": records}) if records else {}
    done = _handled(mapping, batch, result)
    if done == len(batch):
        mapping["LastProcessingResult"] = f"OK - {len(records)} records"
    else:
        done = _again(mapping, function, position, batch, result, done)
    with _lock:
        if pid in _positions:
            _positions[pid] = position + done


def _handled(mapping, batch, result):
    """How many records, from the first, need not come again."""
    if result.get("error"):
        return 0
    body = result.get("body")
    if "ReportBatchItemFailures" not in mapping.get("FunctionResponseTypes", []) or not isinstance(body, dict):
        return len(batch)
    failed = {item.get("itemIdentifier") for item in body.get("batchItemFailures") or []}
    return next((index for index, record in enumerate(batch) if record["dynamodb"]["SequenceNumber"] in failed), len(batch))


def _again(mapping, function, position, batch, result, done):
    """What to leave behind now; the rest comes again in a second, until there were enough tries."""
    pid, rest = mapping["UUID"], batch[done:]
    failed_at, tries, _ = _trouble.get(pid, (None, 0, 0))
    tries = tries + 1 if failed_at == position + done else 1
    limit, age = int(mapping.get("MaximumRetryAttempts", -1)), int(mapping.get("MaximumRecordAgeInSeconds", -1))
    oldest = time.time() - float(rest[0]["dynamodb"].get("ApproximateCreationDateTime", time.time()))
    too_old = 0 < age < oldest
    if too_old or 0 <= limit < tries:
        state._send_ddb_stream_failure_record(mapping, function, rest, mapping["EventSourceArn"], result,
                                              "MaxRecordAgeExceeded" if too_old else "RetryAttemptsExhausted")
        mapping["LastProcessingResult"] = "PROBLEM: Function call failed"
        _trouble.pop(pid, None)
        return len(batch)
    bisect = str(mapping.get("BisectBatchOnFunctionError", False)).lower() == "true" and len(rest) > 1
    _trouble[pid] = (position + done, 0 if bisect else tries, (len(rest) + 1) // 2 if bisect else len(rest))
    state._esm_backoff_until[pid] = time.time() + state._ESM_BACKOFF_SECONDS
    mapping["LastProcessingResult"] = "PROBLEM: Function call failed"
    return done


state._poll_dynamodb_streams = _poll
