// SPDX-License-Identifier: MIT
// Whom a policy takes work from among residents and to whom it gives work, over all replicates:
// what the event logs of base and variant differ in, person by person.
#pragma once

#include <optional>

#include "ensemble/apart.h"
#include "ensemble/market_of.h"

namespace talentsim::ensemble {

struct ShiftFigure {
  double mean = 0;  // persons or months of the real city
  std::optional<double> standard_error, lower, upper;
};

struct Displacement {
  std::string file, title;
  MarketForm market;
  std::vector<ShiftFigure> figures;  // [period][shift][category]
};

struct DisplacementTable {
  std::string base_file, base_title, seed;
  MarketForm base_market;
  double scale = 1;
  int replicates = 1;
  Month first, last;
  std::vector<run::Period> periods;  // the figures have the whole run besides, at the end
  std::vector<std::pair<std::string, std::string>> categories;
  std::vector<Displacement> variants;

  const ShiftFigure& at(const Displacement& variant, std::size_t period, std::size_t shift,
                        std::size_t category) const {
    return variant.figures[(period * kShifts + shift) * categories.size() + category];
  }
};

// Throws UsageError when a variant does not pair with the base, or an event log is missing.
DisplacementTable displacement(const std::string& base, const std::vector<std::string>& variants,
                               run::PeriodKind by);

// What a shift is called in files and in tables, its unit and its definition.
struct ShiftWords {
  const char *id, *name, *unit, *definition;
};
const ShiftWords& words_of(Shift shift);
// Said beside the figures where they are no competition for posts; empty otherwise.
std::string market_warning(const DisplacementTable& table, const Displacement& variant);

// `detail`: by sector, skill, age and sex too.
std::string print(const DisplacementTable& table, bool detail);
// One line a variant, figure, category and period.
std::string csv(const DisplacementTable& table);

}  // namespace talentsim::ensemble
