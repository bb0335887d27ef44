// SPDX-License-Identifier: MIT
// The published figures as officials name them: which table each stands in, under which words, and
// how it differs from what is published. Definitions stay in measures.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stats/measures.h"

namespace talentsim::stats {

enum class Table : std::uint8_t { flows, renewals, stocks, labour, cohorts };
constexpr int kPrintedTables = 4;  // those by period: all but cohorts
const std::vector<std::string>& table_names();

struct Official {
  Measure measure;
  Table table;
  const char* name;    // the words of Hong Kong officials, or nearest to them
  const char* beside;  // who publishes it and how that differs; empty: nobody does
};
const std::vector<Official>& officials();  // in the order of Measure

// A figure computed from sums: over the months of a period for rates, at its end for stocks.
struct Term {
  Measure measure;
  int sign = 1;
};
struct Derived {
  const char* id;  // as a variable would be named
  Table table;
  const char* name;
  const char* definition;
  const char* beside;
  std::vector<Term> above;
  std::vector<Term> below;  // empty: a sum; otherwise a rate in per cent
};
const std::vector<Derived>& derived_figures();

}  // namespace talentsim::stats
