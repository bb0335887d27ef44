// SPDX-License-Identifier: MIT
#include "population/residents.h"

#include "support/memory.h"

namespace talentsim::population {

void Residents::resize(std::size_t rows) {
  lay_out(household, rows);
  lay_out(birth, rows);
  lay_out(state, rows);
  lay_out(job, rows);
  lay_out(since, rows);
  lay_out(pay_hkd_month, rows);
}

std::uint32_t Residents::append(Key key, std::uint32_t household_id, int birth_month, State s,
                                Job j, int since_month, std::uint32_t pay) {
  const auto row = static_cast<std::uint32_t>(size());
  late_key.push_back(key);
  household.push_back(household_id);
  birth.push_back(static_cast<std::uint16_t>(birth_month));
  state.push_back(s);
  job.push_back(pack(j));
  since.push_back(static_cast<std::uint16_t>(since_month));
  pay_hkd_month.push_back(pay);
  return row;
}

}  // namespace talentsim::population
