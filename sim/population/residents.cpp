// SPDX-License-Identifier: MIT
#include "population/residents.h"

namespace talentsim::population {

void Residents::resize(std::size_t rows) {
  // Room for those who are born or move in, so that no column is copied while months go by.
  const auto room = rows + rows / 4;
  household.reserve(room);
  birth.reserve(room);
  state.reserve(room);
  job.reserve(room);
  since.reserve(room);
  pay_hkd_month.reserve(room);
  household.resize(rows);
  birth.resize(rows);
  state.resize(rows);
  job.resize(rows);
  since.resize(rows);
  pay_hkd_month.resize(rows);
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
