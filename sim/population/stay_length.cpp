// SPDX-License-Identifier: MIT
#include "population/stay_length.h"

#include <algorithm>

namespace talentsim::population {

const scenario::StayCase* first_case(const std::vector<scenario::StayCase>& cases,
                                     const Attributes& attributes) {
  for (const auto& stay : cases)
    if (meets(stay.requires_, attributes)) return &stay;
  return nullptr;
}

double in_turn(const std::vector<double>& months, std::size_t granted) {
  return months[std::min(granted, months.size() - 1)];
}

int first_stay_months(const scenario::Scheme& scheme, const Shown& shown) {
  const auto& cases = scheme.first_stay_cases;
  const auto* special = cases.empty() ? nullptr : first_case(cases, shown());
  return static_cast<int>(special ? special->months.front() : scheme.first_stay_months);
}

int extension_months(const scenario::Scheme& scheme, std::size_t granted, const Shown& shown) {
  const auto& cases = scheme.extension_cases;
  const auto* special = cases.empty() ? nullptr : first_case(cases, shown());
  return static_cast<int>(in_turn(special ? special->months : scheme.extension_months, granted));
}

}  // namespace talentsim::population
