// SPDX-License-Identifier: MIT
// The whole of the rules. Sectors and schemes come before what refers to them; the order in files
// is free.
#include "scenario/describe.h"

namespace talentsim::scenario {

void describe(Fields& fields, Rules& rules) {
  describe_schemes(fields, rules.schemes);
  describe_sectors(fields, rules.sectors);
  describe_pools(fields, rules.pools, names_of(rules.sectors));
  describe_initial(fields, rules.initial);
  describe_standing(fields, rules);
  describe_demography(fields, rules.demography);
  describe_movement(fields, rules.movement);
  describe_labour(fields, rules.labour);
  describe_family(fields, rules.family);
  describe_choice(fields, rules.choice);
  describe_renewal(fields, rules.renewal, names_of(rules.schemes));
  describe_departure(fields, rules.departure);
  describe_phases(fields, rules.phases);
}

}  // namespace talentsim::scenario
