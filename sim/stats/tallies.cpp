// SPDX-License-Identifier: MIT
#include <algorithm>
#include <functional>

#include "scenario/scenario.h"
#include "stats/measures.h"

namespace talentsim::stats {

std::size_t Axes::extent(AxisKind kind) const {
  switch (kind) {
    case AxisKind::scheme:
      return schemes.size();
    case AxisKind::sex:
      return sex_names().size();
    case AxisKind::relation:
      return dependant_relation_names().size();
    case AxisKind::departure_cause:
      return scenario::kDepartureCauses;
    case AxisKind::resident_group:
      return kResidentGroups;
    case AxisKind::age_band:
      return kAgeBands;
    case AxisKind::sector:
      return sectors.size();
    case AxisKind::skill_level:
      return skill_level_names().size();
    case AxisKind::quantile:
      return quantiles.size();
    case AxisKind::cohort:
      return cohorts.size();
    case AxisKind::months_since_arrival:
      return static_cast<std::size_t>(months_since_arrival);
    case AxisKind::channel:
      return channels.size();
    case AxisKind::job_fit:
      return job_fits.size();
    case AxisKind::profession:
      return professions.size();
    case AxisKind::months_to_job:
      return months_to_job_names().size();
    case AxisKind::cantonese:
      return single_vacancies ? cantonese_names().size() : 0;
    case AxisKind::own_account_kind:
      return own_account_kinds.size();
    case AxisKind::employer_kind:
      return single_vacancies ? scenario::kEmployerKinds : 0;
    case AxisKind::employer_size:
      return single_vacancies ? scenario::kEmployerSizes : 0;
    case AxisKind::definition:
      return cohort_definition_names().size();
  }
  return 0;
}

Tallies::Tallies(const Axes& axes) {
  for (const MeasureInfo& measure : measures()) {
    std::size_t cells = 1;
    for (AxisKind axis : measure.axes) cells *= axes.extent(axis);
    cells_.emplace_back(cells, 0);
    const bool has_second_axis = measure.axes.size() >= 2;
    last_extent_.push_back(has_second_axis ? axes.extent(measure.axes.back()) : 1);
  }
}

void Tallies::clear() { clear_if(true); }

void Tallies::clear_cohorts() { clear_if(false); }

Tallies Tallies::part() const {
  Tallies part;
  part.last_extent_ = last_extent_;
  for (const MeasureInfo& measure : measures()) {
    const auto& cells = cells_[static_cast<std::size_t>(measure.measure)];
    part.cells_.emplace_back(measure.monthly ? cells.size() : 0);
  }
  return part;
}

Tallies& Tallies::operator+=(const Tallies& part) {
  for (std::size_t measure = 0; measure < cells_.size(); ++measure)
    std::transform(part.cells_[measure].begin(), part.cells_[measure].end(),
                   cells_[measure].begin(), cells_[measure].begin(), std::plus<>());
  return *this;
}

void Tallies::clear_if(bool monthly) {
  for (const MeasureInfo& measure : measures()) {
    if (measure.monthly != monthly) continue;
    auto& cells = cells_[static_cast<std::size_t>(measure.measure)];
    std::fill(cells.begin(), cells.end(), 0);
  }
}

}  // namespace talentsim::stats
