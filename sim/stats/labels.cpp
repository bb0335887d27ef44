// SPDX-License-Identifier: MIT
// Names of the fixed categories, in the order of their enums; results files carry them as
// coordinates.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "scenario/scenario.h"
#include "stats/measures.h"

namespace talentsim::stats {

const std::vector<std::string>& resident_group_names() {
  static const std::vector<std::string> names = {
      "local",         "talent", "talent_spouse", "talent_child", "talent_other_dependant",
      "one_way_permit"};
  return names;
}

const std::vector<std::string>& dependant_relation_names() {
  static const std::vector<std::string> names = {"spouse", "child", "other"};
  return names;
}

const std::vector<std::string>& job_fit_names() {
  static const std::vector<std::string> names = {"own_field_and_level", "below_level",
                                                 "other_field"};
  return names;
}

const std::vector<std::string>& departure_cause_names() {
  static const std::vector<std::string> names = {
      "stay_expired",   "renewal_refused", "no_work",      "outside_offer",
      "family_reunion", "other_reason",    "sponsor_left", "death"};
  static_assert(scenario::kDepartureCauses == 8, "a name for each scenario::DepartureCause");
  return names;
}

const std::vector<std::string>& sex_names() {
  static const std::vector<std::string> names = {"male", "female"};
  return names;
}

const std::vector<std::string>& skill_level_names() {
  static const std::vector<std::string> names = {"high", "middle", "elementary"};
  return names;
}

const std::vector<std::string>& age_band_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> bands;
    for (int from = 0; from < 5 * (kAgeBands - 1); from += 5) {
      bands.push_back(fmt::format("{}-{}", from, from + 4));
    }
    bands.push_back("85+");
    return bands;
  }();
  return names;
}

namespace {
constexpr std::array kFirstMonths = {0, 1, 2, 3, 4, 6, 9, 12, 18, 24};  // of each band
}

const std::vector<std::string>& months_to_job_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> bands;
    for (std::size_t i = 0; i + 1 < kFirstMonths.size(); ++i) {
      const int last = kFirstMonths[i + 1] - 1;
      bands.push_back(kFirstMonths[i] == last ? fmt::format("{}", last)
                                              : fmt::format("{}-{}", kFirstMonths[i], last));
    }
    bands.push_back(fmt::format("{}+", kFirstMonths.back()));
    return bands;
  }();
  return names;
}

std::size_t months_to_job_band(int months) {
  const auto above = std::upper_bound(kFirstMonths.begin() + 1, kFirstMonths.end(), months);
  return static_cast<std::size_t>(above - kFirstMonths.begin()) - 1;
}

const std::vector<std::string>& cantonese_names() {
  static const std::vector<std::string> names = {"speaks", "does_not"};
  return names;
}

const std::vector<std::string>& cohort_definition_names() {
  static const std::vector<std::string> names = {"visa_valid", "permanent_resident"};
  return names;
}

const std::vector<HappeningInfo>& happenings() {
  static const std::vector<HappeningInfo> table = {
      {"application", "sex of the applicant, by its place on the axis sex"},
      {"approval",
       "under a scheme with caps: 1,000,000 x place among the trades, from 1, + place among the "
       "employers of the pool, from 1; either 0 without one"},
      {"refusal", "0"},
      {"quota_refusal", "cap that was full: 0 the annual or daily quota, from 1 those listed"},
      {"arrival", "pay of the arranged post, HKD/month; 0 without one"},
      {"joined", "0"},
      {"born", "0"},
      {"died", "entrants: cause of departure, as for departed; others: 0"},
      {"hired", "pay, HKD/month"},
      {"separated", "sector of the post, by its place on the axis sector"},
      {"became_self_employed", "pay, HKD/month"},
      {"renewal_applied", "0"},
      {"renewed", "months granted"},
      {"renewal_refused", "0"},
      {"stay_lapsed", "0"},
      {"switched_scheme",
       "new scheme, by its place on the axis scheme; column scheme is the one left"},
      {"permanent_residence", "0"},
      {"departed", "cause, by its place on the axis departure_cause"},
      {"moved_in", "0"},
      {"moved_out", "0"},
      {"left_study",
       "sector of the last post, by its place on the axis sector; without one, of the work sought "
       "or 0"},
      {"left_labour_force",
       "sector of the last post, by its place on the axis sector; without one, of the work sought "
       "or 0"},
      {"entered_labour_force",
       "sector of the last post, by its place on the axis sector; without one, of the work sought "
       "or 0"},
      {"did_not_come",
       "of family who waited abroad when the principal went: cause, as for departed"},
      {"changed_job", "pay in the new post, HKD/month"},
      {"recognised", "the profession, by its place in the scenario"},
  };
  return table;
}

const std::vector<std::string>& happening_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list;
    for (const HappeningInfo& happening : happenings()) list.emplace_back(happening.name);
    return list;
  }();
  return names;
}

}  // namespace talentsim::stats
