// SPDX-License-Identifier: MIT
#include "ensemble/market_of.h"

#include <fmt/format.h>

#include "scenario/loader.h"

namespace talentsim::ensemble {

std::string MarketForm::words() const {
  if (mean_field) return "mean field";
  return fmt::format("single vacancies, posts_per_talent_at_work (η) {}{}",
                     posts_per_talent_at_work,
                     follows_vacancies ? ", not read while labour.demand is vacancies" : "");
}

MarketForm market_of(const output::ResultsReader& file) {
  const auto scenario =
      scenario::load_text(file.file().text("provenance/scenario_yaml"), file.path());
  MarketForm form;
  double last = -1;
  for (const auto& stretch : scenario.timeline) {
    const auto& labour = stretch.rules.labour;
    form.mean_field = form.mean_field || labour.matching == scenario::Matching::mean_field;
    form.follows_vacancies = form.follows_vacancies || labour.demand == scenario::Demand::vacancies;
    const double posts = labour.vacancy_market.posts_per_talent_at_work;
    if (posts != last)
      form.posts_per_talent_at_work +=
          last < 0 ? fmt::format("{:g}", posts)
                   : fmt::format(", {:g} from {}", posts, stretch.from.text());
    last = posts;
  }
  if (scenario.draw_priors) form.posts_per_talent_at_work = "drawn";
  return form;
}

}  // namespace talentsim::ensemble
