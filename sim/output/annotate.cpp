// SPDX-License-Identifier: MIT
#include "output/annotate.h"

#include <numeric>

namespace talentsim::output {

void describe(hdf5::Dataset& dataset, const Variable& variable) {
  dataset.attribute("units", variable.units);
  dataset.attribute("long_name", variable.long_name);
  dataset.attribute("definition", variable.definition);
}

void add_flags(hdf5::Dataset& dataset, std::int8_t first, const std::vector<std::string>& words) {
  std::vector<std::int8_t> values(words.size());
  std::iota(values.begin(), values.end(), first);
  std::string meanings;
  for (const std::string& word : words) {
    if (!meanings.empty()) meanings += ' ';
    for (char c : word) meanings += c == ' ' ? '_' : c;
  }
  dataset.attribute("flag_values", std::span<const std::int8_t>(values));
  dataset.attribute("flag_meanings", meanings);
}

}  // namespace talentsim::output
