// The one part that @cdktf/provider-aws leaves open and platforms use: its `statement` of a web ACL's rule is of any type.
// Names, and what is required, are those of the provider's documentation.

/**
 * @typedef {import('./schema.mjs').Block} Block
 * @typedef {import('./schema.mjs').NestedBlock} NestedBlock
 */

const LEVELS_OF_LOGIC = 3; // and, or and not may hold each other this deep

/** Puts the statements into the rules of a web ACL or of a rule group. @param {Block} block */
export function fillInStatements(block) {
  const { rule } = block.blocks;
  if (rule?.attributes.statement?.type !== 'dynamic') return;
  delete rule.attributes.statement;
  rule.blocks.statement = required(one({}, {
    ...logic(LEVELS_OF_LOGIC),
    managed_rule_group_statement: one(
      { name: 'string!', vendor_name: 'string!', version: 'string' },
      { managed_rule_group_configs: managedRuleGroupConfigs, rule_action_override: ruleActionOverride, scope_down_statement: one({}, logic(LEVELS_OF_LOGIC - 1)) },
    ),
    rate_based_statement: one(
      { aggregate_key_type: 'string', evaluation_window_sec: 'number', limit: 'number!' },
      { custom_key: customKey, forwarded_ip_config: forwardedIp, scope_down_statement: one({}, logic(LEVELS_OF_LOGIC - 1)) },
    ),
    rule_group_reference_statement: one({ arn: 'string!' }, { rule_action_override: ruleActionOverride }),
  }));
}

/** Attributes by type, `!` for required. @param {Record<string, string>} attributes @param {Record<string, NestedBlock>} [blocks] @returns {NestedBlock} */
function many(attributes, blocks = {}) {
  const typed = Object.entries(attributes).map(([name, type]) => {
    const [, collection, element, mark] = /^(?:(list|set) of )?(\w+)(!?)$/.exec(type) ?? [];
    return [name, { type: collection ? [collection, element] : element, ...(mark ? { required: true } : { optional: true }) }];
  });
  return { nesting: 'list', attributes: Object.fromEntries(typed), blocks };
}

/** @param {Record<string, string>} attributes @param {Record<string, NestedBlock>} [blocks] @returns {NestedBlock} */
function one(attributes, blocks) {
  return { ...many(attributes, blocks), max: 1 };
}

/** @param {NestedBlock} block @returns {NestedBlock} */
function required(block) {
  return { ...block, min: 1 };
}

const empty = one({});
const forwardedIp = one({ fallback_behavior: 'string!', header_name: 'string!' });
const fallback = one({ fallback_behavior: 'string!' });
const textTransformation = { ...required(many({ priority: 'number!', type: 'string!' })), nesting: /** @type {const} */ ('set') };
const named = one({ name: 'string!' });
const namedAndTransformed = one({ name: 'string!' }, { text_transformation: textTransformation });
const transformed = one({}, { text_transformation: textTransformation });

const fieldToMatch = one({}, {
  all_query_arguments: empty,
  body: one({ oversize_handling: 'string' }),
  cookies: one({ match_scope: 'string!', oversize_handling: 'string!' }, {
    match_pattern: required(many({ excluded_cookies: 'list of string', included_cookies: 'list of string' }, { all: empty })),
  }),
  header_order: many({ oversize_handling: 'string!' }),
  headers: many({ match_scope: 'string!', oversize_handling: 'string!' }, {
    match_pattern: required(one({ excluded_headers: 'list of string', included_headers: 'list of string' }, { all: empty })),
  }),
  ja3_fingerprint: fallback,
  ja4_fingerprint: fallback,
  json_body: one({ invalid_fallback_behavior: 'string', match_scope: 'string!', oversize_handling: 'string' }, {
    match_pattern: required(one({ included_paths: 'list of string' }, { all: empty })),
  }),
  method: empty,
  query_string: empty,
  single_header: named,
  single_query_argument: named,
  uri_fragment: one({ fallback_behavior: 'string' }),
  uri_path: empty,
});

