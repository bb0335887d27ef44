// SPDX-License-Identifier: MIT
// The whole of the rules. Sectors, trades and schemes come before what refers to them; the order in
// files is free.
#include "scenario/describe.h"

namespace talentsim::scenario {

void describe(Fields& fields, Rules& rules) {
  describe_sectors(fields, rules.sectors);
  describe_trades(fields, rules.trades, names_of(rules.sectors));
  describe_schemes(fields, rules.schemes, names_of(rules.trades));
  describe_pools(fields, rules.pools, names_of(rules.sectors), names_of(rules.trades));
  describe_initial(fields, rules.initial);
  describe_standing(fields, rules);
  describe_demography(fields, rules.demography);
  describe_movement(fields, rules.movement);
  describe_labour(fields, rules.labour, names_of(rules.sectors));
  for (auto& pool : rules.pools) {
    pool.shortage_sectors = rules.labour.shortage_sectors;
    for (const auto& trade : rules.trades) pool.trade_sectors.push_back(trade.sector);
  }
  describe_family(fields, rules.family);
  describe_choice(fields, rules.choice);
  describe_renewal(fields, rules.renewal, names_of(rules.schemes));
  describe_departure(fields, rules.departure);
  describe_phases(fields, rules.phases);
}

}  // namespace talentsim::scenario
