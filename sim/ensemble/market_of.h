// SPDX-License-Identifier: MIT
// Under which form of the labour market a results file was run.
#pragma once

#include <string>

#include "output/results_reader.h"

namespace talentsim::ensemble {

struct MarketForm {
  bool mean_field = false;         // in any month
  bool follows_vacancies = false;  // in any month: labour.demand is vacancies
  // labour.vacancy_market.posts_per_talent_at_work, with the dates of its changes; "drawn" where
  // each replicate has its own. Read where demand fixes posts alone.
  std::string posts_per_talent_at_work;
  std::string words() const;
};
MarketForm market_of(const output::ResultsReader& file);

}  // namespace talentsim::ensemble