const customKey = { ...many({}, {
  asn: empty,
  cookie: namedAndTransformed,
  forwarded_ip: empty,
  header: namedAndTransformed,
  http_method: empty,
  ip: empty,
  ja3_fingerprint: fallback,
  ja4_fingerprint: fallback,
  label_namespace: one({ namespace: 'string!' }),
  query_argument: namedAndTransformed,
  query_string: transformed,
  uri_path: transformed,
}), max: 5 };

const headers = { ...many({ name: 'string!', value: 'string!' }), nesting: /** @type {const} */ ('set') };
const passedOn = one({}, { custom_request_handling: one({}, { insert_header: required(headers) }) });
const ruleActionOverride = { ...many({ name: 'string!' }, {
  action_to_use: required(one({}, {
    allow: passedOn,
    block: one({}, { custom_response: one({ custom_response_body_key: 'string', response_code: 'number!' }, { response_header: headers }) }),
    captcha: passedOn,
    challenge: passedOn,
    count: passedOn,
  })),
}), max: 100 };

const identified = one({ identifier: 'string!' });
const identifiers = one({ identifiers: 'list of string!' });
const responseInspection = one({}, {
  body_contains: one({ failure_strings: 'set of string!', success_strings: 'set of string!' }),
  header: one({ failure_values: 'set of string!', name: 'string!', success_values: 'set of string!' }),
  json: one({ failure_values: 'set of string!', identifier: 'string!', success_values: 'set of string!' }),
  status_code: one({ failure_codes: 'set of number!', success_codes: 'set of number!' }),
});
const managedRuleGroupConfigs = many({ login_path: 'string', payload_type: 'string' }, {
  aws_managed_rules_acfp_rule_set: one({ creation_path: 'string!', enable_regex_in_path: 'bool', registration_page_path: 'string!' }, {
    request_inspection: required(one({ payload_type: 'string!' }, {
      address_fields: identifiers, email_field: identified, password_field: identified, phone_number_fields: identifiers, username_field: identified,
    })),
    response_inspection: responseInspection,
  }),
  aws_managed_rules_anti_ddos_rule_set: one({ sensitivity_to_block: 'string' }, {
    client_side_action_config: required(one({}, {
      challenge: required(one({ sensitivity: 'string', usage_of_action: 'string!' }, { exempt_uri_regular_expression: many({ regex_string: 'string' }) })),
    })),
  }),
  aws_managed_rules_atp_rule_set: one({ enable_regex_in_path: 'bool', login_path: 'string!' }, {
    request_inspection: one({ payload_type: 'string!' }, { password_field: required(identified), username_field: required(identified) }),
    response_inspection: responseInspection,
  }),
  aws_managed_rules_bot_control_rule_set: one({ enable_machine_learning: 'bool', inspection_level: 'string!' }),
  password_field: identified,
  username_field: identified,
});

const matched = { field_to_match: fieldToMatch, text_transformation: textTransformation };
const matches = {
  asn_match_statement: one({ asn_list: 'list of number!' }, { forwarded_ip_config: forwardedIp }),
  byte_match_statement: one({ positional_constraint: 'string!', search_string: 'string!' }, matched),
  geo_match_statement: one({ country_codes: 'list of string!' }, { forwarded_ip_config: forwardedIp }),
  ip_set_reference_statement: one({ arn: 'string!' }, { ip_set_forwarded_ip_config: one({ fallback_behavior: 'string!', header_name: 'string!', position: 'string!' }) }),
  label_match_statement: one({ key: 'string!', scope: 'string!' }),
  regex_match_statement: one({ regex_string: 'string!' }, matched),
  regex_pattern_set_reference_statement: one({ arn: 'string!' }, matched),
  size_constraint_statement: one({ comparison_operator: 'string!', size: 'number!' }, matched),
  sqli_match_statement: one({ sensitivity_level: 'string' }, matched),
  xss_match_statement: one({}, matched),
};

/** Matches, and logic over them. @param {number} levels @returns {Record<string, NestedBlock>} */
function logic(levels) {
  if (levels === 0) return matches;
  const over = one({}, { statement: required(many({}, logic(levels - 1))) });
  return { ...matches, and_statement: over, not_statement: over, or_statement: over };
}
