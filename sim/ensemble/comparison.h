// SPDX-License-Identifier: MIT
// What changes between a base and its variants, replicate by replicate.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ensemble/outcomes.h"
#include "ensemble/paired.h"
#include "run/table.h"
#include "run/table_rows.h"

namespace talentsim::ensemble {

struct CompareOptions {
  run::TableOptions table;
  int replicate = 0;        // whose people are compared one by one
  bool every_cell = false;  // of every figure, for the HDF5 file
};

using Differences = std::vector<std::optional<Paired>>;

struct Variant {
  std::string file, title;
  Differences rows;                  // [row][period]
  Differences cells;                 // [figure][period][cell], with every_cell
  std::optional<Affected> affected;  // none: an event log is missing
};

struct Comparison {
  std::string base_file, base_title, seed;
  double scale = 1;
  int replicates = 1;
  CompareOptions options;
  Month first, last;
  std::vector<run::Period> periods;
  std::vector<run::Row> rows;  // without cells
  run::Shapes shapes;          // figures of `cells`, in order
  std::vector<Variant> variants;
  std::vector<std::string> without_events;  // files

  const std::optional<Paired>& at(const Variant& variant, std::size_t row, std::size_t p) const {
    return variant.rows[row * periods.size() + p];
  }
};

// Throws UsageError when a variant does not pair with the base.
Comparison compare(const std::string& base, const std::vector<std::string>& variants,
                   const CompareOptions& options);

std::string print(const Comparison& comparison, bool detail, std::size_t keys);
// One line a variant, row and period.
std::string csv(const Comparison& comparison);

}  // namespace talentsim::ensemble
