// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "ensemble/comparison.h"
#include "run/table_csv.h"

namespace talentsim::ensemble {
namespace {

std::string optional_number(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : "";
}

std::string numbers(const std::optional<Paired>& paired) {
  if (!paired) return ",,,,,,";
  return fmt::format("{},{},{},{},{},{},{}", paired->base, paired->variant, paired->difference,
                     optional_number(paired->standard_error), optional_number(paired->lower),
                     optional_number(paired->upper), optional_number(paired->variance_reduction));
}

}  // namespace

std::string csv(const Comparison& comparison) {
  auto out = fmt::format(
      "base,variant,{},base_mean,variant_mean,difference,standard_error,lower_95,upper_95,"
      "variance_reduction,replicates,definition\n",
      run::kCsvFigureColumns);
  for (const auto& variant : comparison.variants)
    for (std::size_t row = 0; row < comparison.rows.size(); ++row)
      for (std::size_t p = 0; p < comparison.periods.size(); ++p)
        out += fmt::format("{},{},{},{},{},{}\n", run::csv_field(comparison.base_file),
                           run::csv_field(variant.file),
                           run::csv_figure(comparison.rows[row], comparison.options.table,
                                           comparison.periods[p], comparison.last),
                           numbers(comparison.at(variant, row, p)), comparison.replicates,
                           run::csv_definition(comparison.rows[row]));
  return out;
}

}  // namespace talentsim::ensemble
