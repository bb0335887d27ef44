// SPDX-License-Identifier: MIT
#include "run/moments.h"

#include <boost/math/distributions/students_t.hpp>
#include <map>

namespace talentsim::run {

double student_95(int count) {
  static thread_local std::map<int, double> known;
  const auto [place, added] = known.try_emplace(count);
  if (added)
    place->second =
        boost::math::quantile(boost::math::students_t(count - 1), 1 - (1 - kConfidence) / 2);
  return place->second;
}

}  // namespace talentsim::run
