// The sentence that the API answers for each problem with a workspace's rules. Developers read it, in
// English.

import { MOST_RULES, PATH_MAX_LENGTH, RULES_MAX_BYTES, type RuleProblem } from '../core/rule-problems.ts'

export const RULE_SENTENCES: Readonly<Record<RuleProblem, string>> = {
  too_many_rules: `Must have at most ${MOST_RULES} rules`,
  too_large: `Must be at most ${RULES_MAX_BYTES} bytes of JSON`,
  not_an_id: 'Must be 1 to 32 characters of a-z, 0-9 and -',
  id_taken: 'Another rule before it has this id',
  path_without_slash: 'Must begin with /',
  path_too_long: `Must have at most ${PATH_MAX_LENGTH} characters`,
  path_with_other_characters: 'Must contain only letters, digits, -, ., _, ~ and /, without encoding',
  path_with_empty_segment: 'Must not contain //',
  path_with_dot_segment: 'Must not contain the segments . and ..',
  path_ends_with_slash: 'Must not end with /, unless it is / itself',
  empty_list: 'Must not be empty. Leave it out if it should not limit anything',
  too_many_in_list: 'Has too many entries',
  method_in_lower_case: 'Must be in upper case, such as GET',
  not_a_method: 'Must be a method such as GET or POST',
  only_for_members: 'Only a rule with "access": "member" can have this',
  age_out_of_range: 'Must be a whole number of seconds within the documented limits',
  not_a_network: 'Must be an IP address or a network such as 192.0.2.0/24 or 2001:db8::/32',
  has_host_bits: 'Must not have bits after the prefix: write 10.0.0.0/8 instead of 10.1.2.3/8',
  not_a_web_origin: 'Must be a web origin such as https://app.example.com, or *',
  origin_with_more:
    'Must be a web origin exactly as browsers send it, such as https://app.example.com: no path, no / at the end, no usual port, lower case ASCII',
  origin_with_wildcard: 'Must not contain *, unless it is * itself',
  any_origin_with_credentials: 'Must be false if the origins contain *',
  not_a_header: 'Must be the name of a header, not *',
}
